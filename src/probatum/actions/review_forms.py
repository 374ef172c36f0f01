"""What the board says, as documents: one form for the API and for the command line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from typing_extensions import TypedDict

from probatum.actions.queue import Item, Queue
from probatum.actions.review import review
from probatum.actions.workbench import Bench
from probatum.records.article import Revision
from probatum.records.canonical import plain
from probatum.records.event import Event
from probatum.records.review import Decision
from probatum.review.threads import Remark, Thread
from probatum.workspace import Workspace


class DecisionForm(TypedDict):
    """A decision as it stands in the trail: the hash of its event, and where its revision stands now."""

    event: str
    act: str
    article: str
    revision: str
    by: str
    at: str
    status: str


class ApprovalForm(TypedDict):
    """What somebody recommended, and why it counts towards no quorum (empty: it counts)."""

    by: str
    name: str
    recommendation: str
    at: str
    uncounted: str


class RemarkForm(TypedDict):
    """A remark: its event is what an answer names."""

    event: str
    by: str
    name: str
    at: str
    revision: str
    claim: str
    start: int | None
    end: int | None
    text: str


class ThreadForm(RemarkForm):
    """A remark with its answers, oldest first."""

    answers: list[RemarkForm]


class SeatForm(TypedDict):
    """Somebody who is assigned, and how far they are."""

    by: str
    name: str
    state: str


class ReviewForm(TypedDict):
    """Where a revision stands with the board.

    ``open`` says of each act whether whoever asks may do it now: empty where they may, else why not.
    ``drafts`` are revisions newer than the one for readers.
    """

    article: str
    revision: str
    status: str
    reviewed: str
    next_review: str
    reviewers: list[str]
    risks: list[str]
    needed: int
    missing: str
    assigned: list[SeatForm]
    recommended: list[ApprovalForm]
    discussion: list[ThreadForm]
    open: dict[str, str]
    drafts: list[str]


class DisclosedForm(TypedDict):
    """What somebody disclosed on an article; an empty list says that there is none."""

    by: str
    name: str
    disclosures: list[dict[str, Any]]


class DisclosuresForm(TypedDict):
    """Who disclosed what on an article."""

    article: str
    disclosed: list[DisclosedForm]


class WaitingForm(TypedDict):
    """One thing to do, whose it is, since when, and by when (ISO dates)."""

    article: str
    question: str
    revision: str
    status: str
    task: str
    mine: bool
    since: str
    due: str
    overdue: bool
    risks: list[str]
    missing: str
    assigned: list[str]
    report: str


class QueueForm(TypedDict):
    """What waits: by due date, the more dangerous first."""

    total: int
    mine: int
    overdue: int
    waiting: list[WaitingForm]


def decision_document(ws: Workspace, event: Event) -> DecisionForm:
    """A decision that was made, and where its revision stands now."""
    decision = Decision.told(event)
    revision = ws.store.revision(decision.article, decision.revision)
    return {
        "event": event.hash,
        "act": decision.act.value,
        "article": decision.article,
        "revision": decision.revision,
        "by": decision.by.id,
        "at": decision.at,
        "status": review(ws, revision).status.value,
    }


def queue_document(found: Queue, picked: Iterable[Item]) -> QueueForm:
    """What waits, of which only the items ``picked`` are listed."""
    waiting = [_waiting(one) for one in picked]
    return {"total": len(waiting), "mine": found.mine, "overdue": found.overdue, "waiting": waiting}


def _waiting(one: Item) -> WaitingForm:
    return {
        "article": one.article,
        "question": one.question,
        "revision": one.revision,
        "status": one.status.value,
        "task": one.task.value,
        "mine": one.mine,
        "since": one.since,
        "due": one.due,
        "overdue": one.overdue,
        "risks": [risk.value for risk in one.risks],
        "missing": one.need,
        "assigned": list(one.assigned),
        "report": one.report,
    }


def review_document(bench: Bench, newer: Iterable[Revision]) -> ReviewForm:
    """Where the revision on a workbench stands; ``newer`` are those drafted since the one for readers."""
    threads = (*bench.discussion, *(one for told in bench.statements for one in told.threads))
    uncounted = {one.made.by.id: one.why for one in bench.need.uncounted}
    said = bench.file.dossier.played.board.of(bench.revision.hash).recommended
    return {
        "article": bench.revision.article,
        "revision": bench.revision.hash,
        "status": bench.status.value,
        "reviewed": bench.review.reviewed,
        "next_review": bench.review.next_review,
        "reviewers": list(bench.review.reviewers),
        "risks": [risk.value for risk in bench.risks],
        "needed": bench.need.needed,
        "missing": "" if bench.need.met else bench.need.words,
        "assigned": [{"by": one.person, "name": one.name, "state": one.state} for one in bench.seats],
        "recommended": [
            {
                "by": one.by.id,
                "name": one.by.name,
                "recommendation": one.recommendation.value,
                "at": one.at,
                "uncounted": uncounted.get(one.by.id, ""),
            }
            for one in said
        ],
        "discussion": [_thread(one) for one in threads],
        "open": {act.value: why for act, why in bench.openings.items()},
        "drafts": [one.hash for one in newer],
    }


def _thread(one: Thread) -> ThreadForm:
    return {**_remark(one.remark), "answers": [_remark(answered) for answered in one.answers]}


def _remark(one: Remark) -> RemarkForm:
    return {
        "event": one.event,
        "by": one.by.id,
        "name": one.by.name,
        "at": one.at,
        "revision": one.revision,
        "claim": one.comment.claim,
        "start": one.comment.start,
        "end": one.comment.end,
        "text": one.comment.text,
    }


def disclosures_document(bench: Bench) -> DisclosuresForm:
    """Who disclosed what on an article."""
    names = bench.file.names
    disclosed = bench.file.dossier.played.board.disclosures
    return {
        "article": bench.revision.article,
        "disclosed": [
            {"by": who, "name": names.get(who, who), "disclosures": [plain(one) for one in listed]}
            for who, listed in sorted(disclosed.items())
        ],
    }
