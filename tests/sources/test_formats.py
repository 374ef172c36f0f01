"""A file is told by what is in it, whatever it is called; by its name only where that does not tell."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.errors import EncryptedInput, InputError, UnknownFormat
from probatum.records.source import READER_ORDER
from probatum.sources.formats import READERS, reader_for


def package(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("head", "form"),
    [
        (b'<?xml version="1.0"?><!DOCTYPE PubmedArticleSet PUBLIC "x" "y">\n<PubmedArticleSet>', "pubmed"),
        ('\ufeff<?xml version="1.0" encoding="utf-16"?><PubmedArticleSet>'.encode("utf-16-le"), "pubmed"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><!-- c --><MedlineCitationSet >", "pubmed"),
        (b"<article xmlns:xlink='x'><front>", "jats"),
        (b"<pmc-articleset><article>", "jats"),
        (b"<!DOCTYPE html><html>", "html"),
        (b"  <html lang='en'>", "html"),
        (b"%PDF-1.4\n%\xe2\xe3", "pdf"),
        (package("[Content_Types].xml", "word/document.xml"), "docx"),
        (b"\n\nPMID- 123\nOWN - NLM", "medline"),
        (b"\xef\xbb\xbfTY  - JOUR\nTI  - x", "ris"),
        (b"Provider: X\nContent: text/plain\n\nTY  - JOUR", "ris"),
        (b"FN Clarivate\nVR 1.0\nPT J\nAU Berg, A", "ris"),
        ("TY  - JOUR\nTI  - Über".encode("utf-16"), "ris"),
        (b"% a comment\n@article{key,\n title = {x}}", "bibtex"),
        (b'[{"id": "a", "type": "book"}]', "csl"),
        (b'{"items": [{"id": "a"}]}', "csl"),
        (b'{\n  "type": "book",\n  "title": "x"\n}', "csl"),
        (b'{"id": "m-1", "summary": "x", "publication_type": "cohort"}\n', "note"),
        (b'{"doc_id": 1, "title": "x", "abstract": ["y"]}\n', "corpus"),
        (b'{"pmid": "1", "section": "title", "begin": 0, "end": 1, "text": "x"}\n', "corpus"),
        (b'{"pmcid": "PMC1", "text": "' + b"x" * 70_000, "corpus"),
        (b"Record ID,Title,OriginalPaperDOI,RetractionNature\n", "notices"),
    ],
)
def test_content_tells_the_format_whatever_the_name(head: bytes, form: str) -> None:
    assert reader_for(head, "download.bin") == (form, READERS[form])


@pytest.mark.parametrize(
    ("name", "form"),
    [("a.md", "markdown"), ("a.MARKDOWN", "markdown"), ("a.txt", "text"), ("README", "text"),
     ("a.htm", "html"), ("retracted_pmids.jsonl", "retracted")],
)  # fmt: skip
def test_the_name_tells_what_the_content_does_not(name: str, form: str) -> None:
    head = b'{"pmid": "1"}\n' if form == "retracted" else b"# Some words\n\nMore."
    assert reader_for(head, name)[0] == form


@pytest.mark.parametrize(
    ("head", "name", "message"),
    [
        (b"", "a.txt", "a.txt: an empty file; leave it out"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.png", "binary data of no known kind"),
        (package("[Content_Types].xml", "xl/workbook.xml"), "a.xlsx", "not a DOCX document"),
        (b"<?xml version='1.0'?><svg/>", "a.svg", "XML of no known kind (its first element is svg)"),
        (b'{"claim": "x", "label": "y"}', "a.jsonl", "(its fields: claim, label)"),
        (b'{"pmid": "1"}', "a.jsonl", "JSON of no known form (its fields: pmid)"),
        (b"a = 1\n", "a.py", "no known format (a text file with the ending .py)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "a.doc", "an office document of before 2007"),
    ],
)
def test_what_is_not_known_is_said_to_be_so(head: bytes, name: str, message: str) -> None:
    with pytest.raises(UnknownFormat) as caught:
        reader_for(head, name)
    assert message in str(caught.value)
    assert caught.value.fix


def test_an_office_document_under_a_password() -> None:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(10) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(EncryptedInput, match="under a password; save it without one"):
        reader_for(head, "a.docx")


def test_every_reader_of_the_order_is_there() -> None:
    """What comes from the board of this house is read by no reader of files."""
    assert set(READER_ORDER) - {"house"} <= set(READERS)


@given(st.binary(max_size=400), st.sampled_from(["a", "a.txt", "a.xml", "a.json", ".", ""]))
def test_no_bytes_crash_it(head: bytes, name: str) -> None:
    try:
        form, reader = reader_for(head, name)
    except InputError:
        return
    assert READERS[form] is reader
