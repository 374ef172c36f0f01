"""A number is read from what was typed, or none is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from probatum.web.typed import MOST_DIGITS, number_in


@given(st.integers(0, 10**MOST_DIGITS - 1))
def test_a_number_is_read(number: int) -> None:
    assert number_in(str(number)) == number
    assert number_in(str(number), digits=len(str(number)) - 1) is None


@given(st.text())
def test_whatever_is_typed_is_a_number_from_nought_or_none(typed: str) -> None:
    read = number_in(typed)
    assert read is None or 0 <= read < 10**MOST_DIGITS


def test_a_number_of_many_digits_is_none() -> None:
    assert [number_in(typed) for typed in ("1" * 10, "1" * 5_000, "-1", "+1", "1.0", " 1", "²", "")] == [
        None
    ] * 8
    assert number_in("٣") == 3  # the digits of other scripts are digits
