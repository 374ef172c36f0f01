"""Publish: an editor puts an approved revision before readers."""

from __future__ import annotations

from probatum.actions.enact import enact
from probatum.records.account import Account
from probatum.records.event import Event
from probatum.records.review import Act
from probatum.workspace import Workspace


def publish(
    ws: Workspace, article: str, *, by: Account, at: str, revision: str | None = None, reason: str = ""
) -> Event:
    """Publish an approved revision of an article of which no other is out.

    Gives the event. Raises ``NotHeld``, ``NotEligible``, ``Superseded`` and ``OutOfOrder``.
    """
    return enact(ws, article, Act.PUBLISH, by=by, at=at, revision=revision, reason=reason)
