"""What changed between two revisions, claim by claim, and whose sign-off an unchanged claim keeps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from probatum.records.article import Revision
from probatum.records.claim import Claim

#: From this likeness on (0 to 1) a claim is the changed form of another, not a new one.
LIKE = 0.6

#: Of a claim so many characters are compared.
_LONGEST = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """Claims kept (words and citations alike), changed (old, new), new and gone, each in the order read."""

    kept: tuple[Claim, ...] = ()
    changed: tuple[tuple[Claim, Claim], ...] = ()
    new: tuple[Claim, ...] = ()
    gone: tuple[Claim, ...] = ()


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
    return Diff(kept=kept, changed=tuple(changed), new=tuple(added), gone=tuple(gone.values()))


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
