"""The desk: what waits, the workbench of an article, what happened. Each page works without JavaScript."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from probatum.actions.clock import now
from probatum.actions.figures import figures
from probatum.actions.queue import queue
from probatum.actions.reviewers import names_of, reviewers
from probatum.actions.workbench import Bench, Statement, log, workbench
from probatum.errors import ReasonMissing
from probatum.language.interface import N_, Gettext
from probatum.records.article import Status
from probatum.records.event import Event
from probatum.records.review import Act, Recommendation
from probatum.render.charts import charts
from probatum.render.desk_claims import Sides, sides
from probatum.render.desk_words import DECISIONS
from probatum.render.trail_words import Told, told
from probatum.review.decisions import RULES
from probatum.review.permission import Permission
from probatum.review.risk import Risk
from probatum.web.identity import Seer, Visitor, requires, workspace_of
from probatum.web.view import page_links, rendered_privately, spoken
from probatum.workspace import Workspace

desk = APIRouter(default_response_class=Response, include_in_schema=False)

#: Who may see the desk.
SEEN = Depends(requires(Permission.DESK))

#: How many things a page of the queue lists, and of the log.
PER_PAGE, LOGGED = 40, 60

#: The name of the bottom line among the places to which a statement can be moved; a section has its number.
LEAD = "lead"

#: What is said above the workbench after something was done.
DONE = {
    "submit": N_("It is handed in for review."),
    "assign": N_("The reviewer is assigned."),
    "accept": N_("You have accepted the review. Next: disclose your interests."),
    "decline": N_("You have declined the review."),
    "disclose": N_("Your disclosure is signed and kept."),
    "recommend": N_("Your recommendation is signed and kept."),
    "comment": N_("Your comment is kept."),
    "answer": N_("Your answer is kept."),
    "approve": N_("The revision is approved."),
    "return": N_("It is sent back to its author."),
    "reject": N_("It is rejected."),
    "publish": N_("It is published."),
    "correct": N_("It is published as a correction."),
    "suspend": N_("It is suspended."),
    "resume": N_("The suspension is lifted."),
    "retire": N_("It is retired."),
    "re-review": N_("It is back before the board."),
    "edit": N_("The edit is kept as a new revision. It is not submitted yet."),
    "move": N_("The statement is moved, in a new revision. It is not submitted yet."),
    "certainty": N_("The judgement is kept as a new revision. It is not submitted yet."),
    "answered": N_("The report is answered."),
}


def bench_of(request: Request, visitor: Visitor, article: str, revision: str | None = None) -> Bench:
    """The workbench of an article for whoever asks."""
    ws = workspace_of(request)
    return workbench(
        ws,
        article,
        visitor.signed_in.person,
        at=now(),
        people=[one.person for one in reviewers(ws)],
        revision=revision or None,
    )


def bench_read(request: Request, visitor: Visitor, article: str, revision: str) -> Bench:
    """The workbench of the revision that a form says was read. Raises ``ReasonMissing`` if it says none."""
    return bench_of(request, visitor, article, revision_read(revision))


def revision_read(revision: str) -> str:
    """The revision that a form names. Raises ``ReasonMissing`` where it names none."""
    if not revision:
        raise ReasonMissing("the form does not say which revision was read; open it from the desk again")
    return revision


class Sift(BaseModel):
    """What of the queue is to be seen, as it comes in an address."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    # Left to right: else a word is taken for a word, though it names a state, and nothing is ever sifted.
    status: Status | str = Field("", union_mode="left_to_right")
    risk: Risk | str = Field("", union_mode="left_to_right")
    mine: str = ""
    page: int = Field(1, ge=1, le=100_000)

    @property
    def on(self) -> bool:
        """Whether anything is left out."""
        return bool(self.status or self.risk or self.mine)

    @property
    def address(self) -> str:
        """The address of another page of it, up to the number."""
        kept = {name: value for name, value in self if value and name != "page"}
        return f"/desk?{urlencode(kept)}{'&' if kept else ''}"


