"""A text does not cite the house that published it as its evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probatum.records.audit import Pasted, PastedReference, StructureFinding
from probatum.records.verdict import Outcome, Span
from probatum.verify.structure.entries import listed, quoted

#: How a page names its own house.
_HOUSE = re.compile(
    r"(?:©|\bcopyright\b|"
    r"\(c\))\s?(?:\d{4}(?:\s?[–-]\s?\d{4})?,?\s?)?(?:by\s)?"
    r"(?P<owner>[A-Z][\w.&'’-]+(?:\s[A-Z][\w.&'’-]+){0,4})|"
    r"(?P<liable>[A-Z][\w.&'’-]+(?:\s[A-Z][\w.&'’-]+){0,4})(?:,? (?:Inc|Ltd|LLC|"
    r"GmbH)\.?,?)?\s(?:assumes|accepts|disclaims|"
    r"does not (?:provide|endorse|offer|assume|accept)|is not (?:liable|responsible))\b|"
    r"\b(?:published|written|produced|generated|created|provided|powered|"
    r"reviewed) by (?:the )?(?P<maker>[A-Z][\w.&'’-]+(?:\s[A-Z][\w.&'’-]+){0,4})"
)
_BOARD = re.compile(
    r"\b(?:(?:medical|editorial|scientific|clinical)\s)?(?:advisory|editorial|review) (?:board|team|"
    r"committee)\b",
    re.IGNORECASE,
)
_HOST = re.compile(r"https?://(?:www\.)?([\w-]{4,40})\.(?:[\w-]{2,20}\.?){1,3}")
_PLAIN = frozenset(
    """
    the this our these all medical advisory board editorial team staff editors editor content information
    healthcare health journal university hospital clinic press press. inc ltd llc publishing media group
    society college
    association institute department national international american european british world
    """.split()  # noqa: SIM905 - a list to be read by people
)


def circular_sources(pasted: Pasted) -> Iterator[StructureFinding]:
    """A finding for each entry that is published by the page's own house, or by a board of the same name.

    Greenberg, "How citation distortions create unfounded authority", BMJ 2009: a claim that leads back to
    the one who makes it has no support.
    """
    said = [(claim.text, Span(start=claim.start, end=claim.end)) for claim in pasted.frame]
    houses = [(name, span) for words, span in said for name in _names(words)]
    boards = [(match[0], span) for words, span in said for match in _BOARD.finditer(words)]
    for place, entry in enumerate(listed(pasted), start=1):
        same = _same(entry, houses, boards)
        if same is not None:
            name, span = same
            title = quoted(entry.title or entry.text)
            yield StructureFinding(
                check="circular_sources",
                message=f"Reference {entry.marker or place}, {title}, is by the house that made this text: "
                f"{quoted(name)} stands in both.",
                outcome=Outcome.PARTLY,
                spans=(Span(start=entry.start, end=entry.end), span),
            )


def _names(words: str) -> Iterator[str]:
    for match in _HOUSE.finditer(words):
        name = next(value for value in match.groups() if value)
        if any(part.lower().strip(".,'’") not in _PLAIN for part in name.split()):
            yield name.strip(" .,'’")


def _same(
    entry: PastedReference, houses: list[tuple[str, Span]], boards: list[tuple[str, Span]]
) -> tuple[str, Span] | None:
    publisher = entry.publisher or ("" if entry.title else entry.text)
    for name, span in houses:
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", publisher):
            return name, span
    host = _HOST.match(entry.url or "")
    for name, span in houses:
        plain = re.sub(r"\W", "", name).lower()
        if host and len(plain) >= 5 and host[1].replace("-", "").lower() == plain:
            return name, span
    for board, span in boards:
        if board.lower() in publisher.lower():
            return board, span
    return None
