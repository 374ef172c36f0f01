"""The API of the board: the same verbs as at the desk. Every call names the revision that was read."""

from __future__ import annotations

from typing import Annotated, Any, NotRequired

from fastapi import APIRouter, Body, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from probatum.actions.accept import accept
from probatum.actions.answer import answer
from probatum.actions.approve import approve
from probatum.actions.assign import assign
from probatum.actions.clock import now
from probatum.actions.comment import comment
from probatum.actions.correct import correct
from probatum.actions.decline import decline
from probatum.actions.disclose import disclose
from probatum.actions.edit import edit
from probatum.actions.judge_certainty import judge_certainty
from probatum.actions.publish import publish
from probatum.actions.queue import queue
from probatum.actions.recommend import recommend
from probatum.actions.reject import reject
from probatum.actions.resume import resume
from probatum.actions.retire import retire
from probatum.actions.return_ import return_
from probatum.actions.review_again import review_again
from probatum.actions.review_forms import (
    DecisionForm,
    DisclosuresForm,
    QueueForm,
    ReviewForm,
    decision_document,
    disclosures_document,
    queue_document,
    review_document,
)
from probatum.actions.reviewers import reviewers
from probatum.actions.show import show
from probatum.actions.standing import drafts
from probatum.actions.submit import submit
from probatum.actions.suspend import suspend
from probatum.actions.workbench import workbench
from probatum.errors import NotHeld
from probatum.language.interface import filled
from probatum.records.article import Status
from probatum.render.contract import ArticleForm, article_document
from probatum.review.risk import Risk
from probatum.web.api import FAULTS, ErrorForm, FaultForm
from probatum.web.identity import Decider, Reviewer, Seer, Submitter, Visitor, Writer, workspace_of
from probatum.web.review_sent import (
    Answering,
    Assigning,
    Commenting,
    Decided,
    Disclosing,
    Edited,
    Read,
    Reasoned,
    Recommending,
    Suspending,
    Weighed,
)

review_api = APIRouter(prefix="/api/v1", tags=["board"])


# --- what comes back --------------------------------------------------------------------------------------


class FoundForm(TypedDict):
    """What one check found in a sentence that was refused; ``at`` are spans of it (characters)."""

    check: str
    reason: str
    said: str
    found: str
    at: list[tuple[int, int]]


class RefusalForm(FaultForm):
    """Why a decision or an edit was refused: the newer revision, or what the checks found."""

    revision: NotRequired[str]
    outcome: NotRequired[str]
    faults: NotRequired[list[FoundForm]]


class RefusedForm(TypedDict):
    """The form of a refusal."""

    error: RefusalForm


_FAULTS: dict[int | str, dict[str, Any]] = FAULTS | {
    401: {"model": ErrorForm, "description": "Nobody is signed in."},
    403: {"model": ErrorForm, "description": "This person may not decide this on this article."},
    409: {
        "model": RefusedForm,
        "description": "It does not fit where the revision stands, was done already, or a newer revision "
        "came first (`Superseded`, with its hash).",
    },
    422: {
        "model": RefusedForm,
        "description": "What was sent cannot be used, or its passage does not support it (`NotSupported`).",
    },
}
_REFUSED: dict[int | str, dict[str, Any]] = {
    status: _FAULTS[status] for status in (401, 403, 404, 409, 413, 422, 503)
}
_SEEN: dict[int | str, dict[str, Any]] = {status: _FAULTS[status] for status in (401, 403, 404, 422)}


def _who(visitor: Visitor, sent: Read) -> dict[str, Any]:
    """Who decides, when, and on which revision; and why, where that was said."""
    reason = {"reason": sent.reason} if isinstance(sent, Decided | Reasoned) else {}
    return {"by": visitor.signed_in, "at": now(), "revision": sent.revision, **reason}


# --- the verbs --------------------------------------------------------------------------------------------


@review_api.post("/articles/{article}/submit", responses=_REFUSED, summary="Submit a revision")
def post_submit(
    request: Request, visitor: Submitter, article: str, sent: Annotated[Decided, Body()]
) -> DecisionForm:
    """Hand a revision in, to come before the board (authors and editors). Only the newest can be."""
    ws = workspace_of(request)
    return decision_document(ws, submit(ws, article, **_who(visitor, sent)))


@review_api.post("/articles/{article}/assign", responses=_REFUSED, summary="Assign a reviewer")
def post_assign(
    request: Request, visitor: Decider, article: str, sent: Annotated[Assigning, Body()]
) -> DecisionForm:
    """Ask a reviewer for their judgement (editors). Who wrote it or has an interest in it cannot be asked."""
    ws = workspace_of(request)
    to = ws.accounts.account(sent.to)
    if to is None:
        raise NotHeld(filled("there is no account {to}; name one of a reviewer", to=repr(sent.to)))
    return decision_document(ws, assign(ws, article, to, **_who(visitor, sent)))


