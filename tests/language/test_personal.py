"""What would tell who a question is about is left out of it; one of nobody in particular is left alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.language.personal import without_details

NAMES = ("Emma", "Xavier", "Sarah", "Oluwaseun", "Wei")
MONTHS = ("January", "March", "Oct", "December")


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("My daughter Emma, 7, has asthma. Can she take ibuprofen?",
         "My child daughter has asthma. Can she take ibuprofen?"),
        ("My name is John Smith and I was born on 3 May 1980. Should I take statins?",
         "Should I take statins?"),
        ("Should I have surgery on 12 March 2025 while on prednisone?",
         "Should I have surgery while on prednisone?"),
        ("Mr Smith has gout. Can he take colchicine?", "A patient has gout. Can he take colchicine?"),
        ("I am a 47-year-old man with AF. Should I take apixaban?",
         "I am a man with AF. Should I take apixaban?"),
        ("Should my 82-year-old mother take aspirin?", "Should my older mother take aspirin?"),
        ("My 3 week old has a fever, what now?", "My newborn has a fever, what now?"),
        ("My son, aged 14, has acne. What helps?", "My adolescent son has acne. What helps?"),
        ("What is the treatment of gout in a 47-year-old man with CKD?",
         "What is the treatment of gout in a man with CKD?"),
        ("Write to jo.b@mail.com, can I take aspirin?", "Write to, can I take aspirin?"),
        ("my son xan has eczema, should he use steroids?", "my son has eczema, should he use steroids?"),
    ],
)  # fmt: skip
def test_what_tells_who_it_is_is_left_out(typed: str, left: str) -> None:
    assert without_details(typed) == left


@pytest.mark.parametrize(
    "text",
    [
        "Does aspirin prevent stroke in people over 65?",
        "Does amoxicillin work in 2-year-old children?",
        "Which trials since March 2020 compared apixaban with warfarin?",
        "Is it normal for a 12 year old to wet the bed?",
        "What is the prognosis of type I diabetes?",
        "My mother has Parkinson's disease, can she take haloperidol ?",
        "I'm 39 weeks pregnant, can I take paracetamol?",
    ],
)
def test_what_tells_nobody_who_it_is_is_left_alone(text: str) -> None:
    assert without_details(text) == text


@given(
    name=st.sampled_from(NAMES), age=st.integers(1, 99), day=st.integers(1, 28), month=st.sampled_from(MONTHS)
)
def test_no_name_age_or_date_is_ever_left(name: str, age: int, day: int, month: str) -> None:
    typed = f"My son {name}, {age}, had a fit on {day} {month} 2024. Should {name} take valproate?"
    left = without_details(typed)
    assert name not in left
    assert not re.search(r"\d", left)
    assert month not in left
    assert without_details(left) == left


@given(st.text(max_size=200))
def test_any_text_is_read_and_reading_it_twice_changes_nothing_more(text: str) -> None:
    once = without_details(text)
    assert without_details(once) == without_details(without_details(once))
