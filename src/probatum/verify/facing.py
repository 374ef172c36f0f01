"""Which sentences of what is cited speak of what the statement says: what the checks compare it with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from probatum.language.content import keys, shared
from probatum.language.sentences import sentences
from probatum.verify.check import Cited

#: So many sentences are compared with a statement.
MOST = 3
#: A sentence that shares less with the statement (by weight, from 0 to 1) does not face it.
LEAST = 0.3
#: What the sentences of the quote itself are worth beside others of the passage.
QUOTED = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Facing:
    """A sentence of a cited passage: ``cited.passage.text[start:end]`` is ``text``.

    ``shared`` is the share of the statement's content, by weight, that stands in it (0 to 1).
    """

    cited: Cited
    start: int
    end: int
    text: str
    shared: float


def facing(
    statement: str, cited: Sequence[Cited], *, most: int = MOST, least: float = LEAST
) -> tuple[Facing, ...]:
    """The sentences that face ``statement``, the one that shares most first. Pure, and remembered.

    Of equals the quoted one comes first, then the earlier one.
    """
    found = [
        (rank, place, number, start, end, share)
        for number, one in enumerate(cited)
        for place, (rank, start, end, share) in enumerate(
            _ranked(statement, one.passage.text, _cuts(one), one.citation.start, one.citation.end)
        )
        if share >= least
    ]
    found.sort(key=lambda row: (-row[0], row[2], row[1]))
    return tuple(
        Facing(
            cited=cited[number],
            start=start,
            end=end,
            text=cited[number].passage.text[start:end],
            shared=share,
        )
        for _, _, number, start, end, share in found[:most]
    )


def _cuts(one: Cited) -> tuple[tuple[int, int], ...]:
    return tuple((sentence.start, sentence.end) for sentence in one.passage.sentences)


@lru_cache(maxsize=4096)
def _ranked(
    statement: str, text: str, cuts: tuple[tuple[int, int], ...], quote_start: int, quote_end: int
) -> tuple[tuple[float, int, int, float], ...]:
    """Rank, start, end and share of each sentence of ``text``."""
    rows = []
    for start, end in cuts or tuple(sentences(text)):
        there = keys(text[start:end])
        quoted = start < quote_end and end > quote_start
        rank = shared(statement, there) + (QUOTED if quoted else 0.0)
        rows.append((rank, start, end, shared(statement, there, numbers=False)))
    return tuple(rows)
