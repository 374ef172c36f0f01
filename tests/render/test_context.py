"""A passage in its context is the stored text, character for character, with the quote in its place."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from probatum.records.passage import Document, Part, TextKind, passage_at
from probatum.render.context import AROUND, Quoted, in_context
from tests.render.myositis import ABSTRACT, NOTE, abstract_passage, fact_passage, population_passage


def test_the_quote_is_marked_where_it_stands() -> None:
    passage = abstract_passage()
    start = passage.text.index("Relapse occurred")
    end = start + len("Relapse occurred in 65 of 105 patients (62%).")
    methods, results = in_context(ABSTRACT, [Quoted(passage, start, end)])
    assert (methods.heading, results.heading) == ("Methods", "Results")
    marked = [piece for piece in results.pieces if piece.quote]
    assert [(piece.text, piece.quote, piece.opens) for piece in marked] == [
        ("Relapse occurred in 65 of 105 patients (62%).", 1, True)
    ]


def test_two_quotes_of_one_text_are_marked_apart() -> None:
    fact, who = fact_passage(), population_passage()
    blocks = in_context(NOTE, [Quoted(fact, 0, len(fact.text)), Quoted(who, 0, len(who.text))])
    assert [(piece.quote, piece.opens) for block in blocks for piece in block.pieces] == [
        (1, True),
        (2, True),
    ]


def test_without_a_quote_nothing_is_marked() -> None:
    blocks = in_context(ABSTRACT, [Quoted(abstract_passage())])
    assert not any(piece.quote for block in blocks for piece in block.pieces)
    assert all(piece.cited for block in blocks for piece in block.pieces)


def test_a_long_text_is_cut_and_says_so() -> None:
    paragraphs = [f"Paragraph {number}. " + "words " * 40 for number in range(60)]
    text = "\n".join(paragraphs)
    parts, at = [], 0
    for number, paragraph in enumerate(paragraphs):
        parts.append(Part(start=at, end=at + len(paragraph), section="Body", page=number // 10 + 1))
        at += len(paragraph) + 1
    document = Document(text=text, kind=TextKind.FULL_TEXT, parts=tuple(parts))
    passage = passage_at("s", document, parts[30].start, parts[30].end)
    blocks = in_context(document, [Quoted(passage, 0, 10)])
    shown = sum(len(piece.text) for block in blocks for piece in block.pieces)
    assert AROUND * 2 <= shown < AROUND * 4
    assert blocks[0].cut
    assert not any(block.cut for block in blocks[1:])
    whole = in_context(document, [Quoted(passage, 0, 10)], whole=True)
    assert len(whole) == 60
    assert [block.page for block in whole if block.page] == [1, 2, 3, 4, 5, 6]


@given(st.data())
def test_no_character_is_lost_or_moved(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="ab \nc", min_size=1, max_size=60).filter(str.strip))
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)) | {0, len(text)})
    spans = list(pairwise(cuts))
    kept = [span for span in spans if data.draw(st.booleans())]
    parts = tuple(Part(start=start, end=end) for start, end in kept)
    document = Document(text=text, kind=TextKind.EXCERPT, parts=parts)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    passage = passage_at("s", document, start, end)
    inner = sorted(data.draw(st.tuples(st.integers(0, end - start), st.integers(0, end - start))))
    blocks = in_context(document, [Quoted(passage, *inner)])
    pieces = [piece for block in blocks for piece in block.pieces]
    assert "".join("".join(piece.text for piece in pieces).split()) == "".join(text.split())
    marked = "".join(piece.text for piece in pieces if piece.quote)
    quoted = passage.text[inner[0] : inner[1]]
    assert "".join(marked.split()) == "".join(quoted.split())
