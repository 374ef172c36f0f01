"""The pages of a conversation: begin one from an article, follow up, read, take along, delete.

Each works without a script: a form is posted and leads to the page of the conversation. What asks for an
event stream gets the same pieces one by one (``web/thread_stream.py``). They are kept out of every cache.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Header, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse

from probatum.actions.clock import now
from probatum.actions.follow_up import begin, begin_with, follow_up
from probatum.actions.threads import (
    answers_of,
    delete_thread,
    delete_threads,
    suggested,
    thread_of,
    threads_of,
    told,
)
from probatum.errors import NotHeld, QuestionError, ThreadFull
from probatum.language.interface import filled
from probatum.language.pico import read_question
from probatum.records.thread import Resolved, Thread
from probatum.render.thread import ThreadForm, thread_document, thread_markdown
from probatum.review.permission import Permission
from probatum.web.audiences import For, audience_of
from probatum.web.identity import Visitor, requires, site, workspace_of
from probatum.web.public_pages import listing_of
from probatum.web.sparing import spare
from probatum.web.thread_owner import hand_key, new_reader, owners_of
from probatum.web.thread_stream import following, streamed, turn_context
from probatum.web.typed import number_in
from probatum.web.view import PRIVATE, rendered_privately, spoken

thread_pages = APIRouter(default_response_class=Response, include_in_schema=False)

Asker = Annotated[Visitor, Depends(requires(Permission.ASK))]
Text = Annotated[str, Form()]
Accept = Annotated[str, Header()]

STREAM = "text/event-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A follow-up as a form sends it: what was typed, whether it stands so, how many turns were seen."""

    question: str
    stands: bool
    after: int | None


def sent(question: Text = "", stands: Text = "", after: Text = "") -> Sent:
    """What the form of a follow-up says."""
    return Sent(question=question, stands=bool(stands), after=number_in(after))


Follow = Annotated[Sent, Depends(sent)]


@thread_pages.get("/threads")
def list_page(request: Request, visitor: Asker) -> Response:  # noqa: ARG001
    """The reader's own conversations."""
    found = threads_of(workspace_of(request), owners_of(request), at=now())
    return rendered_privately(request, "threads.html", {"threads": found})


@thread_pages.post("/threads")
async def begin_page(
    request: Request,
    visitor: Asker,  # noqa: ARG001
    asked: Follow,
    article: Text = "",
    revision: Text = "",
    accept: Accept = "",
) -> Response:
    """Begin a conversation: from an article and with a follow-up on it, or with a question."""
    await run_in_threadpool(spare, request, "ask")
    owners, key = new_reader(request)
    thread = await run_in_threadpool(_begun, request, owners[0], article, revision, asked)
    if not article:
        return hand_key(request, _to_page(thread, 1), key)
    whose = (*owners, thread.owner)
    first = Sent(question=asked.question, stands=asked.stands, after=1)
    return hand_key(request, await _followed(request, thread, whose, first, accept), key)


def _begun(request: Request, owner: str, article: str, revision: str, asked: Sent) -> Thread:
    ws = workspace_of(request)
    read_question(asked.question, ws.vocabulary)  # nothing is begun for what is no question
    if article:
        return begin(ws, article, owner=owner, revision=revision or None, at=now())
    return begin_with(ws, asked.question, owner=owner, at=now(), listing=listing_of(request))


@thread_pages.post("/threads/delete")
def delete_all(request: Request, visitor: Asker) -> Response:  # noqa: ARG001
    """Delete every conversation of the reader for good."""
    delete_threads(workspace_of(request), owners_of(request))
    return RedirectResponse("/threads", 303)


@thread_pages.get("/threads/{thread}.json")
def thread_json(request: Request, visitor: Asker, thread: str, readers: For = "") -> Response:  # noqa: ARG001
    """A conversation as JSON, to take along, worded for who reads."""
    headers = {**PRIVATE, "Content-Disposition": 'attachment; filename="conversation.json"'}
    return JSONResponse(_document(request, thread, readers), headers=headers)


