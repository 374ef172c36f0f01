"""The forest plot in letters, for a terminal and for plain text."""

from __future__ import annotations

from collections.abc import Iterator

from probatum.records.effect import RATIOS
from probatum.records.picture import Panel, Shown
from probatum.render.forest import axis_words, figures_of, head_of, name_of, scale_of
from probatum.render.scale import Scale

#: The narrowest axis, and the widest, in letters.
_LEAST, _MOST = 16, 48
_INDENT = 2


def forest_text(panel: Panel, width: int = 80) -> list[str]:
    """A panel in lines; the drawn ones are no wider than ``width`` letters, the others can be wrapped. Pure.

    ``■`` is an estimate, ``○`` one without an interval, ``◂`` and ``▸`` an interval that goes on, ``┊`` no
    effect.
    """
    across = max(_LEAST, min(_MOST, width - _INDENT))
    scale = scale_of(panel, 0.0, float(across - 1))
    rows = [said for row in panel.rows for said in _row(row, panel, scale, across)]
    return [name_of(panel), *rows, *_axis(panel, scale, across)]


def _row(shown: Shown, panel: Panel, scale: Scale, across: int) -> Iterator[str]:
    marker = f" [{shown.marker}]" if shown.marker else ""
    yield f"{head_of(shown, panel)}: {', '.join(figures_of(shown.effect))}{marker}"
    yield " " * _INDENT + _drawn(shown, scale, across)


def _drawn(shown: Shown, scale: Scale, across: int) -> str:
    signs = [" "] * across
    if scale.null is not None:
        signs[round(scale.at(scale.null))] = "┊"
    effect = shown.effect
    at = round(scale.at(effect.estimate))
    if effect.low is None or effect.high is None:
        signs[at] = "○"
        return "".join(signs).rstrip()
    low, high = round(scale.at(effect.low)), round(scale.at(effect.high))
    signs[low : high + 1] = "─" * (high - low + 1)
    signs[low] = "├" if scale.holds(effect.low) else "◂"
    signs[high] = "┤" if scale.holds(effect.high) else "▸"
    signs[at] = "■"
    return "".join(signs).rstrip()


def _axis(panel: Panel, scale: Scale, across: int) -> Iterator[str]:
    """The axis with those ticks that do not run into each other, and what it measures."""
    ruled, ticks = ["─"] * across, [" "] * (across + 6)
    free = 0
    for tick in scale.ticks:
        at, said = round(scale.at(tick)), f"{tick:.3g}".replace("-", "−")
        start = max(0, min(at - len(said) // 2, across - len(said)))
        if start >= free:
            ruled[at] = "┬"
            ticks[start : start + len(said)] = said
            free = start + len(said) + 1
    yield " " * _INDENT + "".join(ruled)
    yield " " * _INDENT + "".join(ticks).rstrip()
    sides = "below 1 lower, above 1 higher" if panel.measure in RATIOS else "below 0 lower, above 0 higher"
    yield f"{axis_words(panel)}; {sides}"
