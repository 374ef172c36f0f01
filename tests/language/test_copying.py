"""What was changed in a sentence that is copied."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.language.copying import changes

SENTENCE = "Relapse was seen in 49% of patients with placebo and in 20% of those with tocilizumab."


def changed(copy: str, original: str = SENTENCE) -> list[tuple[str, str]] | None:
    """Both sides of each change, as words."""
    made = changes(copy, original)
    return None if made is None else [(copy[slice(*one.said)], original[slice(*one.there)]) for one in made]


@pytest.mark.parametrize(
    ("copy", "found"),
    [
        (SENTENCE, []),
        (SENTENCE.upper(), []),
        (SENTENCE.replace("49", "94"), [("94", "49")]),
        (SENTENCE.replace("was seen", "may be seen"), [("may be", "was")]),
        (SENTENCE.replace("those with", "those"), [("", "with")]),
        (SENTENCE.replace("patients", "all patients"), [("all", "")]),
        ("Relapse was seen in 49% of patients with methotrexate", [("methotrexate", "placebo")]),
        ("Relapse was seen less often with tocilizumab than with placebo.", None),
        ("Relapse was seen.", None),
        ("", None),
    ],
)
def test_a_copy_is_told_from_other_words(copy: str, found: list[tuple[str, str]] | None) -> None:
    assert changed(copy) == found


def test_a_long_text_is_not_compared() -> None:
    assert changes("word " * 5_000, "word " * 5_000) is None


@given(st.text(max_size=300), st.text(max_size=300))
def test_spans_lie_within_their_texts_and_in_order(copy: str, original: str) -> None:
    made = changes(copy, original) or ()
    for text, spans in ((copy, [one.said for one in made]), (original, [one.there for one in made])):
        places = [place for span in spans for place in span]
        assert places == sorted(places)
        assert all(0 <= place <= len(text) for place in places)


@given(st.lists(st.sampled_from(["one", "two", "3", "4.5", "mg", "per", "(", "%"]), min_size=6, max_size=40))
def test_nothing_is_changed_in_a_true_copy(words: list[str]) -> None:
    assert changes(" ".join(words), " ".join(words)) == ()
