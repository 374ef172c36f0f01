"""Suspend: an editor warns readers off what is out, saying why and what makes it doubtful."""

from __future__ import annotations

from probatum.actions.enact import enact
from probatum.records.account import Account
from probatum.records.event import Event
from probatum.records.review import Act
from probatum.workspace import Workspace


def suspend(
    ws: Workspace,
    article: str,
    *,
    by: Account,
    at: str,
    reason: str,
    source: str = "",
    revision: str | None = None,
) -> Event:
    """Suspend the revision that is out. ``source`` is the work for which it is done (its id here), such as
    one that was retracted; the revision must cite it, and the reason names it.

    What rests on a work that is known here as retracted is suspended without anybody's doing. Gives the
    event. Raises ``NotHeld``, ``NotEligible`` and ``OutOfOrder``.
    """
    told = reason
    if source and reason.strip():
        told = f"{reason.strip()} ({ws.store.source(source).label}; {source})"
    return enact(ws, article, Act.SUSPEND, by=by, at=at, revision=revision, reason=told)
