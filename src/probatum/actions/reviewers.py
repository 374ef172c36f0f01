"""Reviewers: who could be assigned to a review, and what people are called."""

from __future__ import annotations

from collections.abc import Mapping

from probatum.records.account import Account
from probatum.records.review import Role
from probatum.workspace import Workspace


def reviewers(ws: Workspace) -> tuple[Account, ...]:
    """Every open account with the role of a reviewer, by name."""
    return tuple(one for one in ws.accounts.all() if one.active and Role.REVIEWER in one.roles)


def names_of(ws: Workspace) -> Mapping[str, str]:
    """What each account is called, by its id."""
    return {one.id: one.name for one in ws.accounts.all()}
