"""Correct: an editor puts an approved revision in the place of the one that is out, saying why."""

from __future__ import annotations

from probatum.actions.enact import enact
from probatum.records.account import Account
from probatum.records.event import Event
from probatum.records.review import Act
from probatum.workspace import Workspace


def correct(
    ws: Workspace, article: str, *, by: Account, at: str, reason: str, revision: str | None = None
) -> Event:
    """Publish an approved revision as the correction of the one that is out, which is retired.

    Gives the event. Raises ``NotHeld``, ``NotEligible``, ``Superseded`` and ``OutOfOrder``.
    """
    return enact(ws, article, Act.CORRECT, by=by, at=at, revision=revision, reason=reason)
