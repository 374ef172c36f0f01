"""What an account may do, whether it is open, and what it is called; its password, changed by its owner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from probatum.actions.people.attempts import admit, passed
from probatum.actions.people.invite import checked_email, named
from probatum.actions.people.passwords import accepted, fits, kept
from probatum.actions.people.sign_in import CLOSED
from probatum.actions.people.told import tell
from probatum.errors import NotAllowed, NotHeld, ReasonMissing, SignInFailed
from probatum.language.interface import N_, filled
from probatum.records.account import Account, SignedIn
from probatum.records.review import Role
from probatum.store.accounts import Condition, Part
from probatum.store.threads import Threads
from probatum.workspace import Workspace

_WRONG = N_("the password is not right; type the present one again")


def account_named(ws: Workspace, name: str) -> Account:
    """The account with this id or e-mail address. Raises ``NotHeld``."""
    found = ws.accounts.account(name) or ws.accounts.by_email(name)
    if found is None:
        raise NotHeld(
            filled("no account {name} is held; list them with: probatum people list", name=repr(name[:80]))
        )
    return found


def change_roles(
    ws: Workspace,
    account: Account,
    *,
    roles: Sequence[Role],
    specialties: Sequence[str] | None = None,
    by: str,
    at: str,
) -> Account:
    """Give an account other roles and, where they are named, specialties.

    Raises ``NotAllowed`` for the last administrator's.
    """
    chosen = tuple(role for role in Role if role in roles) or (Role.READER,)
    changed = replace(account, roles=chosen)
    only: set[Part] = {"roles"}
    if specialties is not None:
        known = tuple(dict.fromkeys(shown.lower() for one in specialties if (shown := named(one))))
        changed = replace(changed, specialties=known)
        only.add("specialties")
    if changed == account:
        return account
    left = None if Role.ADMINISTRATOR in chosen else _unless_the_last(account)
    now = ws.accounts.change(changed, only, provided=left)
    said = {"roles": ", ".join(now.roles), "specialties": ", ".join(now.specialties)}
    tell(ws, "roles changed", account.id, by=by, at=at, **said)
    return now


def close(ws: Workspace, account: Account, *, by: str, at: str) -> Account:
    """Close an account: it is signed out, its tokens are gone, nothing new is done with it."""
    shut = replace(account, active=False)
    closed = ws.accounts.change(shut, {"active"}, provided=_unless_the_last(account))
    tell(ws, "closed", account.id, by=by, at=at)
    return closed


def reopen(ws: Workspace, account: Account, *, by: str, at: str) -> Account:
    """Open a closed account again."""
    opened = ws.accounts.change(replace(account, active=True), {"active"})
    tell(ws, "opened again", account.id, by=by, at=at)
    return opened


def rename(ws: Workspace, account: Account, *, name: str, email: str, password: str = "", at: str) -> Account:
    """Change what an account is called and its address, by which it signs in: for that the password is asked.

    Raises ``SignInFailed``, also where the account was closed meanwhile, ``AccountTaken`` and
    ``ReasonMissing``.
    """
    shown = named(name)
    if not shown:
        raise ReasonMissing("the name is missing; write it as it should stand beside your decisions")
    changed = replace(account, name=shown, email=checked_email(email))
    # Only what is new: an address that another browser changed since is not to come back, unasked for.
    parts: tuple[Part, ...] = ("name", "email")
    only = {part for part in parts if getattr(changed, part) != getattr(account, part)}
    if "email" in only:
        confirm(ws, account, password, at=at)
    if not only:
        return account
    now = ws.accounts.change(changed, only, provided=_while_open(account))
    if "name" in only:
        tell(ws, "renamed", account.id, by=account.id, at=at, name=shown)
    return now


def erase(ws: Workspace, account: Account, *, by: str, at: str) -> Account:
    """Close an account and remove its address, every credential, and its conversations.

    The name stays in what it signed.
    """
    if account.active:
        close(ws, account, by=by, at=at)
    bare = ws.accounts.erase(account.id, provided=_unless_the_last(account))
    Threads(ws.store.database).delete_all((f"account:{account.id}",))
    tell(ws, "address erased", account.id, by=by, at=at)
    return bare


def change_password(
    ws: Workspace, account: Account, session: SignedIn, *, old: str, new: str, at: str
) -> None:
    """Change one's own password, knowing the old one; every other session and every token is ended.

    Raises ``SignInFailed``, ``PasswordWeak``, and ``NotAllowed`` where the account has none.
    """
    held = ws.accounts.credentials(account.id).password
    if held is None:
        raise NotAllowed("this account has no password; ask an administrator for a link that sets one")
    confirm(ws, account, old, at=at)
    hash_ = kept(accepted(new, (account.email, account.name)))
    if not ws.accounts.renew_password(account.id, hash_, was=held, but=session.key):
        raise SignInFailed(_WRONG)  # it was set anew by a link meanwhile, or the account was closed
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
        raise SignInFailed(_WRONG)
    passed(ws, tried)


def _unless_the_last(account: Account) -> Condition:
    """Refuses while the account is the only administrator's.

    To be looked at when the change is made: of two administrators who close each other one is refused.
    """

    def look(held: Mapping[str, Account]) -> None:
        left = [one.id for one in held.values() if one.active and Role.ADMINISTRATOR in one.roles]
        if left == [account.id]:
            raise NotAllowed(
                filled("{name} is the only administrator; make another one first", name=account.name)
            )

    return look


def _while_open(account: Account) -> Condition:
    """Refuses once the account is closed: what was erased of it is not to come back."""

    def look(held: Mapping[str, Account]) -> None:
        if not held[account.id].active:
            raise SignInFailed(CLOSED)

    return look
