"""Figures with their uncertainty."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

SEED = 20
RESAMPLES = 1_000


def interval(values: Sequence[float], *, level: float = 95.0) -> tuple[float, float] | None:
    """The bootstrap percentile interval of the mean of ``values`` (Efron, 1979); None for fewer than two.

    ``level`` is in per cent. A thousand resamples with a fixed seed: the same values give the same interval.
    """
    if len(values) < 2:
        return None
    held = np.asarray(values, dtype=np.float64)
    drawn = np.random.default_rng(SEED).integers(0, len(held), size=(RESAMPLES, len(held)))
    means = held[drawn].mean(axis=1)
    tail = (100.0 - level) / 2
    low, high = np.percentile(means, [tail, 100.0 - tail])
    return round(float(low), 4), round(float(high), 4)


def milliseconds(seconds: Sequence[float], percentile: float) -> float | None:
    """A percentile of durations, in milliseconds; None where there are none."""
    return round(1000 * float(np.percentile(seconds, percentile)), 2) if seconds else None
