"""How recent the evidence is. Pure: the year in which it is asked is given, never read from a clock."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from probatum.records.evidence import Found
from probatum.records.identity import folded
from probatum.records.source import Design, Source

#: Evidence whose newest work is older than this many years is called old. Half of the systematic reviews
#: studied by Shojania et al. (Ann Intern Med 2007;147:224) were out of date after 5.5 years.
OLD_AFTER = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Recency:
    """The years of the works found: ``dated`` of ``works`` state one; ``warning`` is empty or a sentence."""

    works: int
    dated: int
    oldest: int | None = None
    newest: int | None = None
    warning: str = ""


def recency(found: Sequence[Found], *, year: int) -> Recency:
    """How recent the works found are, seen from ``year``."""
    years = {one.source.id: one.source.year for one in found}
    known = sorted(stated for stated in years.values() if stated is not None)
    if not known:
        warning = "No source found states its year." if years else ""
        return Recency(works=len(years), dated=0, warning=warning)
    newest = known[-1]
    old = year - newest > OLD_AFTER
    return Recency(
        works=len(years),
        dated=len(known),
        oldest=known[0],
        newest=newest,
        warning=f"The newest source found is of {newest}; newer evidence may exist." if old else "",
    )


#: What a title says of its edition: years, versions, updates. Without them two editions bear one title.
_EDITION = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:version|edition|v)\.?\s?\d+(?:\.\d+)*\b|"
    r"\b\d+(?:st|nd|rd|th) (?:edition|revision|update)\b|"
    r"\b(?:updated?|revised|revision|focused update)\b",
    re.IGNORECASE,
)
_ISSUED = frozenset({Design.GUIDELINE, Design.CONSENSUS})


def is_newer_version(guideline: Source, other: Source) -> bool:
    """Whether ``other`` is a later version of ``guideline``: of the same issuer, with the same title but for
    what it says of its edition, and of a later year. Where one of these is not known it is not said."""
    if not (guideline.issuer and other.issuer and guideline.title and other.title):
        return False
    if other.design not in _ISSUED or guideline.year is None or other.year is None:
        return False
    titled = folded(without_edition(guideline.title)) == folded(without_edition(other.title))
    return titled and folded(guideline.issuer) == folded(other.issuer) and other.year > guideline.year


def without_edition(title: str) -> str:
    """A title without what it says of its edition.

    >>> without_edition("Guideline on gout (2021 update)")
    'Guideline on gout'
    """
    return " ".join(_EDITION.sub(" ", title).split()).strip(" ()[],:;-–")
