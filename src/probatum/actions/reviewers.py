"""Reviewers: who could be assigned to a review."""

from __future__ import annotations

from probatum.records.account import Account
from probatum.records.review import Decision, Person, Role, is_decision
from probatum.workspace import Workspace


def reviewers(ws: Workspace) -> tuple[Account, ...]:
    """Everybody who has the role of a reviewer, by name."""
    found: dict[str, Person] = {}
    for event in ws.store.events():
        if is_decision(event):
            decision = Decision.told(event)
            found |= {one.id: one for one in (decision.by, decision.to) if one}
    people = [
        Account(id=one.id, name=one.name, email="", roles=one.roles, specialties=one.specialties)
        for one in found.values()
        if Role.REVIEWER in one.roles
    ]
    return tuple(sorted(people, key=lambda one: (one.name.casefold(), one.id)))
