"""A stored text as a page shows it: what is around a quote, and where the quote stands in the work itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from probatum.actions.consult import Extract
from probatum.actions.draw import Span, original_of, pages_of
from probatum.records.passage import TextKind
from probatum.render.context import WHOLE, Block, Quoted, in_context
from probatum.render.highlight import page_fragment, text_fragment
from probatum.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A stored text as shown: paragraph by paragraph, with what is quoted marked.

    ``spans`` are the quotes in characters of the text; ``pages`` those of the PDF that they stand on, none
    where the PDF is not held; ``outside`` leads to the words in the work where it is published.
    """

    extract: Extract
    blocks: tuple[Block, ...]
    whole: bool
    spans: tuple[Span, ...]
    pages: tuple[int, ...]
    outside: str

    @property
    def text_url(self) -> str:
        """The address of the whole text: the passage that is all of it."""
        document = self.extract.document
        return f"/passages/{document.id}:0-{len(document.text)}"

    @property
    def path(self) -> Sequence[str]:
        """The headings under which the first passage stands, outermost first."""
        return [one for one in self.extract.passages[0].section.split(" › ") if one]

    @property
    def page(self) -> int | None:
        """The page of the PDF on which the first quote stands."""
        return self.pages[0] if self.pages else None

    @property
    def page_url(self) -> str:
        """The address of that page, with the quotes marked on it."""
        query = urlencode({"quote": self._quotes, "source": self.extract.source.id}, doseq=True)
        return f"/documents/{self.extract.document.id}/pages/{self.page}?{query}#marked"

    @property
    def picture_url(self) -> str:
        """The address of its picture, with the quotes marked in it."""
        query = urlencode({"quote": self._quotes}, doseq=True)
        return f"/documents/{self.extract.document.id}/pages/{self.page}.png?{query}"

    @property
    def _quotes(self) -> list[str]:
        return [f"{start}-{end}" for start, end in self.spans]


def excerpt_of(ws: Workspace, extract: Extract, span: Span = (0, 0)) -> Excerpt:
    """Lay out an extract; ``span`` (characters of the passage) is what to mark where nothing is cited."""
    marked = [(citation.start, citation.end) for citation in extract.citations] or [span]
    quoted = [
        Quoted(passage, start, end) for passage, (start, end) in zip(extract.passages, marked, strict=True)
    ]
    spans = tuple(one.within for one in quoted if one.end > one.start)
    held = bool(spans) and original_of(ws, extract.document) is not None
    pages = pages_of(extract.document, spans) if held else ()
    return Excerpt(
        extract=extract,
        blocks=in_context(extract.document, quoted),
        whole=len(extract.document.text) <= WHOLE,
        spans=spans,
        pages=pages,
        outside=_outside(ws, extract, spans),
    )


def _outside(ws: Workspace, extract: Extract, spans: Sequence[Span]) -> str:
    """The address of the quoted words where the work is published; empty where none would show them."""
    source, document = extract.source, extract.document
    if not spans:
        return ""
    quote = document.text[spans[0][0] : spans[0][1]]
    if document.kind is TextKind.ABSTRACT and source.identifiers.pmid:
        return text_fragment(f"https://pubmed.ncbi.nlm.nih.gov/{source.identifiers.pmid}/", quote)
    url = source.url or ""
    if document.kind is not TextKind.FULL_TEXT or not url.startswith(("https://", "http://")):
        return ""
    if url.partition("?")[0].lower().endswith(".pdf"):
        page = next(iter(pages_of(document, spans)), 0)
        return page_fragment(url, page) if page else ""
    readers = {reader for reader, _ in ws.store.read_from(document.id)}
    return text_fragment(url, quote) if "html" in readers else ""
