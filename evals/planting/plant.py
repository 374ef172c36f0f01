"""Plant exactly one error of a named kind in a true statement.

Pure and deterministic: the same statement, passage, kind and seed give the same error. An error is planted
only where the statement offers a place for it and where what results is false, or stronger, with regard to
the passage: a planted number, drug or population does not itself stand there; a hedge is taken out only where
the passage hedges; an association becomes a cause only where the passage tells of an association or of no
random allocation. Where there is no such place nothing is planted. The statement is read with rules of its
own, not with those that are to be measured.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping

from evals.planting.attribution import attributions
from evals.planting.causes import causes
from evals.planting.certainty import certainties
from evals.planting.comparators import comparators
from evals.planting.direction import directions
from evals.planting.drugs import drugs
from evals.planting.errors import Change, Kind, Planted
from evals.planting.intervals import intervals, p_values
from evals.planting.negation import negations
from evals.planting.numbers import numbers
from evals.planting.people import populations
from evals.planting.units import timeframes, units

#: A longer statement is no statement.
LONGEST = 2_000


def plant(statement: str, passage: str | None, kind: Kind, *, seed: int = 0) -> Planted | None:
    """Plant one error of ``kind`` in a statement that ``passage`` bears out; None without a place.

    Without a passage (None) nothing is asked of it.
    """
    if len(statement) > LONGEST:
        return None
    found = [one for one in _PLANTERS[kind](statement, passage) if _changes(statement, one)]
    if not found:
        return None
    chosen = random.Random(f"{seed}|{kind}|{statement}").choice(found)
    return _planted(kind, statement, chosen)


def plant_each(statement: str, passage: str | None, *, seed: int = 0) -> Iterator[Planted]:
    """One error of every kind for which the statement has a place."""
    for kind in Kind:
        made = plant(statement, passage, kind, seed=seed)
        if made is not None:
            yield made


def _changes(statement: str, change: Change) -> bool:
    return statement[change.start : change.end].lower() != change.now.lower()


def _planted(kind: Kind, statement: str, change: Change) -> Planted:
    now = change.now
    if _begins(statement, change.start):
        now = now[:1].upper() + now[1:]
    return Planted(
        kind=kind,
        text=statement[: change.start] + now + statement[change.end :],
        start=change.start,
        end=change.start + len(now),
        was=statement[change.start : change.end],
        now=now,
    )


def _begins(statement: str, start: int) -> bool:
    """Whether a sentence begins at ``start`` with a capital."""
    before = statement[:start].rstrip()
    return statement[start : start + 1].isupper() and (not before or before[-1] in ".!?")


_PLANTERS: Mapping[Kind, Callable[[str, str | None], Iterator[Change]]] = {
    Kind.NUMBER: numbers,
    Kind.UNIT: units,
    Kind.INTERVAL: intervals,
    Kind.P_VALUE: p_values,
    Kind.NEGATION: negations,
    Kind.DIRECTION: directions,
    Kind.COMPARATOR: comparators,
    Kind.DRUG: drugs,
    Kind.POPULATION: populations,
    Kind.CERTAINTY: certainties,
    Kind.CAUSATION: causes,
    Kind.TIMEFRAME: timeframes,
    Kind.ATTRIBUTION: attributions,
}
