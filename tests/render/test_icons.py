"""So many of a hundred, and rounding is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.render.icons import MOST, drawn, in_words, of_hundred, svg
from tests.render.plots import share


@given(st.integers(1, 100_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_filled_icons_are_the_share_rounded_half_up(counts: tuple[int, int]) -> None:
    events, n = counts
    whole, rounded = of_hundred(events, n)
    assert 0 <= whole <= 100
    assert abs(100 * events - whole * n) * 2 <= n
    assert rounded is (100 * events % n != 0)
    made = svg(events, n, "Relapse", "i")
    assert (made.count('class="pic-mark"'), made.count('class="pic-other"')) == (whole, 100 - whole)


@pytest.mark.parametrize(
    ("events", "n", "said"),
    [
        (65, 105, "62 of 100 (65 of 105, rounded)"),
        (62, 100, "62 of 100"),
        (1, 2, "50 of 100 (1 of 2)"),
        (1, 1000, "fewer than 1 of 100 (1 of 1000, rounded)"),
        (999, 1000, "more than 99 of 100 (999 of 1000, rounded)"),
        (0, 40, "0 of 100 (0 of 40)"),
    ],
)
def test_in_words(events: int, n: int, said: str) -> None:
    assert in_words(events, n) == said


def test_no_part_of_a_whole_is_refused() -> None:
    with pytest.raises(ValueError, match="5 is no part of 4"):
        of_hundred(5, 4)


def test_only_the_first_shares_with_counts_become_arrays_each_with_a_name() -> None:
    made = drawn([share(65, 105)] * (MOST + 2), "icons")
    assert [one.id for one in made] == [f"icons-{place}" for place in range(1, MOST + 1)]
    assert "Icon array. Relapse: 62 of 100 (65 of 105, rounded)" in made[0].wide
    assert [cell.text for cell in made[0].rows[0]] == [
        "Relapse", "62 of 100 (65 of 105, rounded)", "65 of 105 (61.9048%)", "90 adults",
        "Ash AB 2020, cohort [1]",
    ]  # fmt: skip
