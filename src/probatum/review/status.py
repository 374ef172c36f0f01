"""Where a revision stands: computed from its events, the policies they name, and its sources."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from probatum.errors import ReviewError
from probatum.records.article import Revision, Status
from probatum.records.event import Event
from probatum.records.review import Decision, is_decision
from probatum.records.source import Standing as SourceStanding
from probatum.review.board import Board, Paper
from probatum.review.decisions import decide
from probatum.review.policy import Policy

_GOOD = frozenset({Status.APPROVED, Status.PUBLISHED, Status.CORRECTED})

#: What no longer supports anything: whatever rests on it is suspended.
_FALLEN = frozenset({SourceStanding.RETRACTED, SourceStanding.SUSPENDED, SourceStanding.WITHDRAWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A decision in the trail that does not count, and why."""

    event: Event
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """The board after a whole trail, what of it was refused, and the policy of each approval."""

    board: Board
    refused: tuple[Refused, ...] = ()
    approved_under: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a reader is told: the status, when it was reviewed and is due (ISO dates), and by whom.

    ``again`` says in a sentence why it is due now, where something other than the calendar has made it so.
    """

    status: Status
    reviewed: str = ""
    next_review: str = ""
    reviewers: tuple[str, ...] = ()
    again: str = ""


def play(events: Iterable[Event], paper: Paper, policies: Mapping[str, Policy]) -> Played:
    """Replay a trail from its beginning. A decision that is not legal, or names no known policy, does not
    count and is listed: whatever is in the trail, no illegal state can come of it."""
    board = Board()
    refused: list[Refused] = []
    under: dict[str, str] = {}
    for event in events:
        if not is_decision(event) or event.subject != paper.article:
            continue
        try:
            decision = Decision.told(event)
            policy = policies[decision.policy]
            later = decide(board, decision, event.hash, paper, policy)
        except KeyError:
            refused.append(Refused(event=event, reason="it names a policy that is not held"))
        except (ReviewError, ValueError) as problem:
            refused.append(Refused(event=event, reason=str(problem)))
        else:
            if later.of(decision.revision).approved_at != board.of(decision.revision).approved_at:
                under[decision.revision] = decision.policy
            board = later
    return Played(board=board, refused=tuple(refused), approved_under=tuple(under.items()))


def review_of(
    revision: Revision,
    played: Played,
    policies: Mapping[str, Policy],
    standings: Mapping[str, SourceStanding],
) -> Review:
    """Where ``revision`` stands. What was approved and rests on a retracted work is suspended by that; a
    summary of a guideline of which a newer version is held is due at once."""
    now = played.board.of(revision.hash)
    status = now.status
    if status in _GOOD and _fallen(revision, standings):
        status = Status.SUSPENDED
    if not now.approved_at:
        return Review(status=status)
    policy = policies[dict(played.approved_under)[revision.hash]]
    reviewed = now.approved_at[:10]
    again = _again(revision, standings) if status in _GOOD else ""
    due = months_after(date.fromisoformat(reviewed), policy.review_months).isoformat()
    return Review(
        status=status,
        reviewed=reviewed,
        next_review=reviewed if again else due,
        reviewers=tuple(one.by.name for one in now.approved),
        again=again,
    )


def _again(revision: Revision, standings: Mapping[str, SourceStanding]) -> str:
    guideline = revision.guideline
    if guideline is None or standings.get(guideline.source) is not SourceStanding.SUPERSEDED:
        return ""
    return (
        f"A newer version of the guideline that it sums up ({guideline.title}, {guideline.issuer}, "
        f"{guideline.version}) is held."
    )


def _fallen(revision: Revision, standings: Mapping[str, SourceStanding]) -> bool:
    cited = {citation.source for claim in revision.claims for citation in claim.citations}
    return any(standings.get(source) in _FALLEN for source in cited)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
