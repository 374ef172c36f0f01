"""Show: an article at one of its revisions, with where it stands now."""

from __future__ import annotations

from dataclasses import dataclass, field

from probatum.actions.dismiss import dismissed
from probatum.actions.review import review
from probatum.actions.standing import current
from probatum.records.article import Revision, Status
from probatum.records.dismissal import Dismissed
from probatum.render.contract import Reviewed
from probatum.review.status import Review
from probatum.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A revision and its status; ``latest`` is the hash of the revision of the same article that is shown to
    who names none.

    ``dismissed`` is what people have set aside of what the checks found; ``review`` says when and by whom it
    was reviewed.
    """

    revision: Revision
    status: Status
    latest: str
    dismissed: Dismissed = field(default_factory=Dismissed)
    review: Review = field(default_factory=lambda: Review(status=Status.UNREVIEWED))

    @property
    def reviewed(self) -> Reviewed:
        """The dates and names of its review as the public form has them."""
        return reviewed_of(self.review)


def show(ws: Workspace, article: str, revision: str | None = None) -> Shown:
    """An article at ``revision`` (a hash, or an unambiguous beginning of one), else at the one for readers:
    the published one, else the one before the board, else the newest.

    Raises ``NotHeld`` where there is no such article or revision.
    """
    now = current(ws, article)
    wanted = ws.store.revision(article, revision) if revision else now
    told = review(ws, wanted)
    return Shown(
        revision=wanted,
        status=told.status,
        latest=now.hash,
        dismissed=dismissed(ws, wanted),
        review=told,
    )


def reviewed_of(told: Review) -> Reviewed:
    """The dates and names of a review as the public form has them."""
    return Reviewed(
        at=told.reviewed or None,
        again_at=told.next_review or None,
        by=told.reviewers,
        again=told.again,
    )


def status_of(ws: Workspace, revision: Revision) -> Status:
    """Where a revision stands now: computed from the trail, the policies and what became of its sources."""
    return review(ws, revision).status
