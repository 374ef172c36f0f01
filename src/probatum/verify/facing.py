"""Which sentences of what is cited speak of what the statement says: what the checks compare it with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from probatum.language.content import keys, shared
from probatum.language.sentences import sentences
from probatum.records.passage import Passage
from probatum.records.source import Source
from probatum.records.verdict import Finding, Outcome, Span
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

    A quoted sentence faces the statement whatever it shares. Of equals the quoted one comes first, then the
    earlier one.
    """
    found = [
        (rank, place, number, start, end, share)
        for number, one in enumerate(cited)
        for place, (rank, start, end, share, quoted) in enumerate(
            _ranked(statement, one.passage.text, _cuts(one.passage), one.citation.start, one.citation.end)
        )
        if quoted or share >= least
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A sentence of a passage, ``[start, end)`` of it, and what it shares with a statement (0 to 1).

    ``rank`` is the same with the numbers counted: which sentence is meant is often told by its figures.
    """

    start: int
    end: int
    shared: float
    rank: float


def nearest(statement: str, passage: Passage) -> Place:
    """The sentence of ``passage`` that shares most with ``statement``; all of it where it has none."""
    rows = _ranked(statement, passage.text, _cuts(passage), 0, 0)
    if not rows:
        return Place(start=0, end=len(passage.text), shared=0.0, rank=0.0)
    rank, start, end, share, _ = max(rows, key=lambda row: (row[0], -row[1]))
    return Place(start=start, end=end, shared=share, rank=rank)


def _cuts(passage: Passage) -> tuple[tuple[int, int], ...]:
    return tuple((sentence.start, sentence.end) for sentence in passage.sentences)


@lru_cache(maxsize=4096)
def _ranked(
    statement: str, text: str, cuts: tuple[tuple[int, int], ...], quote_start: int, quote_end: int
) -> tuple[tuple[float, int, int, float, bool], ...]:
    """Rank, start, end and share of each sentence of ``text``, and whether it is quoted."""
    rows = []
    for start, end in cuts or tuple(sentences(text)):
        there = keys(text[start:end])
        quoted = start < quote_end and end > quote_start
        rank = shared(statement, there) + (QUOTED if quoted else 0.0)
        rows.append((rank, start, end, shared(statement, there, numbers=False), quoted))
    return tuple(rows)


def about(source: Source) -> frozenset[str]:
    """The content keys of what is known of a work: title, whom it studied, how, by whom it was published."""
    known = (source.title, source.population, source.design.value, source.journal, source.issuer)
    return keys(". ".join(part for part in known if part))


def set_against(
    check: str,
    outcome: Outcome,
    statement: str,
    at: tuple[int, int],
    face: Facing,
    there: tuple[int, int],
    reason: str = "The statement says “{said}”; the passage says “{found}”.",
) -> Finding:
    """The finding that ``statement[at]`` is set against ``face.text[there]``, with both spans. Pure.

    ``reason`` may hold ``{said}`` and ``{found}``: the words of the two.
    """
    said, found = statement[slice(*at)], face.text[slice(*there)]
    return Finding(
        check=check,
        outcome=outcome,
        said=said,
        found=found,
        reason=reason.format(said=said, found=found),
        said_at=(Span(start=at[0], end=at[1]),),
        found_at=(Span(start=face.start + there[0], end=face.start + there[1]),),
        passage=face.cited.passage.id,
    )
