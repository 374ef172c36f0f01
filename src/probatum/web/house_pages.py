"""The pages on which people write: begin a summary or an overview, go through what a guideline recommends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from probatum.actions.clock import now
from probatum.actions.consult import read_passage
from probatum.actions.guideline import guidelines, recommendations
from probatum.actions.seek import LONGEST as LONGEST_SOUGHT
from probatum.actions.seek import seek
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
    weighed,
)
from probatum.appraise.grading import Proposed
from probatum.errors import (
    GuidelineNotHeld,
    NotHeld,
    NotSupported,
    OutOfOrder,
    ProbatumError,
    QuoteNotInPassage,
    Superseded,
    TitleUnusable,
    UncitedClaim,
)
from probatum.language.interface import filled
from probatum.records.article import Revision
from probatum.records.edit import Cite
from probatum.records.house import Kind
from probatum.render.contract import article_document
from probatum.web.identity import Visitor, Writer, workspace_of
from probatum.web.view import rendered_privately

house_pages = APIRouter(default_response_class=Response, include_in_schema=False)


#: What a person can put right in the form.
_THEIRS = (
    TitleUnusable,
    GuidelineNotHeld,
    NotHeld,
    NotSupported,
    OutOfOrder,
    QuoteNotInPassage,
    Superseded,
    UncitedClaim,
)

#: No field of a form has more characters.
_LONGEST = 4_000


def _fields(form: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: value.replace("\r\n", "\n").strip()[:_LONGEST]
        for name, value in form.items()
        if isinstance(value, str)
    }


def _to(article: str, at: str = "") -> Response:
    return RedirectResponse(f"/desk/write/{quote(article)}{at}", 303)


# --- beginning --------------------------------------------------------------------------------------------


@house_pages.get("/desk/write")
def begin_form(request: Request, visitor: Writer, q: str = "", source: str = "") -> Response:  # noqa: ARG001
    """What can be begun, and what was begun already."""
    return _begin(request, {"q": q, "source": source})


def _begin(request: Request, typed: Mapping[str, str], fault: str = "", of: str = "") -> Response:
    ws = workspace_of(request)
    asked = typed.get("q", "")[:LONGEST_SOUGHT]
    context = {
        "typed": typed,
        "asked": asked,
        "guidelines": guidelines(ws, asked),
        "begun": [(one, status_of(ws, one)) for one in ws.store.articles() if one.kind is not Kind.ANSWER],
        "fault": fault,
        "of": of,
        "longest": LONGEST_TITLE,
    }
    return rendered_privately(request, "house_begin.html", context, 422 if fault else 200)


@house_pages.post("/desk/write/summary")
async def begin_summary(request: Request, visitor: Writer) -> Response:
    """Begin a practice summary."""
    return await run_in_threadpool(_begun, request, visitor, _fields(await request.form()), "summary")


@house_pages.post("/desk/write/overview")
async def begin_overview(request: Request, visitor: Writer) -> Response:
    """Begin a topic overview."""
    return await run_in_threadpool(_begun, request, visitor, _fields(await request.form()), "overview")


def _begun(request: Request, visitor: Visitor, fields: Mapping[str, str], what: str) -> Response:
    ws, title = workspace_of(request), fields.get("title", "")
    account, at = visitor.signed_in, now()
    try:
        if what == "overview":
            revision = start_overview(ws, title=title, by=account, at=at)
        else:
            revision = start_summary(
                ws,
                fields.get("source", ""),
                title=title,
                by=account,
                at=at,
                issuer=fields.get("issuer", ""),
                version=fields.get("version", ""),
            )
    except _THEIRS as refused:
        return _begin(request, fields, refused.sentence, what)
    return _to(revision.article)


# --- an article in the making -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A recommendation of the guideline that the summary does not make yet, and where it can be altered."""

    proposed: Proposed
    alter: str


@house_pages.get("/desk/write/{article}")
def writing_page(request: Request, visitor: Writer, article: str, q: str = "") -> Response:  # noqa: ARG001
    """What is written so far, and what could come next."""
    return _writing(request, article, q)


def _writing(request: Request, article: str, asked: str = "", fault: str = "") -> Response:
    ws = workspace_of(request)
    revision = ws.store.revision(article)
    if revision.kind is Kind.ANSWER:
        raise NotHeld(
            filled(
                "{article} is an answer and no article that people write; open it on the desk",
                article=article,
            )
        )
    status = status_of(ws, revision)
    sought = " ".join(asked.split())[:LONGEST_SOUGHT]
    context = {
        "revision": revision,
        "form": article_document(revision, status),
        "status": status,
        "offers": _offers(request, revision),
        "asked": sought,
        "found": [
            (one, _alter(revision, one.passage.id, one.source.id, one.citation.quote))
            for one in seek(ws, sought)
        ]
        if sought
        else [],
        "fault": fault,
    }
    return rendered_privately(request, "house_article.html", context, 422 if fault else 200)


