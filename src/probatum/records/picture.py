"""What the pictures of an article show: its figures, set beside what they are of. Derived, never stored."""

from __future__ import annotations

from dataclasses import dataclass

from probatum.records.effect import Effect, Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One figure with what a reader must know of it.

    ``statement`` is the sentence of the passage that gives it, ``factor`` what it weighs (empty where the
    sentence does not tell), ``population`` whom the work studied, ``design`` and ``year`` those of the work,
    ``work`` how it is named shortly, ``marker`` its number in the reference list. ``inferred`` is the outcome
    that the sentence does not name and that all figures of the same kind in the same work share.
    """

    effect: Effect
    marker: int | None
    statement: str = ""
    factor: str = ""
    population: str = ""
    design: str = ""
    year: int | None = None
    work: str = ""
    inferred: str = ""

    @property
    def outcome(self) -> str:
        """The outcome as named, else as inferred; empty where neither is."""
        return self.effect.outcome or self.inferred


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """How much one study counts in a pooled estimate, in per cent."""

    marker: int | None
    percent: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """A random-effects estimate over several studies, on the scale of the measure.

    ``prediction`` is the range in which the effect of a further study is expected; ``i2`` is in per cent,
    ``tau2`` on the scale on which was pooled (the logarithm for ratios), ``method`` says how it was done.
    """

    estimate: float
    low: float
    high: float
    level: float
    i2: float
    tau2: float
    studies: int
    method: str
    prediction: tuple[float, float] | None = None
    weights: tuple[Weight, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Estimates of one measure that stand on one axis. ``outcome`` is empty where they tell of several.

    ``pooled`` is None where pooling is not justified; ``why_not`` is then one sentence that says why.
    """

    measure: Measure
    rows: tuple[Shown, ...]
    outcome: str = ""
    pooled: Pooled | None = None
    why_not: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A percentage of one group; ``low`` and ``high`` are its interval in per cent, None where there is none.

    ``computed`` says that the interval was worked out here from the counts.
    """

    shown: Shown
    low: float | None = None
    high: float | None = None
    computed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plotted:
    """Everything of an article that can be drawn from its figures.

    ``shares`` are the percentages drawn, ``more`` how many others the evidence table has; ``undrawn`` are
    estimates that their own interval does not hold, which no axis can show. ``every`` is all figures,
    ``told`` those of each outcome whose certainty is rated.
    """

    panels: tuple[Panel, ...] = ()
    shares: tuple[Share, ...] = ()
    more: int = 0
    undrawn: tuple[Shown, ...] = ()
    every: tuple[Shown, ...] = ()
    told: tuple[tuple[str, tuple[Shown, ...]], ...] = ()
