"""Recommendations are found with strength and certainty in their issuer's words; nothing is translated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.appraise.grading import grade_of, grades_beside, proposed
from probatum.appraise.recommendations import Advised
from probatum.language.reading import with_sentences
from probatum.records.claim import Citation
from probatum.records.passage import Document, Part, Passage, TextKind, passage_at


def passage(text: str, section: str = "Treatment") -> Passage:
    document = Document(
        text=text, kind=TextKind.FULL_TEXT, parts=(Part(start=0, end=len(text), section=section),)
    )
    return with_sentences(passage_at("g", document, 0, len(text)))


def read(text: str) -> list[tuple[str, str | None, str | None]]:
    return [
        (
            one.quote.quote,
            one.strength.words.quote if one.strength else None,
            one.certainty.words.quote if one.certainty else None,
        )
        for one in proposed([passage(text)])
    ]


@pytest.mark.parametrize(
    ("text", "strength", "certainty"),
    [
        ("We recommend rest (strong recommendation, low certainty evidence).", "strong recommendation",
         "low certainty evidence"),
        ("We recommend rest. (Strong recommendation; moderate quality evidence.)", "Strong recommendation",
         "moderate quality evidence"),
        ("We suggest rest. Strength of recommendation: weak. Certainty of evidence: very low.", "weak",
         "Certainty of evidence: very low"),
        ("Rest is recommended in adults. Class IIa, level B.", "Class IIa", "level B"),
        ("We recommend rest [1B].", "1B", None),
        ("Rest should be offered to adults. Grade A.", "Grade A", None),
        ("We recommend rest.", None, None),
    ],
)  # fmt: skip
def test_the_grade_beside_a_recommendation_is_kept_as_printed(
    text: str, strength: str | None, certainty: str | None
) -> None:
    ((_, found_strength, found_certainty),) = read(text)
    assert (found_strength, found_certainty) == (strength, certainty)


def test_the_grade_of_the_next_recommendation_is_not_taken() -> None:
    assert read("We recommend rest. We suggest walking. (Conditional recommendation.)") == [
        ("We recommend rest.", None, None),
        ("We suggest walking.", "Conditional recommendation", None),
    ]


def test_a_legend_is_no_recommendation_and_says_what_the_words_mean() -> None:
    text = passage(
        "Strong recommendation: most adults would want it.\nClass I means do it always, in everyone."
    )
    assert proposed([text]) == ()
    advice = passage("We recommend rest. (Strong recommendation.)")
    strength, certainty = grades_beside(advice, 0, [text, advice])
    assert certainty is None
    assert strength is not None
    assert strength.legend is not None
    assert strength.legend.quote == "Strong recommendation: most adults would want it."


def test_where_the_text_has_no_legend_nothing_is_said_of_what_words_mean() -> None:
    advice = passage("We recommend rest. (Strong recommendation.)")
    assert grade_of(Citation.quoting(advice, "Strong recommendation"), [advice]).legend is None


def test_which_way_it_goes_and_where_it_stands_are_told() -> None:
    (one,) = proposed([passage("We recommend against rituximab in pregnancy.", "Pregnancy")])
    assert (one.stance, one.section) == (Advised.AGAINST, "Pregnancy")


@given(st.text(max_size=200), st.sampled_from(["We recommend rest. ", "We suggest rest (1B). ", "Grade A. "]))
def test_whatever_the_text_every_word_of_a_grade_stands_where_it_is_said_to(noise: str, advice: str) -> None:
    text = f"{noise} {advice} {noise}"
    held = passage(text)
    for one in proposed([held]):
        for grade in (one.strength, one.certainty):
            if grade is not None:
                assert held.text[grade.words.start : grade.words.end] == grade.words.quote
