"""Whole numbers are read as they are printed, and absurd ones are none."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from probatum.language.counts import MOST, count_in


@given(st.integers(0, MOST))
def test_a_count_is_read_with_its_thousands_parted_or_not(number: int) -> None:
    assert [count_in(form) for form in (f"{number}", f"{number:,}", f"{number:,}".replace(",", " "))] == [
        number
    ] * 3


@given(st.text())
def test_whatever_is_printed_is_a_count_or_none(printed: str) -> None:
    read = count_in(printed)
    assert read is None or 0 <= read < 10 * MOST


def test_what_nobody_counts_is_none() -> None:
    assert [count_in("9" * digits) for digits in (13, 400, 5_000)] == [None] * 3
    assert (count_in(""), count_in("some"), count_in("²")) == (None, None, None)
