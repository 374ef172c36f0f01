"""Submit: hand a revision in, to come before the board."""

from __future__ import annotations

from probatum.actions.enact import enact
from probatum.records.account import Account
from probatum.records.event import Event
from probatum.records.review import Act
from probatum.workspace import Workspace


def submit(
    ws: Workspace, article: str, *, by: Account, at: str, revision: str | None = None, reason: str = ""
) -> Event:
    """Submit a revision: the one that people edited last, else the newest.

    Whoever submits counts as an author from then on. Gives the event. Raises ``NotHeld``, ``NotEligible``,
    ``Superseded`` and ``OutOfOrder``.
    """
    return enact(ws, article, Act.SUBMIT, by=by, at=at, revision=revision, reason=reason)
