"""How recent the evidence is. Pure: the year in which it is asked is given, never read from a clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from probatum.records.evidence import Found

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
