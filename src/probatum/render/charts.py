"""The work of a board in pictures: bars with their figures, each with its table behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from probatum.language.interface import N_, Gettext, english

#: The width of a picture, where its bars begin, and the longest bar, in units of its own.
WIDTH, LEFT, LONGEST = 640, 180, 300
#: The height of a bar with the gap below it.
ROW = 28
#: So many characters of a name stand beside a bar.
NAME = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """How many revisions are in a state now, how many of them are overdue, and for how long (days)."""

    state: str
    now: int
    overdue: int
    median: float
    oldest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """How long (days) revisions that have left a state were in it."""

    state: str
    revisions: int
    median: float
    longest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What was approved, published and upheld as an error in a month (``2026-01``)."""

    month: str
    approved: int
    published: int
    upheld: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What one reviewer has in hand and has done; ``median`` is days from assignment to recommendation."""

    name: str
    open: int
    recommended: int
    declined: int
    median: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The work of the board at one moment."""

    open: int
    overdue: int
    published: int
    upheld: int
    stays: tuple[Stay, ...] = ()
    passed: tuple[Passed, ...] = ()
    months: tuple[Month, ...] = ()
    work: tuple[Work, ...] = ()

    @property
    def error_rate(self) -> str:
        """Errors upheld per published article; none published, no rate."""
        return f"{self.upheld / self.published:.2f}" if self.published else "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: where it is drawn, and how much of it is late."""

    name: str
    figure: str
    y: int
    width: int
    late_width: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture and its table. ``spoken`` is what it shows, in words."""

    id: str
    title: str
    says: str
    nothing: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    bars: tuple[Bar, ...]
    width: int = WIDTH
    left: int = LEFT

    @property
    def height(self) -> int:
        """The height of the picture."""
        return max(ROW, ROW * len(self.bars))

    @property
    def spoken(self) -> str:
        """Every bar in words."""
        return "; ".join(f"{one.name} {one.figure}" for one in self.bars)


def charts(figures: Figures, said: Gettext = english) -> tuple[Chart, ...]:
    """The pictures of the dashboard, in the language of ``said``. Pure."""
    return (_waiting(figures, said), _time(figures, said), _months(figures, said), _people(figures, said))


def _waiting(figures: Figures, said: Gettext) -> Chart:
    rows = [(_state(one.state, said), one.now, one.overdue) for one in figures.stays]
    return Chart(
        id="waiting",
        title=said(N_("Waiting now")),
        says=said(N_("Revisions in each state; the hatched part is overdue.")),
        nothing=said(N_("Nothing waits.")),
        columns=(
            said(N_("State")),
            said(N_("Revisions")),
            said(N_("Overdue")),
            said(N_("Median age (days)")),
            said(N_("Oldest (days)")),
        ),
        rows=tuple(
            (_state(one.state, said), str(one.now), str(one.overdue), _number(one.median), str(one.oldest))
            for one in figures.stays
        ),
        bars=_bars([(name, now, _late(now, late, said), late) for name, now, late in rows]),
    )


def _state(state: str, said: Gettext) -> str:
    words = said(state.lower())
    return words[:1].upper() + words[1:]


def _late(now: int, late: int, said: Gettext) -> str:
    return said(N_("{now} ({late} overdue)")).format(now=now, late=late) if late else str(now)


def _time(figures: Figures, said: Gettext) -> Chart:
    return Chart(
        id="time",
        title=said(N_("Days in each state")),
        says=said(N_("The median of revisions that have left the state.")),
        nothing=said(N_("No revision has left a state yet.")),
        columns=(
            said(N_("State")),
            said(N_("Revisions")),
            said(N_("Median (days)")),
            said(N_("Longest (days)")),
        ),
        rows=tuple(
            (_state(one.state, said), str(one.revisions), _number(one.median), str(one.longest))
            for one in figures.passed
        ),
        bars=_bars([(_state(one.state, said), one.median, _number(one.median), 0) for one in figures.passed]),
    )


def _months(figures: Figures, said: Gettext) -> Chart:
    return Chart(
        id="months",
        title=said(N_("Approvals by month")),
        says=said(N_("Revisions approved, in the last twelve months.")),
        nothing=said(N_("Nothing has been approved yet.")),
        columns=(said(N_("Month")), said(N_("Approved")), said(N_("Published")), said(N_("Errors upheld"))),
        rows=tuple(
            (one.month, str(one.approved), str(one.published), str(one.upheld)) for one in figures.months
        ),
        bars=_bars([(one.month, one.approved, str(one.approved), 0) for one in figures.months])
        if any(one.approved or one.published or one.upheld for one in figures.months)
        else (),
    )


def _people(figures: Figures, said: Gettext) -> Chart:
    return Chart(
        id="people",
        title=said(N_("Work of each reviewer")),
        says=said(N_("Recommendations made, and how many reviews are in hand.")),
        nothing=said(N_("Nobody has been assigned yet.")),
        columns=(
            said(N_("Reviewer")),
            said(N_("In hand")),
            said(N_("Recommended")),
            said(N_("Declined")),
            said(N_("Median days to recommend")),
        ),
        rows=tuple(
            (one.name, str(one.open), str(one.recommended), str(one.declined), _number(one.median))
            for one in figures.work
        ),
        bars=_bars(
            [
                (
                    one.name,
                    one.recommended,
                    said(N_("{made} made, {open} in hand")).format(made=one.recommended, open=one.open),
                    0,
                )
                for one in figures.work
            ]
        ),
    )


def _bars(rows: Sequence[tuple[str, float, str, float]]) -> tuple[Bar, ...]:
    most = max((value for _, value, _, _ in rows), default=0) or 1
    return tuple(
        Bar(
            name=name if len(name) <= NAME else f"{name[: NAME - 1]}…",
            figure=figure,
            y=number * ROW,
            width=_wide(value, most),
            late_width=_wide(late, most) if late else 0,
        )
        for number, (name, value, figure, late) in enumerate(rows)
    )


def _wide(value: float, most: float) -> int:
    return max(2, round(LONGEST * value / most)) if value else 1


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"
