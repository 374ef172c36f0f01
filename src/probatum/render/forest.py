"""The forest plot: estimates with their intervals on one axis, and the line of no effect.

After Lewis and Clarke (BMJ 2001;322:1479) and the Cochrane Handbook, 10.2.1: an estimate is a square and its
interval a line; ratios stand on a logarithmic axis; a pooled estimate is a diamond, and there is none unless
pooling is justified. An estimate whose passage gives no interval is an open circle, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from probatum.language.interface import ENGLISH, N_, Spoken
from probatum.records.effect import RATIOS, Effect, Measure
from probatum.records.picture import Panel, Pooled, Shown
from probatum.render.drawn import NARROW, WIDE, Cell, Drawn
from probatum.render.figures import MEASURE_NAMES, adjustment, as_printed, estimate, interval, p_value
from probatum.render.scale import Scale, difference_scale, ratio_scale
from probatum.render.svg import ACCENT, INK, PAPER, element, line, picture, text, words, wrapped

#: Sizes of letters, and the height of a line of each.
SIZE, SMALL, STEP, SMALL_STEP = 13.0, 11.5, 17.0, 15.0
#: Between the words of one row and the rule to the next.
PAD = 9.0
#: Half the side of a square; of the open circle its radius; how far an arrow's barbs reach.
MARK, ARROW = 4.5, 6.0
#: Not given by the passage.
NO_INTERVAL = N_("interval not given")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where a row's words, axis and figures stand; with ``stacked`` one below the other."""

    width: float
    words: float
    left: float
    right: float
    figures: float
    stacked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Where one estimate is drawn. ``low`` and ``high`` are the ends of its line, None without an interval;
    ``leaves_low`` and ``leaves_high`` say that the interval goes on beyond the axis."""

    x: float
    y: float
    half: float = MARK
    low: float | None = None
    high: float | None = None
    leaves_low: bool = False
    leaves_high: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its words in lines, its figures, its mark, and from where to where it reaches."""

    top: float
    bottom: float
    head: tuple[str, ...]
    small: tuple[str, ...]
    figures: tuple[str, ...]
    mark: Mark
    spoken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Geometry:
    """Everything of a forest plot in its own units, before anything is drawn."""

    columns: Columns
    scale: Scale
    rows: tuple[Row, ...]
    axis: float
    height: float
    pooled: Row | None = None


def columns_of(width: float) -> Columns:
    """The columns at a width: side by side where there is room, else stacked."""
    if width >= WIDE:
        return Columns(width=width, words=272.0, left=300.0, right=530.0, figures=556.0, stacked=False)
    return Columns(width=width, words=width, left=14.0, right=width - 14.0, figures=0.0, stacked=True)


def geometry(panel: Panel, width: float = WIDE, said: Spoken = ENGLISH) -> Geometry:
    """Where everything of a panel stands at a width. Pure."""
    columns = columns_of(width)
    scale = scale_of(panel, columns.left, columns.right)
    top = 8.0 if columns.stacked else 30.0
    rows = []
    for shown in panel.rows:
        row = _row(shown, panel, columns, scale, top, said)
        rows.append(row)
        top = row.bottom
    last = _diamond(panel, columns, scale, top, said) if panel.pooled else None
    axis = (last.bottom if last else top) + 6.0
    return Geometry(
        columns=columns, scale=scale, rows=tuple(rows), axis=axis, height=axis + 52.0, pooled=last
    )


def scale_of(panel: Panel, left: float, right: float) -> Scale:
    """The axis of a panel: logarithmic for ratios, linear for differences."""
    values = [row.effect.estimate for row in panel.rows]
    bounds = [bound for row in panel.rows for bound in (row.effect.low, row.effect.high) if bound is not None]
    if panel.pooled:
        values.append(panel.pooled.estimate)
        bounds += [panel.pooled.low, panel.pooled.high, *(panel.pooled.prediction or ())]
    if panel.measure in RATIOS:
        return ratio_scale(values, bounds, left, right)
    return difference_scale([*values, *bounds], left, right)


