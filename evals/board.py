"""``python -m evals board``: random people take random decisions; nothing illegal may come of it.

Sequences of decisions by random people over random policies, each followed by a replay (from real stores too,
where they are named); and one byte changed at random places in a signed bundle. What was counted is compared
with a second, plainer reading of the rules.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from evals.tampering import database_tampered, tampered
from probatum.errors import ReviewError, WorkspaceForeign
from probatum.records.article import Audience, Revision, Searched, Section, Status
from probatum.records.claim import Citation, Claim
from probatum.records.event import Event
from probatum.records.passage import Document, Part, TextKind, passage_at
from probatum.records.question import ClinicalType, Pico, Question, QuestionKind
from probatum.records.review import (
    Act,
    Comment,
    Decision,
    Disclosure,
    Interest,
    Person,
    Recommendation,
    Role,
)
from probatum.review.board import Board, Paper
from probatum.review.decisions import RULES, decide
from probatum.review.policy import Needed, Policy, Specialist
from probatum.review.risk import Risk
from probatum.review.status import play
from probatum.review.trail import bundle, signable
from probatum.settings import Settings
from probatum.settings import Store as StoreSettings
from probatum.store.store import Store
from probatum.workspace import store_of

#: Decisions of the long run, of one sequence, and places at which a bundle is changed.
DECISIONS, SEQUENCE, PLACES = 10_000, 120, 1_000

#: How often an act is tried beside others that are open (others: 4): an article must live for a while.
_WEIGHTS = {Act.DISCLOSE: 3, Act.RETURN: 0.1, Act.REJECT: 0.1, Act.RETIRE: 0.2, Act.COMMENT: 1,
            Act.ANSWER: 1, Act.DECLINE: 0.2, Act.APPROVE: 8, Act.RECOMMEND: 8, Act.ASSIGN: 3,
            Act.ACCEPT: 8}  # fmt: skip

_ADULTS = "Relapse was seen in 12 of 40 adults after invented treatment with zantholone."
_DOSE = "The invented dose was 5 mg of zantholone twice daily in children."
_PASSAGE = passage_at(
    "pmid:1",
    Document(
        text=f"{_ADULTS} {_DOSE}",
        kind=TextKind.ABSTRACT,
        parts=(Part(start=0, end=len(_ADULTS) + 1 + len(_DOSE)),),
    ),
    0,
    len(_ADULTS) + 1 + len(_DOSE),
)
ARTICLE = "does-invented-illness-relapse-00000000"
PASSAGES: Mapping[str, str] = {_PASSAGE.id: _PASSAGE.text}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The suite's own options."""
    parser.add_argument("--decisions", type=int, default=DECISIONS, help="decisions to take")
    parser.add_argument(
        "--places", type=int, default=PLACES, help="places at which a bundle, and a database, are changed"
    )
    parser.add_argument(
        "--store",
        action="append",
        default=[],
        metavar="URL",
        help="keep every life in this (empty) store and replay it from there: sqlite, or postgresql://…; "
        "may be given several times",
    )
    parser.add_argument("--seed", type=int, default=1, help="another seed, other people and decisions")


def run(args: argparse.Namespace) -> dict[str, object]:
    """Measure; gives the figures by name."""
    decisions = min(args.decisions, args.limit or args.decisions)
    with ExitStack() as stack, tempfile.TemporaryDirectory() as folder:
        stores = [opened(named, Path(folder)) for named in args.store]
        for store in stores:
            stack.callback(store.close)
        figures = lives(decisions, args.seed, stores)
    return {
        **figures,
        "tampering": tampered(signed_bundle(args.seed), args.places, args.seed),
        "database": database_tampered(args.places, args.seed),
    }


def opened(named: str, folder: Path) -> Store:
    """The empty store at an address, or one of SQLite in ``folder``. Raises ``WorkspaceError``."""
    url = "" if named == "sqlite" else named
    store = store_of(folder, Settings(store=StoreSettings(url=url)))
    if any(True for _ in store.trail()):
        store.close()
        raise WorkspaceForeign(f"{store.database.name}: it has a trail already; name an empty store")
    return store


def lives(decisions: int, seed: int, stores: Sequence[Store] = ()) -> dict[str, object]:
    """Take so many random decisions, in sequences; gives what came of them and what was wrong.

    Where there are ``stores``, every decision is kept in each as it is taken, and each life is replayed from
    each.
    """
    done: Counter[str] = Counter()
    wrong: list[str] = []
    chain = Chain(stores)
    lived: list[Life] = []
    for start in range(0, decisions, SEQUENCE):
        life = Life(random.Random(f"{seed}/{start}"))
        if stores:
            life.article, life.chain = f"{ARTICLE[:-8]}{start:08}", chain
        for _ in range(min(SEQUENCE, decisions - start)):
            done[life.step()] += 1
        wrong += life.wrong + life.replayed()
        for store in stores:
            wrong += life.replayed(store.events(life.article))
        lived.append(life)
    return {**_counted(decisions, done, wrong), **_kept(stores, lived, chain)}


