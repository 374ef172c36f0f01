"""A narrower thing goes under the names of the wider ones."""

from __future__ import annotations

import pytest

from probatum.language.wider import wider_names


@pytest.mark.parametrize(
    ("name", "wider"),
    [
        ("type 2 diabetes", ("diabetes", "diabetes mellitus")),
        ("Type 2 Diabetes", ("diabetes", "diabetes mellitus")),
        ("diabetes", ()),
        ("no such thing", ()),
    ],
)
def test_wider_names(name: str, wider: tuple[str, ...]) -> None:
    assert wider_names(name) == wider
