"""Signs that stand in for letters are put back; what nobody sees is left out; other scripts stay."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.language.lookalikes import disguised, undisguised


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("w\u0430rfarin", "warfarin"),  # Cyrillic a
        ("did n\u043et relapse", "did not relapse"),  # Cyrillic o
        ("\u0422he dose", "The dose"),  # Cyrillic T
        ("fact\u03bfr X\u0391", "factor XA"),  # Greek
        ("\uff14\uff12\uff05 of \uff30", "42% of P"),  # full width
        ("\U0001d45d = 0.03 in \U0001d7d2\U0001d7d0", "p = 0.03 in 42"),  # mathematical
        ("war\U000e0041\U000e0042farin\ufe0f", "warfarin"),  # tags and variants
        ("meta\u200dbolic\u200e 5\u200c mg", "metabolic 5 mg"),
    ],
)
def test_what_is_shown_is_what_is_read(text: str, plain: str) -> None:
    assert disguised(text)
    assert undisguised(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        "TNF\u03b1, IL-1\u03b2, PPAR\u03b3, \u03baB and 5 \u03bcM",
        "\u0394G and \u03c72 in A\u03b242",
        "\u0432\u0430\u0440\u0444\u0430\u0440\u0438\u043d",  # a Russian word
        "\u0915\u094d\u200d\u0937",  # a joiner that a script needs
        "d\u00e9j\u00e0 vu, na\u00efve, 37\u00b0",
        "5 \u043c\u0433",
    ],
)
def test_letters_that_mean_themselves_stay(text: str) -> None:
    assert undisguised(text) == text


@given(st.text())
def test_doing_it_twice_changes_nothing_and_nothing_grows(text: str) -> None:
    once = undisguised(text)
    assert len(once) <= len(text)
    assert undisguised(once) == once
    assert disguised(text) or once == text


@pytest.mark.parametrize("text", ["\u200d" * 60_000, "\u0430" * 60_000 + "\u03b4", "a\u0430" * 30_000])
def test_a_long_run_takes_no_longer_than_its_length(text: str) -> None:
    began = time.process_time()
    undisguised(text)
    assert time.process_time() - began < 2
