"""Judgements of the board that a revision does not have: a later draft must not lose them without a word."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from probatum.records.article import Revision, Status
from probatum.records.evidence import Certainty, Domain
from probatum.review.board import Board, Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What the board judged of a domain in an earlier revision, and a later one does not have.

    ``rated`` says whether the later one rates that outcome at all, ``same`` whether it does so of the same
    works.
    """

    outcome: str
    domain: Domain
    revision: str
    rated: bool
    same: bool


def earlier(paper: Paper, board: Board, revision: Revision, line: Collection[str]) -> tuple[Earlier, ...]:
    """The judgements that ``revision`` does not have, of each outcome those of the newest that had one. Pure.

    ``line`` are the revisions from which people made this one: what they left out of it they did knowingly.
    What was rejected does not count.
    """
    here = {one.outcome: one for one in revision.certainty}
    found: dict[str, tuple[Earlier, ...]] = {}
    for name in _older(paper, board, revision.hash, line):
        for certainty in paper.revisions[name].certainty:
            if certainty.judged and certainty.outcome not in found:
                now = here.get(certainty.outcome)
                found[certainty.outcome] = tuple(_missing(name, certainty, now))
    return tuple(one for missing in found.values() for one in missing)


def _older(paper: Paper, board: Board, revision: str, line: Collection[str]) -> Iterator[str]:
    names = tuple(paper.revisions)
    for name in names[names.index(revision) + 1 :]:
        now = board.of(name)
        rejected = now.status is Status.RETIRED and not now.approved_at
        if name in paper.edited and name not in line and not rejected:
            yield name


def _missing(name: str, then: Certainty, now: Certainty | None) -> Iterator[Earlier]:
    own = {one.name for one in now.judged} if now else set()
    for one in then.judged:
        if one.name not in own:
            yield Earlier(
                outcome=then.outcome,
                domain=one,
                revision=name,
                rated=now is not None,
                same=now is not None and now.sources == then.sources,
            )
