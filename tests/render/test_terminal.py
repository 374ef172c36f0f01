"""The terminal shows the whole article, and nothing in a source can drive the terminal."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from probatum.render.terminal import print_article, words
from tests.render.myositis import gap_revision, revision


def printed(made: object, *, width: int = 80) -> str:
    out = io.StringIO()
    print_article(Console(file=out, width=width, highlight=False), made)  # type: ignore[arg-type]
    return out.getvalue()


def test_the_article() -> None:
    text = printed(revision())
    for wanted in ("Can invented myositis relapse?", "Bottom line", "[1] ✓", "◐ partly", "References",
                   "[2] House note on a randomised trial.", "42 passages considered"):  # fmt: skip
        assert wanted in text


def test_a_gap() -> None:
    text = printed(gap_revision())
    assert "The evidence held does not answer this" in text
    assert "Bottom line" not in text


def test_a_narrow_terminal_is_kept_to() -> None:
    assert max(len(line) for line in printed(revision(), width=40).splitlines()) <= 40


@given(st.text(max_size=60))
def test_no_control_character_passes(text: str) -> None:
    assert not any(
        (ord(sign) < 32 and sign not in "\t\n") or 127 <= ord(sign) < 160
        for sign in words(f"\x1b[2J{text}").plain
    )
