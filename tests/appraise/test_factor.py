"""What an estimate weighs is read from its sentence, and not guessed where the sentence does not tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.appraise.effects import effects
from probatum.appraise.factor import factor_of
from tests.appraise.weighed import found

LISTED = (
    "In multivariable analysis, age (HR 1.1, 95% CI 1.0-1.2), current smoking (HR 2.0, 95% CI 1.1-3.6) and "
    "anti-gleeb antibodies (HR 3.1, 95% CI 1.2-8.0) were associated with relapse."
)


@pytest.mark.parametrize(
    ("sentence", "label", "factor"),
    [
        ("Adjusted: high titre was associated with relapse (HR 1.69).", "HR", "high titre"),
        ("Adjusted: doubling of the titre was not statistically significant (HR 1.13).", "HR",
         "doubling of the titre"),
        ("Zorbimab significantly reduced relapse (HR 0.20).", "HR", "Zorbimab"),
        (LISTED, "HR 1.1", "age"),
        (LISTED, "HR 2.0", "current smoking"),
        (LISTED, "HR 3.1", "anti-gleeb antibodies"),
        ("Primary outcome 13.1% v 16.9% (HR 0.72).", "HR", ""),
        ("The risk was reduced by half (HR 0.50).", "HR", ""),
        ("The adjusted hazard ratio was significant (HR 0.50).", "HR", ""),
    ],
)  # fmt: skip
def test_the_factor(sentence: str, label: str, factor: str) -> None:
    assert factor_of(sentence, sentence.index(label)) == factor


def test_two_arms_are_what_is_compared() -> None:
    assert factor_of("Relapse, zorbimab versus placebo (HR 0.5)", 36, ("zorbimab", "placebo")) == (
        "zorbimab versus placebo"
    )


@given(st.text(max_size=200), st.integers(0, 220))
def test_any_text_gives_words_of_it_or_nothing(sentence: str, start: int) -> None:
    factor = factor_of(sentence, min(start, len(sentence)))
    assert factor == "" or factor in " ".join(sentence.split())


def test_what_was_only_said_to_be_significant_or_not_is_no_outcome() -> None:
    said = "In gleeb syndrome doubling of the titre was not statistically significant (HR 1.13)."
    assert [one.outcome for one in effects(found("1", said).passage)] == [""]


def test_a_number_of_people_or_a_p_value_before_an_interval_is_no_further_estimate() -> None:
    said = "Bleeding: RR 0.67 (95% CI 0.57-0.79); interaction significant (50,578, 95% CI 0.74-0.98)."
    assert [one.estimate for one in effects(found("1", said).passage)] == [0.67]
