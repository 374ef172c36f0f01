"""What the public is told: lists, leads, history, reports, corrections, the policy and the board."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Thread

import pytest

from probatum.actions.adopt_policy import TEXT_ADOPTED
from probatum.actions.answer_report import answer_report
from probatum.actions.ask import article_name
from probatum.actions.board_page import Member, members
from probatum.actions.canonical import add_wording, lead, lead_from, remove_wording, wordings_of
from probatum.actions.history import compare, history
from probatum.actions.ledger import ledger
from probatum.actions.policy_page import policy_diff, policy_page, policy_versions, signed_under
from probatum.actions.present import present
from probatum.actions.published import Catalogue, Wanted
from probatum.actions.report import (
    contact_of,
    erase_contact,
    erase_words,
    files_of,
    follow,
    open_reports,
    report,
    report_of,
)
from probatum.actions.review import BOARD
from probatum.actions.show import show
from probatum.actions.trail import verify_workspace
from probatum.errors import NotEligible, NotHeld, OutOfOrder, PolicyError, ReasonMissing
from probatum.language.pico import read_question
from probatum.records.account import Account
from probatum.records.article import Audience, Revision, Status
from probatum.records.evidence import Judgement, Rating
from probatum.records.report import Noticed, ReportOutcome, ReportWords
from probatum.records.review import Act, Role
from probatum.review.ledger import Correction, rate
from probatum.review.policy import Policy
from probatum.store.locks import _line_of
from probatum.workspace import Workspace
from tests.actions.publishing import (
    EDITOR,
    GRANT,
    NAME,
    QUESTION,
    RITA,
    RON,
    act,
    changed,
    corrected,
    day,
    first,
    graded,
    kept,
    opened,
    published,
    regraded,
)

WRONG = ReportWords(wrong="It says 62%; the table says 61%.", right="61%", source="doi:10.1000/cohort.1")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one published article, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("public") / "ws"
    with opened(folder) as ws:
        published(ws, kept(ws, first()), day(1))
    return folder


@pytest.fixture
def ws(prepared: Path, tmp_path: Path) -> Iterator[Workspace]:
    shutil.copytree(prepared, tmp_path / "ws")
    with opened(tmp_path / "ws") as workspace:
        yield workspace


@pytest.fixture
def article(ws: Workspace) -> Revision:
    return ws.store.revision(NAME)


# --- lists and leads --------------------------------------------------------------------------------------


def asked(ws: Workspace, name: str, question: str) -> Revision:
    """An article on another question, which nobody has reviewed."""
    return kept(ws, replace(first(), article=name, question=read_question(question, ws.vocabulary)))


def test_what_is_published_is_listed_first_and_found_by_its_words(ws: Workspace, article: Revision) -> None:
    other = asked(ws, "stroke", "Does aspirin prevent stroke?")
    listing = Catalogue().listing(ws)
    assert [(one.article, one.status) for one in listing.articles] == [
        (article.article, Status.PUBLISHED),
        (other.article, Status.UNREVIEWED),
    ]
    assert listing.articles[0].review.reviewers == ("Rita Reviewer", "Ron Reviewer")

    def found(**wanted: object) -> list[str]:
        shelf = listing.shelf(Wanted(**wanted))  # type: ignore[arg-type]
        return [one.article for one in shelf.articles]

    assert found(text="relapses") == [NAME, "stroke"]  # both state it, one is on it
    assert found(text="strokes") == ["stroke"]
    assert found(text="nothing of the kind, zzz") == []
    assert found(text="?!") == []
    assert found(status=Status.UNREVIEWED) == ["stroke"]
    assert found(topic="Inflammatory myositis") == found(topic="D009220") == [NAME]
    assert found(since=day(1)[:10]) == [NAME]
    assert found(since=day(2)[:10]) == []


def test_a_catalogue_follows_what_happens_and_gives_what_a_new_one_gives(
    ws: Workspace, article: Revision
) -> None:
    catalogue = Catalogue()
    assert catalogue.listing(ws) is catalogue.listing(ws)
    kept(ws, changed(article))
    assert catalogue.listing(ws) == Catalogue().listing(ws)
    act(ws, article, Act.SUSPEND, EDITOR, day(2), reason="In doubt.")
    assert catalogue.listing(ws) == Catalogue().listing(ws)
    assert [one.status for one in catalogue.listing(ws).articles] == [Status.SUSPENDED]


def test_pages_of_a_list_hold_each_article_once(ws: Workspace) -> None:
    for number in range(7):
        asked(ws, f"a{number}", f"Does drug {number} prevent stroke?")
    listing = Catalogue().listing(ws)
    pages = [listing.shelf(Wanted(), page=page, per_page=3) for page in (1, 2, 3, 4)]
    assert [len(one.articles) for one in pages] == [3, 3, 2, 0]
    assert {one.article for page in pages for one in page.articles} == {
        one.article for one in listing.articles
    }


def test_another_wording_leads_to_the_published_article_and_another_question_does_not(ws: Workspace) -> None:
    listing = Catalogue().listing(ws)

    def leads(text: str) -> tuple[str, bool] | None:
        found = lead(ws, listing, text)
        return (found.listed.article, found.own) if found else None

    assert leads("can inflammatory  myositis relapse") == (NAME, True)
    assert leads("Does IIM relapse?") == (NAME, False)
    assert leads("Does inflammatory myositis not relapse?") is None
    assert leads("Can dermatomyositis relapse?") is None


def test_nothing_leads_to_what_is_not_published(ws: Workspace, article: Revision) -> None:
    act(ws, article, Act.SUSPEND, EDITOR, day(2), reason="In doubt.")
    listing = Catalogue().listing(ws)
    assert lead(ws, listing, "Does IIM relapse?") is None


def test_an_editor_adds_a_wording_and_takes_it_away(ws: Workspace, article: Revision) -> None:
    wording = "Does muscle inflammation come back?"
    with pytest.raises(NotEligible, match="needs the role editor"):
        add_wording(ws, NAME, wording, by=RITA, at=day(2))
    with pytest.raises(OutOfOrder, match="own question"):
        add_wording(ws, NAME, QUESTION.lower(), by=EDITOR, at=day(2))
    made = add_wording(ws, NAME, wording, by=EDITOR, at=day(2))
    assert add_wording(ws, NAME, wording.upper(), by=EDITOR, at=day(3)) == made
    other = asked(ws, "stroke", "Does aspirin prevent stroke?")
    with pytest.raises(OutOfOrder, match="take it away there first"):
        add_wording(ws, other.article, wording, by=EDITOR, at=day(3))
    listing = Catalogue().listing(ws)
    found = lead(ws, listing, "does muscle inflammation come back")
    assert found is not None
    assert (found.listed.article, found.added, wordings_of(listing, NAME)) == (NAME, True, (made,))
    assert present(ws, listing, NAME).wordings == (made,)
    remove_wording(ws, NAME, wording, by=EDITOR, at=day(4))
    with pytest.raises(NotHeld):
        remove_wording(ws, NAME, wording, by=EDITOR, at=day(4))
    assert lead(ws, Catalogue().listing(ws), wording) is None


def test_the_address_of_an_alias_leads_on_and_that_of_another_question_stays(ws: Workspace) -> None:
    alias = asked(ws, article_of(ws, "Does IIM relapse?"), "Does IIM relapse?")
    other = asked(ws, article_of(ws, "Can dermatomyositis relapse?"), "Can dermatomyositis relapse?")
    add_wording(ws, NAME, "Does muscle inflammation come back?", by=EDITOR, at=day(2))
    listing = Catalogue().listing(ws)
    found = [
        lead_from(ws, listing, name)
        for name in (
            alias.article,
            article_of(ws, "Does muscle inflammation come back?"),
            other.article,
            NAME,
            "nowhere",
        )
    ]
    assert [(one.listed.article, one.asked) if one else None for one in found] == [
        (NAME, "Does IIM relapse?"),
        (NAME, "Does muscle inflammation come back?"),
        None,
        None,
        None,
    ]


def article_of(ws: Workspace, question: str) -> str:
    return article_name(question, Audience.CLINICIAN)


def test_readers_are_shown_the_published_revision_not_a_later_draft(ws: Workspace, article: Revision) -> None:
    draft = kept(ws, changed(article))
    assert show(ws, NAME).revision.hash == article.hash
    assert show(ws, NAME, draft.hash).status is Status.UNREVIEWED
    act(ws, article, Act.RETIRE, EDITOR, day(3), reason="Out of date.")
    told = present(ws, Catalogue().listing(ws), NAME)
    assert (told.shown.revision.hash, told.shown.status) == (article.hash, Status.RETIRED)
    assert told.turn is not None
    assert (told.turn.reason, told.turn.by) == ("Out of date.", "Eva Editor")


# --- history ----------------------------------------------------------------------------------------------


def test_the_history_tells_who_made_what_when_and_why(ws: Workspace, article: Revision) -> None:
    new = corrected(ws, kept(ws, changed(article), "ada", reason="The lead was too long."), day(9))
    told = history(ws, NAME)
    newer, older = told.entries
    assert told.live == new.hash
    assert (newer.revision.hash, newer.made.by, newer.made.reason) == (
        new.hash,
        "Ada Author",
        "The lead was too long.",
    )
    assert (newer.status, newer.published, newer.until) == (Status.CORRECTED, day(9), "")
    assert (older.status, older.published, older.until) == (Status.RETIRED, day(1), day(9))
    assert [(one.act, one.by) for one in older.decided] == [
        ("submit", "Ada Author"),
        ("recommend: approve", "Rita Reviewer"),
        ("recommend: approve", "Ron Reviewer"),
        ("approve", "Eva Editor"),
        ("publish", "Eva Editor"),
    ]


def test_two_revisions_are_compared_word_by_word(ws: Workspace, article: Revision) -> None:
    new = kept(ws, changed(article))
    found = compare(ws, NAME, article.hash[:12], new.hash)
    (one,) = found.changed
    assert [(piece.change, piece.text.strip()) for piece in one.words] == [
        ("kept", "Yes."),
        ("removed", "Cohort study (105 adults): relapse"),
        ("added", "Relapse"),
        ("kept", "occurred in 65 of 105 patients (62%)."),
    ]
    assert (len(found.diff.kept), found.diff.new, found.diff.gone) == (2, (), ())
    with pytest.raises(NotHeld, match="choose both"):
        compare(ws, NAME, "", new.hash)


# --- reports ----------------------------------------------------------------------------------------------


def test_a_report_is_followed_by_its_secret_and_answered_for_all(ws: Workspace, article: Revision) -> None:
    claim = article.lead[0].id
    filed = report(ws, NAME, WRONG, at=day(3), claim=claim, contact="me@example.org")
    one = filed.report
    assert (one.by, one.noticed, one.words, one.open) == ("reader", Noticed.READER, WRONG, True)
    assert follow(ws, filed.secret) == one == report_of(ws, one.id)
    assert open_reports(ws) == (one,)
    assert contact_of(ws, one.id) == "me@example.org"
    answered = answer_report(ws, one.id, ReportOutcome.UPHELD, "It is 61%.", by=EDITOR, at=day(4))
    assert follow(ws, filed.secret) == answered
    assert open_reports(ws) == ()
    with pytest.raises(OutOfOrder, match="answered already"):
        answer_report(ws, one.id, ReportOutcome.NOT_UPHELD, "No.", by=EDITOR, at=day(5))


def test_nothing_that_a_reader_wrote_is_in_the_trail_and_it_can_be_erased(ws: Workspace) -> None:
    words = ReportWords(wrong="My patient Zebedee Quux was harmed.", right="q" * 40, source="s" * 40)
    filed = report(ws, NAME, words, at=day(3), contact="zebedee@example.org")
    trail = str(list(ws.store.events()))
    assert [said for said in ("Zebedee", "qqqq", "ssss", "example.org", filed.secret) if said in trail] == []
    erase_contact(ws, filed.report.id)
    assert (contact_of(ws, filed.report.id), follow(ws, filed.secret).words) == ("", words)
    with pytest.raises(ReasonMissing):
        erase_words(ws, filed.report.id, reason=" ", by=EDITOR, at=day(4))
    erase_words(ws, filed.report.id, reason="It named a patient.", by=EDITOR, at=day(4))
    assert follow(ws, filed.secret) == replace(filed.report, words=None)
    assert verify_workspace(ws) == ()


@pytest.mark.parametrize("verb", ["the contact", "the words"])
def test_what_is_erased_of_a_report_is_erased_by_one_after_the_other(ws: Workspace, verb: str) -> None:
    filed = report(ws, NAME, WRONG, at=day(3), contact="me@example.org").report
    erasing = {
        "the contact": partial(erase_contact, ws, filed.id),
        "the words": partial(erase_words, ws, filed.id, reason="It named a patient.", by=EDITOR, at=day(4)),
    }[verb]
    thread = Thread(target=erasing)
    with ws.locked(BOARD):
        thread.start()
        # Until it stands in the line for the lock: what is read of the file before that could be old.
        while thread.is_alive() and len(_line_of(ws.path / BOARD)._waiting) < 2:
            os.sched_yield()
        assert contact_of(ws, filed.id) == "me@example.org"
        files_of(ws).erase(filed.id)  # as another erasure does it, which came first
    thread.join()
    assert (report_of(ws, filed.id).words, contact_of(ws, filed.id)) == (None, "")


def test_words_that_were_changed_are_not_shown_as_those_reported(ws: Workspace) -> None:
    filed = report(ws, NAME, WRONG, at=day(3))
    held = files_of(ws).read(filed.report.id)
    assert held is not None
    files_of(ws).keep(filed.report.id, replace(held, words=replace(WRONG, wrong="All is well.")))
    assert follow(ws, filed.secret).words is None


def test_the_words_are_for_their_owner_alone(ws: Workspace) -> None:
    report(ws, NAME, WRONG, at=day(3))
    (file,) = (ws.path / "reports").iterdir()
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_report_must_say_something_about_something(ws: Workspace) -> None:
    with pytest.raises(ReasonMissing, match="what is wrong"):
        report(ws, NAME, ReportWords(wrong="  "), at=day(3))
    with pytest.raises(ReasonMissing, match="at most"):
        report(ws, NAME, ReportWords(wrong="x" * 5_000), at=day(3))
    with pytest.raises(NotHeld, match="has no statement"):
        report(ws, NAME, WRONG, at=day(3), claim="0" * 16)
    with pytest.raises(NotHeld):
        report(ws, "nowhere", WRONG, at=day(3))
    with pytest.raises(NotHeld, match="copied whole"):
        follow(ws, "no-such-secret")
    assert open_reports(ws) == ()


def test_a_duplicate_names_the_report_that_it_repeats(ws: Workspace) -> None:
    one, two, three = (report(ws, NAME, WRONG, at=day(number)).report.id for number in (3, 4, 5))
    other = asked(ws, "stroke", "Does aspirin prevent stroke?")
    elsewhere = report(ws, other.article, WRONG, at=day(6)).report.id
    duplicate = ReportOutcome.DUPLICATE
    for same_as in ("", two, elsewhere):
        with pytest.raises(OutOfOrder, match="name that one"):
            answer_report(ws, two, duplicate, "Again.", by=EDITOR, at=day(7), same_as=same_as)
    answer_report(ws, two, duplicate, "Again.", by=EDITOR, at=day(7), same_as=one)
    with pytest.raises(OutOfOrder, match="name that one"):
        answer_report(ws, three, duplicate, "Again.", by=EDITOR, at=day(7), same_as=two)
    with pytest.raises(OutOfOrder, match="only a duplicate"):
        answer_report(ws, three, ReportOutcome.UPHELD, "So it is.", by=EDITOR, at=day(7), same_as=one)
    with pytest.raises(NotEligible):
        answer_report(ws, three, ReportOutcome.UPHELD, "So it is.", by=RON, at=day(7))
    with pytest.raises(ReasonMissing):
        answer_report(ws, three, ReportOutcome.UPHELD, " ", by=EDITOR, at=day(7))


# --- the ledger -------------------------------------------------------------------------------------------


def test_without_an_error_the_ledger_is_empty_and_says_of_how_many(ws: Workspace) -> None:
    told = ledger(ws, Catalogue().listing(ws))
    assert (told.corrections, told.error_rate, told.median_days) == ((), rate(0, 1), None)


def test_a_correction_tells_what_was_wrong_since_when_who_noticed_and_how_long(
    ws: Workspace, article: Revision
) -> None:
    claim = article.lead[0].id
    filed = report(ws, NAME, WRONG, at=day(3), claim=claim).report
    answer_report(ws, filed.id, ReportOutcome.UPHELD, "It is 61%.", by=EDITOR, at=day(4))
    (waiting,) = ledger(ws, Catalogue().listing(ws)).corrections
    assert (waiting.how, waiting.wrong, waiting.since, waiting.days) == (
        "not yet corrected",
        ("It is 61%.",),
        day(1),
        None,
    )
    new = corrected(ws, kept(ws, changed(article)), day(9))
    told = ledger(ws, Catalogue().listing(ws))
    (one,) = told.corrections
    assert (one.how, one.wrong, one.since, one.noticed) == (
        "corrected",
        ("It is 61%.",),
        day(1),
        Noticed.READER,
    )
    assert (one.reported, one.corrected, one.days, one.by) == (day(3), day(9), 6, "Eva Editor")
    assert (one.old, one.new, one.statements) == (article.hash, new.hash, 1)
    assert (told.error_rate, told.median_days) == (rate(1, 1), 6.0)
    assert told.reports == {"received": 1, "open": 0, "upheld": 1, "not upheld": 0, "duplicate": 0}


def test_a_correction_that_nobody_reported_was_noticed_by_a_reviewer(
    ws: Workspace, article: Revision
) -> None:
    corrected(ws, kept(ws, changed(article)), day(9), "The lead was too long.")
    (one,) = ledger(ws, Catalogue().listing(ws)).corrections
    assert (one.noticed, one.wrong, one.reported, one.days) == (
        Noticed.REVIEWER,
        ("The lead was too long.",),
        "",
        None,
    )


def test_what_only_adds_is_no_correction_and_an_untouched_statement_stays_to_be_corrected(
    ws: Workspace, article: Revision
) -> None:
    more = replace(changed(article).lead[0], text="Relapse is not rare.")
    larger = replace(article, lead=(*article.lead, more), parent=article.hash, created_at=day(5))
    claim = article.lead[0].id
    filed = report(ws, NAME, WRONG, at=day(3), claim=claim).report
    answer_report(ws, filed.id, ReportOutcome.UPHELD, "It is 61%.", by=EDITOR, at=day(4))
    corrected(ws, kept(ws, larger), day(9))
    (one,) = ledger(ws, Catalogue().listing(ws)).corrections
    assert (one.how, one.reports) == ("not yet corrected", (filed.id,))


def judged_otherwise(ws: Workspace, old: Revision, new: Revision) -> tuple[Correction, ...]:
    """The ledger after ``old`` was published, and ``new`` as its correction."""
    published(ws, kept(ws, old), day(10))
    corrected(ws, kept(ws, new), day(19), "One centre counts less.")
    return ledger(ws, Catalogue().listing(ws)).corrections


def test_another_judgement_of_certainty_is_a_correction_of_its_own(ws: Workspace, article: Revision) -> None:
    before = replace(graded(article), article="another")
    (one,) = judged_otherwise(ws, before, regraded(before))
    assert (one.how, one.wrong, one.since, one.noticed, one.statements) == (
        "corrected",
        ("One centre counts less.",),
        day(10),
        Noticed.REVIEWER,
        0,
    )
    (turned,) = one.judged
    assert (turned.outcome, turned.domain, turned.before, turned.after) == (
        "relapse",
        "imprecision",
        "low",
        "very low",
    )
    assert ledger(ws, Catalogue().listing(ws)).error_rate == rate(1, 2)


def test_a_judgement_stood_since_the_revision_that_first_had_it(ws: Workspace, article: Revision) -> None:
    before = replace(graded(article), article="another")
    between = changed(before)
    published(ws, kept(ws, before), day(10))
    corrected(ws, kept(ws, between), day(12))
    corrected(ws, kept(ws, regraded(between)), day(19))
    last, _ = ledger(ws, Catalogue().listing(ws)).corrections
    assert (last.since, last.corrected, len(last.judged)) == (day(10), day(19), 1)


@pytest.mark.parametrize(
    ("first_judged", "then", "rating", "counts"),
    [
        (Judgement.SERIOUS, Judgement.SERIOUS, Rating.LOW, False),  # by the board, for other reasons
        (Judgement.NOT_ASSESSED, Judgement.NONE_SEEN, Rating.LOW, False),  # it only adds
        (Judgement.NOT_ASSESSED, Judgement.SERIOUS, Rating.VERY_LOW, True),  # the published rating was wrong
        (Judgement.SERIOUS, Judgement.NOT_ASSESSED, Rating.LOW, True),  # a published judgement is taken out
    ],
)
def test_a_judgement_counts_where_what_was_published_does_not_stand(
    ws: Workspace, article: Revision, first_judged: Judgement, then: Judgement, rating: Rating, counts: bool
) -> None:
    before = replace(graded(article, imprecision=first_judged), article="another")
    found = judged_otherwise(ws, before, regraded(before, then, rating))
    assert [[turned.domain for turned in one.judged] for one in found] == [["imprecision"]] * counts


def test_a_report_on_what_was_never_published_is_no_published_error(ws: Workspace, article: Revision) -> None:
    draft = kept(ws, changed(article))
    filed = report(ws, NAME, WRONG, at=day(3), revision=draft.hash).report
    answer_report(ws, filed.id, ReportOutcome.UPHELD, "So it is.", by=EDITOR, at=day(4))
    assert ledger(ws, Catalogue().listing(ws)).corrections == ()


def test_to_retire_what_was_reported_settles_the_report(ws: Workspace, article: Revision) -> None:
    filed = report(ws, NAME, WRONG, at=day(3), by=RITA).report
    answer_report(ws, filed.id, ReportOutcome.UPHELD, "It cannot be mended.", by=EDITOR, at=day(4))
    act(ws, article, Act.RETIRE, EDITOR, day(5), reason="It cannot be mended.")
    (one,) = ledger(ws, Catalogue().listing(ws)).corrections
    assert (one.how, one.noticed, one.days, one.new) == ("retired", Noticed.REVIEWER, 2, "")


# --- policy and board -------------------------------------------------------------------------------------


def test_the_text_in_force_at_a_sign_off_stays_reachable(ws: Workspace, article: Revision) -> None:
    shipped = policy_page(ws)
    assert (shipped.in_force, shipped.text.at, shipped.text.by) == (True, day(1), "ada")
    (ws.path / "policy.md").write_text("# Ours\n\nWe review twice.\n", "utf-8")
    (ws.path / "policy.toml").write_text("quorum = 2\n", "utf-8")
    waiting = policy_page(ws)
    assert (waiting.text.text, waiting.text.at, waiting.rules) == (
        "# Ours\n\nWe review twice.\n",
        "",
        Policy(quorum=2),
    )
    new = corrected(ws, kept(ws, changed(article)), day(9))
    now = policy_page(ws)
    assert (now.text.version, now.text.at) == (waiting.text.version, day(9))
    assert [one.version for one in policy_versions(ws)] == [now.text.version, shipped.text.version]
    then = policy_page(ws, shipped.text.version[:12])
    assert (then.text, then.in_force, then.until, then.rules) == (shipped.text, False, day(9), Policy())
    listing = Catalogue().listing(ws)
    signed = [present(ws, listing, NAME, one.hash).signed for one in (article, new)]
    assert [(one.text, one.rules) for one in signed if one] == [
        (shipped.text.version, Policy().version),
        (now.text.version, Policy(quorum=2).version),
    ]
    assert policy_page(ws, signed[0].text, signed[0].rules).rules == Policy()  # type: ignore[union-attr]
    _, _, pieces = policy_diff(ws, shipped.text.version, now.text.version)
    assert {piece.change for piece in pieces} >= {"removed", "added"}
    assert verify_workspace(ws) == ()


def test_a_text_is_adopted_once_until_another_one_is(ws: Workspace, article: Revision) -> None:
    def adopted() -> list[str]:
        return [event.subject for event in ws.store.events() if event.kind == TEXT_ADOPTED]

    shipped = adopted()
    assert len(shipped) == 1
    (ws.path / "policy.md").write_text("Another.", "utf-8")
    act(ws, article, Act.SUSPEND, EDITOR, day(2), reason="In doubt.")
    (ws.path / "policy.md").unlink()
    act(ws, article, Act.RESUME, EDITOR, day(3), reason="It is well.")
    act(ws, article, Act.SUSPEND, EDITOR, day(4), reason="In doubt.")
    assert adopted() == [shipped[0], policy_diff(ws, shipped[0], adopted()[1])[1].version, shipped[0]]
    assert signed_under(ws.store.events(), article.hash) is not None


@pytest.mark.parametrize("raw", [b"", b" \n", b"\xff\xfe", b"x" * 300_000])
def test_a_text_that_cannot_be_used_stops_a_decision_and_says_so(
    ws: Workspace, article: Revision, raw: bytes
) -> None:
    (ws.path / "policy.md").write_bytes(raw)
    before = list(ws.store.events())
    with pytest.raises(PolicyError, match=r"policy\.md"):
        act(ws, article, Act.SUSPEND, EDITOR, day(2), reason="In doubt.")
    assert list(ws.store.events()) == before
    assert show(ws, NAME).status is Status.PUBLISHED


def test_a_version_that_is_not_held_is_not_found(ws: Workspace) -> None:
    for version, rules in (("ffffffff", ""), ("", "ffffffff")):
        with pytest.raises(NotHeld, match="no one version"):
            policy_page(ws, version, rules)


def test_the_board_shows_who_may_decide_and_nothing_else_of_them(ws: Workspace) -> None:
    assert members(ws, ()) == ()
    accounts = [
        Account(id="ron", name="Ron Reviewer", email="ron@example.org", roles=(Role.READER, Role.REVIEWER)),
        Account(
            id="rita",
            name="Rita Reviewer",
            email="rita@example.org",
            roles=(Role.REVIEWER,),
            specialties=("rheumatology",),
        ),
        Account(
            id="eva", name="Eva Editor", email="eva@example.org", roles=(Role.EDITOR, Role.ADMINISTRATOR)
        ),
        Account(id="ann", name="Ann Reader", email="ann@example.org"),
        Account(id="old", name="Old Editor", email="old@example.org", roles=(Role.EDITOR,), active=False),
    ]
    assert members(ws, accounts) == (
        Member(name="Eva Editor", roles=(Role.EDITOR,), specialties=()),
        Member(
            name="Rita Reviewer",
            roles=(Role.REVIEWER,),
            specialties=("rheumatology",),
            interests=(GRANT,),
            disclosed=day(1),
        ),
        Member(name="Ron Reviewer", roles=(Role.REVIEWER,), specialties=(), disclosed=day(1)),
    )
    assert [one.name for one in members(ws, None)] == ["Eva Editor", "Rita Reviewer", "Ron Reviewer"]
