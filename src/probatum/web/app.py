"""The web application: pages for people and an API for programs, on one workspace."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from http import HTTPStatus
from importlib.resources import files
from threading import Event, Thread
from typing import Any
from urllib.parse import quote

from fastapi import Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from probatum import __version__, errors
from probatum.actions.following import follow_store
from probatum.actions.notify import notify
from probatum.actions.published import Catalogue
from probatum.actions.vectors import fill_vectors
from probatum.language.interface import N_, sentence_of
from probatum.web.api import api
from probatum.web.audit_api import audit_api
from probatum.web.audit_pages import audit_pages
from probatum.web.audits import Audits
from probatum.web.brought import TAKES_TEXTS, room
from probatum.web.desk import desk
from probatum.web.desk_acts import desk_acts
from probatum.web.desk_certainty import desk_certainty
from probatum.web.desk_edit import desk_edit
from probatum.web.desk_move import desk_move
from probatum.web.desk_reports import desk_reports
from probatum.web.guard import HEADERS, Guard, own_site
from probatum.web.heads import Heads
from probatum.web.house_api import house_api
from probatum.web.house_pages import house_pages
from probatum.web.pages import pages
from probatum.web.people_pages import people_pages
from probatum.web.provider import Provider
from probatum.web.provider_pages import provider_pages
from probatum.web.public_api import public_api
from probatum.web.public_pages import public_pages
from probatum.web.refused import DAMAGED, invalid, methods_at, not_that_way, nothing_there
from probatum.web.review_api import review_api
from probatum.web.source_pages import source_pages
from probatum.web.sparing import sparings
from probatum.web.takeaway import takeaway, takeaway_api
from probatum.web.threads import thread_pages
from probatum.web.threads_api import threads_api
from probatum.web.translation import language_of
from probatum.web.view import rendered, spoken, templates
from probatum.workspace import Workspace

#: Under which HTTP status an error of ours is told; the first that fits. All others are 500.
STATUSES: tuple[tuple[type[errors.ProbatumError], int], ...] = (
    (errors.NotSignedIn, 401),
    (errors.SignInFailed, 401),
    (errors.NotVouched, 401),
    (errors.ProviderAway, 503),
    (errors.LinkSpent, 410),
    (errors.PasswordWeak, 422),
    (errors.AccountTaken, 409),
    (errors.NotAllowed, 403),
    (errors.NotEligible, 403),
    (errors.OutOfOrder, 409),
    (errors.ThreadFull, 409),
    (errors.EditRefused, 422),
    (errors.QuoteNotInPassage, 422),
    (errors.UncitedClaim, 422),
    (errors.TitleUnusable, 422),
    (errors.GuidelineNotHeld, 422),
    (errors.NotHeld, 404),
    (errors.TooOften, 429),
    (errors.QuestionError, 422),
    (errors.InputError, 422),
    (errors.ReasonMissing, 422),
    (errors.AuditError, 503),
    (errors.PagesBusy, 503),
    (errors.ExtraMissing, 501),
    (errors.WorkspaceBusy, 503),
    (errors.DiskFull, 507),
    (errors.WorkspaceError, 503),
)

_DESCRIPTION = """
Medical answers that can be checked: every statement points to the exact passage that it rests on.

