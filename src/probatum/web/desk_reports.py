"""Reports of readers at the desk: read one, answer it, erase its words."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from probatum.actions.answer_report import answer_report
from probatum.actions.clock import now
from probatum.actions.report import contact_of, erase_words, report_of, reports
from probatum.errors import NotHeld, OutOfOrder, ReasonMissing
from probatum.records.report import Report, ReportOutcome
from probatum.review.permission import Permission
from probatum.web.identity import Decider, Seer, Visitor, workspace_of
from probatum.web.view import PRIVATE, rendered_privately
from probatum.workspace import Workspace

desk_reports = APIRouter(default_response_class=Response, include_in_schema=False)

Field = Annotated[str, Form()]


@desk_reports.get("/desk/reports/{report}")
def report_page(request: Request, visitor: Seer, report: str, done: str = "") -> Response:
    """One report, with its answer or the form to answer it."""
    return _page(request, visitor, report_of(workspace_of(request), report), done=done)


@desk_reports.post("/desk/reports/{report}")
def answer(
    request: Request,
    visitor: Decider,
    report: str,
    outcome: Field = "",
    reason: Field = "",
    same_as: Field = "",
) -> Response:
    """Answer a report."""
    ws = workspace_of(request)
    told = {"outcome": outcome, "reason": reason}
    chosen = next((one for one in ReportOutcome if one == outcome), None)
    if chosen is None:
        fault = "say whether the report is upheld, not upheld or a duplicate"
        return _page(request, visitor, report_of(ws, report), fault=fault, status=422, **told)
    same = same_as if chosen is ReportOutcome.DUPLICATE else ""
    try:
        answer_report(ws, report, chosen, reason, by=visitor.signed_in.person, at=now(), same_as=same)
    except ReasonMissing as problem:
        return _page(request, visitor, report_of(ws, report), fault=problem.sentence, status=422, **told)
    except OutOfOrder as problem:
        return _page(request, visitor, report_of(ws, report), fault=problem.sentence, status=409, **told)
    return RedirectResponse(f"/desk/reports/{report}?done=answered", 303, headers=PRIVATE)


@desk_reports.post("/desk/reports/{report}/erase")
def erase(request: Request, visitor: Decider, report: str, reason: Field = "") -> Response:
    """Erase the words of a report, where they name a patient or slander somebody."""
    ws = workspace_of(request)
    try:
        erase_words(ws, report, reason=reason, by=visitor.signed_in.person, at=now())
    except ReasonMissing as problem:
        return _page(request, visitor, report_of(ws, report), fault=problem.sentence, status=422)
    return RedirectResponse(f"/desk/reports/{report}", 303, headers=PRIVATE)


def _page(
    request: Request,
    visitor: Visitor,
    report: Report,
    *,
    fault: str = "",
    outcome: str = "",
    reason: str = "",
    done: str = "",
    status: int = 200,
) -> Response:
    ws = workspace_of(request)
    editor = visitor.may(Permission.DECIDE)
    context: dict[str, Any] = {
        "report": report,
        "question": ws.store.revision(report.article).question.text,
        "claim": _claim(ws, report),
        "contact": contact_of(ws, report.id) if editor else "",
        "same": [
            one
            for one in reports(ws, report.article)
            if one.id != report.id and not (one.answer and one.answer.same_as)
        ],
        "outcomes": list(ReportOutcome),
        "outcome": outcome,
        "reason": reason,
        "fault": fault,
        "told": "The report is answered." if done else "",
    }
    return rendered_privately(request, "desk_report.html", context, status)


def _claim(ws: Workspace, report: Report) -> str:
    """The words of the statement that is reported; empty for a report on the whole."""
    if not report.claim:
        return ""
    try:
        revision = ws.store.revision(report.article, report.revision)
    except NotHeld:
        return ""
    return next((one.text for one in revision.claims if one.id == report.claim), "")
