"""A statement stands on its own: study named, openings resolved, numbers and hedges untouched."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.compose.bind import (
    Binder,
    of_none_that_is_named,
    self_contained,
    stands_alone,
    statement_span,
)
from probatum.compose.relevance import candidates, subject_of
from probatum.records.passage import TextKind
from probatum.records.question import ClinicalType, QuestionKind
from probatum.records.source import Design
from tests.compose.library import found, question


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("Relapse occurred in 65 of 105 patients (62%).", "Relapse occurred in 65 of 105 patients (62%)."),
        ("We found that relapse was common.", "Relapse was common."),
        ("In this study, we observed that relapse was common", "Relapse was common."),
        ("In conclusion, our results suggest a benefit.", "The authors' results suggest a benefit."),
        ("RESULTS: Relapse was common.", "Relapse was common."),
        (
            "Adjusted: immunosuppressant use was associated with fewer relapses (HR 0.50).",
            "After adjustment, immunosuppressant use was associated with fewer relapses (HR 0.50).",
        ),
        ("Adjusted: ANA titre was not significant.", "After adjustment, ANA titre was not significant."),
        ("However, we could not confirm it in children.", "The authors could not confirm it in children."),
        ("This trial met its primary endpoint.", "The trial met its primary endpoint."),
    ],
)
def test_a_sentence_is_put_so_that_it_needs_nothing_around_it(sentence: str, statement: str) -> None:
    assert self_contained(sentence) == statement


@pytest.mark.parametrize("sentence", ["They relapsed.", "This was not significant.", "However, it failed."])
def test_a_sentence_that_leans_on_the_one_before_does_not_stand_alone(sentence: str) -> None:
    assert not stands_alone(sentence)


@pytest.mark.parametrize("sentence", ["Patients relapsed.", "We found that patients relapsed.", "HR 0.50."])
def test_a_sentence_with_its_own_subject_stands_alone(sentence: str) -> None:
    assert stands_alone(sentence)


@given(text=st.text(min_size=1, max_size=200))
def test_no_number_is_ever_changed(text: str) -> None:
    numbers = re.compile(r"\d+(?:[.,]\d+)*")
    kept = numbers.findall(self_contained(text))
    assert kept == numbers.findall(text[statement_span(text) :])


@pytest.mark.parametrize(
    ("note", "statement"),
    [
        ("Review: biopsy tells most in myositis.", "Review: biopsy tells most in myositis."),
        ("Yokohama chart review of myositis.", "Review: Yokohama chart review of myositis."),
        ("Canadian register of myositis.", "Review: Canadian register of myositis."),
        ("Biopsy: what it tells in myositis.", "Review: Biopsy: what it tells in myositis."),
    ],
)
def test_the_kind_of_study_is_said_once_and_names_keep_their_capital(note: str, statement: str) -> None:
    subject = subject_of(question(), {})
    (candidate,) = candidates([found(note, design=Design.REVIEW, kind=TextKind.NOTE)])
    assert Binder(subject, {}).claim(candidate).text == statement


GUIDED = "Relapse of myositis 34.3% v 55.6% (OR 0.47, 0.29-0.74)."


@pytest.mark.parametrize(
    ("title", "said", "statement"),
    [
        # Who reads two shares must be told of what: by the title, or by its one medicine where the title's
        # number is not in what is quoted.
        (
            "Rituximab versus placebo in myositis",
            GUIDED,
            f"Randomised trial “Rituximab versus placebo in myositis”: relapse{GUIDED[7:]}",
        ),
        (
            "A phase 3 trial of Rituximab in myositis",
            GUIDED,
            f"Randomised trial of rituximab: relapse{GUIDED[7:]}",
        ),
        ("A phase 3 trial of rituximab and methotrexate", GUIDED, f"Randomised trial: relapse{GUIDED[7:]}"),
        ("Relapse of myositis", GUIDED, f"Randomised trial: relapse{GUIDED[7:]}"),
        (
            "Rituximab versus placebo in myositis",
            "Relapse of myositis 34% on rituximab v 56%.",
            "Randomised trial: relapse of myositis 34% on rituximab v 56%.",
        ),
        (
            "Rituximab versus placebo in myositis",
            "Remission of myositis 56% weekly, 14% on placebo.",
            "Randomised trial “Rituximab versus placebo in myositis”: remission of myositis 56% weekly, "
            "14% on placebo.",
        ),
    ],
)
def test_where_no_treatment_was_asked_about_the_one_that_had_the_figures_is_named(
    title: str, said: str, statement: str
) -> None:
    put = question("How is myositis treated?", kind=QuestionKind.SUMMARY, clinical_type=ClinicalType.THERAPY)
    one = found(said, design=Design.RANDOMISED_TRIAL, title=title)
    (candidate,) = candidates([one])
    assert Binder(subject_of(put, {}), {}).claim(candidate).text == statement


@pytest.mark.parametrize(
    ("title", "text", "named"),
    [
        ("Edoxaban versus Warfarin", "Bleeding: warfarin 3.43%, high dose 2.75% (HR 0.80).", True),
        ("Rivaroxaban Versus Dabigatran", "v dabigatran: major bleeding HR 1.38 (1.27-1.49).", True),
        ("Edoxaban versus Warfarin", "Bleeding: warfarin 3.43%, edoxaban 2.75% (HR 0.80).", False),
    ],
)
def test_a_comparison_that_names_one_of_its_two_medicines_has_its_title(
    title: str, text: str, named: bool
) -> None:
    put = question("Which drug has the lowest risk of bleeding?", kind=QuestionKind.FACTOID)
    held = found(text, title=title, design=Design.RANDOMISED_TRIAL, kind=TextKind.NOTE)
    (one,) = candidates([held])
    assert (title in Binder(subject_of(put, {}), {}).claim(one).text) is named


@pytest.mark.parametrize(
    ("title", "text", "of_none"),
    [
        ("GLP-1RA and SGLT2i: the impact", "HF hospitalisation HR 0.65, 0.67, 0.73.", True),
        ("GLP-1RA and SGLT2i: the impact", "MACE HR 0.86 for empagliflozin.", False),
        ("Empagliflozin in diabetes", "HF hospitalisation HR 0.65 (0.50-0.85).", False),
        ("Apixaban versus warfarin", "Death HR 0.89 (0.80-0.99).", False),
        ("Methotrexate and azathioprine", "Survival was 77% at 5 years.", False),
    ],
)
def test_estimates_of_nobody_knows_which_of_several_treatments_are_seen(
    title: str, text: str, of_none: bool
) -> None:
    (one,) = candidates([found(text, title=title)])
    assert of_none_that_is_named(one) is of_none