Every error is a JSON object `{"error": {"status", "kind", "message"}}`; the message says what to do.
"""


def create_app(workspace: Workspace) -> FastAPI:
    """The ASGI application that serves ``workspace``. It holds no state beside it.

    While it runs, vectors that the search by meaning lacks are made in the background, and what other
    machines store in a shared database is indexed. Raises ``SettingsError`` where the language that is set
    has no catalogue.
    """
    language = language_of(workspace.settings.language, workspace.path)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        stop = Event()
        works: dict[str, Callable[[Workspace, Event], object]] = {
            "vectors": fill_vectors,
            "store": follow_store,
            "mail": partial(notify, said=language.spoken),
        }
        background = [
            Thread(target=work, args=(workspace, stop), name=name, daemon=True)
            for name, work in works.items()
        ]
        for thread in background:
            thread.start()
        yield
        stop.set()
        await to_thread(app.state.audits.close)
        for thread in background:
            await to_thread(thread.join)

    app = FastAPI(
        lifespan=lifespan,
        title="Probatum",
        version=__version__,
        description=_DESCRIPTION,
        docs_url=None,  # the stock pages fetch scripts from elsewhere; /api is ours
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        dependencies=[Depends(own_site)],
    )
    app.state.workspace = workspace
    app.state.language = language
    app.state.templates = templates(language)
    app.state.audits = Audits()
    app.state.catalogue = Catalogue()
    app.state.sparing = sparings(workspace.settings.limits)
    oidc = workspace.settings.oidc
    app.state.provider = Provider(oidc) if oidc.issuer else None
    app.mount("/static", StaticFiles(directory=str(files("probatum.web") / "static")), name="static")
    app.include_router(people_pages)
    app.include_router(provider_pages)
    app.include_router(audit_pages)
    app.include_router(public_pages)
    app.include_router(thread_pages)
    app.include_router(pages)
    app.include_router(source_pages)
    app.include_router(takeaway)
    app.include_router(house_pages)
    app.include_router(desk_reports)
    app.include_router(desk_acts)
    app.include_router(desk_certainty)
    app.include_router(desk_edit)
    app.include_router(desk_move)
    app.include_router(desk)
    app.include_router(api)
    app.include_router(threads_api)
    app.include_router(public_api)
    app.include_router(takeaway_api)
    app.include_router(review_api)
    app.include_router(house_api)
    app.include_router(audit_api)
    app.add_middleware(Heads)
    app.add_middleware(Guard, larger=dict.fromkeys(TAKES_TEXTS, room(workspace)))
    app.add_exception_handler(errors.ProbatumError, _ours)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _unforeseen)
    return app


def _ours(request: Request, error: Exception) -> Response:
    if isinstance(error, errors.NotSignedIn) and _leads_to_sign_in(request):
        return RedirectResponse(f"/sign-in?next={quote(request.url.path)}", 303)
    status = next((status for kind, status in STATUSES if isinstance(error, kind)), 500)
    told = _told(request, status, type(error).__name__, _sentence(error), _more(error))
    if isinstance(error, errors.TooOften):
        told.headers["Retry-After"] = str(error.wait)  # RFC 9110, 10.2.3
    return told


def _sentence(error: Exception) -> str:
    return sentence_of(error) if isinstance(error, errors.ProbatumError) else str(error)


def _more(error: Exception) -> dict[str, Any]:
    """What a program can go on with: the newer revision, or what the checks found in a sentence."""
    if isinstance(error, errors.Superseded):
        return {"revision": error.revision}
    if isinstance(error, errors.NotSupported):
        return {"outcome": error.outcome, "faults": [one._asdict() for one in error.faults]}
    return {}


def _leads_to_sign_in(request: Request) -> bool:
    """A page that is read leads to the sign-in; what was sent would be lost there, so it is told."""
    return request.method == "GET" and not request.url.path.startswith("/api/")


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    message = error.detail
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = methods_at(request)
        told = _told(request, status, status.phrase, not_that_way(request, allowed))
        told.headers["Allow"] = ", ".join(allowed)  # RFC 9110, 15.5.6
        return told
    if status is HTTPStatus.NOT_FOUND and message == status.phrase:
        message = nothing_there(request)
    if status is HTTPStatus.BAD_REQUEST:
        message = DAMAGED
    return _told(request, status, status.phrase, message)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return _told(request, 422, "Unprocessable", invalid(error.errors()))


def _unforeseen(request: Request, error: Exception) -> Response:  # noqa: ARG001 - the handler's signature
    """A fault of ours. What it was goes to the log of the server, not to the page.

    It is told outside of :class:`Guard`, so that the headers are set here.
    """
    told = _told(
        request,
        500,
        "Fault",
        N_(
            "Something went wrong here that was not foreseen. Nothing stored is lost. The log of the "
            "server says what it was; probatum doctor says how the workspace is."
        ),
    )
    told.headers.update(HEADERS)
    return told


def _told(
    request: Request, status: int, kind: str, message: str, more: dict[str, Any] | None = None
) -> Response:
    if request.url.path.startswith("/api/"):
        told = {"status": status, "kind": kind, "message": message, **(more or {})}
        return JSONResponse({"error": told}, status)
    context = {
        "status": status,
        "message": spoken(request)(message),
        "question": request.query_params.get("q", ""),
    }
    return rendered(request, "error.html", context, status)
