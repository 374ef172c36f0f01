"""Standing: which revision of an article is the one to show, and what has been drafted since."""

from __future__ import annotations

from probatum.actions.review import dossier
from probatum.records.article import Revision
from probatum.records.review import is_decision
from probatum.review.current import current as shown
from probatum.review.superseded import since_current
from probatum.workspace import Workspace


def current(ws: Workspace, article: str) -> Revision:
    """The revision for readers: the published one, else the newest in the board's hands, else the newest.

    Raises ``NotHeld``.
    """
    if not decided_on(ws, article):
        return ws.store.revision(article)
    held = dossier(ws, article)
    return shown(held.paper, held.played.board)


def drafts(ws: Workspace, article: str) -> tuple[Revision, ...]:
    """The revisions that are newer than the current one, newest first. Raises ``NotHeld``."""
    if not decided_on(ws, article):
        return ()
    held = dossier(ws, article)
    return tuple(held.paper.revisions[name] for name in since_current(held.paper, held.played.board))


def decided_on(ws: Workspace, article: str) -> bool:
    """Whether the board has decided anything on an article."""
    return any(is_decision(event) for event in ws.store.events(article))
