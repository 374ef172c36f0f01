"""Which revision of an article is the one to show."""

from __future__ import annotations

from probatum.records.article import Revision, Status
from probatum.review.board import Board, Paper

#: Where a revision stands while the board has it.
_IN_HAND = frozenset({Status.SUBMITTED, Status.UNDER_REVIEW, Status.RETURNED, Status.APPROVED})


def in_hand(paper: Paper, board: Board) -> tuple[str, ...]:
    """The revisions in the board's hands, newest first.

    What an older one still waited for is past once a newer one was published, whatever became of that.
    """
    names = tuple(paper.revisions)
    out = next((place for place, name in enumerate(names) if _was_out(name, board)), len(names))
    return tuple(name for name in names[: out + 1] if board.of(name).status in _IN_HAND)


def _was_out(name: str, board: Board) -> bool:
    # One that was rejected is retired too, and was never approved: a later draft takes its place.
    now = board.of(name)
    return name == board.live or (now.status is Status.RETIRED and bool(now.approved_at))


def current(paper: Paper, board: Board) -> Revision:
    """The revision that readers are shown: the published (or suspended) one, else the newest that the board
    has in hand, else one that was published and is retired, else the newest.

    ``paper`` has its revisions newest first. What was once published is never followed silently by a draft.
    """
    if board.live in paper.revisions:
        return paper.revisions[board.live or ""]
    retired = [name for name in paper.revisions if _was_out(name, board)]
    return paper.revisions[next(iter([*in_hand(paper, board), *retired, *paper.revisions]))]
