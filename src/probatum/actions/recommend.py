"""Recommend: an assigned reviewer says what the board should do. Reviewers recommend, editors decide."""

from __future__ import annotations

from collections.abc import Iterable

from probatum.actions.enact import enact
from probatum.records.account import Account
from probatum.records.event import Event
from probatum.records.review import Act, Comment, Recommendation
from probatum.workspace import Workspace


def recommend(
    ws: Workspace,
    article: str,
    recommendation: Recommendation,
    *,
    by: Account,
    at: str,
    revision: str | None = None,
    reason: str = "",
    comments: Iterable[Comment] = (),
) -> Event:
    """Recommend what to do with a revision, with remarks on it or on its statements.

    It takes the place of what the person recommended on this revision before. Gives the event. Raises
    ``NotHeld``; ``NotEligible`` where they are not assigned, have not disclosed, or may not judge it;
    ``Superseded`` and ``OutOfOrder``.
    """
    return enact(
        ws,
        article,
        Act.RECOMMEND,
        by=by,
        at=at,
        revision=revision,
        reason=reason,
        recommendation=recommendation,
        comments=tuple(comments),
    )
