"""What changed between two revisions, in claims and in domains of GRADE, and whose sign-off a claim keeps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from probatum.records.article import Revision
from probatum.records.claim import Claim
from probatum.records.evidence import Certainty, Domain

#: From this likeness on (0 to 1) a claim is the changed form of another, not a new one.
LIKE = 0.6

#: Of a claim so many characters are compared.
_LONGEST = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejudged:
    """A domain of GRADE of one outcome that is judged otherwise, or by somebody else; None: not judged there.

    ``before`` and ``after`` are the ratings of the outcome (``""`` where it is not rated).
    """

    outcome: str
    domain: str
    old: Domain | None
    new: Domain | None
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """Claims kept (words and citations alike), changed (old, new), new and gone, each in the order read.

    ``judged`` are the domains of GRADE that are judged otherwise.
    """

    kept: tuple[Claim, ...] = ()
    changed: tuple[tuple[Claim, Claim], ...] = ()
    new: tuple[Claim, ...] = ()
    gone: tuple[Claim, ...] = ()
    judged: tuple[Rejudged, ...] = ()


def diff(old: Revision, new: Revision) -> Diff:
    """Compare two revisions. A claim on other passages is a changed claim, with the same words too."""
    before = {claim.id: claim for claim in old.claims}
    after = {claim.id: claim for claim in new.claims}
    gone = {name: claim for name, claim in before.items() if name not in after}
    changed, added = [], []
    for name, claim in after.items():
        if name in before:
            continue
        nearest = max(gone.values(), key=lambda one: _likeness(one, claim), default=None)
        if nearest is not None and _likeness(nearest, claim) >= LIKE:
            changed.append((gone.pop(nearest.id), claim))
        else:
            added.append(claim)
    kept = tuple(claim for name, claim in after.items() if name in before)
    return Diff(
        kept=kept,
        changed=tuple(changed),
        new=tuple(added),
        gone=tuple(gone.values()),
        judged=rejudged(old, new),
    )


def rejudged(old: Revision, new: Revision) -> tuple[Rejudged, ...]:
    """The domains that differ between two revisions, in the order of the new one, then what only the old has.

    An outcome that only one of them rates is told of where the board had judged it: no judgement of people
    goes without a word. Between two judgements of the program only another judgement counts, not other words.
    """
    before = {one.outcome: one for one in old.certainty}
    after = {one.outcome: one for one in new.certainty}
    return tuple(
        one
        for outcome in (*after, *(name for name in before if name not in after))
        for one in _domains(outcome, before.get(outcome), after.get(outcome))
    )


def _domains(outcome: str, old: Certainty | None, new: Certainty | None) -> list[Rejudged]:
    first = {one.name: one for one in (old.domains if old else ())}
    then = {one.name: one for one in (new.domains if new else ())}
    alone = old is None or new is None
    pairs = ((name, first.get(name), then.get(name)) for name in dict.fromkeys((*then, *first)))
    return [
        Rejudged(
            outcome=outcome,
            domain=name,
            old=one,
            new=other,
            before=old.rating.value if old else "",
            after=new.rating.value if new else "",
        )
        for name, one, other in pairs
        if _differs(one, other, alone=alone)
    ]


def _differs(old: Domain | None, new: Domain | None, *, alone: bool) -> bool:
    people = any(one and one.board for one in (old, new))
    if people:
        return old != new
    return not alone and old is not None and new is not None and old.judgement is not new.judgement


def _likeness(one: Claim, other: Claim) -> float:
    words = SequenceMatcher(None, one.text[:_LONGEST].split(), other.text[:_LONGEST].split(), autojunk=False)
    return words.ratio()


def signed_off(
    revision: Revision, earlier: Iterable[tuple[Revision, tuple[str, ...]]]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """For each claim of ``revision`` that stood unchanged in an approved one: its id, and who approved it.

    It is shown beside the claim and counts towards no quorum: an approval is for one revision.
    """
    names: dict[str, tuple[str, ...]] = {}
    for approved, by in earlier:
        for claim in approved.claims:
            names[claim.id] = tuple(dict.fromkeys((*names.get(claim.id, ()), *by)))
    return tuple(
        (name, names[name]) for name in dict.fromkeys(c.id for c in revision.claims) if name in names
    )
