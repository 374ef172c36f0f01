"""An effect: one estimate as a passage states it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    """What was estimated."""

    HR = "HR"
    OR = "OR"
    RR = "RR"
    IRR = "IRR"
    RD = "RD"
    MD = "MD"
    SMD = "SMD"
    NNT = "NNT"
    NNH = "NNH"
    PROPORTION = "%"
    CORRELATION = "r"
    SENSITIVITY = "sensitivity"
    SPECIFICITY = "specificity"
    AUC = "AUC"


#: Ratio measures have no effect at 1, difference measures at 0.
RATIOS = frozenset({Measure.HR, Measure.OR, Measure.RR, Measure.IRR})
DIFFERENCES = frozenset({Measure.RD, Measure.MD, Measure.SMD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One estimate. ``start`` and ``end`` are its span in the passage; ``text`` is that span.

    ``estimate``, ``low`` and ``high`` are in the measure's own unit (a proportion in per cent); ``level``
    is the confidence level in per cent; ``p`` is the p value and ``p_relation`` how it was stated
    (``=``, ``<``, ``>``); ``events`` of ``n`` where it is a count; ``adjusted`` is None where the
    passage does not say.
    """

    measure: Measure
    estimate: float
    passage: str
    source: str
    start: int
    end: int
    text: str
    low: float | None = None
    high: float | None = None
    level: float | None = None
    p: float | None = None
    p_relation: str = "="
    n: int | None = None
    events: int | None = None
    arms: tuple[str, ...] = ()
    outcome: str = ""
    adjusted: bool | None = None

    @property
    def significant(self) -> bool | None:
        """Whether the interval excludes no effect, else whether p < .05; None where neither is stated."""
        if self.low is not None and self.high is not None and self.measure in RATIOS | DIFFERENCES:
            null = 1.0 if self.measure in RATIOS else 0.0
            return not self.low <= null <= self.high
        if self.p is None:
            return None
        if self.p_relation == ">":
            return False if self.p >= 0.05 else None
        return self.p < 0.05 or (self.p_relation == "<" and self.p == 0.05)
