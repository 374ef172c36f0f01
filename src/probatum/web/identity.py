"""Who is at the door, and whether it opens to them. Every route declares what it offers with ``requires``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from probatum.errors import NotAllowed, NotSignedIn
from probatum.records.account import Account, Scope
from probatum.records.review import Role
from probatum.review.permission import Permission, may, scope_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Whoever sent a request: an account that is signed in, or nobody known.

    ``csrf`` is what a form must send back when the session cookie is what signs in; ``scopes`` are those of
    the API token, None where there is none.
    """

    account: Account | None = None
    csrf: str = ""
    scopes: frozenset[Scope] | None = None

    @property
    def name(self) -> str:
        """What the trail calls them: the account's id, or ``web``."""
        return self.account.id if self.account else "web"

    @property
    def roles(self) -> tuple[Role, ...]:
        """Their roles; none where nobody is signed in."""
        return self.account.roles if self.account else ()

    def may(self, permission: Permission) -> bool:
        """Whether this visitor may do it: by role, and by the token's scope where a token was sent."""
        allowed = may(self.roles, permission)
        return allowed and (self.scopes is None or scope_for(permission) in self.scopes)


def visitor(request: Request) -> Visitor:
    """Who sent the request. Kept on the request, so that it is looked up once."""
    known: Visitor | None = getattr(request.state, "visitor", None)
    if known is None:
        known = request.state.visitor = Visitor()
    return known


class Requires:
    """The dependency of a route: lets through whoever may do ``permission``, and gives the visitor.

    Raises ``NotSignedIn`` (401; pages lead to the sign-in) and ``NotAllowed`` (403).
    """

    def __init__(self, permission: Permission) -> None:
        self.permission = permission

    def __call__(self, request: Request) -> Visitor:
        """The visitor, or the refusal."""
        found = visitor(request)
        if found.may(self.permission):
            return found
        if found.account is None:
            raise NotSignedIn(f"to {self.permission}, sign in first")
        raise NotAllowed(
            f"{found.account.name} may not {self.permission}; ask an administrator for a role that may"
        )


def requires(permission: Permission) -> Callable[[Request], Visitor]:
    """The dependency for a route that offers ``permission``: ``Annotated[Visitor, Depends(requires(…))]``."""
    return Requires(permission)


#: The visitor of a page or call that is open to all.
Anybody = Annotated[Visitor, Depends(requires(Permission.READ))]
