"""The answer to a follow-up piece by piece, as server-sent events (WHATWG HTML, 9.2).

First what was understood, at once; then, when the question has been searched and every statement checked,
the bottom line, each section, and what could be asked next. The pieces are the HTML of the page itself. Each
has a number: a stream that broke off goes on after the last that came, from ``/threads/…/turns/…``, for the
turn is kept whatever becomes of the connection.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from functools import partial
from typing import Any

import orjson
from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from probatum.actions.adapt import adapt
from probatum.actions.clock import now
from probatum.actions.follow_up import answered, understood
from probatum.actions.threads import Told, suggested, told
from probatum.actions.understand import notices_on
from probatum.errors import ProbatumError
from probatum.records.article import Audience
from probatum.records.thread import Resolved, Thread
from probatum.render.audiences import for_readers
from probatum.render.contract import article_document
from probatum.web.audiences import audience_of
from probatum.web.identity import visitor, workspace_of
from probatum.web.public_pages import listing_of
from probatum.web.view import PRIVATE, spoken
from probatum.workspace import Workspace


def turn_context(ws: Workspace, one: Told, audience: Audience) -> dict[str, Any]:
    """What a turn is drawn from, on the page and in the stream alike, worded for who reads it."""
    shown = one.shown
    written = article_document(shown.revision, shown.status, shown.reviewed, shown.dismissed)
    return {
        "number": one.number,
        "turn": one.turn,
        "shown": shown,
        "form": for_readers(written, adapt(ws, shown.revision, audience)),
        "notices": notices_on(ws, one.turn.asked),
    }


def following(
    request: Request,
    thread: Thread,
    owners: tuple[str, ...],
    asked: str,
    *,
    stands: bool = False,
    after: int | None = None,
) -> StreamingResponse:
    """The stream of a follow-up: answered while it is read."""
    return _stream(_answering(request, thread, owners, asked, stands=stands, after=after))


def streamed(request: Request, thread: Thread, number: int, *, after: int) -> StreamingResponse:
    """The pieces of a turn that is kept, those beyond number ``after``."""

    async def pieces() -> AsyncIterator[bytes]:
        for piece in await run_in_threadpool(lambda: list(_pieces(request, thread, number))):
            if piece[0] > after:
                yield _event(*piece)

    return _stream(pieces())


def _stream(events: AsyncIterator[bytes]) -> StreamingResponse:
    # Proxies that gather an answer before they pass it on are asked not to.
    headers = {**PRIVATE, "X-Accel-Buffering": "no"}
    return StreamingResponse(events, media_type="text/event-stream", headers=headers)


async def _answering(
    request: Request,
    thread: Thread,
    owners: tuple[str, ...],
    asked: str,
    *,
    stands: bool,
    after: int | None,
) -> AsyncIterator[bytes]:
    ws, at = workspace_of(request), now()
    try:
        wanted = await run_in_threadpool(understood, ws, thread, asked, at=at, stands=stands)
        if not wanted[0].text:
            yield _event(0, "unclear", await run_in_threadpool(_unclear, request, thread, wanted[0]))
            return
        listing = await run_in_threadpool(listing_of, request)
        for place, resolved in enumerate(wanted):
            yield _event(-1, "understood", {"said": f"Looking for: {resolved.text}"})
            seen = None if after is None else after + place
            answer = partial(answered, ws, thread, resolved, owners=owners, at=at, after=seen)
            made = await run_in_threadpool(answer, listing=listing)
            thread = made.thread
            pieces = await run_in_threadpool(list, _pieces(request, thread, made.number))
            # Of several only the last is done: what could be asked next comes after all of them.
            for piece in pieces if resolved is wanted[-1] else pieces[:-1]:
                yield _event(*piece)
    except ProbatumError as error:
        yield _event(0, "fault", {"said": spoken(request)(error.sentence)})


def _pieces(request: Request, thread: Thread, number: int) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """A turn in the order in which it is read, each piece with its number and kind."""
    ws = workspace_of(request)
    one = told(ws, thread, at=now())[number - 1]
    context = {"thread": thread, **turn_context(ws, one, audience_of(request))}
    form, shown = context["form"], one.shown
    address = f"/threads/{thread.id}"
    asked = _html(request, "_turn.html", {**context, "whole": False})
    yield 0, "turn", {"html": asked, "thread": address, "turn": number, "count": len(thread.turns)}
    yield 1, "part", {"html": _html(request, "_turn_lead.html", context), "into": "answer"}
    at = 2
    for section in form["sections"]:
        html = _html(request, "_turn_section.html", {**context, "section": section})
        yield at, "part", {"html": html, "into": "sections"}
        at += 1
    next_ = {"thread": thread, "suggestions": suggested(ws, shown.revision, one.turn)}
    said = "The answer is complete." if form["answered"] else "The library does not answer this."
    html = _html(request, "_suggestions.html", next_)
    yield at, "done", {"html": html, "said": said, "count": len(thread.turns)}


def _unclear(request: Request, thread: Thread, resolved: Resolved) -> dict[str, Any]:
    context = {"thread": thread, "unclear": resolved}
    return {
        "html": _html(request, "_unclear.html", context),
        "said": resolved.reason,
        "thread": f"/threads/{thread.id}",
        "count": len(thread.turns),
    }


def _html(request: Request, name: str, context: dict[str, Any]) -> str:
    environment = request.app.state.templates.env
    made: str = environment.get_template(name).render(request=request, visitor=visitor(request), **context)
    return made


def _event(number: int, kind: str, data: dict[str, Any]) -> bytes:
    """One event; without a number where it is said again by none."""
    name = f"id: {number}\n" if number >= 0 else ""
    return f"event: {kind}\n{name}data: {orjson.dumps(data).decode()}\n\n".encode()
