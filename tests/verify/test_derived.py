"""Figures that are worked out of those of the passage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.language.numbers import quantities
from probatum.verify.derived import Derived, denies, derived, opposite, turned

PRESSURE = "Mean systolic blood pressure fell from 152 mm Hg to 140 mm Hg with amlodipine."
DEATHS = "Mortality was 20% with dexamethasone and 25% with usual care."
SURVIVAL = "Median survival was 14.7 months with pembrolizumab and 9.7 months with chemotherapy."


@pytest.mark.parametrize(
    ("statement", "sentence", "how"),
    [
        ("Systolic blood pressure fell by 12 mm Hg.", PRESSURE, Derived.SURE),
        ("Systolic blood pressure rose by 12 mm Hg.", PRESSURE, Derived.NO),
        ("Systolic blood pressure fell by 22 mm Hg.", PRESSURE, Derived.NO),
        ("Systolic blood pressure was 12 mm Hg.", PRESSURE, Derived.NO),
        ("Mortality was 5 percentage points lower with dexamethasone.", DEATHS, Derived.SURE),
        ("Mortality was 5 percentage points higher with dexamethasone.", DEATHS, Derived.NO),
        ("Mortality was 9 percentage points lower with dexamethasone.", DEATHS, Derived.NO),
        ("Mortality was a fifth lower with dexamethasone.", DEATHS, Derived.SURE),
        ("Mortality differed by 5 percentage points.", DEATHS, Derived.SURE),
        ("Survival was 5 months longer with pembrolizumab than with chemotherapy.", SURVIVAL, Derived.SURE),
        ("Survival was 5 months longer with chemotherapy than with pembrolizumab.", SURVIVAL, Derived.NO),
        ("Survival was 5 months longer.", SURVIVAL, Derived.FITS),
        ("Events were twice as frequent.", "Events: 8% with placebo, 4% with apixaban.", Derived.FITS),
        ("Nine of the 60 infants did not complete it.", "Of 60 infants, 51 completed it.", Derived.SURE),
        ("Nine of the 60 infants completed it.", "Of 60 infants, 51 completed it.", Derived.NO),
    ],
)
def test_a_difference_or_a_factor_is_worked_out(statement: str, sentence: str, how: Derived) -> None:
    assert derived(statement, quantities(statement)[0], sentence) is how


@pytest.mark.parametrize(
    ("said", "there", "left"),
    [
        ("76% did not relapse.", "24% relapsed.", True),
        ("84% survived.", "16% died.", True),
        ("84% died.", "16% died.", False),
        ("29% were men.", "71% were women and the rest men.", True),
        ("No fewer than 62% relapsed.", "38% relapsed.", False),
        ("70% survived.", "16% died.", False),
    ],
)
def test_what_a_share_leaves(said: str, there: str, left: bool) -> None:
    assert turned(said, quantities(said)[0], there, quantities(there)[0]) is left


def test_what_is_denied_and_what_is_opposite() -> None:
    assert denies("They did not relapse.")
    assert not denies("No fewer than 60 relapsed.")
    assert opposite("They survived.", "They died.")
    assert not opposite("They survived.", "They survived; others died.")


@given(st.text(max_size=120), st.text(max_size=200))
def test_any_text_is_borne(statement: str, sentence: str) -> None:
    for one in quantities(statement):
        assert derived(statement, one, sentence) in Derived
