"""Export: an article in another form, with its status, its dates, its revision and what it is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import orjson

from probatum.actions.picture import picture
from probatum.actions.show import Shown
from probatum.language.interface import ENGLISH, N_, Spoken
from probatum.records.adapted import View
from probatum.render.article_file import to_html
from probatum.render.article_pdf import to_pdf
from probatum.render.audiences import for_readers
from probatum.render.citations import STYLES, bibtex, csl_json, ris, styled
from probatum.render.contract import ArticleForm, article_document
from probatum.render.csl import csl_items, provenance
from probatum.render.jsonld import json_ld
from probatum.render.markdown import to_markdown
from probatum.workspace import Workspace


class Form(StrEnum):
    """In what form an article, or its references, can be taken along."""

    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    JSON_LD = "json-ld"
    RIS = "ris"
    BIBTEX = "bibtex"
    CSL_JSON = "csl-json"
    AMA = "ama"
    VANCOUVER = "vancouver"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a form is for others: its media type, the ending of its files, and what it is called."""

    media: str
    ending: str
    name: str


KINDS: Mapping[Form, Kind] = {
    Form.JSON: Kind(media="application/json", ending="json", name="JSON"),
    Form.MARKDOWN: Kind(media="text/markdown; charset=utf-8", ending="md", name="Markdown"),
    Form.HTML: Kind(media="text/html; charset=utf-8", ending="html", name=N_("HTML, one file")),
    Form.PDF: Kind(media="application/pdf", ending="pdf", name="PDF"),
    Form.JSON_LD: Kind(media="application/ld+json", ending="jsonld", name="JSON-LD"),
    Form.RIS: Kind(media="application/x-research-info-systems", ending="ris", name="RIS"),
    Form.BIBTEX: Kind(media="application/x-bibtex; charset=utf-8", ending="bib", name="BibTeX"),
    Form.CSL_JSON: Kind(media="application/vnd.citationstyles.csl+json", ending="csl.json", name="CSL-JSON"),
    Form.AMA: Kind(media="text/plain; charset=utf-8", ending="ama.txt", name=N_("AMA style")),
    Form.VANCOUVER: Kind(
        media="text/plain; charset=utf-8", ending="vancouver.txt", name=N_("Vancouver style")
    ),
}

#: The forms of the article, and those of its references alone.
ARTICLE_FORMS = (Form.PDF, Form.HTML, Form.MARKDOWN, Form.JSON, Form.JSON_LD)
REFERENCE_FORMS = (Form.RIS, Form.BIBTEX, Form.CSL_JSON, Form.AMA, Form.VANCOUVER)


def export(ws: Workspace, shown: Shown, to: Form, view: View | None = None, said: Spoken = ENGLISH) -> bytes:
    """A shown article in the form ``to``, as the audience of ``view`` reads it; ``said`` is the language of
    what is not the article's own. What is for programs alone (JSON, JSON-LD) is in English.

    Works of the reference list are given as they stand now: one that was retracted since says so. Raises
    ``ExtraMissing`` for a form that needs what is not installed.
    """
    if to is Form.MARKDOWN:
        return to_markdown(shown.revision, shown.status, shown.dismissed, shown.reviewed, view, said).encode()
    plain = article_document(shown.revision, shown.status, shown.reviewed, shown.dismissed)
    form = for_readers(plain, view)
    if to in REFERENCE_FORMS:
        return _references(ws, shown, form, to, said)
    if to is Form.JSON:
        return _json(form)
    if to is Form.JSON_LD:
        return _json(json_ld(form, shown.status))
    html = to_html(form, shown.status, picture(shown.revision, linked=False, said=said).all, said)
    return to_pdf(html, shown.revision.hash) if to is Form.PDF else html.encode()


def _json(document: Any) -> bytes:
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _references(ws: Workspace, shown: Shown, form: ArticleForm, to: Form, said: Spoken) -> bytes:
    references = shown.revision.references
    held = ws.store.sources(reference.source for reference in references)
    told = provenance(form, said)
    items = csl_items(references, held, told, said)
    if to in STYLES:
        heading = said(N_("References ({style})")).format(style=said(KINDS[to].name))
        return "\n".join([heading, "", *styled(items, to), "", told, ""]).encode()
    return {Form.RIS: ris, Form.BIBTEX: bibtex, Form.CSL_JSON: csl_json}[to](items)


def file_name(shown: Shown, to: Form) -> str:
    """What a file of it is called: the article, the beginning of its revision, the ending of its form."""
    return f"{shown.revision.article[:80]}-{shown.revision.hash[:8]}.{KINDS[to].ending}"
