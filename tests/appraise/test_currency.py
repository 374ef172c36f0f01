"""Recency is counted from the year that is given."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from probatum.appraise.currency import OLD_AFTER, Recency, recency
from tests.appraise.weighed import found


def test_the_years_of_the_works() -> None:
    works = [
        found("1", "x", year=2005),
        found("2", "y", year=2024),
        found("2", "z", year=2024),
        found("3", "w", year=None),
    ]
    assert recency(works, year=2026) == Recency(works=3, dated=2, oldest=2005, newest=2024)


def test_old_evidence_is_said_to_be_old() -> None:
    assert recency([found("1", "x", year=2005)], year=2026).warning == (
        "The newest source found is of 2005; newer evidence may exist."
    )
    assert recency([found("1", "x", year=None)], year=2026).warning == "No source found states its year."
    assert recency([], year=2026) == Recency(works=0, dated=0)


@given(st.lists(st.integers(1900, 2026), min_size=1, max_size=5))
def test_it_warns_exactly_when_the_newest_is_old(years: list[int]) -> None:
    told = recency([found(str(place), "x", year=year) for place, year in enumerate(years)], year=2026)
    assert bool(told.warning) == (2026 - max(years) > OLD_AFTER)
    assert (told.oldest, told.newest) == (min(years), max(years))
