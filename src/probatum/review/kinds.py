"""What an article of each kind must have before the board: one plain sentence where something is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from probatum.language.interface import N_, filled
from probatum.records.article import Revision
from probatum.records.claim import Claim
from probatum.records.house import HOUSE, Kind

#: An overview over fewer works is no overview.
WORKS = 2

_HOUSE_TYPES = frozenset(design.value for design in HOUSE)


def unready(revision: Revision) -> str:
    """Why ``revision`` cannot come before the board, in one sentence; empty where it can.

    A statement of any article that rests on nothing but articles of this house keeps it back: they can be
    cited beside the work itself and never in its place.
    """
    return _circular(revision) or _OF_KIND[revision.kind](revision)


def rests_on_house_alone(revision: Revision) -> tuple[Claim, ...]:
    """The statements that cite nothing but articles of this house."""
    types = {one.source: one.type for one in revision.references}
    return tuple(
        claim
        for claim in revision.claims
        if all(types.get(citation.source) in _HOUSE_TYPES for citation in claim.citations)
    )


def _circular(revision: Revision) -> str:
    alone = rests_on_house_alone(revision)
    if not alone:
        return ""
    return filled(
        "the statement {what} rests on an article of this house alone; cite the work that "
        "the article rests on",
        what=_short(alone[0].text),
    )


def _nothing(_revision: Revision) -> str:
    return ""


def _summary(revision: Revision) -> str:
    guideline = revision.guideline
    if guideline is None:
        return N_(
            "a practice summary sums up one guideline, and this one names none; begin it from a guideline"
        )
    if not revision.claims:
        return N_("the summary has no recommendation yet; add one")
    graded = {one.claim for one in revision.grades}
    for claim in revision.claims:
        if all(citation.source != guideline.source for citation in claim.citations):
            return filled(
                "the recommendation {what} does not cite the guideline; cite its passage",
                what=_short(claim.text),
            )
        if claim.id not in graded:
            return filled(
                "of the recommendation {what} it is not said how strong it is; give the issuer's "
                "words, or say that the issuer gives none",
                what=_short(claim.text),
            )
    return ""


def _overview(revision: Revision) -> str:
    works = {citation.source for claim in revision.claims for citation in claim.citations}
    if len(works) < WORKS:
        return filled(
            "an overview cites at least {works} works, and this one cites {number}; add another",
            works=WORKS,
            number=len(works),
        )
    return ""


def _short(text: str) -> str:
    return f"“{text if len(text) <= 80 else text[:79].rsplit(' ', 1)[0] + '…'}”"


_OF_KIND: Mapping[Kind, Callable[[Revision], str]] = {
    Kind.ANSWER: _nothing,
    Kind.SUMMARY: _summary,
    Kind.OVERVIEW: _overview,
}
