"""The source still stands: nothing rests on a retracted work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from probatum.records.source import Standing
from probatum.records.verdict import Finding, Outcome
from probatum.verify.check import Cited

#: What a reader must be told, and how much of a verdict is left. ICMJE, "Corrections, Retractions,
#: Republications and Version Control": a retracted article is not to be relied on.
CONSEQUENCES = {
    Standing.RETRACTED: (Outcome.CONTRADICTED, "has been retracted and cannot support anything"),
    Standing.CONCERN: (Outcome.PARTLY, "is under an expression of concern"),
    Standing.SUPERSEDED: (Outcome.PARTLY, "has been replaced by a newer version"),
    # Of this house's own articles: what the board has taken back supports nothing.
    Standing.SUSPENDED: (Outcome.CONTRADICTED, "is suspended and cannot support anything"),
    Standing.WITHDRAWN: (Outcome.CONTRADICTED, "has been withdrawn and cannot support anything"),
    Standing.REVIEWED_AGAIN: (Outcome.PARTLY, "is under review again"),
}


def standing(statement: str, cited: Sequence[Cited]) -> Iterator[Finding]:  # noqa: ARG001 - the seam's signature
    """A finding for each cited source that is retracted, under concern, superseded, or taken back by us."""
    for source in {one.source.id: one.source for one in cited}.values():
        if source.standing not in CONSEQUENCES:
            continue
        outcome, words = CONSEQUENCES[source.standing]
        yield Finding(
            check="standing",
            outcome=outcome,
            said=source.label,
            found=source.standing.value,
            reason=f"The cited work ({source.label}) {words}.",
        )
