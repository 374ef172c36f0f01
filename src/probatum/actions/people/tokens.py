"""Tokens for programs: made, looked up, revoked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from probatum.actions.clock import seconds
from probatum.actions.people.invite import named
from probatum.actions.people.secrets import hashed, new_id, secret
from probatum.actions.people.told import tell
from probatum.errors import NotHeld, NotSignedIn, ReasonMissing
from probatum.language.interface import filled
from probatum.records.account import Account, Scope, SignedIn, Token
from probatum.workspace import Workspace

#: What every token begins with, so that one that leaked can be searched for.
PREFIX = "pbt_"

#: The longest life of a token, in days.
LONGEST = 365

#: That a token was used is noted at most so often (seconds).
_NOTED = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A new token with what is to be sent; it is told this once."""

    token: Token
    secret: str


def make_token(
    ws: Workspace,
    account: Account,
    *,
    name: str,
    scopes: Collection[Scope],
    days: int,
    by: str,
    at: str,
    session: SignedIn | None = None,
) -> Made:
    """Make a token for an account, asked for by one of its sessions where ``session`` is given.

    Raises ``ReasonMissing`` without name or scope, or for too long a life, and ``NotSignedIn`` where the
    account was closed or the session ended meanwhile.
    """
    shown = named(name)
    if not shown or not scopes:
        raise ReasonMissing("a token needs a name and at least one scope; say what it is for")
    if not 1 <= days <= LONGEST:
        raise ReasonMissing(
            filled("a token lives 1 to {longest} days; choose a number between them", longest=LONGEST)
        )
    said = PREFIX + secret()
    token = Token(
        id=new_id("t"),
        account=account.id,
        name=shown,
        scopes=tuple(scope for scope in Scope if scope in scopes),
        made=seconds(at),
        expires=seconds(at) + days * 24 * 3600,
    )
    if not ws.accounts.add_token(hashed(said), token, session=session.key if session else None):
        raise NotSignedIn("this session was ended, or the account closed; sign in again")
    tell(ws, "token made", account.id, by=by, at=at, token=token.id, scopes=", ".join(token.scopes))
    return Made(token=token, secret=said)


def token_of(ws: Workspace, said: str, *, at: str) -> tuple[Account, Token]:
    """Whose token it is. Raises ``NotSignedIn`` for one that is unknown, revoked or over."""
    token = ws.accounts.token(hashed(said)) if said.startswith(PREFIX) else None
    account = ws.accounts.account(token.account) if token is not None else None
    now = seconds(at)
    if token is None or account is None or not account.active or token.expires <= now:
        raise NotSignedIn("this token is unknown, revoked or over; make a new one on the account page")
    if not ws.read_only and now - token.used >= _NOTED:
        ws.accounts.used(token.id, now)
    return account, token


def revoke(ws: Workspace, account: Account, token: str, *, by: str, at: str) -> None:
    """Make a token useless. Raises ``NotHeld``."""
    if not ws.accounts.revoke(account.id, token):
        raise NotHeld(
            filled("no token {token} is held; see the account page for those that are", token=repr(token))
        )
    tell(ws, "token revoked", account.id, by=by, at=at, token=token)
