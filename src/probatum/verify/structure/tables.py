"""Counts with percentages in the columns of a table, and the number of people that heads each column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from probatum.language.counts import count_in
from probatum.records.audit import Pasted, PastedClaim
from probatum.records.verdict import Span

_CELL = re.compile(r"(?<!\\)\|")
_TOTAL = re.compile(r"\b[Nn]\s?=\s?(\d{1,3}(?:,\d{3})+|\d{1,7})\b")
_COUNT = re.compile(
    r"[*_\s]{0,4}(?P<part>\d{1,3}(?:,\d{3})+|\d{1,7})(?:\s?/\s?(?P<whole>\d{1,7}))?\s?"
    r"\((?P<percent>\d{1,3}(?:[.·]\d{1,3})?)\s?(?P<sign>%?)\)[*†‡§¶a-h\s_]{0,4}"
)
_OF_PEOPLE = re.compile(r"\b(?:n|no|number|patients|events)\.?,?\s?[(/]?\s?\(?%|^\s?%|\(%\)", re.IGNORECASE)
#: What is given with its spread, not with its share.
_MEASURED = re.compile(
    r"\b(?:mean|median|SD|SE|IQR|range|age|years|score|index|BMI|mm|mg|kg|ratio|CI)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A cell like ``12 (20%)`` of a column of ``whole`` people; ``column`` tells it from other columns."""

    claim: PastedClaim
    place: Span
    column: tuple[str, int]
    part: int
    whole: int
    percent: str


def counted_cells(pasted: Pasted) -> Iterator[Counted]:
    """The counts with percentages of all tables whose heads say of how many."""
    for claim in pasted.claims:
        if claim.stem and pasted.text.startswith("|", claim.start):
            yield from _row(pasted, claim)


def _row(pasted: Pasted, claim: PastedClaim) -> Iterator[Counted]:
    heads = claim.stem.split(" | ")
    cells = list(_cells(pasted.text, claim))
    heads = ["", *heads] if len(cells) == len(heads) + 1 else heads  # nothing stands over the first column
    label = pasted.text[cells[0].start : cells[0].end] if cells else ""
    if len(cells) != len(heads) or _MEASURED.search(label):
        return
    caption = claim.section.rpartition("›")[2] or pasted.title
    for number, (head, place) in enumerate(zip(heads, cells, strict=True)):
        match = _COUNT.fullmatch(pasted.text, place.start, place.end)
        said = f"{head} {label}" if _TOTAL.search(head) else f"{head} {label} {caption}"
        if not match or not number or not (match["sign"] or _OF_PEOPLE.search(said)):
            continue
        part, whole = count_in(match["part"]), count_in(match["whole"] or _only(said))
        if part is not None and whole is not None:
            percent = match["percent"].replace("·", ".")
            yield Counted(claim, place, (claim.stem, number), part, whole, percent)


def _only(said: str) -> str:
    """The one number of people that words give; empty where they give none or several."""
    found = set(_TOTAL.findall(said))
    return found.pop() if len(found) == 1 else ""


def _cells(text: str, claim: PastedClaim) -> Iterator[Span]:
    """Where the cells of a row stand, empty ones too."""
    start = claim.start + (text[claim.start] == "|")
    for match in [*_CELL.finditer(text, start, claim.end), None]:
        end = match.start() if match else claim.end
        if match or text[start:end].strip():
            yield Span(start=start, end=max(end, start + 1))
        start = end + 1
