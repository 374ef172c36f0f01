"""On which revision a decision lands, and when a newer one has taken its place."""

from __future__ import annotations

from probatum.records.article import Status
from probatum.records.review import Act
from probatum.review.board import Board, Paper
from probatum.review.current import current, in_hand

#: What goes to the revision that is out.
_OF_WHAT_IS_OUT = frozenset({Act.SUSPEND, Act.RESUME, Act.RETIRE, Act.REVIEW_AGAIN})

#: What takes nothing further, so that it is open also where a newer revision has come.
_HARMLESS = frozenset({Act.DECLINE, Act.DISCLOSE, Act.ANSWER, Act.RETURN, Act.REJECT}) | _OF_WHAT_IS_OUT


def meant(act: Act, paper: Paper, board: Board) -> str:
    """The revision that somebody means who names none.

    To submit: the newest that people made since the current one, else the newest. What is out for what is
    done to that. Else the newest in the board's hands, or the current one.
    """
    if act is Act.SUBMIT:
        return _to_submit(paper, board)[0]
    held = current(paper, board).hash
    if act in _OF_WHAT_IS_OUT:
        return board.live or held
    return next(iter(in_hand(paper, board)), held)


def _to_submit(paper: Paper, board: Board) -> tuple[str, ...]:
    """The revisions that can come before the board: what people made before what the program did."""
    newer = since_current(paper, board)
    newest = next(iter(paper.revisions))
    return (*[name for name in newer if name in paper.edited][:1], newest)


def since_current(paper: Paper, board: Board) -> tuple[str, ...]:
    """The revisions that are newer than the current one, newest first."""
    held = current(paper, board).hash
    names = tuple(paper.revisions)
    return names[: names.index(held)]


def superseded(act: Act, revision: str, paper: Paper, board: Board) -> str:
    """The newer revision that stands where ``revision`` did for this act; empty where none does.

    What the program drafts meanwhile takes the place of nothing that the board has in hand; what a person
    makes of it does, and so does another revision that was submitted.
    """
    if act in _HARMLESS or revision not in paper.revisions:
        return ""
    if act is Act.SUBMIT:
        open_ = _to_submit(paper, board)
        return "" if revision in open_ else open_[0]
    return followed_by(revision, paper, board)


def followed_by(revision: str, paper: Paper, board: Board) -> str:
    """The newest revision that has taken the place of this one: one that people made, or that came before
    the board, and that was not rejected. Empty where there is none."""
    names = tuple(paper.revisions)
    newer = names[: names.index(revision)]
    hands = {*in_hand(paper, board), board.live}
    return next((name for name in newer if name in hands or _edited(name, paper, board)), "")


def _edited(name: str, paper: Paper, board: Board) -> bool:
    return name in paper.edited and board.of(name).status is not Status.RETIRED
