"""A sentence stands in the section that it tells of; what only looks like it does not count."""

from __future__ import annotations

import pytest

from probatum.compose import outline
from probatum.compose.outline import ANY, EFFECTS, RECOMMENDATIONS, Facet, opened_by
from probatum.compose.relevance import subject_of
from probatum.records.question import ClinicalType, Concept, Pico, QuestionKind
from tests.compose.library import question


@pytest.mark.parametrize(
    ("facet", "sentence"),
    [
        (outline.RISK, "Large-vessel disease: relapse HR 1.49 (95% CI 1.002-2.12)."),
        (outline.RISK, "Relapse was more likely in women (odds ratio 1.43)."),
        (outline.FREQUENCY, "Relapse of skin or muscle occurred in 65 of 105 patients (62%)."),
        (outline.BENEFIT, "Neither drug differed significantly from placebo."),
        (outline.MONITORING, "CK should be measured at each visit."),
        (outline.PROTECTION, "Use of the drug went with fewer relapses."),
    ],
)
def test_a_sentence_that_tells_it_is_taken(facet: Facet, sentence: str) -> None:
    assert facet.cue.search(sentence)
    assert not (facet.exclude and facet.exclude.search(sentence))


@pytest.mark.parametrize(
    ("facet", "sentence"),
    [
        (outline.RISK, "In refractory or relapsing disease methotrexate is tried first."),
        (outline.RISK, "No relapse in 73, one relapse in 80, two or more in 133 of 286."),
        (outline.PROTECTION, "Most relapses came at 10 mg a day or less."),
        (outline.MONITORING, "CK normalised in 51 patients."),
        (outline.BENEFIT, "60.7% male, 43% over 65."),
        (outline.BENEFIT, "The prevalence of heart failure is about 2%."),
    ],
)
def test_a_sentence_that_only_looks_like_it_is_not(facet: Facet, sentence: str) -> None:
    assert not facet.cue.search(sentence) or (facet.exclude and facet.exclude.search(sentence))


def test_which_harms_there_are_is_answered_by_what_tells_of_harms_alone() -> None:
    harms = {"clinical_type": ClinicalType.HARM}
    which = question("What are the side effects of it?", kind=QuestionKind.LIST, **harms)
    assert opened_by(which) == ((outline.HARMS,),)
    assert opened_by(question("Does it cause bleeding?", kind=QuestionKind.YESNO, **harms)) == (ANY,)


def test_the_words_side_effects_are_not_looked_for_as_such() -> None:
    asked = question("What are the side effects of apixaban?", clinical_type=ClinicalType.HARM)
    assert set(subject_of(asked, {}).terms) == {"apixaban"}


@pytest.mark.parametrize(
    ("text", "clinical_type", "telling"),
    [
        ("How often does myositis relapse?", ClinicalType.FREQUENCY, (outline.FREQUENCY,)),
        ("What are the symptoms of myositis?", ClinicalType.DIAGNOSIS, (outline.FEATURES,)),
        ("What predicts a relapse?", ClinicalType.PROGNOSIS, (outline.RISK, outline.PROTECTION)),
    ],
)
def test_how_often_what_foretells_and_what_it_looks_like_are_answered_by_what_tells_that_alone(
    text: str, clinical_type: ClinicalType, telling: tuple[Facet, ...]
) -> None:
    asked = question(text, kind=QuestionKind.FACTOID, clinical_type=clinical_type)
    assert opened_by(asked) == (telling,)


@pytest.mark.parametrize(
    ("text", "otherwise"),
    [
        ("How is myositis treated?", (EFFECTS,)),
        ("What drugs are used for myositis?", (EFFECTS,)),
        ("What is the first-line therapy of myositis?", (EFFECTS,)),
        ("What is the indication for Truvada?", ANY),
        ("Which tool aligns treated sequences?", ANY),
    ],
)
def test_how_an_illness_is_treated_is_answered_by_what_is_recommended_else_by_what_treatments_do(
    text: str, otherwise: tuple[Facet, ...]
) -> None:
    asked = question(text, kind=QuestionKind.SUMMARY, clinical_type=ClinicalType.THERAPY)
    assert opened_by(asked) == ((RECOMMENDATIONS,), otherwise)


def test_at_what_dose_something_happens_asks_for_no_dose_to_give() -> None:
    pico = Pico(intervention=(Concept(text="prednisone"),))
    when = question("At what prednisone dose do relapses occur?", kind=QuestionKind.FACTOID, pico=pico)
    give = question("What is the dose of prednisone?", kind=QuestionKind.FACTOID, pico=pico)
    assert (outline.asks_a_dose(when), outline.asks_a_dose(give)) == (False, True)


@pytest.mark.parametrize(
    ("text", "divides"),
    [
        ("First relapse: PMR 51%, cranial 31%, systemic 18%.", True),
        ("Relapse in 52%, dependence in 35%.", False),
        ("At 1, 2 and 5 years: 32%, 44% and 47%.", False),
    ],
)
def test_the_parts_of_a_whole_are_no_frequency(text: str, divides: bool) -> None:
    assert outline.divides_a_whole(text) is divides
