"""Which revision of an article is the one to show."""

from __future__ import annotations

from probatum.records.article import Revision, Status
from probatum.review.board import Board, Paper

#: Where a revision stands while the board has it.
_IN_HAND = frozenset({Status.SUBMITTED, Status.UNDER_REVIEW, Status.RETURNED, Status.APPROVED})


def current(paper: Paper, board: Board) -> Revision:
    """The revision that readers are shown: the published (or suspended) one, else the newest that the board
    has in hand, else one that was published and is retired, else the newest.

    ``paper`` has its revisions newest first. What was once published is never followed silently by a draft.
    """
    if board.live in paper.revisions:
        return paper.revisions[board.live or ""]
    standings = {name: board.of(name) for name in paper.revisions}
    in_hand = [name for name, one in standings.items() if one.status in _IN_HAND]
    # One that was rejected is retired too, and was never approved: a later draft takes its place.
    retired = [name for name, one in standings.items() if one.status is Status.RETIRED and one.approved_at]
    return paper.revisions[next(iter([*in_hand, *retired, *paper.revisions]))]
