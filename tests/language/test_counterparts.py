"""Words of which one is meant and not the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.language.counterparts import exclusive, members


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Diastolic pressure", [("systolic", 1, "")]),
        ("Left ventricles", [("left", 0, "ventricle")]),
        ("They left.", []),
        ("Non-small cell lung cancer", [("small-cell", 1, "")]),
        ("hyperkalaemia", [("kalemia", 0, "")]),
        ("hypokalemia", [("kalemia", 1, "")]),
        ("type II diabetes", [("type 1", 1, "")]),
        ("ldl", []),  # capitals count only as such
    ],
)
def test_what_has_a_counterpart(text: str, found: list[tuple[str, int, str]]) -> None:
    assert [(one.row, one.side, one.next) for one in members(text)] == found


def test_the_dead_are_no_survivors() -> None:
    assert exclusive("77% survived.", "23% died.")
    assert not exclusive("77% survived.", "23% died and 77% survived.")
    assert not exclusive("Systolic pressure", "Diastolic pressure")


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert all(0 <= one.start < one.end <= len(text) for one in members(text))
