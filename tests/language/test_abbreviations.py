"""Abbreviations that a text defines (Schwartz and Hearst 2003)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.language.abbreviations import abbreviations


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("giant cell arteritis (GCA) is", {"GCA": "giant cell arteritis"}),
        ("GCA (giant cell arteritis) is", {"GCA": "giant cell arteritis"}),
        ("heat shock protein 70 (HSP70)", {"HSP70": "heat shock protein 70"}),
        ("C-reactive protein (CRP; 5 mg/L)", {"CRP": "C-reactive protein"}),
        ("estimated glomerular filtration rate (eGFR)", {"eGFR": "estimated glomerular filtration rate"}),
        ("idiopathic inflammatory myopathies (IIMs)", {"IIMs": "idiopathic inflammatory myopathies"}),
        ("were treated (n = 23) at (Fig 1) once (P < 0.05)", {}),
        ("patients (mean age 60)", {}),
        ("no letters in order (XYZ)", {}),
        ("", {}),
    ],
)
def test_what_a_text_defines(text: str, found: dict[str, str]) -> None:
    assert abbreviations(text) == found


def test_the_first_definition_counts() -> None:
    text = "polymyalgia rheumatica (PMR) and partial metabolic response (PMR)"
    assert abbreviations(text) == {"PMR": "polymyalgia rheumatica"}


@given(st.text(alphabet="aAbB (),;-1\n", max_size=300))
def test_both_forms_stand_in_the_text(text: str) -> None:
    for short, long in abbreviations(text).items():
        assert short in text
        assert " ".join(long.split()) in " ".join(text.split())
        assert len(long) > len(short)


def test_many_brackets_cost_no_more_than_their_length() -> None:
    assert abbreviations("(" * 500_000) == {}
    assert abbreviations("a (AB) " * 50_000) == {}
