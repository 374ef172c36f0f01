"""A figure of one study is not stated as a rate among all."""

from __future__ import annotations

import pytest

from probatum.records.source import Design
from probatum.records.verdict import Outcome
from probatum.verify.scope import scope
from tests.verify.cited import cite

COHORT = "Relapse of arteritis occurred in 40 of 62 patients (65%) at one hospital."
GENERAL = "Arteritis relapses in about two-thirds of patients."


def found(statement: str, passage: str = COHORT, design: Design = Design.COHORT) -> list[tuple[str, Outcome]]:
    return [(one.said, one.outcome) for one in scope(statement, [cite(passage, design=design)])]


def test_a_figure_of_one_small_cohort_as_a_general_rate_is_overstated() -> None:
    assert found(GENERAL) == [("two-thirds", Outcome.OVERSTATED)]


def test_the_reason_names_the_study() -> None:
    (finding,) = scope(GENERAL, [cite(COHORT, design=Design.COHORT, title="Arteritis in the north")])
    assert finding.reason == (
        "“two-thirds” is stated as a general rate; it comes from one study (cohort of 62 people), "
        "“Arteritis in the north”."
    )


@pytest.mark.parametrize(
    "statement",
    [
        "In a cohort of 62 patients arteritis relapsed in 65% of patients.",
        "Arteritis relapsed in 65% of patients.",
        "Arteritis may relapse in about two-thirds of patients.",
        "Arteritis relapses.",
        "",
    ],
)
def test_a_figure_that_is_tied_to_its_study_or_hedged_is_not(statement: str) -> None:
    assert found(statement) == []


def test_what_a_synthesis_or_a_large_cohort_says_may_be_general() -> None:
    assert found(GENERAL, design=Design.META_ANALYSIS) == []
    assert found(GENERAL, "Relapse of arteritis occurred in 4,000 of 6,200 patients (65%).") == []


def test_a_figure_that_is_not_there_is_for_another_check() -> None:
    assert found("Arteritis relapses in 20% of patients.") == []


def test_a_relative_effect_is_not_an_absolute_one() -> None:
    passage = "Tocilizumab lowered relapse of arteritis (hazard ratio 0.50, 95% CI 0.30-0.80)."
    said = "Tocilizumab gives an absolute risk reduction of 50% in relapse of arteritis."
    assert found(said, passage, Design.RANDOMISED_TRIAL) == [("absolute risk reduction", Outcome.OVERSTATED)]
    assert found("Tocilizumab halves relapse of arteritis.", passage, Design.RANDOMISED_TRIAL) == []


STROKE = "Stroke occurred in 3.0% with apixaban and in 5.0% with aspirin (hazard ratio, 0.60)."


def test_the_difference_of_two_shares_is_an_absolute_one() -> None:
    said = "The absolute risk reduction for stroke with apixaban was 2.0 percentage points."
    assert list(scope(said, [cite(STROKE)])) == []


def test_what_a_ratio_takes_away_is_no_absolute_difference() -> None:
    said = "The absolute risk reduction for stroke with apixaban was 40%."
    assert [one.outcome for one in scope(said, [cite(STROKE)])] == [Outcome.OVERSTATED]
