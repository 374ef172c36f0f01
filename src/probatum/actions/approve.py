"""Approve: an editor finds that the approvals which the policy asks for are there."""

from __future__ import annotations

from probatum.actions.enact import enact
from probatum.records.account import Account
from probatum.records.event import Event
from probatum.records.review import Act
from probatum.workspace import Workspace


def approve(
    ws: Workspace, article: str, *, by: Account, at: str, revision: str | None = None, reason: str = ""
) -> Event:
    """Approve a revision that is under review.

    Gives the event. Raises ``NotHeld``, ``NotEligible``, ``Superseded`` and ``OutOfOrder``.
    """
    return enact(ws, article, Act.APPROVE, by=by, at=at, revision=revision, reason=reason)
