"""The pages of an audit: bring a text, watch it being judged, read what came of it, take it along.

Nothing of a text is stored. What came of it is kept in memory for an hour, at an address that nobody can
guess (``web/audits.py``), and the pages are kept out of every cache.
"""

from __future__ import annotations

from typing import Any

import orjson
from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from probatum.actions.audit import Audited, audit
from probatum.actions.gather import gather
from probatum.errors import InputError, NotHeld, ProbatumError
from probatum.language.interface import sentence_of
from probatum.render.audit_contract import AuditForm, audit_document
from probatum.render.audit_markdown import audit_markdown
from probatum.render.audit_page import audit_page
from probatum.review.permission import Permission
from probatum.web.audit_file import audit_html
from probatum.web.audits import Audits, Make, Underway
from probatum.web.brought import Brought, File, brought_by, fields_of, form_of
from probatum.web.identity import requires, workspace_of
from probatum.web.sparing import spare
from probatum.web.view import PRIVATE, rendered_privately, spoken
from probatum.workspace import Workspace

audit_pages = APIRouter(
    default_response_class=Response,
    include_in_schema=False,
    dependencies=[Depends(requires(Permission.AUDIT))],
)

#: A short audit is shown at once: so long (seconds) is waited before its progress is shown instead.
PATIENCE = 1.0

#: The forms in which an audit can be taken along: suffix, media type.
FORMS = {
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
}


def make(ws: Workspace, brought: File) -> Make:
    """How the audit of what was brought is made, with its progress told."""

    def making(reached: Any) -> AuditForm:
        def told(how_far: Audited) -> None:
            reached(how_far.done, how_far.of)

        made = audit(
            ws,
            brought.data,
            name=brought.name,
            sources=brought.sources,
            starter=brought.starter,
            progress=told,
        )
        found = gather(ws, made)
        return audit_document(made, found.works, found.passages)

    return making


def audits_of(request: Request) -> Audits:
    """The audits that this application has in hand."""
    audits: Audits = request.app.state.audits
    return audits


@audit_pages.get("/audit")
def audit_form(request: Request) -> Response:
    """The form: paste a text or choose a file, name works if it is to be held against those alone."""
    return _form(request)


def _form(request: Request, brought: Brought | None = None, fault: str = "", status: int = 200) -> Response:
    context = {
        "text": brought.text if brought else "",
        "sources": "\n".join(brought.sources) if brought else "",
        "starter": brought.starter if brought else True,
        "fault": fault,
        "largest": workspace_of(request).settings.limits.upload,
        "held": len(workspace_of(request).index),
    }
    return rendered_privately(request, "audit.html", context, status)


@audit_pages.post("/audit")
async def begin_audit(request: Request) -> Response:
    """Begin an audit of what was brought, and lead to where it can be followed."""
    spare(request, "audit")
    form = await form_of(request)
    fields = fields_of(form)
    try:
        brought = await brought_by(form)
    except InputError as fault:
        return await run_in_threadpool(_form, request, fields, sentence_of(fault), 422)
    finally:
        await form.close()
    return await run_in_threadpool(_begun, request, fields, brought)


def _begun(request: Request, fields: Brought, brought: File) -> Response:
    begun = audits_of(request).begin(make(workspace_of(request), brought), name=brought.name)
    if begun.await_end(PATIENCE) and isinstance(begun.fault, InputError | NotHeld):
        audits_of(request).forget(begun.id)
        return _form(request, fields, sentence_of(begun.fault), 422)
    return RedirectResponse(f"/audit/{begun.id}", 303, headers=PRIVATE)


@audit_pages.get("/audit/{audit}.{form}")
def take_along(request: Request, audit: str, form: str) -> Response:
    """What came of an audit, as a file: JSON, Markdown, or one page of HTML that needs nothing beside it."""
    found = audits_of(request).find(audit)
    if form not in FORMS or found.form is None:
        raise NotHeld("There is no such form of this audit. Open its page and follow a link from there.")
    headers = {**PRIVATE, "Content-Disposition": f'attachment; filename="audit.{form}"'}
    return Response(_written(request, found.form, form), media_type=FORMS[form], headers=headers)


def _written(request: Request, form: AuditForm, kind: str) -> bytes:
    if kind == "json":
        return orjson.dumps(form, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    if kind == "md":
        return audit_markdown(form, spoken(request)).encode()
    return audit_html(form, request.app.state.language).encode()


@audit_pages.get("/audit/{audit}/progress")
def progress(request: Request, audit: str) -> Response:
    """How far an audit is, for the script of its page."""
    found = audits_of(request).find(audit)
    told = {"done": found.done, "of": found.of, "over": found.over}
    return Response(orjson.dumps(told), media_type="application/json", headers=PRIVATE)


@audit_pages.post("/audit/{audit}/forget")
def forget(request: Request, audit: str) -> Response:
    """Stop an audit, if it still runs, and forget the text."""
    audits_of(request).forget(audit)
    return RedirectResponse("/audit", 303, headers=PRIVATE)


@audit_pages.get("/audit/{audit}")
def audit_result(request: Request, audit: str) -> Response:
    """What came of an audit; while it runs, how far it is."""
    found = audits_of(request).find(audit)
    if not found.over:
        return rendered_privately(request, "audit_progress.html", {"audit": found})
    form = _form_of(found)
    if isinstance(form, ProbatumError):
        status = 422 if isinstance(form, InputError | NotHeld) else 503
        return _form(request, fault=sentence_of(form), status=status)
    return rendered_privately(request, "audit_result.html", {"audit": found, "page": audit_page(form)})


def _form_of(found: Underway) -> AuditForm | ProbatumError:
    """The document, or what went wrong; what was not foreseen is raised again."""
    found.future.result()
    told = found.form or found.fault
    if told is None:
        raise NotHeld("This audit was stopped. Bring the text again.")
    return told
