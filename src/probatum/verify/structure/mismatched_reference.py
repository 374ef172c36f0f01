"""What is cited for a statement speaks of the same thing."""

from __future__ import annotations

from collections.abc import Iterator

from probatum.language.content import keys
from probatum.language.publications import drugs_in
from probatum.records.audit import Pasted, PastedClaim, PastedReference, StructureFinding
from probatum.records.verdict import Outcome, Span
from probatum.verify.structure.entries import is_number, is_numbered, listed, met, quoted, series

#: So many concepts in a title say what it is about.
_TOLD = 2


def mismatched_reference(pasted: Pasted) -> Iterator[StructureFinding]:
    """A finding for each entry whose title is about another drug, or about other things altogether, than the
    statements for which it is cited.

    In a list without numbers the entry is taken by its position, and the message says so. Jergas and Baethge,
    "Quotation accuracy in medical journal articles", PeerJ 2015: a tenth of quotations cite what does not
    bear on them.
    """
    cited: dict[int, list[PastedClaim]] = {}
    entries = listed(pasted)
    for claim in pasted.claims:
        for label in dict.fromkeys(claim.markers):
            entry = met(pasted, label) if is_number(label) else None
            if entry is not None and entry in entries:
                cited.setdefault(entries.index(entry), []).append(claim)
    for place in sorted(cited):
        yield from _mismatch(pasted, entries[place], place, cited[place])


def _mismatch(
    pasted: Pasted, entry: PastedReference, place: int, claims: list[PastedClaim]
) -> Iterator[StructureFinding]:
    foreign = [(claim, why) for claim in claims if (why := _foreign(pasted, entry, claim))]
    if not foreign:
        return
    about, _ = foreign[0][1]
    of = series(list(dict.fromkeys(said for _, (_, said) in foreign))[:4])
    by = "" if is_numbered(pasted) else " (by its position in the list)"
    yield StructureFinding(
        check="mismatched_reference",
        message=f"Reference {entry.marker or place + 1}{by}, {quoted(entry.title)}, is about {about}, "
        f"and is cited for what is said of {of}.",
        outcome=Outcome.NOT_FOUND,
        spans=(
            Span(start=entry.start, end=entry.end),
            *(Span(start=claim.start, end=claim.end) for claim, _ in foreign),
        ),
    )


def _foreign(pasted: Pasted, entry: PastedReference, claim: PastedClaim) -> tuple[str, str] | None:
    """What the title and what the statement are about, where that is not the same; else None."""
    said = f"{claim.stem} {claim.text}"
    theirs, ours = drugs_in(entry.title), drugs_in(said)
    if theirs and ours and not theirs & ours and not _related(entry.title, said):
        return series(sorted(theirs)), series(sorted(ours))
    return _apart(pasted, entry, claim) if not theirs else None


def _related(title: str, said: str) -> bool:
    """Whether a class or another name of the one stands in the other."""
    drugs = drugs_in(title) | drugs_in(said)
    there, here = keys(title), keys(said)
    return any(key in here for key in there if key.startswith("=") and any(drug in key for drug in drugs))


def _apart(pasted: Pasted, entry: PastedReference, claim: PastedClaim) -> tuple[str, str] | None:
    about = {key for key in keys(entry.title) if key.startswith("=")}
    ours = keys(f"{pasted.title} {claim.section} {claim.stem} {claim.text}")
    said = {key for key in keys(f"{claim.stem} {claim.text}") if key.startswith("=")}
    if len(about) < _TOLD or not said or keys(entry.title) & ours:
        return None
    return _named(about), _named(said)


def _named(found: set[str]) -> str:
    return series([key.removeprefix("=") for key in sorted(found)[:3]])
