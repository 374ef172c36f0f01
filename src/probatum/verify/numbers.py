"""Every number of the statement is in what it cites, with the same meaning."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from probatum.language.numbers import Quantity, QuantityKind, Relation, quantities
from probatum.records.verdict import Finding, Outcome, Span
from probatum.verify.check import Cited

#: Kinds that a reader may tell apart by context alone: the same number of one can stand as the other.
_LOOSE = frozenset(
    {
        QuantityKind.COUNT,
        QuantityKind.OF_TOTAL,
        QuantityKind.NUMBER,
        QuantityKind.MEASUREMENT,
        QuantityKind.AGE,
        QuantityKind.YEAR,
    }
)


def numbers(statement: str, cited: Sequence[Cited]) -> Iterator[Finding]:
    """A finding for each quantity of the statement that no cited passage states.

    Value, unit, bounds of an interval or range, total ("65 of 105") and relation (``<``, ``=``) must be those
    of the passage. A rounded value counts where the statement says that it is rounded ("about"); rounded
    without saying so leaves ``partly``.
    """
    held = [quantity for one in cited for quantity in quantities(one.passage.text)]
    for said in quantities(statement):
        if any(_same(said, there) for there in held):
            continue
        near = next((there for there in held if _rounded(said, there)), None)
        if near is not None and said.relation is Relation.ABOUT:
            continue
        yield _finding(said, near, held)


def _finding(said: Quantity, near: Quantity | None, held: Sequence[Quantity]) -> Finding:
    like = near or next((there for there in held if _alike(said, there)), None)
    reason = (
        f"The statement gives {said.text} where the passage gives {near.text}, rounded without saying so."
        if near
        else f"The cited passages do not state {said.text}."
    )
    return Finding(
        check="numbers",
        outcome=Outcome.PARTLY if near else Outcome.NOT_FOUND,
        said=said.text,
        found=like.text if like else "",
        reason=reason,
        said_at=(Span(start=said.start, end=said.end),),
        found_at=(Span(start=like.start, end=like.end),) if like else (),
    )


def _same(said: Quantity, there: Quantity) -> bool:
    return (
        _alike(said, there)
        and _equal(said.value, there.value)
        and _bounds_kept(said, there)
        and said.relation in (there.relation, Relation.ABOUT)
    )


def _bounds_kept(said: Quantity, there: Quantity) -> bool:
    """Whether the bounds and the total that the statement gives are those of the passage."""
    pairs = ((said.low, there.low), (said.high, there.high), (said.total, there.total))
    return all(mine is None or (other is not None and _equal(mine, other)) for mine, other in pairs)


def _alike(said: Quantity, there: Quantity) -> bool:
    """Whether two quantities are of one kind: the same unit, or no unit where the kind leaves it open."""
    if said.kind is there.kind:
        return said.unit == there.unit or not said.unit or not there.unit or said.kind in _LOOSE
    return {said.kind, there.kind} <= _LOOSE


def _equal(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)


def _rounded(said: Quantity, there: Quantity) -> bool:
    """Whether the passage's value, rounded to the places that the statement gives, is the statement's."""
    digits = said.text.partition(".")[2]
    places = len(digits) - len(digits.lstrip("0123456789"))
    rounded = _equal(round(there.value, places), said.value)
    related = said.relation in (there.relation, Relation.ABOUT)
    return rounded and related and _alike(said, there) and _bounds_kept(said, there)
