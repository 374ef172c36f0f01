"""Resume: an editor lifts a suspension, saying why."""

from __future__ import annotations

from probatum.actions.enact import enact
from probatum.records.account import Account
from probatum.records.event import Event
from probatum.records.review import Act
from probatum.workspace import Workspace


def resume(
    ws: Workspace, article: str, *, by: Account, at: str, reason: str, revision: str | None = None
) -> Event:
    """Bring a suspended revision back to what it was.

    Gives the event. Raises ``NotHeld``, ``NotEligible``, ``Superseded`` and ``OutOfOrder``.
    """
    return enact(ws, article, Act.RESUME, by=by, at=at, revision=revision, reason=reason)
