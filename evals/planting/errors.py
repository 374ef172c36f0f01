"""What is planted: the kinds of error, and a statement with one of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What kind of error is planted."""

    NUMBER = "number"
    UNIT = "unit"
    INTERVAL = "interval"
    P_VALUE = "p"
    NEGATION = "negation"
    DIRECTION = "direction"
    COMPARATOR = "comparator"
    DRUG = "drug"
    POPULATION = "population"
    CERTAINTY = "certainty"
    CAUSATION = "causation"
    TIMEFRAME = "timeframe"
    ATTRIBUTION = "attribution"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A statement with one error. ``text[start:end]`` is ``now``, where ``was`` stood in the true one."""

    kind: Kind
    text: str
    start: int
    end: int
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Change:
    """``statement[start:end]`` is to become ``now``."""

    start: int
    end: int
    now: str
