"""Join: an invitation becomes an account, or an account gets a new password by a link."""

from __future__ import annotations

from probatum.actions.people.attempts import clear
from probatum.actions.people.invite import checked_email, invitation, named, spent
from probatum.actions.people.passwords import accepted, kept
from probatum.actions.people.secrets import hashed, new_id
from probatum.actions.people.told import tell
from probatum.errors import AccountTaken, ReasonMissing
from probatum.records.account import Account
from probatum.workspace import Workspace


def join(ws: Workspace, link: str, *, email: str, name: str, password: str, at: str) -> Account:
    """Make the account of an invitation; the link is used up. The address of the invitation, where it names
    one, is the account's.

    Raises ``LinkSpent``, ``AccountTaken``, ``PasswordWeak``, and ``ReasonMissing`` without name or address.
    """
    open_ = invitation(ws, link, at=at)
    if open_.account is not None:
        raise spent()
    address = open_.email or checked_email(email)
    shown = named(name) or open_.name
    if not shown:
        raise ReasonMissing("the name is missing; write it as it should stand beside your decisions")
    accepted(password, (address, shown))
    if ws.accounts.by_email(address) is not None:
        raise AccountTaken("this e-mail address has an account already; sign in, or use another address")
    hash_ = kept(password)
    taken = ws.accounts.take_invitation(hashed(link))
    if taken is None:  # somebody else came with the same link at the same moment
        raise spent()
    made = Account(
        id=new_id("p"), name=shown, email=address, roles=taken.roles, specialties=taken.specialties
    )
    ws.accounts.add(made, password=hash_)
    tell(ws, "joined", made.id, by=made.id, at=at, name=shown, roles=", ".join(made.roles))
    return made


def set_anew(ws: Workspace, link: str, *, password: str, at: str) -> Account:
    """Give the account of a link a new password, and sign it out everywhere.

    Its tokens are gone too, as whoever knew the old password could have made some. The link is used up.

    Raises ``LinkSpent``, also where the account was closed meanwhile, and ``PasswordWeak``.
    """
    open_ = invitation(ws, link, at=at)
    account = ws.accounts.account(open_.account) if open_.account else None
    if account is None or not account.active:
        raise spent()
    accepted(password, (account.email, account.name))
    hash_ = kept(password)
    if ws.accounts.take_invitation(hashed(link)) is None:
        raise spent()
    if not ws.accounts.renew_password(account.id, hash_):
        raise spent()
    clear(ws, account)
    tell(ws, "password set anew by link", account.id, by=account.id, at=at)
    return account
