"""Misspelt names are put right where there is no doubt, look-alikes asked about, known words left alone."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probatum.language.drugs import listed_names, look_alikes
from probatum.language.spelling import corrected, corrections
from probatum.language.vocabulary import Vocabulary
from probatum.records.notice import Correction


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    return Vocabulary.shipped()


def nowhere(word: str) -> bool:
    del word
    return False


def found(text: str) -> tuple[Correction, ...]:
    return corrections(text, vocabulary(), nowhere)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Does tocilizumb reduce relapse?", "Does tocilizumab reduce relapse?"),
        ("Can inflamatory myositis relapse?", "Can inflammatory myositis relapse?"),
        ("dose of metotrexate in reumatoid athritis", "dose of methotrexate in rheumatoid arthritis"),
        ("Warferin in atrial fibrilation", "Warfarin in atrial fibrillation"),
        ("What causes diarea?", "What causes diarrhoea?"),
        ("Zarelto and neumonia", "Xarelto and pneumonia"),
        ("hydralizine", "hydralazine"),
        ("hydroxizine", "hydroxyzine"),
    ],
)
def test_a_misspelt_name_is_put_right(typed: str, meant: str) -> None:
    assert corrected(typed, found(typed)) == meant


def test_what_lies_between_two_medicines_is_asked_and_not_decided() -> None:
    typed = "prednisolne in GCA"
    (one,) = found(typed)
    assert (one.sure, set(one.options)) == (False, {"prednisone", "prednisolone"})
    assert corrected(typed, (one,)) == typed


@pytest.mark.parametrize(
    "text",
    [
        "Is apixaban safer than warfarin in atrial fibrillation?",
        "Does hypoparathyroidism cause mucositis, dysphoria and retinal disease?",
        "Is the AF of patients with anaphylactic shock thrombotic?",
        "Do miRNAs and canSAR matter?",
        "Does zanthofibrate cure narcolepsy?",
        "Is haemorrhage or hemorrhage the spelling?",
        "BRCA1/2 IL-6 p53 xyzzy",
    ],
)
def test_words_that_are_words_are_left_alone(text: str) -> None:
    assert found(text) == ()


def test_a_word_of_the_library_is_never_touched() -> None:
    assert corrections("Does tocilizumb help?", vocabulary(), lambda word: word == "tocilizumb") == ()


NAMES = tuple(name for name, _ in listed_names() if name.isalpha() and len(name) >= 6)


@given(st.sampled_from(NAMES))
def test_no_name_of_a_medicine_is_taken_for_another(name: str) -> None:
    assert found(f"What is the dose of {name}?") == ()


@settings(max_examples=150)
@given(st.sampled_from(NAMES), st.data())
def test_one_slip_never_makes_a_look_alike(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(min_value=1, max_value=len(name) - 1))
    typed = name[:at] + data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz")) + name[at + 1 :]
    things = {form.casefold(): thing for form, thing in listed_names()}
    own = things[name.casefold()]
    for one in found(typed):
        if one.sure:
            assert things.get(one.options[0].casefold()) not in look_alikes(own)


@given(st.text(max_size=200))
def test_offsets_are_those_of_the_word_and_only_it_changes(text: str) -> None:
    made = found(text)
    for one in made:
        assert text[one.start : one.end] == one.said
        assert one.said.casefold() not in [option.casefold() for option in one.options]
    kept = [one for one in made if one.sure]
    rest = [
        text[a:b]
        for a, b in zip(
            [0, *(one.end for one in kept)], [*(one.start for one in kept), len(text)], strict=True
        )
    ]
    pieces = [
        piece for pair in zip(rest, [*(one.options[0] for one in kept), ""], strict=True) for piece in pair
    ]
    assert corrected(text, made) == "".join(pieces)
