"""Axes: where a value stands, and which ticks are printed."""

from __future__ import annotations

import math
from dataclasses import dataclass

#: How far a logarithmic axis reaches on either side of 1, each with its ticks above 1.
_REACHES: tuple[tuple[float, tuple[float, ...]], ...] = (
    (2, (2,)),
    (4, (2, 4)),
    (10, (2, 5, 10)),
    (20, (5, 20)),
    (100, (10, 100)),
    (1000, (10, 100, 1000)),
)
#: An interval that goes further than this times is drawn with an arrow.
_FURTHEST = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """An axis from ``low`` to ``high``, drawn from ``left`` to ``right``; ``null`` is no effect."""

    low: float
    high: float
    left: float
    right: float
    ticks: tuple[float, ...]
    log: bool = False
    null: float | None = None

    def at(self, value: float) -> float:
        """Where a value stands; what is beyond the axis stands at its end."""
        kept = min(max(value, self.low), self.high)
        low, high, at = self.low, self.high, kept
        if self.log:
            low, high, at = math.log(low), math.log(high), math.log(kept)
        return self.left + (self.right - self.left) * (at - low) / (high - low)

    def holds(self, value: float) -> bool:
        """Whether a value is on the axis, but for the last digit of a floating number."""
        slack = 1e-9 * max(abs(self.low), abs(self.high))
        return self.low - slack <= value <= self.high + slack


def ratio_scale(values: list[float], bounds: list[float], left: float, right: float) -> Scale:
    """A logarithmic axis around 1, alike on both sides, that holds every estimate of ``values``.

    It reaches to the ``bounds`` of the intervals too, up to ten times either way: the rest get arrows. All
    are above nought.
    """
    wanted = max((max(value, 1 / value) for value in values), default=1.0)
    far = max((max(bound, 1 / bound) for bound in bounds if bound > 0), default=1.0)
    wanted = max(wanted, min(far, _FURTHEST))
    reach, above = next(
        ((reach, ticks) for reach, ticks in _REACHES if reach >= wanted),
        (10.0 ** math.ceil(math.log10(wanted)), (10.0 ** math.ceil(math.log10(wanted)),)),
    )
    ticks = (*(1 / tick for tick in reversed(above)), 1.0, *above)
    return Scale(low=1 / reach, high=float(reach), left=left, right=right, ticks=ticks, log=True, null=1.0)


def difference_scale(values: list[float], left: float, right: float) -> Scale:
    """A linear axis that holds every value and nought, with about five ticks."""
    low, high = min(0.0, *values), max(0.0, *values)
    step = _step((high - low) or 1.0)
    first, last = math.floor(low / step), math.ceil(high / step)
    return _linear(first, max(last, first + 1), step, left, right, null=0.0)


def percent_scale(values: list[float], left: float, right: float) -> Scale:
    """An axis from nought up to at most 100 per cent that holds every value."""
    step = _step(max(1.0, *values))
    return _linear(0, math.ceil(max(1.0, *values) / step), step, left, right, null=None)


def _linear(first: int, last: int, step: float, left: float, right: float, null: float | None) -> Scale:
    ticks = tuple(round(place * step, 10) for place in range(first, last + 1))
    return Scale(low=ticks[0], high=ticks[-1], left=left, right=right, ticks=ticks, null=null)


def _step(span: float) -> float:
    """A step of 1, 2, 2.5 or 5 times a power of ten that cuts ``span`` into at most five."""
    power: float = 10.0 ** math.floor(math.log10(span))
    return next(times * power for times in (0.2, 0.25, 0.5, 1.0, 2.0) if span / (times * power) <= 5 + 1e-9)
