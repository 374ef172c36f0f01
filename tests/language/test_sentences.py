"""Sentences are found where a reader would end them, and no character is lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.language.sentences import sentences

_PIECES = st.sampled_from(
    [
        *("The drug", " was", " given.", " e.g.", " p = 0.05.", " E.", " coli", "\n", "\n\n", " 1.", " 2)"),
        *("• ", "…", ".", " J. Smith", " et al.", " vs. ", "!", "?", ")", "[1,2]", " Fig. 1", " IL-6", "\t"),
        *("“", "”", " α", "\u2003", ".5"),
    ]
)


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@given(st.one_of(st.text(max_size=300), st.lists(_PIECES, max_size=60).map("".join)))
def test_spans_are_ordered_disjoint_trimmed_and_cover_every_word(text: str) -> None:
    spans = sentences(text)
    assert all(start < end for start, end in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
    covered = {place for start, end in spans for place in range(start, end)}
    assert {place for place, mark in enumerate(text) if not mark.isspace()} <= covered


@pytest.mark.parametrize(
    "parts",
    [
        ["Relapse occurred in 65 of 105 patients (62%).", "Median follow-up was 5.2 years."],
        ["The hazard ratio was 0·50 [95% CI 0·29–0·86]; p=0·013.", "No harm was seen."],
        ["Treatment A vs. B was tested.", "B won."],
        ["Smith et al. found no effect.", "Others did."],
        ["See Fig. 1 and Table 2.", "Results follow."],
        ["There was a trend (p = 0.05).", "It was not significant."],
        ["The result was p = 0.05.", "We stopped."],
        ["E. coli and S. aureus grew.", "P. falciparum did not."],
        ["J. A. Smith and K. Müller wrote it.", "Nobody read it."],
        ["Serum vitamin D.", "The trial ended."],
        ["It was given i.v. twice daily, or p.o. at night.", "Then it was stopped."],
        ["Doses were 5 mg b.i.d. and 10 mg q.d. in adults.", "Children got less."],
        ["The U.S. Food and Drug Administration approved it.", "Europe did not."],
        ["Is it safe?", "Yes!", "It is."],
        ["It works.[1,2]", "It is cheap.3", "Nobody uses it."],
        ["“It works.”", "He left."],
        ["It fell in 1990.", "In 1991 it rose."],
        ["p53 was lost.", "mRNA fell.", "eGFR rose."],
        ["Patients recovered.", "7 of 10 relapsed."],
        ["Cost was approx. 20 dollars (i.e. little, e.g. for drugs).", "Fine."],
        ["Side effects (n = 3) were mild, cf. Table 1.", "None died."],
    ],
)
def test_sentences_of_biomedical_prose(parts: list[str]) -> None:
    assert cut(" ".join(parts)) == parts


def test_lines_of_lists_and_headings_end_sentences_and_wrapped_lines_do_not() -> None:
    text = (
        "Methods\nPatients were enrolled in three centres over a period of\nfour years.\n\n"
        "- first item\n- second item\n1. Third item. It has two.\n2. Fourth item"
    )
    assert cut(text) == [
        "Methods",
        "Patients were enrolled in three centres over a period of\nfour years.",
        "- first item",
        "- second item",
        "1. Third item.",
        "It has two.",
        "2. Fourth item",
    ]


def test_a_lost_space_between_sentences_is_seen_and_addresses_are_not_cut() -> None:
    assert cut("It was well tolerated.Results were good.") == ["It was well tolerated.", "Results were good."]
    assert cut("See www.example.org for more.") == ["See www.example.org for more."]


_HOSTILE = (
    *(
        "." * 50_000,
        "." * 50_000 + "a",
        ".)" * 40_000,
        "." + ")" * 80_000 + "a",
        "a. " * 20_000,
        "(" * 50_000,
    ),
    *("\n" * 50_000, "1." * 30_000, "A" * 100_000 + ".", " ." * 30_000, "[1" * 30_000, "e.g." * 20_000),
)


@pytest.mark.parametrize("text", _HOSTILE)
def test_hostile_text_is_cut_without_loss(text: str) -> None:
    spans = sentences(text)
    assert sum(not mark.isspace() for start, end in spans for mark in text[start:end]) == sum(
        not mark.isspace() for mark in text
    )


def test_nothing_gives_nothing() -> None:
    assert sentences("") == sentences(" \n\t") == []
