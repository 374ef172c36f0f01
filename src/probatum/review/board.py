"""Where a revision stands with the board: what decisions add up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from probatum.records.article import Revision, Status
from probatum.records.review import Disclosure, Person, Recommendation


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One article as it comes before the board: its revisions by hash, and who made them.

    ``makers`` are those who wrote each revision or ran the composer for it: they are authors of it and of
    all that follow it, never of what was there before. ``authors`` are so of every revision. ``edited`` are
    the revisions that people made of another one. Who submits one is added by the decision itself.
    """

    article: str
    revisions: Mapping[str, Revision]
    authors: frozenset[str] = frozenset()
    makers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    edited: frozenset[str] = frozenset()

    def authors_of(self, revision: str) -> frozenset[str]:
        """Who wrote a revision, or one that it follows: what is drafted later makes nobody its author."""
        found, name = set(self.authors), revision
        for _ in self.revisions:
            found |= self.makers.get(name, frozenset())
            one = self.revisions.get(name)
            if one is None or one.parent is None:
                break
            name = one.parent
        return frozenset(found)


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
