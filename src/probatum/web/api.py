"""The JSON API. Its description is at /api/v1/openapi.json, and for people at /api."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from probatum.actions.adapt import view_for
from probatum.actions.browse import browse, look_up
from probatum.actions.clock import now
from probatum.actions.consult import read_passage
from probatum.actions.dismiss import LONGEST_REASON, dismiss
from probatum.actions.enquire import enquire, made_of, shown_of
from probatum.actions.published import Listed, Listing
from probatum.actions.show import Shown, show
from probatum.records.article import Audience
from probatum.records.canonical import plain
from probatum.records.source import Source
from probatum.render.audiences import for_readers
from probatum.render.contract import ArticleForm, article_document
from probatum.render.understood import AskedForm, asked_document
from probatum.review.permission import Permission
from probatum.web.identity import Visitor, requires, workspace_of
from probatum.web.sparing import spare
from probatum.web.wanted import Wanted
from probatum.workspace import Workspace


class FaultForm(TypedDict):
    """What went wrong: the HTTP status, the kind of error, and one line that says what to do."""

    status: int
    kind: str
    message: str


class ErrorForm(TypedDict):
    """The form of every error."""

    error: FaultForm


class ListedForm(TypedDict):
    """An article in a list, at the revision for readers. Days are null for what has not happened."""

    article: str
    question: str
    status: str
    answered: bool
    revision: str
    edited: str
    reviewed: str | None
    next_review: str | None
    reviewers: list[str]


class ArticlesForm(TypedDict):
    """The articles, newest first."""

    total: int
    articles: list[ListedForm]


class SourceForm(TypedDict):
    """A work: its record as all that was read of it together says, its year and where it can be found."""

    id: str
    title: str | None
    label: str
    year: int | None
    best_url: str | None
    record: dict[str, Any]


class SourcesForm(TypedDict):
    """One page of the library."""

    total: int
    page: int
    pages: int
    sources: list[SourceForm]


class TextForm(TypedDict):
    """A stored text of a work: what kind, how long (characters), and the passages it is searched by."""

    id: str
    kind: str
    language: str | None
    characters: int
    passages: list[str]


class WorkForm(SourceForm):
    """A work with its texts and the articles that cite it."""

    texts: list[TextForm]
    cited_by: list[str]


class PassageForm(TypedDict):
    """A passage, character for character: the span ``start``-``end`` of the text ``document``."""

    id: str
    source: str
    document: str
    kind: str
    section: str
    page: int | None
    start: int
    end: int
    text: str


class Asked(BaseModel):
    """A question to be answered."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(
        description="The question, in words.", examples=["Can inflammatory myositis relapse?"]
    )
    audience: Audience = Field(
        Audience.CLINICIAN,
        description="For whom the words are chosen; the facts are the same.",
    )
    starter: bool = Field(True, description="Whether the starter library may be used.")
    as_it_stands: bool = Field(
        False, description="Whether the very words are asked: nothing put right, split or led to other words."
    )


class Setting(BaseModel):
    """A finding to be set aside."""

    model_config = ConfigDict(extra="forbid")

    claim: str = Field(description="The id of the statement, shown or withheld.")
    check: str = Field(description="The check whose finding does not hold.", examples=["coverage"])
    reason: str = Field(description="Why it does not hold.", max_length=LONGEST_REASON)


#: The errors that calls name in their description.
FAULTS: dict[int | str, dict[str, Any]] = {
    401: {"model": ErrorForm, "description": "Nobody is signed in: no token was sent, or one that is over."},
    403: {"model": ErrorForm, "description": "Whose token it is may not do this, or the token may not."},
    404: {"model": ErrorForm, "description": "No such thing is held."},
    413: {"model": ErrorForm, "description": "What was sent is too large."},
    422: {"model": ErrorForm, "description": "What was sent cannot be used."},
    429: {
        "model": ErrorForm,
        "description": "It was done too often; `Retry-After` says when again.",
    },
    503: {"model": ErrorForm, "description": "Too much is being made just now."},
}

api = APIRouter(prefix="/api/v1", tags=["v1"], dependencies=[Depends(requires(Permission.READ))])


@api.post("/ask", responses={code: FAULTS[code] for code in (422, 429)}, summary="Ask a question")
def ask_question(
    request: Request,
    asked: Annotated[Asked, Body()],
    visitor: Annotated[Visitor, Depends(requires(Permission.ASK))],
) -> AskedForm:
    """Answer a question from the library, as an unreviewed article. A gap counts as one: see `answered`.

    Where the board has the article in hand, or has published it, that revision is the answer; what is newly
    composed is kept beside it where it says anything new: see `drafts`. `notices` come before the answer. A
    misspelt name is put right (`corrections`), several questions are answered apart (`parts`; the document is
    that of the first), and other words for the same question lead to the article that bears it (`led`).
    """
    ws = workspace_of(request)
    spare(request, "ask")
    by = visitor.account.id if visitor.account else "api"
    listing: Listing = request.app.state.catalogue.listing(ws)
    found = enquire(
        ws, listing, asked.question, by=by, starter=asked.starter, as_it_stands=asked.as_it_stands
    )
    form = _worded(ws, shown_of(ws, found, found.first, at=now()), asked.audience)
    return asked_document(form, made_of(found))


