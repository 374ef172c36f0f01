"""The board as the public sees it: who may review and decide, and what they have disclosed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from probatum.actions.remembered import whole_trail
from probatum.language.interface import N_
from probatum.records.account import Account
from probatum.records.event import Event
from probatum.records.review import Act, Decision, Disclosure, Person, Role, is_decision
from probatum.workspace import Workspace

#: Roles that are public. Whoever is given one is told so; nothing but what a member shows is ever shown.
PUBLIC_ROLES = (Role.EDITOR, Role.REVIEWER)

#: What somebody is told who is given one of these roles.
JOINING = N_(
    "Reviewers and editors are named on the public page of the board, with their role, their specialties and "
    "the interests that they disclose. Nothing else of an account is shown there, and no address."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody on the board. ``disclosed`` is when they last disclosed (RFC 3339; empty: never)."""

    name: str
    roles: tuple[Role, ...]
    specialties: tuple[str, ...]
    interests: tuple[Disclosure, ...] = ()
    disclosed: str = ""


def members(ws: Workspace, accounts: Iterable[Account] | None) -> tuple[Member, ...]:
    """The members of the board, editors first, then by name.

    ``accounts`` are those of the installation; one that is closed, or has no role on the board, is left out.
    Without accounts (None) the members are those who have decided something, with their roles of that day.
    """
    decisions = tuple(_decisions(whole_trail(ws)))
    if accounts is None:
        people = tuple({one.by.id: one.by for one in decisions}.values())
    else:
        people = tuple(one.person for one in accounts if one.active)
    disclosed = {one.by.id: one for one in decisions if one.act is Act.DISCLOSE}
    found = [_member(person, disclosed.get(person.id)) for person in people if _on_board(person)]
    return tuple(sorted(found, key=lambda one: (Role.EDITOR not in one.roles, one.name.casefold())))


def _decisions(events: Iterable[Event]) -> Iterable[Decision]:
    for event in events:
        if is_decision(event):
            try:
                yield Decision.told(event)
            except ValueError:
                continue


def _on_board(person: Person) -> bool:
    return not set(PUBLIC_ROLES).isdisjoint(person.roles)


def _member(person: Person, last: Decision | None) -> Member:
    return Member(
        name=person.name,
        roles=tuple(role for role in PUBLIC_ROLES if role in person.roles),
        specialties=person.specialties,
        interests=last.disclosures if last else (),
        disclosed=last.at if last else "",
    )
