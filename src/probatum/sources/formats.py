"""Which reader reads a file: told by what is in it, and by its name only where that does not tell."""

from __future__ import annotations

import re
from typing import Final

import orjson

from probatum.errors import EncryptedInput, UnknownFormat
from probatum.sources.bibtex import read_bibtex
from probatum.sources.corpus import form_of, read_corpus
from probatum.sources.csl import read_csl
from probatum.sources.docx import read_docx
from probatum.sources.encodings import decoded_head
from probatum.sources.html import read_html
from probatum.sources.jats import read_jats
from probatum.sources.markdown import read_markdown
from probatum.sources.medline import read_medline
from probatum.sources.notes import read_notes
from probatum.sources.notices import read_notices, read_retracted
from probatum.sources.pdf import read_pdf
from probatum.sources.pubmed import read_pubmed
from probatum.sources.reader import Reader
from probatum.sources.ris import read_ris
from probatum.sources.text import read_text

READERS: Final[dict[str, Reader]] = {
    "pubmed": read_pubmed,
    "jats": read_jats,
    "medline": read_medline,
    "ris": read_ris,
    "bibtex": read_bibtex,
    "csl": read_csl,
    "note": read_notes,
    "corpus": read_corpus,
    "notices": read_notices,
    "retracted": read_retracted,
    "pdf": read_pdf,
    "docx": read_docx,
    "html": read_html,
    "markdown": read_markdown,
    "text": read_text,
}
_PUBMED_ROOTS = frozenset(
    {"PubmedArticleSet", "PubmedArticle", "PubmedBookArticleSet", "PubmedBookArticle", "MedlineCitationSet",
     "MedlineCitation"}
)  # fmt: skip
_JATS_ROOTS = frozenset({"article", "pmc-articleset", "articles", "articleset", "OAI-PMH"})
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?([A-Za-z_][\w.-]{0,60})(?=[\s>/])")
_PROLOGUE = re.compile(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]{0,2000}(?:\[.*?\]\s*)?>", re.DOTALL)
_KEY = re.compile(r'"([^"\\]{1,60})"\s*:')
#: Lines that only files of one kind have, wherever in the beginning they stand.
_LINES: Final = (
    ("ris", re.compile(r"^\s{0,3}TY  -\s", re.MULTILINE)),
    ("medline", re.compile(r"^(?:PMID|OWN |STAT)- ", re.MULTILINE)),
    ("ris", re.compile(r"\A\s*(?:FN .*\n)?\s*(?:VR .*\n)?\s*PT [A-Z]\s*$", re.MULTILINE)),
    ("bibtex", re.compile(r"^\s{0,8}@[A-Za-z]{2,30}\s*[{(]", re.MULTILINE)),
    ("html", re.compile(r"\A\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)),
    ("notices", re.compile(r"\A[^\n]*\bOriginalPaper(?:DOI|PubMedID)\b", re.IGNORECASE)),
)
_BY_NAME: Final = {
    "md": "markdown", "markdown": "markdown", "txt": "text", "text": "text", "": "text",
    "html": "html", "htm": "html", "xhtml": "html",
}  # fmt: skip
_CONVERT = "convert it to PDF, HTML, DOCX, Markdown or plain text"


def reader_for(head: bytes, name: str, origin: str = "") -> tuple[str, Reader]:
    """The name of the format and its reader, for a file called ``name`` that begins with ``head``.

    ``head`` should have some 64 kB where the file has as much. ``origin`` is for messages. Raises
    :class:`UnknownFormat` where no reader knows it, which says what it is as far as can be told, and
    :class:`EncryptedInput` for an office document under a password.
    """
    origin = origin or name
    form = _binary_format(head, name, origin) or _text_format(head, name, origin)
    return form, READERS[form]


def _binary_format(head: bytes, name: str, origin: str) -> str | None:
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK"):
        if b"word/" in head or name.lower().endswith(".docx"):
            return "docx"
        raise UnknownFormat("a zip package that is not a DOCX document", origin=origin, fix=_CONVERT)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in head:
            raise EncryptedInput(
                "an office document under a password", origin=origin, fix="save it without one"
            )
        raise UnknownFormat("an office document of before 2007", origin=origin, fix="save it as DOCX")
    if not head.strip():
        raise UnknownFormat("an empty file", origin=origin, fix="leave it out")
    return None


def _text_format(head: bytes, name: str, origin: str) -> str:
    text = decoded_head(head)
    if text is None:
        raise UnknownFormat("binary data of no known kind", origin=origin, fix=_CONVERT)
    start = text.lstrip("\ufeff \t\r\n")
    found = _json_format(start, name, origin) or _xml_format(start, name, origin) or _line_format(start)
    if found:
        return found
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    by_name = _BY_NAME.get(ending)
    if by_name is None:
        raise UnknownFormat(
            f"no known format (a text file with the ending .{ending})",
            origin=origin,
            fix="if it is to be read as plain text, rename it to end in .txt",
        )
    return by_name


def _line_format(text: str) -> str | None:
    return next((form for form, pattern in _LINES if pattern.search(text)), None)


def _xml_format(text: str, name: str, origin: str) -> str | None:
    if not text.startswith("<"):
        return None
    bare = text
    while bare.startswith(("<?", "<!--", "<!DOCTYPE")):
        match = _PROLOGUE.match(bare)
        if match is None:
            break
        bare = bare[match.end() :].lstrip()
    root = _ROOT.match(bare)
    kind = root[1] if root else ""
    if kind in _PUBMED_ROOTS:
        return "pubmed"
    if kind in _JATS_ROOTS and (kind == "article" or "<article" in text):
        return "jats"
    if kind.lower() in {"html", "head", "body"} or re.match(r"<!doctype\s+html", text, re.IGNORECASE):
        return "html"
    if text.startswith("<?xml") or name.lower().endswith((".xml", ".nxml")):
        raise UnknownFormat(
            f"XML of no known kind (its first element is {kind or 'missing'})",
            origin=origin,
            fix="give PubMed XML or JATS",
        )
    return None


def _json_format(text: str, name: str, origin: str) -> str | None:
    if text.startswith("[") and text[1:].lstrip().startswith(("{", "]")):
        return "csl"
    if not text.startswith("{"):
        return None
    line = text.split("\n", 1)[0]
    keys = _keys(line if len(line) > 2 else text[:20_000])
    if "key_facts" in keys or {"id", "summary", "publication_type"} <= keys:
        return "note"
    if form_of(dict.fromkeys(keys)):
        return "corpus"
    if ("type" in keys and keys & {"title", "DOI", "issued", "container-title"}) or "items" in keys:
        return "csl"
    if "pmid" in keys and keys <= {"pmid", "title", "dataset"} and "retract" in name.lower():
        return "retracted"
    shown = ", ".join(sorted(keys)[:8])
    raise UnknownFormat(
        f"JSON of no known form (its fields: {shown})",
        origin=origin,
        fix="docs/ingest-formats.md lists the forms that are read",
    )


def _keys(line: str) -> set[str]:
    """The names of the fields of the object on a line; all names in it where it goes beyond the head."""
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError:
        return set(_KEY.findall(line))
    return set(row) if isinstance(row, dict) else set()