@review_api.post("/articles/{article}/accept", responses=_REFUSED, summary="Accept an assignment")
def post_accept(
    request: Request, visitor: Reviewer, article: str, sent: Annotated[Decided, Body()]
) -> DecisionForm:
    """Take a review on (the reviewer who was asked)."""
    ws = workspace_of(request)
    return decision_document(ws, accept(ws, article, **_who(visitor, sent)))


@review_api.post("/articles/{article}/decline", responses=_REFUSED, summary="Decline an assignment")
def post_decline(
    request: Request, visitor: Reviewer, article: str, sent: Annotated[Decided, Body()]
) -> DecisionForm:
    """Give a review back (the reviewer who was asked)."""
    ws = workspace_of(request)
    return decision_document(ws, decline(ws, article, **_who(visitor, sent)))


@review_api.post("/articles/{article}/disclose", responses=_REFUSED, summary="Disclose interests")
def post_disclose(
    request: Request, visitor: Reviewer, article: str, sent: Annotated[Disclosing, Body()]
) -> DecisionForm:
    """Say which interests bear on an article, or that there are none (reviewers and editors)."""
    ws = workspace_of(request)
    told = [one.disclosure for one in sent.disclosures]
    return decision_document(ws, disclose(ws, article, told, **_who(visitor, sent)))


@review_api.post("/articles/{article}/recommend", responses=_REFUSED, summary="Recommend")
def post_recommend(
    request: Request, visitor: Reviewer, article: str, sent: Annotated[Recommending, Body()]
) -> DecisionForm:
    """Say what the board should do (a reviewer who has accepted and disclosed)."""
    ws = workspace_of(request)
    said = [one.comment for one in sent.comments]
    made = recommend(ws, article, sent.recommendation, comments=said, **_who(visitor, sent))
    return decision_document(ws, made)


@review_api.post("/articles/{article}/comment", responses=_REFUSED, summary="Comment")
def post_comment(
    request: Request, visitor: Reviewer, article: str, sent: Annotated[Commenting, Body()]
) -> DecisionForm:
    """Remark on a revision, a statement, or a span of one (assigned reviewers and editors)."""
    ws = workspace_of(request)
    return decision_document(
        ws, comment(ws, article, *(one.comment for one in sent.comments), **_who(visitor, sent))
    )


@review_api.post("/articles/{article}/answer", responses=_REFUSED, summary="Answer a comment")
def post_answer(
    request: Request, visitor: Writer, article: str, sent: Annotated[Answering, Body()]
) -> DecisionForm:
    """Answer a remark (authors and editors)."""
    ws = workspace_of(request)
    said = [one.comment for one in sent.comments]
    return decision_document(ws, answer(ws, article, sent.answers, *said, **_who(visitor, sent)))


@review_api.post("/articles/{article}/approve", responses=_REFUSED, summary="Approve a revision")
def post_approve(
    request: Request, visitor: Decider, article: str, sent: Annotated[Decided, Body()]
) -> DecisionForm:
    """Approve a revision, once the approvals that the policy asks for are there (editors)."""
    ws = workspace_of(request)
    return decision_document(ws, approve(ws, article, **_who(visitor, sent)))


@review_api.post("/articles/{article}/return", responses=_REFUSED, summary="Return a revision")
def post_return(
    request: Request, visitor: Decider, article: str, sent: Annotated[Reasoned, Body()]
) -> DecisionForm:
    """Send a revision back to its authors (editors)."""
    ws = workspace_of(request)
    return decision_document(ws, return_(ws, article, **_who(visitor, sent)))


@review_api.post("/articles/{article}/reject", responses=_REFUSED, summary="Reject a revision")
def post_reject(
    request: Request, visitor: Decider, article: str, sent: Annotated[Reasoned, Body()]
) -> DecisionForm:
    """End the review of a revision for good (editors)."""
    ws = workspace_of(request)
    return decision_document(ws, reject(ws, article, **_who(visitor, sent)))


@review_api.post("/articles/{article}/publish", responses=_REFUSED, summary="Publish a revision")
def post_publish(
    request: Request, visitor: Decider, article: str, sent: Annotated[Decided, Body()]
) -> DecisionForm:
    """Put an approved revision before readers, where no other is out (editors)."""
    ws = workspace_of(request)
    return decision_document(ws, publish(ws, article, **_who(visitor, sent)))


@review_api.post("/articles/{article}/correct", responses=_REFUSED, summary="Publish a correction")
def post_correct(
    request: Request, visitor: Decider, article: str, sent: Annotated[Reasoned, Body()]
) -> DecisionForm:
    """Put an approved revision in the place of the one that is out (editors)."""
    ws = workspace_of(request)
    return decision_document(ws, correct(ws, article, **_who(visitor, sent)))


@review_api.post("/articles/{article}/suspend", responses=_REFUSED, summary="Suspend an article")
def post_suspend(
    request: Request, visitor: Decider, article: str, sent: Annotated[Suspending, Body()]
) -> DecisionForm:
    """Warn readers off what is out (editors), such as when a work that it cites was retracted."""
    ws = workspace_of(request)
    return decision_document(ws, suspend(ws, article, source=sent.source, **_who(visitor, sent)))