def _row(shown: Shown, panel: Panel, columns: Columns, scale: Scale, top: float, said: Spoken) -> Row:
    head = wrapped(head_of(shown, panel, said), SIZE, columns.words, bold=True, most=4)
    small = [
        one for line_ in below(shown, panel, said) for one in wrapped(line_, SMALL, columns.words, most=5)
    ]
    figures = figures_of(shown.effect, said)
    tall = len(head) * STEP + len(small) * SMALL_STEP
    if columns.stacked:
        y = top + PAD + tall + STEP + 16.0
        bottom = y + 10.0 + PAD
    else:
        y = top + PAD + SIZE / 2 + 2.0
        bottom = top + 2 * PAD + max(tall, len(figures) * STEP)
    return Row(
        top=top,
        bottom=bottom,
        head=tuple(head),
        small=tuple(small),
        figures=figures,
        mark=mark_of(shown.effect, scale, y, _half(shown, panel)),
        spoken=spoken(shown, panel, said),
    )


def _half(shown: Shown, panel: Panel) -> float:
    """Half the side of a square: by its weight where there is a pooled estimate, else all alike."""
    weights = {one.marker: one.percent for one in panel.pooled.weights} if panel.pooled else {}
    most = max(weights.values(), default=0.0)
    return max(2.5, MARK * 1.5 * (weights[shown.marker] / most) ** 0.5) if most else MARK


def mark_of(effect: Effect, scale: Scale, y: float, half: float = MARK) -> Mark:
    """Where an estimate and its interval stand on the axis at the height ``y``."""
    x = scale.at(effect.estimate)
    if effect.low is None or effect.high is None:
        return Mark(x=x, y=y, half=half)
    return Mark(
        x=x,
        y=y,
        half=half,
        low=scale.at(effect.low),
        high=scale.at(effect.high),
        leaves_low=not scale.holds(effect.low),
        leaves_high=not scale.holds(effect.high),
    )


def _diamond(panel: Panel, columns: Columns, scale: Scale, top: float, said: Spoken) -> Row:
    pooled = panel.pooled
    assert pooled is not None
    head = wrapped(together(pooled, said), SIZE, columns.words, bold=True)
    small = wrapped(heterogeneity(pooled, said), SMALL, columns.words)
    tall = len(head) * STEP + len(small) * SMALL_STEP
    y = top + PAD + (tall + STEP + 16.0 if columns.stacked else SIZE / 2 + 2.0)
    mark = Mark(x=scale.at(pooled.estimate), y=y, low=scale.at(pooled.low), high=scale.at(pooled.high))
    figures = (
        said(N_("{estimate} ({low} to {high})")).format(
            estimate=f"{pooled.estimate:.2f}", low=f"{pooled.low:.2f}", high=f"{pooled.high:.2f}"
        ),
        said(N_("computed here")),
    )
    bottom = y + 10.0 + PAD if columns.stacked else top + 2 * PAD + max(tall, 2 * STEP)
    heard = f"{together(pooled, said)}: {figures[0]}, {heterogeneity(pooled, said)}"
    return Row(
        top=top, bottom=bottom, head=tuple(head), small=tuple(small), figures=figures, mark=mark, spoken=heard
    )


# --- the words


#: The measures as a heading names several of them.
_SEVERAL = {
    Measure.HR: N_("Hazard ratios: {outcome}"),
    Measure.OR: N_("Odds ratios: {outcome}"),
    Measure.RR: N_("Risk ratios: {outcome}"),
    Measure.IRR: N_("Incidence rate ratios: {outcome}"),
    Measure.RD: N_("Risk differences: {outcome}"),
    Measure.MD: N_("Mean differences: {outcome}"),
    Measure.SMD: N_("Standardised mean differences: {outcome}"),
}


def name_of(panel: Panel, said: Spoken = ENGLISH) -> str:
    """What a panel shows: ``Hazard ratios: relapse``."""
    outcome = panel.outcome or said(N_("several outcomes"))
    named = _SEVERAL.get(panel.measure)
    if named is None:
        return f"{_capital(said(MEASURE_NAMES[panel.measure]))}: {outcome}"
    return said(named).format(outcome=outcome)


def together(pooled: Pooled, said: Spoken = ENGLISH) -> str:
    """How many studies a pooled estimate is of."""
    return said.plural("The {number} study alone", "All {number} studies together", pooled.studies)


def head_of(shown: Shown, panel: Panel, said: Spoken = ENGLISH) -> str:
    """What an estimate is of, first of all: what was weighed; the outcome too where the panel has several."""
    outcome = shown.outcome if not panel.outcome else ""
    of = ": ".join(part for part in (outcome, shown.factor) if part)
    return _capital(of) or _capital(shown.work) or said(N_("Not named"))


