"""Entries of the reference list that are held: is each what the text says it is, and does it still stand?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from probatum.language.publications import HOUSE_LABEL
from probatum.records.audit import Pasted, PastedReference, StructureFinding
from probatum.records.house import is_house
from probatum.records.source import Design, Source
from probatum.records.verdict import Outcome, Span
from probatum.verify.standing import CONSEQUENCES

#: What a text may call a work, and the designs that may be called so.
CALLED: dict[str, frozenset[Design]] = {
    "guideline": frozenset({Design.GUIDELINE, Design.CONSENSUS}),
    "consensus": frozenset({Design.GUIDELINE, Design.CONSENSUS}),
    "meta-analysis": frozenset({Design.META_ANALYSIS}),
    "systematic review": frozenset({Design.SYSTEMATIC_REVIEW, Design.META_ANALYSIS}),
    "randomised trial": frozenset({Design.RANDOMISED_TRIAL}),
    "randomized trial": frozenset({Design.RANDOMISED_TRIAL}),
    "randomised controlled trial": frozenset({Design.RANDOMISED_TRIAL}),
    "randomized controlled trial": frozenset({Design.RANDOMISED_TRIAL}),
    "rct": frozenset({Design.RANDOMISED_TRIAL}),
    "clinical trial": frozenset({Design.RANDOMISED_TRIAL, Design.TRIAL}),
    "trial": frozenset({Design.RANDOMISED_TRIAL, Design.TRIAL}),
    "cohort study": frozenset({Design.COHORT}),
    "case report": frozenset({Design.CASE_REPORT, Design.CASE_SERIES}),
}
#: Of works whose design is not known nothing is said.
_UNTOLD = frozenset({Design.UNKNOWN, Design.NOTICE})
#: A year may differ by this much: first published online, then in an issue.
ONLINE_FIRST = 1


def held_works(pasted: Pasted, held: Mapping[str, Source]) -> Iterator[StructureFinding]:
    """A finding for each entry that is held and is called what it is not, dated wrongly, or stands no longer.

    ``held`` are the works by the marker of their entry (its place in the list, from 1, where it has none).
    ICMJE, "Corrections, Retractions, Republications and Version Control": a retracted work may only be cited
    as retracted.
    """
    for place, entry in enumerate(pasted.references, start=1):
        source = held.get(entry.marker or str(place))
        if source is not None:
            yield from _standing(entry, source)
            yield from _type(entry, source)
            yield from _year(entry, source)


def _standing(entry: PastedReference, source: Source) -> Iterator[StructureFinding]:
    if source.standing in CONSEQUENCES and "retract" not in entry.text.lower():
        outcome, words = CONSEQUENCES[source.standing]
        yield _finding(entry, f"The work that is cited as “{source.label}” {words}.", outcome)


def _type(entry: PastedReference, source: Source) -> Iterator[StructureFinding]:
    if is_house(source):
        yield from _house(entry, source)
        return
    may = CALLED.get(" ".join(entry.type.lower().split()))
    if may is not None and source.design not in may | _UNTOLD:
        yield _finding(
            entry,
            f"“{source.label}” is called “{entry.type}”; the work that is held is of another type "
            f"({source.design.value}).",
            Outcome.CONTRADICTED,
        )


def _house(entry: PastedReference, source: Source) -> Iterator[StructureFinding]:
    """An article of this house is called what it is, whatever it sums up: never a guideline or a study."""
    if entry.type and not HOUSE_LABEL.search(entry.type):
        yield _finding(
            entry,
            f"“{source.label}” is called “{entry.type}”; it is a {source.design.value}, written here, and no "
            "more than that.",
            Outcome.CONTRADICTED,
        )


def _year(entry: PastedReference, source: Source) -> Iterator[StructureFinding]:
    if entry.year and source.year and abs(entry.year - source.year) > ONLINE_FIRST:
        yield _finding(
            entry,
            f"“{source.label}” is dated {entry.year}; the work that is held is of {source.year}.",
            Outcome.PARTLY,
        )


def _finding(entry: PastedReference, message: str, outcome: Outcome) -> StructureFinding:
    return StructureFinding(
        check="held_works", message=message, outcome=outcome, spans=(Span(start=entry.start, end=entry.end),)
    )
