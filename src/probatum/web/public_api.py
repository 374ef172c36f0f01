"""The public side for programs: published articles, history, reports, corrections, policy, board."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from probatum.actions.answer_report import answer_report
from probatum.actions.board_page import Member, members
from probatum.actions.canonical import add_wording, lead, remove_wording, wordings_of
from probatum.actions.clock import now
from probatum.actions.history import Entry, Step, compare, history
from probatum.actions.ledger import ledger
from probatum.actions.policy_page import policy_diff, policy_page, policy_versions
from probatum.actions.published import Listed
from probatum.actions.report import (
    LONGEST_LINE,
    LONGEST_REPORT,
    contact_of,
    erase_contact,
    erase_words,
    follow,
    open_reports,
    report,
    report_of,
    reports,
)
from probatum.actions.trail import export_trail
from probatum.records.canonical import plain
from probatum.records.report import Report, ReportOutcome, ReportWords
from probatum.records.wording import AddedWording
from probatum.review.diff import Rejudged
from probatum.review.ledger import Correction
from probatum.review.permission import Permission
from probatum.review.policy_words import told
from probatum.review.words import Piece
from probatum.web.api import FAULTS, ErrorForm
from probatum.web.identity import Decider, Reader, Visitor, requires, workspace_of
from probatum.web.public_pages import accounts_of, listing_of
from probatum.web.published_list import Looked
from probatum.web.sparing import spare

public_api = APIRouter(prefix="/api/v1", tags=["public"])

Reporter = Annotated[Visitor, Depends(requires(Permission.REPORT))]

_MORE: dict[int | str, dict[str, Any]] = FAULTS | {
    401: {"model": ErrorForm, "description": "Nobody is signed in."},
    403: {"model": ErrorForm, "description": "Who is signed in may not do this."},
    409: {"model": ErrorForm, "description": "It does not fit where things stand."},
    429: {"model": ErrorForm, "description": "It was done too often; wait."},
}
_GUARDED = (401, 403)


def _faults(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {status: _MORE[status] for status in statuses}


# --- forms ------------------------------------------------------------------------------------------------


class TopicForm(TypedDict):
    """A topic, with its MeSH id where it has one (else empty)."""

    name: str
    mesh: str


class PublishedForm(TypedDict):
    """An article in a list, at the revision for readers. Dates are empty where there is none."""

    article: str
    question: str
    status: str
    answered: bool
    revision: str
    newest: str
    edited: str
    reviewed: str
    next_review: str
    reviewers: list[str]
    topics: list[TopicForm]


class PublishedListForm(TypedDict):
    """One page of articles: what can be relied on first."""

    total: int
    page: int
    pages: int
    articles: list[PublishedForm]


class LeadForm(TypedDict):
    """To which published article a wording leads (null: to none), and whether an editor has said so."""

    asked: str
    article: str | None
    question: str | None
    added: bool


class StepForm(TypedDict):
    """One thing that somebody did to a revision."""

    act: str
    by: str
    at: str
    reason: str


class EntryForm(TypedDict):
    """A revision in the history. ``published`` and ``until`` are times, empty where there is none."""

    revision: str
    parent: str | None
    created_at: str
    status: str
    made: StepForm
    decided: list[StepForm]
    published: str
    until: str


class HistoryForm(TypedDict):
    """The revisions of an article, newest first; ``live`` is the one that is published."""

    article: str
    question: str
    live: str | None
    revisions: list[EntryForm]


class PieceForm(TypedDict):
    """Words in one reading of two texts: ``change`` is ``kept``, ``removed`` or ``added``."""

    change: str
    text: str


class ChangedForm(TypedDict):
    """A statement as it was and as it is; ``sources`` says that it cites other passages."""

    old: str
    new: str
    words: list[PieceForm]
    sources: bool


class RejudgedForm(TypedDict):
    """A domain of GRADE of one outcome that is judged otherwise, or by somebody else; null: not judged there.

    ``before`` and ``after`` are the ratings of the outcome, empty where it is not rated.
    """

    outcome: str
    domain: str
    old: str | None
    new: str | None
    by: str
    reason: str
    before: str
    after: str


class DiffForm(TypedDict):
    """What changed between two revisions, statement by statement, and which domains of GRADE."""

    article: str
    old: str
    new: str
    changed: list[ChangedForm]
    added: list[str]
    removed: list[str]
    kept: int
    judged: list[RejudgedForm]


class AnswerForm(TypedDict):
    """What an editor answered; ``same_as`` is the report that a duplicate repeats (else empty)."""

    outcome: str
    reason: str
    by: str
    at: str
    same_as: str


class ReportForm(TypedDict):
    """A report. ``words`` are null once erased; ``contact`` is told to editors and to its reporter only."""

    id: str
    article: str
    revision: str
    claim: str
    noticed: str
    at: str
    words: dict[str, str] | None
    contact: str
    answer: AnswerForm | None


class ReportsForm(TypedDict):
    """Reports, oldest first."""

    total: int
    reports: list[ReportForm]


class FiledForm(TypedDict):
    """A report as filed. ``secret`` follows it, and is told this once; ``follow`` is the page for it."""

    report: ReportForm
    secret: str
    follow: str


class CorrectionForm(TypedDict):
    """One error in a published article; times are empty and ``days`` null where there is none.

    ``judged`` are the domains of GRADE that had been judged otherwise.
    """

    article: str
    question: str
    how: str
    wrong: list[str]
    since: str
    noticed: str
    reported: str
    corrected: str
    days: int | None
    by: str
    old: str
    new: str
    statements: int
    judged: list[RejudgedForm]
    diff: str


class RateForm(TypedDict):
    """A proportion with its 95 % interval (Wilson); ``value`` is null where nothing was counted."""

    numerator: int
    denominator: int
    value: float | None
    low: float
    high: float


class LedgerForm(TypedDict):
    """The ledger of corrections, newest first."""

    error_rate: RateForm
    median_days: float | None
    reports: dict[str, int]
    corrections: list[CorrectionForm]


class VersionForm(TypedDict):
    """A version of the policy's text; ``at`` is when it was adopted, empty where it was not yet."""

    version: str
    at: str