def below(shown: Shown, panel: Panel, said: Spoken = ENGLISH) -> list[str]:
    """Below it: the sentence where what was weighed is not read from it, whom, and which work."""
    lines = [] if shown.factor else [f"“{shown.statement}”"]
    if shown.inferred:
        lines.append(
            said(N_("Outcome not named in this sentence; the other estimates of the work are of it."))
        )
    if shown.population:
        lines.append(shown.population)
    work = "" if head_of(shown, panel, said) == _capital(shown.work) else shown.work
    design = ", ".join(
        part for part in (work, design_words(shown, said), adjustment(shown.effect, said)) if part
    )
    marker = f" [{shown.marker}]" if shown.marker else ""
    lines.append(f"{_capital(design)}{marker}".strip())
    return [line_ for line_ in lines if line_]


def design_words(shown: Shown, said: Spoken = ENGLISH) -> str:
    """The design of a work as it is called in a list."""
    return said(shown.design)


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]


def figures_of(effect: Effect, said: Spoken = ENGLISH) -> tuple[str, ...]:
    """The figures beside a mark, as the passage prints them: estimate and interval, then the p value."""
    printed = as_printed(effect.estimate, effect.text)
    if effect.low is None or effect.high is None:
        return tuple(part for part in (printed, said(NO_INTERVAL), p_value(effect)) if part)
    low, high = as_printed(effect.low, effect.text), as_printed(effect.high, effect.text)
    whole = said(N_("{estimate} ({low} to {high})")).format(estimate=printed, low=low, high=high)
    return tuple(part for part in (whole, p_value(effect), _level(effect.level, said)) if part)


def _level(level: float | None, said: Spoken) -> str:
    """The level of an interval where it is not the usual one."""
    if level is None:
        return said(N_("level not stated"))
    return "" if level == 95 else said(N_("{level}% CI")).format(level=f"{level:g}")


def spoken(shown: Shown, panel: Panel, said: Spoken = ENGLISH) -> str:
    """A row in words, as a reader who does not see it hears it."""
    effect = shown.effect
    stated = [estimate(effect, said), interval(effect, said) or said(NO_INTERVAL), p_value(effect)]
    if shown.marker:
        stated.append(said(N_("reference {marker}")).format(marker=shown.marker))
    return f"{head_of(shown, panel, said)}: {', '.join(part for part in stated if part)}"


def heterogeneity(pooled: Pooled, said: Spoken = ENGLISH) -> str:
    """How it was pooled and how much the studies differ."""
    further = ""
    if pooled.prediction:
        low, high = pooled.prediction
        expected = said(N_("a further study is expected between {low} and {high} (95% prediction interval)"))
        further = f"; {expected.format(low=f'{low:.2f}', high=f'{high:.2f}')}"
    return f"{_capital(said(pooled.method))}; I² {pooled.i2:.0f}%, τ² {pooled.tau2:.3f}{further}."


# --- the drawing


def svg(panel: Panel, name: str, width: float = WIDE, said: Spoken = ENGLISH) -> str:
    """A panel as a whole SVG. ``name`` makes its ids; pure, the same input gives the same string."""
    laid = geometry(panel, width, said)
    null = said(N_("no effect at 1") if laid.scale.log else N_("no effect at 0"))
    says = "; ".join(
        [*(row.spoken for row in laid.rows), *([laid.pooled.spoken] if laid.pooled else []), null]
    )
    parts = [*_frame(laid, panel, said), *(_drawn(row, laid.columns) for row in laid.rows)]
    if laid.pooled and panel.pooled:
        parts.append(_drawn_pooled(laid.pooled, laid, panel.pooled))
    title = said(N_("Forest plot. {title}")).format(title=name_of(panel, said))
    return picture(name, title, f"{says}.", width, laid.height, parts)


def _frame(laid: Geometry, panel: Panel, said: Spoken) -> Iterator[str]:
    columns = laid.columns
    if not columns.stacked:
        yield text(said(N_("What was weighed, in whom")), 0, 16, size=SMALL, quiet=True)
        measured = f"{panel.measure.value} ({interval_words(panel, said)})"
        yield text(measured, columns.figures, 16, size=SMALL, quiet=True)
        yield line(0, 26, columns.width, 26, kind="rule")
    tops = [row.top for row in laid.rows[1:]] + ([laid.pooled.top] if laid.pooled else [])
    for top in tops:
        yield line(0, top, columns.width, top, kind="rule")
    yield from _axis(laid, panel, said)


