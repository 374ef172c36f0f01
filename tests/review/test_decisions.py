"""What may be decided where, and what is said where it may not."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from evals.board import paper
from probatum.errors import NotEligible, OutOfOrder, ReviewError
from probatum.records.article import Status
from probatum.records.review import Act, Comment, Decision, Disclosure, Interest, Recommendation, Role
from probatum.review.decisions import RULES
from probatum.review.policy import Policy, Specialist
from tests.review.board import (
    AUTHOR,
    DOSED,
    EDITOR,
    PLAIN,
    RITA,
    RON,
    after,
    also,
    approved,
    made,
    reviewed,
)

APPROVE = Recommendation.APPROVE
STOCK = Disclosure(interest=Interest.STOCK, entity="Zantho", subjects=("zantholone",), start=2020)


def status(decisions: list[Decision], revision: str = PLAIN) -> Status:
    return after(decisions).of(revision).status


def test_the_straight_way_of_an_article() -> None:
    way = [*approved(), made(Act.PUBLISH, EDITOR)]
    assert [status(way[:number]) for number in range(len(way) + 1)] == [
        Status.UNREVIEWED,
        Status.SUBMITTED,
        Status.SUBMITTED,
        *[Status.UNDER_REVIEW] * 3,
        Status.APPROVED,
        Status.PUBLISHED,
    ]


def test_suspended_resumed_reviewed_again_and_retired() -> None:
    way = [*approved(), made(Act.PUBLISH, EDITOR), made(Act.SUSPEND, EDITOR)]
    assert status(way) is Status.SUSPENDED
    assert status([*way, made(Act.RESUME, EDITOR)]) is Status.PUBLISHED
    assert status([*way, made(Act.RETIRE, EDITOR)]) is Status.RETIRED
    again = after([*way, made(Act.REVIEW_AGAIN, EDITOR)]).of(PLAIN)
    assert (again.status, again.recommended, again.approved) == (Status.SUBMITTED, (), ())


def test_a_correction_takes_the_place_of_what_was_published() -> None:
    way = [*approved(), made(Act.PUBLISH, EDITOR), *approved(DOSED, Policy(), RITA, RON)]
    board = after([*way, made(Act.CORRECT, EDITOR, DOSED)])
    assert (board.live, board.of(PLAIN).status, board.of(DOSED).status) == (
        DOSED,
        Status.RETIRED,
        Status.CORRECTED,
    )
    with pytest.raises(OutOfOrder, match="correct it with this one"):
        after([*way, made(Act.PUBLISH, EDITOR, DOSED)])


def test_an_approval_is_for_one_revision_and_never_for_the_next() -> None:
    board = after([*approved(), made(Act.SUBMIT, AUTHOR, DOSED)])
    assert (board.of(PLAIN).status, board.of(DOSED).approved) == (Status.APPROVED, ())
    assert board.of(DOSED).status is Status.SUBMITTED


@pytest.mark.parametrize(
    ("decisions", "refused", "said"),
    [
        (lambda: [made(Act.SUBMIT, RON)], NotEligible, "needs the role author or editor"),
        (lambda: [made(Act.PUBLISH, EDITOR)], OutOfOrder, "not open to a revision that is unreviewed"),
        (lambda: [*reviewed(), made(Act.APPROVE, EDITOR)], OutOfOrder, "to a revision that is submitted"),
        (lambda: [*reviewed(), made(Act.ASSIGN, EDITOR)], OutOfOrder, "name a reviewer"),
        (lambda: [*reviewed(), made(Act.ASSIGN, EDITOR, to=EDITOR)], NotEligible, "has no role of reviewer"),
        (
            lambda: [*reviewed(), made(Act.ASSIGN, EDITOR, to=also(AUTHOR, Role.REVIEWER))],
            NotEligible,
            "wrote, submitted or had composed",
        ),
        (lambda: [*reviewed(), made(Act.ACCEPT, RON)], NotEligible, "is not assigned"),
        (
            lambda: [made(Act.SUBMIT, AUTHOR), made(Act.ASSIGN, EDITOR, to=RITA), made(Act.ACCEPT, RITA),
                     made(Act.RECOMMEND, RITA, recommendation=APPROVE)],
            NotEligible,
            "has disclosed no interests",
        ),
        (
            lambda: [made(Act.SUBMIT, AUTHOR), made(Act.DISCLOSE, RITA, disclosures=(STOCK,)),
                     made(Act.ASSIGN, EDITOR, to=RITA)],
            NotEligible,
            "disclosed stock or stock options (Zantho)",
        ),
        (
            lambda: [*reviewed(PLAIN, Policy(), RITA), made(Act.DISCLOSE, RITA, disclosures=(STOCK,)),
                     made(Act.APPROVE, EDITOR)],
            OutOfOrder,
            "0 of 1 approvals",
        ),
        (lambda: approved(DOSED, Policy(), RITA), OutOfOrder, "1 of 2 approvals are there"),
        (lambda: [*approved(), made(Act.SUSPEND, EDITOR)], OutOfOrder, "it must be one of"),
        (
            lambda: [*approved(), made(Act.PUBLISH, EDITOR), made(Act.SUSPEND, EDITOR, reason=" ")],
            OutOfOrder,
            "needs a reason",
        ),
        (lambda: [made(Act.SUBMIT, AUTHOR, "0" * 64)], OutOfOrder, "has no revision"),
        (lambda: [made(Act.SUBMIT, AUTHOR, policy=Policy(quorum=2))], OutOfOrder, "another policy"),
        (lambda: [made(Act.SUBMIT, AUTHOR, at="2026-13-01T00:00:00Z")], OutOfOrder, "no time in UTC"),
        (
            lambda: [*reviewed(), made(Act.COMMENT, EDITOR, comments=(Comment(text="x", claim="none"),))],
            OutOfOrder,
            "names no claim or span",
        ),
        (
            lambda: [*reviewed(), made(Act.ANSWER, AUTHOR, comments=(Comment(text="x"),), answers="1")],
            OutOfOrder,
            "no such comment",
        ),
    ],
)  # fmt: skip
def test_what_is_refused_says_why_and_what_to_do(
    decisions: Callable[[], list[Decision]], refused: type[ReviewError], said: str
) -> None:
    with pytest.raises(refused, match=re.escape(said)):
        after(decisions())


def test_with_four_eyes_another_editor_decides() -> None:
    both = also(RITA, Role.REVIEWER, Role.EDITOR)
    way = reviewed(PLAIN, Policy(), both)
    with pytest.raises(OutOfOrder, match="another editor must decide"):
        after([*way, made(Act.APPROVE, both)])
    assert status([*way, made(Act.APPROVE, EDITOR)]) is Status.APPROVED


def test_a_topic_asks_for_a_specialist() -> None:
    policy = Policy(specialists=(Specialist(topic="Zantholone", specialty="pharmacy"),))
    with pytest.raises(OutOfOrder, match="an approval from pharmacy is missing"):
        after(approved(PLAIN, policy, RON), policy)
    assert after(approved(PLAIN, policy, RITA), policy).of(PLAIN).status is Status.APPROVED


def test_a_comment_is_anchored_and_can_be_answered() -> None:
    claim = paper().revisions[PLAIN].claims[0]
    remark = made(Act.COMMENT, EDITOR, comments=(Comment(text="Of whom?", claim=claim.id, start=0, end=7),))
    answer = made(Act.ANSWER, AUTHOR, comments=(Comment(text="Of adults."),), answers=remark.event().hash)
    board = after([*reviewed(), remark, answer])
    assert board.of(PLAIN).comments == {remark.event().hash, answer.event().hash}


def test_each_act_has_a_rule() -> None:
    assert set(RULES) == set(Act)
