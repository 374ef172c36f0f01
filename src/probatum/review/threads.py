"""Remarks and their answers, as threads; and through which states a revision came, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from probatum.errors import ReviewError
from probatum.records.article import Status
from probatum.records.event import Event
from probatum.records.review import Comment, Decision, Person, Recommendation, is_decision
from probatum.review.board import Board, Paper
from probatum.review.decisions import decide
from probatum.review.policy import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One comment or answer: in which event it stands, who made it, when, on which revision.

    ``about`` are the words that it is about, as they stood there; empty where it is about the whole.
    """

    event: str
    by: Person
    at: str
    revision: str
    comment: Comment
    about: str = ""
    recommendation: Recommendation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A remark with its answers, oldest first."""

    remark: Remark
    answers: tuple[Remark, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether anybody has answered."""
        return bool(self.answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One decision that counted: its event's hash, the decision, where its revision then stood."""

    event: str
    decision: Decision
    before: Status
    after: Status


def steps(events: Iterable[Event], paper: Paper, policies: Mapping[str, Policy]) -> Iterator[Step]:
    """The decisions of a trail that count, oldest first: those that ``status.play`` does not refuse."""
    board = Board()
    for event in events:
        if not is_decision(event) or event.subject != paper.article:
            continue
        try:
            decision = Decision.told(event)
            later = decide(board, decision, event.hash, paper, policies[decision.policy])
        except (KeyError, ReviewError, ValueError):
            continue
        name = decision.revision
        yield Step(
            event=event.hash,
            decision=decision,
            before=board.of(name).status,
            after=later.of(name).status,
        )
        board = later


def since(taken: Iterable[Step], revision: str) -> str:
    """When a revision came into the state in which it is; empty where nothing was decided on it."""
    changed = [
        one.decision.at for one in taken if one.decision.revision == revision and one.before is not one.after
    ]
    return changed[-1] if changed else ""


@dataclass(slots=True)
class _Open:
    remark: Remark
    answers: list[Remark] = field(default_factory=list)

    def takes(self, remark: Remark) -> bool:
        """Whether an answer to this event is for this remark of it: it bears the same anchor, or none."""
        mine, its = self.remark.comment, remark.comment
        return not its.claim or (mine.claim, mine.start, mine.end) == (its.claim, its.start, its.end)


def threads(taken: Iterable[Step], paper: Paper) -> tuple[Thread, ...]:
    """The remarks of a trail with their answers, oldest first. An answer to an answer is of its thread.

    A recommendation may bring several remarks: an answer to it belongs to that one which has its anchor,
    else to the first.
    """
    begun: list[_Open] = []
    within: dict[str, list[_Open]] = {}
    for step in taken:
        for comment in step.decision.comments:
            remark = _remark(step, comment, paper)
            asked = within.get(step.decision.answers, [])
            found = [one for one in asked if one.takes(remark)] or asked[:1]
            if found:
                found[0].answers.append(remark)
            else:
                found = [_Open(remark)]
                begun.extend(found)
            within.setdefault(step.event, []).append(found[0])
    return tuple(Thread(remark=one.remark, answers=tuple(one.answers)) for one in begun)


def _remark(step: Step, comment: Comment, paper: Paper) -> Remark:
    decision = step.decision
    claims = {one.id: one.text for one in paper.revisions[decision.revision].claims}
    return Remark(
        event=step.event,
        by=decision.by,
        at=decision.at,
        revision=decision.revision,
        comment=comment,
        about=claims.get(comment.claim, "")[comment.start : comment.end],
        recommendation=decision.recommendation,
    )