def interval_words(panel: Panel, said: Spoken = ENGLISH) -> str:
    """What the intervals of a panel are: ``95% CI`` where all are, else ``interval``."""
    levels = {row.effect.level for row in panel.rows if row.effect.low is not None}
    return said(N_("{level}% CI")).format(level=95) if levels <= {95.0} else said(N_("interval"))


def _axis(laid: Geometry, panel: Panel, said: Spoken) -> Iterator[str]:
    scale, y = laid.scale, laid.axis
    yield line(scale.left, y, scale.right, y, kind="null")
    for tick in scale.ticks:
        x = scale.at(tick)
        yield line(x, y, x, y + 4, kind="null")
        yield text(_tick(tick), x, y + 17, size=SMALL, quiet=True, anchor="middle")
    if scale.null is not None:
        x = scale.at(scale.null)
        for top, bottom in _null_spans(laid):
            yield line(x, top, x, bottom, kind="null", dash="3 3")
    yield text("← " + said(N_("lower")), scale.left, y + 34, size=SMALL, quiet=True)
    yield text(said(N_("higher")) + " →", scale.right, y + 34, size=SMALL, quiet=True, anchor="end")
    yield text(
        axis_words(panel, said),
        (scale.left + scale.right) / 2,
        y + 48,
        size=SMALL,
        quiet=True,
        anchor="middle",
    )


def _null_spans(laid: Geometry) -> Iterator[tuple[float, float]]:
    """From where to where the line of no effect runs: through all, or stacked only through the marks."""
    if not laid.columns.stacked:
        yield 26.0, laid.axis
        return
    for row in (*laid.rows, *([laid.pooled] if laid.pooled else [])):
        yield row.mark.y - 10.0, row.mark.y + 10.0


def axis_words(panel: Panel, said: Spoken = ENGLISH) -> str:
    """What the axis measures."""
    named = _capital(said(MEASURE_NAMES[panel.measure]))
    if panel.measure in RATIOS:
        return said(N_("{measure}, log scale")).format(measure=named)
    if panel.measure is Measure.RD:
        return said(N_("{measure}, percentage points")).format(measure=named)
    return named


def _tick(value: float) -> str:
    return f"{value:.3g}".replace("-", "−")


def _drawn(row: Row, columns: Columns) -> str:
    mark = row.mark
    parts = [element("title", words(row.spoken)), *_words(row, columns)]
    if mark.low is None or mark.high is None:
        parts.append(
            element(
                "circle",
                cx=mark.x,
                cy=mark.y,
                r=mark.half,
                class_="pic-open",
                fill=PAPER,
                stroke=INK,
                stroke_width=1.6,
            )
        )
    else:
        parts += list(_whiskers(mark))
        parts.append(
            element(
                "rect",
                x=mark.x - mark.half,
                y=mark.y - mark.half,
                width=2 * mark.half,
                height=2 * mark.half,
                class_="pic-mark",
                fill=ACCENT,
            )
        )
    return element("g", *parts, class_="pic-row")


def _whiskers(mark: Mark) -> Iterator[str]:
    assert mark.low is not None
    assert mark.high is not None
    yield line(mark.low, mark.y, mark.high, mark.y)
    for end, leaves, way in ((mark.low, mark.leaves_low, -1), (mark.high, mark.leaves_high, 1)):
        if leaves:
            barb = end - way * ARROW
            yield element(
                "path",
                d=f"M{barb:.2f} {mark.y - 4:.2f}L{end:.2f} {mark.y:.2f}L{barb:.2f} {mark.y + 4:.2f}",
                class_="pic-ink-line",
                fill="none",
                stroke=INK,
                stroke_width=1.6,
            )
        else:
            yield line(end, mark.y - 3.5, end, mark.y + 3.5)


def _words(row: Row, columns: Columns) -> Iterator[str]:
    y = row.top + PAD + SIZE
    for said in row.head:
        yield text(said, 0, y, bold=True)
        y += STEP
    y -= 2.0
    for said in row.small:
        yield text(said, 0, y, size=SMALL, quiet=True)
        y += SMALL_STEP
    if columns.stacked:
        yield text("; ".join(row.figures), 0, y + 5.0, size=SIZE)
        return
    y = row.top + PAD + SIZE
    for place, said in enumerate(row.figures):
        yield text(said, columns.figures, y, size=SMALL if place else SIZE, quiet=bool(place), bold=not place)
        y += STEP


