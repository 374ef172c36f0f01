"""Judge certainty: a person judges domains of GRADE in the program's place; the rating follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from probatum.actions.edit import Proof, begun, by_people, keep
from probatum.appraise.rating import judged
from probatum.errors import NotHeld, OutOfOrder, ReasonMissing
from probatum.language.interface import filled
from probatum.records.account import Account
from probatum.records.article import Revision
from probatum.records.edit import Judge
from probatum.records.evidence import Certainty
from probatum.review.change import plain
from probatum.review.diff import Rejudged, rejudged
from probatum.workspace import Workspace

#: Of a reason no more characters than these.
LONGEST_REASON = 500


def judge_certainty(
    ws: Workspace, article: str, judgements: Iterable[Judge], *, base: str, by: Account, at: str
) -> Revision:
    """Make a new revision of ``base`` (its hash) with these judgements; whoever does it is an author of it.

    Whoever may edit may do this, and it is kept as an edit is: the new revision is unreviewed, no approval
    carries over, and the trail tells which domain of which outcome was judged otherwise, from what to what,
    and why. Raises ``NotHeld`` where there is no such revision, outcome or domain; ``NotEligible``;
    ``Superseded`` where another edit came first; ``ReasonMissing``; ``EditRefused`` where the judgement is
    none of that domain; ``OutOfOrder`` where nothing changes.
    """
    listed = tuple(judgements)
    read = begun(ws, article, base, by)
    made = weighed(read, listed, by=by, at=at)
    return keep(ws, made, read, by=by, at=at, reason=_why(listed))


def weighed(base: Revision, judgements: Iterable[Judge], *, by: Account, at: str) -> Proof:
    """What ``base`` would be with these judgements; nothing is kept. Raises as :func:`judge_certainty`."""
    rated = base.certainty
    for one in judgements:
        rated = _with(rated, one, by, at)
    made = replace(base, certainty=rated, made_by=by_people(base.made_by), parent=base.hash, created_at=at)
    turned = rejudged(base, made)
    if not turned:
        raise OutOfOrder("nothing is judged otherwise; judge a domain, or leave the revision as it is")
    return Proof(revision=made, said="; ".join([*map(_turned, turned), *_ratings(base, made)]))


def _with(rated: Sequence[Certainty], one: Judge, by: Account, at: str) -> tuple[Certainty, ...]:
    if not one.reason.strip():
        raise ReasonMissing(
            filled("a judgement of {domain} needs a reason; say it in a sentence", domain=one.domain)
        )
    if all(certainty.outcome != one.outcome for certainty in rated):
        raise NotHeld(
            f"that revision rates no outcome {one.outcome!r}; it rates "
            + (", ".join(certainty.outcome for certainty in rated) or "none")
        )
    reason = plain(one.reason, LONGEST_REASON, "reason")
    return tuple(
        judged(certainty, one.domain, one.judgement, reason=reason, by=by.id, name=by.name, at=at)
        if certainty.outcome == one.outcome
        else certainty
        for certainty in rated
    )


def _turned(one: Rejudged) -> str:
    new = one.new.judgement.value if one.new else "as the program judged it"
    old = one.old.judgement.value if one.old else "not assessed"
    again = " (as the program judged it)" if one.new and not one.new.board else ""
    return f"judged the {one.domain} of {one.outcome}: {old} → {new}{again}"


def _ratings(old: Revision, new: Revision) -> list[str]:
    return [
        f"the certainty about {after.outcome} is {after.rating.value}, it was {before.rating.value}"
        for before, after in zip(old.certainty, new.certainty, strict=True)
        if before.rating is not after.rating
    ]


def _why(judgements: Sequence[Judge]) -> str:
    """The reasons, each with its domain where there are several."""
    if len(judgements) == 1:
        return " ".join(judgements[0].reason.split())
    return " ".join(f"{one.domain.capitalize()}: {' '.join(one.reason.split())}" for one in judgements)
