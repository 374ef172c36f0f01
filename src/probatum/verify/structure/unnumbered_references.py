"""A text that cites by number has a list with numbers."""

from __future__ import annotations

from collections.abc import Iterator

from probatum.records.audit import Pasted, StructureFinding
from probatum.records.verdict import Outcome, Span
from probatum.verify.structure.entries import counted, is_number, is_numbered, listed, uses


def unnumbered_references(pasted: Pasted) -> Iterator[StructureFinding]:
    """A finding where the text cites by number and the entries carry none: which is meant is a guess.

    ICMJE Recommendations, "References".
    """
    entries = listed(pasted)
    if not entries or is_numbered(pasted) or not any(is_number(label) for label in uses(pasted)):
        return
    bare = not any(entry.doi or entry.pmid or entry.url for entry in entries)
    more = " None carries a DOI, a PMID or an address by which it could be looked up." if bare else ""
    yield StructureFinding(
        check="unnumbered_references",
        message=(
            f"The text cites by number, and its {counted(len(entries), 'reference has', 'references have')} "
            f"none: which is meant can only be guessed.{more}"
        ),
        outcome=Outcome.PARTLY,
        spans=tuple(Span(start=entry.start, end=entry.end) for entry in entries),
    )
