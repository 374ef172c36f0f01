"""Queue: what waits on the desk, for whom, since when and until when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from probatum.actions.files import IN_HAND, File, Trail, files, trail_of
from probatum.actions.report import told
from probatum.actions.review import policy_of
from probatum.records.article import Revision, Status
from probatum.records.report import Report
from probatum.records.review import Act, Person, Role
from probatum.review.needs import Needs, needs
from probatum.review.policy import Policy
from probatum.review.risk import Risk, risks
from probatum.review.threads import since
from probatum.review.waiting import Task, Waiting, waiting
from probatum.workspace import Workspace

#: An article whose next review comes within so many days is on the desk already.
NOTICE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to do: on which revision, what, whose it is, since when, and by when (ISO dates).

    ``age`` is in days; ``missing`` is what is needed before it can be approved; ``assigned`` are names;
    ``newer`` is whether a newer revision waits to be submitted; ``report`` is the id of a reader's report;
    ``only`` says which works alone were searched.
    """

    article: str
    question: str
    revision: str
    status: Status
    task: Task
    mine: bool
    since: str
    due: str
    age: int
    overdue: bool
    risks: tuple[Risk, ...]
    missing: Needs | None = None
    assigned: tuple[str, ...] = ()
    newer: bool = False
    report: str = ""
    only: str = ""

    @property
    def need(self) -> str:
        """What is needed before it can be approved, in words."""
        return self.missing.words if self.missing else ""

    @property
    def listed(self) -> bool:
        """Whether it is shown unasked: what somebody else has not submitted is not."""
        return self.mine or bool(self.report) or self.status is not Status.UNREVIEWED

    @property
    def order(self) -> tuple[str, int, str, str]:
        """By due date, then the more dangerous first."""
        return self.due, -len(self.risks), self.question, self.revision


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What waits, in order, and how much of it there is in each state; ``mine`` counts a person's own."""

    items: tuple[Item, ...]
    by_status: Mapping[Status, int]
    by_risk: Mapping[Risk, int]
    mine: int
    overdue: int
    reports: int

    @classmethod
    def of(cls, items: Iterable[Item]) -> Queue:
        """Put items in order and count them. What is not submitted and is somebody else's counts nowhere."""
        ordered = tuple(sorted(items, key=lambda one: one.order))
        seen = [one for one in ordered if one.listed]
        return cls(
            items=ordered,
            by_status=Counter(one.status for one in ordered),
            by_risk=Counter(risk for one in seen for risk in one.risks),
            mine=sum(one.mine for one in seen),
            overdue=sum(one.overdue for one in seen),
            reports=sum(bool(one.report) for one in seen),
        )

    def picked(
        self, *, status: Status | None = None, risk: Risk | None = None, mine: bool = False
    ) -> tuple[Item, ...]:
        """The items that a filter admits; what others have not submitted only where that is asked for."""
        return tuple(
            one
            for one in self.items
            if (one.status is status if status else one.listed)
            and (risk is None or risk in one.risks)
            and (one.mine or not mine)
        )


def queue(ws: Workspace, person: Person, *, at: str) -> Queue:
    """What waits for ``person`` and for the house at the time ``at``; overdue after ``desk.days``."""
    trail, policy = trail_of(ws), policy_of(ws)
    days = ws.settings.desk.days
    found: list[Item] = []
    for file in files(ws, trail):
        for name in file.at_work:
            found += _items(file, name, person, policy, at, days)
        found += _reports(file, trail, person, at, days)
    found += _drafts(ws, trail, person, at, days)
    return Queue.of(found)


def _items(file: File, revision: str, person: Person, policy: Policy, at: str, days: int) -> Iterator[Item]:
    held = file.dossier
    board, paper = held.played.board, held.paper
    need = needs(board, revision, paper, policy, at)
    told_of = file.reviews[revision]
    next_review = told_of.next_review
    due = bool(next_review) and _day(next_review) <= _day(at) + timedelta(days=NOTICE)
    newest = file.at_work[-1]
    newer = revision != newest and file.status(newest) is Status.UNREVIEWED
    for one in waiting(board, paper, revision, told_of.status, need, person, due=due):
        begun = _begun(file, revision, one, person)
        yield _item(
            paper.revisions[revision],
            told_of.status,
            one,
            since=begun,
            due=next_review if one.task is Task.REVIEW_AGAIN else _later(begun, days),
            at=at,
            missing=need if told_of.status in (Status.SUBMITTED, Status.UNDER_REVIEW) else None,
            assigned=tuple(file.names.get(name, name) for name in board.of(revision).assigned),
            newer=newer and told_of.status in IN_HAND,
        )


def _begun(file: File, revision: str, waits: Waiting, person: Person) -> str:
    """Since when a task waits: a reviewer's since they were assigned, any other since the state began."""
    if waits.task in (Task.ACCEPT, Task.DISCLOSE, Task.RECOMMEND):
        given = [
            one.decision.at
            for one in file.taken
            if one.decision.act is Act.ASSIGN
            and one.decision.revision == revision
            and one.decision.to is not None
            and one.decision.to.id == person.id
        ]
        if given:
            return given[-1]
    return since(file.taken, revision) or file.dossier.paper.revisions[revision].created_at


def _item(
    revision: Revision, status: Status, waits: Waiting, *, since: str, due: str, at: str, **more: object
) -> Item:
    begun = since or at
    return Item(
        article=revision.article,
        question=revision.question.text,
        revision=revision.hash,
        status=status,
        task=waits.task,
        mine=waits.mine,
        since=begun,
        due=due,
        age=max(0, (_day(at) - _day(begun)).days),
        overdue=_day(due) < _day(at),
        risks=risks(revision),
        only=revision.searched.only,
        **more,  # type: ignore[arg-type]
    )


def _reports(file: File, trail: Trail, person: Person, at: str, days: int) -> Iterator[Item]:
    article = file.dossier.paper.article
    for one in told(trail.by_subject.get(article, ())):
        if one.open:
            yield _reported(one, file.newest, file.reviews, person, at, days)


def _reported(
    one: Report,
    newest: Revision,
    reviews: Mapping[str, object],
    person: Person,
    at: str,
    days: int,
) -> Item:
    status = getattr(reviews.get(one.revision), "status", Status.UNREVIEWED)
    waits = Waiting(task=Task.REPORT, mine=Role.EDITOR in person.roles)
    return _item(newest, status, waits, since=one.at, due=_later(one.at, days), at=at, report=one.id)


def _drafts(ws: Workspace, trail: Trail, person: Person, at: str, days: int) -> Iterator[Item]:
    """Articles of which nothing was decided: their authors may submit them, readers report errors in them."""
    decided = trail.decided
    for newest in ws.store.articles():
        if newest.article in decided:
            continue
        drafted = trail.by_subject.get(newest.hash, ())
        own = any(event.kind == "drafted" and event.by == person.id for event in drafted)
        waits = Waiting(task=Task.SUBMIT, mine=own)
        begun = newest.created_at
        yield _item(newest, Status.UNREVIEWED, waits, since=begun, due=_later(begun or at, days), at=at)
        for one in told(trail.by_subject.get(newest.article, ())):
            if one.open:
                yield _reported(one, newest, {}, person, at, days)


def _day(moment: str) -> date:
    return date.fromisoformat(moment[:10])


def _later(moment: str, days: int) -> str:
    return (_day(moment) + timedelta(days=days)).isoformat()