@thread_pages.get("/threads/{thread}.md")
def thread_as_markdown(
    request: Request,
    visitor: Asker,  # noqa: ARG001
    thread: str,
    readers: For = "",
) -> Response:
    """The same as Markdown."""
    headers = {**PRIVATE, "Content-Disposition": 'attachment; filename="conversation.md"'}
    text = thread_markdown(_document(request, thread, readers), site=site(request), said=spoken(request))
    return PlainTextResponse(text, media_type="text/markdown; charset=utf-8", headers=headers)


def _document(request: Request, name: str, readers: str) -> ThreadForm:
    ws = workspace_of(request)
    thread = thread_of(ws, name, owners_of(request))
    return thread_document(thread, answers_of(ws, thread, audience_of(request, readers), at=now()))


@thread_pages.get("/threads/{thread}")
def thread_page(request: Request, visitor: Asker, thread: str) -> Response:  # noqa: ARG001
    """A conversation: every question with what was looked for and the bottom line that answers it."""
    found = thread_of(workspace_of(request), thread, owners_of(request))
    return _page(request, found)


@thread_pages.post("/threads/{thread}")
async def follow_page(
    request: Request,
    visitor: Asker,  # noqa: ARG001
    thread: str,
    asked: Follow,
    accept: Accept = "",
) -> Response:
    """Follow up."""
    await run_in_threadpool(spare, request, "ask")
    owners = owners_of(request)
    held = await run_in_threadpool(thread_of, workspace_of(request), thread, owners)
    return await _followed(request, held, owners, asked, accept)


@thread_pages.get("/threads/{thread}/turns/{number}")
def turn_again(
    request: Request,
    visitor: Asker,  # noqa: ARG001
    thread: str,
    number: int,
    accept: Accept = "",
    last_event_id: Annotated[str, Header()] = "",
) -> Response:
    """One turn: its pieces from where a stream broke off, else its place on the page."""
    ws = workspace_of(request)
    held = thread_of(ws, thread, owners_of(request))
    if not 1 <= number <= len(held.turns):
        raise NotHeld(
            filled(
                "this conversation has {number} questions and no number {number_2}",
                number=len(held.turns),
                number_2=number,
            )
        )
    if STREAM not in accept:
        return _to_page(held, number)
    seen = number_in(last_event_id)
    return streamed(request, held, number, after=-1 if seen is None else seen)


@thread_pages.post("/threads/{thread}/delete")
def delete_one(request: Request, visitor: Asker, thread: str) -> Response:  # noqa: ARG001
    """Delete one conversation for good."""
    delete_thread(workspace_of(request), thread, owners_of(request))
    return RedirectResponse("/threads", 303)


def _to_page(thread: Thread, number: int) -> Response:
    return RedirectResponse(f"/threads/{quote(thread.id)}#turn-{number}", 303)


async def _followed(
    request: Request, thread: Thread, owners: tuple[str, ...], asked: Sent, accept: str
) -> Response:
    if STREAM in accept:
        return following(request, thread, owners, asked.question, stands=asked.stands, after=asked.after)
    return await run_in_threadpool(_answered, request, thread, owners, asked)


def _answered(request: Request, thread: Thread, owners: tuple[str, ...], asked: Sent) -> Response:
    """The answer without a script: back to the page, or the page with what was not clear."""
    try:
        made = follow_up(
            workspace_of(request),
            thread,
            asked.question,
            owners=owners,
            at=now(),
            stands=asked.stands,
            after=asked.after,
            listing=listing_of(request),
        )
    except (QuestionError, ThreadFull) as error:
        return _page(request, thread, fault=error.sentence, typed=asked.question, status=422)
    if not made.resolved.text:
        return _page(request, thread, unclear=made.resolved, typed=asked.question, status=422)
    return _to_page(made.thread, made.number)


def _page(
    request: Request,
    thread: Thread,
    *,
    unclear: Resolved | None = None,
    fault: str = "",
    typed: str = "",
    status: int = 200,
) -> Response:
    ws = workspace_of(request)
    turns = [turn_context(ws, one, audience_of(request)) for one in told(ws, thread, at=now())]
    last = turns[-1]["shown"].revision
    context = {
        "thread": thread,
        "turns": turns,
        "suggestions": suggested(ws, last, thread.turns[-1]),
        "unclear": unclear,
        "fault": fault,
        "typed": typed,
    }
    return rendered_privately(request, "thread.html", context, status)
