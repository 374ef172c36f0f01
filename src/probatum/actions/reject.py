"""Reject: an editor ends the review of a revision for good, saying why."""

from __future__ import annotations

from probatum.actions.enact import enact
from probatum.records.account import Account
from probatum.records.event import Event
from probatum.records.review import Act
from probatum.workspace import Workspace


def reject(
    ws: Workspace, article: str, *, by: Account, at: str, reason: str, revision: str | None = None
) -> Event:
    """Reject a revision; nothing more can be done to it.

    Gives the event. Raises ``NotHeld``, ``NotEligible``, ``Superseded`` and ``OutOfOrder``.
    """
    return enact(ws, article, Act.REJECT, by=by, at=at, revision=revision, reason=reason)
