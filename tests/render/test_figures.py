"""Figures keep the digits with which their passage prints them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.records.effect import Effect, Measure
from probatum.render.figures import as_printed, estimate, in_words, interval, p_value


@pytest.mark.parametrize(
    ("value", "text", "shown"),
    [
        (0.5, "HR 0.50, 95% CI", "0.50"),
        (0.5, "HR 0·50", "0.50"),
        (0.5, "HR .50", ".50"),
        (1.0, "1.00-1.27", "1.00"),
        (1234.0, "in 1,234 patients", "1234"),
        (-1.5, "MD −1.50 (−2.0 to −1.0)", "−1.50"),
        (-1.5, "MD -1.50", "−1.50"),
        (0.25, "nothing printed", "0.25"),
        (-0.25, "nothing printed", "−0.25"),
        (1.27, "1.00-1.27", "1.27"),
        (1.27, "1.00–1.27", "1.27"),
    ],
)
def test_a_value_is_shown_as_printed(value: float, text: str, shown: str) -> None:
    assert as_printed(value, text) == shown


@given(st.decimals(min_value=-1000, max_value=1000, places=3), st.text(max_size=40))
def test_what_is_shown_is_the_value(value: object, around: str) -> None:
    number = float(str(value))
    shown = as_printed(number, f"{around} {value} {around}")
    assert float(shown.replace("−", "-")) == pytest.approx(number, rel=1e-5)


def effect(**fields: object) -> Effect:
    given_ = {
        "measure": Measure.HR, "estimate": 0.5, "passage": "d:0-1", "source": "s", "start": 0, "end": 1,
        "text": "HR 0.50 (95% CI 0.29-0.86), P < 0.001",
    }  # fmt: skip
    return Effect(**{**given_, **fields})  # type: ignore[arg-type]


def test_an_effect_in_words() -> None:
    full = effect(low=0.29, high=0.86, level=95.0, p=0.001, p_relation="<", adjusted=True)
    assert estimate(full) == "HR 0.50"
    assert interval(full) == "0.29 to 0.86 (95% CI)"
    assert p_value(full) == "P < 0.001"
    assert in_words(full) == "HR 0.50, 0.29 to 0.86 (95% CI), P < 0.001, adjusted"


def test_what_is_not_given_is_not_made_up() -> None:
    bare = effect()
    assert (interval(bare), p_value(bare), in_words(bare)) == ("", "", "HR 0.50")
    assert interval(effect(low=0.29, high=0.86)) == "0.29 to 0.86 (interval, level not stated)"


def test_a_share_is_in_per_cent_with_its_count() -> None:
    share = effect(measure=Measure.PROPORTION, estimate=62.0, text="65 of 105 (62%)", events=65, n=105)
    assert estimate(share) == "65 of 105 (62%)"
    assert estimate(effect(measure=Measure.PROPORTION, estimate=62.0, text="62%")) == "62%"
