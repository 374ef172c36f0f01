"""A summary is not given for a guideline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from probatum.language.publications import IN_HOUSE
from probatum.records.house import is_house
from probatum.records.source import Design, Source
from probatum.records.verdict import Finding, Outcome, Span
from probatum.verify.check import Cited

_GUIDELINES = re.compile(
    r"\b(?:guidelines? (?:\w+ )?(?:recommend|advise|endorse|state)s?|according to (?:\w+ ){0,2}guidelines?|"
    r"recommended (?:by|in) (?:\w+ ){0,2}guidelines?)\b",
    re.IGNORECASE,
)
#: Designs that are, or may be, a guideline's own text or a study of one.
_OWN = frozenset({Design.GUIDELINE, Design.CONSENSUS, Design.SYSTEMATIC_REVIEW, Design.META_ANALYSIS})


def circularity(statement: str, cited: Sequence[Cited]) -> Iterator[Finding]:
    """A finding where the statement speaks of guidelines and all that is cited are summaries by their makers.

    A summary is told by the words of its title or publisher. That a text cites its own publisher is seen
    where the whole text is read (docs/checks/structure/circular_sources.md).
    """
    match = _GUIDELINES.search(statement)
    sources = {one.source.id: one.source for one in cited}
    if match is None or not sources or not all(_summary(source) for source in sources.values()):
        return
    source = min(sources.values(), key=lambda one: one.id)
    yield Finding(
        check="circularity",
        outcome=Outcome.PARTLY,
        said=match[0],
        found=source.label,
        reason=f"The statement speaks of guidelines; the cited work ({source.label}) is a summary.",
        said_at=(Span(start=match.start(), end=match.end()),),
    )


def _summary(source: Source) -> bool:
    known = (source.title, source.issuer, source.journal)
    if is_house(source):
        return True
    return source.design not in _OWN and any(IN_HOUSE.search(part) for part in known if part)
