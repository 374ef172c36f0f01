"""An article as one file: whole, with its status, and with nothing that is fetched."""

from __future__ import annotations

import json
import re
from html import unescape

import pypdfium2 as pdfium
import pytest

from probatum.actions.picture import picture
from probatum.errors import ExtraMissing
from probatum.records.adapted import Grade, View, kept
from probatum.records.article import Audience, Status
from probatum.render.article_file import elsewhere, pieces, to_html
from probatum.render.article_pdf import to_pdf
from probatum.render.audiences import for_readers
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
        "Last edited 2 January 2026",
        revision().hash,
        "For health professionals.",
        "Relapse occurred in 65 of 105 patients (62%).",
        "Under an expression of concern.",
        "Contradicted. The statement says 66; the passage says 65.",
        "HR 0.50, 0.29 to 0.86 (95% CI)",
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
    drawings = picture(revision(), linked=False).all
    assert html.count("<svg") == len(drawings) + sum(bool(one.narrow) for one in drawings)
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
            assert f"Unreviewed · revision {revision().hash[:16]} · edited 2 January 2026" in text
        for page in list(pdf)[1:]:
            assert "Can invented myositis relapse?" in page.get_textpage().get_text_bounded()
        assert pdf.get_metadata_dict()["Title"] == "Can invented myositis relapse?"
        assert raw_tagged(pdf)


def test_only_a_view_for_others_says_for_whom_it_is() -> None:
    written = article_document(revision())
    grade = Grade(fkgl=None, smog=None)
    claims = tuple(kept(one.id, one.text) for one in revision().claims)
    view = View(audience=Audience.PATIENT, claims=claims, before=grade, after=grade)
    file = to_html(for_readers(written, view), Status.UNREVIEWED)
    assert 'class="eyebrow">For patients and carers<' in file
    assert f"A view for patients and carers, made by a program of revision {revision().hash}." in file
    assert "eyebrow" not in html_of().partition("<body>")[2]


def test_a_reference_names_its_identifiers_once_and_links_them_there() -> None:
    reference = article_document(revision())["references"][0]
    linked = {piece.text: piece.href for piece in pieces(reference) if piece.href}
    assert linked == {
        "PMID 11111111": "https://pubmed.ncbi.nlm.nih.gov/11111111/",
        "doi:10.1000/cohort.1": "https://doi.org/10.1000/cohort.1",
    }
    assert "".join(piece.text for piece in pieces(reference)) == reference["citation"]
    assert elsewhere(reference) == []
    other = reference | {
        "links": [*reference["links"], {"label": "PMC1", "url": "https://pmc.example/PMC1/"}]
    }
    assert elsewhere(other) == [{"label": "PMC1", "url": "https://pmc.example/PMC1/"}]


def pdf_of(html: str) -> bytes:
    """The PDF of the article; the test is skipped, saying so, where it cannot be made."""
    try:
        return to_pdf(html, revision().hash)
    except ExtraMissing as missing:
        pytest.skip(str(missing))


def raw_tagged(pdf: pdfium.PdfDocument) -> bool:
    """Whether a PDF says that it is tagged."""
    return bool(pdfium.raw.FPDFCatalog_IsTagged(pdf))
