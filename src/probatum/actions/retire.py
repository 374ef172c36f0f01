"""Retire: an editor takes an article out of use, saying why. It stays readable."""

from __future__ import annotations

from probatum.actions.enact import enact
from probatum.records.account import Account
from probatum.records.event import Event
from probatum.records.review import Act
from probatum.workspace import Workspace


def retire(
    ws: Workspace, article: str, *, by: Account, at: str, reason: str, revision: str | None = None
) -> Event:
    """Retire a revision; nothing more can be done to it.

    Gives the event. Raises ``NotHeld``, ``NotEligible``, ``Superseded`` and ``OutOfOrder``.
    """
    return enact(ws, article, Act.RETIRE, by=by, at=at, revision=revision, reason=reason)
