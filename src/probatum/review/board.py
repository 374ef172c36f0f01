"""Where a revision stands with the board: what decisions add up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from probatum.records.article import Revision, Status
from probatum.records.review import Disclosure, Person, Recommendation


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One article as it comes before the board: its revisions by hash, and who made them.

    ``authors`` are all who wrote a revision or ran the composer for one; who submits one is added by the
    decision itself.
    """

    article: str
    revisions: Mapping[str, Revision]
    authors: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommended:
    """What an assigned person recommended."""

    by: Person
    recommendation: Recommendation
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one revision stands. ``approved`` are the approvals that counted, ``before`` is the state from
    which it was suspended, ``comments`` are the hashes of events that hold a remark."""

    status: Status = Status.UNREVIEWED
    assigned: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    recommended: tuple[Recommended, ...] = ()
    approved: tuple[Recommended, ...] = ()
    approved_at: str = ""
    before: Status | None = None
    comments: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """All that was decided on one article. ``live`` is the revision that is published (or suspended)."""

    standings: Mapping[str, Standing] = field(default_factory=dict)
    submitters: frozenset[str] = frozenset()
    disclosures: Mapping[str, tuple[Disclosure, ...]] = field(default_factory=dict)
    live: str | None = None

    def of(self, revision: str) -> Standing:
        """Where a revision stands; one of which nothing was decided is unreviewed."""
        return self.standings.get(revision, Standing())
