"""Percentages of single groups as dots on one axis, each with its interval."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from probatum.language.interface import ENGLISH, N_, Spoken
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
    design_words,
    work_cell,
)
from probatum.render.scale import Scale, percent_scale
from probatum.render.svg import ACCENT, INK, PAPER, element, line, picture, text, words, wrapped

TITLE = N_("How often, in single groups")
#: What is said where the counts that an interval needs are not given together.
NO_COUNTS = N_("counts not given together: no interval")


def counted(share: Share, said: Spoken = ENGLISH) -> str:
    """The percentage with its counts, as the passage prints it."""
    return estimate(share.shown.effect, said)


def interval_of(share: Share, said: Spoken = ENGLISH) -> str:
    """The interval, and whether it is the passage's or worked out here."""
    if share.low is None or share.high is None:
        return said(NO_COUNTS)
    if share.computed:
        worked_out = said(N_("{low}% to {high}% (95% Wilson interval, computed here)"))
        return worked_out.format(low=f"{share.low:.0f}", high=f"{share.high:.0f}")
    return interval(share.shown.effect, said)


def named(share: Share, said: Spoken = ENGLISH) -> str:
    """What was counted, and in which arm."""
    effect = share.shown.effect
    outcome = share.shown.outcome or said(N_("not named"))
    arm = f", {effect.arms[0]}" if len(effect.arms) == 1 else ""
    return f"{outcome[:1].upper()}{outcome[1:]}{arm}"


def below(share: Share, shares: Sequence[Share], said: Spoken = ENGLISH) -> list[str]:
    """Whom, in which work; the sentence too, where it tells several shares of one name apart."""
    shown = share.shown
    alike = Counter((one.shown.statement, named(one)) for one in shares)
    lines = [f"“{shown.statement}”"] if alike[(shown.statement, named(share))] > 1 else []
    lines += [shown.population] if shown.population else []
    marker = f" [{shown.marker}]" if shown.marker else ""
    work = ", ".join(part for part in (shown.work, design_words(shown, said)) if part)
    return [*lines, f"{work[:1].upper()}{work[1:]}{marker}".strip()]


def spoken(share: Share, said: Spoken = ENGLISH) -> str:
    """A share in words."""
    told = [counted(share, said), interval_of(share, said)]
    if share.shown.marker:
        told.append(said(N_("reference {marker}")).format(marker=share.shown.marker))
    return f"{named(share, said)}: {', '.join(told)}"


def svg(shares: Sequence[Share], name: str, width: float = WIDE, said: Spoken = ENGLISH) -> str:
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
        row, top = _row(share, shares, columns, scale, top, said)
        parts.append(row)
    parts += _axis(scale, top + 6.0)
    says = "; ".join(spoken(share, said) for share in shares)
    title = said(N_("Dot plot. {title}")).format(title=said(TITLE))
    return picture(name, title, f"{says}.", width, top + 44.0, parts)


def _row(
    share: Share, shares: Sequence[Share], columns: Columns, scale: Scale, top: float, said: Spoken
) -> tuple[str, float]:
    """A row, and where the next begins."""
    parts = [element("title", words(spoken(share, said)))]
    y = top + PAD + SIZE
    for one in wrapped(named(share, said), SIZE, columns.words, bold=True, most=3):
        parts.append(text(one, 0, y, bold=True))
        y += STEP
    y -= 2.0
    for below_it in below(share, shares, said):
        for one in wrapped(below_it, SMALL, columns.words, most=4):
            parts.append(text(one, 0, y, size=SMALL, quiet=True))
            y += SMALL_STEP
    figures = _figures(share, said)
    if columns.stacked:
        parts.append(text(figures[0], 0, y + 4, bold=True))
        parts.append(text(figures[1], 0, y + 19, size=SMALL, quiet=True))
        parts += _mark(share, scale, y + 36)
        return element("g", *parts, class_="pic-row"), y + 46 + PAD
    parts.append(text(figures[0], columns.figures, top + PAD + SIZE, bold=True))
    last = top + PAD + SIZE
    for one in wrapped(figures[1], SMALL, columns.width - columns.figures):
        last += SMALL_STEP
        parts.append(text(one, columns.figures, last, size=SMALL, quiet=True))
    parts += _mark(share, scale, top + PAD + SIZE / 2 + 2)
    return element("g", *parts, class_="pic-row"), max(y - SIZE, last) + PAD + 4


def _figures(share: Share, said: Spoken) -> tuple[str, str]:
    if share.low is None or share.high is None:
        return counted(share, said), said(NO_COUNTS)
    if share.computed:
        worked_out = said(N_("{low}% to {high}%, computed here"))
        return counted(share, said), worked_out.format(low=f"{share.low:.0f}", high=f"{share.high:.0f}")
    effect = share.shown.effect
    low, high = as_printed(share.low, effect.text), as_printed(share.high, effect.text)
    return counted(share, said), said(N_("{low}% to {high}%")).format(low=low, high=high)


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


def drawn(shares: Sequence[Share], more: int, name: str, said: Spoken = ENGLISH) -> Drawn:
    """The dots at both widths with the table behind; ``more`` shares stand only in the evidence table."""
    notes = [
        said(N_("Shares of different people, counted in different ways: none is compared with another."))
    ]
    if any(share.computed for share in shares):
        notes.append(
            said(N_("A dashed interval was computed here from the counts (Wilson), not by the work."))
        )
    if any(share.low is None for share in shares):
        notes.append(
            said(N_("An open circle has no interval: its passage does not give the counts together."))
        )
    if more:
        notes.append(
            said.plural(
                "{number} more percentage stands in the evidence table.",
                "{number} more percentages stand in the evidence table.",
                more,
            )
        )
    return Drawn(
        id=name,
        kind="shares",
        title=said(TITLE),
        wide=svg(shares, f"{name}-wide", WIDE, said),
        narrow=svg(shares, f"{name}-narrow", NARROW, said),
        columns=(
            said(N_("What was counted")),
            said(N_("In whom")),
            said(N_("Share")),
            said(N_("Interval")),
            said(N_("Work")),
        ),
        rows=tuple(_cells(share, said) for share in shares),
        notes=tuple(notes),
    )


def _cells(share: Share, said: Spoken) -> tuple[Cell, ...]:
    shown: Shown = share.shown
    return (
        Cell(text=named(share, said)),
        Cell(text=shown.population or said(N_("not stated"))),
        Cell(text=counted(share, said)),
        Cell(text=interval_of(share, said)),
        work_cell(shown, said),
    )
