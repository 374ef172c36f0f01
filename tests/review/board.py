"""An article before a board, with people who play their parts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from evals.board import ARTICLE, paper
from probatum.records.review import Act, Decision, Person, Recommendation, Role
from probatum.review.board import Board
from probatum.review.decisions import decide
from probatum.review.policy import Policy

AUTHOR = Person(id="ada", name="Ada", roles=(Role.AUTHOR,))
EDITOR = Person(id="eva", name="Eva", roles=(Role.EDITOR,))
RITA = Person(id="rita", name="Rita", roles=(Role.REVIEWER,), specialties=("pharmacy",))
RON = Person(id="ron", name="Ron", roles=(Role.REVIEWER,))
POLICY = Policy()
PLAIN, DOSED, BOTH = paper().revisions
AT = "2026-01-02T03:04:05Z"


def made(act: Act, by: Person, revision: str = PLAIN, policy: Policy = POLICY, **more: Any) -> Decision:
    """A decision with a reason."""
    whole = {"reason": "it is so", "at": AT, **more}
    return Decision(act=act, article=ARTICLE, revision=revision, by=by, policy=policy.version, **whole)


def after(decisions: list[Decision], policy: Policy = POLICY, board: Board | None = None) -> Board:
    """The board after decisions, each of which must be legal."""
    now = board or Board()
    for decision in decisions:
        now = decide(now, decision, decision.event().hash, paper(), policy)
    return now


def reviewed(revision: str = PLAIN, policy: Policy = POLICY, *by: Person) -> list[Decision]:
    """Submitted, and recommended for approval by each of ``by``."""
    decisions = [made(Act.SUBMIT, AUTHOR, revision, policy)]
    for one in by:
        decisions += [
            made(Act.ASSIGN, EDITOR, revision, policy, to=one),
            made(Act.ACCEPT, one, revision, policy),
            made(Act.DISCLOSE, one, revision, policy),
            made(Act.RECOMMEND, one, revision, policy, recommendation=Recommendation.APPROVE),
        ]
    return decisions


def approved(revision: str = PLAIN, policy: Policy = POLICY, *by: Person) -> list[Decision]:
    """The same, and approved by the editor."""
    return [*reviewed(revision, policy, *(by or (RITA,))), made(Act.APPROVE, EDITOR, revision, policy)]


def also(person: Person, *roles: Role) -> Person:
    """The person with other roles."""
    return replace(person, roles=roles)
