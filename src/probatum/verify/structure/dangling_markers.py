"""Every citation marker leads to an entry of the reference list."""

from __future__ import annotations

from collections.abc import Iterator

from probatum.records.audit import Pasted, StructureFinding
from probatum.records.verdict import Outcome, Span
from probatum.verify.structure.entries import counted, is_numbered, leads_itself, listed, met, series, uses


def dangling_markers(pasted: Pasted) -> Iterator[StructureFinding]:
    """A finding where markers have no entry: beyond the list, missing from it, or without any list.

    In a list without numbers a marker above the number of its entries can lead nowhere. ICMJE
    Recommendations, "References": references are numbered in the order in which they are first mentioned.
    """
    used = uses(pasted)
    entries = listed(pasted)
    lost = {
        label: spans
        for label, spans in used.items()
        if not leads_itself(label) and met(pasted, label) is None
    }
    if not lost:
        return
    names = series(list(lost))
    spans = tuple(Span(start=span.start, end=span.end) for found in lost.values() for span in found)
    if not entries:
        message = f"The text cites {names} and has no list that says what that is."
        yield StructureFinding(
            check="dangling_markers", message=message, outcome=Outcome.NOT_FOUND, spans=spans
        )
        return
    plain = "" if is_numbered(pasted) else " without numbers"
    message = (
        f"{counted(len(used), 'different citation marker')} used, {counted(len(entries), 'reference')} "
        f"listed{plain}: {names} {'leads' if len(lost) == 1 else 'lead'} nowhere."
    )
    yield StructureFinding(
        check="dangling_markers", message=message, outcome=Outcome.CONTRADICTED, spans=spans
    )
