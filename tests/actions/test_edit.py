"""A person edits an article: every sentence that comes in is judged, and of two editors one wins."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from probatum.actions.ask import ask
from probatum.actions.edit import edit
from probatum.actions.review import paper_of
from probatum.actions.trail import verify_workspace
from probatum.errors import (
    EditRefused,
    NotEligible,
    NotHeld,
    NotSupported,
    OutOfOrder,
    ProbatumError,
    QuoteNotInPassage,
    Superseded,
    UncitedClaim,
)
from probatum.records.article import Revision
from probatum.records.edit import Add, Change, Cite, Drop, Head, Move, Reword, Shift
from probatum.records.verdict import Outcome
from probatum.render.contract import article_document
from probatum.sources.passages import passages
from probatum.workspace import Workspace
from tests.actions.boarding import ADA, AT, EVA, RITA
from tests.actions.publishing import NAME, QUESTION, opened
from tests.render.myositis import NOTE, NOTED

FEWER = "Immunosuppressants were associated with fewer relapses (HR 0.50, 95% CI 0.29-0.86, P = 0.013)."
NOTE_SAYS = "Relapse was seen in 12 of 40 patients (30%) while the dose was lowered."


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """For what is refused: nothing is written."""
    with opened(tmp_path_factory.mktemp("edit") / "ws") as workspace:
        ask(workspace, QUESTION, by="ada")
        yield workspace


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with opened(tmp_path / "ws") as workspace:
        ask(workspace, QUESTION, by="ada")
        yield workspace


def made(ws: Workspace, *changes: Change, reason: str = "") -> Revision:
    return edit(ws, NAME, changes, base=ws.store.revision(NAME).hash, by=ADA, at=AT, reason=reason)


def stands(revision: Revision) -> None:
    """Every reference is cited, every marker leads somewhere, every statement has its verdict."""
    told = article_document(revision)
    cited = {one["marker"] for part in (told["lead"], *(s["claims"] for s in told["sections"]))
             for claim in part for one in claim["citations"]}  # fmt: skip
    assert cited == {one["marker"] for one in told["references"]}
    assert [one["marker"] for one in told["references"]] == list(range(1, len(cited) + 1))
    assert all(one["cited_by"] for one in told["references"])
    outcomes = {name: verdict.outcome for name, verdict in revision.verdicts}
    assert outcomes.keys() == {one.id for one in revision.claims}
    assert set(outcomes.values()) <= {Outcome.SUPPORTED, Outcome.PARTLY}


def note_cite() -> Cite:
    (address,) = (one.id for one in passages(NOTED.id, NOTE) if NOTE_SAYS in one.text)
    return Cite(passage=address, quote=NOTE_SAYS)


def test_a_sentence_is_reworded_and_judged_again(ws: Workspace) -> None:
    old = ws.store.revision(NAME)
    new = made(ws, Reword(claim=old.lead[1].id, text=FEWER), reason="Shorter.")
    stands(new)
    assert (new.lead[1].text, new.lead[1].citations) == (FEWER, old.lead[1].citations)
    assert FEWER in [claim.text for section in new.sections for claim in section.claims]
    assert (new.parent, new.answer, new.created_at) == (old.hash, "yes", AT)
    assert new.made_by == f"{old.made_by}; edited by people"
    same = {name for name, _ in old.verdicts} & {name for name, _ in new.verdicts}
    assert {name: dict(new.verdicts)[name] for name in same} == {
        name: dict(old.verdicts)[name] for name in same
    }
    (event,) = ws.store.events(new.hash)
    assert (event.kind, event.by, event.at) == ("edited", "ada", AT)
    assert dict(event.detail) == {
        "article": NAME, "base": old.hash, "changes": "reworded a statement", "name": "Ada",
        "reason": "Shorter.",
    }  # fmt: skip
    assert paper_of(ws, NAME).authors_of(new.hash) == {"ada"}
    assert verify_workspace(ws) == ()


def test_statements_come_go_and_move_with_their_references(ws: Workspace) -> None:
    old = ws.store.revision(NAME)
    added = made(ws, Add(text=NOTE_SAYS, citations=(note_cite(),), section=1))
    stands(added)
    assert (added.sections[1].claims[0].text, added.sections[1].note) == (NOTE_SAYS, "")
    assert [one.type for one in added.references] == ["cohort", "house note"]
    moved = made(ws, Move(claim=added.sections[1].claims[0].id, section=None, place=1))
    stands(moved)
    assert [claim.text for claim in moved.lead][:2] == [old.lead[0].text, NOTE_SAYS]
    dropped = made(ws, Drop(claim=moved.lead[1].id), Head(section=1, heading="Timing", note="Nothing held."))
    stands(dropped)
    assert (dropped.references, dropped.lead) == (old.references, old.lead)
    assert (dropped.sections[1].heading, dropped.sections[1].note) == ("Timing", "Nothing held.")


def test_a_statement_is_cited_anew(ws: Workspace) -> None:
    old = ws.store.revision(NAME)
    passage = old.lead[1].citations[0].passage
    new = made(ws, Reword(claim=old.lead[1].id, text=FEWER, citations=(Cite(passage=passage, quote=FEWER),)))
    stands(new)
    assert [one.quote for one in new.lead[1].citations] == [FEWER]


def test_what_the_passage_does_not_say_is_refused_with_what_was_found(shared: Workspace) -> None:
    old = shared.store.revision(NAME)
    text = FEWER.replace("fewer", "more").replace("0.50", "0.40")
    with pytest.raises(NotSupported, match="is not supported by what it cites") as refused:
        made(shared, Reword(claim=old.lead[1].id, text=text))
    assert refused.value.outcome in ("contradicted", "not_found", "overstated")
    found = {one.check for one in refused.value.faults}
    assert {"numbers", "direction"} & found
    said = [text[start:end] for one in refused.value.faults for start, end in one.at]
    assert "0.40" in " ".join(said)
    assert shared.store.revision(NAME) == old


LONG = "Relapse occurred in 65 of 105 patients (62%) " + "and so on " * 100


@pytest.mark.parametrize(
    ("change", "error", "said"),
    [
        (Drop(claim="0" * 16), NotHeld, "no statement"),
        (Head(section=9, heading="x"), NotHeld, "no section 9"),
        (Head(section=0, heading="Aspirin cures it."), EditRefused, "no sentence"),
        (Head(section=0, note="Relapse is rare."), EditRefused, "a note stands where"),
        (Head(section=0, heading="How often"), OutOfOrder, "changes nothing"),
        (Add(text=" ", citations=()), EditRefused, "no words"),
        (Add(text="a\u202eb", citations=()), EditRefused, "not seen"),
        (Add(text=LONG, citations=()), EditRefused, "at most 1,000"),
        (Add(text="It is so. It is not so.", citations=()), EditRefused, "one sentence"),
        (Add(text="Relapse occurred in 65 of 105 patients.", citations=()), UncitedClaim, "cites nothing"),
        (Add(text="x", citations=(Cite(passage="no address", quote="x"),)), NotHeld, "address"),
    ],
)
def test_what_is_no_edit_is_refused(
    shared: Workspace, change: Change, error: type[ProbatumError], said: str
) -> None:
    old = shared.store.revision(NAME)
    with pytest.raises(error, match=said):
        made(shared, change)
    assert shared.store.revision(NAME) == old


def test_a_quote_is_that_of_the_passage_letter_for_letter(shared: Workspace) -> None:
    passage = shared.store.revision(NAME).lead[0].citations[0].passage
    with pytest.raises(QuoteNotInPassage, match="character for character"):
        made(shared, Add(text=FEWER, citations=(Cite(passage=passage, quote=FEWER.replace("fewer", "few")),)))


def test_the_word_that_answers_can_be_taken_away_and_never_put_there(ws: Workspace) -> None:
    old = ws.store.revision(NAME)
    with pytest.raises(EditRefused, match="without the word"):
        made(ws, Reword(claim=old.lead[1].id, text=f"No. {FEWER}"))
    with pytest.raises(EditRefused, match="without the word"):
        made(ws, Move(claim=old.lead[0].id, section=0))
    with pytest.raises(NotSupported, match="does not say yes"):
        made(ws, Reword(claim=old.lead[0].id, text="Yes. The authors followed 105 adults for 60 months."))
    kept = made(ws, Reword(claim=old.lead[0].id, text="Yes. Relapse occurred in 65 of 105 patients (62%)."))
    assert kept.answer == "yes"
    away = made(ws, Reword(claim=kept.lead[0].id, text="Relapse occurred in 65 of 105 patients (62%)."))
    assert away.answer == ""
    stands(away)


def test_an_answer_keeps_a_bottom_line(ws: Workspace) -> None:
    old = ws.store.revision(NAME)
    with pytest.raises(EditRefused, match="the bottom line would be empty"):
        made(ws, *(Drop(claim=one.id) for one in old.lead))
    with pytest.raises(EditRefused, match="nothing would be left"):
        made(ws, *(Drop(claim=name) for name in dict.fromkeys(one.id for one in old.claims)))


def test_who_may_not_write_may_not_edit(shared: Workspace) -> None:
    old = shared.store.revision(NAME)
    with pytest.raises(NotEligible, match="needs the role author or editor"):
        edit(shared, NAME, (Drop(claim=old.claims[-1].id),), base=old.hash, by=RITA, at=AT)


def test_of_two_editors_at_once_one_wins(ws: Workspace) -> None:
    old = ws.store.revision(NAME)

    def one(number: int) -> str:
        change = Reword(claim=old.lead[1].id, text=FEWER) if number % 2 else Drop(claim=old.lead[-1].id)
        try:
            return edit(ws, NAME, (change,), base=old.hash, by=(ADA, EVA)[number % 2], at=AT).hash
        except Superseded as refusal:
            return str(refusal)

    with ThreadPoolExecutor(4) as threads:
        told = list(threads.map(one, range(4)))
    (winner,) = {one for one in told if len(one) == 64}
    assert [one for one in told if len(one) != 64] == [
        f"{NAME} was changed meanwhile, to revision {winner[:12]}; read that one and edit it"
    ] * 3
    assert list(paper_of(ws, NAME).revisions) == [winner, old.hash]


def test_a_statement_changes_places_with_its_neighbour_where_it_is_meant_alone(ws: Workspace) -> None:
    old = ws.store.revision(NAME)
    both = made(
        ws,
        Add(text=NOTE_SAYS, citations=(note_cite(),)),
        Add(text=NOTE_SAYS, citations=(note_cite(),), section=1),
    )
    claim = both.lead[-1].id
    up = made(ws, Shift(claim=claim, by=-1))
    stands(up)
    assert [one.text for one in up.lead] == [old.lead[0].text, NOTE_SAYS, old.lead[1].text]
    assert up.sections == both.sections  # where else it stands, it stays
    with pytest.raises(OutOfOrder, match="at the end of its section"):
        made(ws, Shift(claim=claim, by=1, section=1))
    with pytest.raises(NotHeld, match="no statement"):
        made(ws, Shift(claim=claim, by=1, section=0))
