"""Asking from a page: what is told first, where a question leads, what an article says of that."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from probatum.actions.ask import article_name
from probatum.actions.canonical import Lead, draft_lead, lead, near
from probatum.actions.enquire import answer
from probatum.actions.published import Listed, Listing
from probatum.actions.understand import Understood, notices_on, understand
from probatum.errors import QuestionError
from probatum.records.article import Audience
from probatum.records.notice import Notice
from probatum.web.identity import Visitor, workspace_of
from probatum.web.public_pages import listing_of
from probatum.web.sparing import spare
from probatum.web.view import rendered_privately
from probatum.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A name that may be misspelt, and each name that may be meant with the question in which it stands."""

    said: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an article says before its answer: the notices, and how its question was reached, if otherwise.

    ``understood`` is there where other words led here, ``led`` where they ask the same as it (not only with
    a name put right), ``doubts`` are names that may be misspelt, ``near`` are articles that may be meant
    instead.
    """

    notices: tuple[Notice, ...] = ()
    understood: Understood | None = None
    led: bool = False
    doubts: tuple[Doubt, ...] = ()
    near: tuple[Listed, ...] = ()


def put(request: Request, visitor: Visitor, question: str, *, as_it_stands: bool = False) -> Response:
    """Answer a question and lead to its article, or to that of other words for it.

    What is no question for an article, and several questions at once, get a page of their own: nothing is
    kept of them. Raises ``QuestionError`` and ``TooOften``.
    """
    ws = workspace_of(request)
    spare(request, "ask")
    understood = understand(ws, question, as_it_stands=as_it_stands)
    if understood.declined is not None or understood.parts:
        return rendered_privately(request, "told.html", {"understood": understood})
    listing = Listing() if as_it_stands else listing_of(request)
    found = lead(ws, listing, understood.text)
    if found is not None and found.own and not understood.set_right:
        return RedirectResponse(led(found), 303)
    if found is not None:
        article = found.listed.article
    else:
        article = answer(ws, listing, understood.text, by=visitor.name).revision.article
    same = article == article_name(understood.asked, Audience.CLINICIAN)
    said = {} if same else {"asked": understood.asked}
    if as_it_stands:
        said["itself"] = "yes"
    return RedirectResponse(f"/articles/{quote(article)}{'?' if said else ''}{urlencode(said)}", 303)


def led(found: Lead) -> str:
    """The address to which a wording leads; the wording goes along where it is not the article's own."""
    address = f"/articles/{quote(found.listed.article)}"
    return address if found.own else f"{address}?{urlencode({'asked': found.asked})}"


def told(ws: Workspace, listing: Listing, article: str, question: str, words: str) -> Told:
    """What stands before the answer of an article that bears ``question``, reached with ``words``.

    Any words can stand in an address: only what truly leads here is shown.
    """
    understood, same = _reached(ws, listing, article, words) if words else (None, False)
    meant = () if same else near(ws, listing, question)
    notices = understood.notices if understood is not None else notices_on(ws, question)
    doubts = doubts_of(understand(ws, question))
    return Told(notices=notices, understood=understood, led=same, doubts=doubts, near=meant)


def doubts_of(understood: Understood) -> tuple[Doubt, ...]:
    """The names in a question that nobody but the asker can put right."""
    asked = understood.asked
    return tuple(
        Doubt(
            said=one.said,
            options=tuple((name, asked[: one.start] + name + asked[one.end :]) for name in one.options),
        )
        for one in understood.corrections
        if not one.sure
    )


def _reached(ws: Workspace, listing: Listing, article: str, words: str) -> tuple[Understood | None, bool]:
    """What was understood of words that lead to an article, and whether they are other words for the same."""
    try:
        understood = understand(ws, words)
        if article_name(understood.text, Audience.CLINICIAN) == article:
            return (understood if understood.set_right else None), False
        found = lead(ws, listing, understood.text) or draft_lead(ws, listing, understood.text)
    except QuestionError:
        return None, False
    here = found is not None and found.listed.article == article and not found.own
    return (understood, True) if here else (None, False)
