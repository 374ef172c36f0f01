"""Figures: how long things wait, what was approved, who did how much, and how often an error was upheld."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from statistics import median

from probatum.actions.files import File, files, trail_of
from probatum.actions.queue import Item, queue
from probatum.actions.report import told
from probatum.records.article import Status
from probatum.records.report import Report, ReportOutcome
from probatum.records.review import Act, Person
from probatum.render.charts import Figures, Month, Passed, Stay, Work
from probatum.review.threads import Step
from probatum.workspace import Workspace

#: So many months are shown.
MONTHS = 12

_OUT = frozenset({Status.PUBLISHED, Status.CORRECTED, Status.SUSPENDED})
_WAITS = (Status.SUBMITTED, Status.UNDER_REVIEW, Status.RETURNED, Status.APPROVED, Status.SUSPENDED)


def figures(ws: Workspace, person: Person, *, at: str) -> Figures:
    """The work of the board at the time ``at``; ``person`` asks, and everybody at the desk sees it all."""
    trail = trail_of(ws)
    held = tuple(files(ws, trail))
    reports = told(trail.events)
    items = queue(ws, person, at=at).items
    upheld = [one for one in reports if one.answer and one.answer.outcome is ReportOutcome.UPHELD]
    taken = [step for file in held for step in file.taken]
    waiting = [one for one in items if one.status in _WAITS]
    return Figures(
        open=sum(one.status in (Status.SUBMITTED, Status.UNDER_REVIEW, Status.APPROVED) for one in waiting),
        overdue=sum(one.overdue for one in items if one.listed),
        published=sum(any(one.status in _OUT for one in file.reviews.values()) for file in held),
        upheld=len(upheld),
        stays=tuple(_stays(waiting)),
        passed=tuple(_passed(held)),
        months=tuple(_months(taken, upheld, at)),
        work=tuple(_work(held)),
    )


def _stays(items: Iterable[Item]) -> Iterator[Stay]:
    by_status: dict[Status, list[Item]] = defaultdict(list)
    for one in items:
        if not one.report:
            by_status[one.status].append(one)
    for status in _WAITS:
        if by_status[status]:
            ages = [one.age for one in by_status[status]]
            yield Stay(
                state=status.value.capitalize(),
                now=len(ages),
                overdue=sum(one.overdue for one in by_status[status]),
                median=median(ages),
                oldest=max(ages),
            )


def _passed(held: Iterable[File]) -> Iterator[Passed]:
    lasted: dict[Status, list[float]] = defaultdict(list)
    for file in held:
        begun: dict[str, str] = {}
        for step in file.taken:
            name, at = step.decision.revision, step.decision.at
            if step.before is step.after:
                continue
            if name in begun:
                lasted[step.before].append(_days(begun[name], at))
            begun[name] = at
    for status in _WAITS:
        if lasted[status]:
            yield Passed(
                state=status.value.capitalize(),
                revisions=len(lasted[status]),
                median=round(median(lasted[status]), 1),
                longest=round(max(lasted[status])),
            )


def _months(taken: Iterable[Step], upheld: Iterable[Report], at: str) -> Iterator[Month]:
    done = Counter((step.decision.act, step.decision.at[:7]) for step in taken)
    wrong = Counter(one.answer.at[:7] for one in upheld if one.answer)
    today = date.fromisoformat(at[:10])
    for back in range(MONTHS - 1, -1, -1):
        year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
        name = f"{year}-{month + 1:02}"
        yield Month(
            month=name,
            approved=done[Act.APPROVE, name],
            published=done[Act.PUBLISH, name] + done[Act.CORRECT, name],
            upheld=wrong[name],
        )


def _work(held: Iterable[File]) -> Iterator[Work]:
    names: dict[str, str] = {}
    took: dict[str, list[float]] = defaultdict(list)
    done: Counter[tuple[str, Act]] = Counter()
    in_hand: Counter[str] = Counter()
    for file in held:
        names |= file.names
        given: dict[tuple[str, str], str] = {}
        for step in file.taken:
            _note(step, given, took, done)
        in_hand.update(_in_hand(file))
    people = {one for one, _ in done} | set(in_hand)
    for one in sorted(people, key=lambda name: (str(names.get(name, name)).casefold(), name)):
        yield Work(
            name=names.get(one, one),
            open=in_hand[one],
            recommended=done[one, Act.RECOMMEND],
            declined=done[one, Act.DECLINE],
            median=round(median(took[one]), 1) if took[one] else None,
        )


def _note(
    step: Step,
    given: dict[tuple[str, str], str],
    took: dict[str, list[float]],
    done: Counter[tuple[str, Act]],
) -> None:
    decision = step.decision
    if decision.act is Act.ASSIGN and decision.to is not None:
        given[decision.revision, decision.to.id] = decision.at
    elif decision.act in (Act.RECOMMEND, Act.DECLINE):
        done[decision.by.id, decision.act] += 1
        begun = given.pop((decision.revision, decision.by.id), "")
        if begun and decision.act is Act.RECOMMEND:
            took[decision.by.id].append(_days(begun, decision.at))


def _in_hand(file: File) -> Iterator[str]:
    """Who has still to recommend on a revision that is before the board."""
    board = file.dossier.played.board
    for name, one in file.reviews.items():
        if one.status in (Status.SUBMITTED, Status.UNDER_REVIEW):
            now = board.of(name)
            spoken = {made.by.id for made in now.recommended}
            yield from (person for person in now.assigned if person not in spoken)


def _days(start: str, end: str) -> float:
    return max(0.0, (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds() / 86_400)
