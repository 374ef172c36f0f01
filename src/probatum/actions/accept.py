"""Accept: an assigned reviewer takes the review on."""

from __future__ import annotations

from probatum.actions.enact import enact
from probatum.records.account import Account
from probatum.records.event import Event
from probatum.records.review import Act
from probatum.workspace import Workspace


def accept(
    ws: Workspace, article: str, *, by: Account, at: str, revision: str | None = None, reason: str = ""
) -> Event:
    """Accept an assignment; from the first on the revision is under review.

    Gives the event. Raises ``NotHeld``, ``NotEligible``, ``Superseded`` and ``OutOfOrder``.
    """
    return enact(ws, article, Act.ACCEPT, by=by, at=at, revision=revision, reason=reason)
