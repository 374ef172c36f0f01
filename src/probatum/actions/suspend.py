"""Suspend: an editor warns readers off what is out, saying why and what makes it doubtful."""

from __future__ import annotations

from probatum.actions.enact import enact
from probatum.actions.standing import current
from probatum.errors import NotHeld
from probatum.language.interface import filled
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
    event. Raises ``NotHeld``, also for a work that is not cited, ``NotEligible`` and ``OutOfOrder``.
    """
    told = f"{reason.strip()} ({_cited(ws, article, source, revision)})" if source else reason
    return enact(ws, article, Act.SUSPEND, by=by, at=at, revision=revision, reason=told)


def _cited(ws: Workspace, article: str, source: str, revision: str | None) -> str:
    """A work that the revision cites, as the reason names it. Raises ``NotHeld``."""
    out = ws.store.revision(article, revision) if revision else current(ws, article)
    if all(one.source != source for claim in out.claims for one in claim.citations):
        raise NotHeld(
            filled(
                "{article} does not cite {source}; name one of the works in its reference list",
                article=out.article,
                source=source,
            )
        )
    return f"{ws.store.source(source).label}; {source}"
