"""Every number of a statement must stand in what it cites, with the same meaning."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.records.verdict import Outcome
from probatum.verify.numbers import numbers
from tests.verify.cited import cite

PASSAGE = (
    "Relapse occurred in 65 of 105 patients (62%). Use before relapse was associated with fewer relapses "
    "(HR 0.50, 95% CI 0.29-0.86, P = 0.013). Prednisolone 0.5 mg/kg/day was given for 6 weeks."
)


@pytest.mark.parametrize(
    "statement",
    [
        "Relapse occurred in 65 of 105 patients (62%).",
        "Cohort study: relapse occurred in 65 of 105 patients (62%).",
        "The hazard was halved (HR 0.50, 95% CI 0.29-0.86, P = 0.013).",
        "The hazard was halved (HR 0·50, 95% CI 0·29–0·86; p=0.013).",
        "Prednisolone 0.5 mg/kg/day was given.",
        "It was given for 6 weeks.",
        "Anti-HMGCR and IL-6 were measured.",
        "No number at all.",
    ],
)
def test_the_numbers_of_the_passage_pass(statement: str) -> None:
    assert list(numbers(statement, [cite(PASSAGE)])) == []


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("Relapse occurred in 66 of 105 patients.", "66 of 105"),
        ("Relapse occurred in 65 of 150 patients.", "65 of 150"),
        ("Relapse occurred in 26% of patients.", "26%"),
        ("Prednisolone 5 mg/kg/day was given.", "5 mg/kg/day"),
        ("It was given for 6 months.", "6 months"),
        ("The interval was 95% CI 0.29-0.68.", "0.29-0.68"),
        ("It was significant, P < 0.013.", "0.013"),
    ],
)
def test_a_number_that_is_not_there_is_found(statement: str, said: str) -> None:
    (finding,) = numbers(statement, [cite(PASSAGE)])
    assert finding.check == "numbers"
    assert finding.outcome is Outcome.NOT_FOUND
    assert said in finding.said or finding.said in said


def test_rounding_must_be_said() -> None:
    cited = [cite("Muscle was involved in 61.9% of relapses.")]
    assert [one.outcome for one in numbers("It was involved in 62%.", cited)] == [Outcome.PARTLY]
    assert list(numbers("It was involved in about 62%.", cited)) == []


def test_one_of_several_citations_is_enough() -> None:
    assert list(numbers("It was 7%.", [cite("It was 6%."), cite("It was 7%.")])) == []


@given(value=st.integers(0, 10_000), other=st.integers(0, 10_000))
def test_only_the_same_count_passes(value: int, other: int) -> None:
    found = list(numbers(f"There were {value} patients.", [cite(f"There were {other} patients.")]))
    assert bool(found) == (value != other)


@given(percent=st.decimals(0, 100, places=1))
def test_any_percentage_quoted_passes(percent: object) -> None:
    assert list(numbers(f"It rose by {percent}%.", [cite(f"It rose by {percent}% in all.")])) == []
