"""CSL-JSON: an array, an object with items, one item; items of every shape."""

from __future__ import annotations

import io
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.errors import BrokenInput, HostileInput
from probatum.records.source import Author, Identifiers, Source
from probatum.sources import csl
from probatum.sources.csl import read_csl
from probatum.sources.reader import Read, Refused

ITEM = {
    "id": "berg2020",
    "type": "article-journal",
    "title": "Relapse of <i>myositis</i>",
    "author": [
        {"family": "Berg", "given": "Anna B", "non-dropping-particle": "van der"},
        {"literal": "EXAMPLE Study Group"},
    ],
    "container-title": "Journal of Examples",
    "container-title-short": "J Ex",
    "volume": "12",
    "issue": 3,
    "page": "12-20",
    "issued": {"date-parts": [["2020", 5, 17]]},
    "DOI": "10.1234/EX.1",
    "note": "PMID: 123\nPMCID: PMC77",
    "language": "en-US",
    "abstract": "<jats:title>Background</jats:title><jats:p>It was.</jats:p>",
    "URL": "https://example.org/1",
}


def read(value: Any) -> list[Read | Refused]:
    data = value if isinstance(value, bytes) else orjson.dumps(value)
    return list(read_csl(io.BytesIO(data), origin="lib.json"))


@pytest.mark.parametrize("wrap", [lambda x: [x], lambda x: {"items": [x]}, lambda x: x])
def test_everything_is_kept_of_an_item(wrap: Any) -> None:
    [found] = read(wrap(ITEM))
    assert isinstance(found, Read)
    assert found.source == Source(
        identifiers=Identifiers(pmid="123", pmcid="PMC77", doi="10.1234/ex.1"),
        title="Relapse of myositis",
        authors=(Author(family="van der Berg", given="Anna B"), Author(collective="EXAMPLE Study Group")),
        journal="J Ex",
        volume="12",
        issue="3",
        pages="12-20",
        published="2020-05-17",
        publication_types=("Journal Article",),
        language="en-US",
        url="https://example.org/1",
    )
    assert found.document is not None
    assert found.document.text == "Background It was."
    assert (found.reader, found.place) == ("csl", "item 1, berg2020")


def test_a_bad_item_is_refused_alone() -> None:
    found = read([3, {"type": "book"}, {"title": "Two"}])
    assert [type(one) for one in found] == [Refused, Refused, Read]
    assert found[0] == Refused(
        place="item 1", reason="not an object", fix="export the library again as CSL-JSON"
    )


def test_damaged_json_gives_what_came_before_and_says_where() -> None:
    reads = read_csl(io.BytesIO(b'[{"title": "One"}, {"title": "Tw'), origin="lib.json")
    assert isinstance(next(reads), Read)
    with pytest.raises(BrokenInput, match=r"lib\.json, after item 1: not JSON"):
        next(reads)


def test_an_endless_item_is_hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csl, "LONGEST_ITEM", 200_000)
    with pytest.raises(HostileInput, match="an item of more than 200000 bytes"):
        read(b'[{"title": "' + b"x" * 1_000_000)


_json = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 3000) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
_keys = st.sampled_from(
    [
        "id",
        "title",
        "author",
        "issued",
        "DOI",
        "note",
        "abstract",
        "license",
        "ISBN",
        "page",
        "keyword",
        "type",
    ]
)


@given(st.lists(st.dictionaries(_keys, _json, max_size=6), max_size=3))
def test_no_shape_of_item_crashes_the_reader(items: list[Any]) -> None:
    assert [type(one) in {Read, Refused} for one in read(items)] == [True] * len(items)
