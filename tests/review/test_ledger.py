"""The error rate has an interval that holds near nothing, and that narrows as more is counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.review.ledger import Rate, rate


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [
        # Newcombe, Stat Med 1998;17:857-72, table I, method 3: the score interval without correction.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_that_of_the_literature(
    numerator: int, denominator: int, low: float, high: float
) -> None:
    found = rate(numerator, denominator)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_of_nothing_nothing_is_claimed() -> None:
    assert rate(0, 0) == Rate(numerator=0, denominator=0, low=0.0, high=1.0)
    assert rate(0, 0).value is None


@given(st.integers(0, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_narrows_with_more(counts: tuple[int, int]) -> None:
    k, n = counts
    found = rate(k, n)
    assert 0.0 <= found.low <= (found.value or 0.0) <= found.high <= 1.0 or not n
    more = rate(k * 4, n * 4)
    assert more.high - more.low <= found.high - found.low
