"""What people decide at the desk: each form bears the hash of the revision that was read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from probatum.actions.accept import accept
from probatum.actions.answer import answer
from probatum.actions.approve import approve
from probatum.actions.assign import assign
from probatum.actions.clock import now
from probatum.actions.comment import comment
from probatum.actions.correct import correct
from probatum.actions.decline import decline
from probatum.actions.disclose import disclose
from probatum.actions.mark import mark
from probatum.actions.publish import publish
from probatum.actions.recommend import recommend
from probatum.actions.reject import reject
from probatum.actions.resume import resume
from probatum.actions.retire import retire
from probatum.actions.return_ import return_
from probatum.actions.review_again import review_again
from probatum.actions.reviewers import names_of, reviewers
from probatum.actions.submit import submit
from probatum.actions.suspend import suspend
from probatum.actions.workbench import Bench, log
from probatum.errors import NotHeld, OutOfOrder, ReasonMissing, Superseded
from probatum.language.interface import filled
from probatum.records.article import Revision
from probatum.records.claim import Claim
from probatum.records.review import Act, Comment, Recommendation
from probatum.render.trail_words import told
from probatum.review.decisions import RULES
from probatum.review.diff import diff
from probatum.review.permission import Permission
from probatum.web.desk import CONFIRMED, SEEN, bench_of, bench_url, revision_read
from probatum.web.desk_interests import disclosed, interest_rows
from probatum.web.identity import Decider, Reviewer, Seer, Submitter, Visitor, Writer, requires, workspace_of
from probatum.web.identity import visitor as visitor_of
from probatum.web.view import PRIVATE, rendered_privately, spoken
from probatum.workspace import Workspace

desk_acts = APIRouter(default_response_class=Response, include_in_schema=False)


#: A field of a form.
Field = Annotated[str, Form()]

#: So many events are shown where somebody else was quicker.
LAST = 5
#: Of a comment or a reason no more characters than these are taken.
LONGEST: Final = 4_000


#: The verb for each act that is confirmed on a page of its own.
VERBS: Mapping[Act, Callable[..., object]] = {
    Act.APPROVE: approve,
    Act.CORRECT: correct,
    Act.DECLINE: decline,
    Act.PUBLISH: publish,
    Act.REJECT: reject,
    Act.RESUME: resume,
    Act.RETIRE: retire,
    Act.RETURN: return_,
    Act.REVIEW_AGAIN: review_again,
    Act.SUSPEND: suspend,
}


def _said(visitor: Visitor, revision: str) -> dict[str, Any]:
    """Who decides, when, and on which revision."""
    return {"by": visitor.signed_in, "at": now(), "revision": revision}


def back(article: str, revision: str, done: str, place: str = "") -> Response:
    """Lead back to the workbench, which says what was done."""
    return RedirectResponse(bench_url(article, revision, done, place), 303, headers=PRIVATE)


def act_on(
    request: Request,
    article: str,
    act: Act,
    revision: str,
    do: Callable[[Workspace], object],
    *,
    kept: str = "",
    place: str = "",
) -> Response:
    """Do it, and lead back; where the revision has changed or the act is no longer open, say what changed.

    ``kept`` is what the person typed: it is given back to them where nothing was decided.
    """
    revision_read(revision)
    _short(kept)
    try:
        do(workspace_of(request))
    except OutOfOrder as refusal:
        return conflict(request, article, revision, refusal, kept)
    return back(article, revision, act.value, place)


def _short(text: str) -> None:
    if len(text) > LONGEST:
        raise ReasonMissing(
            filled(
                "that has {number} characters; say it in at most {longest}",
                number=format(len(text), ","),
                longest=format(LONGEST, ","),
            )
        )


def conflict(request: Request, article: str, revision: str, refusal: OutOfOrder, kept: str = "") -> Response:
    """The page that says that nothing was decided, what changed meanwhile, and what happened last."""
    ws = workspace_of(request)
    _, events = log(ws, article)
    read = ws.store.revision(article, revision)
    newest = ws.store.revision(article)
    moved = isinstance(refusal, Superseded)
    context = {
        "article": read.article,
        "message": spoken(request)(refusal.sentence).rstrip("."),
        "moved": moved,
        "turned": diff(read, newest) if moved else None,
        "kept": kept,
        "last": [told(event, names_of(ws), spoken(request)) for event in events[:LAST]],
    }
    return rendered_privately(request, "desk_conflict.html", context, 409)


@desk_acts.post("/desk/{article}/submit")
def hand_in(request: Request, visitor: Submitter, article: str, revision: Field = "") -> Response:
    """Hand a revision in for review."""
    said = _said(visitor, revision)
    return act_on(request, article, Act.SUBMIT, revision, lambda ws: submit(ws, article, **said))


@desk_acts.post("/desk/{article}/assign")
def appoint(
    request: Request, visitor: Decider, article: str, revision: Field = "", to: Field = ""
) -> Response:
    """Assign a reviewer."""
    chosen = next((one for one in reviewers(workspace_of(request)) if one.id == to), None)
    if chosen is None:
        raise NotHeld("nobody with the role of a reviewer was chosen; choose one on the workbench")
    said = _said(visitor, revision)
    return act_on(request, article, Act.ASSIGN, revision, lambda ws: assign(ws, article, chosen, **said))


@desk_acts.post("/desk/{article}/accept")
def take_on(request: Request, visitor: Reviewer, article: str, revision: Field = "") -> Response:
    """Accept a review."""
    said = _said(visitor, revision)
    return act_on(request, article, Act.ACCEPT, revision, lambda ws: accept(ws, article, **said))


@desk_acts.post("/desk/{article}/check")
def check(
    request: Request,
    visitor: Reviewer,
    article: str,
    revision: Field = "",
    claim: Field = "",
    checked: Field = "yes",
) -> Response:
    """Mark a statement as held against its passage, or take the mark back."""
    person = visitor.signed_in.person
    mark(workspace_of(request), article, revision, claim, by=person, at=now(), checked=checked != "no")
    return back(article, revision, "", f"claim-{claim}")


@desk_acts.post("/desk/{article}/comment")
def remark(
    request: Request,
    visitor: Reviewer,
    article: str,
    revision: Field = "",
    claim: Field = "",
    words: Field = "",
    text: Field = "",
) -> Response:
    """Comment on a statement, on some of its words, or on the whole."""
    start, end = _span(request, article, revision, claim, words)
    made = Comment(text=text.strip(), claim=claim, start=start, end=end)
    place = f"claim-{claim}" if claim else "discussion"
    said = _said(visitor, revision)
    return act_on(
        request,
        article,
        Act.COMMENT,
        revision,
        lambda ws: comment(ws, article, made, **said),
        kept=text,
        place=place,
    )


def _span(
    request: Request, article: str, revision: str, claim: str, words: str
) -> tuple[int | None, int | None]:
    """Where words stand in a statement; nothing where none are named. Raises ``ReasonMissing``."""
    said = words.strip()
    if not claim or not said:
        return None, None
    start = _claim(workspace_of(request).store.revision(article, revision), claim).text.find(said)
    if start < 0:
        raise ReasonMissing(
            filled(
                "the statement does not hold the words “{said}”; copy them from it, or name none",
                said=said[:80],
            )
        )
    return start, start + len(said)


def _claim(revision: Revision, claim: str) -> Claim:
    for one in revision.claims:
        if one.id == claim:
            return one
    raise NotHeld(
        filled("that revision has no statement {claim}; open the article from the desk again", claim=claim)
    )


@desk_acts.post("/desk/{article}/answer")
def reply(
    request: Request,
    visitor: Writer,
    article: str,
    revision: Field = "",
    event: Field = "",
    claim: Field = "",
    start: Annotated[int | None, Form()] = None,
    end: Annotated[int | None, Form()] = None,
    text: Field = "",
) -> Response:
    """Answer a comment."""
    made = Comment(text=text.strip(), claim=claim, start=start, end=end)
    place = f"claim-{claim}" if claim else "discussion"
    said = _said(visitor, revision)
    return act_on(
        request,
        article,
        Act.ANSWER,
        revision,
        lambda ws: answer(ws, article, event, made, **said),
        kept=text,
        place=place,
    )


@desk_acts.post("/desk/{article}/recommend")
def advise(
    request: Request,
    visitor: Reviewer,
    article: str,
    revision: Field = "",
    recommendation: Field = "",
    text: Field = "",
) -> Response:
    """Recommend."""
    chosen = next((one for one in Recommendation if one == recommendation), None)
    if chosen is None:
        raise ReasonMissing("nothing is recommended; choose one of the four on the workbench")
    remarks = (Comment(text=text.strip()),) if text.strip() else ()
    said = _said(visitor, revision)
    return act_on(
        request,
        article,
        Act.RECOMMEND,
        revision,
        lambda ws: recommend(ws, article, chosen, comments=remarks, **said),
        kept=text,
    )


# --- interests --------------------------------------------------------------------------------------------


@desk_acts.get("/desk/{article}/disclose", dependencies=[SEEN])
def disclosure_form(request: Request, visitor: Reviewer, article: str, revision: str = "") -> Response:
    """The thirteen items of the ICMJE form."""
    bench = bench_of(request, visitor, article, revision)
    given = bench.disclosed
    return rendered_privately(
        request,
        "desk_disclose.html",
        {
            "bench": bench,
            "items": interest_rows(given or ()),
            "nothing": given == (),
            "fault": "",
        },
    )


@desk_acts.post("/desk/{article}/disclose")
async def declare(request: Request, visitor: Reviewer, article: str) -> Response:
    """Disclose every interest, or that there are none."""
    form = await request.form()
    fields = {name: value for name, value in form.items() if isinstance(value, str)}
    return await run_in_threadpool(_disclose, request, visitor, article, fields)


def _disclose(request: Request, visitor: Visitor, article: str, fields: dict[str, str]) -> Response:
    read = disclosed(fields)
    revision = fields.get("revision", "")
    if read.fault or "more" in fields:
        bench = bench_of(request, visitor, article, revision)
        context = {
            "bench": bench,
            "items": read.items,
            "nothing": fields.get("none") == "yes",
            "fault": "" if "more" in fields else read.fault,
        }
        return rendered_privately(request, "desk_disclose.html", context, 200 if "more" in fields else 422)
    said = _said(visitor, revision)
    return act_on(
        request,
        article,
        Act.DISCLOSE,
        revision,
        lambda ws: disclose(ws, article, read.disclosures, **said),
    )


# --- decisions that are confirmed -------------------------------------------------------------------------


def _asked(act: Act) -> Callable[..., Response]:
    def ask(request: Request, visitor: Seer, article: str, revision: str = "") -> Response:
        return _confirm(request, bench_of(request, visitor, article, revision), act)

    ask.__doc__ = f"Ask whether to {act} a revision."
    return ask


def _done(act: Act) -> Callable[..., Response]:
    # What it needs is declared with the route: FastAPI cannot resolve an annotation that names a variable of
    # this function, and would take the visitor for something that is sent.
    def do(
        request: Request,
        article: str,
        revision: Field = "",
        reason: Field = "",
    ) -> Response:
        visitor = visitor_of(request)
        if RULES[act].reason and not reason.strip():
            bench = bench_of(request, visitor, article, revision)
            return _confirm(request, bench, act, fault=f"{act} needs a reason; say it in a sentence")
        said = _said(visitor, revision) | {"reason": " ".join(reason.split())}
        verb = VERBS[act]
        return act_on(request, article, act, revision, lambda ws: verb(ws, article, **said), kept=reason)

    do.__doc__ = f"{act} a revision."
    return do


def _confirm(request: Request, bench: Bench, act: Act, *, fault: str = "", reason: str = "") -> Response:
    context = {
        "bench": bench,
        "act": act,
        "needs_reason": RULES[act].reason,
        "doubtful": sum(one.doubtful for one in bench.statements),
        "fault": fault,
        "reason": reason,
    }
    return rendered_privately(request, "desk_act.html", context, 422 if fault else 200)


for _act in CONFIRMED:
    _needs = Permission.REVIEW if _act is Act.DECLINE else Permission.DECIDE
    _path, _name = f"/desk/{{article}}/{_act.value}", _act.name.lower()
    desk_acts.add_api_route(_path, _asked(_act), methods=["GET"], name=f"ask_{_name}")
    _door = [Depends(requires(_needs))]
    desk_acts.add_api_route(_path, _done(_act), methods=["POST"], name=_name, dependencies=_door)
