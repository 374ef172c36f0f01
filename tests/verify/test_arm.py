"""A figure of one arm or group is not told as that of another."""

from __future__ import annotations

import pytest

from probatum.records.verdict import Outcome
from probatum.verify.arm import arm, tied
from tests.verify.cited import cite

PASSAGE = (
    "In this trial 251 patients were randomised. Sustained remission at week 52 occurred in 56% of patients "
    "treated with tocilizumab weekly and in 14% of those treated with placebo. Serious adverse events "
    "occurred in 15% of the tocilizumab group and 22% of the placebo group. In women, relapse fell by 40%; "
    "in men there was no effect. Compared with placebo, headache was seen in 31% with tocilizumab."
)


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        (
            "Sustained remission at week 52 occurred in 14% of patients treated with tocilizumab.",
            "The statement gives 14% for tocilizumab; the passage gives it for the control arm.",
        ),
        (
            "In the placebo group 56% were in sustained remission at week 52.",
            "The statement gives 56% for the control arm; the passage gives it for tocilizumab.",
        ),
        (
            "Serious adverse events occurred in 22% of patients on Actemra.",
            "The statement gives 22% for tocilizumab; the passage gives it for the control arm.",
        ),
        (
            "Relapse fell by 40% in men.",
            "The statement gives 40% for men; the passage gives it for women.",
        ),
    ],
)
def test_the_figure_of_another_arm_or_group_is_told(statement: str, reason: str) -> None:
    (finding,) = arm(statement, [cite(PASSAGE)])
    assert (finding.outcome, finding.reason) == (Outcome.CONTRADICTED, reason)
    assert statement[finding.said_at[0].start : finding.said_at[0].end] == finding.said
    assert PASSAGE[finding.found_at[0].start : finding.found_at[0].end] == finding.found


@pytest.mark.parametrize(
    "statement",
    [
        "Sustained remission at week 52 occurred in 56% of patients treated with tocilizumab.",
        "Of those given placebo, 22% had serious adverse events.",
        "Sustained remission was more frequent with tocilizumab (56%) than with placebo (14%).",
        "Serious adverse events were seen in 22% with placebo and 15% with tocilizumab.",
        "Relapse fell by 40% in women.",
        "Headache was seen in 31% with placebo.",
        "Remission at week 52 occurred in 14% of patients treated with methotrexate.",
        "Serious adverse events occurred in 22%.",
        "Nothing was counted with tocilizumab.",
        PASSAGE[44:196],
        "",
    ],
)
def test_what_is_right_or_open_is_not_told(statement: str) -> None:
    assert list(arm(statement, [cite(PASSAGE)])) == []


def test_a_figure_is_tied_where_its_clause_names_one_arm() -> None:
    found = tied("Relapse in 20% with tocilizumab plus prednisone, but 49% with prednisone and placebo.")
    assert [(one.figure.text, sorted(one.whose)) for one in found] == [
        ("20%", ["prednisone", "tocilizumab"]),
        ("49%", ["prednisone", "the control arm"]),
    ]


ROWS = (
    "The share positive for RSV, parainfluenza and adenovirus averaged 9%, 3% and 2%, respectively. "
    "Sensitivity of the antigen test was 65% and its specificity 98%. Relapse occurred in 25% within the "
    "first year and in 64% by 5 years. Finerenone reduced kidney failure compared with placebo (17.8% vs. "
    "21.1%)."
)


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        (
            "The share positive for parainfluenza averaged 9%.",
            "The statement gives 9% for parainfluenza; the passage gives it for RSV.",
        ),
        (
            "The specificity of the antigen test was 65%.",
            "The statement gives 65% for specificity; the passage gives it for Sensitivity.",
        ),
        (
            "Kidney failure occurred in 21.1% of patients given finerenone.",
            "The statement gives 21.1% for finerenone; the passage gives it for the control arm.",
        ),
    ],
)
def test_the_figure_of_another_in_its_row_is_told(statement: str, reason: str) -> None:
    (finding,) = arm(statement, [cite(ROWS)])
    assert (finding.outcome, finding.reason) == (Outcome.CONTRADICTED, reason)
    assert statement[finding.said_at[0].start : finding.said_at[0].end] == finding.said
    assert ROWS[finding.found_at[0].start : finding.found_at[0].end] == finding.found


@pytest.mark.parametrize(
    "statement",
    [
        "The share positive for RSV averaged 9%, more than for parainfluenza.",
        "Of adenovirus tests 2% and of RSV tests 9% were positive.",
        "The antigen test had a sensitivity of 65% and a specificity of 98%.",
        "Relapse occurred in 64% by 5 years.",
        "Kidney failure occurred in 21.1% with placebo and 17.8% with finerenone.",
        "Kidney failure did not occur in 78.9% of patients given placebo.",
        "The share positive for influenza averaged 9%.",
    ],
)
def test_what_is_right_of_a_row_is_not_told(statement: str) -> None:
    assert list(arm(statement, [cite(ROWS)])) == []
