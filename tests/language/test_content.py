"""What a sentence speaks of: one key for all names of a thing, and how much of it another text has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.language.content import content, keys, shared


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("steroids", "Glucocorticoids"),
        ("skin rash", "cutaneous eruption"),
        ("renal disease", "kidney diseases"),
        ("paediatric patients", "children patients"),
        ("tumours", "tumor"),
    ],
)
def test_other_names_of_a_thing_have_the_same_keys(one: str, other: str) -> None:
    assert keys(one) == keys(other)


def test_a_concept_of_several_words_is_one_term() -> None:
    said = "Giant cell arteritis relapses."
    assert [said[term.start : term.end] for term in content(said)] == ["Giant cell arteritis", "relapses"]


def test_words_of_any_medical_text_and_adverbs_weigh_less() -> None:
    weights = {term.key: term.weight for term in content("Patients rapidly developed dysphagia in 2 weeks")}
    assert weights["patient"] < weights["~swallowing difficulty"]
    assert weights["2"] < weights["~swallowing difficulty"]


def test_what_is_shared_is_counted_by_weight() -> None:
    assert shared("Relapse of arteritis", keys("arteritis relapsed")) == 1.0
    assert shared("Relapse of arteritis", keys("pneumonia")) == 0.0
    assert 0.0 < shared("Relapse of arteritis", keys("relapses of asthma")) < 1.0


def test_what_speaks_of_nothing_shares_nothing() -> None:
    assert shared("", keys("anything")) == shared("the of and", keys("anything")) == 0.0


@given(text=st.text(max_size=400))
def test_terms_stand_where_they_say_in_order(text: str) -> None:
    terms = content(text)
    assert all(text[term.start : term.end].strip() for term in terms)
    assert [term.start for term in terms] == sorted(term.start for term in terms)
    assert all(0 < term.weight <= 1 for term in terms)


@given(text=st.text(max_size=200))
def test_every_text_shares_all_with_itself(text: str) -> None:
    assert shared(text, keys(text)) == (1.0 if content(text) else 0.0)
