"""A question is taken apart into its form, its clinical type and its PICO."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.errors import QuestionEmpty, QuestionTooLong
from probatum.language.pico import LONGEST_QUESTION, read_question
from probatum.language.vocabulary import Vocabulary
from probatum.records.question import ClinicalType, Question, QuestionKind

_VOCABULARY = Vocabulary.shipped()


def read(text: str) -> Question:
    return read_question(text, _VOCABULARY)


def words(question: Question) -> tuple[list[str], ...]:
    pico = question.pico
    return tuple([one.text for one in part] for part in
                 (pico.population, pico.intervention, pico.comparator, pico.outcome))  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "clinical_type", "parts"),
    [
        ("Can inflammatory myositis relapse?", "yesno", "prognosis",
         (["inflammatory myositis"], [], [], ["relapse"])),
        ("Is apixaban safer than warfarin in atrial fibrillation?", "yesno", "harm",
         (["atrial fibrillation"], ["apixaban"], ["warfarin"], [])),
        ("Does tocilizumab reduce relapse in giant cell arteritis?", "yesno", "therapy",
         (["giant cell arteritis"], ["tocilizumab"], [], ["relapse"])),
        ("Do SGLT2 inhibitors slow kidney disease in type 2 diabetes?", "yesno", "therapy",
         (["type 2 diabetes"], ["SGLT2 inhibitors"], [], ["kidney disease"])),
        ("Is dabigatran better than warfarin for preventing stroke in atrial fibrillation?", "yesno",
         "therapy",
         (["atrial fibrillation"], ["dabigatran"], ["warfarin"], ["stroke"])),
        ("What is the role of rituximab in dermatomyositis?", "summary", "therapy",
         (["dermatomyositis"], ["rituximab"], [], [])),
        ("How common is relapse in giant cell arteritis?", "factoid", "frequency",
         (["giant cell arteritis"], [], [], ["relapse"])),
        ("Which drugs are used for the treatment of polymyalgia rheumatica?", "list", "therapy",
         (["polymyalgia rheumatica"], [], [], [])),
        ("What are the symptoms of giant cell arteritis?", "list", "diagnosis",
         (["giant cell arteritis"], [], [], [])),
        ("Does smoking cause lung cancer?", "yesno", "aetiology", ([], ["smoking"], [], ["lung cancer"])),
        ("Can foobarine cure gleeb syndrome?", "yesno", "therapy",
         (["gleeb syndrome"], ["foobarine"], [], [])),
        ("How does imatinib work?", "summary", "mechanism", None),
        ("Transgastric splenectomy: is it possible?", "yesno", "other", None),
        ("Aripiprazole: a new risk factor for pathological gambling?", "yesno", "aetiology", None),
        ("HPV and warts. Is the virus a risk factor?", "yesno", "aetiology", None),
        ("Colorectal polyps --is the diameter important?", "yesno", "other", None),
    ],
)  # fmt: skip
def test_questions_are_read(
    text: str, kind: str, clinical_type: str, parts: tuple[list[str], ...] | None
) -> None:
    question = read(text)
    assert (question.kind, question.clinical_type) == (QuestionKind(kind), ClinicalType(clinical_type))
    if parts is not None:
        assert words(question) == parts


def test_the_vocabulary_gives_a_concept_its_names() -> None:
    (population,) = read("Can IIM relapse?").pico.population
    assert (population.text, population.preferred) == ("IIM", "inflammatory myositis")
    assert "dermatomyositis" in population.synonyms


def test_control_characters_and_white_space_are_folded() -> None:
    assert read("  Can\x00 GCA\n\n\trelapse\u200b ? ").text == "Can GCA relapse ?"


@pytest.mark.parametrize("text", ["", "   ", "?!", "\x00\n", "—"])
def test_a_question_without_words_is_refused(text: str) -> None:
    with pytest.raises(QuestionEmpty):
        read(text)


def test_a_question_that_is_too_long_is_refused() -> None:
    assert read("a" * LONGEST_QUESTION).kind is QuestionKind.SUMMARY
    with pytest.raises(QuestionTooLong):
        read("a" * (LONGEST_QUESTION + 1))


@given(st.text(max_size=300))
def test_any_words_can_be_asked(text: str) -> None:
    try:
        question = read(text)
    except QuestionEmpty:
        return
    assert question.text == " ".join(question.text.split())
    named = [concept.preferred or concept.text for concept in question.pico.concepts]
    assert len({name.casefold() for name in named}) == len(named)
    assert all(concept.text.strip() for concept in question.pico.concepts)


@pytest.mark.parametrize(
    ("text", "clinical_type", "parts"),
    [
        ("What are the side effects of canagliflozin?", "harm", ([], ["canagliflozin"], [], [])),
        ("Can sarilumab help people with polymyalgia rheumatica?", "therapy",
         (["polymyalgia rheumatica"], ["sarilumab"], [], [])),
        ("Does semaglutide protect the kidneys?", "therapy", ([], ["semaglutide"], [], ["kidneys"])),
        ("Is finerenone safe?", "harm", ([], ["finerenone"], [], [])),
        ("Which DOAC has the least bleeding?", "harm", ([], ["DOAC"], [], ["bleeding"])),
        ("Does methotrexate work in myositis?", "therapy", (["myositis"], ["methotrexate"], [], [])),
        ("Can I take aspirin instead of apixaban for atrial fibrillation?", "therapy",
         (["atrial fibrillation"], ["aspirin"], ["apixaban"], [])),
        ("How does insulin work in muscle?", "mechanism", (["muscle"], ["insulin"], [], [])),
        ("Should frail older people switch from warfarin to a DOAC?", "therapy",
         (["frail older people"], ["DOAC"], ["warfarin"], [])),
        ("Should people with atrial fibrillation on warfarin switch to apixaban?", "therapy",
         (["atrial fibrillation"], ["apixaban"], ["warfarin"], [])),
        ("Can methotrexate be replaced by azathioprine in myositis?", "other",
         (["myositis"], ["azathioprine"], ["methotrexate"], [])),
        ("Which SGLT2 inhibitor is best for heart failure?", "therapy",
         (["heart failure"], ["SGLT2 inhibitor"], [], [])),
        ("Does the gut change from health to disease in myositis?", "other",
         (["myositis"], ["gut change", "health"], [], [])),
    ],
)  # fmt: skip
def test_questions_are_read_as_lay_people_put_them(
    text: str, clinical_type: str, parts: tuple[list[str], ...]
) -> None:
    asked = read(text)
    assert (asked.clinical_type.value, words(asked)) == (clinical_type, parts)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Does apixaban increase bleeding compared with aspirin?",
         ([], ["apixaban"], ["aspirin"], ["bleeding"])),
        ("Does rivaroxaban cause more major bleeding than dabigatran?",
         ([], ["rivaroxaban"], ["dabigatran"], ["major bleeding"])),
        ("Compared with warfarin, does apixaban reduce major bleeding?",
         ([], ["apixaban"], ["warfarin"], ["major bleeding"])),
        ("Does apixaban versus warfarin reduce mortality?",
         ([], ["apixaban"], ["warfarin"], ["mortality"])),
        ("Can polymyositis be treated with methotrexate instead of azathioprine?",
         (["polymyositis"], ["methotrexate"], ["azathioprine"], [])),
        ("Is apixaban better than aspirin for stroke prevention in atrial fibrillation?",
         (["atrial fibrillation"], ["apixaban"], ["aspirin"], ["stroke"])),
        ("Does switching from warfarin to a DOAC increase bleeding?",
         ([], ["DOAC"], ["warfarin"], ["bleeding"])),
        ("Are women more likely than men to relapse?", (["likely"], [], [], ["relapse"])),
    ],
)  # fmt: skip
def test_what_something_is_compared_with_leaves_the_outcome_where_it_is(
    text: str, parts: tuple[list[str], ...]
) -> None:
    assert words(read(text)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Does upadacitinib 7.5 mg achieve remission in giant cell arteritis?",
         (["giant cell arteritis"], ["upadacitinib"], [], ["remission"])),
        ("When should apixaban be stopped?", ([], ["apixaban"], [], [])),
        ("Which molecule is targeted by olaratumab?",
         (["molecule is targeted"], ["olaratumab"], [], [])),
        ("What is the dose of apixaban in an 82 year old weighing 55 kg?", ([], ["apixaban"], [], [])),
        ("At what eGFR can metformin be used?", ([], ["metformin"], [], ["eGFR"])),
        ("What is the risk of stroke on apixaban?", ([], ["apixaban"], [], ["stroke"])),
        ("What percentage of GCA patients flare on tocilizumab?", (["GCA"], ["tocilizumab"], [], ["flare"])),
        ("Can dobutamine stress echocardiography induce arrhythmia?",
         ([], ["dobutamine stress echocardiography"], [], ["arrhythmia"])),
    ],
)  # fmt: skip
def test_a_medicine_is_what_acts_whatever_list_knows_it(text: str, parts: tuple[list[str], ...]) -> None:
    assert words(read(text)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Does dapagliflozin slow kidney disease in people without diabetes?",
         ([], ["dapagliflozin"], [], ["kidney disease"])),
        ("Does aspirin prevent stroke in atrial fibrillation patients not on anticoagulants?",
         (["atrial fibrillation"], ["aspirin"], [], ["stroke"])),
        ("Does stopping tocilizumab cause relapse of giant cell arteritis?",
         (["giant cell arteritis"], ["tocilizumab"], [], ["relapse"])),
        ("How often should urine albumin be checked in diabetes?",
         (["diabetes"], ["urine albumin"], [], [])),
    ],
)  # fmt: skip
def test_people_are_those_who_have_what_is_named(text: str, parts: tuple[list[str], ...]) -> None:
    assert words(read(text)) == parts


def test_an_event_and_what_it_is_from_are_one_thing_under_all_names_of_the_cause() -> None:
    (outcome,) = read("Does empagliflozin reduce admissions for atrial fibrillation?").pico.outcome
    assert outcome.text == "admissions for atrial fibrillation"
    assert "AF admissions" in outcome.synonyms
    (known,) = read("Does empagliflozin reduce hospitalisation for heart failure?").pico.outcome
    assert known.preferred == "heart failure hospitalisation"
