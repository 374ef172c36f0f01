"""The way to an OpenID Connect provider and back: to sign in, or to tie one's account to it."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

import orjson
from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request, Response
from fastapi.responses import RedirectResponse

from probatum.actions.clock import now, seconds
from probatum.actions.people.roles import confirm
from probatum.actions.people.sign_in import renew
from probatum.actions.people.vouch import sign_in_vouched, tie, untie
from probatum.errors import AccessError, NotVouched, ProviderAway, SignInFailed, TooOften, WorkspaceError
from probatum.language.interface import N_
from probatum.records.account import SignedIn
from probatum.review.permission import Permission
from probatum.web import identity
from probatum.web.identity import Own, Visitor, requires, workspace_of
from probatum.web.people_pages import account_page, sign_in_page
from probatum.web.provider import OLDEST, Begun, Provider, begun
from probatum.web.view import rendered

provider_pages = APIRouter(default_response_class=Response, include_in_schema=False)

SignIn = Annotated[Visitor, Depends(requires(Permission.SIGN_IN))]

#: What the browser holds while it is with the provider, sealed: it is bound to this browser (RFC 9700, 4.7).
_AWAY = "away"

_BACK = "/sign-in/provider/back"
_LOST = N_("this sign-in was not begun in this browser, or longer ago than ten minutes; begin again")


def _provider(request: Request) -> Provider:
    provider: Provider | None = request.app.state.provider
    if provider is None:
        raise HTTPException(404, N_("This house signs nobody in with a provider. Sign in by password."))
    return provider


def _back(request: Request) -> str:
    return f"{identity.site(request)}{_BACK}"


@provider_pages.get("/sign-in/provider")
def go_to_provider(
    request: Request, visitor: SignIn, next_: Annotated[str, Query(alias="next")] = "/"
) -> Response:
    """Lead the browser to the provider, where it signs in."""
    started = begun()
    try:
        address = _provider(request).address(started, _back(request))
    except AccessError as error:
        return _refused(request, visitor, error)
    return _remembering(request, RedirectResponse(address, 303), started, next=identity.local(next_))


@provider_pages.post("/account/provider")
def ask_to_tie(request: Request, visitor: Own, password: Annotated[str, Form()] = "") -> Response:
    """Begin to tie one's account to the provider; the password is asked for.

    A page with a link, not a redirect: ``form-action`` of our content policy ends at this site.
    """
    try:
        confirm(workspace_of(request), visitor.signed_in, password, at=now())
    except (SignInFailed, TooOften) as error:
        return account_page(request, visitor, fault=error, about="provider")
    started = begun()
    try:
        address = _provider(request).address(started, _back(request))
    except AccessError as error:
        return _refused(request, visitor, error)
    page = rendered(request, "people_provider.html", {"address": address, "provider": _name(request)})
    session = visitor.session.key if visitor.session else ""
    return _remembering(request, page, started, next="/account", session=session)


@provider_pages.post("/account/provider/untie")
def do_untie(request: Request, visitor: Own) -> Response:
    """Have the account sign in here alone."""
    untie(workspace_of(request), visitor.signed_in, at=now())
    return RedirectResponse("/account", 303)


@provider_pages.get(_BACK)
def come_back(request: Request, visitor: SignIn) -> Response:
    """Take the provider's answer: sign in whom it vouches for, or tie the account that asked for it.

    What was begun is over then, whatever came of it: another try begins anew.
    """
    try:
        response = _let_in(request, visitor)
    except AccessError as error:
        response = _refused(request, visitor, error)
    _forget(request, response)
    return response


def _refused(request: Request, visitor: Visitor, error: AccessError) -> Response:
    """The page from which it was begun, which says in one sentence why it came to nothing."""
    status = 503 if isinstance(error, ProviderAway) else 401
    if visitor.account is None or visitor.session is None:
        return sign_in_page(request, next_="/", fault=error, status=status)
    page = account_page(request, visitor, fault=error, about="provider")
    page.status_code = status
    return page


def _let_in(request: Request, visitor: Visitor) -> Response:
    ws = workspace_of(request)
    at = now()
    memory = _remembered(request, at)
    session = _the_same(visitor, memory["session"]) if "session" in memory else None
    started = Begun(**{name: str(memory.get(name)) for name in Begun.__slots__})
    vouched = _provider(request).vouched(started, request.query_params, _back(request), at=seconds(at))
    if session is not None:
        tie(ws, visitor.signed_in, vouched, at=at)
        entry, to = renew(ws, visitor.signed_in, session, at=at), "/account"
    else:
        entry = sign_in_vouched(ws, vouched, agent=request.headers.get("user-agent", ""), at=at)
        to = identity.local(str(memory.get("next")))
        to = to if entry.session.whole else f"/sign-in/code?next={quote(to)}"
    response = RedirectResponse(to, 303)
    identity.hand_over(request, response, entry.secret)
    return response


def _the_same(visitor: Visitor, session: str) -> SignedIn:
    """The visitor's session, where it is the one that began: nobody ties another's account to themselves."""
    if visitor.session is None or visitor.session.key != session:
        raise NotVouched(_LOST)
    return visitor.session


def _name(request: Request) -> str:
    ws = workspace_of(request)
    return ws.settings.oidc.name


# --- what is remembered meanwhile -------------------------------------------------------------------------


def _cookie(request: Request) -> str:
    return f"{identity.cookie_name(request)}-{_AWAY}"


def _remembering(request: Request, response: Response, started: Begun, **more: str) -> Response:
    ws = workspace_of(request)
    memory = {name: getattr(started, name) for name in Begun.__slots__} | {"away": now()} | more
    response.set_cookie(
        _cookie(request),
        ws.sealed.seal(orjson.dumps(memory).decode()),
        max_age=OLDEST,
        path="/",
        secure=identity.secure(request),
        httponly=True,
        samesite="lax",
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _remembered(request: Request, at: str) -> dict[str, Any]:
    ws = workspace_of(request)
    try:
        memory = orjson.loads(ws.sealed.open(request.cookies.get(_cookie(request), "")))
        away = seconds(memory["away"])
    except (WorkspaceError, orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        raise NotVouched(_LOST) from None
    if seconds(at) - away > OLDEST or not isinstance(memory, dict):
        raise NotVouched(_LOST)
    return memory


def _forget(request: Request, response: Response) -> None:
    response.delete_cookie(
        _cookie(request), path="/", secure=identity.secure(request), httponly=True, samesite="lax"
    )