class PolicyForm(TypedDict):
    """The policy: its text (Markdown), its rules as data and in words, and the versions of the text."""

    version: str
    text: str
    at: str
    until: str
    in_force: bool
    rules_version: str
    rules: dict[str, Any]
    rules_told: list[str]
    versions: list[VersionForm]


class PolicyDiffForm(TypedDict):
    """Two versions of the policy's text in one reading."""

    old: str
    new: str
    words: list[PieceForm]


class MemberForm(TypedDict):
    """Somebody on the board. ``disclosed`` is when they last disclosed (empty: never)."""

    name: str
    roles: list[str]
    specialties: list[str]
    interests: list[dict[str, Any]]
    disclosed: str


class BoardForm(TypedDict):
    """Who may review and decide."""

    members: list[MemberForm]


class WordingForm(TypedDict):
    """A wording that leads to an article."""

    article: str
    wording: str
    at: str


class WordingsForm(TypedDict):
    """The wordings that editors have added to an article."""

    wordings: list[WordingForm]


class Reported(BaseModel):
    """What is wrong in an article."""

    model_config = ConfigDict(extra="forbid")

    wrong: str = Field(max_length=LONGEST_REPORT, description="What is wrong. Name no patient.")
    right: str = Field("", max_length=LONGEST_REPORT, description="What would be right.")
    source: str = Field("", max_length=LONGEST_LINE, description="Where that is written.")
    claim: str = Field("", max_length=64, description="The id of the statement; empty for the article.")
    revision: str = Field("", max_length=64, description="The revision that was read; empty for the newest.")
    contact: str = Field(
        "", max_length=LONGEST_LINE, description="How to reach the reporter; it can be erased."
    )


class Answered(BaseModel):
    """An editor's answer to a report. The reason is public."""

    model_config = ConfigDict(extra="forbid")

    outcome: ReportOutcome
    reason: str = Field(max_length=LONGEST_REPORT)
    same_as: str = Field("", max_length=64, description="The report that a duplicate repeats.")


