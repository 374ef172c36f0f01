"""Words of which one is meant and not the other."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.language.counterparts import _rows, _Side, exclusive, folded, members


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


SIDES = [side for row in _rows() for side in row.sides]


@pytest.mark.parametrize("side", SIDES, ids=[side.names.pattern for side in SIDES])
def test_what_is_looked_for_first_hides_no_name(side: _Side) -> None:
    @given(st.from_regex(side.names))
    def any_text_with_a_name_is_searched(text: str) -> None:
        assert [one.span() for one in side.found(text, folded(text))] == [
            one.span() for one in side.names.finditer(text)
        ]

    any_text_with_a_name_is_searched()


def test_case_is_folded_at_least_as_far_as_a_pattern_that_ignores_it_does() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    alike = set(re.findall("[a-z]", every, re.IGNORECASE))
    assert {letter for one in alike for letter in folded(one)} == set("abcdefghijklmnopqrstuvwxyz")
