"""Names of authors in the usual orders."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.records.source import Author
from probatum.sources.names import author, authors


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kim, Min Su", Author(family="Kim", given="Min Su")),
        ("Kim MS", Author(family="Kim", given="MS")),
        ("van der Berg AB", Author(family="van der Berg", given="AB")),
        ("Anna B. van der Berg", Author(family="van der Berg", given="Anna B.")),
        ("Robert D Stevens", Author(family="Stevens", given="Robert D")),
        ("W Mathias Júnior", Author(family="Mathias", given="W")),
        ("King, Martin L., Jr.", Author(family="King", given="Martin L.")),
        ("EXAMPLE Study Group", Author(collective="EXAMPLE Study Group")),
        ("Plato", Author(family="Plato")),
        ("D. Dhingra", Author(family="Dhingra", given="D.")),
        (" , ", None),
        ("123", None),
    ],
)
def test_one_name(name: str, expected: Author | None) -> None:
    assert author(name) == expected


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("Robert D Stevens; Haran Burri", ["Stevens", "Burri"]),
        ("D. Dhingra and R. Valecha", ["Dhingra", "Valecha"]),
        ("Kim MS, Lee AB, van Dam C.", ["Kim", "Lee", "van Dam"]),
        ("J. Smith, A. Jones, and B. Brown", ["Smith", "Jones", "Brown"]),
        ("Berg, Anna; Kim, Min Su", ["Berg", "Kim"]),
        ("", []),
    ],
)
def test_a_list_of_names(text: str, families: list[str]) -> None:
    assert [one.family for one in authors(text)] == families


@given(st.text(max_size=60))
def test_no_text_crashes_it(text: str) -> None:
    for one in authors(text):
        assert one.name or one.family or one.collective
