"""Comment: somebody of the board remarks on a revision, a statement, or a span of one."""

from __future__ import annotations

from probatum.actions.enact import enact
from probatum.records.account import Account
from probatum.records.event import Event
from probatum.records.review import Act, Comment
from probatum.workspace import Workspace


def comment(
    ws: Workspace, article: str, *comments: Comment, by: Account, at: str, revision: str | None = None
) -> Event:
    """Comment on a revision. A comment with ``claim`` is on that statement, with ``start`` and ``end`` on a
    span of it (characters).

    Gives the event, whose hash :func:`~probatum.actions.answer.answer` takes. Raises ``NotHeld``,
    ``NotEligible``, ``Superseded`` and ``OutOfOrder``.
    """
    return enact(ws, article, Act.COMMENT, by=by, at=at, revision=revision, comments=comments)
