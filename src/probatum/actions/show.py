"""Show: an article at one of its revisions, with where it stands now."""

from __future__ import annotations

from dataclasses import dataclass, field

from probatum.actions.dismiss import dismissed
from probatum.actions.review import review
from probatum.records.article import Revision, Status
from probatum.records.dismissal import Dismissed
from probatum.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A revision and its status; ``latest`` is the hash of the newest revision of the same article.

    ``dismissed`` is what people have set aside of what the checks found.
    """

    revision: Revision
    status: Status
    latest: str
    dismissed: Dismissed = field(default_factory=Dismissed)


def show(ws: Workspace, article: str, revision: str | None = None) -> Shown:
    """An article at ``revision`` (a hash, or an unambiguous beginning of one), else at its newest.

    Raises ``NotHeld`` where there is no such article or revision.
    """
    newest = ws.store.revision(article)
    wanted = ws.store.revision(article, revision) if revision else newest
    return Shown(
        revision=wanted,
        status=status_of(ws, wanted),
        latest=newest.hash,
        dismissed=dismissed(ws, wanted),
    )


def status_of(ws: Workspace, revision: Revision) -> Status:
    """Where a revision stands now: computed from the trail, the policies and what became of its sources."""
    return review(ws, revision).status
