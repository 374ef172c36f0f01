"""The API of audits: bring a text, get the document of schema ``probatum/audit@1``."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from probatum.render.audit_contract import AuditForm
from probatum.review.permission import Permission
from probatum.web.api import FAULTS
from probatum.web.audit_pages import audits_of, make
from probatum.web.brought import Brought, File, brought_by, file_of, form_of
from probatum.web.identity import requires, workspace_of
from probatum.web.sparing import spare

audit_api = APIRouter(prefix="/api/v1", tags=["v1"], dependencies=[Depends(requires(Permission.AUDIT))])

_FILE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "file": {
            "type": "string",
            "format": "binary",
            "description": "A file: plain text, Markdown, HTML, DOCX or PDF.",
        },
        "text": {"type": "string", "description": "The text, where no file is sent."},
        "sources": {
            "type": "array",
            "items": {"type": "string"},
            "description": "Held works to judge it against instead of everything.",
        },
        "starter": {"type": "string", "enum": ["yes", "no"], "default": "yes"},
    },
}
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": Brought.model_json_schema()},
            "multipart/form-data": {"schema": _FILE},
        },
    }
}


@audit_api.post(
    "/audits",
    responses={code: FAULTS[code] for code in (404, 413, 422, 429, 503)},
    openapi_extra=_BODY,
    summary="Audit a text",
)
async def audit_text(request: Request) -> AuditForm:
    """Judge every claim of a text against the library; the answer comes when all are judged.

    The text comes as JSON, or as a file in a form. Nothing of it is kept.
    """
    spare(request, "audit")
    brought = await _brought(request)
    return await run_in_threadpool(_audited, request, brought)


def _audited(request: Request, brought: File) -> AuditForm:
    audits = audits_of(request)
    begun = audits.begin(make(workspace_of(request), brought), name=brought.name)
    try:
        begun.await_end()
        if begun.fault is not None:
            raise begun.fault
        begun.future.result()
        assert begun.form is not None
        return begun.form
    finally:
        audits.forget(begun.id)


async def _brought(request: Request) -> File:
    if request.headers.get("content-type", "").startswith("multipart/"):
        form = await form_of(request)
        try:
            return await brought_by(form)
        finally:
            await form.close()
    try:
        return file_of(Brought.model_validate_json(await request.body()))
    except ValidationError as fault:
        told = [{**one, "loc": ("body", *one["loc"])} for one in fault.errors()]
        raise RequestValidationError(told) from None
