"""The pages. Each is a plain GET, works without JavaScript, and has its JSON beside it."""

from __future__ import annotations

from itertools import islice
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse

from probatum import __version__
from probatum.actions.adapt import adapt, view_for
from probatum.actions.browse import browse, look_up
from probatum.actions.canonical import lead_from
from probatum.actions.clock import now
from probatum.actions.consult import consult, read_passage
from probatum.actions.dismiss import LONGEST_REASON, dismiss, doubted
from probatum.actions.examine import covered
from probatum.actions.present import Presented, present
from probatum.actions.published import OUT
from probatum.actions.show import show
from probatum.actions.understand import notices_on
from probatum.errors import NotHeld, QuestionError, ReasonMissing
from probatum.language.interface import filled
from probatum.records.article import Audience, Status
from probatum.records.canonical import content_hash
from probatum.records.passage import TextKind
from probatum.render.audiences import for_readers
from probatum.render.contract import article_document
from probatum.render.jsonld import in_page, json_ld
from probatum.render.markdown import to_markdown
from probatum.review.permission import Permission
from probatum.web.asking import Told, led, put, told
from probatum.web.audiences import For, audience_of, remember
from probatum.web.excerpts import excerpt_of
from probatum.web.identity import Visitor, requires, site, visitor, workspace_of
from probatum.web.public_pages import listing_of
from probatum.web.published_list import Looked, grouped
from probatum.web.takeaway import OFFERED
from probatum.web.view import all_claims, page_links, rendered, spoken
from probatum.web.wanted import Wanted

pages = APIRouter(
    default_response_class=Response,
    include_in_schema=False,
    dependencies=[Depends(requires(Permission.READ))],
)

#: Questions that the starter library can answer, to show what may be asked.
EXAMPLES = (
    "Can inflammatory myositis relapse?",
    "Is apixaban safer than warfarin in atrial fibrillation?",
    "Do SGLT2 inhibitors slow CKD progression in type 2 diabetes?",
    "Does tocilizumab reduce relapse in giant cell arteritis?",
)

#: How many of the newest articles the front page lists.
RECENT = 6
#: Among how many it looks for them.
LOOKED = 60


Asker = Annotated[Visitor, Depends(requires(Permission.ASK))]
Dismisser = Annotated[Visitor, Depends(requires(Permission.DISMISS))]


@pages.get("/")
def home(request: Request, readers: For = "") -> Response:
    """The front page: the ask box, and the choice for whom answers are worded."""
    return remember(request, _home(request, readers=readers), readers)


def _home(request: Request, question: str = "", fault: str = "", readers: str = "") -> Response:
    ws = workspace_of(request)
    # What somebody asked of his own trouble is read by whoever has its address, and shown to nobody else.
    general = (one for one in islice(ws.store.articles(), LOOKED) if not notices_on(ws, one.question.text))
    recent = tuple(islice(general, RECENT))
    context = {
        "question": question,
        "fault": fault,
        "examples": EXAMPLES,
        "recent": recent,
        "held": len(ws.index),
        "covered": covered(ws),
        "audience": audience_of(request, readers),
    }
    return rendered(request, "home.html", context, 422 if fault else 200)


@pages.post("/ask")
def ask_question(
    request: Request,
    visitor: Asker,
    question: Annotated[str, Form()] = "",
    as_it_stands: Annotated[str, Form()] = "",
    readers: Annotated[str, Form(alias="for")] = "",
    choose: Annotated[str, Form()] = "",
) -> Response:
    """Answer a question and lead to the article; one that is answered in other words leads to that answer.

    For whom it is to be worded can be said with it. Where that is all that is said (``choose``), the question
    stays in its box.
    """
    if choose:
        answered = _home(request, question[:2_000], readers=readers)
    else:
        answered = _ask(request, visitor, question, as_it_stands=bool(as_it_stands), readers=readers)
    return remember(request, answered, readers)


@pages.get("/ask")
def ask_by_address(request: Request, visitor: Asker, q: str = "") -> Response:
    """The same by address, for links and bookmarks: a question that was answered leads to its answer."""
    return _ask(request, visitor, q) if q.strip() else RedirectResponse("/", 303)


def _ask(
    request: Request, visitor: Visitor, question: str, *, as_it_stands: bool = False, readers: str = ""
) -> Response:
    try:
        return put(request, visitor, question, as_it_stands=as_it_stands)
    except QuestionError as error:
        return _home(request, question[:2_000], error.sentence, readers)


