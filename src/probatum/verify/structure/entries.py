"""The entries of a text's reference list, and which markers lead to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probatum.language.markers import UNNAMED
from probatum.records.audit import Pasted, PastedReference
from probatum.records.verdict import Span

_AUTHOR = re.compile(r"([^\W\d_][\w'’-]+).*?((?:1[89]|20)\d\d)[a-z]?$", re.DOTALL)


def listed(pasted: Pasted) -> tuple[PastedReference, ...]:
    """The entries of the reference list, without the links in the text itself."""
    return tuple(entry for entry in pasted.references if not entry.inline)


def is_numbered(pasted: Pasted) -> bool:
    """Whether the entries of the list carry what markers could name."""
    return any(entry.marker for entry in listed(pasted))


def uses(pasted: Pasted) -> dict[str, list[Span]]:
    """Where each marker stands, in the order of first use. Signs that name nothing are left out."""
    found: dict[str, list[Span]] = {}
    for claim in pasted.claims:
        for label, span in zip(claim.markers, claim.marked, strict=False):
            if label != UNNAMED:
                found.setdefault(label, []).append(span)
    return found


def is_number(label: str) -> bool:
    """Whether a marker is a number of a list."""
    return label.isdecimal()


def leads_itself(label: str) -> bool:
    """Whether a marker is an address or identifier, and needs no list."""
    return label.startswith(("http://", "https://", "PMID ", "PMC"))


def met(pasted: Pasted, label: str) -> PastedReference | None:
    """The entry to which a marker leads: by number, in an unnumbered list by position, by author and year."""
    for entry in pasted.references:
        if entry.marker and entry.marker == label:
            return entry
    entries = listed(pasted)
    if is_number(label) and not is_numbered(pasted) and 0 < int(label) <= len(entries):
        return entries[int(label) - 1]
    return next(_by_author(entries, label), None)


def _by_author(entries: tuple[PastedReference, ...], label: str) -> Iterator[PastedReference]:
    named = _AUTHOR.match(label)
    if named is None:
        return
    for entry in entries:
        if named[1].lower() in entry.text.lower() and named[2] in entry.text:
            yield entry


def quoted(words: str, most: int = 80) -> str:
    """Words of the text for a message, cut where they are long."""
    cut = words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + "…"
    return f"“{cut}”"


def counted(number: int, noun: str, plural: str = "") -> str:
    """``1 entry``, ``3 entries``."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def series(names: list[str]) -> str:
    """``4, 5, 6 and 7``."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""