def _drawn_pooled(row: Row, laid: Geometry, pooled: Pooled) -> str:
    mark, scale = row.mark, laid.scale
    low, high = mark.low or mark.x, mark.high or mark.x
    parts = [element("title", words(row.spoken)), *_words(row, laid.columns)]
    if pooled.prediction:
        ends = (scale.at(pooled.prediction[0]), scale.at(pooled.prediction[1]))
        parts.append(line(ends[0], mark.y, ends[1], mark.y, dash="2 3"))
    parts.append(
        element(
            "path",
            d=f"M{low:.2f} {mark.y:.2f}L{mark.x:.2f} {mark.y - 6:.2f}L{high:.2f} {mark.y:.2f}"
            f"L{mark.x:.2f} {mark.y + 6:.2f}Z",
            class_="pic-mark",
            fill=ACCENT,
        )
    )
    return element("g", *parts, class_="pic-row")


# --- with its table


def drawn(panel: Panel, name: str, said: Spoken = ENGLISH) -> Drawn:
    """A panel at both widths, with the table behind it."""
    return Drawn(
        id=name,
        kind="forest",
        title=name_of(panel, said),
        wide=svg(panel, f"{name}-wide", WIDE, said),
        narrow=svg(panel, f"{name}-narrow", NARROW, said),
        columns=(
            said(N_("What was weighed")),
            said(N_("Outcome")),
            said(N_("In whom")),
            said(N_("Estimate")),
            said(N_("Interval")),
            said(N_("P")),
            said(N_("Work")),
        ),
        rows=tuple(_cells(row, said) for row in panel.rows)
        + ((_pooled_cells(panel.pooled, panel, said),) if panel.pooled else ()),
        says=_legend(panel, said),
        notes=tuple(note for note in (said(panel.why_not), said(_association(panel))) if note),
    )


def _legend(panel: Panel, said: Spoken) -> str:
    marks = said(N_("Squares are estimates, lines their intervals; the dashed line is no effect."))
    if not _open(panel):
        return marks
    return " ".join((marks, said(N_("An open circle is an estimate without an interval."))))


def _open(panel: Panel) -> bool:
    return any(row.effect.low is None for row in panel.rows)


def _association(panel: Panel) -> str:
    """That a ratio from observing is no effect of a cause; nothing where all are trials."""
    if all(row.design == "randomised trial" for row in panel.rows):
        return ""
    return N_(
        "Where a study observed and did not allot, an estimate is an association and no proof of a cause."
    )


def _cells(shown: Shown, said: Spoken) -> tuple[Cell, ...]:
    effect = shown.effect
    inferred = said(N_("{outcome} (not named in its sentence)")).format(outcome=shown.inferred)
    outcome = inferred if shown.inferred else effect.outcome
    return (
        Cell(text=_capital(shown.factor) or shown.statement),
        Cell(text=outcome or said(N_("not named"))),
        Cell(text=shown.population or said(N_("not stated"))),
        Cell(text=estimate(effect, said)),
        Cell(text=interval(effect, said) or said(NO_INTERVAL)),
        Cell(text=p_value(effect) or said(N_("not given"))),
        work_cell(shown, said),
    )


def work_cell(shown: Shown, said: Spoken = ENGLISH) -> Cell:
    """The work of a figure, which leads to its place in the list of references."""
    told = (shown.work, design_words(shown, said), adjustment(shown.effect, said))
    named = ", ".join(part for part in told if part)
    if not shown.marker:
        return Cell(text=named)
    return Cell(
        text=f"{named} [{shown.marker}]",
        href=f"#ref-{shown.marker}",
        label=said(N_("Reference {marker}: {work}")).format(marker=shown.marker, work=named),
    )


def _pooled_cells(pooled: Pooled, panel: Panel, said: Spoken) -> tuple[Cell, ...]:
    level = said(N_("{level}% CI")).format(level=f"{pooled.level:g}")
    told = (
        together(pooled, said),
        panel.outcome,
        "",
        f"{panel.measure.value} {pooled.estimate:.2f}",
        said(N_("{low} to {high} ({level})")).format(
            low=f"{pooled.low:.2f}", high=f"{pooled.high:.2f}", level=level
        ),
        "",
        said(N_("computed here: {how}")).format(how=heterogeneity(pooled, said)),
    )
    return tuple(Cell(text=one) for one in told)
