"""Disclose: somebody says which interests they have, or that they have none (ICMJE Disclosure Form, 2021)."""

from __future__ import annotations

from collections.abc import Iterable

from probatum.actions.enact import enact
from probatum.records.account import Account
from probatum.records.event import Event
from probatum.records.review import Act, Disclosure
from probatum.workspace import Workspace


def disclose(
    ws: Workspace,
    article: str,
    disclosures: Iterable[Disclosure],
    *,
    by: Account,
    at: str,
    revision: str | None = None,
    reason: str = "",
) -> Event:
    """Disclose all interests that bear on an article; with none, that there is none to disclose.

    What is disclosed takes the place of what the person disclosed on this article before. Gives the event.
    Raises ``NotHeld``, ``NotEligible`` and ``OutOfOrder``.
    """
    told = tuple(disclosures)
    return enact(ws, article, Act.DISCLOSE, by=by, at=at, revision=revision, reason=reason, disclosures=told)