def _kept(stores: Sequence[Store], lived: Sequence[Life], chain: Chain) -> dict[str, object]:
    """What each store says at the end of the trail and of every status; nothing without stores."""
    if not stores:
        return {}
    told = [
        {
            "store": store.database.product(),
            "events": sum(1 for _ in store.events()),
            "ends_as_it_should": [name for name, _ in store.trail()][-1:] == [chain.last],
            "statuses": _statuses(store, lived),
        }
        for store in stores
    ]
    said = [{name: value for name, value in one.items() if name != "store"} for one in told]
    return {"stores": told, "agree": all(one == said[0] for one in said)}


def _statuses(store: Store, lived: Sequence[Life]) -> str:
    """SHA-256 over the status of every revision of every life, replayed from the store."""
    digest = hashlib.sha256()
    for life in lived:
        played = play(store.events(life.article), paper(life.article), {life.policy.version: life.policy})
        for revision in paper(life.article).revisions:
            digest.update(f"{revision} {played.board.of(revision).status}\n".encode())
    return digest.hexdigest()


def _counted(decisions: int, done: Counter[str], wrong: Sequence[str]) -> dict[str, object]:
    accepted = {act.value: done[act.value] for act in Act}
    return {
        "decisions": decisions,
        "taken": sum(accepted.values()),
        "refused": done["refused"],
        "wrong": len(wrong),
        "first_wrong": wrong[:3],
        "taken_by_act": accepted,
    }


@cache
def paper(article: str = ARTICLE) -> Paper:
    """Three revisions of one article: one without risk, one with doses and children, one with both."""
    first = _revision(article, (_ADULTS,), None)
    second = _revision(article, (_DOSE,), first.hash)
    third = _revision(article, (_ADULTS, _DOSE), second.hash)
    revisions = {one.hash: one for one in (first, second, third)}
    return Paper(article=article, revisions=revisions, authors=frozenset({"person-0"}))


def _revision(article: str, sentences: tuple[str, ...], parent: str | None) -> Revision:
    claims = tuple(Claim(text=text, citations=(Citation.quoting(_PASSAGE, text),)) for text in sentences)
    return Revision(
        article=article,
        question=Question(
            text="Does the invented illness relapse?",
            kind=QuestionKind.YESNO,
            clinical_type=ClinicalType.PROGNOSIS,
            pico=Pico(),
        ),
        audience=Audience.CLINICIAN,
        lead=claims[:1],
        sections=(Section(heading="More", facet="more", claims=claims[1:]),),
        references=(),
        verdicts=(),
        effects=(),
        certainty=(),
        conflicts=(),
        gap=None,
        searched=Searched(query="illness", passages_considered=1, index="none", at=""),
        made_by="evals",
        parent=parent,
    )


def random_policy(rng: random.Random) -> Policy:
    """Any policy."""
    return Policy(
        quorum=rng.randint(1, 2),
        four_eyes=rng.random() < 0.5,
        interest_years=rng.randint(0, 4),
        review_months=rng.randint(1, 36),
        conflicting=tuple(one for one in Interest if rng.random() < 0.7),
        needed=tuple(Needed(risk=risk, approvals=rng.randint(1, 3)) for risk in Risk if rng.random() < 0.5),
        specialists=(Specialist(topic="zantholone", specialty="pharmacy"),) if rng.random() < 0.3 else (),
    )


def random_person(rng: random.Random, number: int) -> Person:
    """Anybody; most are reviewers."""
    if number == 0:
        return Person(id="person-0", name="Person 0", roles=(Role.AUTHOR, Role.EDITOR, Role.REVIEWER))
    roles = {role for role in Role if rng.random() < 0.4} | ({Role.REVIEWER} if rng.random() < 0.7 else set())
    return Person(
        id=f"person-{number}",
        name=f"Person {number}",
        roles=tuple(sorted(roles)),
        specialties=("pharmacy",) if rng.random() < 0.4 else (),
    )


