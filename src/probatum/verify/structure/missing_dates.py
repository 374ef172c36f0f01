"""A text says when it was written, and its references of what year they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probatum.records.audit import Pasted, PastedReference, StructureFinding
from probatum.records.verdict import Outcome, Span
from probatum.verify.structure.entries import counted, listed, series

_DATE = (
    r"(?:\d{1,2}\.?\s)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s(?:\d{1,2},?\s)?"
    r"(?:19|20)\d\d|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|(?:19|20)\d\d"
)
_DATED = re.compile(
    rf"\b(?:updated?|reviewed|revised|published|written|posted|modified|created|prepared|searched|"
    rf"search(?:es)?|retrieved|version|date|"
    rf"current|as of|edition|issued|last)\b[^.\n]{{0,40}}?(?:{_DATE})|^\W{{0,4}}(?:{_DATE})\W{{0,4}}$|"
    rf"©\s?(?:19|20)\d\d",
    re.IGNORECASE | re.MULTILINE,
)
#: So many headings make a text an article, that should say when it was written.
_ARTICLE = 2


def missing_dates(pasted: Pasted) -> Iterator[StructureFinding]:
    """A finding where an article has no date, and where entries of its list have no year.

    HONcode principle 4 and JAMA benchmarks (Silberg, Lundberg and Musacchio, 1997): medical content shows
    when it was posted and updated. ICMJE, "Sample references": a citation has its year.
    """
    entries = listed(pasted)
    article = len(pasted.headings) >= _ARTICLE
    ends = min((entry.start for entry in entries), default=len(pasted.text))
    outside = pasted.text[:ends] + "\n" + pasted.text[max((entry.end for entry in entries), default=ends) :]
    if article and pasted.claims and not _DATED.search(outside):
        yield StructureFinding(
            check="missing_dates",
            message="Nothing says when the text was written or updated, or up to when evidence was searched.",
            outcome=Outcome.PARTLY,
        )
    bare = [
        (entry.marker or str(place), entry)
        for place, entry in enumerate(entries, start=1)
        if entry.year is None
    ]
    bare = [(name, entry) for name, entry in bare if _is_dated_work(pasted, entry)]
    if bare:
        names = series([name for name, _ in bare[:8]]) + (" and more" if len(bare) > 8 else "")
        yield StructureFinding(
            check="missing_dates",
            message=f"{counted(len(bare), 'reference gives', 'references give')} no year: {names}.",
            outcome=Outcome.PARTLY,
            spans=tuple(Span(start=entry.start, end=entry.end) for _, entry in bare),
        )


def _is_dated_work(pasted: Pasted, entry: PastedReference) -> bool:
    """Whether an entry is a work, which has a year: no address, no footnote that only adds to the text."""
    note = pasted.text.startswith("[^", entry.start) and not (entry.publisher or entry.url)
    return bool(entry.title) and not (entry.doi or entry.pmid or note)