def _document(shown: Shown) -> ArticleForm:
    return article_document(shown.revision, shown.status, shown.reviewed, shown.dismissed)


def _worded(ws: Workspace, shown: Shown, audience: Audience) -> ArticleForm:
    """The article as an audience reads it; as it is kept for clinicians, for whom it is written."""
    return for_readers(_document(shown), view_for(ws, shown.revision, audience))


Readers = Annotated[Audience, Query(alias="audience", description="For whom the words are chosen.")]


@api.get("/articles", summary="List the articles")
def list_articles(request: Request) -> ArticlesForm:
    """Every article at the revision for readers, newest first."""
    ws = workspace_of(request)
    listing: Listing = request.app.state.catalogue.listing(ws)
    listed = [_listed(listing.by_name[name]) for name, _ in ws.store.newest() if name in listing.by_name]
    return {"total": len(listed), "articles": listed}


def _listed(one: Listed) -> ListedForm:
    return {
        "article": one.article,
        "question": one.facts.question,
        "status": one.status.value,
        "answered": one.facts.answered,
        "revision": one.facts.hash,
        "edited": one.facts.edited,
        "reviewed": one.review.reviewed or None,
        "next_review": one.review.next_review or None,
        "reviewers": list(one.review.reviewers),
    }


@api.get("/articles/{article}", responses={404: FAULTS[404]}, summary="Read an article")
def read_article(request: Request, article: str, readers: Readers = Audience.CLINICIAN) -> ArticleForm:
    """An article at the revision for readers: the published one, else the one before the board, else the
    newest; in schema `probatum/article@1`."""
    ws = workspace_of(request)
    return _worded(ws, show(ws, article, at=now()), readers)


@api.get("/articles/{article}/revisions/{revision}", responses={404: FAULTS[404]}, summary="Read a revision")
def read_revision(
    request: Request,
    article: str,
    revision: Annotated[str, Path(description="The hash, or an unambiguous beginning of it.")],
    readers: Readers = Audience.CLINICIAN,
) -> ArticleForm:
    """An article for ever at one revision, in schema `probatum/article@1`."""
    ws = workspace_of(request)
    return _worded(ws, show(ws, article, revision, at=now()), readers)


@api.post(
    "/articles/{article}/dismissals",
    responses={code: FAULTS[code] for code in (401, 403, 404, 422)},
    summary="Dismiss a finding",
)
def dismiss_finding(
    request: Request,
    article: str,
    aside: Annotated[Setting, Body()],
    visitor: Annotated[Visitor, Depends(requires(Permission.DISMISS))],
) -> ArticleForm:
    """Set aside what a check found in a statement; gives the article as it then reads.

    Nothing is deleted: the finding stays, with who dismissed it and why.
    """
    ws = workspace_of(request)
    dismiss(ws, article, aside.claim, aside.check, reason=aside.reason, by=visitor.name)
    return _document(show(ws, article, at=now()))


@api.get("/sources", responses={422: FAULTS[422]}, summary="Search the library")
def list_sources(request: Request, wanted: Annotated[Wanted, Query()]) -> SourcesForm:
    """One page (20 works) of the library: best match first, or newest first where no words are given."""
    shelf = browse(workspace_of(request), wanted.q, filters=wanted.filters, page=wanted.page)
    return {
        "total": shelf.total,
        "page": shelf.page,
        "pages": shelf.pages,
        "sources": [_source(source) for source in shelf.sources],
    }


@api.get("/sources/{source:path}", responses={404: FAULTS[404]}, summary="Read a work")
def read_source(request: Request, source: str) -> WorkForm:
    """What is known and held of one work. Its id may hold slashes (`doi:10.1000/x`)."""
    work = look_up(workspace_of(request), source)
    texts: list[TextForm] = [
        {
            "id": text.document.id,
            "kind": text.document.kind.value,
            "language": text.document.language,
            "characters": len(text.document.text),
            "passages": [passage.id for passage in text.passages],
        }
        for text in work.texts
    ]
    cited_by = [revision.article for revision in work.cited_by]
    return {**_source(work.source), "texts": texts, "cited_by": cited_by}


@api.get("/passages/{passage}", responses={404: FAULTS[404]}, summary="Read a passage")
def read_one_passage(
    request: Request,
    passage: Annotated[str, Path(description="`document:start-end`, as a citation gives it.")],
) -> PassageForm:
    """A passage, character for character."""
    (found,) = read_passage(workspace_of(request), passage).passages
    return {
        "id": found.id,
        "source": found.source,
        "document": found.document,
        "kind": found.kind.value,
        "section": found.section,
        "page": found.page,
        "start": found.start,
        "end": found.end,
        "text": found.text,
    }


def _source(source: Source) -> SourceForm:
    return {
        "id": source.id,
        "title": source.title,
        "label": source.label,
        "year": source.year,
        "best_url": source.best_url,
        "record": plain(source),
    }
