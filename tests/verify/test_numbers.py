"""Every number of a statement must stand in what it cites, said of the same thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.records.verdict import Outcome
from probatum.verify.numbers import numbers
from tests.verify.cited import cite

PASSAGE = (
    "Relapse occurred in 65 of 105 patients (62%). Use before relapse was associated with fewer relapses "
    "(HR 0.50, 95% CI 0.29-0.86, P = 0.013). Prednisolone 0.5-1 mg/kg/day was given for 6 weeks. "
    "Of the patients, 73% were women."
)


def outcomes(statement: str, passage: str = PASSAGE) -> list[Outcome]:
    return [one.outcome for one in numbers(statement, [cite(passage)])]


@pytest.mark.parametrize(
    "statement",
    [
        "Relapse occurred in 65 of 105 patients (62%).",
        "Cohort study: relapse occurred in 65 of 105 patients (62%).",
        "Relapse occurred in 61.9% of patients.",
        "Relapse occurred in about two thirds of patients.",
        "Relapse occurred in about 60% of patients.",
        "Relapse occurred in more than half of patients.",
        "The hazard of relapse was halved with use before relapse.",
        "Use before relapse was associated with 50% fewer relapses.",
        "The hazard was halved (HR 0.50, 95% CI 0.29-0.86, P = 0.013).",
        "The hazard was halved (HR 0·50, 95% CI 0·29–0·86; p=0·013).",
        "Use before relapse was associated with fewer relapses (P < 0.05).",
        "Prednisolone 0.5-1 mg/kg/day was given.",
        "Prednisolone was given for 42 days.",
        "It was given for 6 weeks.",
        "Anti-HMGCR and IL-6 were measured.",
        "No number at all.",
        "",
    ],
)
def test_the_numbers_of_the_passage_pass(statement: str) -> None:
    assert outcomes(statement) == []


@pytest.mark.parametrize(
    ("statement", "said", "found"),
    [
        ("Relapse occurred in 66 of 105 patients.", "66 of 105", "65 of 105"),
        ("Relapse occurred in 65 of 150 patients.", "65 of 150", "65 of 105"),
        ("Relapse occurred in 26% of patients.", "26%", "62%"),
        ("Relapse occurred in 62‰ of patients.", "62‰", "62%"),
        ("Prednisolone 0.5-1 g/kg/day was given for 6 weeks.", "0.5-1 g/kg/day", "0.5-1 mg/kg/day"),
        ("Prednisolone 5-10 mg/kg/day was given for 6 weeks.", "5-10 mg/kg/day", "0.5-1 mg/kg/day"),
        ("Prednisolone was given for 6 months.", "6 months", "6 weeks"),
        (
            "Use before relapse was associated with fewer relapses (HR 0.50, 95% CI 0.29-0.68).",
            "0.29-0.68",
            "0.29-0.86",
        ),
        ("Use before relapse was associated with fewer relapses (P = 0.13).", "0.13", "0.013"),
    ],
)
def test_another_value_of_the_same_thing_is_a_contradiction(statement: str, said: str, found: str) -> None:
    cited = cite(PASSAGE)
    (finding,) = numbers(statement, [cited])
    assert (finding.check, finding.outcome, finding.said, finding.found, finding.passage) == (
        "numbers",
        Outcome.CONTRADICTED,
        said,
        found,
        cited.passage.id,
    )
    assert [statement[at.start : at.end] for at in finding.said_at] == [said]
    assert [PASSAGE[at.start : at.end] for at in finding.found_at] == [found]


def test_a_number_of_something_else_does_not_count() -> None:
    (finding,) = numbers("Relapse occurred in 73% of patients.", [cite(PASSAGE)])
    assert (finding.outcome, finding.said, finding.found) == (Outcome.CONTRADICTED, "73%", "62%")


def test_a_number_that_is_nowhere_is_not_found() -> None:
    passage = "Relapse occurred in most patients with myositis after the taper was ended."
    (finding,) = numbers("Relapse occurred in 62% of patients with myositis.", [cite(passage)])
    assert (finding.outcome, finding.said, finding.found) == (Outcome.NOT_FOUND, "62%", "")


def test_a_percentage_that_is_nowhere_is_missing_whatever_the_passage_speaks_of() -> None:
    assert outcomes("Vaccine efficacy against hospital admission was 95%.") == [Outcome.NOT_FOUND]


def test_a_share_of_another_outcome_is_not_the_one_that_is_meant() -> None:
    text = "At five years 20% were in remission without drugs and 80% had a chronic course."
    assert list(numbers("About 20% of patients reach remission.", [cite(text)])) == []
    (finding,) = numbers("About 80% of patients reach remission.", [cite(text)])
    assert (finding.said, finding.found) == ("80%", "20%")


def test_rounding_must_be_said() -> None:
    passage = "Muscle was involved in 61.9% of relapses."
    assert outcomes("Muscle was involved in 62% of relapses.", passage) == [Outcome.PARTLY]
    assert outcomes("Muscle was involved in about 62% of relapses.", passage) == []
    assert outcomes("Muscle was involved in two thirds of relapses.", passage) == [Outcome.PARTLY]


def test_one_end_of_a_range_of_doses_is_part_of_what_is_said() -> None:
    assert outcomes("Prednisolone 1 mg/kg/day was given for 6 weeks.") == [Outcome.PARTLY]
    assert outcomes("Prednisolone up to 1 mg/kg/day was given for 6 weeks.") == []


def test_one_of_several_citations_is_enough() -> None:
    assert list(numbers("Pain fell by 7%.", [cite("Pain fell by 6%."), cite("Pain fell by 7%.")])) == []


def test_nothing_is_compared_with_nothing() -> None:
    assert list(numbers("Pain fell by 7%.", [])) == []


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        ("The incidence was 0.35 per 100 person-years.", "The incidence was 3.5 per 1,000 patient-years."),
        ("About 4 in 1,000 patients had anaphylaxis.", "Anaphylaxis occurred in 0.4% of patients."),
        ("The dose was 1 g a day.", "The dose was 500 mg twice daily."),
        ("The daily dose was 500 mg.", "The dose was 500 mg daily."),
        ("Pressure fell by 12 mm Hg.", "Pressure fell from 152 mm Hg to 140 mm Hg."),
        ("Nine of the 60 infants did not complete it.", "Of 60 infants, 51 completed it."),
        ("84% of patients survived.", "Of the patients, 16% died."),
    ],
)
def test_what_comes_to_the_same_passes(statement: str, passage: str) -> None:
    assert list(numbers(statement, [cite(passage)])) == []


@pytest.mark.parametrize(
    ("statement", "passage", "said"),
    [
        (
            "The incidence was 35 per 100 person-years.",
            "The incidence was 3.5 per 1,000 person-years.",
            "35 per",
        ),
        ("Pressure fell by 22 mm Hg.", "Pressure fell from 152 mm Hg to 140 mm Hg.", "22 mm Hg"),
        ("Treatment lasted 6 months.", "Treatment lasted for 17 weeks.", "6 months"),
        ("The dose was 500 cGy.", "The dose was 50 Gy.", "500 cGy"),
    ],
)
def test_what_comes_to_another_does_not(statement: str, passage: str, said: str) -> None:
    (finding,) = numbers(statement, [cite(passage)])
    assert finding.said.startswith(said)


@given(value=st.integers(1, 10_000), other=st.integers(1, 10_000))
def test_only_the_same_count_passes(value: int, other: int) -> None:
    found = outcomes(f"There were {value} relapses.", f"There were {other} relapses.")
    assert bool(found) == (value != other)


@given(percent=st.decimals(0, 100, places=1))
def test_any_percentage_quoted_passes(percent: object) -> None:
    assert outcomes(f"It rose by {percent}%.", f"It rose by {percent}% in all.") == []


@given(st.text(max_size=120), st.text(max_size=200))
def test_no_text_makes_it_fail(statement: str, passage: str) -> None:
    for finding in numbers(f"{statement} 5% 0.3", [cite(f"{passage} 7% 0.4 x")]):
        assert finding.reason


def test_a_passage_of_nothing_but_numbers_is_compared_in_bounds() -> None:
    assert len(outcomes("5% " * 5_000, "7% " * 5_000)) <= 40


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("Relapse did not occur in 38% of patients.", []),
        ("Relapse occurred in 38% of patients.", [Outcome.CONTRADICTED]),
        ("The hazard of relapse after earlier use was HR 1.50.", [Outcome.NOT_FOUND]),
    ],
)
def test_what_a_share_leaves_is_said_by_it(statement: str, expected: list[Outcome]) -> None:
    assert outcomes(statement) == expected


RATES = (
    "The primary end point occurred in 9.8% of patients receiving ticagrelor as compared with 11.7% of those "
    "receiving clopidogrel (hazard ratio, 0.84; 95% confidence interval, 0.77 to 0.92)."
)


@pytest.mark.parametrize(
    "statement",
    [
        "Ticagrelor reduced the risk of the primary end point by 16% compared with clopidogrel.",
        "The risk of the primary end point was 16% lower with ticagrelor than with clopidogrel.",
    ],
)
def test_a_change_is_held_against_the_ratio_and_not_against_the_rates(statement: str) -> None:
    assert outcomes(statement, RATES) == []


def test_another_change_than_that_of_the_ratio_is_found() -> None:
    statement = "Ticagrelor reduced the risk of the primary end point by 61% compared with clopidogrel."
    assert outcomes(statement, RATES) != []
