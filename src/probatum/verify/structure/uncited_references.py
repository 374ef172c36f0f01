"""Every entry of the reference list is cited somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from probatum.records.audit import Pasted, StructureFinding
from probatum.records.verdict import Outcome, Span
from probatum.verify.structure.entries import counted, is_number, is_numbered, listed, met, quoted, uses

#: So many entries are named in the message.
_NAMED = 3


def uncited_references(pasted: Pasted) -> Iterator[StructureFinding]:
    """A finding where entries of the list are cited nowhere, or none is.

    ICMJE Recommendations, "References": every reference is identified in the text.
    """
    entries = listed(pasted)
    used = uses(pasted)
    if not entries or not pasted.claims:
        return
    if not used:
        yield StructureFinding(
            check="uncited_references",
            message=f"The text lists {counted(len(entries), 'reference')} and cites none for any statement.",
            outcome=Outcome.PARTLY,
            spans=tuple(Span(start=entry.start, end=entry.end) for entry in entries),
        )
        return
    reached = {id(entry) for label in used if (entry := met(pasted, label)) is not None}
    idle = [entry for entry in entries if id(entry) not in reached]
    # In a list without numbers nobody can tell which entry a number means.
    if not idle or not reached or (any(map(is_number, used)) and not is_numbered(pasted)):
        return
    named = "; ".join(quoted(entry.title or entry.text, 60) for entry in idle[:_NAMED])
    more = "" if len(idle) <= _NAMED else f" and {len(idle) - _NAMED} more"
    yield StructureFinding(
        check="uncited_references",
        message=f"{counted(len(idle), 'reference is', 'references are')} listed and never cited: "
        f"{named}{more}.",
        outcome=Outcome.PARTLY,
        spans=tuple(Span(start=entry.start, end=entry.end) for entry in idle),
    )
