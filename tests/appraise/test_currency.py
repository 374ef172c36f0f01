"""Recency is counted from the year that is given."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.appraise.currency import OLD_AFTER, Recency, is_newer_version, recency
from probatum.records.source import Design, Source
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


OLD = Source(
    title="Guideline for the care of gout 2019",
    issuer="Invented College",
    published="2019",
    design=Design.GUIDELINE,
)


@pytest.mark.parametrize(
    ("other", "newer"),
    [
        (replace(OLD, title="Guideline for the care of gout 2023", published="2023-02"), True),
        (replace(OLD, title="Guideline for the care of gout, version 2.1 (update)", published="2023"), True),
        (replace(OLD, title="Guideline for the care of gout 2017", published="2017"), False),
        (replace(OLD, title="Guideline for the care of asthma 2023", published="2023"), False),
        (replace(OLD, published="2023", issuer="Another College"), False),
        (replace(OLD, published="2023", issuer=None), False),
        (replace(OLD, published="2023", design=Design.COHORT), False),
        (replace(OLD, published=None), False),
    ],
)
def test_a_later_version_has_the_issuer_and_the_title_and_a_later_year(other: Source, newer: bool) -> None:
    assert is_newer_version(OLD, other) is newer
