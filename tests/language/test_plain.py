"""Plain words: neither side of a pair says more than the other, as the readers of this house read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.language.assertion import assertions
from probatum.language.numbers import quantities
from probatum.language.people import people_said
from probatum.language.plain import folded, pairs, plainer
from probatum.language.polarity import CueKind, polarity


def test_a_technical_word_gives_way_with_the_capital_that_it_had() -> None:
    text = "Haemorrhage was associated with renal failure."
    assert [(text[edit.start : edit.end], edit.text) for edit in plainer(text)] == [
        ("Haemorrhage", "Bleeding"),
        ("was associated", "was linked"),
        ("renal", "kidney"),
    ]
    assert folded(text) == "Bleeding was linked with kidney failure."


def test_a_word_of_a_name_is_left_alone() -> None:
    assert plainer("Advice of the American Heart Association and the Renal Society") == []
    assert folded("In all: Renal failure. Renal death") == "In all: Kidney failure. Kidney death"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("An association was seen in an additional study.", "A link was seen in a further study."),
        ("It was demonstrated that it occurs.", "It was shown that it occurs."),
        ("A haemorrhage; haemorrhage was rare.", "A bleed; bleeding was rare."),
        ("It began after smoking cessation.", "It began after stopping smoking."),
    ],
)
def test_the_words_around_a_plain_word_still_fit(text: str, plain: str) -> None:
    assert folded(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        "Infection must be excluded first.",
        "Experienced clinicians combined it with another drug.",
        "The more favourable course needs sufficient time.",
        "Screening is not routinely needed.",
        "The following treatment was given.",
    ],
)
def test_a_word_whose_plain_one_would_say_something_else_is_left_alone(text: str) -> None:
    assert folded(text) == text


def test_a_part_of_a_longer_word_is_left_alone() -> None:
    assert plainer("adrenal, renal-sparing, cardiac-free, nonrenal") == []


@pytest.mark.parametrize(("technical", "plain"), pairs())
def test_neither_side_has_a_number_a_denial_a_doubt_or_people_that_the_other_has_not(
    technical: str, plain: str
) -> None:
    kinds = (CueKind.HEDGE, CueKind.UNCERTAIN, CueKind.SIGNIFICANT, CueKind.NOT_SIGNIFICANT)
    read = [
        (
            [one.value for one in quantities(words)],
            [one.text for one in assertions(words).denials],
            [cue.kind for cue in polarity(words).of(*kinds)],
            [one.value for one in people_said(words) if one.slot != "age"],
        )
        for words in (technical, plain)
    ]
    assert read[0] == read[1]


def test_no_word_is_listed_twice_and_no_plain_word_is_technical() -> None:
    technical = [one for one, _ in pairs()]
    assert len(set(technical)) == len(technical)
    assert [one for one in pairs() if plainer(one[1])] == []


@given(st.text(max_size=200))
def test_to_fold_twice_is_to_fold_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
