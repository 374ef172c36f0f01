"""Who is at the door, and whether it opens to them. Every route declares what it offers with ``requires``."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from probatum.actions.clock import now
from probatum.actions.people.sessions import end, session_of
from probatum.actions.people.tokens import token_of
from probatum.errors import NotAllowed, NotSignedIn
from probatum.language.interface import filled
from probatum.records.account import Account, Scope, SignedIn
from probatum.records.review import Role
from probatum.review.permission import ANYBODY, Permission, may, scope_for
from probatum.workspace import Workspace

#: What the browser holds. Over TLS with the prefix by which it is kept to this host (RFC 6265bis, 4.1.3).
COOKIE, COOKIE_OF_TLS = "probatum", "__Host-probatum"

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

#: For these a house may ask that a second factor is enrolled.
_WEIGHTY = frozenset({Permission.REVIEW, Permission.DECIDE, Permission.ADMINISTER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Whoever sent a request: an account that is signed in, or nobody known.

    ``session`` is where the browser is signed in, ``csrf`` what its forms must send back; ``scopes`` are
    those of the API token, None where there is none.
    """

    account: Account | None = None
    session: SignedIn | None = None
    scopes: frozenset[Scope] | None = None

    @property
    def csrf(self) -> str:
        """What a form of this session must send back; empty where no session is what signs in."""
        return self.session.csrf if self.session else ""

    @property
    def name(self) -> str:
        """What the trail calls them: the account's id, or ``web``."""
        return self.account.id if self.account else "web"

    @property
    def roles(self) -> tuple[Role, ...]:
        """Their roles; none where nobody is signed in."""
        return self.account.roles if self.account else ()

    @property
    def signed_in(self) -> Account:
        """Their account. Raises ``NotSignedIn``; no door that needs one lets anybody through without."""
        if self.account is None:
            raise NotSignedIn("to do this, sign in first")
        return self.account

    def may(self, permission: Permission) -> bool:
        """Whether this visitor may do it: by role, and by the token's scope where a token was sent.

        What is open to all is open with every token.
        """
        allowed = may(self.roles, permission)
        bounded = self.scopes is not None and permission not in ANYBODY
        return allowed and (not bounded or scope_for(permission) in (self.scopes or ()))


def workspace_of(request: Request) -> Workspace:
    """The workspace that the application serves."""
    workspace: Workspace = request.app.state.workspace
    return workspace


def visitor(request: Request) -> Visitor:
    """Who sent the request, by its token or its session. Kept on the request, so that it is looked up once.

    Raises ``NotSignedIn`` for a token that is no good: whoever sends one does not mean to be a stranger.
    """
    known: Visitor | None = getattr(request.state, "visitor", None)
    if known is None:
        request.state.visitor = Visitor()  # should the look-up fail, the page that says so has a visitor
        known = request.state.visitor = _looked_up(request)
    return known


def _looked_up(request: Request) -> Visitor:
    ws = workspace_of(request)
    kind, _, said = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        account, token = token_of(ws, said.strip(), at=now())
        return Visitor(account=account, scopes=frozenset(token.scopes))
    held = request.cookies.get(cookie_name(request))
    found = session_of(ws, held, at=now()) if held else None
    if found is None or not found[1].whole:
        return Visitor()
    return Visitor(account=found[0], session=found[1])


def pending(request: Request) -> SignedIn | None:
    """The session that waits for its second factor, where the browser holds one."""
    held = request.cookies.get(cookie_name(request))
    found = session_of(workspace_of(request), held, at=now()) if held else None
    return found[1] if found is not None and not found[1].whole else None


class Requires:
    """The dependency of a route: lets through whoever may do ``permission``, and gives the visitor.

    A form that is sent from a session must bring the token of that session (OWASP CSRF Prevention Cheat
    Sheet, synchroniser pattern), as ``csrf`` or in ``X-CSRF-Token``; what anybody may do needs none. Raises
    ``NotSignedIn`` (401; pages lead to the sign-in) and ``NotAllowed`` (403).
    """

    def __init__(self, permission: Permission) -> None:
        self.permission = permission

    async def __call__(self, request: Request) -> Visitor:
        """The visitor, or the refusal."""
        found = await run_in_threadpool(visitor, request)
        self._permitted(request, found)
        if found.session and request.method not in _SAFE and self.permission not in ANYBODY:
            await _from_our_page(request, found)
        return found

    def _permitted(self, request: Request, found: Visitor) -> None:
        if not found.may(self.permission):
            if found.account is None:
                raise NotSignedIn(filled("to {permission}, sign in first", permission=self.permission))
            if may(found.roles, self.permission):
                raise NotAllowed(
                    filled(
                        "this token may not {permission}; {what}",
                        permission=self.permission,
                        what=_instead(self.permission),
                    )
                )
            raise NotAllowed(
                filled(
                    "{name} may not {permission}; ask an administrator for a role that may",
                    name=found.account.name,
                    permission=self.permission,
                )
            )
        access = workspace_of(request).settings.access
        bare = found.account is not None and not found.account.second_factor
        if bare and access.second_factor == "board" and self.permission in _WEIGHTY:
            raise NotAllowed(
                filled(
                    "to {permission}, this house asks for a second factor; enrol one on your account page",
                    permission=self.permission,
                )
            )


