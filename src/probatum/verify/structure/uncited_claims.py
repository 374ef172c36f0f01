"""Where a text cites, its figures and its advice are cited too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from probatum.language.numbers import QuantityKind, quantities
from probatum.records.audit import Pasted, PastedClaim, StructureFinding
from probatum.records.verdict import Outcome, Span
from probatum.verify.structure.entries import counted, quoted

#: A text cites where so many of its statements do, and at least so large a share of them.
_CITED = 3
_SHARE = 0.5
_FIGURES = frozenset(
    {QuantityKind.PERCENT, QuantityKind.RATIO, QuantityKind.OF_TOTAL, QuantityKind.P_VALUE, QuantityKind.DOSE,
     QuantityKind.INTERVAL}
)  # fmt: skip
_ADVICE = re.compile(
    r"\b(?:should|must|is recommended|are recommended|recommends?|is contraindicated|"
    r"are contraindicated|first[- ]line|"
    r"is indicated|are indicated|do not (?:use|give)|avoid)\b",
    re.IGNORECASE,
)


def uncited_claims(pasted: Pasted) -> Iterator[StructureFinding]:
    """A finding with the statements that give figures or advice uncited, in a text that mostly cites.

    A sentence is covered by a citation later in its paragraph, an item by that of its stem and a stem by
    those of its items. ICMJE Recommendations, "References".
    """
    checkable = [claim for claim in pasted.claims if claim.checkable]
    cited = [claim for claim in checkable if claim.markers]
    if len(cited) < _CITED or len(cited) < _SHARE * len(checkable):
        return
    bare = [claim for claim in _uncovered(pasted) if _weighs(claim)]
    if not bare:
        return
    yield StructureFinding(
        check="uncited_claims",
        message=f"{counted(len(bare), 'statement')} with figures or advice "
        f"{'carries' if len(bare) == 1 else 'carry'} no citation, where others do: {quoted(bare[0].text)}.",
        outcome=Outcome.NOT_FOUND,
        spans=tuple(Span(start=claim.start, end=claim.end) for claim in bare),
    )


def _weighs(claim: PastedClaim) -> bool:
    return bool(_ADVICE.search(claim.text)) or any(one.kind in _FIGURES for one in quantities(claim.text))


def _uncovered(pasted: Pasted) -> list[PastedClaim]:
    """The checkable statements without a marker of their own, of their paragraph, or of their list."""
    stems = {claim.stem for claim in pasted.claims if claim.markers and claim.stem}
    cited = {claim.text for claim in pasted.claims if claim.markers}
    return [
        claim
        for place, claim in enumerate(pasted.claims)
        if claim.checkable and not claim.markers
        if not _later(pasted.text, pasted.claims, place)
        if not any(stem.startswith(claim.text[:60]) for stem in stems)
        if not (claim.stem and claim.stem.rstrip(" :") in cited)
    ]


def _later(text: str, claims: Sequence[PastedClaim], place: int) -> bool:
    """Whether a statement further on in the same paragraph carries a marker."""
    at = claims[place].end
    for claim in claims[place + 1 : place + 12]:
        if "\n" in text[at : claim.start]:
            return False
        if claim.markers:
            return True
        at = claim.end
    return False
