"""What an account may do, whether it is open, and what it is called; its password, changed by its owner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from probatum.actions.people.attempts import admit, passed
from probatum.actions.people.invite import checked_email, named
from probatum.actions.people.passwords import accepted, fits, kept
from probatum.actions.people.told import tell
from probatum.errors import NotAllowed, NotHeld, ReasonMissing, SignInFailed
from probatum.language.interface import filled
from probatum.records.account import Account, SignedIn
from probatum.records.review import Role
from probatum.store.threads import Threads
from probatum.workspace import Workspace


def account_named(ws: Workspace, name: str) -> Account:
    """The account with this id or e-mail address. Raises ``NotHeld``."""
    found = ws.accounts.account(name) or ws.accounts.by_email(name)
    if found is None:
        raise NotHeld(
            filled("no account {name} is held; list them with: probatum people list", name=repr(name[:80]))
        )
    return found


def change_roles(
    ws: Workspace, account: Account, *, roles: Sequence[Role], specialties: Sequence[str], by: str, at: str
) -> Account:
    """Give an account other roles and specialties. Raises ``NotAllowed`` for the last administrator's."""
    chosen = tuple(role for role in Role if role in roles) or (Role.READER,)
    if Role.ADMINISTRATOR not in chosen:
        _not_the_last(ws, account)
    known = tuple(dict.fromkeys(shown.lower() for one in specialties if (shown := named(one))))
    changed = replace(account, roles=chosen, specialties=known)
    if changed != account:
        ws.accounts.change(changed)
        said = {"roles": ", ".join(chosen), "specialties": ", ".join(known)}
        tell(ws, "roles changed", account.id, by=by, at=at, **said)
    return changed


def close(ws: Workspace, account: Account, *, by: str, at: str) -> Account:
    """Close an account: it is signed out, its tokens are gone, nothing new is done with it."""
    _not_the_last(ws, account)
    closed = replace(account, active=False)
    ws.accounts.change(closed)
    tell(ws, "closed", account.id, by=by, at=at)
    return closed


def reopen(ws: Workspace, account: Account, *, by: str, at: str) -> Account:
    """Open a closed account again."""
    opened = replace(account, active=True)
    ws.accounts.change(opened)
    tell(ws, "opened again", account.id, by=by, at=at)
    return opened


def rename(ws: Workspace, account: Account, *, name: str, email: str, password: str = "", at: str) -> Account:
    """Change what an account is called and its address, by which it signs in: for that the password is asked.

    Raises ``SignInFailed``, ``AccountTaken`` and ``ReasonMissing``.
    """
    shown = named(name)
    if not shown:
        raise ReasonMissing("the name is missing; write it as it should stand beside your decisions")
    changed = replace(account, name=shown, email=checked_email(email))
    if changed.email != account.email:
        confirm(ws, account, password, at=at)
    if changed != account:
        ws.accounts.change(changed)
        if shown != account.name:
            tell(ws, "renamed", account.id, by=account.id, at=at, name=shown)
    return changed


def erase(ws: Workspace, account: Account, *, by: str, at: str) -> Account:
    """Close an account and remove its address, every credential, and its conversations.

    The name stays in what it signed.
    """
    closed = close(ws, account, by=by, at=at) if account.active else account
    bare = replace(closed, email=f"-{account.id}")
    ws.accounts.change(bare)
    ws.accounts.set_password(account.id, None)
    ws.accounts.set_second_factor(account.id, None)
    ws.accounts.set_identity(account.id, None)
    Threads(ws.store.database).delete_all((f"account:{account.id}",))
    tell(ws, "address erased", account.id, by=by, at=at)
    return bare


def change_password(
    ws: Workspace, account: Account, session: SignedIn, *, old: str, new: str, at: str
) -> None:
    """Change one's own password, knowing the old one; every other session is ended.

    Raises ``SignInFailed``, ``PasswordWeak``, and ``NotAllowed`` where the account has none.
    """
    if ws.accounts.credentials(account.id).password is None:
        raise NotAllowed("this account has no password; ask an administrator for a link that sets one")
    confirm(ws, account, old, at=at)
    ws.accounts.set_password(account.id, kept(accepted(new, (account.email, account.name))))
    ws.accounts.sign_out(account.id, but=session.key)
    tell(ws, "password changed", account.id, by=account.id, at=at)


def confirm(ws: Workspace, account: Account, password: str, *, at: str) -> None:
    """See that whoever is signed in knows the password, before how they sign in is changed.

    So OWASP ASVS 5.0, 7.5.1: an open desk, or a stolen session, is not to become somebody's for good.
    An account without one, which signs in elsewhere, is not asked. Tries count as those of signing in do.
    Raises ``SignInFailed`` and ``TooOften``.
    """
    held = ws.accounts.credentials(account.id).password
    if held is None:
        return
    tried = admit(ws, account.email, "", at=at)
    if not fits(password, held):
        raise SignInFailed("the password is not right; type the present one again")
    passed(ws, tried)


def _not_the_last(ws: Workspace, account: Account) -> None:
    others = (one for one in ws.accounts.all() if one.active and one.id != account.id)
    last = account.active and Role.ADMINISTRATOR in account.roles
    if last and not any(Role.ADMINISTRATOR in one.roles for one in others):
        raise NotAllowed(
            filled("{name} is the only administrator; make another one first", name=account.name)
        )
