"""Invented figures for tests of pictures."""

from __future__ import annotations

from hypothesis import strategies as st

from probatum.records.effect import Effect, Measure
from probatum.records.picture import Panel, Share, Shown


def effect(
    estimate: float,
    low: float | None = None,
    high: float | None = None,
    *,
    measure: Measure = Measure.HR,
    outcome: str = "relapse",
    source: str = "s1",
    level: float | None = 95.0,
    **more: object,
) -> Effect:
    """An estimate as a passage states it."""
    said = f"{measure.value} {estimate:g}" + (f" ({low:g}-{high:g})" if low is not None else "")
    return Effect(
        measure=measure, estimate=estimate, low=low, high=high, level=level if low is not None else None,
        outcome=outcome, passage=f"{source}:0-9", source=source, start=0, end=len(said), text=said, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def shown(one: Effect, marker: int = 1, factor: str = "Zorbimab", design: str = "cohort") -> Shown:
    """A figure with what it is of."""
    return Shown(
        effect=one, marker=marker, statement="Zorbimab did something.", factor=factor, population="90 adults",
        design=design, year=2020, work="Ash AB 2020",
    )  # fmt: skip


def panel(*rows: Shown, outcome: str = "relapse") -> Panel:
    """Rows of one measure on one axis."""
    return Panel(
        measure=rows[0].effect.measure, outcome=outcome, rows=rows, why_not="No pooled estimate: so."
    )


def share(events: int, n: int) -> Share:
    """A share without an interval."""
    stated = effect(100 * events / n, measure=Measure.PROPORTION, events=events, n=n)
    return Share(shown=shown(stated))


_words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=60)


@st.composite
def panels(draw: st.DrawFn) -> Panel:
    """Any panel: ratios or differences, with and without intervals, whatever words."""
    measure = draw(st.sampled_from((Measure.HR, Measure.OR, Measure.MD, Measure.RD)))
    least = 0.001 if measure in (Measure.HR, Measure.OR) else -900.0
    values = st.floats(least, 900.0).map(lambda value: round(value, 3)).filter(lambda value: value >= least)
    rows = []
    for place in range(draw(st.integers(1, 6))):
        low, middle, high = sorted((draw(values), draw(values), draw(values)))
        bounds = (low, high) if draw(st.booleans()) else (None, None)
        one = effect(middle, *bounds, measure=measure, outcome=draw(_words))
        rows.append(shown(one, marker=place + 1, factor=draw(_words)))
    return panel(*rows, outcome=draw(_words))