@pages.get("/articles")
def articles(request: Request, looked: Annotated[Looked, Query()]) -> Response:
    """The articles: what is published first, what nobody has reviewed apart."""
    listing = listing_of(request)
    shelf = listing.shelf(looked.wanted, page=looked.page)
    context = {
        "listing": listing,
        "looked": looked,
        "shelf": shelf,
        "groups": grouped(shelf.articles),
        "links": page_links(shelf.page, shelf.pages),
        "statuses": list(Status),
    }
    return rendered(request, "articles.html", context)


@pages.get("/articles/{article}.json")
@pages.get("/articles/{article}/revisions/{revision}.json")
def article_json(request: Request, article: str, revision: str | None = None, readers: For = "") -> Response:
    """The public form of an article lives in the API; this is its short address, worded for who reads."""
    tail = f"/revisions/{quote(revision)}" if revision else ""
    audience = audience_of(request, readers)
    query = "" if audience is Audience.CLINICIAN else f"?audience={audience}"
    lead = RedirectResponse(f"/api/v1/articles/{quote(article)}{tail}{query}", 307)
    return remember(request, lead, readers)


@pages.get("/articles/{article}.md")
@pages.get("/articles/{article}/revisions/{revision}.md")
def article_markdown(
    request: Request, article: str, revision: str | None = None, readers: For = ""
) -> Response:
    """An article as Markdown, worded for who reads."""
    ws = workspace_of(request)
    shown = show(ws, article, revision, at=now())
    view = view_for(ws, shown.revision, audience_of(request, readers))
    text = to_markdown(shown.revision, shown.status, shown.dismissed, shown.reviewed, view, spoken(request))
    return remember(request, PlainTextResponse(text, media_type="text/markdown; charset=utf-8"), readers)


@pages.get("/articles/{article}")
@pages.get("/articles/{article}/revisions/{revision}")
def article_page(
    request: Request,
    article: str,
    revision: str | None = None,
    asked: str = "",
    itself: str = "",
    readers: For = "",
) -> Response:
    """An article: at the revision for readers, or for ever at the one named, worded for who reads.

    Another wording leads to the article that answers it, but where it is wanted ``itself``.
    """
    ws, listing = workspace_of(request), listing_of(request)
    found = None if revision or itself else lead_from(ws, listing, article)
    if found is not None:
        return RedirectResponse(led(found), 308, {"Cache-Control": "no-cache"})  # as long as it leads there
    presented = present(ws, listing, article, revision, at=now())
    audience = audience_of(request, readers)
    etag = _etag(request, presented, asked, audience)
    if etag and request.headers.get("if-none-match") == etag:
        return remember(request, Response(status_code=304, headers={"ETag": etag}), readers)
    question = presented.shown.revision.question.text
    reached = told(ws, listing, article, question, asked)
    context = _article(request, presented, reached, audience)
    page = rendered(request, "article.html", context)
    if etag:
        page.headers["ETag"] = etag
    page.headers["Cache-Control"] = "no-cache"  # keep it, and ask whether it still holds
    return remember(request, page, readers)


def _etag(request: Request, presented: Presented, asked: str, audience: Audience) -> str:
    """What the page is made of, for who has not signed in: a page of somebody's own is made anew."""
    if visitor(request).account is not None:
        return ""
    ws = workspace_of(request)
    held = ws.store.last_event, ws.store.position
    told = (presented.shown.revision.hash, *held, asked, audience, __version__)
    return f'"{content_hash(told)[:40]}"'


def _article(request: Request, presented: Presented, reached: Told, audience: Audience) -> dict[str, Any]:
    shown = presented.shown
    written = article_document(shown.revision, shown.status, shown.reviewed, shown.dismissed)
    form = for_readers(written, adapt(workspace_of(request), shown.revision, audience))
    return {
        "form": form,
        "linked": in_page(json_ld(form, shown.status, site(request))),
        "files": OFFERED,
        "status": shown.status,
        "newest": presented.current,
        "presented": presented,
        "turn": presented.turn,
        "published": presented.current and shown.status in OUT,
        "told": reached,
        "base": site(request),
    }


@pages.get("/articles/{article}/statements/{claim}/dismiss/{check}")
def dismissal_form(request: Request, visitor: Dismisser, article: str, claim: str, check: str) -> Response:
    """The form in which a person says why a finding does not hold."""
    del visitor
    return _dismissal(request, article, claim, check)


