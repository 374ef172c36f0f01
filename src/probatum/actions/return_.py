"""Return: an editor sends a revision back to its authors, saying why."""

from __future__ import annotations

from probatum.actions.enact import enact
from probatum.records.account import Account
from probatum.records.event import Event
from probatum.records.review import Act
from probatum.workspace import Workspace


def return_(
    ws: Workspace, article: str, *, by: Account, at: str, reason: str, revision: str | None = None
) -> Event:
    """Return a revision: it is not submitted again, the edited one is.

    Gives the event. Raises ``NotHeld``, ``NotEligible``, ``Superseded`` and ``OutOfOrder``.
    """
    return enact(ws, article, Act.RETURN, by=by, at=at, revision=revision, reason=reason)
