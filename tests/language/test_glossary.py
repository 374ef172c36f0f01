"""Words explained: those of the list only, the right one of two meanings, and nothing that makes a claim."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.language.glossary import entries, explanation, meaning_of, meant, mentions


def terms(text: str, context: str = "") -> list[str]:
    return [one.entry.term for one in mentions(text, context)]


def test_the_longest_name_is_read_in_any_case() -> None:
    assert terms("Idiopathic inflammatory  myopathy and Myositis") == ["inflammatory myositis", "myositis"]


def test_an_abbreviation_is_read_only_where_its_meaning_is_plain() -> None:
    assert terms("PM relapsed more than DM") == ["PM", "DM"]
    assert terms("PM 2.5 in city air") == []
    assert terms("PM was seen", "idiopathic myositis") == ["PM"]
    assert terms("the pm rate", "myositis") == []
    assert explanation("RA", "rheumatoid arthritis") == (
        " (a disease in which the immune system attacks the joints)"
    )


def test_a_compound_is_explained_as_a_whole() -> None:
    (one,) = mentions("CTD-associated disease", "connective")
    assert ("CTD-associated disease"[one.start : one.end]) == "CTD-associated"
    assert explanation("CTD-associated", "myositis", long=True) == " (connective tissue disease)"
    assert explanation("statin-induced") == " (statin: a medicine that lowers cholesterol)"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("IV prednisolone", ["IV"]),
        ("NYHA class IV on prednisolone", ["NYHA"]),
        ("the dose was adjusted to the INR", []),
        ("a sensitivity analysis of the test", ["sensitivity analysis"]),
        ("sensitivity to gluten", []),
        ("respiratory depression after surgery", []),
        ("IgG immunoglobulin levels", ["IgA", "immunoglobulin"]),
    ],
)
def test_a_word_of_two_meanings_is_not_explained_by_the_wrong_one(text: str, found: list[str]) -> None:
    assert [one for one in terms(text) if one != "prednisolone"] == found


@pytest.mark.parametrize(
    ("term", "meaning"),
    [
        ("remission", "a time with little or no sign of the disease"),
        ("risk factor", "something that goes with a higher risk"),
        ("heart failure", "a heart that does not pump as well as the body needs"),
        ("confidence interval", "the range that the study leaves open for the true figure"),
        ("statistically significant", "chance alone would rarely give such a result"),
        ("sensitivity", "how many of those with the illness the test finds"),
        ("specificity", "how many of those without the illness the test clears"),
        ("hazard ratio", "it compares how fast something happens in two groups; 1 means no difference"),
    ],
)
def test_the_meanings_that_are_most_often_got_wrong(term: str, meaning: str) -> None:
    assert meaning_of(term) == meaning


def test_an_unknown_word_is_left_alone() -> None:
    assert terms("zanthofibrate in narcolepsia") == []
    assert explanation("zanthofibrate") == ""
    assert explanation("myositis and more") == ""


def test_several_hundred_words_are_explained_and_every_line_says_something() -> None:
    held = entries()
    assert len({entry.term for entry in held.values()}) >= 350
    assert [name for name, entry in held.items() if not meant(entry)] == []


@pytest.mark.parametrize("banned", [r"\d{2,}", r"%", r"\byou should\b", r"\bcures?\b", r"\bsafe\b"])
def test_no_meaning_makes_a_claim(banned: str) -> None:
    assert [entry.term for entry in entries().values() if re.search(banned, meant(entry), re.I)] == []


def test_meanings_are_short() -> None:
    assert [entry.term for entry in entries().values() if len(meant(entry).split()) > 16] == []


@given(st.text(max_size=200))
def test_mentions_stand_in_the_text_in_order_and_apart(text: str) -> None:
    end = 0
    for one in mentions(text):
        assert end <= one.start < one.end <= len(text)
        end = one.end