@review_api.post("/articles/{article}/resume", responses=_REFUSED, summary="Lift a suspension")
def post_resume(
    request: Request, visitor: Decider, article: str, sent: Annotated[Reasoned, Body()]
) -> DecisionForm:
    """Bring a suspended article back to what it was (editors)."""
    ws = workspace_of(request)
    return decision_document(ws, resume(ws, article, **_who(visitor, sent)))


@review_api.post("/articles/{article}/retire", responses=_REFUSED, summary="Retire an article")
def post_retire(
    request: Request, visitor: Decider, article: str, sent: Annotated[Reasoned, Body()]
) -> DecisionForm:
    """Take an article out of use (editors). It stays readable."""
    ws = workspace_of(request)
    return decision_document(ws, retire(ws, article, **_who(visitor, sent)))


@review_api.post("/articles/{article}/review-again", responses=_REFUSED, summary="Review an article again")
def post_review_again(
    request: Request, visitor: Decider, article: str, sent: Annotated[Reasoned, Body()]
) -> DecisionForm:
    """Bring what is out before the board afresh (editors): no earlier recommendation counts."""
    ws = workspace_of(request)
    return decision_document(ws, review_again(ws, article, **_who(visitor, sent)))


@review_api.post("/articles/{article}/edit", responses=_REFUSED, summary="Edit a revision")
def post_edit(
    request: Request, visitor: Writer, article: str, sent: Annotated[Edited, Body()]
) -> ArticleForm:
    """Make a new revision with these changes (authors and editors); gives it as it then reads.

    Every sentence that comes or changes is judged against what it cites, and refused (`NotSupported`) unless
    that supports it. The new revision is unreviewed: no approval carries over. Where another edit came first
    it is refused (`Superseded`), with the hash of the revision to edit instead.
    """
    ws = workspace_of(request)
    made = edit(
        ws,
        article,
        sent.changes,
        base=sent.revision,
        by=visitor.signed_in,
        at=now(),
        reason=sent.reason,
    )
    shown = show(ws, article, made.hash, at=now())
    return article_document(shown.revision, shown.status, shown.reviewed, shown.dismissed)


@review_api.post("/articles/{article}/certainty", responses=_REFUSED, summary="Judge domains of GRADE")
def post_certainty(
    request: Request, visitor: Writer, article: str, sent: Annotated[Weighed, Body()]
) -> ArticleForm:
    """Make a new revision in which these domains are judged so (authors and editors); gives it as it reads.

    The rating is worked out from the domains by the rule of GRADE and cannot be sent. The new revision is
    unreviewed: no approval carries over. Where another edit came first it is refused (`Superseded`).
    """
    ws = workspace_of(request)
    made = judge_certainty(ws, article, sent.made, base=sent.revision, by=visitor.signed_in, at=now())
    shown = show(ws, article, made.hash, at=now())
    return article_document(shown.revision, shown.status, shown.reviewed, shown.dismissed)


# --- what is to be seen -----------------------------------------------------------------------------------


class Sifting(BaseModel):
    """What of the queue is wanted."""

    model_config = ConfigDict(extra="forbid")

    status: Status | None = Field(None, description="Only what stands so.")
    risk: Risk | None = Field(None, description="Only what has this risk.")
    mine: bool = Field(False, description="Only what is for whoever asks.")


@review_api.get("/review/queue", responses=_SEEN, summary="Read the queue")
def read_queue(request: Request, visitor: Seer, sifting: Annotated[Sifting, Query()]) -> QueueForm:
    """What waits for whoever asks and for the house (whoever sees the desk)."""
    found = queue(workspace_of(request), visitor.signed_in.person, at=now())
    picked = found.picked(status=sifting.status, risk=sifting.risk, mine=sifting.mine)
    return queue_document(found, picked)


@review_api.get("/articles/{article}/review", responses=_SEEN, summary="Read where a revision stands")
def read_review(
    request: Request,
    visitor: Seer,
    article: str,
    revision: Annotated[
        str | None, Query(max_length=64, description="Else the one where work waits.")
    ] = None,
) -> ReviewForm:
    """What the board has said of a revision, what is missing, and what whoever asks may do now."""
    ws = workspace_of(request)
    people = [one.person for one in reviewers(ws)]
    bench = workbench(
        ws, article, visitor.signed_in.person, at=now(), people=people, revision=revision or None
    )
    return review_document(bench, drafts(ws, article))


@review_api.get("/articles/{article}/disclosures", responses=_SEEN, summary="Read the disclosures")
def read_disclosures(request: Request, visitor: Seer, article: str) -> DisclosuresForm:
    """Who has disclosed which interests on an article (whoever sees the desk)."""
    bench = workbench(workspace_of(request), article, visitor.signed_in.person, at=now())
    return disclosures_document(bench)
