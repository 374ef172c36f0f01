"""Invite: links with which somebody joins, or sets a new password."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from probatum.actions.clock import seconds
from probatum.actions.people.secrets import hashed, new_id, secret
from probatum.actions.people.told import tell
from probatum.errors import AccountTaken, LinkSpent, NotHeld, ReasonMissing
from probatum.language.interface import filled
from probatum.records.account import Account, Invitation
from probatum.records.review import Role
from probatum.store.accounts import folded
from probatum.workspace import Workspace

#: How long a link is good, in seconds: a week, and for a new password a day.
WEEK, DAY = 7 * 24 * 3600, 24 * 3600

LONGEST_NAME = 120
_EMAIL = re.compile(r"[^\s\x00-\x1f\x7f?@<>\"',;:\\]{1,64}@[^\s\x00-\x1f\x7f?@<>\"',;:\\]{1,190}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """An invitation with the secret that makes its link; it is told this once."""

    invitation: Invitation
    secret: str


def invite(
    ws: Workspace,
    *,
    email: str = "",
    name: str = "",
    roles: Sequence[Role] = (Role.READER,),
    specialties: Sequence[str] = (),
    by: str,
    at: str,
) -> Invited:
    """Make a link with which somebody joins under these roles. It is good for a week and for one person.

    An earlier one to the same address is replaced. Raises ``AccountTaken`` where the address has an account,
    and ``ReasonMissing`` for what is no address.
    """
    address = checked_email(email) if email else ""
    if address and ws.accounts.by_email(address) is not None:
        raise AccountTaken("this e-mail address has an account already; change its roles instead")
    made = Invitation(
        id=new_id("i"),
        email=address,
        name=named(name),
        roles=tuple(dict.fromkeys(roles)) or (Role.READER,),
        specialties=_lines(specialties),
        made=seconds(at),
        expires=seconds(at) + WEEK,
    )
    said = secret()
    ws.accounts.invite(hashed(said), made)
    tell(ws, "invited", made.id, by=by, at=at, roles=", ".join(made.roles))
    return Invited(invitation=made, secret=said)


def invite_back(ws: Workspace, account: Account, *, by: str, at: str) -> Invited:
    """Make a link with which an account gets a new password. It is good for a day."""
    made = Invitation(
        id=new_id("i"), account=account.id, name=account.name, made=seconds(at), expires=seconds(at) + DAY
    )
    said = secret()
    ws.accounts.invite(hashed(said), made)
    tell(ws, "link for a new password made", account.id, by=by, at=at)
    return Invited(invitation=made, secret=said)


def withdraw(ws: Workspace, invitation: str, *, by: str, at: str) -> None:
    """Make a link useless. Raises ``NotHeld``."""
    if not ws.accounts.withdraw(invitation):
        raise NotHeld(
            filled(
                "no invitation {invitation} is open; list them with: probatum people list",
                invitation=repr(invitation),
            )
        )
    tell(ws, "invitation withdrawn", invitation, by=by, at=at)


def invitation(ws: Workspace, said: str, *, at: str) -> Invitation:
    """The invitation of a link. Raises ``LinkSpent``."""
    found = ws.accounts.invitation(hashed(said))
    if found is None or found.expires <= seconds(at):
        raise spent()
    return found


def spent() -> LinkSpent:
    """The refusal of a link that is no good any more."""
    return LinkSpent("this link was used already, withdrawn, or is over; ask for a new one")


def checked_email(email: str) -> str:
    """An address as it is kept. Raises ``ReasonMissing`` for what is none."""
    address = folded(email)
    if not _EMAIL.fullmatch(address):
        raise ReasonMissing(
            filled("{address} is no e-mail address; write it as name@example.org", address=repr(address[:80]))
        )
    return address


def named(name: str) -> str:
    """A name as it is shown: on one line, not longer than :data:`LONGEST_NAME`. Raises ``ReasonMissing``."""
    shown = " ".join("".join(mark if mark.isprintable() else " " for mark in name).split())
    if len(shown) > LONGEST_NAME:
        raise ReasonMissing(
            filled(
                "the name has {number} characters; use at most {longest_name}",
                number=len(shown),
                longest_name=LONGEST_NAME,
            )
        )
    return shown


def _lines(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(shown for word in words if (shown := named(word).lower())))
