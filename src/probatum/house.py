"""Where the house's own articles stand as sources: worked out from their trail each time, and kept nowhere.

The store gives records as they were kept. What the board has decided since (suspended, corrected, retired) is
in the trail of the article, and this is where the two meet: whoever reads a source reads it as it stands now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from threading import Lock

import orjson

from probatum.errors import NotHeld
from probatum.records.article import Revision, Status
from probatum.records.decode import from_plain
from probatum.records.event import DRAFTED, MAKING, Event
from probatum.records.house import revision_of
from probatum.records.identity import worst
from probatum.records.review import is_decision
from probatum.records.source import Source, Standing
from probatum.review.board import Board, Paper
from probatum.review.policy import Policy
from probatum.review.status import Review, play, review_of
from probatum.review.trail import ADOPTED
from probatum.store.store import Store

_OUT = frozenset({Status.PUBLISHED, Status.CORRECTED})


def paper_in(store: Store, article: str) -> Paper:
    """An article's revisions, newest to oldest, and who made each of them. Raises ``NotHeld``."""
    revisions: dict[str, Revision] = {}
    newest = store.revision(article)
    one: Revision | None = newest
    while one is not None:
        revisions[one.hash] = one
        one = _parent(store, one) if one.parent not in revisions else None
    made = [event for name in revisions for event in store.events(name) if event.kind in MAKING]
    makers: dict[str, frozenset[str]] = {}
    for event in made:
        makers[event.subject] = makers.get(event.subject, frozenset()) | {event.by}
    edited = frozenset(event.subject for event in made if event.kind != DRAFTED)
    return Paper(article=newest.article, revisions=revisions, makers=makers, edited=edited)


def _parent(store: Store, revision: Revision) -> Revision | None:
    try:
        return store.revision(revision.article, revision.parent) if revision.parent else None
    except NotHeld:
        return None


def policies_named(store: Store, events: Iterable[Event], *more: str) -> dict[str, Policy]:
    """Every policy that a decision among ``events`` names, and those of the versions ``more``.

    A policy comes into the trail under its version: the rest of the trail need not be read.
    """
    versions = dict.fromkeys((*more, *(_policy_of(event) for event in events if is_decision(event))))
    found: dict[str, Policy] = {}
    for version in versions:
        found |= policies_in(store.events(version))
    return found


def _policy_of(event: Event) -> str:
    try:
        return str(orjson.loads(dict(event.detail)["decision"])["policy"])
    except (KeyError, TypeError, ValueError):
        return ""


def policies_in(events: Iterable[Event]) -> dict[str, Policy]:
    """Every policy that a trail brings, by its version; what is no policy, or another one, is passed over."""
    found = {}
    for event in events:
        if event.kind == ADOPTED:
            try:
                policy = from_plain(Policy, orjson.loads(dict(event.detail)["policy"]))
            except (KeyError, ValueError):
                continue
            if policy.version == event.subject:
                found[policy.version] = policy
    return found


def as_source(review: Review, board: Board, revision: str) -> Standing:
    """The standing of a house article as a source, by where its revision stands with the board. Pure.

    Published or corrected: current, or under review again where it is due for a reason. Suspended: so.
    Retired: superseded where its correction is out, else withdrawn. Before the board: under review again.
    """
    if review.status in _OUT:
        return Standing.REVIEWED_AGAIN if review.again else Standing.CURRENT
    if review.status is Status.SUSPENDED:
        return Standing.SUSPENDED
    if review.status is Status.RETIRED:
        return Standing.SUPERSEDED if board.live not in (None, revision) else Standing.WITHDRAWN
    return Standing.REVIEWED_AGAIN


class HouseStandings:
    """Gives sources as they stand now. Remembers what it worked out until something happens. Thread-safe."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._as_of: tuple[str, int] = ("", 0)
        self._known: dict[str, Standing] = {}

    def __call__(self, sources: Mapping[str, Source]) -> dict[str, Source]:
        """The same sources, those that are articles of this house with their standing of now."""
        return {name: self._now(source) for name, source in sources.items()}

    def _now(self, source: Source) -> Source:
        told = revision_of(source)
        if told is None:
            return source
        return replace(source, standing=worst([source.standing, self._standing(*told)]))

    def _standing(self, article: str, revision: str) -> Standing:
        as_of = (self._store.last_event, self._store.position)
        with self._lock:
            if as_of != self._as_of:
                self._as_of, self._known = as_of, {}
            known = self._known.get(revision)
        if known is None:
            # Not under the lock: what the article cites can be an article of this house too, an older one.
            known = self._worked_out(article, revision)
            with self._lock:
                if as_of == self._as_of:
                    self._known[revision] = known
        return known

    def _worked_out(self, article: str, revision: str) -> Standing:
        try:
            paper = paper_in(self._store, article)
            held = paper.revisions[revision]
        except (NotHeld, KeyError):
            return Standing.WITHDRAWN
        events = tuple(self._store.events(article))
        policies = policies_named(self._store, events)
        played = play(events, paper, policies)
        cited = {one.source for claim in held.claims for one in claim.citations}
        standings = {name: one.standing for name, one in self._store.sources(cited).items()}
        return as_source(review_of(held, played, policies, standings), played.board, revision)
