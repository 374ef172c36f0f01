"""Figures explained: shares as so many of 100, ratios as so many times, never one as the other."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.language.frequency import explained, meanings


def told(text: str) -> list[tuple[str, str]]:
    """Each figure that is explained, and how."""
    return [(edit.of, edit.text) for edit in explained(text)]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Relapse occurred in 65 of 105 patients (62%).", [("62%", " or 62 of 100 people in this study")]),
        ("Remission 7 (15.2%).", [("15.2%", " or about 15 of 100")]),
        ("Polycyclic 67 (32.5%).", [("32.5%", " or about 33 of 100")]),
        (
            "Seen in 15 patients (n = 68, 22%).",
            [("n = 68", " (the number studied)"), ("22%", " or 22 of 100 people in this study")],
        ),
        (
            "Outcome was favourable in 70%; 16% had died.",
            [("70%", " or 70 of 100"), ("16%", " or 16 of 100")],
        ),
        ("12% of the patients relapsed.", [("12%", " or 12 of 100")]),
    ],
)
def test_a_share_of_what_was_counted_is_said_of_a_hundred(text: str, figures: list[tuple[str, str]]) -> None:
    assert told(text) == figures


@pytest.mark.parametrize(
    "text",
    [
        "A glucocorticoid increase of at least 50%.",
        "The risk was 19% lower with a DOAC.",
        "Stroke 1.27% v 1.60% per year.",
        "Evidence 1B, 100% agreement.",
        "Ejection fraction of 40% or less was needed.",
        "HbA1c 7% had been reached.",
        "Survival was 95% at 1, 86% at 5 and 80% at 10 years.",
        "A rise from 33% to 45% had been expected.",
    ],
)
def test_a_percentage_of_something_else_is_left_alone(text: str) -> None:
    assert told(text) == []


def test_a_ratio_is_said_as_a_ratio_and_never_of_a_hundred() -> None:
    assert told("(HR 1.69, 95% CI 1.01-2.83, P = 0.045)") == [
        ("HR 1.69", " (1.69 times the rate, as estimated)"),
        ("95% CI 1.01-2.83", " (the true figure plausibly lies between these)"),
        ("P = 0.045", " (chance alone would rarely give such a result)"),
    ]
    assert told("OR 2.04 and RR 0.81, relative risk of 0.5") == [
        ("OR 2.04", " (2.04 times the odds, as estimated)"),
        ("RR 0.81", " (0.81 times the risk, as estimated)"),
        ("relative risk of 0.5", " (0.5 times the risk, as estimated)"),
    ]


def test_what_was_not_significant_is_what_the_study_could_not_tell() -> None:
    assert told("It was not statistically significant (P = 0.052).") == [
        ("not statistically significant", " (the study could not tell)"),
        ("P = 0.052", " (chance alone could well give such a result, so the study could not tell)"),
    ]
    assert told("P<0.001 for non-inferiority") == []
    assert told("P > 0.01") == []


@given(st.floats(min_value=0.01, max_value=99.0), st.sampled_from(["HR", "OR", "RR", "IRR"]))
def test_no_ratio_of_any_size_becomes_a_number_of_people(value: float, measure: str) -> None:
    (words,) = meanings(f"{measure} {value:.2f}")
    assert re.findall(r"\d+\.\d+|\d+", words) == [f"{value:.2f}"]
    assert "people" not in words
    assert "100" not in words


@given(st.integers(min_value=1, max_value=990))
def test_a_share_is_off_by_no_more_than_half_of_one_in_a_hundred(tenths: int) -> None:
    printed = f"{tenths / 10:.1f}%"
    for words in meanings(printed):
        (said, _) = re.findall(r"\d+", words)
        assert abs(int(said) - tenths / 10) <= 0.5


@given(st.text(max_size=200))
def test_what_explains_stands_after_its_figure(text: str) -> None:
    for edit in explained(text):
        assert text[: edit.start].endswith(edit.of)
        assert edit.start == edit.end
