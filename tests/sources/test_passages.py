"""Passages are spans of the text, in order, bounded, and together hold every word of every part."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from probatum.records.passage import Document, Part, Role, TextKind, passage_at
from probatum.sources.passages import LONGEST, WHOLE_ABSTRACT, passages

_WORDS = st.text(alphabet="abc ABC.?! é\n(0-9)α", max_size=400)
_SECTIONS = st.sampled_from(["", "Abstract › Methods", "Abstract › Results", "Results", "Results › Deaths"])
_ROLES = st.sampled_from([None, Role.METHODS, Role.RESULTS])


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document with ordered parts, some of them far longer than a passage may be."""
    text, parts = "", []
    for _ in range(draw(st.integers(0, 8))):
        body = draw(_WORDS) * draw(st.sampled_from([1, 1, 1, 6, 20]))
        text += draw(st.sampled_from(["", "\n", "\n\n"]))
        page = draw(st.sampled_from([None, 1, 2]))
        part = Part(
            start=len(text), end=len(text) + len(body), section=draw(_SECTIONS), page=page, role=draw(_ROLES)
        )
        text += body
        parts.append(part)
    kind = draw(st.sampled_from(list(TextKind)))
    return Document(text=text, kind=kind, parts=tuple(part for part in parts if part.end > part.start))


@given(documents())
def test_passages_are_ordered_spans_of_the_text_and_cover_every_part(document: Document) -> None:
    """Text equality, order, bounds, coverage; and the address of each resolves to the same passage."""
    found = passages("pmid:1", document)
    for passage in found:
        assert passage.text == document.text[passage.start : passage.end]
        assert passage.text == passage.text.strip() != ""
        assert len(passage.text) <= (WHOLE_ABSTRACT if document.kind is TextKind.ABSTRACT else LONGEST)
        resolved = passage_at("pmid:1", document, passage.start, passage.end)
        assert passage == replace(resolved, parts=())
    assert all(one.end <= two.start for one, two in pairwise(found))
    covered = {place for passage in found for place in range(passage.start, passage.end)}
    parts = document.parts or (Part(start=0, end=len(document.text)),)
    for part in parts:
        words = {place for place in range(part.start, part.end) if not document.text[place].isspace()}
        assert words <= covered


def test_a_short_abstract_is_one_passage_without_a_role_of_its_own() -> None:
    text = "We asked.\nWe found."
    parts = (
        Part(start=0, end=9, section="Methods", role=Role.METHODS),
        Part(start=10, end=19, section="Results", role=Role.RESULTS),
    )
    (only,) = passages("s", Document(text=text, kind=TextKind.ABSTRACT, parts=parts))
    assert (only.start, only.end, only.section, only.role) == (0, 19, "Methods", None)


def test_a_note_gives_a_passage_for_each_part_but_what_was_read() -> None:
    text = "Summary here.\nA fact.\nAdults.\nabstract"
    parts = (
        Part(start=0, end=13, section="Summary"),
        Part(start=14, end=21, section="Key facts › abstract, results", role=Role.RESULTS),
        Part(start=22, end=29, section="Population"),
        Part(start=30, end=38, section="What was read"),
    )
    found = passages("s", Document(text=text, kind=TextKind.NOTE, parts=parts))
    assert [passage.text for passage in found] == ["Summary here.", "A fact.", "Adults."]


def test_paragraphs_are_joined_within_a_section_and_page_only() -> None:
    text = "One.\nTwo.\nThree.\nFour."
    spans = [(0, 4, "A", 1), (5, 9, "A", 1), (10, 16, "A", 2), (17, 22, "B", 2)]
    parts = tuple(Part(start=s, end=e, section=name, page=page) for s, e, name, page in spans)
    found = passages("s", Document(text=text, kind=TextKind.FULL_TEXT, parts=parts))
    assert [passage.text for passage in found] == ["One.\nTwo.", "Three.", "Four."]


def test_a_long_paragraph_is_cut_at_the_end_of_a_sentence() -> None:
    sentence = "Relapse was seen in 65 of 105 patients (see Kim et al. 2024) and, e.g. in Fig. 2 too. "
    text = (sentence * 40).strip()
    found = passages(
        "s",
        Document(text=text, kind=TextKind.FULL_TEXT, parts=(Part(start=0, end=len(text)),)),
    )
    assert len(found) > 1
    assert all(passage.text.endswith("2 too.") for passage in found)


def test_a_megabyte_without_a_space_is_cut_all_the_same() -> None:
    text = "x" * 1_000_000
    document = Document(text=text, kind=TextKind.PAGE, parts=(Part(start=0, end=len(text)),))
    found = passages("s", document)
    assert "".join(passage.text for passage in found) == text
    assert max(len(passage.text) for passage in found) == LONGEST


def test_nothing_but_white_space_gives_no_passage() -> None:
    for kind in TextKind:
        assert passages("s", Document(text=" \n ", kind=kind, parts=(Part(start=0, end=3),))) == ()