def _instead(permission: Permission) -> str:
    scope = scope_for(permission)
    return f"make one with the scope {scope}" if scope else "sign in with a browser"


async def _from_our_page(request: Request, found: Visitor) -> None:
    sent = request.headers.get("x-csrf-token", "")
    if not sent and "form" in request.headers.get("content-type", ""):
        sent = str((await request.form()).get("csrf", ""))
    if not hmac.compare_digest(sent.encode(), found.csrf.encode()):
        raise NotAllowed("this form is of an earlier session; open its page again and send it from there")


def requires(permission: Permission) -> Requires:
    """The dependency for a route that offers ``permission``: ``Annotated[Visitor, Depends(requires(…))]``."""
    return Requires(permission)


#: The visitor of a page or call, by what it offers.
Reader = Annotated[Visitor, Depends(requires(Permission.READ))]
Own = Annotated[Visitor, Depends(requires(Permission.ACCOUNT))]
Seer = Annotated[Visitor, Depends(requires(Permission.DESK))]
Writer = Annotated[Visitor, Depends(requires(Permission.WRITE))]
Submitter = Annotated[Visitor, Depends(requires(Permission.SUBMIT))]
Reviewer = Annotated[Visitor, Depends(requires(Permission.REVIEW))]
Decider = Annotated[Visitor, Depends(requires(Permission.DECIDE))]
Administrator = Annotated[Visitor, Depends(requires(Permission.ADMINISTER))]


# --- the browser ------------------------------------------------------------------------------------------


def secure(request: Request) -> bool:
    """Whether the browser speaks TLS, with us or with a proxy that we were told of."""
    told = _told(request, "x-forwarded-proto")
    proxies: int = workspace_of(request).settings.access.proxies
    if not proxies or not told:
        return request.url.scheme == "https"
    # Of proxies one behind the other some say nothing where it was said: then there are fewer.
    return told[-min(proxies, len(told))].lower() == "https"


def cookie_name(request: Request) -> str:
    """What the cookie of a session is called."""
    return COOKIE_OF_TLS if secure(request) else COOKIE


def site(request: Request) -> str:
    """The address of this site as the browser reaches it, without a stroke at the end."""
    return f"{'https' if secure(request) else 'http'}://{request.url.netloc}"


def local(address: str) -> str:
    """An address of this site, else the front page: signing in shall not end elsewhere."""
    inside = address.startswith("/") and not address.startswith(("//", "/\\")) and "\\" not in address
    return address if inside and address.isprintable() else "/"


def provider_name(request: Request) -> str:
    """What to call the provider with which one can sign in; empty where there is none."""
    ws = workspace_of(request)
    return ws.settings.oidc.name if ws.settings.oidc.issuer else ""


def hand_over(request: Request, response: Response, secret: str) -> None:
    """Give the browser the secret of its session; it forgets it when it is closed.

    What it held before is ended: nobody is signed in twice in one browser (OWASP ASVS 5.0, 7.2.4).
    """
    held = request.cookies.get(cookie_name(request))
    if held:
        end(workspace_of(request), held)
    response.set_cookie(
        cookie_name(request), secret, path="/", secure=secure(request), httponly=True, samesite="lax"
    )


def take_back(request: Request, response: Response) -> None:
    """Have the browser forget its session."""
    response.delete_cookie(
        cookie_name(request), path="/", secure=secure(request), httponly=True, samesite="lax"
    )


def address(request: Request) -> str:
    """The client's address: the last that our own proxies saw, else that of the connection."""
    seen = _told(request, "x-forwarded-for")
    proxies: int = workspace_of(request).settings.access.proxies
    if proxies and len(seen) >= proxies:
        return seen[-proxies]
    return request.client.host if request.client else ""


def _told(request: Request, header: str) -> list[str]:
    """What the proxies on the way said, the nearest last; one may add a line of its own."""
    lines = ",".join(request.headers.getlist(header))
    return [one.strip() for one in lines.split(",") if one.strip()]
