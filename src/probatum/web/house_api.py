"""The API by which programs write for the house library, in the name of whoever's token they bear."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from probatum.actions.clock import now
from probatum.actions.guideline import recommendations
from probatum.actions.show import status_of
from probatum.actions.write import (
    LONGEST_HEADING,
    LONGEST_STATEMENT,
    LONGEST_TITLE,
    Statement,
    add,
    drop,
    start_overview,
    start_summary,
)
from probatum.records.article import Revision
from probatum.records.edit import Cite
from probatum.records.house import Grade
from probatum.render.contract import ArticleForm, article_document
from probatum.web.api import FAULTS, ErrorForm
from probatum.web.identity import Writer, workspace_of
from probatum.workspace import Workspace

#: What a call that writes can be refused with, beside its own.
_GUARDED: dict[int | str, dict[str, Any]] = {
    401: {"model": ErrorForm, "description": "Nobody is signed in."},
    403: {"model": ErrorForm, "description": "Who is signed in may not write."},
    409: {"model": ErrorForm, "description": "It does not fit the article as it is now."},
    **{code: FAULTS[code] for code in (404, 422, 503)},
}

house_api = APIRouter(prefix="/api/v1/house", tags=["house library"], responses=_GUARDED)


class SummaryBegun(BaseModel):
    """A practice summary to be begun."""

    model_config = ConfigDict(extra="forbid")

    source: str = Field(description="The guideline: its id, PMID, DOI or title.", max_length=500)
    title: str = Field(description="What the summary is called.", max_length=LONGEST_TITLE)
    issuer: str = Field("", description="The issuer, where its record names none.", max_length=300)
    version: str = Field("", description="The version, as its text has it.", max_length=100)


class OverviewBegun(BaseModel):
    """A topic overview to be begun."""

    model_config = ConfigDict(extra="forbid")

    title: str = Field(description="What the overview is called.", max_length=LONGEST_TITLE)


class CitedForm(BaseModel):
    """A passage, and the words of it that are quoted, character for character."""

    model_config = ConfigDict(extra="forbid")

    passage: str = Field(description="`document:start-end`.", max_length=200)
    quote: str = Field(description="The words quoted.", max_length=4_000)
    source: str = Field("", description="Of which work, where two hold the same text.", max_length=500)
    start: int | None = Field(None, ge=0, le=10_000_000, description="Where the quote begins in the passage.")


class StatementSent(BaseModel):
    """A statement to be added."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(description="One sentence.", max_length=LONGEST_STATEMENT)
    citations: list[CitedForm] = Field(description="What it rests on.", max_length=12)
    section: str = Field("", description="Under which heading.", max_length=LONGEST_HEADING)
    strength: str = Field(
        "", description="As the issuer gives it; empty: what stands beside; `none`.", max_length=200
    )
    certainty: str = Field(
        "", description="As the issuer gives it; empty: what stands beside; `none`.", max_length=200
    )
    base: str = Field(
        "", description="The hash of the revision that was read; empty: the newest.", max_length=64
    )

    @property
    def statement(self) -> Statement:
        """The statement as the action takes it."""
        return Statement(
            text=self.text,
            citations=tuple(
                Cite(passage=one.passage, quote=one.quote, source=one.source, start=one.start)
                for one in self.citations
            ),
            section=self.section,
            strength=self.strength,
            certainty=self.certainty,
        )


class ProposalForm(TypedDict):
    """A sentence that recommends, where it stands, and the grade beside it in its issuer's words."""

    text: str
    source: str
    passage: str
    start: int
    end: int
    section: str
    stance: str
    strength: str | None
    certainty: str | None


class ProposalsForm(TypedDict):
    """What the text of a guideline recommends, as a program reads it. A person decides what comes of it."""

    source: str
    title: str
    issuer: str
    version: str
    proposals: list[ProposalForm]


def _form(ws: Workspace, revision: Revision) -> ArticleForm:
    return article_document(revision, status_of(ws, revision))


@house_api.get("/proposals", summary="Read what a guideline recommends")
def proposals(
    request: Request,
    visitor: Writer,  # noqa: ARG001 - who may not write is not let in
    source: Annotated[str, Query(description="The guideline: its id, PMID, DOI or title.", max_length=500)],
) -> ProposalsForm:
    """The recommendations in the text of a guideline that is held, each with the grade found beside it."""
    held, found = recommendations(workspace_of(request), source)
    listed: list[ProposalForm] = [
        {
            "text": one.quote.quote,
            "source": one.quote.source,
            "passage": one.quote.passage,
            "start": one.quote.start,
            "end": one.quote.end,
            "section": one.section,
            "stance": one.stance.value,
            "strength": _words(one.strength),
            "certainty": _words(one.certainty),
        }
        for one in found
    ]
    return {
        "source": held.source.id,
        "title": held.guideline.title,
        "issuer": held.guideline.issuer,
        "version": held.guideline.version,
        "proposals": listed,
    }


def _words(grade: Grade | None) -> str | None:
    return grade.words.quote if grade else None


@house_api.post("/summaries", summary="Begin a practice summary")
def post_summary(request: Request, visitor: Writer, begun: Annotated[SummaryBegun, Body()]) -> ArticleForm:
    """Begin a summary of a guideline whose text, issuer and version are held."""
    ws = workspace_of(request)
    revision = start_summary(
        ws,
        begun.source,
        title=begun.title,
        by=visitor.signed_in,
        at=now(),
        issuer=begun.issuer,
        version=begun.version,
    )
    return _form(ws, revision)


@house_api.post("/overviews", summary="Begin a topic overview")
def post_overview(request: Request, visitor: Writer, begun: Annotated[OverviewBegun, Body()]) -> ArticleForm:
    """Begin an overview over several works."""
    ws = workspace_of(request)
    return _form(ws, start_overview(ws, title=begun.title, by=visitor.signed_in, at=now()))


@house_api.post("/{article}/statements", summary="Add a statement")
def post_statement(
    request: Request, visitor: Writer, article: str, sent: Annotated[StatementSent, Body()]
) -> ArticleForm:
    """Add a statement to a summary or an overview; what its passage does not say is refused."""
    ws = workspace_of(request)
    return _form(ws, add(ws, article, sent.statement, by=visitor.signed_in, at=now(), base=sent.base))


@house_api.delete("/{article}/statements/{claim}", summary="Take a statement out")
def delete_statement(
    request: Request,
    visitor: Writer,
    article: str,
    claim: Annotated[str, Path(description="The id of the statement.")],
    base: Annotated[str, Query(description="The hash of the revision that was read.", max_length=64)] = "",
) -> ArticleForm:
    """Take a statement out of a summary or an overview."""
    ws = workspace_of(request)
    return _form(ws, drop(ws, article, claim, by=visitor.signed_in, at=now(), base=base))
