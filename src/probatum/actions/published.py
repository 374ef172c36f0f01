"""Published: every article with where it stands, all at once; listed, filtered and searched."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import log
from threading import Lock

from probatum.actions.ask import article_name
from probatum.actions.browse import general
from probatum.actions.newer import standings_of
from probatum.actions.remembered import whole_trail
from probatum.actions.review import paper_of
from probatum.house import policies_in
from probatum.language.sense import Sense, content_words, sense_of
from probatum.language.tokens import analyse
from probatum.language.vocabulary import Vocabulary
from probatum.language.wording import Wording, wording_of
from probatum.records.article import Audience, Revision, Status
from probatum.records.event import Event
from probatum.records.house import Kind
from probatum.records.review import is_decision
from probatum.records.source import Standing
from probatum.records.wording import AddedWording, wordings_in
from probatum.review.board import Paper
from probatum.review.current import current
from probatum.review.policy import Policy
from probatum.review.status import Played, Review, play, review_of
from probatum.workspace import Workspace

#: In which order articles are listed: what can be relied on first.
ORDER: Mapping[Status, int] = {
    Status.PUBLISHED: 0,
    Status.CORRECTED: 0,
    Status.SUSPENDED: 1,
    Status.APPROVED: 2,
    Status.UNDER_REVIEW: 2,
    Status.SUBMITTED: 2,
    Status.RETURNED: 2,
    Status.UNREVIEWED: 3,
    Status.RETIRED: 4,
}

#: What is published and can be relied on.
OUT = frozenset({Status.PUBLISHED, Status.CORRECTED})

#: How many articles a page lists, and how many topics are offered to choose from.
PER_PAGE = 50
MOST_TOPICS = 40

#: A word of the question tells more of what an article is about than one of its statements.
_IN_QUESTION = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What an article is about: a concept of its question, with its MeSH id where it has one."""

    name: str
    mesh: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a list needs of a revision; ``asked`` and ``stated`` are the terms of question and statements.

    ``particular`` is whether its question tells of somebody's own trouble, or of an emergency, ``only`` which
    works alone were searched, where it were not all.
    """

    hash: str
    kind: Kind
    question: str
    audience: Audience
    answered: bool
    statements: int
    references: int
    edited: str
    topics: tuple[Topic, ...]
    asked: frozenset[str]
    stated: frozenset[str]
    wording: Wording
    sense: Sense | None
    content: frozenset[str]
    sources: frozenset[str]
    particular: bool
    only: str

    @classmethod
    def of(cls, revision: Revision, vocabulary: Vocabulary) -> Facts:
        """The facts of one revision."""
        concepts = revision.question.pico.concepts
        topics = (Topic(name=one.preferred or one.text, mesh=one.mesh) for one in concepts)
        return cls(
            hash=revision.hash,
            kind=revision.kind,
            question=revision.question.text,
            audience=revision.audience,
            answered=revision.answered,
            # One that stands in the bottom line and in a section is one statement, as on its page.
            statements=len({claim.id for claim in revision.claims}),
            references=len(revision.references),
            edited=revision.created_at,
            topics=tuple({one.name.casefold(): one for one in topics}.values()),
            asked=frozenset(analyse(revision.question.text)),
            stated=frozenset(analyse(" ".join(claim.text for claim in revision.claims))),
            wording=wording_of(revision.question),
            sense=sense_of(revision.question),
            content=content_words(revision.question.text),
            sources=frozenset(one.source for claim in revision.claims for one in claim.citations),
            only=revision.searched.only,
            particular=not general(revision.question.text, vocabulary),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An article at its current revision, and where it stands; ``newest`` is the hash of its newest one."""

    article: str
    facts: Facts
    review: Review
    newest: str

    @property
    def status(self) -> Status:
        """Where it stands."""
        return self.review.status

    @property
    def out(self) -> bool:
        """Whether it is published and can be relied on."""
        return self.status in OUT

    @property
    def shelved(self) -> bool:
        """Whether lists show it: what somebody asked of their own trouble only once the board has it."""
        return self.status is not Status.UNREVIEWED or not self.facts.particular


