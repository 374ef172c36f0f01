"""An entry is what the list says it is: a guideline has a body that issued it, a trial is a trial."""

from __future__ import annotations

from collections.abc import Iterator

from probatum.language.publications import (
    GUIDELINE,
    IN_HOUSE,
    ISSUING_BODY,
    JOURNAL,
    REVIEW,
    REVIEW_WORDS,
    TRIAL,
    TRIAL_WORDS,
)
from probatum.records.audit import Pasted, PastedReference, StructureFinding
from probatum.records.verdict import Outcome, Span
from probatum.verify.structure.entries import listed, quoted


def source_types(pasted: Pasted) -> Iterator[StructureFinding]:
    """A finding for each entry whose label says more than its title and publisher bear out.

    Institute of Medicine, "Clinical Practice Guidelines We Can Trust" (2011): a guideline names the body and
    the panel that issued it; a summary of guidelines is not one.
    """
    for place, entry in enumerate(listed(pasted), start=1):
        told = _doubt(entry) if entry.type else None
        if told is not None:
            outcome, why = told
            yield StructureFinding(
                check="source_types",
                message=f"Reference {entry.marker or place}, {quoted(entry.title or entry.text)}, "
                f"is labelled {quoted(entry.type)}, but {why}.",
                outcome=outcome,
                spans=(Span(start=entry.start, end=entry.end),),
            )


def _doubt(entry: PastedReference) -> tuple[Outcome, str] | None:
    if GUIDELINE.search(entry.type):
        return _no_guideline(entry)
    if REVIEW.search(entry.type):
        return _other(entry, bool(REVIEW_WORDS.search(entry.title)), "a systematic review")
    if TRIAL.search(entry.type):
        return _other(entry, bool(TRIAL_WORDS.search(entry.title)), "a trial")
    return None


def _no_guideline(entry: PastedReference) -> tuple[Outcome, str] | None:
    said = f"{entry.title}. {entry.publisher}"
    publisher = quoted(entry.publisher) if entry.publisher else "nobody"
    if IN_HOUSE.search(entry.publisher) and not _issued(entry.publisher):
        return Outcome.CONTRADICTED, f"its publisher, {publisher}, is no body that issues guidelines"
    if IN_HOUSE.search(entry.title) and not _issued(said):
        return (
            Outcome.CONTRADICTED,
            "its title is that of a summary or topic page, and no issuing body is named",
        )
    if _issued(said) or _issued(entry.text) or JOURNAL.search(said) or entry.doi or entry.pmid:
        return None
    return Outcome.NOT_FOUND, f"no body that issues guidelines is named (its publisher is {publisher})"


def _issued(words: str) -> bool:
    return ISSUING_BODY.search(words) is not None


def _other(entry: PastedReference, fits: bool, kind: str) -> tuple[Outcome, str] | None:
    if fits:
        return None
    if GUIDELINE.search(entry.title) or IN_HOUSE.search(entry.title) or IN_HOUSE.search(entry.publisher):
        return Outcome.CONTRADICTED, f"its title and publisher are not those of {kind}"
    if entry.doi or entry.pmid or JOURNAL.search(f"{entry.publisher} {entry.text}"):
        return None
    return Outcome.NOT_FOUND, f"nothing in the entry shows {kind}"
