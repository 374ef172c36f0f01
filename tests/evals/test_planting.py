"""One error is planted, of the kind that was asked for, and only where it is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.planting import LONGEST, Kind, plant, plant_each

PASSAGE = """Apixaban and warfarin were compared in 9,120 adults with atrial fibrillation. The annual rate of
stroke was 1.3% on apixaban 5 mg twice daily and 1.6% on
warfarin (hazard ratio 0.79, 95% CI 0.66-0.95, P = 0.012).
Apixaban may lower the rate of death and was associated with fewer falls. Patients were followed
for 2 years."""


@pytest.mark.parametrize(
    ("kind", "true", "planted"),
    [
        (Kind.UNIT, "Apixaban 5 mg was given.", {"Apixaban 5 g was given.", "Apixaban 5 µg was given."}),
        (Kind.UNIT, "It was given twice daily.", {"It was given twice weekly."}),
        (Kind.NEGATION, "Warfarin is safe.", {"Warfarin is not safe."}),
        (Kind.NEGATION, "Warfarin did not reduce the rate.", {"Warfarin reduced the rate."}),
        (Kind.NEGATION, "Warfarin prevents the strokes.", {"Warfarin does not prevent the strokes."}),
        (Kind.NEGATION, "Statins reduce the risk.", {"Statins do not reduce the risk."}),
        (Kind.NEGATION, "It can be taken.", {"It cannot be taken."}),
        (Kind.NEGATION, "There was no significant difference.", {"There was a significant difference."}),
        (Kind.DIRECTION, "It led to an increased risk.", {"It led to a decreased risk."}),
        (Kind.DIRECTION, "Falls were fewer.", {"Falls were more."}),
        (Kind.DIRECTION, "Apixaban reduces mortality.", {"Apixaban increases mortality."}),
        (
            Kind.COMPARATOR,
            "Strokes were rarer with apixaban than with warfarin.",
            {"Strokes were rarer with warfarin than with apixaban."},
        ),
        (
            Kind.COMPARATOR,
            "Apixaban was more effective than warfarin.",
            {"Warfarin was more effective than apixaban."},
        ),
        (Kind.COMPARATOR, "Stroke: 1.3% v 1.6%.", {"Stroke: 1.6% v 1.3%."}),
        (Kind.POPULATION, "Adults were studied.", {"Children were studied."}),
        (Kind.CERTAINTY, "Apixaban may lower the rate of death.", {"Apixaban lowers the rate of death."}),
        (
            Kind.CAUSATION,
            "Apixaban was associated with fewer falls.",
            {"Apixaban reduced falls."},
        ),
        (Kind.TIMEFRAME, "Patients were followed for 2 years.",
         {"Patients were followed for 2 months.", "Patients were followed for 4 years."}),
    ],
)  # fmt: skip
def test_an_error_of_each_kind_reads_as_english(kind: Kind, true: str, planted: set[str]) -> None:
    made = [plant(true, PASSAGE, kind, seed=seed) for seed in range(5)]
    assert {one.text for one in made if one} <= planted
    assert all(made)


def test_numbers_intervals_and_p_values_become_others_that_stand_nowhere() -> None:
    true = "The rate was 1.6% (hazard ratio 0.79, 95% CI 0.66-0.95, P = 0.012)."
    for kind in (Kind.NUMBER, Kind.INTERVAL, Kind.P_VALUE):
        for seed in range(20):
            made = plant(true, PASSAGE, kind, seed=seed)
            assert made is not None
            assert made.now not in PASSAGE
            assert made.text.replace(made.now, made.was, 1) == true


def test_another_drug_of_the_class_is_one_that_the_passage_does_not_name() -> None:
    seen = {
        made.now for seed in range(30) if (made := plant("Apixaban works.", PASSAGE, Kind.DRUG, seed=seed))
    }
    assert seen == {"Rivaroxaban", "Edoxaban", "Dabigatran"}


def test_a_body_that_is_not_in_the_passage_is_said_to_say_it() -> None:
    made = plant("In this study, warfarin was safe.", PASSAGE + " The WHO paid.", Kind.ATTRIBUTION)
    assert made is not None
    assert made.text.endswith(" warfarin was safe.")
    assert "World Health" not in made.text


@pytest.mark.parametrize(
    ("kind", "true", "why"),
    [
        (Kind.NUMBER, "IL-6 and SARS-CoV-2 in 2019 and type 2 diabetes, HbA1c.", "names and years"),
        (Kind.NUMBER, "Death occurred in 44% of them.", "the passage has no such number"),
        (Kind.DRUG, "Metformin works.", "the passage does not name it"),
        (Kind.POPULATION, "Women were studied.", "the passage does not name them"),
        (Kind.CERTAINTY, "Warfarin may be given.", "the passage hedges elsewhere only"),
        (Kind.CAUSATION, "Apixaban was not associated with death.", "denied"),
        (Kind.DIRECTION, "Apixaban did not reduce mortality.", "neither is its increase true"),
        (Kind.DIRECTION, "This gives rise to questions.", "no direction"),
        (Kind.NEGATION, "Is warfarin safe?", "a question"),
        (Kind.COMPARATOR, "Warfarin is similar to apixaban, and no better than it.", "the same both ways"),
        (Kind.ATTRIBUTION, "Warfarin: a review", "no sentence"),
    ],
)
def test_nothing_is_planted_where_it_would_be_no_error(kind: Kind, true: str, why: str) -> None:
    passage = PASSAGE if why != "the passage hedges elsewhere only" else "Warfarin was given."
    assert plant(true, passage, kind) is None, why


def test_a_randomised_trial_may_speak_of_causes() -> None:
    passage = "Adults were randomly assigned to diet A or diet B. Diet A lowered weight."
    assert plant("Diet A is associated with lower weight.", passage, Kind.CAUSATION) is None


def test_the_same_seed_gives_the_same_error() -> None:
    true = "The annual rate of stroke was 1.3% on apixaban 5 mg and 1.6% on warfarin for 2 years."
    assert list(plant_each(true, PASSAGE, seed=3)) == list(plant_each(true, PASSAGE, seed=3))
    assert len({made.text for seed in range(9) if (made := plant(true, PASSAGE, Kind.NUMBER, seed=seed))}) > 1


_WORDS = (
    "Apixaban", "may", "reduce", "reduces", "the", "risk", "of", "stroke", "by", "12", "mg", "(95%", "CI",
    "0.66-0.95)", "in", "adults", "P = 0.01", "is associated with", "than", "did not", "2 years", "É",
    "\u202e",    "(", "5.", "%", "-", "\n",
)  # fmt: skip
_SAID = st.lists(st.sampled_from(_WORDS), max_size=30).map(" ".join)


@given(_SAID | st.text(max_size=200), _SAID, st.integers(0, 9))
def test_whatever_is_planted_stands_where_it_is_said_to_stand(said: str, passage: str, seed: int) -> None:
    for made in plant_each(said, passage, seed=seed):
        assert made.text[made.start : made.end] == made.now
        assert made.text[: made.start] + made.was + made.text[made.end :] == said
        assert made.text != said


def test_a_text_longer_than_any_statement_is_left_alone() -> None:
    assert list(plant_each("Warfarin is safe. " * LONGEST, None)) == []
