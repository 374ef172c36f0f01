"""What a person could do to a revision just now, and why not: the rules asked before anybody acts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from probatum.errors import ReviewError
from probatum.records.review import Act, Comment, Decision, Person, Recommendation, Role
from probatum.review.board import Board, Paper
from probatum.review.decisions import decide
from probatum.review.policy import Policy

_REMARK = (Comment(text="…"),)
#: Stands for whoever will be chosen; of a person who is chosen ``eligible.barred`` says why not.
_SOMEBODY = Person(id="", name="somebody", roles=(Role.REVIEWER,))


def openings(
    board: Board, person: Person, paper: Paper, revision: str, policy: Policy, at: str
) -> Mapping[Act, str]:
    """For each act why ``person`` may not do it to ``revision`` at the time ``at``; empty where they may.

    It asks ``decisions.decide`` itself, with everything filled in that a form would ask for: what is open
    here is open there, and no rule is told twice.
    """
    return {act: _why_not(act, board, person, paper, revision, policy, at) for act in Act}


def _why_not(
    act: Act, board: Board, person: Person, paper: Paper, revision: str, policy: Policy, at: str
) -> str:
    said: dict[Act, dict[str, Any]] = {
        Act.ASSIGN: {"to": _SOMEBODY},
        Act.RECOMMEND: {"recommendation": Recommendation.APPROVE},
        Act.COMMENT: {"comments": _REMARK},
        Act.ANSWER: {"comments": _REMARK, "answers": min(board.of(revision).comments, default="")},
    }
    decision = Decision(
        act=act,
        article=paper.article,
        revision=revision,
        by=person,
        at=at,
        policy=policy.version,
        reason="…",
        **said.get(act, {}),
    )
    try:
        decide(board, decision, "", paper, policy)
    except ReviewError as refusal:
        return refusal.sentence
    return ""
