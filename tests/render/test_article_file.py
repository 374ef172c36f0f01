"""An article as one file: whole, with its status, and with nothing that is fetched."""

from __future__ import annotations

import json
import re
from html import unescape

import pypdfium2 as pdfium
import pytest

from probatum.actions.picture import picture
from probatum.errors import ExtraMissing
from probatum.records.article import Status
from probatum.render.article_file import to_html
from probatum.render.article_pdf import to_pdf
from probatum.render.contract import article_document
from tests.render.myositis import gap_revision, revision


def html_of(status: Status = Status.UNREVIEWED) -> str:
    """The file of the invented article."""
    return to_html(article_document(revision(), status), status, picture(revision(), linked=False).all)


def test_a_file_says_how_the_article_stands_and_of_which_revision_it_is() -> None:
    text = unescape(re.sub(r"<[^>]+>", " ", html_of()))
    words = " ".join(text.split())
    for wanted in (
        "Status: Unreviewed. No person has reviewed this answer.",
        "Last edited 2026-01-02",
        revision().hash,
        "For health professionals.",
        "Relapse occurred in 65 of 105 patients (62%).",
        "Under an expression of concern.",
        "Contradicted. The statement says 66; the passage says 65.",
        "HR 0.50 (0.29 to 0.86",
    ):
        assert wanted in words


def test_nothing_in_it_is_fetched_and_what_comes_from_works_is_escaped() -> None:
    html = html_of()
    assert re.findall(r"<(?:link|img|iframe|object|embed)\b|@import|url\(|\bsrc=", html) == []
    assert "default-src 'none'" in html
    assert "<b>invented</b>" not in html
    assert "<script>" not in html
    (linked,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert json.loads(linked)["creativeWorkStatus"] == "Unreviewed"


def test_the_pictures_of_the_evidence_stand_in_it() -> None:
    html = html_of()
    assert html.count("<svg") == len(picture(revision(), linked=False).all)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_a_question_that_the_library_does_not_answer_is_a_file_too() -> None:
    html = to_html(article_document(gap_revision()), Status.UNREVIEWED)
    assert "The library does not answer this" in html


def test_the_pdf_bears_its_status_on_every_page_and_is_the_same_each_time() -> None:
    made = pdf_of(html_of())
    assert made == to_pdf(html_of(), revision().hash)
    with pdfium.PdfDocument(made) as pdf:
        assert len(pdf) > 1
        for page in pdf:
            text = page.get_textpage().get_text_bounded()
            assert f"Unreviewed · revision {revision().hash[:16]} · edited 2026-01-02" in text
        assert pdf.get_metadata_dict()["Title"] == "Can invented myositis relapse?"
        assert raw_tagged(pdf)


def pdf_of(html: str) -> bytes:
    """The PDF of the article; the test is skipped, saying so, where it cannot be made."""
    try:
        return to_pdf(html, revision().hash)
    except ExtraMissing as missing:
        pytest.skip(str(missing))


def raw_tagged(pdf: pdfium.PdfDocument) -> bool:
    """Whether a PDF says that it is tagged."""
    return bool(pdfium.raw.FPDFCatalog_IsTagged(pdf))