class Erasing(BaseModel):
    """Why the words of a report are erased; the reason stays."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(max_length=LONGEST_LINE)


class Worded(BaseModel):
    """Another wording of the question of an article."""

    model_config = ConfigDict(extra="forbid")

    wording: str = Field(max_length=2_000)


# --- articles ---------------------------------------------------------------------------------------------


@public_api.get("/published", responses=_faults(422), summary="Search the articles")
def list_published(
    request: Request,
    visitor: Reader,  # noqa: ARG001
    looked: Annotated[Looked, Query()],
) -> PublishedListForm:
    """One page (50) of articles at the revision for readers: published first, unreviewed ones last but the
    retired, best match first among those that stand alike."""
    shelf = listing_of(request).shelf(looked.wanted, page=looked.page)
    listed = [_listed(one) for one in shelf.articles]
    return {"total": shelf.total, "page": shelf.page, "pages": shelf.pages, "articles": listed}


def _listed(one: Listed) -> PublishedForm:
    return {
        "article": one.article,
        "question": one.facts.question,
        "status": one.status.value,
        "answered": one.facts.answered,
        "revision": one.facts.hash,
        "newest": one.newest,
        "edited": one.facts.edited,
        "reviewed": one.review.reviewed,
        "next_review": one.review.next_review,
        "reviewers": list(one.review.reviewers),
        "topics": [{"name": topic.name, "mesh": topic.mesh} for topic in one.facts.topics],
    }


@public_api.get("/canonical", responses=_faults(422), summary="Find the article for a wording")
def find_canonical(
    request: Request,
    visitor: Reader,  # noqa: ARG001
    q: Annotated[str, Query(max_length=2_000, description="The question, in words.")],
) -> LeadForm:
    """The published article that surely answers a question, whatever its wording; none where in doubt."""
    found = lead(workspace_of(request), listing_of(request), q)
    if found is None:
        return {"asked": q, "article": None, "question": None, "added": False}
    listed = found.listed
    return {
        "asked": found.asked,
        "article": listed.article,
        "question": listed.facts.question,
        "added": found.added,
    }


@public_api.get("/articles/{article}/history", responses=_faults(404), summary="Read the history")
def read_history(request: Request, visitor: Reader, article: str) -> HistoryForm:  # noqa: ARG001
    """Every revision of an article: who made it, when and why, and what was decided on it."""
    found = history(workspace_of(request), article)
    return {
        "article": found.article,
        "question": found.question,
        "live": found.live,
        "revisions": [_entry(one) for one in found.entries],
    }


def _entry(one: Entry) -> EntryForm:
    return {
        "revision": one.revision.hash,
        "parent": one.revision.parent,
        "created_at": one.revision.created_at,
        "status": one.status.value,
        "made": _step(one.made),
        "decided": [_step(step) for step in one.decided],
        "published": one.published,
        "until": one.until,
    }


def _step(step: Step) -> StepForm:
    return {"act": step.act, "by": step.by, "at": step.at, "reason": step.reason}


@public_api.get("/articles/{article}/diff", responses=_faults(404, 422), summary="Compare two revisions")
def read_diff(
    request: Request,
    visitor: Reader,  # noqa: ARG001
    article: str,
    old: Annotated[str, Query(description="A hash, or an unambiguous beginning of it.")],
    new: Annotated[str, Query(description="A hash, or an unambiguous beginning of it.")],
) -> DiffForm:
    """What changed between two revisions, statement by statement and word by word."""
    found = compare(workspace_of(request), article, old, new)
    return {
        "article": found.new.article,
        "old": found.old.hash,
        "new": found.new.hash,
        "changed": [
            {"old": one.old, "new": one.new, "words": _pieces(one.words), "sources": one.sources}
            for one in found.changed
        ],
        "added": [claim.text for claim in found.diff.new],
        "removed": [claim.text for claim in found.diff.gone],
        "kept": len(found.diff.kept),
        "judged": [_rejudged(one) for one in found.diff.judged],
    }


def _rejudged(one: Rejudged) -> RejudgedForm:
    board = one.new.board if one.new else None
    return {
        "outcome": one.outcome,
        "domain": one.domain,
        "old": one.old.judgement.value if one.old else None,
        "new": one.new.judgement.value if one.new else None,
        "by": board.name if board else "",
        "reason": one.new.reason if one.new else "",
        "before": one.before,
        "after": one.after,
    }


def _pieces(pieces: Iterable[Piece]) -> list[PieceForm]:
    return [{"change": piece.change, "text": piece.text} for piece in pieces]


@public_api.get(
    "/articles/{article}/trail",
    responses=_faults(404, 429),
    summary="Download the signed record",
)
def read_trail(request: Request, visitor: Reader, article: str) -> dict[str, Any]:  # noqa: ARG001
    """The bundle with which a stranger verifies the trail (`probatum/trail@1`), byte for byte."""
    spare(request, "trail")
    raw = export_trail(workspace_of(request), article)
    return Response(raw, media_type="application/json")  # type: ignore[return-value]  # as it was sealed


@public_api.get("/articles/{article}/wordings", summary="List other wordings")
def list_wordings(request: Request, visitor: Reader, article: str) -> WordingsForm:  # noqa: ARG001
    """The wordings that editors have added to an article."""
    return {"wordings": [_wording(one) for one in wordings_of(listing_of(request), article)]}


@public_api.post(
    "/articles/{article}/wordings",
    responses=_faults(*_GUARDED, 404, 409, 422, 503),
    summary="Add a wording",
)
def post_wording(
    request: Request, visitor: Decider, article: str, worded: Annotated[Worded, Body()]
) -> WordingForm:
    """Let another wording of its question lead to an article (editors)."""
    ws = workspace_of(request)
    return _wording(add_wording(ws, article, worded.wording, by=visitor.signed_in.person, at=now()))


@public_api.delete(
    "/articles/{article}/wordings",
    responses=_faults(*_GUARDED, 404, 422, 503),
    summary="Take a wording away",
)
def delete_wording(
    request: Request,
    visitor: Decider,
    article: str,
    wording: Annotated[str, Query(max_length=2_000, description="The wording, as it was added.")],
) -> WordingsForm:
    """Take an added wording away again (editors); gives those that are left."""
    remove_wording(workspace_of(request), article, wording, by=visitor.signed_in.person, at=now())
    return {"wordings": [_wording(one) for one in wordings_of(listing_of(request), article)]}


def _wording(one: AddedWording) -> WordingForm:
    return {"article": one.article, "wording": one.text, "at": one.at}


# --- reports ----------------------------------------------------------------------------------------------


@public_api.post(
    "/articles/{article}/reports",
    responses=_faults(404, 422, 429, 503),
    summary="Report an error",
)
def post_report(
    request: Request, visitor: Reporter, article: str, reported: Annotated[Reported, Body()]
) -> FiledForm:
    """Say what is wrong in an article, or in one statement of it; no account is needed."""
    spare(request, "report")
    filed = report(
        workspace_of(request),
        article,
        ReportWords(wrong=reported.wrong, right=reported.right, source=reported.source),
        at=now(),
        by=visitor.account.person if visitor.account else None,
        claim=reported.claim,
        revision=reported.revision or None,
        contact=reported.contact,
    )
    shown = _report(filed.report, reported.contact)
    return {"report": shown, "secret": filed.secret, "follow": f"/reports/{filed.secret}"}


@public_api.get("/reports/followed/{secret}", responses=_faults(404), summary="Follow a report")
def read_followed(request: Request, visitor: Reporter, secret: str) -> ReportForm:  # noqa: ARG001
    """What became of a report, for who holds its secret."""
    ws = workspace_of(request)
    found = follow(ws, secret)
    return _report(found, contact_of(ws, found.id))


@public_api.delete(
    "/reports/followed/{secret}/contact", responses=_faults(404, 503), summary="Erase one's contact"
)
def delete_contact(request: Request, visitor: Reporter, secret: str) -> ReportForm:  # noqa: ARG001
    """Erase the contact that a reporter left."""
    ws = workspace_of(request)
    found = follow(ws, secret)
    erase_contact(ws, found.id)
    return _report(found, "")


@public_api.get("/reports", responses=_faults(*_GUARDED, 422), summary="List reports")
def list_reports(
    request: Request,
    visitor: Decider,  # noqa: ARG001
    article: Annotated[str, Query(max_length=200, description="Only of this article.")] = "",
    answered: Annotated[bool, Query(description="Also those that were answered.")] = False,
) -> ReportsForm:
    """The queue of reports, oldest first (editors)."""
    ws = workspace_of(request)
    found = reports(ws) if answered else open_reports(ws)
    listed = [_report(one, contact_of(ws, one.id)) for one in found if article in ("", one.article)]
    return {"total": len(listed), "reports": listed}


@public_api.get("/reports/{report}", responses=_faults(*_GUARDED, 404), summary="Read a report")
def read_report(request: Request, visitor: Decider, report: str) -> ReportForm:  # noqa: ARG001
    """One report by its id (editors)."""
    ws = workspace_of(request)
    return _report(report_of(ws, report), contact_of(ws, report))


@public_api.post(
    "/reports/{report}/answer",
    responses=_faults(*_GUARDED, 404, 409, 422, 503),
    summary="Answer a report",
)
def post_answer(
    request: Request,
    visitor: Decider,
    report: Annotated[str, Path(description="The id of the report.")],
    answered: Annotated[Answered, Body()],
) -> ReportForm:
    """Say whether an error was one, and why; everybody can read it (editors)."""
    ws = workspace_of(request)
    made = answer_report(
        ws,
        report,
        answered.outcome,
        answered.reason,
        by=visitor.signed_in.person,
        at=now(),
        same_as=answered.same_as,
    )
    return _report(made, contact_of(ws, made.id))


@public_api.post(
    "/reports/{report}/erasure",
    responses=_faults(*_GUARDED, 404, 422, 503),
    summary="Erase the words of a report",
)
def post_erasure(
    request: Request, visitor: Decider, report: str, erasing: Annotated[Erasing, Body()]
) -> ReportForm:
    """Erase what a reader wrote, and the contact; that there was a report, and the reason, stay (editors)."""
    ws = workspace_of(request)
    erase_words(ws, report, reason=erasing.reason, by=visitor.signed_in.person, at=now())
    return _report(report_of(ws, report), "")


def _report(one: Report, contact: str) -> ReportForm:
    words = one.words
    return {
        "id": one.id,
        "article": one.article,
        "revision": one.revision,
        "claim": one.claim,
        "noticed": one.noticed.value,
        "at": one.at,
        "words": {"wrong": words.wrong, "right": words.right, "source": words.source} if words else None,
        "contact": contact,
        "answer": _answer(one),
    }


def _answer(one: Report) -> AnswerForm | None:
    if one.answer is None:
        return None
    return {
        "outcome": one.answer.outcome.value,
        "reason": one.answer.reason,
        "by": one.answer.name,
        "at": one.answer.at,
        "same_as": one.answer.same_as,
    }


# --- corrections, policy, board ---------------------------------------------------------------------------


@public_api.get("/corrections", summary="Read the ledger of corrections")
def read_corrections(request: Request, visitor: Reader) -> LedgerForm:  # noqa: ARG001
    """What was wrong in published articles, since when, who noticed, how long it took; and the error rate."""
    found = ledger(workspace_of(request), listing_of(request))
    share = found.error_rate
    return {
        "error_rate": {
            "numerator": share.numerator,
            "denominator": share.denominator,
            "value": share.value,
            "low": share.low,
            "high": share.high,
        },
        "median_days": found.median_days,
        "reports": dict(found.reports),
        "corrections": [_correction(one) for one in found.corrections],
    }


def _correction(one: Correction) -> CorrectionForm:
    return {
        "article": one.article,
        "question": one.question,
        "how": one.how,
        "wrong": list(one.wrong),
        "since": one.since,
        "noticed": one.noticed.value,
        "reported": one.reported,
        "corrected": one.corrected,
        "days": one.days,
        "by": one.by,
        "old": one.old,
        "new": one.new,
        "statements": one.statements,
        "judged": [_rejudged(turned) for turned in one.judged],
        "diff": f"/articles/{one.article}/diff?old={one.old}&new={one.new}" if one.new else "",
    }


@public_api.get("/policy", responses=_faults(404, 422), summary="Read the editorial policy")
def read_policy(
    request: Request,
    visitor: Reader,  # noqa: ARG001
    version: Annotated[str, Query(max_length=64, description="A version of the text; empty: in force.")] = "",
    rules: Annotated[str, Query(max_length=64, description="A version of the rules.")] = "",
) -> PolicyForm:
    """The editorial policy, in force or as it was: its text, and its rules as data and in words."""
    ws = workspace_of(request)
    edition = policy_page(ws, version, rules)
    return {
        "version": edition.text.version,
        "text": edition.text.text,
        "at": edition.text.at,
        "until": edition.until,
        "in_force": edition.in_force,
        "rules_version": edition.rules.version,
        "rules": plain(edition.rules),
        "rules_told": list(told(edition.rules)),
        "versions": [{"version": one.version, "at": one.at} for one in policy_versions(ws)],
    }


@public_api.get("/policy/diff", responses=_faults(404, 422), summary="Compare two policies")
def read_policy_diff(
    request: Request,
    visitor: Reader,  # noqa: ARG001
    old: Annotated[str, Query(max_length=64, description="A version of the text.")],
    new: Annotated[str, Query(max_length=64, description="A version of the text.")],
) -> PolicyDiffForm:
    """What changed between two versions of the policy's text, word by word."""
    before, after, pieces = policy_diff(workspace_of(request), old, new)
    return {"old": before.version, "new": after.version, "words": _pieces(pieces)}


@public_api.get("/board", summary="Read who is on the board")
def read_board(request: Request, visitor: Reader) -> BoardForm:  # noqa: ARG001
    """Who may review and decide, and what they have disclosed (ICMJE)."""
    found = members(workspace_of(request), accounts_of(request))
    return {"members": [_member(one) for one in found]}


def _member(one: Member) -> MemberForm:
    return {
        "name": one.name,
        "roles": [role.value for role in one.roles],
        "specialties": list(one.specialties),
        "interests": [plain(interest) for interest in one.interests],
        "disclosed": one.disclosed,
    }