class Chain:
    """The trail of all lives, kept in every one of ``stores`` as it grows; without any, in memory alone."""

    def __init__(self, stores: Sequence[Store] = ()) -> None:
        self._stores = stores
        self.last = ""

    def add(self, event: Event) -> Event:
        """Put an event at the end; gives it with its place in the chain."""
        for store in self._stores:
            store.append([event])
        chained = replace(event, previous=self.last)
        self.last = chained.hash
        return chained


@dataclass(slots=True)
class Life:
    """One article in the hands of random people, and all that was found wrong on its way."""

    rng: random.Random
    article: str = ARTICLE
    chain: Chain = field(default_factory=Chain)
    policy: Policy = field(init=False)
    people: list[Person] = field(init=False)
    board: Board = field(default_factory=Board)
    log: list[Decision] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.policy = random_policy(self.rng)
        self.people = [random_person(self.rng, number) for number in range(10)]

    @property
    def paper(self) -> Paper:
        """The article and its revisions."""
        return paper(self.article)

    def step(self) -> str:
        """Take one decision; gives its act, or ``refused``."""
        decision = self._drawn()
        event = self.chain.add(decision.event())
        self.events.append(event)
        try:
            board = decide(self.board, decision, event.hash, self.paper, self.policy)
        except ReviewError:
            self.refused.append(event.hash)
            return "refused"
        self.log.append(decision)
        before, self.board = self.board, board
        self._look(before, decision)
        return decision.act.value

    def _drawn(self) -> Decision:
        rng = self.rng
        opened_ones = [
            name for name in self.paper.revisions if self.board.of(name).status is not Status.RETIRED
        ]
        revision = rng.choice(opened_ones or list(self.paper.revisions))
        status = self.board.of(revision).status
        opened = [act for act, rule in RULES.items() if status in rule.states]
        tried = opened if opened and rng.random() < 0.9 else list(Act)
        (act,) = rng.choices(tried, [_WEIGHTS.get(one, 4) for one in tried])
        by = rng.choice(self._fit(act, revision) if rng.random() < 0.8 else self.people)
        minute = len(self.events)
        return Decision(
            act=act,
            article=self.article,
            revision=revision,
            by=by,
            at=f"2026-01-01T{minute // 60:02}:{minute % 60:02}:00Z",
            policy=self.policy.version if rng.random() < 0.98 else "another",
            reason="because" if rng.random() < 0.9 else "",
            to=rng.choice(self._free(revision)) if act is Act.ASSIGN else None,
            recommendation=self._recommendation() if act is Act.RECOMMEND else None,
            comments=self._comments(act, revision),
            answers=rng.choice(sorted(self.board.of(revision).comments) or [""]),
            disclosures=self._disclosed() if act is Act.DISCLOSE else (),
        )

    def _fit(self, act: Act, revision: str) -> list[Person]:
        able = [one for one in self.people if not RULES[act].roles.isdisjoint(one.roles)]
        now = self.board.of(revision)
        if act is Act.ACCEPT:
            able = [one for one in able if one.id in now.assigned and one.id not in now.accepted] or able
        if act is Act.RECOMMEND:
            able = [
                one for one in able if one.id in now.accepted and one.id in self.board.disclosures
            ] or able
        if act is Act.SUBMIT and self.rng.random() < 0.8:  # else nobody is left to judge
            return self.people[:1]
        if act is Act.DISCLOSE:  # most disclose once
            able = [one for one in able if one.id not in self.board.disclosures] or able
            able = [one for one in able if one.id in now.assigned] or able
        return able or self.people

    def _free(self, revision: str) -> list[Person]:
        there = self.board.of(revision).assigned
        return [one for one in self.people if one.id not in there] or self.people

    def _recommendation(self) -> Recommendation | None:
        approving = self.rng.random() < 0.7
        return Recommendation.APPROVE if approving else self.rng.choice((*Recommendation, None))

    def _comments(self, act: Act, revision: str) -> tuple[Comment, ...]:
        if act not in (Act.COMMENT, Act.ANSWER):
            return ()
        claim = self.rng.choice([*(one.id for one in self.paper.revisions[revision].claims), "", "elsewhere"])
        return (Comment(text="Say of whom.", claim=claim),)

    def _disclosed(self) -> tuple[Disclosure, ...]:
        number = self.rng.choice((0,) * 8 + (1, 2))
        return tuple(
            Disclosure(
                interest=self.rng.choice(tuple(Interest)),
                entity=self.rng.choice(("Zantho", "zantholone")),
                subjects=self.rng.choice(((), ("Zantholone",), ("elsewhere",))),
                start=2015,
                end=self.rng.choice((None, 2020, 2023, 2025)),
            )
            for _ in range(number)
        )

    # --- the second reading of the rules ------------------------------------------------------------------

    def _look(self, before: Board, decision: Decision) -> None:
        standings = self.board.standings
        out = [name for name, one in standings.items() if one.status in (Status.PUBLISHED, Status.CORRECTED)]
        if len(out) > 1 or (out and out != [self.board.live]):
            self.wrong.append(f"{decision.act}: several revisions are out")
        if decision.act is Act.APPROVE:
            self._look_at_approval(decision)
        if decision.act in (Act.PUBLISH, Act.CORRECT) and not before.of(decision.revision).approved:
            self.wrong.append("something unapproved was published")
        touched = {name for name in standings if before.of(name) != standings[name]}
        allowed = {decision.revision} | ({before.live} if decision.act is Act.CORRECT else set())
        if not touched <= allowed:
            self.wrong.append(f"{decision.act}: it touched another revision")

    def _look_at_approval(self, decision: Decision) -> None:
        valid = {one.id for one in self.people if self._may_count(one, decision)}
        counted = {one.by.id for one in self.board.of(decision.revision).approved}
        if counted != valid:
            self.wrong.append(f"approvals counted {sorted(counted)}, those that count {sorted(valid)}")
        text = " ".join(claim.text for claim in self.paper.revisions[decision.revision].claims)
        found = {Risk.DOSING, Risk.CHILDREN} if "mg" in text else set()
        needed = max(
            [self.policy.quorum, *(one.approvals for one in self.policy.needed if one.risk in found)]
        )
        if len(valid) < needed:
            self.wrong.append(f"approved with {len(valid)} of {needed}")
        if self.policy.specialists and not any(
            "pharmacy" in one.specialties for one in self.people if one.id in valid
        ):
            self.wrong.append("approved without the specialist")
        if not self._clean(decision.by) or (self.policy.four_eyes and decision.by.id in self._said(decision)):
            self.wrong.append("somebody decided who may not")

    def _said(self, decision: Decision) -> dict[str, Recommendation | None]:
        """The last recommendation of each on this revision since it last came before the board."""
        said: dict[str, Recommendation | None] = {}
        for one in self.log:
            if one.revision == decision.revision:
                if one.act in (Act.SUBMIT, Act.REVIEW_AGAIN):
                    said = {}
                elif one.act is Act.RECOMMEND:
                    said[one.by.id] = one.recommendation
                elif one.act is Act.DECLINE:
                    said.pop(one.by.id, None)
        return said

    def _may_count(self, person: Person, decision: Decision) -> bool:
        approving = self._said(decision).get(person.id) is Recommendation.APPROVE
        return approving and Role.REVIEWER in person.roles and self._clean(person)

    def _clean(self, person: Person) -> bool:
        own = {one.by.id for one in self.log if one.act is Act.SUBMIT} | {"person-0"}
        told = [one for one in self.log if one.act is Act.DISCLOSE and one.by.id == person.id]
        return person.id not in own and not any(
            self._bad(one) for one in (told[-1].disclosures if told else ())
        )

    def _bad(self, one: Disclosure) -> bool:
        kind = one.interest in self.policy.conflicting
        recent = one.end is None or 2026 - one.end <= self.policy.interest_years
        # Every claim of every revision names zantholone; none names Zantho.
        about = not one.subjects or "Zantholone" in one.subjects or one.entity == "zantholone"
        return kind and recent and about

    def replayed(self, events: Iterable[Event] | None = None) -> list[str]:
        """What is wrong with a replay of ``events``, else of all that was tried: it must end where we are."""
        tried = self.events if events is None else events
        played = play(tried, self.paper, {self.policy.version: self.policy})
        found = [] if played.board == self.board else ["a replay ends elsewhere"]
        if [one.event.hash for one in played.refused] != self.refused:
            found.append("a replay refuses other decisions")
        return found


# --- a signed life ------------------------------------------------------------------------------------------


def signed_bundle(seed: int) -> bytes:
    """A bundle with a life in it, each decision signed."""
    life = Life(random.Random(f"{seed}/signed"))
    for _ in range(SEQUENCE):
        life.step()
    chained: list[tuple[str, Event]] = []
    for decision in life.log[:25]:
        key = Ed25519PrivateKey.from_private_bytes(decision.by.id.ljust(32).encode())
        said = signable(decision, paper().revisions[decision.revision], PASSAGES)
        event = decision.event(key=key.public_key().public_bytes_raw().hex(), signature=key.sign(said).hex())
        event = replace(event, previous=chained[-1][0] if chained else "")
        chained.append((event.hash, event))
    return bundle(paper().revisions.values(), PASSAGES, chained)
