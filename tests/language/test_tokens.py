"""The analysis: what of a text is found again, in whatever spelling it was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.language.tokens import LONGEST_TOKEN, analyse, phrase, token_set, words

SAME = [
    ("IL-6", "IL6"),
    ("SGLT-2", "SGLT2"),
    ("PD-L1", "PDL1"),
    ("CD4+", "CD4"),
    ("oedema", "edema"),
    ("haemorrhage", "hemorrhage"),
    ("anaemia", "anemia"),
    ("diarrhoea", "diarrhea"),
    ("oesophageal", "esophageal"),
    ("paediatric", "pediatric"),
    ("leukaemia", "leukemia"),
    ("leucocytes", "leukocytes"),
    ("tumours", "tumor"),
    ("behavioural", "behavioral"),
    ("randomised", "randomized"),
    ("hospitalisation", "hospitalization"),
    ("analysed", "analyzed"),
    ("analyses", "analysis"),
    ("labelling", "labeling"),
    ("sulphonylurea", "sulfonylurea"),
    ("ageing", "aging"),
    ("fibre", "fiber"),
    ("Sjögren’s", "Sjogren's"),
    ("TIF1-γ", "TIF1γ"),
    ("TIF1-γ", "TIF1-gamma"),
    ("TNFα", "TNF-alpha"),
    ("β-blockers", "beta-blocker"),
    ("µg", "μg"),
    ("non–small–cell", "non-small-cell"),
    ("1,000", "1000"),
    ("5mg", "5 mg"),
    ("0.5mg/kg", "0.5 mg/kg"),
    ("BRCA1/2", "BRCA1 BRCA2"),
    ("ﬁbrosis", "fibrosis"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_spellings_of_one_thing_give_the_same_tokens(one: str, other: str) -> None:
    assert analyse(one) == analyse(other)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("HMGCR", ["hmgcr"]),
        ("anti-HMGCR", ["antihmgcr", "hmgcr"]),
        ("p53", ["p53"]),
        ("0.5 mg/kg", ["0.5", "mg/kg", "mg", "kg"]),
        ("HR 0.50 (0.29–0.86)", ["hr", "0.50", "0.29", "0.86"]),
        ("β-blocker", ["betablock", "beta", "blocker"]),
        ("HbA1c ≥ 7%", ["hba1c", "7"]),
        ("the cells of all", ["cell"]),
        ("ALL", ["all"]),
        ("", []),
        ("… — ()", []),
    ],
)
def test_the_names_of_medicine_survive(text: str, tokens: list[str]) -> None:
    assert analyse(text) == tokens


@pytest.mark.parametrize(("one", "other"), [("toes", "tes"), ("shoe", "she"), ("does", "des")])
def test_spelling_rules_leave_short_words_alone(one: str, other: str) -> None:
    assert analyse(one) != analyse(other) or analyse(one) == []


def test_a_compound_is_found_by_its_whole_and_by_its_parts() -> None:
    tokens = set(analyse("beta-blocker"))
    assert set(analyse("betablocker")) <= tokens
    assert set(analyse("beta blocker")) <= tokens


def test_words_give_places_and_no_wholes() -> None:
    text = "Does TIF1-γ help (IL-6)?"
    found = [(text[word.start : word.end], word.token) for word in words(text)]
    assert found == [("TIF1", "tif1"), ("γ", "gamma"), ("help", "help"), ("IL-6", "il6")]
    assert phrase("beta-blocker") == phrase("beta blocker") == phrase("β‑blockers")


@given(st.text(max_size=400))
def test_tokens_have_no_white_space_and_are_never_too_long(text: str) -> None:
    for token in analyse(text):
        assert token
        assert token.split() == [token]
        assert len(token) <= LONGEST_TOKEN


@given(st.text(max_size=200), st.text(max_size=200))
def test_white_space_parts_texts(one: str, other: str) -> None:
    assert analyse(f"{one} {other}") == analyse(one) + analyse(other)


@given(st.text(max_size=300))
def test_memory_does_not_change_the_answer(text: str) -> None:
    assert analyse(text) == analyse(text)


@given(st.text(max_size=300))
def test_words_lie_in_the_text_in_order(text: str) -> None:
    found = words(text)
    assert all(0 <= word.start < word.end <= len(text) for word in found)
    assert [word.start for word in found] == sorted(word.start for word in found)


@pytest.mark.parametrize("mark", ["a", "a-", "α", "a.b/", "1,", "ﷺ", "中"])
def test_a_long_run_without_white_space_costs_no_more_than_its_length(mark: str) -> None:
    run = mark * (2_000_000 // len(mark))
    assert len(analyse(run)) <= 50_000  # one ligature may stand for several words
    assert len(words(run)) <= 50_000


@given(st.text(max_size=200))
def test_the_token_set_has_each_token_once(text: str) -> None:
    assert token_set(text) == set(analyse(text))
