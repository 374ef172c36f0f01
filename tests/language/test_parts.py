"""Several questions are taken apart, each standing alone; one question is left whole."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.language.parts import MOST, parts_of, pieces_of
from probatum.language.vocabulary import Vocabulary


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    return Vocabulary.shipped()


def texts(question: str) -> list[str]:
    return [one.text for one in parts_of(question, vocabulary())]


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "What is the dose of methotrexate and is it safe in pregnancy?",
            ["What is the dose of methotrexate?", "Is methotrexate safe in pregnancy?"],
        ),
        ("What is gout and how is it treated?", ["What is gout?", "How is gout treated?"]),
        ("Is apixaban safe? What is its dose?", ["Is apixaban safe?", "What is the dose of apixaban?"]),
        (
            "What are the symptoms of GCA, how is it diagnosed and how is it treated?",
            ["What are the symptoms of GCA?", "How is GCA diagnosed?", "How is GCA treated?"],
        ),
        (
            "What is the dose of apixaban in AF, and should it be reduced in CKD?",
            ["What is the dose of apixaban in AF?", "Should the dose of apixaban be reduced in CKD?"],
        ),
        (
            "I have gout. What should I eat and can I drink beer?",
            ["I have gout. What should I eat?", "I have gout. Can I drink beer?"],
        ),
        (
            "Is it safe to take ibuprofen and is it safe to drink alcohol with it?",
            ["Is it safe to take ibuprofen?", "Is it safe to drink alcohol with ibuprofen?"],
        ),
    ],
)
def test_each_part_stands_alone(question: str, parts: list[str]) -> None:
    assert texts(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "Does metformin cause nausea and vomiting?",
        "What are the risks and benefits of warfarin?",
        "How and why does GCA cause blindness?",
        "When and how should warfarin be stopped before surgery?",
        "Is aspirin or clopidogrel better after stroke?",
        "Do patients who stop and do not restart methotrexate relapse?",
        "Which drugs raise potassium and can cause arrhythmia?",
        "What drug, used to treat rheumatoid arthritis, is an interleukin-1 receptor antagonist?",
        "In patients with AF who have CKD and are on dialysis, is apixaban safe?",
        "What is the difference between GCA and PMR and how do they relate?",
        "Does tocilizumab reduce relapse and spare steroids in GCA?",
        "What? Why?",
        "My mother has GCA. What is the dose of prednisone?",
    ],
)
def test_what_is_joined_within_one_question_is_left_alone(question: str) -> None:
    assert texts(question) == []


def test_who_asks_very_much_at_once_is_not_split() -> None:
    many = " ".join(f"Can disease number {count} relapse?" for count in range(MOST + 1))
    assert texts(many) == []


PIECES = (
    "What is gout", "how is it treated", "is it safe in pregnancy", "?", ", ", " and ", ". ", "; ",
    "nausea and vomiting", "What is the dose of apixaban", "  ", "I have AF", "its", "é",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=12).map("".join))
def test_parts_are_words_of_the_question_in_order_and_never_overlap(question: str) -> None:
    parts = parts_of(question, vocabulary())
    assert len(parts) != 1
    at = 0
    for part in parts:
        assert at <= part.start < part.end <= len(question)
        assert question[part.start : part.end].strip() == question[part.start : part.end]
        assert part.text.endswith("?")
        at = part.end


@pytest.mark.parametrize(
    ("said", "pieces"),
    [
        ("and in children? what dose?", ("and in children", "what dose")),
        ("what dose and for how long?", ("what dose", "for how long")),
        ("risks and benefits?", ()),
        ("why?", ()),
        ("what dose?\nhow often?", ("what dose", "how often")),
        ("a? b? c? d? e?", ()),
    ],
)
def test_follow_ups_are_told_apart_by_marks_and_by_what_asks(said: str, pieces: tuple[str, ...]) -> None:
    assert pieces_of(said, lambda piece: "dose" in piece or "how" in piece) == pieces


@given(st.text(max_size=120))
def test_pieces_hold_no_word_that_was_not_said(said: str) -> None:
    assert all(piece in said for piece in pieces_of(said, lambda _: True))
