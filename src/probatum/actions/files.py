"""Files of the house: every article that is before the board, read from the trail in one pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from probatum.actions.newer import standings_of
from probatum.actions.remembered import whole_trail
from probatum.actions.review import Dossier, paper_of
from probatum.house import policies_in
from probatum.records.article import Revision, Status
from probatum.records.event import Event
from probatum.records.house import HOUSE
from probatum.records.review import is_decision
from probatum.records.source import Standing as SourceStanding
from probatum.review.current import in_hand
from probatum.review.policy import Policy
from probatum.review.status import Review, play, review_of
from probatum.review.superseded import since_current
from probatum.review.threads import Step, steps
from probatum.store.store import Store
from probatum.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One article: its dossier, every decision that counted, and where each of its revisions stands."""

    dossier: Dossier
    taken: tuple[Step, ...]
    reviews: Mapping[str, Review]

    @property
    def newest(self) -> Revision:
        """The newest revision."""
        return next(iter(self.dossier.paper.revisions.values()))

    @property
    def names(self) -> Mapping[str, str]:
        """What the people who decided, or were assigned, are called."""
        people = [one for step in self.taken for one in (step.decision.by, step.decision.to) if one]
        return {one.id: one.name for one in people}

    def status(self, revision: str) -> Status:
        """Where a revision stands; what rests on a retracted work is suspended by that."""
        return self.reviews[revision].status

    @property
    def at_work(self) -> tuple[str, ...]:
        """The revisions that somebody may have to do something about, oldest first.

        The one that is out; the newest of those in the board's hands; what people made since; where there is
        none of these, the newest.
        """
        paper, board = self.dossier.paper, self.dossier.played.board
        hands = next(iter(in_hand(paper, board)), None)
        newer = tuple(self.reviews)
        newer = newer[: newer.index(hands)] if hands else since_current(paper, board)
        made = [name for name in newer if name in paper.edited and self._open(name)]
        out = board.live if board.live in self.reviews else None
        found = tuple(dict.fromkeys(one for one in (out, hands, *made[:1]) if one))
        return found or (self.newest.hash,)

    def _open(self, revision: str) -> bool:
        return self.status(revision) is Status.UNREVIEWED


#: The states in which a revision is in the board's hands.
IN_HAND = frozenset({Status.SUBMITTED, Status.UNDER_REVIEW, Status.APPROVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """The whole trail, its events by subject, and the policies that it brings."""

    events: tuple[Event, ...]
    by_subject: Mapping[str, tuple[Event, ...]]
    policies: Mapping[str, Policy]

    @property
    def decided(self) -> frozenset[str]:
        """The articles of which anything was decided."""
        return frozenset(event.subject for event in self.events if is_decision(event))


#: The files as they were read, with what each was read of.
_AsOf = tuple[str, int, str, int, int]
_read: WeakKeyDictionary[Store, dict[str, tuple[_AsOf, File]]] = WeakKeyDictionary()


def trail_of(ws: Workspace) -> Trail:
    """Read the trail once."""
    events = whole_trail(ws)
    found: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        found[event.subject].append(event)
    by_subject = {subject: tuple(told) for subject, told in found.items()}
    return Trail(events=events, by_subject=by_subject, policies=policies_in(events))


def file_of(ws: Workspace, article: str, trail: Trail | None = None) -> File:
    """The file of one article. Raises ``NotHeld``."""
    read = trail or trail_of(ws)
    paper = paper_of(ws, article)
    events = read.by_subject.get(paper.article, ())
    played = play(events, paper, read.policies)
    revisions = paper.revisions.values()
    standings = _standings(ws, revisions)
    return File(
        dossier=Dossier(paper=paper, played=played, policies=read.policies),
        taken=tuple(steps(events, paper, read.policies)),
        reviews={one.hash: review_of(one, played, read.policies, standings) for one in revisions},
    )


def files(ws: Workspace, trail: Trail) -> Iterator[File]:
    """The files of every article of which anything was decided, in a fixed order; each read again only where
    something that it follows from has changed."""
    known, held = _read.setdefault(ws.store, {}), dict(ws.store.newest())
    position = ws.store.position
    for article in sorted(trail.decided & held.keys()):  # of others `trail verify` tells
        told = trail.by_subject[article]
        as_of = (held[article], len(told), told[-1].previous, len(trail.policies), position)
        was, file = known.get(article, (None, None))
        if file is None or was != as_of:
            file = file_of(ws, article, trail)
            if not _follows_from_others(file):
                known[article] = (as_of, file)
        yield file


def _follows_from_others(file: File) -> bool:
    """Whether where it stands hangs on other articles of the house, or on newer versions of a guideline."""
    house = {design.value for design in HOUSE}
    return any(
        one.guideline is not None or any(cited.type in house for cited in one.references)
        for one in file.dossier.paper.revisions.values()
    )


def _standings(ws: Workspace, revisions: Iterable[Revision]) -> dict[str, SourceStanding]:
    cited = {cite.source for one in revisions for claim in one.claims for cite in claim.citations}
    return standings_of(ws, cited, revisions)