@desk.get("/desk")
def queue_page(request: Request, visitor: Seer, sift: Annotated[Sift, Query()]) -> Response:
    """What waits for whoever asks, and for the house."""
    found = queue(workspace_of(request), visitor.signed_in.person, at=now())
    items = found.picked(
        status=sift.status if isinstance(sift.status, Status) else None,
        risk=sift.risk if isinstance(sift.risk, Risk) else None,
        mine=bool(sift.mine),
    )
    pages = max(1, -(-len(items) // PER_PAGE))
    context = {
        "queue": found,
        "items": items[(sift.page - 1) * PER_PAGE : sift.page * PER_PAGE],
        "sift": sift,
        "page": sift.page,
        "links": page_links(min(sift.page, pages), pages),
        "address": sift.address,
        "statuses": [one for one in Status if one is not Status.RETIRED],
        "risks": list(Risk),
        "drafts": found.by_status.get(Status.UNREVIEWED, 0),
    }
    return rendered_privately(request, "desk_queue.html", context)


@desk.get("/desk/figures")
def figures_page(request: Request, visitor: Seer) -> Response:
    """The work of the board in figures."""
    counted = figures(workspace_of(request), visitor.signed_in.person, at=now())
    return rendered_privately(
        request, "desk_figures.html", {"figures": counted, "charts": charts(counted, spoken(request))}
    )


class Wanted(BaseModel):
    """What of the log is to be seen."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    by: str = Field("", max_length=200)
    kind: str = Field("", max_length=200)
    page: int = Field(1, ge=1, le=100_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """An event in words, with the article that it is of."""

    told: Told
    article: str
    question: str


@desk.get("/desk/log", dependencies=[SEEN])
def house_log(request: Request, wanted: Annotated[Wanted, Query()]) -> Response:
    """What happened in the house."""
    return _log(request, wanted)


@desk.get("/desk/{article}/log", dependencies=[SEEN])
def article_log(request: Request, article: str, wanted: Annotated[Wanted, Query()]) -> Response:
    """What happened to one article."""
    return _log(request, wanted, article)


def _log(request: Request, wanted: Wanted, article: str | None = None) -> Response:
    ws = workspace_of(request)
    trail, events = log(ws, article)
    names = {event.by: _named(event) for event in trail.events if _named(event)}
    names |= names_of(ws)
    kept = [
        event
        for event in events
        if (not wanted.by or event.by == wanted.by) and (not wanted.kind or event.kind == wanted.kind)
    ]
    pages = max(1, -(-len(kept) // LOGGED))
    shown = kept[(wanted.page - 1) * LOGGED : wanted.page * LOGGED]
    asked = {name: value for name, value in (("by", wanted.by), ("kind", wanted.kind)) if value}
    context = {
        "article": article or "",
        "question": ws.store.revision(article).question.text if article else "",
        "told": _logged(ws, shown, names, spoken(request)),
        "total": len(kept),
        "people": sorted({one.by: names.get(one.by, one.by) for one in events}.items()),
        "kinds": sorted({one.kind for one in events}),
        "by": wanted.by,
        "kind": wanted.kind,
        "page": wanted.page,
        "links": page_links(min(wanted.page, pages), pages),
        "address": f"?{urlencode(asked)}{'&' if asked else ''}",
    }
    return rendered_privately(request, "desk_log.html", context)


def _named(event: Event) -> str:
    """What whoever did it was called then, where the event says so."""
    shown = told(event, {})
    return shown.who if shown.person and shown.who != shown.person else ""


def _logged(ws: Workspace, events: list[Event], names: dict[str, str], said: Gettext) -> list[Logged]:
    questions = {one.article: one.question.text for one in ws.store.articles()}
    owners = {one.hash: one.article for one in ws.store.articles()}
    found = []
    for event in events:
        article = owners.get(event.subject, event.subject)
        shown = told(event, names, said)
        found.append(Logged(told=shown, article=article, question=questions.get(article, "")))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A statement, how it lies beside its passages, and where it can be moved.

    ``up`` and ``down`` say whether it has a neighbour there, ``elsewhere`` under which other headings it
    stands; ``places`` are the numbers and headings of the sections in which it does not stand (``lead``: the
    bottom line).
    """

    statement: Statement
    sides: Sides
    up: bool
    down: bool
    places: tuple[tuple[str, str], ...]
    elsewhere: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Another revision of the same article."""

    hash: str
    status: Status
    newer: bool


@desk.get("/desk/{article}")
def bench_page(request: Request, visitor: Seer, article: str, revision: str = "", done: str = "") -> Response:
    """The workbench of an article."""
    bench = bench_of(request, visitor, article, revision)
    return rendered_privately(request, "desk_bench.html", bench_context(bench, visitor, done))


def bench_context(bench: Bench, visitor: Visitor, done: str = "") -> dict[str, Any]:
    """What the workbench shows."""
    person = visitor.signed_in.person
    return {
        "bench": bench,
        "laid": [_laid(one, bench) for one in bench.statements],
        "others": _others(bench),
        "told": DONE.get(done, ""),
        "fault": "",
        "checked": sum(person.id in one.checked for one in bench.statements),
        "doubtful": sum(one.doubtful for one in bench.statements),
        "decisions": [act for act in DECISIONS if bench.status in RULES[act].states],
        "shut": [(act, bench.openings[act]) for act in DECISIONS if bench.status not in RULES[act].states],
        "recommendations": list(Recommendation),
    }


def _laid(one: Statement, bench: Bench) -> Laid:
    revision = bench.revision
    parts = [(LEAD, "", revision.lead)]
    parts += [(str(place), part.heading, part.claims) for place, part in enumerate(revision.sections)]
    having = [(heading, claims) for _, heading, claims in parts if one.claim in claims]
    place = having[0][1].index(one.claim)
    return Laid(
        statement=one,
        sides=sides(one.claim, one.shown, bench.passages, bench.works),
        up=place > 0,
        down=place < len(having[0][1]) - 1,
        places=tuple((name, heading) for name, heading, claims in parts if one.claim not in claims),
        elsewhere=tuple(heading for heading, _ in having[1:]),
    )


def _others(bench: Bench) -> list[Other]:
    names = list(bench.file.reviews)
    here = names.index(bench.revision.hash)
    return [
        Other(hash=name, status=bench.file.status(name), newer=number < here)
        for number, name in enumerate(names)
        if name != bench.revision.hash
    ]


def bench_url(article: str, revision: str, done: str = "", place: str = "") -> str:
    """The address of a workbench."""
    asked = urlencode({"revision": revision, **({"done": done} if done else {})})
    return f"/desk/{quote(article)}?{asked}{f'#{place}' if place else ''}"


#: The acts of an editor that have a page of their own to be confirmed on.
CONFIRMED: tuple[Act, ...] = (*DECISIONS, Act.DECLINE)
