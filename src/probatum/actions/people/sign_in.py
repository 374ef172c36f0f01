"""Sign in: by password, and by a second factor where one is enrolled."""

from __future__ import annotations

from dataclasses import dataclass, replace

from probatum.actions.clock import seconds
from probatum.actions.people.attempts import admit, clear, passed
from probatum.actions.people.passwords import fits, kept, outdated
from probatum.actions.people.second_factor import code_fits
from probatum.actions.people.secrets import hashed, secret
from probatum.actions.people.told import tell
from probatum.errors import SignInFailed
from probatum.language.interface import N_
from probatum.records.account import Account, SignedIn
from probatum.workspace import Workspace

#: The longest name of a browser that is kept.
_AGENT = 120

_WRONG = N_(
    "the e-mail address or the password is not right; try again, or ask an administrator for a new link"
)

_ENDED = N_("a new password was set meanwhile, or the account closed; sign in again")

#: What whoever has an account that was closed is told.
CLOSED = N_("the account is closed; ask an administrator")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A new session with the secret that the browser is to hold. ``session.whole`` says if all was given."""

    account: Account
    session: SignedIn
    secret: str


def sign_in(
    ws: Workspace, email: str, password: str, *, address: str = "", agent: str = "", at: str
) -> Entry:
    """Sign in by password. Where a second factor is enrolled the session is not whole until it is given.

    Raises ``SignInFailed``, which tells nobody whether there is such an account, and ``TooOften``.
    """
    tried = admit(ws, email, address, at=at)
    account = ws.accounts.by_email(email)
    held = ws.accounts.credentials(account.id).password if account is not None and account.active else None
    if not fits(password, held) or account is None or held is None:
        if tried.last_free and account is not None:
            tell(ws, "sign-in failed too often", account.id, by=account.id, at=at)
        raise SignInFailed(_WRONG)
    passed(ws, tried)
    if outdated(held):
        # Hashing takes a while: a new password that was set meanwhile is not to be undone.
        old, held = held, kept(password)
        ws.accounts.set_password(account.id, held, was=old)
    if not account.second_factor:
        clear(ws, account)
    return enter(ws, account, agent=agent, at=at, whole=not account.second_factor, was=held)


def give_code(ws: Workspace, pending: SignedIn, code: str, *, address: str = "", at: str) -> Entry:
    """Give the second factor, or a recovery code, to a session that is not whole; it is made anew.

    Raises ``SignInFailed`` and ``TooOften``.
    """
    account = ws.accounts.account(pending.account)
    if account is None or not account.active:
        raise SignInFailed(CLOSED)
    tried = admit(ws, account.email, address, at=at)
    if not code_fits(ws, account, code, at=at):
        if tried.last_free:
            tell(ws, "sign-in failed too often", account.id, by=account.id, at=at)
        raise SignInFailed("the code is not right, or was used already; wait for the next one and try again")
    passed(ws, tried)
    clear(ws, account)
    return enter(ws, account, agent=pending.agent, at=at, instead_of=pending.key)


def enter(
    ws: Workspace,
    account: Account,
    *,
    agent: str = "",
    at: str,
    whole: bool = True,
    instead_of: str | None = None,
    was: str | None = None,
) -> Entry:
    """A new session of an account, in the place of another where it is made anew.

    ``was`` is the hash that the password fitted. Raises ``SignInFailed`` where the account was closed, its
    password set anew or the other session ended since that was read.
    """
    said, now = secret(), seconds(at)
    session = SignedIn(
        key=hashed(said),
        account=account.id,
        csrf=secret(),
        made=now,
        seen=now,
        whole=whole,
        agent="".join(mark for mark in agent if mark.isprintable())[:_AGENT],
    )
    _keep(ws, session, instead_of=instead_of, was=was)
    return Entry(account=account, session=session, secret=said)


def renew(ws: Workspace, account: Account, session: SignedIn, *, at: str) -> Entry:
    """The same session under a new secret; it is over when the old one would have been.

    Raises ``SignInFailed`` where that was ended meanwhile.
    """
    said = secret()
    later = replace(session, key=hashed(said), csrf=secret(), seen=seconds(at))
    _keep(ws, later, instead_of=session.key)
    return Entry(account=account, session=later, secret=said)


def _keep(ws: Workspace, session: SignedIn, *, instead_of: str | None, was: str | None = None) -> None:
    if not ws.accounts.sign_in(session, instead_of=instead_of, was=was):
        raise SignInFailed(_ENDED)
