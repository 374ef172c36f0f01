"""Show: an article at one of its revisions, with where it stands now."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from probatum.actions.dismiss import dismissed
from probatum.actions.review import dossier, review, review_in
from probatum.actions.standing import decided_on
from probatum.records.article import Revision, Status
from probatum.records.dismissal import Dismissed
from probatum.render.contract import Reviewed
from probatum.review.current import current
from probatum.review.diff import signed_off
from probatum.review.status import Review
from probatum.review.superseded import since_current
from probatum.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A revision and its status; ``latest`` is the hash of the revision of the same article that is shown to
    who names none.

    ``dismissed`` is what people have set aside of what the checks found; ``review`` says when and by whom it
    was reviewed, ``signed_off`` who approved statements that stood unchanged in an earlier revision, and
    ``drafts`` are the hashes of the revisions that are newer than ``latest``. ``at`` is when it is shown.
    """

    revision: Revision
    status: Status
    latest: str
    dismissed: Dismissed = field(default_factory=Dismissed)
    review: Review = field(default_factory=lambda: Review(status=Status.UNREVIEWED))
    signed_off: tuple[tuple[str, tuple[str, ...]], ...] = ()
    drafts: tuple[str, ...] = ()
    at: str = ""

    @property
    def reviewed(self) -> Reviewed:
        """The dates and names of its review as the public form has them."""
        due = self.review.next_review
        return Reviewed(
            at=self.review.reviewed or None,
            again_at=due or None,
            by=self.review.reviewers,
            again=self.review.again,
            overdue=bool(due) and due < self.at[:10],
            signed_off=self.signed_off,
            drafts=self.drafts,
        )


def show(ws: Workspace, article: str, revision: str | None = None, *, at: str = "") -> Shown:
    """An article at ``revision`` (a hash, or an unambiguous beginning of one), else at the one for readers:
    the published one, else the one before the board, else the newest.

    ``at`` is the time of day (RFC 3339), by which its next review can be overdue. Raises ``NotHeld`` where
    there is no such article or revision.
    """
    if not decided_on(ws, article):
        newest = ws.store.revision(article)
        wanted = ws.store.revision(article, revision) if revision else newest
        told = Review(status=Status.UNREVIEWED)
        return _shown(ws, wanted, newest, told, at)
    held = dossier(ws, article)
    board = held.played.board
    now = current(held.paper, board)
    wanted = ws.store.revision(article, revision) if revision else now
    approved = (
        (one, tuple(made.by.name for made in board.of(name).approved))
        for name, one in held.paper.revisions.items()
        if name != wanted.hash and board.of(name).approved
    )
    return replace(
        _shown(ws, wanted, now, review_in(ws, held, wanted), at),
        signed_off=signed_off(wanted, approved),
        drafts=since_current(held.paper, board),
    )


def _shown(ws: Workspace, wanted: Revision, now: Revision, told: Review, at: str) -> Shown:
    return Shown(
        revision=wanted,
        status=told.status,
        latest=now.hash,
        dismissed=dismissed(ws, wanted),
        review=told,
        at=at,
    )


def status_of(ws: Workspace, revision: Revision) -> Status:
    """Where a revision stands now: computed from the trail, the policies and what became of its sources."""
    return review(ws, revision).status
