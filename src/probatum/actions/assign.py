"""Assign: an editor asks a reviewer for their judgement."""

from __future__ import annotations

from probatum.actions.enact import enact
from probatum.errors import NotEligible
from probatum.language.interface import filled
from probatum.records.account import Account
from probatum.records.event import Event
from probatum.records.review import Act
from probatum.workspace import Workspace


def assign(
    ws: Workspace,
    article: str,
    to: Account,
    *,
    by: Account,
    at: str,
    revision: str | None = None,
    reason: str = "",
) -> Event:
    """Assign ``to`` as a reviewer of a revision.

    Gives the event. Raises ``NotHeld``; ``NotEligible`` where they may not judge it (they wrote it, or have
    disclosed an interest that conflicts), or their account is closed; ``Superseded`` and ``OutOfOrder``.
    """
    if not to.active:
        raise NotEligible(filled("the account of {name} is closed; choose somebody else", name=to.name))
    return enact(ws, article, Act.ASSIGN, by=by, at=at, revision=revision, reason=reason, to=to.person)
