"""What the statement calls new rests on a work that is not old."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from probatum.records.verdict import Finding, Outcome, Span
from probatum.verify.check import Cited

#: A work that is so many years older than the year it is measured by is not recent.
OLD = 10

_WORK = r"(?:stud(?:y|ies)|trials?|evidence|data|research|reviews?|meta-analys[ei]s|guidelines?|findings?)"
_NEW = re.compile(
    rf"\b(?:recent(?:ly)? (?:{_WORK}|published|updated|approved|shown)|(?:latest|new) {_WORK}|newly approved|"
    r"current(?:ly)? (?:recommend\w*|guidelines?|evidence|preferred|approved))\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19[5-9]\d|20\d\d)\b")


def currency(statement: str, cited: Sequence[Cited]) -> Iterator[Finding]:
    """A finding for each old work that is cited for what the statement calls new.

    There is no clock here: a work is old beside the newest year that is cited or that the statement names.
    """
    match = _NEW.search(statement)
    dated = {one.source.id: one.source for one in cited if one.source.year is not None}
    if match is None or not dated:
        return
    named = [int(year) for year in _YEAR.findall(statement)]
    years = [source.year for source in dated.values() if source.year is not None]
    newest = max([*years, *named])
    for source in dated.values():
        if source.year is not None and newest - source.year >= OLD:
            yield Finding(
                check="currency",
                outcome=Outcome.PARTLY,
                said=match[0],
                found=str(source.year),
                reason=f"The statement says “{match[0]}”; {source.label} is of {source.year}.",
                said_at=(Span(start=match.start(), end=match.end()),),
            )
