"""What waits for whom: the next step of a revision, and whether it is this person's to take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from probatum.records.article import Status
from probatum.records.review import Person, Role
from probatum.review.board import Board, Paper
from probatum.review.needs import Needs


class Task(StrEnum):
    """What is to be done next."""

    SUBMIT = "Submit it"
    REVISE = "Revise it and submit again"
    ASSIGN = "Assign reviewers"
    ACCEPT = "Accept or decline the review"
    DISCLOSE = "Disclose your interests"
    RECOMMEND = "Recommend"
    WAIT = "Reviewers are at work"
    DECIDE = "Decide"
    PUBLISH = "Publish it"
    REVIEW_AGAIN = "Review it again"
    SUSPENDED = "Resume, correct or retire it"
    REPORT = "Answer the report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A task, and whether it is this person's to do (else the house's)."""

    task: Task
    mine: bool


def waiting(
    board: Board, paper: Paper, revision: str, status: Status, need: Needs, person: Person, *, due: bool
) -> Iterator[Waiting]:
    """What waits on a revision that stands at ``status``; ``due`` is whether its next review has come."""
    editor = Role.EDITOR in person.roles
    author = editor or person.id in paper.authors_of(revision) | board.submitters
    if status is Status.UNREVIEWED:
        yield Waiting(task=Task.SUBMIT, mine=person.id in paper.authors_of(revision) | board.submitters)
    elif status is Status.RETURNED:
        yield Waiting(task=Task.REVISE, mine=author)
    elif status in (Status.SUBMITTED, Status.UNDER_REVIEW):
        yield from _before_the_board(board, revision, need, person)
    elif status is Status.APPROVED:
        yield Waiting(task=Task.PUBLISH, mine=editor)
    elif status is Status.SUSPENDED:
        yield Waiting(task=Task.SUSPENDED, mine=editor)
    elif status in (Status.PUBLISHED, Status.CORRECTED) and due:
        yield Waiting(task=Task.REVIEW_AGAIN, mine=editor)


def _before_the_board(board: Board, revision: str, need: Needs, person: Person) -> Iterator[Waiting]:
    own = _own(board, revision, person)
    if own is not None:
        yield Waiting(task=own, mine=True)
        return
    now = board.of(revision)
    editor = Role.EDITOR in person.roles
    spoken = {one.by.id for one in now.recommended}
    if need.met or (now.assigned and spoken >= set(now.assigned)):
        yield Waiting(task=Task.DECIDE, mine=editor)
    elif len(now.assigned) < need.needed:
        yield Waiting(task=Task.ASSIGN, mine=editor)
    else:
        yield Waiting(task=Task.WAIT, mine=False)


def _own(board: Board, revision: str, person: Person) -> Task | None:
    """What a reviewer who is assigned has still to do; None where nothing is."""
    now = board.of(revision)
    if person.id not in now.assigned:
        return None
    if person.id not in now.accepted:
        return Task.ACCEPT
    if person.id in {one.by.id for one in now.recommended}:
        return None
    return Task.RECOMMEND if person.id in board.disclosures else Task.DISCLOSE
