"""Taking an article along: each form as a file, from the page and through the API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Request, Response

from probatum import __version__
from probatum.actions.adapt import view_for
from probatum.actions.clock import now
from probatum.actions.export import ARTICLE_FORMS, KINDS, REFERENCE_FORMS, Form, export, file_name
from probatum.actions.show import show
from probatum.errors import NotHeld
from probatum.language.interface import filled
from probatum.records.article import Audience
from probatum.records.canonical import content_hash
from probatum.web.api import FAULTS, ErrorForm
from probatum.web.audiences import For, audience_of
from probatum.web.identity import Reader, workspace_of
from probatum.web.sparing import spare
from probatum.web.view import spoken

takeaway = APIRouter(default_response_class=Response, include_in_schema=False)
takeaway_api = APIRouter(prefix="/api/v1", tags=["exports"])

#: The files that a page offers: each form's name in an address, and what it is called.
OFFERED: Mapping[str, Sequence[tuple[str, str]]] = {
    "article": [(one.value, KINDS[one].name) for one in ARTICLE_FORMS],
    "references": [(one.value, KINDS[one].name) for one in REFERENCE_FORMS],
}

_FAULTS: dict[int | str, dict[str, Any]] = {
    **{code: FAULTS[code] for code in (404, 422, 429)},
    501: {"model": ErrorForm, "description": "The form needs an extra that is not installed here."},
}
_MEDIA: dict[str, Any] = {kind.media.partition(";")[0]: {} for kind in KINDS.values()}
_FILES: dict[int | str, dict[str, Any]] = {200: {"description": "The file.", "content": _MEDIA}}
Wanted = Annotated[Form, Path(description="The form.")]


@takeaway.get("/articles/{article}/files/{form}")
@takeaway.get("/articles/{article}/revisions/{revision}/files/{form}")
def take_along(
    request: Request,
    visitor: Reader,  # noqa: ARG001
    article: str,
    form: str,
    revision: str | None = None,
    readers: For = "",
) -> Response:
    """An article, or its references, as a file: worded for who reads the page."""
    known = next((one for one in Form if one.value == form), None)
    if known is None:
        raise NotHeld(
            filled("there is no form {form}; there are {what}", form=repr(form[:40]), what=", ".join(Form))
        )
    return _file(request, article, revision, known, audience_of(request, readers))


@takeaway_api.get(
    "/articles/{article}/files/{form}",
    response_class=Response,
    responses=_FILES | _FAULTS,
    summary="Take an article along",
)
def take_by_program(
    request: Request,
    visitor: Reader,  # noqa: ARG001
    article: str,
    form: Wanted,
    revision: Annotated[str | None, Query(description="A revision; else the one for readers.")] = None,
    audience: Annotated[Audience, Query(description="For whom it is worded.")] = Audience.CLINICIAN,
) -> Response:
    """An article in another form, or its references alone (`ris`, `bibtex`, `csl-json`, `ama`, `vancouver`).

    Each file says how the article stands, of which revision it is, and what it is not.
    """
    return _file(request, article, revision, form, audience)


def _file(request: Request, article: str, revision: str | None, form: Form, audience: Audience) -> Response:
    ws = workspace_of(request)
    shown = show(ws, article, revision, at=now())
    held = (shown.revision.hash, ws.store.last_event, ws.store.position)
    told = (*held, form, audience, now()[:10], __version__)
    headers = {
        "ETag": f'"{content_hash(told)[:40]}"',
        "Cache-Control": "no-cache",
        "Vary": "Cookie",
        "X-Robots-Tag": "noindex",
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file_name(shown, form))}",
    }
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    if form is Form.PDF:
        spare(request, "pdf")
    view = view_for(ws, shown.revision, audience)
    return Response(
        export(ws, shown, form, view, spoken(request)), media_type=KINDS[form].media, headers=headers
    )
