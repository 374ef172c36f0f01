"""What is missing, what is open to whom, what waits for whom, and what was said: as a board goes on."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from evals.board import Life, paper
from probatum.errors import ReviewError
from probatum.records.article import Status
from probatum.records.event import Event
from probatum.records.review import (
    Act,
    Comment,
    Decision,
    Disclosure,
    Interest,
    Recommendation,
)
from probatum.review.board import Board
from probatum.review.decisions import decide
from probatum.review.needs import needs
from probatum.review.openings import openings
from probatum.review.policy import Policy, Specialist
from probatum.review.threads import since, steps, threads
from probatum.review.waiting import Task, Waiting, waiting
from tests.review.board import (
    AT,
    AUTHOR,
    DOSED,
    EDITOR,
    PLAIN,
    POLICY,
    RITA,
    RON,
    after,
    approved,
    made,
    reviewed,
)

POLICIES = {POLICY.version: POLICY}


def kept(decisions: list[Decision]) -> list[Event]:
    return [one.event() for one in decisions]


def waits(board: Board, person: Any, revision: str = PLAIN, *, due: bool = False) -> list[Waiting]:
    need = needs(board, revision, paper(), POLICY, AT)
    status = board.of(revision).status
    return list(waiting(board, paper(), revision, status, need, person, due=due))


def test_what_is_missing_is_told_in_words() -> None:
    board = after(reviewed(DOSED, POLICY, RITA))
    assert needs(board, DOSED, paper(), POLICY, AT).words == "1 of 2 approvals"
    strict = Policy(specialists=(Specialist(topic="zantholone", specialty="nephrology"),))
    board = after(reviewed(PLAIN, strict, RITA), strict)
    need = needs(board, PLAIN, paper(), strict, AT)
    assert (need.words, need.met) == ("1 of 1 approval; one from nephrology is missing", False)


def test_who_does_not_count_is_named_with_the_reason() -> None:
    ties = (Disclosure(interest=Interest.CONSULTING, entity="Maker", start=2025),)
    board = after([*reviewed(PLAIN, POLICY, RITA), made(Act.DISCLOSE, RITA, disclosures=ties)])
    need = needs(board, PLAIN, paper(), POLICY, AT)
    assert need.approvals == ()
    (one,) = need.uncounted
    assert (one.made.by, "disclosed consulting fees (Maker)" in one.why) == (RITA, True)


def test_what_is_open_is_what_the_rules_allow() -> None:
    board = after(reviewed(PLAIN, POLICY, RITA))
    for_editor = openings(board, EDITOR, paper(), PLAIN, POLICY, AT)
    assert {act for act, why in for_editor.items() if not why} == {
        Act.ASSIGN,
        Act.DISCLOSE,
        Act.COMMENT,
        Act.APPROVE,
        Act.RETURN,
        Act.REJECT,
    }
    assert for_editor[Act.ANSWER].startswith("no such comment")
    assert openings(board, AUTHOR, paper(), PLAIN, POLICY, AT)[Act.APPROVE] == (
        "Ada may not approve: that needs the role editor"
    )


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(min_value=1, max_value=60))
def test_nothing_is_offered_that_is_refused(rng: Any, count: int) -> None:
    """At any moment of a random life: what is open to a person can be done, with the same words said."""
    life = Life(rng)
    for _ in range(count):
        life.step()
    person, revision = rng.choice(life.people), rng.choice(list(life.paper.revisions))
    offered = openings(life.board, person, life.paper, revision, life.policy, AT)
    for act in (Act.SUBMIT, Act.ACCEPT, Act.DECLINE, Act.APPROVE, Act.PUBLISH, Act.RETIRE):
        decision = Decision(
            act=act,
            article=life.paper.article,
            revision=revision,
            by=person,
            at=AT,
            policy=life.policy.version,
            reason="so",
        )
        assert offered[act] == refusal_of(life, decision)


def refusal_of(life: Life, decision: Decision) -> str:
    """Why a decision is refused; empty where it is not."""
    try:
        decide(life.board, decision, "", life.paper, life.policy)
    except ReviewError as refusal:
        return str(refusal)
    return ""


def test_what_waits_goes_from_one_to_the_next() -> None:
    now: list[Decision] = []
    seen = []
    for step in (
        made(Act.SUBMIT, AUTHOR),
        made(Act.ASSIGN, EDITOR, to=RITA),
        made(Act.ACCEPT, RITA),
        made(Act.DISCLOSE, RITA),
        made(Act.RECOMMEND, RITA, recommendation=Recommendation.APPROVE),
        made(Act.APPROVE, EDITOR),
        made(Act.PUBLISH, EDITOR),
    ):
        now.append(step)
        board = after(now)
        seen.append(
            tuple(
                tuple(one.task.name if one.mine else one.task.name.lower() for one in waits(board, who))
                for who in (EDITOR, RITA)
            )
        )
    assert seen == [
        (("ASSIGN",), ("assign",)),
        (("wait",), ("ACCEPT",)),
        (("wait",), ("DISCLOSE",)),
        (("wait",), ("RECOMMEND",)),
        (("DECIDE",), ("decide",)),
        (("PUBLISH",), ("publish",)),
        ((), ()),
    ]


def test_what_is_sent_back_waits_for_its_author_and_what_is_due_for_an_editor() -> None:
    board = after([*reviewed(PLAIN, POLICY, RITA), made(Act.RETURN, EDITOR)])
    assert waits(board, AUTHOR) == [Waiting(task=Task.REVISE, mine=True)]
    assert waits(board, RON) == [Waiting(task=Task.REVISE, mine=False)]
    board = after([*approved(PLAIN, POLICY, RITA), made(Act.PUBLISH, EDITOR)])
    assert waits(board, EDITOR, due=True) == [Waiting(task=Task.REVIEW_AGAIN, mine=True)]


def test_remarks_are_threads_and_answers_find_theirs() -> None:
    claim = paper().revisions[PLAIN].claims[0]
    two = (Comment(text="Who?", claim=claim.id, start=0, end=7), Comment(text="Fine else."))
    said = [
        *reviewed(PLAIN, POLICY)[:1],
        made(Act.ASSIGN, EDITOR, to=RITA),
        made(Act.COMMENT, RITA, comments=two),
    ]
    asked = said[-1].event().hash
    answer = made(
        Act.ANSWER, AUTHOR, answers=asked, comments=(Comment(text="Adults.", claim=claim.id, start=0, end=7),)
    )
    again = made(
        Act.ANSWER, EDITOR, answers=answer.event().hash, comments=(Comment(text="Good.", claim=claim.id),)
    )
    taken = tuple(steps(kept([*said, answer, again]), paper(), POLICIES))
    found = threads(taken, paper())
    assert [(one.remark.comment.text, one.remark.about, one.answered) for one in found] == [
        ("Who?", claim.text[:7], True),
        ("Fine else.", "", False),
    ]
    assert [one.comment.text for one in found[0].answers][:1] == ["Adults."]


def test_a_state_began_when_it_was_entered() -> None:
    decisions = [made(Act.SUBMIT, AUTHOR), made(Act.ASSIGN, EDITOR, to=RITA, at="2026-02-01T00:00:00Z")]
    taken = tuple(steps(kept(decisions), paper(), POLICIES))
    assert (since(taken, PLAIN), since(taken, DOSED)) == (AT, "")
    assert [(one.before, one.after) for one in taken] == [
        (Status.UNREVIEWED, Status.SUBMITTED),
        (Status.SUBMITTED, Status.SUBMITTED),
    ]


def test_what_does_not_count_is_no_step() -> None:
    stolen = made(Act.PUBLISH, RON)
    assert tuple(steps(kept([stolen]), paper(), POLICIES)) == ()
