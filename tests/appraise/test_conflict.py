"""Disagreement is seen where it is more than chance, and laid out with what can explain it."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.appraise.body import body_of_evidence
from probatum.appraise.conflict import z_of
from probatum.records.evidence import Conflict, Found
from probatum.records.question import ClinicalType
from tests.appraise.weighed import found, question


def conflicts(*works: Found) -> tuple[Conflict, ...]:
    return body_of_evidence(question(), works).conflicts


OFTEN = found(
    "1",
    "Relapse was defined as a rise of the dose. Relapse occurred in 65 of 105 patients (62%). "
    "Median follow-up was 5 years.",
    year=2024,
    population="105 adults in one centre",
)
SELDOM = found(
    "2", "Relapse occurred in 15 of 68 patients (22%).", year=2010, population="68 adults in India"
)


def test_frequencies_that_differ_beyond_chance_are_laid_side_by_side() -> None:
    (conflict,) = conflicts(OFTEN, SELDOM)
    assert conflict.about == "relapse"
    first, second = conflict.sides
    assert (first.source, first.population, first.denominator, first.definition, first.follow_up) == (
        "pmid:1",
        "105 adults in one centre",
        "65 of 105 patients (62%)",
        "Relapse was defined as a rise of the dose.",
        "Median follow-up was 5 years.",
    )
    assert (second.source, second.statement, second.definition) == (
        "pmid:2",
        "Relapse occurred in 15 of 68 patients (22%).",
        "",
    )
    assert (first.n, first.design, first.year, second.n, second.year) == (105, "cohort", 2024, 68, 2010)
    assert conflict.explanation == (
        "What is held states no difference between them that can explain it. Not all of them state, in what "
        "is held, what they counted as relapse and how long they followed. Nothing held tests which of the "
        "figures is right for other people."
    )


def test_only_differences_that_both_sides_state_can_explain_it() -> None:
    children = found(
        "2",
        "Relapse was defined as a new rash. Relapse occurred in 15 of 68 patients (22%). "
        "Median follow-up was 12 months.",
        year=2010,
        population="68 children in a national registry",
    )
    (conflict,) = conflicts(OFTEN, children)
    assert conflict.differences == ("definition", "age", "setting", "follow-up")
    for words in ("children", "adults", "a new rash", "12 months", "5 years", "that can explain it"):
        assert words in conflict.explanation
    assert "explains" not in conflict.explanation


@pytest.mark.parametrize(
    "text",
    [
        "Visual loss at relapse occurred in 5 of 90 patients (6%).",  # another outcome, at that occasion
        "Second relapse occurred in 5 of 90 patients (6%).",
        "Relapse within 6 weeks occurred in 5 of 90 patients (6%).",  # another time point
        "Relapse was seen in 15% of patients.",  # nobody says of how many
    ],
)
def test_another_outcome_or_time_or_an_uncounted_share_is_no_disagreement(text: str) -> None:
    often = found("1", "Relapse at 2 years occurred in 65 of 105 patients (62%).")
    assert conflicts(often, found("2", text)) == ()


def test_a_part_of_the_people_is_not_set_against_the_whole() -> None:
    part = found(
        "2", "Relapse occurred in 15 of 68 patients (22%).", population="68 adults with anti-XY antibodies"
    )
    assert conflicts(OFTEN, part) == ()


def test_works_that_disagree_with_nobody_are_not_shown() -> None:
    between = found("3", "Relapse occurred in 5 of 12 patients (42%).")
    (conflict,) = conflicts(OFTEN, SELDOM, between)
    assert [side.source for side in conflict.sides] == ["pmid:1", "pmid:2"]


def test_what_sampling_explains_is_no_disagreement() -> None:
    other = found("2", "Relapse occurred in 12 of 22 patients (55%).")
    assert conflicts(OFTEN, other) == ()


def test_a_share_without_the_outcome_is_turned_around() -> None:
    other = found("2", "The non-relapsing course was seen in 730 of 1000 patients (73%).")
    (conflict,) = conflicts(OFTEN, other)
    assert sorted(round(side.effect.estimate) for side in conflict.sides if side.effect) == [27, 62]


def test_one_work_does_not_disagree_with_itself_and_arms_are_no_frequencies() -> None:
    assert conflicts(OFTEN, found("1", "Relapse occurred in 15 of 68 patients (22%).")) == ()
    arms = found(
        "2", "Relapse occurred in 5 of 100 (5%) in the drug group and 50 of 100 (50%) in the placebo group."
    )
    assert conflicts(OFTEN, arms) == ()


LOWERS = "In gleeb syndrome zorbimab was associated with less relapse (HR 0.50, 95% CI 0.29-0.86)."
RAISES = "In gleeb syndrome zorbimab was associated with more relapse (HR 1.69, 95% CI 1.01-2.83)."
UNSURE = "In gleeb syndrome zorbimab was associated with more relapse (HR 1.13, 95% CI 1.00-1.27)."


def test_significant_effects_of_one_treatment_in_opposite_directions_disagree() -> None:
    asked = question(clinical_type=ClinicalType.THERAPY, intervention=("zorbimab",))
    (conflict,) = body_of_evidence(asked, (found("1", LOWERS), found("2", RAISES))).conflicts
    assert [side.source for side in conflict.sides] == ["pmid:1", "pmid:2"]
    assert body_of_evidence(asked, (found("1", LOWERS), found("2", UNSURE))).conflicts == ()


def test_different_factors_on_one_outcome_do_not_disagree() -> None:
    assert conflicts(found("1", LOWERS), found("2", RAISES.replace("zorbimab", "histology"))) == ()


@given(st.floats(0, 100), st.integers(1, 5000), st.floats(0, 100), st.integers(1, 5000))
def test_z_is_finite_antisymmetric_and_zero_for_equals(one: float, n: int, two: float, m: int) -> None:
    z = z_of(one, n, two, m)
    assert math.isfinite(z)
    assert math.isclose(z, -z_of(two, m, one, n), abs_tol=1e-9)
    assert math.isclose(z_of(one, n, one, m), 0, abs_tol=1e-6)


def test_z_of_a_known_example() -> None:
    # 65/105 against 15/68: pooled 80/173; (0.61905 - 0.22059) / sqrt(0.46243 * 0.53757 * (1/105 + 1/68))
    assert math.isclose(z_of(100 * 65 / 105, 105, 100 * 15 / 68, 68), 5.1338, abs_tol=0.001)


AGAINST_PLACEBO = (
    "In gleeb syndrome zorbimab compared with placebo lowered relapse (HR 0.50, 95% CI 0.29-0.86)."
)
AGAINST_OLD = "In gleeb syndrome zorbimab compared with oldimab raised relapse (HR 1.69, 95% CI 1.01-2.83)."


def test_effects_against_different_comparators_do_not_disagree() -> None:
    asked = question(clinical_type=ClinicalType.THERAPY, intervention=("zorbimab",))
    works = (found("1", AGAINST_PLACEBO), found("2", AGAINST_OLD))
    assert body_of_evidence(asked, works).conflicts == ()


@given(st.text(max_size=200), st.text(max_size=200))
def test_odd_text_is_laid_side_by_side_or_left(one: str, two: str) -> None:
    odd = found("9", f"Relapse occurred in 65 of 105 patients (62%). {one}.", population=two or None)
    for conflict in conflicts(odd, SELDOM):
        assert len(conflict.sides) > 1


def of_death(*works: Found) -> list[list[int]]:
    """The shares on each side of each disagreement on death."""
    told = body_of_evidence(question(outcome=("death",)), works).conflicts
    return [[round(side.effect.estimate) for side in one.sides if side.effect] for one in told]


def test_how_many_lived_is_set_against_how_many_died_as_those_who_did_not() -> None:
    died = found("1", "Death occurred in 5 of 100 patients (5%).", year=2024)
    lived = found("2", "Survival was seen in 95 of 100 patients (95%).", year=2010)
    assert of_death(died, lived) == []
    asked = question(outcome=("death", "survival"))
    assert body_of_evidence(asked, (died, lived)).conflicts == ()


@pytest.mark.parametrize(
    "text",
    [
        "Relapsing-remitting course in 9 of 90 patients (10%).",  # one course of several
        "Relapse was higher with one drug than another: in 9 of 90 patients (10%).",  # arms
    ],
)
def test_a_course_or_an_arm_is_not_the_share_of_all_who_relapse(text: str) -> None:
    assert conflicts(OFTEN, found("2", text)) == ()


def test_shares_are_compared_at_their_own_time_where_a_sentence_has_several() -> None:
    one = found("1", "Relapse occurred in 65 of 105 patients (62%) at 5 and in 80 of 105 (76%) at 10 years.")
    early = found("2", "Relapse occurred in 15 of 68 patients (22%) at 1, in 30 of 68 (44%) at 5 years.")
    assert all(
        {round(side.effect.estimate) for side in conflict.sides if side.effect} != {62, 22}
        for conflict in conflicts(one, early)
    )
