"""Percentages of single groups as dots on one axis, each with its interval."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from probatum.language.interface import N_
from probatum.records.picture import Share, Shown
from probatum.render.drawn import NARROW, WIDE, Cell, Drawn
from probatum.render.figures import as_printed, estimate, interval
from probatum.render.forest import (
    MARK,
    PAD,
    SIZE,
    SMALL,
    SMALL_STEP,
    STEP,
    Columns,
    columns_of,
    work_cell,
)
from probatum.render.scale import Scale, percent_scale
from probatum.render.svg import ACCENT, INK, PAPER, element, line, picture, text, words, wrapped

TITLE = N_("How often, in single groups")
#: What is said where the counts that an interval needs are not given together.
NO_COUNTS = "counts not given together: no interval"


def counted(share: Share) -> str:
    """The percentage with its counts, as the passage prints it."""
    return estimate(share.shown.effect)


def interval_of(share: Share) -> str:
    """The interval, and whether it is the passage's or worked out here."""
    if share.low is None or share.high is None:
        return NO_COUNTS
    if share.computed:
        return f"{share.low:.0f}% to {share.high:.0f}% (95% Wilson interval, computed here)"
    return interval(share.shown.effect)


def named(share: Share) -> str:
    """What was counted, and in which arm."""
    effect = share.shown.effect
    said = share.shown.outcome or "not named"
    arm = f", {effect.arms[0]}" if len(effect.arms) == 1 else ""
    return f"{said[:1].upper()}{said[1:]}{arm}"


def below(share: Share, shares: Sequence[Share]) -> list[str]:
    """Whom, in which work; the sentence too, where it tells several shares of one name apart."""
    shown = share.shown
    alike = Counter((one.shown.statement, named(one)) for one in shares)
    lines = [f"“{shown.statement}”"] if alike[(shown.statement, named(share))] > 1 else []
    lines += [shown.population] if shown.population else []
    marker = f" [{shown.marker}]" if shown.marker else ""
    work = ", ".join(part for part in (shown.work, shown.design) if part)
    return [*lines, f"{work[:1].upper()}{work[1:]}{marker}".strip()]


def spoken(share: Share) -> str:
    """A share in words."""
    marker = f", reference {share.shown.marker}" if share.shown.marker else ""
    return f"{named(share)}: {counted(share)}, {interval_of(share)}{marker}"


def svg(shares: Sequence[Share], name: str, width: float = WIDE) -> str:
    """The dots as a whole SVG. ``name`` makes its ids. Pure."""
    columns = columns_of(width)
    values = [
        value
        for share in shares
        for value in (share.shown.effect.estimate, share.low, share.high)
        if value is not None
    ]
    scale = percent_scale(values, columns.left, columns.right)
    parts: list[str] = []
    top = 8.0
    for share in shares:
        if parts:
            parts.append(line(0, top, width, top, kind="rule"))
        row, top = _row(share, shares, columns, scale, top)
        parts.append(row)
    parts += _axis(scale, top + 6.0)
    says = "; ".join(spoken(share) for share in shares)
    return picture(name, f"Dot plot. {TITLE}", f"{says}.", width, top + 44.0, parts)


def _row(
    share: Share, shares: Sequence[Share], columns: Columns, scale: Scale, top: float
) -> tuple[str, float]:
    """A row, and where the next begins."""
    parts = [element("title", words(spoken(share)))]
    y = top + PAD + SIZE
    for said in wrapped(named(share), SIZE, columns.words, bold=True, most=3):
        parts.append(text(said, 0, y, bold=True))
        y += STEP
    y -= 2.0
    for below_it in below(share, shares):
        for said in wrapped(below_it, SMALL, columns.words, most=4):
            parts.append(text(said, 0, y, size=SMALL, quiet=True))
            y += SMALL_STEP
    figures = _figures(share)
    if columns.stacked:
        parts.append(text(figures[0], 0, y + 4, bold=True))
        parts.append(text(figures[1], 0, y + 19, size=SMALL, quiet=True))
        parts += _mark(share, scale, y + 36)
        return element("g", *parts, class_="pic-row"), y + 46 + PAD
    parts.append(text(figures[0], columns.figures, top + PAD + SIZE, bold=True))
    last = top + PAD + SIZE
    for said in wrapped(figures[1], SMALL, columns.width - columns.figures):
        last += SMALL_STEP
        parts.append(text(said, columns.figures, last, size=SMALL, quiet=True))
    parts += _mark(share, scale, top + PAD + SIZE / 2 + 2)
    return element("g", *parts, class_="pic-row"), max(y - SIZE, last) + PAD + 4


def _figures(share: Share) -> tuple[str, str]:
    if share.low is None or share.high is None:
        return counted(share), NO_COUNTS
    if share.computed:
        return counted(share), f"{share.low:.0f}% to {share.high:.0f}%, computed here"
    effect = share.shown.effect
    low, high = as_printed(share.low, effect.text), as_printed(share.high, effect.text)
    return counted(share), f"{low}% to {high}%"


def _mark(share: Share, scale: Scale, y: float) -> list[str]:
    x = scale.at(share.shown.effect.estimate)
    if share.low is None or share.high is None:
        return [
            element("circle", cx=x, cy=y, r=MARK, class_="pic-open", fill=PAPER, stroke=INK, stroke_width=1.6)
        ]
    low, high = scale.at(share.low), scale.at(share.high)
    dash = "4 2" if share.computed else None
    return [
        line(low, y, high, y, dash=dash),
        line(low, y - 3.5, low, y + 3.5),
        line(high, y - 3.5, high, y + 3.5),
        element("circle", cx=x, cy=y, r=MARK + 0.5, class_="pic-mark", fill=ACCENT),
    ]


def _axis(scale: Scale, y: float) -> list[str]:
    parts = [line(scale.left, y, scale.right, y, kind="null")]
    for tick in scale.ticks:
        x = scale.at(tick)
        parts.append(line(x, y, x, y + 4, kind="null"))
        parts.append(text(f"{tick:g}%", x, y + 17, size=SMALL, quiet=True, anchor="middle"))
    return parts


def drawn(shares: Sequence[Share], more: int, name: str) -> Drawn:
    """The dots at both widths with the table behind; ``more`` shares stand only in the evidence table."""
    notes = [N_("Shares of different people, counted in different ways: none is compared with another.")]
    if any(share.computed for share in shares):
        notes.append(N_("A dashed interval was computed here from the counts (Wilson), not by the work."))
    if any(share.low is None for share in shares):
        notes.append(N_("An open circle has no interval: its passage does not give the counts together."))
    if more:
        counted_more = "One more percentage stands" if more == 1 else f"{more} more percentages stand"
        notes.append(f"{counted_more} in the evidence table.")
    return Drawn(
        id=name,
        kind="shares",
        title=TITLE,
        wide=svg(shares, f"{name}-wide", WIDE),
        narrow=svg(shares, f"{name}-narrow", NARROW),
        columns=(N_("What was counted"), N_("In whom"), N_("Share"), N_("Interval"), N_("Work")),
        rows=tuple(_cells(share) for share in shares),
        notes=tuple(notes),
    )


def _cells(share: Share) -> tuple[Cell, ...]:
    shown: Shown = share.shown
    return (
        Cell(text=named(share)),
        Cell(text=shown.population or "not stated"),
        Cell(text=counted(share)),
        Cell(text=interval_of(share)),
        work_cell(shown),
    )