def _offers(request: Request, revision: Revision) -> list[Offer]:
    if revision.guideline is None:
        return []
    taken = {(one.passage, one.start) for claim in revision.claims for one in claim.citations}
    try:
        _, found = recommendations(workspace_of(request), revision.guideline.source)
    except (NotHeld, GuidelineNotHeld):
        return []
    return [
        Offer(
            proposed=one,
            alter=_alter(revision, one.quote.passage, one.quote.source, one.quote.quote, one.section),
        )
        for one in found
        if (one.quote.passage, one.quote.start) not in taken
    ]


def _alter(revision: Revision, passage: str, source: str, quoted: str, section: str = "") -> str:
    """The address of the form for a statement on a passage."""
    told = {"passage": passage, "source": source, "quote": quoted, "section": section}
    return f"/desk/write/{quote(revision.article)}/statement?{urlencode(told)}"


@house_pages.get("/desk/write/{article}/statement")
def statement_form(
    request: Request,
    visitor: Writer,  # noqa: ARG001
    article: str,
    passage: str,
    source: str = "",
    quote: str = "",
    section: str = "",
) -> Response:
    """The form for one statement on one passage."""
    typed = {
        "passage": passage,
        "source": source,
        "quote": quote[:_LONGEST],
        "text": " ".join(quote.split())[:LONGEST_STATEMENT],
        "section": section[:LONGEST_HEADING],
    }
    return _statement(request, article, typed)


def _statement(
    request: Request,
    article: str,
    typed: Mapping[str, str],
    *,
    verdict: Mapping[str, Any] | None = None,
    fault: str = "",
) -> Response:
    ws = workspace_of(request)
    revision = ws.store.revision(article)
    extract = read_passage(ws, typed.get("passage", ""), typed.get("source") or None)
    context = {
        "revision": revision,
        "typed": typed,
        "passage": extract.passages[0],
        "work": extract.source,
        "verdict": verdict,
        "fault": fault,
        "headings": [section.heading for section in revision.sections],
        "longest": LONGEST_STATEMENT,
        "longest_heading": LONGEST_HEADING,
    }
    return rendered_privately(request, "house_statement.html", context, 422 if fault else 200)


@house_pages.post("/desk/write/{article}/statement")
async def add_statement(request: Request, visitor: Writer, article: str) -> Response:
    """Check a statement, or add it."""
    return await run_in_threadpool(_sent, request, visitor, article, _fields(await request.form()))


def _sent(request: Request, visitor: Visitor, article: str, fields: Mapping[str, str]) -> Response:
    ws, account = workspace_of(request), visitor.signed_in
    statement = Statement(
        text=fields.get("text", ""),
        citations=(
            Cite(
                passage=fields.get("passage", ""),
                quote=fields.get("quote", ""),
                source=fields.get("source", ""),
            ),
        ),
        section=fields.get("section", ""),
        strength=fields.get("strength", ""),
        certainty=fields.get("certainty", ""),
    )
    told: dict[str, Any]
    try:
        if fields.get("do") == "check":
            found = weighed(ws, article, statement, by=account)
            told = {"outcome": found.outcome.value, "reasons": found.reasons}
            return _statement(request, article, fields, verdict=told)
        made = add(ws, article, statement, by=account, at=now(), base=fields.get("base", ""))
    except NotSupported as refused:
        why = tuple(one.reason for one in refused.faults if one.reason)
        told = {"outcome": refused.outcome, "reasons": why}
        return _statement(request, article, fields, verdict=told, fault=refused.sentence)
    except _THEIRS as refused:
        return _refused(request, article, fields, refused)
    return _to(article, f"#claim-{made.verdicts[-1][0]}")


def _refused(request: Request, article: str, fields: Mapping[str, str], refused: ProbatumError) -> Response:
    """The form again with what is wrong; where its passage is not held, the page of the article."""
    try:
        return _statement(request, article, fields, fault=refused.sentence)
    except NotHeld:
        return _writing(request, article, fault=refused.sentence)


@house_pages.post("/desk/write/{article}/drop")
async def drop_statement(request: Request, visitor: Writer, article: str) -> Response:
    """Take a statement out."""
    return await run_in_threadpool(_dropped, request, visitor, article, _fields(await request.form()))


def _dropped(request: Request, visitor: Visitor, article: str, fields: Mapping[str, str]) -> Response:
    base = fields.get("base", "")
    try:
        drop(
            workspace_of(request),
            article,
            fields.get("claim", ""),
            by=visitor.signed_in,
            at=now(),
            base=base,
        )
    except _THEIRS as refused:
        return _writing(request, article, fault=refused.sentence)
    return _to(article)