@pages.post("/articles/{article}/statements/{claim}/dismiss/{check}")
def dismiss_finding(
    request: Request,
    visitor: Dismisser,
    article: str,
    claim: str,
    check: str,
    reason: Annotated[str, Form()] = "",
) -> Response:
    """Set a finding aside, and lead back to the statement."""
    try:
        dismiss(workspace_of(request), article, claim, check, reason=reason, by=visitor.name)
    except ReasonMissing as error:
        return _dismissal(
            request, article, claim, check, reason=reason[:LONGEST_REASON], fault=error.sentence
        )
    return RedirectResponse(f"/articles/{quote(article)}#claim-{quote(claim)}", 303)


def _dismissal(
    request: Request, article: str, claim: str, check: str, *, reason: str = "", fault: str = ""
) -> Response:
    ws = workspace_of(request)
    shown = show(ws, article, doubted(ws, article, claim, check).hash)
    form = article_document(shown.revision, shown.status, shown.reviewed, shown.dismissed)
    said = next(one for one in (*all_claims(form), *form["held_back"]) if one["id"] == claim)
    found = [one for one in said["findings"] if one["check"] == check]
    context = {"form": form, "claim": said, "findings": found, "reason": reason, "fault": fault}
    return rendered(request, "dismiss.html", context, 422 if fault else 200)


@pages.get("/articles/{article}/revisions/{revision}/statements/{claim}/{marker}")
def ground(
    request: Request, article: str, revision: str, claim: str, marker: int, readers: For = ""
) -> Response:
    """What a statement rests on under one marker: the passages in their context, the quotes marked.

    The statement stands there as its reader read it, and as clinicians do where that differs.
    """
    ws = workspace_of(request)
    found = consult(ws, article, revision, claim, marker)
    shown = found.shown
    written = article_document(shown.revision, shown.status, shown.reviewed, shown.dismissed)
    form = for_readers(written, view_for(ws, shown.revision, audience_of(request, readers)))
    context = {
        "form": form,
        "claim": next(one for one in all_claims(form) if one["id"] == claim),
        "reference": next(one for one in form["references"] if one["marker"] == marker),
        "excerpts": [excerpt_of(ws, extract) for extract in found.extracts],
    }
    return remember(request, rendered(request, "ground.html", context), readers)


@pages.get("/passages/{passage}")
def passage_page(
    request: Request,
    passage: str,
    start: Annotated[int, Query(ge=0)] = 0,
    end: Annotated[int, Query(ge=0)] = 0,
    source: str | None = None,
) -> Response:
    """Any passage in its context; ``start`` and ``end`` (characters of the passage) are marked."""
    ws = workspace_of(request)
    extract = read_passage(ws, passage, source)
    length = len(extract.passages[0].text)
    if start > end or end > length:
        raise NotHeld(
            filled(
                "the passage has {length} characters and no span {start}-{end}; follow a marker of "
                "an article",
                length=length,
                start=start,
                end=end,
            )
        )
    excerpt = excerpt_of(ws, extract, (start, end))
    context = {"excerpt": excerpt, "source": extract.source, "marked": end > start}
    return rendered(request, "passage.html", context)


@pages.get("/library")
def library(request: Request, wanted: Annotated[Wanted, Query()]) -> Response:
    """The works held: search, filters, pages."""
    shelf = browse(workspace_of(request), wanted.q, filters=wanted.filters, page=wanted.page)
    context = {
        "wanted": wanted,
        "shelf": shelf,
        "links": page_links(shelf.page, shelf.pages),
        "kinds": [kind.value for kind in TextKind],
    }
    return rendered(request, "library.html", context)


@pages.get("/sources/{source:path}")
def source_page(request: Request, source: str) -> Response:
    """One work: what is known of it, what is held of it, which articles cite it."""
    return rendered(request, "source.html", {"work": look_up(workspace_of(request), source)})


@pages.get("/how-we-check")
def how_we_check(request: Request) -> Response:
    """The editorial policy: how answers are made, checked and reviewed."""
    return rendered(request, "how_we_check.html", {})


@pages.get("/api")
def api_page(request: Request) -> Response:
    """The documents of the API, from its own OpenAPI description."""
    return rendered(request, "api.html", {"described": request.app.openapi()})
