"""Routes and rhythms are read as papers write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.language.dosing import rhythms, routes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("oral prednisolone", ["oral"]),
        ("taken by mouth or intravenously", ["oral", "intravenous"]),
        ("IV infusion and s.c. injection", ["intravenous", "subcutaneous"]),
        ("oral health, oral cavity, stage IV disease, subcutaneous fat", []),
    ],
)
def test_routes(text: str, expected: list[str]) -> None:
    assert [one.name for one in routes(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 mg twice daily", [2.0]),
        ("5 mg bid", [2.0]),
        ("three times a day", [3.0]),
        ("every 8 hours", [3.0]),
        ("every other day", [0.5]),
        ("once weekly", [1 / 7]),
        ("every 4 weeks", [1 / 28]),
        ("monthly", [1 / 28]),
        ("daily life, daily activities", []),
    ],
)
def test_rhythms(text: str, expected: list[float]) -> None:
    assert [one.per_day for one in rhythms(text)] == pytest.approx(expected)


@given(st.text(max_size=200))
def test_spans_are_exact(text: str) -> None:
    for one in (*routes(text), *rhythms(text)):
        assert text[one.start : one.end] == one.text
