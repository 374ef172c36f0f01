"""Answer: an author or an editor answers a remark."""

from __future__ import annotations

from probatum.actions.enact import enact
from probatum.records.account import Account
from probatum.records.event import Event
from probatum.records.review import Act, Comment, Decision, is_decision
from probatum.workspace import Workspace


def answer(
    ws: Workspace,
    article: str,
    answers: str,
    *comments: Comment,
    by: Account,
    at: str,
    revision: str | None = None,
) -> Event:
    """Answer the remarks of the event with the hash ``answers`` (a comment, a recommendation or an answer).

    Without ``revision`` it is an answer on the revision on which the remark was made. Gives the event.
    Raises ``NotHeld``, ``NotEligible`` and ``OutOfOrder``.
    """
    where = revision or remarked_on(ws, article, answers)
    return enact(ws, article, Act.ANSWER, by=by, at=at, revision=where, answers=answers, comments=comments)


def remarked_on(ws: Workspace, article: str, event: str) -> str | None:
    """The revision to which the event with the hash ``event`` belongs; None where there is no such event."""
    told = (one for one in ws.store.events(article) if is_decision(one) and one.hash == event)
    return next((Decision.told(one).revision for one in told), None)
