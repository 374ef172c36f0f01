"""A board that publishes an invented article, and what it needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from probatum.actions.ask import article_name
from probatum.actions.review import decide, policy_of
from probatum.language.pico import read_question
from probatum.language.vocabulary import Vocabulary
from probatum.records.article import Audience, Revision
from probatum.records.claim import Claim
from probatum.records.event import Event
from probatum.records.evidence import Domain, JudgedBy, Judgement, Rating
from probatum.records.review import Act, Decision, Disclosure, Interest, Person, Recommendation, Role
from probatum.settings import Dense, Settings
from probatum.store.store import Reading
from probatum.workspace import Workspace, open_workspace
from tests.render.myositis import ABSTRACT, COHORT, NOTE, NOTED, revision

QUESTION = "Can inflammatory myositis relapse?"
NAME = article_name(QUESTION, Audience.CLINICIAN)

AUTHOR = Person(id="ada", name="Ada Author", roles=(Role.AUTHOR,))
EDITOR = Person(id="eva", name="Eva Editor", roles=(Role.EDITOR,))
RITA = Person(id="rita", name="Rita Reviewer", roles=(Role.REVIEWER,), specialties=("rheumatology",))
RON = Person(id="ron", name="Ron Reviewer", roles=(Role.REVIEWER,))

GRANT = Disclosure(interest=Interest.GRANTS, entity="A society", subjects=("asthma",), start=2024)


def day(number: int) -> str:
    """A time on a day of 2026, counted from its first."""
    return f"2026-{1 + number // 28:02}-{1 + number % 28:02}T09:00:00Z"


def first() -> Revision:
    """The article as it is first published."""
    return replace(revision(), article=NAME, question=read_question(QUESTION, Vocabulary.shipped()))


def changed(old: Revision, words: str = "Yes. Relapse occurred in 65 of 105 patients (62%).") -> Revision:
    """The revision that follows ``old``, with other words in its lead."""
    lead = Claim(text=words, citations=old.lead[0].citations)
    verdicts = ((lead.id, old.verdicts[0][1]), *old.verdicts[1:])
    return replace(old, lead=(lead,), verdicts=verdicts, parent=old.hash, created_at="2026-03-01T09:00:00Z")


def graded(old: Revision, rating: Rating = Rating.LOW, **judged: Judgement) -> Revision:
    """The revision with an outcome rated by domains of GRADE; its ``imprecision`` is of serious concern."""
    domains = tuple(
        Domain(name=name.replace("_", " "), judgement=judgement, reason="So it was judged.")
        for name, judgement in ({"imprecision": Judgement.SERIOUS} | judged).items()
    )
    (relapse,) = old.certainty
    return replace(old, certainty=(replace(relapse, rating=rating, domains=domains),))


def regraded(
    old: Revision, imprecision: Judgement = Judgement.VERY_SERIOUS, rating: Rating = Rating.VERY_LOW
) -> Revision:
    """The revision that follows ``old``, in which the editor judged its imprecision otherwise."""
    (relapse,) = old.certainty
    board = JudgedBy(by="eva", name="Eva Editor", at=day(8), computed=Judgement.SERIOUS, why="One centre.")
    domains = tuple(
        replace(one, judgement=imprecision, reason="Few people.", board=board)
        if one.name == "imprecision"
        else one
        for one in relapse.domains
    )
    rated = replace(relapse, rating=rating, domains=domains)
    return replace(old, certainty=(rated,), parent=old.hash, created_at=day(8))


def kept(ws: Workspace, made: Revision, by: str = "ada", **detail: str) -> Revision:
    """Put a revision into the store, as somebody's."""
    event = Event(kind="drafted", subject=made.hash, by=by, at=made.created_at, detail=tuple(detail.items()))
    ws.store.put(made, event)
    return made


def act(ws: Workspace, made: Revision, what: Act, by: Person, at: str, **more: Any) -> Event:
    """Decide something on a revision."""
    more.setdefault("reason", "")
    decision = Decision(
        act=what,
        article=made.article,
        revision=made.hash,
        by=by,
        at=at,
        policy=policy_of(ws).version,
        **more,
    )
    return decide(ws, decision)


def approved(ws: Workspace, made: Revision, at: str) -> None:
    """Two reviewers recommend a revision, and the editor approves it."""
    act(ws, made, Act.SUBMIT, AUTHOR, at)
    for one, interests in ((RITA, (GRANT,)), (RON, ())):
        act(ws, made, Act.ASSIGN, EDITOR, at, to=one)
        act(ws, made, Act.ACCEPT, one, at)
        act(ws, made, Act.DISCLOSE, one, at, disclosures=interests)
        act(ws, made, Act.RECOMMEND, one, at, recommendation=Recommendation.APPROVE)
    act(ws, made, Act.APPROVE, EDITOR, at)


def published(ws: Workspace, made: Revision, at: str) -> Revision:
    """The whole way of a revision that is the first of its article to be published."""
    approved(ws, made, at)
    act(ws, made, Act.PUBLISH, EDITOR, at)
    return made


def corrected(ws: Workspace, made: Revision, at: str, reason: str = "A number was wrong.") -> Revision:
    """The whole way of a revision that takes the place of a published one."""
    approved(ws, made, at)
    act(ws, made, Act.CORRECT, EDITOR, at, reason=reason)
    return made


@contextmanager
def opened(path: Path) -> Iterator[Workspace]:
    """A workspace with the two invented works and no article."""
    ws = open_workspace(path, settings=Settings(dense=Dense(enabled=False)), starter=False)
    ws.store.keep(
        [
            Reading(source=COHORT, document=ABSTRACT, reader="pubmed", origin="a.xml", place="record 1"),
            Reading(source=NOTED, document=NOTE, reader="note", origin="a.jsonl", place="line 1"),
        ]
    )
    ws.catch_up()
    yield ws
    ws.close()
