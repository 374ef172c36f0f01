"""Sessions: who a browser is signed in as, until when, and signing out."""

from __future__ import annotations

from probatum.actions.clock import seconds
from probatum.actions.people.secrets import hashed
from probatum.records.account import Account, SignedIn
from probatum.workspace import Workspace

#: A session that waits for its second factor is over after so many seconds.
PENDING = 10 * 60

#: That a session was used is noted at most so often (seconds): reading a page shall not write each time.
_NOTED = 60


def session_of(ws: Workspace, said: str, *, at: str) -> tuple[Account, SignedIn] | None:
    """Whose session a browser holds, also one that is not whole; None where it is over or was ended."""
    session = ws.accounts.session(hashed(said))
    if session is None or _over(ws, session, seconds(at)):
        return None
    account = ws.accounts.account(session.account)
    if account is None or not account.active:
        return None
    if not ws.read_only and seconds(at) - session.seen >= _NOTED:
        ws.accounts.seen(session.key, seconds(at))
    return account, session


def _over(ws: Workspace, session: SignedIn, now: int) -> bool:
    access = ws.settings.access
    age, idle = now - session.made, now - session.seen
    if not session.whole:
        return age >= PENDING
    return age >= access.hours * 3600 or idle >= access.idle * 60


def end(ws: Workspace, said: str) -> None:
    """End whatever session a browser holds, before it gets another one."""
    session = ws.accounts.session(hashed(said))
    if session is not None:
        sign_out(ws, session)


def sign_out(ws: Workspace, session: SignedIn) -> None:
    """End one session."""
    ws.accounts.sign_out(session.account, key=session.key)


def sign_out_elsewhere(ws: Workspace, session: SignedIn) -> None:
    """End all other sessions of the same account."""
    ws.accounts.sign_out(session.account, but=session.key)


def sweep(ws: Workspace, *, at: str) -> None:
    """Remove the sessions that are over."""
    access, now = ws.settings.access, seconds(at)
    ws.accounts.forget(made_before=now - access.hours * 3600, seen_before=now - access.idle * 60)
