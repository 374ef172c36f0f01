"""A statement beside the passages it cites: what is quoted and what differs marked on both sides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

from probatum.records.claim import Citation, Claim
from probatum.records.passage import Passage
from probatum.records.source import Source
from probatum.records.verdict import Finding, Span, Verdict
from probatum.render.audit_contract import SpanForm
from probatum.render.audit_sides import Piece, pieces, shifted, window


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A passage as it is shown beside a statement; ``work`` is None where that is no longer held."""

    source: str
    work: Source | None
    passage: str
    kind: str
    section: str
    page: int | None
    pieces: tuple[Piece, ...]
    quote: str
    quote_start: int
    quote_end: int
    cut_before: bool
    cut_after: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """A statement cut where findings point to it, and the passages that it cites, in their order."""

    said: tuple[Piece, ...]
    passages: tuple[Beside, ...]


def sides(
    claim: Claim,
    verdict: Verdict | None,
    passages: Mapping[str, Passage],
    works: Mapping[str, Source],
) -> Sides:
    """Lay a statement beside what it cites. ``passages`` are by address, ``works`` by id. Pure."""
    findings = verdict.findings if verdict else ()
    return Sides(
        said=pieces(claim.text, [span for one in findings for span in _forms(one.said_at)]),
        passages=tuple(
            _beside(cited, claim, findings, passages, works) for cited in _by_passage(claim).values()
        ),
    )


def _by_passage(claim: Claim) -> Mapping[tuple[str, str], list[Citation]]:
    """What is cited of each passage, in the order of the citations."""
    found: dict[tuple[str, str], list[Citation]] = {}
    for one in claim.citations:
        found.setdefault((one.passage, one.source), []).append(one)
    return found


def _beside(
    cited: Sequence[Citation],
    claim: Claim,
    findings: Iterable[Finding],
    passages: Mapping[str, Passage],
    works: Mapping[str, Source],
) -> Beside:
    citation = cited[0]
    held = passages.get(citation.passage)
    only = len({one.passage for one in claim.citations}) == 1
    marks = [
        span
        for one in findings
        if one.passage == citation.passage or (not one.passage and only)
        for span in _forms(one.found_at)
    ]
    text = held.text if held else citation.quote
    quotes = [(one.start, one.end) for one in cited] if held else [(0, len(text))]
    whole = min(first for first, _ in quotes), max(last for _, last in quotes)
    start, end = window(text, whole, marks)
    return Beside(
        source=citation.source,
        work=works.get(citation.source),
        passage=citation.passage,
        kind=held.kind.value if held else "",
        section=held.section if held else "",
        page=held.page if held else None,
        pieces=_with_quotes(text, (start, end), marks, quotes),
        quote=citation.quote,
        quote_start=citation.start,
        quote_end=citation.end,
        cut_before=start > 0,
        cut_after=end < len(text),
    )


def _with_quotes(
    text: str, within: tuple[int, int], marks: Sequence[SpanForm], quotes: Sequence[tuple[int, int]]
) -> tuple[Piece, ...]:
    """``text[start:end]`` cut where marks and quotes begin and end."""
    start, end = within
    edges = sorted({start, end, *(min(max(place, start), end) for pair in quotes for place in pair)})
    return tuple(
        piece
        for first, last in pairwise(edges)
        for piece in pieces(text[first:last], shifted(marks, first), _cover(first, last, quotes))
    )


def _cover(first: int, last: int, quotes: Iterable[tuple[int, int]]) -> tuple[int, int]:
    quoted = any(begun <= first and last <= ended for begun, ended in quotes)
    return (0, last - first) if quoted else (0, 0)


def _forms(spans: Iterable[Span]) -> list[SpanForm]:
    return [{"start": one.start, "end": one.end} for one in spans]


class Turn(StrEnum):
    """What became of words from one text to another."""

    SAME = "same"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Word:
    """A run of words, and what became of it."""

    text: str
    turn: Turn


def word_diff(old: str, new: str) -> tuple[Word, ...]:
    """How ``old`` became ``new``, word by word: what went stands before what came.

    >>> [(one.text, str(one.turn)) for one in word_diff("It halves relapse.", "It lowers relapse.")]
    [('It', 'same'), ('halves', 'gone'), ('lowers', 'new'), ('relapse.', 'same')]
    """
    before, after = old.split(), new.split()
    found: list[Word] = []
    for kind, start, end, new_start, new_end in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        gone, came = " ".join(before[start:end]), " ".join(after[new_start:new_end])
        if kind == "equal":
            found.append(Word(came, Turn.SAME))
            continue
        found += [Word(gone, Turn.GONE)] if gone else []
        found += [Word(came, Turn.NEW)] if came else []
    return tuple(found)
