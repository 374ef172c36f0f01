"""Decline: an assigned reviewer gives the review back, and what they recommended with it."""

from __future__ import annotations

from probatum.actions.enact import enact
from probatum.records.account import Account
from probatum.records.event import Event
from probatum.records.review import Act
from probatum.workspace import Workspace


def decline(
    ws: Workspace, article: str, *, by: Account, at: str, revision: str | None = None, reason: str = ""
) -> Event:
    """Decline an assignment, also one that was accepted.

    Gives the event. Raises ``NotHeld``, ``NotEligible``, ``Superseded`` and ``OutOfOrder``.
    """
    return enact(ws, article, Act.DECLINE, by=by, at=at, revision=revision, reason=reason)
