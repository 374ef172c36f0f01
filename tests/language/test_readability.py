"""Syllables, Flesch-Kincaid and SMOG: right for the words of this house, and never out of bounds."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.language.readability import Count, counted, fkgl, smog, syllables, together

BY_HAND = """
relapse 2, patients 2, myositis 4, dermatomyositis 7, polymyositis 6, inflammatory 5, idiopathic 5,
myopathy 4, glucocorticoid 5, immunosuppressant 6, histopathology 6, consistent 3, associated 5,
occurred 2, newly 2, diagnosed 3, Korean 3, centre 2, studies 2, disease 2, muscles 2, anaemia 4,
diabetes 4, kidney 2, heart 1, failure 2, bleeding 2, fibrillation 4, anticoagulant 6, apixaban 4,
treatment 2, treated 2, people 2, little 2, were 1, followed 2, outcome 2, favourable 4, guideline 2,
rates 1, estimated 4, lies 1, plausibly 3, confidence 3, interval 3, hazard 2, ratio 3, chance 1, rarely
2, linked 1, medicine 3, system 2, serious 3, previous 3, reaction 3, physician 3, social 2, partial 2,
arteries 3, polymyalgia 6, tocilizumab 5, quality 3, being 2, area 3, video 3, neonatal 4, coagulation
5, diagnosis 4, age 1, ages 2, reduced 2, years 1, median 3, multivariate 5, prednisolone 4,
methotrexate 4, safely 2, careful 2, chronic 2, evaluate 4, usual 3, influenza 4, dementia 3, trials 2,
placebo 3, science 2, client 2, quiet 2, created 3, doses 2, used 1, excluded 3, tables 2, causes 2,
disability 5, mortality 4, survival 3, value 2, cardiac 3, museum 3, antibodies 4, IIM 3, DMARDs 5, 1.69
1, 18,113 1
"""


def test_syllables_are_those_counted_by_hand() -> None:
    pairs = [pair.split() for pair in BY_HAND.replace("18,113", "18;113").replace("\n", " ").split(",")]
    words = {word.replace(";", ","): int(number) for word, number in pairs}
    assert {word: syllables(word) for word in words} == words


def test_the_formulas_are_those_that_were_published() -> None:
    count = Count(sentences=10, words=120, syllables=180, long=15)
    assert fkgl(count) == pytest.approx(0.39 * 12 + 11.8 * 1.5 - 15.59)
    assert smog(count) == pytest.approx(1.0430 * sqrt(15 * 30 / 10) + 3.1291)


def test_a_text_is_counted_by_its_sentences_and_words() -> None:
    text = "Relapse occurred in 65 of 105 patients (62%). The myositis came back."
    assert counted(text) == Count(sentences=2, words=12, syllables=18, long=1)
    assert together([text, "So it was."]) == Count(sentences=3, words=15, syllables=21, long=1)


def test_where_there_is_no_sentence_there_is_no_grade() -> None:
    assert (fkgl(counted("  ")), smog(counted("(…)"))) == (None, None)


@given(st.text(max_size=300))
def test_every_word_has_a_syllable_and_every_sentence_a_word(text: str) -> None:
    count = counted(text)
    assert count.long <= count.words <= count.syllables
    assert count.sentences <= count.words


@given(
    st.lists(
        st.sampled_from(["cat", "myositis", "anticoagulation", "the", "relapse"]), min_size=1, max_size=12
    )
)
def test_a_text_cut_in_two_sentences_is_never_harder(words: list[str]) -> None:
    whole, halves = " ".join(words) + ".", " ".join(words[:6]) + ". " + " ".join(words[6:]) + "."
    one, two = fkgl(counted(whole.capitalize())), fkgl(together(halves.split(". ")))
    assert one is not None
    assert two is not None
    assert two <= one + 1e-9
