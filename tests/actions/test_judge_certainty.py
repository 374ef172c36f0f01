"""A person judges domains of GRADE: the rating follows, the trail tells it, and nothing is lost silently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from probatum.actions.ask import ask
from probatum.actions.edit import edit
from probatum.actions.judge_certainty import judge_certainty
from probatum.actions.review import dossier, paper_of
from probatum.actions.show import show
from probatum.actions.trail import verify_workspace
from probatum.errors import (
    EditRefused,
    NotEligible,
    NotHeld,
    OutOfOrder,
    ProbatumError,
    ReasonMissing,
    Superseded,
)
from probatum.records.article import Revision, Status
from probatum.records.edit import Head, Judge
from probatum.records.evidence import Judgement, Rating
from probatum.workspace import Workspace
from tests.actions.boarding import ADA, AT, EVA, RITA, approved
from tests.actions.publishing import NAME, QUESTION, opened


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with opened(tmp_path / "ws") as workspace:
        ask(workspace, QUESTION, by="ada")
        yield workspace


def judge(domain: str, judgement: Judgement | None, reason: str = "We read the work.") -> Judge:
    return Judge(outcome="relapse", domain=domain, judgement=judgement, reason=reason)


ENOUGH = judge("imprecision", Judgement.NONE_SEEN, "105 people settle a share of 62%.")
SOUND = judge("risk of bias", Judgement.NONE_SEEN)


def made(ws: Workspace, *judgements: Judge) -> Revision:
    return judge_certainty(ws, NAME, judgements, base=ws.store.revision(NAME).hash, by=EVA, at=AT)


def test_the_rating_follows_and_the_trail_tells_who_judged_what_and_why(ws: Workspace) -> None:
    old = ws.store.revision(NAME)
    new = made(ws, ENOUGH, SOUND)
    (was,), (now,) = old.certainty, new.certainty
    assert (was.rating, now.rating) == (Rating.MODERATE, Rating.HIGH)
    assert [(one.name, one.judgement, one.board and one.board.name) for one in now.judged] == [
        ("risk of bias", Judgement.NONE_SEEN, "Eva"),
        ("imprecision", Judgement.NONE_SEEN, "Eva"),
    ]
    assert (new.parent, new.created_at, new.made_by) == (old.hash, AT, f"{old.made_by}; edited by people")
    assert replace(new, certainty=old.certainty, made_by=old.made_by, parent=None).hash == old.hash
    (event,) = ws.store.events(new.hash)
    assert (event.kind, event.by, event.at) == ("edited", "eva", AT)
    assert dict(event.detail) == {
        "article": NAME,
        "base": old.hash,
        "changes": "judged the risk of bias of relapse: not assessed → no concern seen; judged the "
        "imprecision of relapse: serious concern → no concern seen; the "
        "certainty about relapse is high, it was moderate",
        "name": "Eva",
        "reason": "Imprecision: 105 people settle a share of 62%. Risk of bias: We read the work.",
    }
    assert paper_of(ws, NAME).authors_of(new.hash) == {"ada", "eva"}
    assert ws.store.revision(NAME, new.hash) == new
    assert verify_workspace(ws) == ()


def test_what_was_approved_is_unreviewed_again(ws: Workspace) -> None:
    approved(ws, NAME)
    old = ws.store.revision(NAME)
    new = made(ws, SOUND)
    told = show(ws, NAME, new.hash, at=AT)
    assert (show(ws, NAME, old.hash, at=AT).status, told.status) == (Status.APPROVED, Status.UNREVIEWED)
    assert told.reviewed.by == ()


def test_an_edit_of_the_words_and_another_question_keep_what_was_judged(ws: Workspace) -> None:
    judged = made(ws, SOUND)
    assert ask(ws, QUESTION, by="ada") == judged  # nothing new is composed over it
    head = Head(section=1, heading="Timing")
    edited = edit(ws, NAME, (head,), base=judged.hash, by=ADA, at=AT)
    assert edited.certainty == judged.certainty


def test_a_judgement_is_taken_back_with_a_reason(ws: Workspace) -> None:
    old = ws.store.revision(NAME)
    made(ws, SOUND)
    back = made(ws, judge("risk of bias", None, "We had read another work."))
    assert back.certainty == old.certainty
    (event,) = ws.store.events(back.hash)
    assert dict(event.detail)["changes"] == (
        "judged the risk of bias of relapse: no concern seen → not assessed (as the program judged it)"
    )


@pytest.mark.parametrize(
    ("one", "error", "said"),
    [
        (judge("risk of bias", Judgement.SERIOUS, "  "), ReasonMissing, "needs a reason"),
        (judge("risk of bias", Judgement.SERIOUS, "a\u202eb"), EditRefused, "not seen"),
        (judge("risk of bias", Judgement.SERIOUS, "so " * 400), EditRefused, "at most 500"),
        (judge("risk of bias", Judgement.RAISES), EditRefused, "no judgement of risk of bias"),
        (judge("large effect", Judgement.RAISES), NotHeld, "no domain 'large effect'"),  # it starts at high
        (judge("risk of bias", None), OutOfOrder, "nothing is judged otherwise"),
        (replace(SOUND, outcome="death"), NotHeld, "rates no outcome 'death'; it rates relapse"),
    ],
)
def test_what_is_no_judgement_is_refused(
    ws: Workspace, one: Judge, error: type[ProbatumError], said: str
) -> None:
    old = ws.store.revision(NAME)
    with pytest.raises(error, match=said):
        made(ws, one)
    assert ws.store.revision(NAME) == old


def test_who_may_not_edit_may_not_judge_and_of_two_the_second_is_told(ws: Workspace) -> None:
    old = ws.store.revision(NAME)
    with pytest.raises(NotEligible, match="needs the role author or editor"):
        judge_certainty(ws, NAME, [SOUND], base=old.hash, by=RITA, at=AT)
    first = made(ws, SOUND)
    with pytest.raises(Superseded, match=first.hash[:12]):
        judge_certainty(ws, NAME, [ENOUGH], base=old.hash, by=ADA, at=AT)
    assert list(dossier(ws, NAME).paper.revisions) == [first.hash, old.hash]
