"""The words of a text that was read from a PDF are found again on its pages."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probatum.records.passage import Document
from probatum.records.place import Wanted
from probatum.sources.pdf import read_pdf
from probatum.sources.pdf_layout import Line, page_lines
from probatum.sources.pdf_place import Box, boxes_of, fold
from probatum.sources.reader import Read
from tests.sources.test_pdf import Words, made


def document_of(data: bytes) -> Document:
    """The text that is read of a PDF."""
    (read, *_) = read_pdf(io.BytesIO(data), origin="a.pdf")
    assert isinstance(read, Read)
    assert read.document is not None
    return read.document


def lines_of(data: bytes) -> list[list[Line]]:
    """The lines of every page with their glyphs."""
    with pdfium.PdfDocument(data) as pdf:
        return [page_lines(pdf[number], number + 1, placed=True)[0] for number in range(len(pdf))]


def seen_in(data: bytes, page: int, boxes: Sequence[Box]) -> str:
    """What PDFium itself reads in the middle of each box."""
    with pdfium.PdfDocument(data) as pdf:
        text = pdf[page - 1].get_textpage()
        found = []
        for box in boxes:
            inset = (box.top - box.bottom) / 3
            edges = (box.left + 0.5, box.bottom + inset, box.right - 0.5, box.top - inset)
            found.append(text.get_text_bounded(*edges))
        return " ".join(found)


def wanted(document: Document, quote: str) -> tuple[int, Wanted]:
    """The page of a quote, and what is to be looked for on it."""
    at = document.text.index(quote)
    part = next(part for part in document.parts if part.start <= at < part.end)
    text = document.text[part.start : part.end]
    assert part.page is not None
    return part.page, Wanted(text=text, start=at - part.start, end=at - part.start + len(quote))


def _column(x: float, top: float, lines: list[str]) -> list[Words]:
    return [(x, top - 12 * number, 10, line) for number, line in enumerate(lines)]


def test_a_quote_that_runs_over_lines_has_a_box_for_each() -> None:
    data = made(
        [_column(40, 700, ["Relapse was seen in 65 of 105 adults who", "were followed for two years."])]
    )
    document = document_of(data)
    number, one = wanted(document, "65 of 105 adults who were followed")
    boxes = boxes_of(lines_of(data)[0], one)
    assert number == 1
    assert len(boxes) == 2
    assert boxes[0].bottom > boxes[1].bottom
    assert fold(seen_in(data, 1, boxes))[0] == fold("65 of 105 adults who were followed")[0]


def test_a_quote_that_runs_from_one_column_into_the_next_is_marked_in_both() -> None:
    left = [f"Left line number {number} of the long column and" for number in range(8)]
    right = [f"right line number {number} of the long column and" for number in range(8)]
    data = made([[*_column(40, 700, left), *_column(320, 700, right)]])
    document = document_of(data)
    quote = "number 7 of the long column and right line number 0"
    _, one = wanted(document, quote)
    boxes = boxes_of(lines_of(data)[0], one)
    assert [box.left > 300 for box in boxes] == [False, True]
    assert fold(seen_in(data, 1, boxes))[0] == fold(quote)[0]


def test_a_word_parted_at_the_end_of_a_line_is_marked_on_both_lines() -> None:
    data = made([_column(40, 700, ["Patients had a lower risk of hospitali-", "sation than others had."])])
    document = document_of(data)
    assert "hospitalisation" in document.text
    _, one = wanted(document, "hospitalisation")
    assert len(boxes_of(lines_of(data)[0], one)) == 2


def test_reference_marks_and_running_heads_do_not_lead_astray() -> None:
    pages: list[list[Words]] = [
        [
            (40, 780, 8, "Journal of Examples (2024)"),
            (40, 700, 10, "One drug was better than placebo."),
            (40 + 154, 704, 5, "12,13"),
            (40, 688, 10, "Another drug was no better than placebo in this trial."),
        ]
        for _ in range(3)
    ]
    data = made(pages)
    document = document_of(data)
    assert "12,13" not in document.text
    _, one = wanted(document, "Another drug was no better")
    (box,) = boxes_of(lines_of(data)[0], one)
    assert box.bottom < 690
    assert fold(seen_in(data, 1, [box]))[0] == fold("Another drug was no better")[0]


def test_the_same_paragraph_twice_on_a_page_is_found_where_it_is_meant() -> None:
    data = made([[(40, 700, 10, "The dose was 5 mg."), (40, 600, 10, "The dose was 5 mg.")]])
    lines = lines_of(data)[0]
    places = [
        boxes_of(lines, Wanted(text="The dose was 5 mg.", start=0, end=8, nth=nth))[0].bottom
        for nth in (0, 1)
    ]
    assert places[0] > places[1] + 90


def test_words_that_are_not_on_the_page_have_no_place() -> None:
    data = made([_column(40, 700, ["Something else altogether is written here."])])
    gone = Wanted(text="No such words were ever printed on it.", start=0, end=20)
    assert boxes_of(lines_of(data)[0], gone) == ()
    assert boxes_of(lines_of(data)[0], Wanted(text="—", start=0, end=1)) == ()


def test_words_that_another_reading_joined_otherwise_are_found_in_pieces() -> None:
    data = made(
        [_column(40, 700, ["In this trial of 100 adults the drug", "was better than placebo by far."])]
    )
    text = "Trial of 100 adults the drug was better than placebo"
    boxes = boxes_of(lines_of(data)[0], Wanted(text=text, start=0, end=len(text)))
    assert len(boxes) == 2


_WORD = st.text(alphabet="abcdefghijklmnop", min_size=2, max_size=9)


@settings(max_examples=40)
@given(st.lists(_WORD, min_size=20, max_size=90), st.data())
def test_whatever_is_quoted_is_what_stands_in_its_boxes(words: list[str], data: st.DataObject) -> None:
    rows = [words[at : at + 7] for at in range(0, len(words), 7)]
    pdf = made([_column(40, 740, [" ".join(row) for row in rows])])
    document = document_of(pdf)
    part = document.parts[data.draw(st.integers(0, len(document.parts) - 1))]
    text = document.text[part.start : part.end]
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    boxes = boxes_of(lines_of(pdf)[0], Wanted(text=text, start=start, end=end))
    assert fold(seen_in(pdf, 1, boxes))[0] == fold(text[start:end])[0]


@pytest.mark.shared
def test_nearly_all_of_a_published_article_is_placed(shared: Path) -> None:
    data = (shared / "data/real_inputs/pdf/s41392-024-01931-z.pdf").read_bytes()
    document = document_of(data)
    lines = lines_of(data)
    texts = [(part, document.text[part.start : part.end]) for part in document.parts if part.page]
    placed = sum(
        bool(boxes_of(lines[(part.page or 1) - 1], Wanted(text=text, start=0, end=len(text))))
        for part, text in texts
        if fold(text)[0]
    )
    assert placed == sum(bool(fold(text)[0]) for _, text in texts)
