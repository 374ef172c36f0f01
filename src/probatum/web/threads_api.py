"""The API of conversations: begin one, follow up, read, take along, delete. Each is its reader's alone."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Path, Request, Response
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from probatum.actions.clock import now
from probatum.actions.follow_up import Followed, begin, begin_with, follow_up
from probatum.actions.threads import answers_of, delete_thread, delete_threads, thread_of, threads_of
from probatum.records.article import Audience
from probatum.records.thread import Thread
from probatum.render.thread import ThreadForm, thread_document, thread_markdown
from probatum.review.permission import Permission
from probatum.web.api import FAULTS, ErrorForm, Readers
from probatum.web.identity import Visitor, requires, site, workspace_of
from probatum.web.public_pages import listing_of
from probatum.web.sparing import spare
from probatum.web.thread_owner import new_reader, owners_of

_FULL: dict[int | str, dict[str, Any]] = {
    409: {"model": ErrorForm, "description": "No more questions, or no more conversations, are kept."}
}

threads_api = APIRouter(prefix="/api/v1/threads", tags=["conversations"])

Asker = Annotated[Visitor, Depends(requires(Permission.ASK))]
Name = Annotated[str, Path(description="The conversation's id.")]


class Begun(BaseModel):
    """What a conversation begins with: an article that is held, or a question."""

    model_config = ConfigDict(extra="forbid")

    article: str = Field(
        "", description="An article, by its name; its question is the first.", max_length=200
    )
    revision: str = Field("", description="A revision of it, by its hash; else the newest.", max_length=64)
    question: str = Field("", description="Without an article: the first question.")


class FollowUp(BaseModel):
    """A follow-up."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(description="What is asked, as short as it may be.", examples=["and in children?"])
    stands: bool = Field(False, description="Whether it stands alone as it is, and nothing is carried over.")
    after: int | None = Field(
        None,
        ge=0,
        le=1000,
        description="How many questions the conversation had: what is sent twice is answered once.",
    )


class BegunForm(TypedDict):
    """A conversation that was begun.

    ``key`` is the only key to it, to be sent as ``X-Reader-Key``; empty where an account or a key was sent.
    """

    key: str
    thread: ThreadForm


class FollowedForm(TypedDict):
    """What became of a follow-up: ``understood`` is the question that was looked for, empty where the
    follow-up was not clear; then ``reason`` says why, ``choices`` what it may mean, and nothing was added.
    Of several questions at once ``understood`` and ``turn`` are the first, ``turns`` all that answer them."""

    understood: str
    reason: str
    choices: list[str]
    turn: int
    turns: list[int]
    thread: ThreadForm


class ThreadListedForm(TypedDict):
    """A conversation in the list."""

    thread: str
    title: str
    made: str
    turns: int


class ThreadsForm(TypedDict):
    """The conversations of a reader, the one used last first."""

    total: int
    threads: list[ThreadListedForm]


class DeletedForm(TypedDict):
    """How many conversations were deleted."""

    deleted: int


def _document(request: Request, thread: Thread, readers: Audience = Audience.CLINICIAN) -> ThreadForm:
    return thread_document(thread, answers_of(workspace_of(request), thread, readers, at=now()))


@threads_api.post(
    "", responses={**_FULL, **{code: FAULTS[code] for code in (401, 404, 422, 429)}}, summary="Begin one"
)
def begin_thread(request: Request, visitor: Asker, begun: Annotated[Begun, Body()]) -> BegunForm:  # noqa: ARG001
    """Begin a conversation with the question of an article, or with a question, which is answered."""
    ws = workspace_of(request)
    spare(request, "ask")
    owners, key = new_reader(request)
    if begun.article:
        made = begin(ws, begun.article, owner=owners[0], revision=begun.revision or None, at=now())
    else:
        made = begin_with(ws, begun.question, owner=owners[0], at=now(), listing=listing_of(request))
    return {"key": key, "thread": _document(request, made)}


@threads_api.get("", responses={401: FAULTS[401]}, summary="List one's own")
def list_threads(request: Request, visitor: Asker) -> ThreadsForm:  # noqa: ARG001
    """The conversations of the account, and of the key that was sent."""
    found = threads_of(workspace_of(request), owners_of(request), at=now())
    listed: list[ThreadListedForm] = [
        {"thread": one.id, "title": one.title, "made": one.made, "turns": len(one.turns)} for one in found
    ]
    return {"total": len(listed), "threads": listed}


@threads_api.delete("", responses={401: FAULTS[401]}, summary="Delete all of one's own")
def delete_all(request: Request, visitor: Asker) -> DeletedForm:  # noqa: ARG001
    """Delete every conversation of the account, and of the key that was sent, for good."""
    return {"deleted": delete_threads(workspace_of(request), owners_of(request))}


@threads_api.get("/{thread}", responses={code: FAULTS[code] for code in (401, 404)}, summary="Read one")
def read_thread(
    request: Request,
    visitor: Asker,  # noqa: ARG001
    thread: Name,
    readers: Readers = Audience.CLINICIAN,
) -> ThreadForm:
    """A conversation, in schema `probatum/thread@1`; to anybody else it is not there."""
    return _document(request, thread_of(workspace_of(request), thread, owners_of(request)), readers)


@threads_api.get(
    "/{thread}/markdown",
    response_class=PlainTextResponse,
    responses={code: FAULTS[code] for code in (401, 404)},
    summary="Take one along",
)
def take_thread(
    request: Request,
    visitor: Asker,  # noqa: ARG001
    thread: Name,
    readers: Readers = Audience.CLINICIAN,
) -> Response:
    """A conversation as Markdown."""
    form = _document(request, thread_of(workspace_of(request), thread, owners_of(request)), readers)
    return PlainTextResponse(thread_markdown(form, site=site(request)))


@threads_api.delete("/{thread}", responses={code: FAULTS[code] for code in (401, 404)}, summary="Delete one")
def delete_one(request: Request, visitor: Asker, thread: Name) -> DeletedForm:  # noqa: ARG001
    """Delete a conversation for good; the articles that answered it stay."""
    delete_thread(workspace_of(request), thread, owners_of(request))
    return {"deleted": 1}


@threads_api.post(
    "/{thread}/turns",
    responses={**_FULL, **{code: FAULTS[code] for code in (401, 404, 422, 429)}},
    summary="Follow up",
)
def add_turn(
    request: Request,
    visitor: Asker,  # noqa: ARG001
    thread: Name,
    asked: Annotated[FollowUp, Body()],
) -> FollowedForm:
    """Answer a follow-up, under the same verification as the first question."""
    ws, owners = workspace_of(request), owners_of(request)
    spare(request, "ask")
    made: Followed = follow_up(
        ws,
        thread_of(ws, thread, owners),
        asked.question,
        owners=owners,
        at=now(),
        stands=asked.stands,
        after=asked.after,
        listing=listing_of(request),
    )
    return {
        "understood": made.resolved.text,
        "reason": made.resolved.reason,
        "choices": list(made.resolved.choices),
        "turn": made.number,
        "turns": list(made.numbers),
        "thread": _document(request, made.thread),
    }
