"""Which doors are open to whom. What may be decided on a revision is said in ``decisions``, not here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from probatum.records.account import Scope
from probatum.records.review import Role


class Permission(StrEnum):
    """One thing that a door offers."""

    READ = "read"
    ASK = "ask"
    AUDIT = "audit"
    REPORT = "report an error"
    SIGN_IN = "sign in"
    ACCOUNT = "see to one's own account"
    DISMISS = "dismiss a finding"
    WRITE = "write and edit"
    SUBMIT = "submit"
    DESK = "see the desk"
    REVIEW = "review"
    DECIDE = "decide"
    ADMINISTER = "administer people"


#: What is open to all, signed in or not.
ANYBODY = frozenset(
    {Permission.READ, Permission.ASK, Permission.AUDIT, Permission.REPORT, Permission.SIGN_IN}
)
_SIGNED_IN = ANYBODY | {Permission.ACCOUNT}
_AUTHOR = _SIGNED_IN | {Permission.DISMISS, Permission.WRITE, Permission.SUBMIT, Permission.DESK}
_REVIEWER = _SIGNED_IN | {Permission.DISMISS, Permission.DESK, Permission.REVIEW}

#: What each role may do (docs/security.md shows it as a table); ``None`` is somebody who has not signed in.
MAY: Mapping[Role | None, frozenset[Permission]] = {
    None: ANYBODY,
    Role.READER: _SIGNED_IN,
    Role.AUTHOR: _AUTHOR,
    Role.REVIEWER: _REVIEWER,
    Role.EDITOR: _AUTHOR | _REVIEWER | {Permission.DECIDE},
    Role.ADMINISTRATOR: _SIGNED_IN | {Permission.DESK, Permission.ADMINISTER},
}

#: What a token must be good for, beside what its owner may do.
_SCOPE: Mapping[Permission, Scope] = {
    Permission.DISMISS: Scope.WRITE,
    Permission.WRITE: Scope.WRITE,
    Permission.SUBMIT: Scope.WRITE,
    Permission.REVIEW: Scope.REVIEW,
    Permission.DECIDE: Scope.REVIEW,
    Permission.ADMINISTER: Scope.ADMINISTER,
}


def may(roles: Iterable[Role], permission: Permission) -> bool:
    """Whether somebody with these roles may do it; without any role they count as not signed in."""
    held = tuple(roles)
    return any(permission in MAY[role] for role in held or (None,))


def scope_for(permission: Permission) -> Scope | None:
    """Which scope a token must have for it; None where no token is enough.

    A token does not see to the account that made it: it could make others that are good for more.
    """
    return None if permission is Permission.ACCOUNT else _SCOPE.get(permission, Scope.READ)
