"""Whether a guideline is a later version of another. Pure."""

from __future__ import annotations

import re

from probatum.records.identity import folded
from probatum.records.source import Design, Source

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
