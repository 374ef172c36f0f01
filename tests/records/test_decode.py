"""Records written as plain values come back as the same records."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from probatum.records.article import Revision
from probatum.records.canonical import canonical, content_hash, plain
from probatum.records.claim import Citation, Claim
from probatum.records.decode import from_plain
from probatum.records.effect import Effect
from probatum.records.event import Event
from probatum.records.evidence import Conflict, Evidence
from probatum.records.passage import Document, Passage
from probatum.records.question import Question
from probatum.records.source import Author, Design, Identifiers, Link, LinkKind, Source
from probatum.records.verdict import Verdict

TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
FLOAT = st.floats(allow_nan=False, allow_infinity=False)
INT = st.integers(-(2**53), 2**53)

st.register_type_strategy(str, TEXT)
st.register_type_strategy(float, FLOAT)
st.register_type_strategy(int, INT)


CITATION = st.builds(Citation)
st.register_type_strategy(
    Claim, st.builds(Claim, citations=st.lists(CITATION, min_size=1, max_size=2).map(tuple))
)


def several(item: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """Tuples of up to three."""
    return st.lists(item, max_size=3).map(tuple)


SOURCES = st.builds(
    Source,
    authors=several(st.builds(Author)),
    identifiers=st.builds(Identifiers, other=several(st.tuples(TEXT, TEXT))),
    links=several(st.builds(Link)),
)
RECORDS = st.one_of(
    SOURCES, *(st.builds(cls) for cls in (Document, Passage, Question, Effect, Event, Verdict, Conflict))
)


@given(RECORDS)
def test_a_record_written_and_read_back_is_the_same_record(record: Any) -> None:
    """Through plain values, through bytes, and through the writer's own way with dataclasses."""
    cls = type(record)
    assert from_plain(cls, plain(record)) == record
    assert from_plain(cls, orjson.loads(canonical(record))) == record
    assert from_plain(cls, orjson.loads(orjson.dumps(record))) == record


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=30)
@given(st.builds(Revision))
def test_a_revision_keeps_its_hash(revision: Revision) -> None:
    """What is stored of a revision gives its hash again."""
    read = from_plain(Revision, orjson.loads(orjson.dumps(revision)))
    assert read == revision
    assert read.hash == revision.hash


@given(st.one_of(RECORDS, several(RECORDS), st.dictionaries(TEXT, RECORDS, max_size=3)))
def test_the_canonical_bytes_are_those_of_the_plain_values_sorted(value: Any) -> None:
    """The quick way and the plain way are one."""
    assert canonical(value) == orjson.dumps(plain(value), option=orjson.OPT_SORT_KEYS)


@given(st.builds(Document))
def test_the_id_of_a_document_is_its_content_hash(document: Document) -> None:
    """However it is computed."""
    assert document.id == content_hash((document.text, document.kind, document.parts))[:20]


def test_what_has_no_canonical_form_is_not_hashed() -> None:
    """Nothing is hashed by accident."""
    with pytest.raises(TypeError, match="has no canonical form"):
        content_hash({1, 2})


def test_keys_that_are_no_text_are_written_as_text() -> None:
    """As ``plain`` says."""
    assert canonical({1: "a"}) == b'{"1":"a"}'


def test_absent_fields_take_their_defaults() -> None:
    """A record of an earlier version is read by a later one."""
    link = from_plain(Link, {"kind": "update of"})
    assert link == Link(kind=LinkKind.UPDATE_OF)
    assert from_plain(Source, {}).design is Design.UNKNOWN


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"colour": "red"}, "no field 'colour'"),
        ([], "a Source was expected, not list"),
        ({"title": 7}, "str was expected, not int"),
        ({"design": "astrology"}, "'astrology' is not a valid Design"),
        ({"keywords": "a"}, "a list was expected, not str"),
        ({"identifiers": {"other": [["one"]]}}, "a list of 2 was expected"),
        ({"links": [{}]}, "missing 1 required keyword-only argument: 'kind'"),
        ({"house": 1}, "bool was expected, not int"),
    ],
)
def test_what_does_not_fit_is_a_value_error_that_says_so(value: Any, said: str) -> None:
    """Wrong types, unknown fields, missing fields."""
    with pytest.raises(ValueError, match="(?s)" + said.replace("[", r"\[")):
        from_plain(Source, value)


def test_every_record_of_the_store_can_be_decoded() -> None:
    """Nothing in a revision or an evidence is of a type that the decoder does not know."""
    assert from_plain(Evidence, {"found": []}) == Evidence(found=())
