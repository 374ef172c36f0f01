"""A quote is led to where it stands elsewhere, and a picture of a page is told in words."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.records.passage import Document, Part, TextKind, passage_at
from probatum.records.place import Mark, PageView
from probatum.render.context import SECTION, Quoted, in_context, on_page
from probatum.render.highlight import described, page_fragment, text_fragment


@pytest.mark.parametrize(
    ("url", "quote", "expected"),
    [
        ("https://a.org/x", "Relapse was seen.", "https://a.org/x#:~:text=Relapse%20was%20seen"),
        ("https://a.org/x#s", "A long-term, R&D", "https://a.org/x#s:~:text=A%20long%2Dterm%2C%20R%26D"),
        (
            "https://a.org/x",
            "one two three four five six seven eight nine ten eleven twelve thirteen",
            "https://a.org/x#:~:text=one%20two%20three%20four%20five%20six,"
            "eight%20nine%20ten%20eleven%20twelve%20thirteen",
        ),
        ("https://a.org/x", "  ", "https://a.org/x"),
        ("https://a.org/x", "(…)", "https://a.org/x"),
    ],
)
def test_a_text_fragment_names_the_words(url: str, quote: str, expected: str) -> None:
    assert text_fragment(url, quote) == expected


@given(st.text(alphabet="ab -,&#%\u00e4", max_size=80))
def test_words_never_end_a_fragment_or_part_it(quote: str) -> None:
    _, _, told = text_fragment("https://a.org/x", quote).partition(":~:text=")
    assert not set(told) & set(" &#-")
    assert told.count(",") <= 1
    for part in told.split(","):
        assert unquote(part) in " ".join(quote.split())


def test_a_pdf_elsewhere_opens_at_its_page() -> None:
    assert page_fragment("https://a.org/x.pdf#page=1", 4) == "https://a.org/x.pdf#page=4"


def test_a_page_is_told_in_words() -> None:
    mark = Mark(left=0.1, top=0.8, right=0.5, bottom=0.82)
    view = PageView(number=2, of=9, width=10, height=10, marks=((mark,),), image=b"")
    assert described("A trial", view) == (
        "Page 2 of 9 of “A trial”, as a picture. The quoted words are marked at the foot of it; "
        "they are marked in the text beside it too."
    )


def _document(words: int) -> Document:
    texts = [
        ("Methods", "How it was done."),
        *[("Results", "found " * words)] * 3,
        ("Discussion", "What it means."),
    ]
    parts, text = [], ""
    for number, (section, one) in enumerate(texts):
        parts.append(Part(start=len(text), end=len(text) + len(one), section=section, page=number + 1))
        text += f"{one}\n"
    return Document(text=text, kind=TextKind.FULL_TEXT, parts=tuple(parts))


def test_the_whole_section_is_shown_around_a_passage() -> None:
    document = _document(600)
    assert 6_000 < len(document.text) < SECTION
    passage = passage_at("s", document, document.parts[2].start, document.parts[2].start + 20)
    blocks = in_context(document, [Quoted(passage, 0, 5)])
    assert [block.heading for block in blocks] == ["Results", "", ""]
    assert blocks[0].cut


def test_of_a_very_long_section_what_is_around_it() -> None:
    document = _document(2_000)
    passage = passage_at("s", document, document.parts[2].start + 3_000, document.parts[2].start + 3_020)
    assert len(in_context(document, [Quoted(passage, 0, 5)])) == 1


def test_the_text_of_one_page_is_shown_with_its_quote() -> None:
    document = _document(30)
    passage = passage_at("s", document, document.parts[2].start, document.parts[2].start + 5)
    (block,) = on_page(document, [Quoted(passage, 0, 5)], 3)
    assert next((piece.text, piece.quote) for piece in block.pieces) == ("found", 1)
    assert on_page(document, [], 99) == ()