@dataclass(frozen=True, slots=True)
class Replayed:
    """An article after its decisions, and of what that was worked out."""

    worked_out_of: tuple[str, str, int]
    paper: Paper
    played: Played
    decisions: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a list is asked for: words, a status, a topic (its name or MeSH id), reviewed since (a date)."""

    text: str = ""
    status: Status | None = None
    topic: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """One page of a list. ``page`` counts from 1; ``total`` is over all ``pages``."""

    articles: tuple[Listed, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Every article, what can be relied on first, and newest first within that; the wordings added; and the
    board's decisions on those articles that have any."""

    articles: tuple[Listed, ...] = ()
    wordings: Mapping[str, AddedWording] = field(default_factory=dict)
    replayed: Mapping[str, Replayed] = field(default_factory=dict)
    by_name: Mapping[str, Listed] = field(default_factory=dict)
    by_wording: Mapping[tuple[Wording, Audience], tuple[Listed, ...]] = field(default_factory=dict)
    by_sense: Mapping[tuple[Sense | Wording, Audience], tuple[Listed, ...]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        articles: Iterable[Listed],
        wordings: Mapping[str, AddedWording],
        replayed: Mapping[str, Replayed],
    ) -> Listing:
        """Put articles (newest first) in order, with the ways to find them."""
        ordered = tuple(sorted(articles, key=lambda one: ORDER[one.status]))
        found: dict[tuple[Wording, Audience], list[Listed]] = defaultdict(list)
        sensed: dict[tuple[Sense | Wording, Audience], list[Listed]] = defaultdict(list)
        for one in ordered:
            # What was written for another question than it bears (a summary, an overview) answers no wording.
            if one.article != article_name(one.facts.question, one.facts.audience):
                continue
            if one.out:
                found[one.facts.wording, one.facts.audience].append(one)
            for key in (one.facts.wording, one.facts.sense):
                if key is not None:
                    sensed[key, one.facts.audience].append(one)
        return cls(
            articles=ordered,
            wordings=wordings,
            replayed=replayed,
            by_name={one.article: one for one in ordered},
            by_wording={key: tuple(same) for key, same in found.items()},
            by_sense={key: tuple(same) for key, same in sensed.items()},
        )

    @property
    def topics(self) -> tuple[tuple[Topic, int], ...]:
        """The topics of most articles, each with how many, the most frequent first."""
        counts = Counter(topic for one in self.articles if one.shelved for topic in one.facts.topics)
        return tuple(
            sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].name.casefold()))[:MOST_TOPICS]
        )

    def shelf(self, wanted: Wanted, *, page: int = 1, per_page: int = PER_PAGE) -> Shelf:
        """The articles wanted; of those with words, best match first within what can be relied on alike."""
        fitting = tuple(one for one in self.articles if one.shelved and _fits(one, wanted))
        found = _matching(fitting, wanted.text)
        pages = max(1, -(-len(found) // per_page))
        start = (page - 1) * per_page
        return Shelf(articles=found[start : start + per_page], total=len(found), page=page, pages=pages)


def _fits(one: Listed, wanted: Wanted) -> bool:
    if wanted.status is not None and one.status is not wanted.status:
        return False
    if wanted.since and one.review.reviewed < wanted.since:
        return False
    topic = wanted.topic.strip().casefold()
    return not topic or any(
        topic in (held.name.casefold(), held.mesh.casefold()) for held in one.facts.topics
    )


def _matching(listed: Sequence[Listed], text: str) -> tuple[Listed, ...]:
    """Those with every word of ``text``, where there are any, else those with some; best first."""
    terms = frozenset(analyse(text))
    if not terms:
        return () if text.strip() else tuple(listed)
    held = Counter(chain.from_iterable((one.facts.asked | one.facts.stated) & terms for one in listed))
    rarity = {term: log(1 + len(listed) / held[term]) for term in held}
    every = [one for one in listed if terms <= (one.facts.asked | one.facts.stated)]
    some = every or [one for one in listed if terms & (one.facts.asked | one.facts.stated)]
    scored = {one.article: _score(one.facts, terms, rarity) for one in some}
    return tuple(sorted(some, key=lambda one: (ORDER[one.status], -scored[one.article])))


def _score(facts: Facts, terms: frozenset[str], rarity: Mapping[str, float]) -> float:
    asked = sum(rarity[term] for term in sorted(terms & facts.asked))
    return _IN_QUESTION * asked + sum(rarity[term] for term in sorted(terms & facts.stated))


class Catalogue:
    """Lists the articles of one workspace, and works out again only what has changed. Safe for threads.

    It keeps nothing that is not computed from the store: a new one gives the same lists.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._as_of: tuple[str, int] | None = None
        self._listing = Listing()
        self._facts: dict[str, Facts] = {}
        self._replayed: dict[str, Replayed] = {}

    def listing(self, ws: Workspace) -> Listing:
        """Every article as it stands now."""
        with self._lock:
            as_of = (ws.store.last_event, ws.store.position)
            if as_of != self._as_of:
                self._listing = self._read(ws)
                self._as_of = as_of
            return self._listing

    def _read(self, ws: Workspace) -> Listing:
        events = whole_trail(ws)
        policies = policies_in(events)
        decided: dict[str, list[Event]] = defaultdict(list)
        for event in events:
            if is_decision(event):
                decided[event.subject].append(event)
        newest = dict(ws.store.newest())
        self._replayed = {
            article: self._replay(ws, article, newest[article], decided[article], policies)
            for article in newest
            if article in decided
        }
        shown = {article: self._current(article, hash_) for article, hash_ in newest.items()}
        self._facts = {name: self._facts_of(ws, article, name) for article, name in shown.items()}
        placed = self._placed(ws, newest, shown, policies)
        return Listing.of(placed, wordings_in(events), dict(self._replayed))

    def _replay(
        self,
        ws: Workspace,
        article: str,
        newest: str,
        events: Sequence[Event],
        policies: Mapping[str, Policy],
    ) -> Replayed:
        worked_out_of = (newest, events[-1].hash, len(policies))
        held = self._replayed.get(article)
        if held is not None and held.worked_out_of == worked_out_of:
            return held
        paper = paper_of(ws, article)
        return Replayed(worked_out_of, paper, play(events, paper, policies), tuple(events))

    def _current(self, article: str, newest: str) -> str:
        held = self._replayed.get(article)
        return current(held.paper, held.played.board).hash if held else newest

    def _facts_of(self, ws: Workspace, article: str, hash_: str) -> Facts:
        held = self._facts.get(hash_)
        return held if held is not None else Facts.of(ws.store.revision(article, hash_), ws.vocabulary)

    def _placed(
        self,
        ws: Workspace,
        newest: Mapping[str, str],
        shown: Mapping[str, str],
        policies: Mapping[str, Policy],
    ) -> list[Listed]:
        cited = frozenset(
            chain.from_iterable(self._facts[shown[article]].sources for article in self._replayed)
        )
        out = [self._replayed[article].paper.revisions[shown[article]] for article in self._replayed]
        standings = standings_of(ws, cited, out)
        return [
            Listed(
                article=article,
                facts=self._facts[shown[article]],
                review=self._review(article, shown[article], policies, standings),
                newest=hash_,
            )
            for article, hash_ in newest.items()
        ]

    def _review(
        self,
        article: str,
        shown: str,
        policies: Mapping[str, Policy],
        standings: Mapping[str, Standing],
    ) -> Review:
        held = self._replayed.get(article)
        if held is None:
            return Review(status=Status.UNREVIEWED)
        return review_of(held.paper.revisions[shown], held.played, policies, standings)
