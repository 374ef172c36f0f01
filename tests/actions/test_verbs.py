"""The verbs of the board: who, on which revision, once, and nothing where it is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from probatum.actions.accept import accept
from probatum.actions.answer import answer
from probatum.actions.approve import approve
from probatum.actions.ask import ask
from probatum.actions.assign import assign
from probatum.actions.comment import comment
from probatum.actions.correct import correct
from probatum.actions.decline import decline
from probatum.actions.disclose import disclose
from probatum.actions.edit import edit
from probatum.actions.publish import publish
from probatum.actions.recommend import recommend
from probatum.actions.reject import reject
from probatum.actions.resume import resume
from probatum.actions.retire import retire
from probatum.actions.return_ import return_
from probatum.actions.review import review
from probatum.actions.review_again import review_again
from probatum.actions.standing import current, drafts
from probatum.actions.submit import submit
from probatum.actions.suspend import suspend
from probatum.actions.trail import verify_workspace
from probatum.errors import NotEligible, NotHeld, OutOfOrder, Superseded
from probatum.records.article import Revision, Status
from probatum.records.edit import Drop
from probatum.records.event import Event
from probatum.records.review import Comment, Decision, Disclosure, Interest, Recommendation, Role
from probatum.workspace import Workspace
from tests.actions.boarding import ADA, AT, EVA, RITA, RON, account, approved, recommended
from tests.actions.publishing import NAME, QUESTION, opened
from tests.render.myositis import COHORT, NOTED


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with opened(tmp_path / "ws") as workspace:
        ask(workspace, QUESTION, by="ada")
        yield workspace


def newest(ws: Workspace) -> Revision:
    return ws.store.revision(NAME)


def status(ws: Workspace) -> Status:
    return review(ws, current(ws, NAME)).status


def dropped(ws: Workspace, base: str, place: int = -1) -> Revision:
    claim = ws.store.revision(NAME, base).claims[place].id
    return edit(ws, NAME, (Drop(claim=claim),), base=base, by=ADA, at=AT)


def test_an_article_lives_from_verb_to_verb(ws: Workspace) -> None:
    seen = []
    for step in (
        lambda: submit(ws, NAME, by=ADA, at=AT),
        lambda: [assign(ws, NAME, one, by=EVA, at=AT) for one in (RITA, RON)],
        lambda: [accept(ws, NAME, by=one, at=AT) for one in (RITA, RON)],
        lambda: [disclose(ws, NAME, (), by=one, at=AT) for one in (RITA, RON)],
        lambda: [recommend(ws, NAME, Recommendation.APPROVE, by=one, at=AT) for one in (RITA, RON)],
        lambda: approve(ws, NAME, by=EVA, at=AT),
        lambda: publish(ws, NAME, by=EVA, at=AT),
        lambda: suspend(ws, NAME, by=EVA, at=AT, reason="A work is in doubt."),
        lambda: resume(ws, NAME, by=EVA, at=AT, reason="It is not."),
        lambda: review_again(ws, NAME, by=EVA, at=AT, reason="A year has passed."),
        lambda: return_(ws, NAME, by=EVA, at=AT, reason="Say it shorter."),
    ):
        step()
        seen.append(status(ws).value)
    assert seen == [
        "submitted", "submitted", "under review", "under review", "under review", "approved", "published",
        "suspended", "published", "submitted", "returned",
    ]  # fmt: skip
    assert verify_workspace(ws) == ()


def test_the_event_of_a_verb_is_that_of_the_trail(ws: Workspace) -> None:
    made = submit(ws, NAME, by=ADA, at=AT, reason="Ready.")
    assert list(ws.store.events(NAME)) == [made]
    assert (made.by, made.at, made.kind) == ("ada", AT, "review: submit")


def test_a_closed_account_does_nothing_and_is_assigned_to_nothing(ws: Workspace) -> None:
    submit(ws, NAME, by=ADA, at=AT)
    with pytest.raises(NotEligible, match="account of Eva is closed"):
        assign(ws, NAME, RITA, by=replace(EVA, active=False), at=AT)
    with pytest.raises(NotEligible, match="account of Rita is closed"):
        assign(ws, NAME, replace(RITA, active=False), by=EVA, at=AT)


def test_who_wrote_it_or_has_an_interest_in_it_is_not_assigned(ws: Workspace) -> None:
    submit(ws, NAME, by=ADA, at=AT)
    with pytest.raises(NotEligible, match="wrote, submitted or had composed"):
        assign(ws, NAME, ADA, by=EVA, at=AT)
    disclose(ws, NAME, (Disclosure(interest=Interest.GRANTS, entity="A firm", start=2025),), by=RITA, at=AT)
    with pytest.raises(NotEligible, match="grants or contracts"):
        assign(ws, NAME, RITA, by=EVA, at=AT)


def said_twice(ws: Workspace) -> dict[str, Callable[[], Event]]:
    remark = Comment(text="Which drug?")
    return {
        "submit": lambda: submit(ws, NAME, by=ADA, at=AT),
        "assign": lambda: assign(ws, NAME, RITA, by=EVA, at=AT),
        "accept": lambda: accept(ws, NAME, by=RITA, at=AT),
        "disclose": lambda: disclose(ws, NAME, (), by=RITA, at=AT),
        "comment": lambda: comment(ws, NAME, remark, by=RITA, at=AT),
        "recommend": lambda: recommend(ws, NAME, Recommendation.APPROVE, by=RITA, at=AT),
    }


def test_what_is_sent_twice_is_decided_once(ws: Workspace) -> None:
    for verb, once in said_twice(ws).items():
        made = once()
        with pytest.raises(OutOfOrder):
            once()
        assert list(ws.store.events(NAME))[-1] == made, verb
    asked = next(event for event in ws.store.events(NAME) if event.kind == "review: comment")
    reply = Comment(text="Any of them.")
    answer(ws, NAME, asked.hash, reply, by=ADA, at=AT)
    with pytest.raises(OutOfOrder, match="said the same already"):
        answer(ws, NAME, asked.hash, reply, by=ADA, at="2026-02-03T05:00:00Z")


def test_who_changes_their_mind_may_change_it_back(ws: Workspace) -> None:
    recommended(ws, NAME)
    recommend(ws, NAME, Recommendation.REJECT, by=RITA, at=AT)
    recommend(ws, NAME, Recommendation.APPROVE, by=RITA, at=AT)
    decline(ws, NAME, by=RITA, at=AT)
    with pytest.raises(NotEligible, match="not assigned"):
        decline(ws, NAME, by=RITA, at=AT)


def test_after_an_edit_nothing_is_decided_on_what_was_read_before(ws: Workspace) -> None:
    recommended(ws, NAME)
    read = newest(ws).hash
    edited = dropped(ws, read)
    before = list(ws.store.events(NAME))
    for refused in (
        lambda: approve(ws, NAME, by=EVA, at=AT, revision=read),
        lambda: approve(ws, NAME, by=EVA, at=AT),
        lambda: comment(ws, NAME, Comment(text="So?"), by=RITA, at=AT, revision=read),
        lambda: assign(ws, NAME, account("rob", Role.REVIEWER), by=EVA, at=AT, revision=read),
        lambda: submit(ws, NAME, by=ADA, at=AT, revision=read),
    ):
        with pytest.raises(Superseded, match=edited.hash[:12]):
            refused()
    assert list(ws.store.events(NAME)) == before
    approved(ws, NAME)
    assert review(ws, edited).status is Status.APPROVED
    assert verify_workspace(ws) == ()


def test_a_rejected_edit_stands_in_nobodys_way(ws: Workspace) -> None:
    recommended(ws, NAME)
    read = newest(ws).hash
    edited = dropped(ws, read)
    submit(ws, NAME, by=ADA, at=AT)
    reject(ws, NAME, by=EVA, at=AT, reason="It says too little.", revision=edited.hash)
    approve(ws, NAME, by=EVA, at=AT, revision=read)
    assert current(ws, NAME).hash == read


def test_a_revision_that_is_not_there_cannot_be_named(ws: Workspace) -> None:
    with pytest.raises(NotHeld, match="no one revision"):
        submit(ws, NAME, by=ADA, at=AT, revision="ffff")


def test_a_correction_takes_the_place_of_what_is_out(ws: Workspace) -> None:
    approved(ws, NAME)
    publish(ws, NAME, by=EVA, at=AT)
    out = current(ws, NAME)
    edited = dropped(ws, out.hash)
    assert (current(ws, NAME), drafts(ws, NAME)) == (out, (edited,))
    approved(ws, NAME)
    with pytest.raises(OutOfOrder, match="another revision"):
        publish(ws, NAME, by=EVA, at=AT)
    correct(ws, NAME, by=EVA, at=AT, reason="One statement said too much.")
    assert (current(ws, NAME), drafts(ws, NAME)) == (edited, ())
    assert (review(ws, out).status, review(ws, edited).status) == (Status.RETIRED, Status.CORRECTED)
    retire(ws, NAME, by=EVA, at=AT, reason="The question is no longer asked.")
    assert status(ws) is Status.RETIRED


def test_a_suspension_can_name_the_work_that_fell(ws: Workspace) -> None:
    approved(ws, NAME)
    publish(ws, NAME, by=EVA, at=AT)
    for other in ("pmid:404", NOTED.id):
        with pytest.raises(NotHeld):
            suspend(ws, NAME, by=EVA, at=AT, reason="It was retracted.", source=other)
    made = suspend(ws, NAME, by=EVA, at=AT, reason="It was retracted.", source=COHORT.id)
    assert Decision.told(made).reason == f"It was retracted. ({COHORT.label}; {COHORT.id})"
    assert status(ws) is Status.SUSPENDED


def test_who_drafts_or_edits_later_unmakes_no_decision(ws: Workspace) -> None:
    """Whoever asked or edits an article after they judged an earlier revision is an author of the later."""
    approved(ws, NAME)
    publish(ws, NAME, by=EVA, at=AT)
    out = current(ws, NAME)
    edit(ws, NAME, (Drop(claim=out.claims[-1].id),), base=out.hash, by=EVA, at=AT)
    assert review(ws, out).status is Status.PUBLISHED
    assert verify_workspace(ws) == ()
    submit(ws, NAME, by=ADA, at=AT)
    with pytest.raises(NotEligible, match="Eva"):
        assign(ws, NAME, replace(EVA, roles=(Role.REVIEWER,)), by=account("ed", Role.EDITOR), at=AT)


def test_what_an_edit_left_behind_is_past_once_the_edit_was_published(ws: Workspace) -> None:
    recommended(ws, NAME)
    left = newest(ws)
    edited = dropped(ws, left.hash)
    approved(ws, NAME)
    publish(ws, NAME, by=EVA, at=AT)
    retire(ws, NAME, by=EVA, at=AT, reason="Nobody asks it any more.")
    assert (current(ws, NAME), review(ws, left).status) == (edited, Status.UNDER_REVIEW)
