"""Two wordings of one question are known for that; two questions are never taken for one."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.language.pico import read_question
from probatum.language.vocabulary import Vocabulary
from probatum.language.wording import Wording, wording_of


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    return Vocabulary.shipped()


def wording(text: str) -> Wording:
    return wording_of(read_question(text, vocabulary()))


@pytest.mark.parametrize(
    "wordings",
    [
        (
            "Can inflammatory myositis relapse?",
            "Does IIM relapse?",
            "can idiopathic inflammatory myopathies  relapse",
            "Could the inflammatory myositis relapse?",
        ),
        (
            "Is apixaban safer than warfarin in atrial fibrillation?",
            "In AF, is apixaban safer than warfarin?",
            "Is apixaban safer than warfarin in patients with AF?",
            "Is apixaban safer than warfarin among people with atrial fibrillation",
        ),
        (
            "Do SGLT2 inhibitors slow CKD progression in type 2 diabetes?",
            "Does an SGLT2 inhibitor slow chronic kidney disease progression in people with T2DM?",
            "In type 2 diabetes mellitus, do SGLT-2 inhibitors slow CKD progression?",
        ),
        ("How is anaemia treated?", "How is anemia treated?"),
    ],
)
def test_spelling_abbreviation_and_place_of_the_people_do_not_matter(wordings: tuple[str, ...]) -> None:
    assert {wording(one) for one in wordings} == {wording(wordings[0])}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Is apixaban safer than warfarin in AF?", "Is warfarin safer than apixaban in AF?"),
        ("Does aspirin prevent stroke?", "Does aspirin not prevent stroke?"),
        ("Does aspirin prevent stroke?", "Does aspirin prevent ischaemic stroke?"),
        ("Does aspirin prevent stroke?", "Does aspirin prevent death?"),
        ("Does aspirin prevent stroke?", "Does clopidogrel prevent stroke?"),
        ("Does aspirin prevent stroke?", "Does aspirin prevent stroke in women?"),
        ("Does aspirin prevent stroke in women?", "Does aspirin prevent stroke in men?"),
        ("Is prednisone used in GCA?", "Is prednisolone used in GCA?"),
        ("Is X safe before surgery?", "Is X safe after surgery?"),
        ("Is X effective with prednisone in GCA?", "Is X effective without prednisone in GCA?"),
        ("Does hypertension follow stroke?", "Does stroke follow hypertension?"),
        ("Is aspirin 75 mg effective?", "Is aspirin 150 mg effective?"),
        ("Is aspirin 7.5 mg effective?", "Is aspirin 75 mg effective?"),
        ("Is it effective at 6 months?", "Is it effective at 12 months?"),
        ("Does IL-6 rise in sepsis?", "Does IL-1 rise in sepsis?"),
        ("Is a CRP > 10 normal?", "Is a CRP < 10 normal?"),
        ("Can children use cannabis?", "Do children use cannabis?"),
        ("Can myositis relapse?", "Can inflammatory myositis relapse?"),
        ("Can juvenile dermatomyositis relapse?", "Can dermatomyositis relapse?"),
        ("Is nonvalvular AF common?", "Is AF common?"),
        ("How often does myositis relapse?", "Does myositis relapse?"),
        ("Should statins be stopped?", "Can statins be stopped?"),
        ("Is hyperkalaemia dangerous?", "Is hypokalaemia dangerous?"),
        ("Do SGLT2 inhibitors help in type 1 diabetes?", "Do SGLT2 inhibitors help in type 2 diabetes?"),
    ],
)
def test_another_question_is_another_question(one: str, other: str) -> None:
    assert wording(one) != wording(other)


WORDS = ("aspirin", "warfarin", "not", "without", "stroke", "women", "children", "12", "AF", "after", "or")


@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=6),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=6),
)
def test_no_two_orders_or_choices_of_words_are_taken_for_one(one: list[str], other: list[str]) -> None:
    said = [wording(f"Does it help with {' '.join(words)}?") for words in (one, other)]
    assert (said[0] == said[1]) == (one == other)


@given(st.text(min_size=1, max_size=200).filter(lambda text: any(mark.isalnum() for mark in text)))
def test_any_question_has_a_wording_and_it_is_its_own(text: str) -> None:
    assert wording(text) == wording(f"  {text}  ")
