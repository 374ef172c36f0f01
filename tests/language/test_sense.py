"""A question is known again in other words, and two questions are never taken for one."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.canonical import LISTS, same
from probatum.language.pico import read_question
from probatum.language.sense import Sense, content_words, sense_of
from probatum.language.vocabulary import Vocabulary
from probatum.language.wording import wording_of


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    return Vocabulary.shipped()


def sense(text: str) -> Sense | None:
    return sense_of(read_question(text, vocabulary()))


@pytest.mark.parametrize(
    "wordings",
    [
        (
            "Does tocilizumab reduce relapse in giant cell arteritis?",
            "In GCA, does tocilizumab lower the risk of relapse?",
            "Are relapses of giant cell arteritis reduced by tocilizumab?",
            "Is tocilizumab effective at reducing relapse in GCA?",
        ),
        (
            "Is apixaban safer than warfarin in atrial fibrillation?",
            "Compared with warfarin, is apixaban safer in AF?",
            "Does apixaban have a better safety profile than warfarin in AF?",
        ),
        (
            "Does lithium affect thyroid function?",
            "What is the effect of lithium on thyroid function?",
            "Is thyroid function affected by lithium?",
            "How does lithium influence thyroid function?",
        ),
        ("Can nosebleeds be caused by warfarin?", "Does warfarin induce epistaxis?"),
        (
            "What is the risk of cancer after renal transplant?",
            "How likely is cancer following kidney transplant?",
        ),
        ("Can stress trigger gout attacks?", "Are attacks of gout provoked by stress?"),
        ("Is it possible for shingles to come back?", "Can you get herpes zoster again?"),
        ("How is gout treated?", "What is the treatment for gout?", "Gout treatment"),
        ("Is asthma hereditary?", "Does asthma run in families?", "Can asthma be inherited?"),
        ("Can ibuprofen be taken with aspirin?", "Can I take aspirin and ibuprofen together?"),
    ],
)
def test_other_words_for_the_same_have_one_sense(wordings: tuple[str, ...]) -> None:
    first = sense(wordings[0])
    assert first is not None
    assert [sense(one) for one in wordings] == [first] * len(wordings)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("What is the effect of lithium on the thyroid?", "What is the effect of the thyroid on lithium?"),
        ("What is the effect of aspirin on stroke?", "Does aspirin prevent stroke?"),
        ("What is the risk of cancer after transplant?", "What is the risk of transplant after cancer?"),
        ("What is the risk of cancer after transplant?", "What is the risk of cancer before transplant?"),
        ("Can stress trigger psoriasis?", "Can stress cause psoriasis?"),
        ("Is allergic conjunctivitis contagious?", "Is pink eye contagious?"),
        ("Does obesity cause depression?", "Does depression cause obesity?"),
        ("What is the risk of stroke in AF?", "What is the risk of AF in stroke?"),
        ("Who should take methotrexate?", "Who should not take methotrexate?"),
        ("Does aspirin reduce stroke in women?", "Does aspirin reduce stroke?"),
        ("Does aspirin reduce stroke?", "Does aspirin not reduce stroke?"),
        ("Is apixaban safer than warfarin?", "Is warfarin safer than apixaban?"),
        ("Should apixaban be stopped before surgery?", "Should apixaban be stopped after surgery?"),
        (
            "In children with otitis media, what is the dose of amoxicillin?",
            "What is the dose of amoxicillin in otitis media?",
        ),
    ],
)
def test_two_questions_have_two_senses(one: str, other: str) -> None:
    assert sense(one) is None or sense(one) != sense(other)


def test_no_two_questions_of_the_lists_are_taken_for_one() -> None:
    lists = tomllib.loads(LISTS.read_text("utf-8"))
    said = [
        (f"{name} {number}", text)
        for name, held in lists.items()
        for number, one in enumerate(held["question"])
        for text in (one["asks"], *one["wordings"])
    ]
    read = [
        (page, (wording_of(q), sense_of(q)))
        for page, text in said
        for q in [read_question(text, vocabulary())]
    ]
    merged = [(a[0], b[0]) for a, b in combinations(read, 2) if a[0] != b[0] and same(a[1], b[1])]
    assert merged == []


WORDS = (
    "aspirin",
    "stroke",
    "women",
    "not",
    "without",
    "12",
    "AF",
    "after surgery",
    "children",
    "heart failure",
)


@given(st.sampled_from(WORDS), st.sampled_from(WORDS), st.sampled_from(WORDS), st.sampled_from(WORDS))
def test_what_acts_and_what_it_acts_on_are_never_turned_round(a: str, b: str, c: str, d: str) -> None:
    one, other = sense(f"Does {a} reduce {b}?"), sense(f"Does {c} reduce {d}?")
    assert (one == other) == ((a, b) == (c, d))


@given(st.text(min_size=1, max_size=200).filter(lambda text: any(mark.isalnum() for mark in text)))
def test_any_question_is_read_and_is_its_own(text: str) -> None:
    assert sense(text) == sense(f" {text} ")
    assert content_words(text) == content_words(f" {text} ")
