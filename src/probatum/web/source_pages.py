"""The pages of a PDF as they are: drawn, with the quoted words marked, and their text beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import AfterValidator

from probatum import __version__
from probatum.actions.draw import WIDTHS, Drawn, Span, draw, original_of, pages_of
from probatum.errors import InputError, NotHeld, PagesBusy
from probatum.language.interface import filled
from probatum.records.passage import Document, passage_at
from probatum.records.source import Source
from probatum.render.context import Quoted, on_page
from probatum.render.highlight import described
from probatum.web.identity import Reader, workspace_of
from probatum.web.view import rendered
from probatum.workspace import Workspace

source_pages = APIRouter(default_response_class=Response, include_in_schema=False)

#: More quotes than this are marked on no page, and no PDF has more pages.
MOST_QUOTES, MOST_PAGES = 20, 1_000_000

_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")

Quotes = Annotated[list[str], Query(max_length=MOST_QUOTES)]
Zoom = Annotated[int, Query(ge=1, le=len(WIDTHS))]
#: An absurd number becomes another that no PDF has, and is told as any page that is not there.
Number = Annotated[int, AfterValidator(lambda number: min(max(number, 0), MOST_PAGES))]


@source_pages.get("/documents/{document}/pages")
def first_page(
    request: Request,
    visitor: Reader,  # noqa: ARG001
    document: str,
    quote: Quotes = [],  # noqa: B006
    source: str = "",
) -> Response:
    """Leads to the page on which the quote stands; to the first where none is named."""
    text = workspace_of(request).store.document(document)
    number = next(iter(pages_of(text, _spans(text, quote))), 1)
    return RedirectResponse(page_url(document, number, quote, source=source), 303)


@source_pages.get("/documents/{document}/pages/{number}.png")
def page_picture(
    request: Request,
    visitor: Reader,  # noqa: ARG001
    document: str,
    number: Number,
    quote: Quotes = [],  # noqa: B006
    zoom: Zoom = 1,
) -> Response:
    """The picture of a page; with the quotes marked in it where some are named."""
    ws = workspace_of(request)
    text = ws.store.document(document)
    spans = _spans(text, quote)
    drawn = draw(ws, text, number, wide=WIDTHS[zoom - 1], quotes=spans, burnt=bool(spans))
    headers = {"ETag": f'"{drawn.tag}-{__version__}"', "Cache-Control": "private, max-age=3600"}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(drawn.view.image, media_type="image/png", headers=headers)


@source_pages.get("/documents/{document}/pages/{number}")
def page_of_source(
    request: Request,
    visitor: Reader,  # noqa: ARG001
    document: str,
    number: Number,
    quote: Quotes = [],  # noqa: B006
    source: str = "",
    zoom: Zoom = 1,
) -> Response:
    """A page as it is, the quoted words marked, its text beside it; the text alone if it cannot be drawn."""
    ws = workspace_of(request)
    text = ws.store.document(document)
    spans = _spans(text, quote)
    if original_of(ws, text) is None:
        raise NotHeld("the PDF of this text is not held here; ingest it again to see its pages")
    drawn, fault = _drawn(ws, text, number, spans, zoom)
    work = _work(ws, document, source)
    context = {
        "document": text,
        "source": work,
        "number": number,
        "last": drawn.view.of if drawn else max(part.page or 1 for part in text.parts),
        "view": drawn.view if drawn else None,
        "marks": [mark for found in drawn.view.marks for mark in found] if drawn else [],
        "told": described(work.label, drawn.view) if drawn else "",
        "fault": fault,
        "blocks": on_page(text, _quoted(text, spans), number),
        "quotes": quote,
        "quoted_on": pages_of(text, spans),
        "zoom": zoom,
        "widest": len(WIDTHS),
        "page_url": page_url,
    }
    return rendered(request, "source_page.html", context)


def _drawn(
    ws: Workspace, text: Document, number: int, spans: Sequence[Span], zoom: int
) -> tuple[Drawn | None, str]:
    """The page, or why it cannot be shown."""
    try:
        return draw(ws, text, number, wide=WIDTHS[zoom - 1], quotes=spans), ""
    except InputError as problem:
        return None, problem.problem
    except PagesBusy as problem:
        return None, problem.sentence


def _work(ws: Workspace, document: str, source: str) -> Source:
    """The work that is read: the one named where it holds the text, else the one that held it first."""
    (passage,) = ws.store.passages([f"{document}:0-1"], [source] if source else None)
    return ws.store.source(passage.source)


def _spans(text: Document, quotes: Sequence[str]) -> list[Span]:
    """The spans that an address names. Raises ``NotHeld`` for what is none of this text."""
    spans = []
    for quote in quotes:
        named = _SPAN.fullmatch(quote)
        start, end = (int(named[1]), int(named[2])) if named else (1, 0)
        if not start < end <= len(text.text):
            raise NotHeld(
                filled("the text has no span {quote}; follow a marker of an article", quote=quote[:40])
            )
        spans.append((start, end))
    return spans


def _quoted(text: Document, spans: Sequence[Span]) -> list[Quoted]:
    passages = [passage_at("", text, start, end) for start, end in spans]
    return [Quoted(passage, 0, len(passage.text)) for passage in passages]


def page_url(document: str, number: int, quotes: Sequence[str], *, source: str = "", zoom: int = 1) -> str:
    """The address of a page, with the spans that are marked on it."""
    asked: dict[str, Any] = {"quote": list(quotes)}
    asked |= {"source": source} if source else {}
    asked |= {"zoom": zoom} if zoom > 1 else {}
    query = urlencode(asked, doseq=True)
    return f"/documents/{document}/pages/{number}{f'?{query}' if query else ''}{'#marked' if quotes else ''}"
