"""Workbench: one revision with everything that whoever judges it must see, and what they may do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from probatum.actions.dismiss import dismissed
from probatum.actions.files import File, Trail, file_of, trail_of
from probatum.actions.mark import marked
from probatum.actions.report import reports
from probatum.actions.review import policy_of
from probatum.appraise.rating import open_domains
from probatum.errors import EditRefused, NotHeld
from probatum.language.interface import filled
from probatum.records.article import Revision, Status
from probatum.records.claim import Claim
from probatum.records.dismissal import Dismissal
from probatum.records.event import EDITED, Event
from probatum.records.evidence import Certainty, Domain
from probatum.records.passage import Passage
from probatum.records.report import Report
from probatum.records.review import Act, Disclosure, Person, Role
from probatum.records.source import Source
from probatum.records.verdict import Finding, Outcome, Verdict
from probatum.review.diff import Rejudged, diff, rejudged, signed_off
from probatum.review.eligible import barred
from probatum.review.judgements import Earlier, earlier
from probatum.review.needs import Needs, needs
from probatum.review.openings import openings
from probatum.review.policy import Policy
from probatum.review.risk import Risk, risks
from probatum.review.status import Review
from probatum.review.threads import Thread, threads
from probatum.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement as it lies on the workbench.

    ``change`` is against the last approved revision: ``new``, ``changed`` (``before`` is how it stood) or
    ``unchanged``, and empty where there is nothing to compare with. ``signed`` are those who approved it as
    it stands in an earlier revision, ``checked`` those who marked it: shown, and counted nowhere.
    ``verdict`` is without what was set aside, ``found`` with it.
    """

    number: int
    heading: str
    claim: Claim
    verdict: Verdict
    found: tuple[Finding, ...] = ()
    checked: Mapping[str, str] = field(default_factory=dict)
    aside: tuple[Dismissal, ...] = ()
    change: str = ""
    before: Claim | None = None
    signed: tuple[str, ...] = ()
    threads: tuple[Thread, ...] = ()

    @property
    def shown(self) -> Verdict:
        """The verdict with every finding that stands, to be marked in the words."""
        gone = {one.check for one in self.aside}
        return replace(self.verdict, findings=tuple(one for one in self.found if one.check not in gone))

    @property
    def doubtful(self) -> bool:
        """Whether a check doubts it."""
        return self.verdict.outcome is not Outcome.SUPPORTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who could be assigned, and why not; ``lacking`` are specialties that they would bring."""

    person: Person
    why_not: str = ""
    brings: tuple[str, ...] = ()
    assigned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Somebody who is assigned, and how far they are."""

    person: str
    name: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """How certain one outcome is, as it lies on the workbench.

    ``domains`` are those that can be judged, as they stand; ``why_not`` says why none can. ``changed`` is
    what is judged otherwise than in the revision that this one is compared with, ``earlier`` what the board
    judged in another revision and this one does not have.
    """

    number: int
    certainty: Certainty
    domains: tuple[Domain, ...]
    why_not: str = ""
    changed: tuple[Rejudged, ...] = ()
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """All that a workbench shows of one revision to one person."""

    file: File
    revision: Revision
    review: Review
    policy: Policy
    need: Needs
    risks: tuple[Risk, ...]
    openings: Mapping[Act, str]
    statements: tuple[Statement, ...]
    dropped: tuple[Claim, ...]
    rated: tuple[Rated, ...]
    unrated: tuple[Earlier, ...]
    base: Revision | None
    seats: tuple[Seat, ...]
    candidates: tuple[Candidate, ...]
    discussion: tuple[Thread, ...]
    earlier: tuple[Thread, ...]
    disclosed: tuple[Disclosure, ...] | None
    reports: tuple[Report, ...]
    passages: Mapping[str, Passage]
    works: Mapping[str, Source]

    @property
    def status(self) -> Status:
        """Where the revision stands."""
        return self.review.status

    @property
    def unanswered(self) -> int:
        """How many threads of this revision nobody has answered."""
        held = (*self.discussion, *(one for told in self.statements for one in told.threads))
        return sum(not one.answered for one in held)


def workbench(
    ws: Workspace,
    article: str,
    person: Person,
    *,
    at: str,
    people: Iterable[Person] = (),
    revision: str | None = None,
) -> Bench:
    """The workbench of an article for ``person`` at the time ``at``: at ``revision``, else where work waits.

    ``people`` are those who could be assigned. Raises ``NotHeld``.
    """
    file = file_of(ws, article)
    chosen = _chosen(file, revision)
    policy = policy_of(ws)
    held = file.dossier
    board, paper = held.played.board, held.paper
    need = needs(board, chosen.hash, paper, policy, at)
    base = _base(file, chosen)
    told = threads(file.taken, paper)
    statements = tuple(_statements(ws, file, chosen, base, told))
    missing = earlier(paper, board, chosen, _line(ws, chosen.hash))
    return Bench(
        file=file,
        revision=chosen,
        review=file.reviews[chosen.hash],
        policy=policy,
        need=need,
        risks=risks(chosen),
        openings=openings(board, person, paper, chosen.hash, policy, at),
        statements=statements,
        dropped=diff(base, chosen).gone if base else (),
        rated=tuple(_rated(chosen, base, missing)),
        unrated=tuple(one for one in missing if not one.rated),
        base=base,
        seats=tuple(_seats(file, chosen.hash)),
        candidates=tuple(_candidates(file, chosen.hash, policy, need, people, at)),
        discussion=tuple(
            one for one in told if one.remark.revision == chosen.hash and not one.remark.comment.claim
        ),
        earlier=tuple(_earlier(told, chosen)),
        disclosed=board.disclosures.get(person.id),
        reports=tuple(one for one in reports(ws, paper.article) if one.open),
        passages=_passages(ws, chosen),
        works=ws.store.sources({one.source for claim in chosen.claims for one in claim.citations}),
    )


def _chosen(file: File, revision: str | None) -> Revision:
    revisions = file.dossier.paper.revisions
    if revision is None:
        return revisions[file.at_work[-1]]
    found = [one for name, one in revisions.items() if name.startswith(revision)]
    if len(found) != 1:
        raise NotHeld(
            filled(
                "{article} has no one revision {revision}; open it from the desk",
                article=file.dossier.paper.article,
                revision=revision[:12],
            )
        )
    return found[0]


def _base(file: File, revision: Revision) -> Revision | None:
    """What a revision is compared with: the last other one that was approved, else the one it follows."""
    approved = [
        one.decision.revision
        for one in file.taken
        if one.decision.act is Act.APPROVE and one.decision.revision != revision.hash
    ]
    revisions = file.dossier.paper.revisions
    return revisions.get(approved[-1] if approved else revision.parent or "")


def _statements(
    ws: Workspace, file: File, revision: Revision, base: Revision | None, told: Iterable[Thread]
) -> Iterator[Statement]:
    aside = dismissed(ws, revision)
    marks = marked(ws, file.dossier.paper.article)
    verdicts = dict(revision.verdicts) | dict(aside.verdicts)
    turned = diff(base, revision) if base else None
    changed = {new.id: old for old, new in turned.changed} if turned else {}
    added = {one.id for one in turned.new} if turned else set()
    signed = dict(signed_off(revision, _approved(file, revision)))
    original = dict(revision.verdicts)
    for number, (heading, claim) in enumerate(_in_order(revision), start=1):
        name = claim.id
        yield Statement(
            number=number,
            heading=heading,
            claim=claim,
            verdict=verdicts.get(name, Verdict(outcome=Outcome.NOT_CHECKABLE)),
            found=original[name].findings if name in original else (),
            checked=marks.get(name, {}),
            aside=tuple(one for one in aside.dismissals if one.claim == name),
            change=_change(turned is not None, name in added, name in changed),
            before=changed.get(name),
            signed=signed.get(name, ()),
            threads=tuple(one for one in told if one.remark.comment.claim == name),
        )


def _change(compared: bool, added: bool, changed: bool) -> str:
    if not compared:
        return ""
    return "new" if added else "changed" if changed else "unchanged"


def _in_order(revision: Revision) -> Iterator[tuple[str, Claim]]:
    """Each statement once, with its heading; one that is made twice stands where it is made first."""
    seen: set[str] = set()
    parts = [("Bottom line", revision.lead), *((one.heading, one.claims) for one in revision.sections)]
    for heading, claims in parts:
        for claim in claims:
            if claim.id not in seen:
                seen.add(claim.id)
                yield heading, claim


def _line(ws: Workspace, revision: str) -> list[str]:
    """A revision and those from which people made it, newest first."""
    found: list[str] = []
    name = revision
    while name and name not in found:
        found.append(name)
        edits = (dict(one.detail) for one in ws.store.events(name) if one.kind == EDITED)
        name = next((detail.get("base", "") for detail in edits), "")
    return found


def _rated(revision: Revision, base: Revision | None, missing: Iterable[Earlier]) -> Iterator[Rated]:
    turned = rejudged(base, revision) if base else ()
    lost = tuple(missing)
    for number, certainty in enumerate(revision.certainty, start=1):
        domains, why_not = certainty.domains, ""
        try:
            domains = open_domains(certainty)
        except EditRefused as refusal:
            why_not = refusal.sentence
        yield Rated(
            number=number,
            certainty=certainty,
            domains=domains,
            why_not=why_not,
            changed=tuple(one for one in turned if one.outcome == certainty.outcome),
            earlier=tuple(one for one in lost if one.outcome == certainty.outcome),
        )


def _approved(file: File, revision: Revision) -> Iterator[tuple[Revision, tuple[str, ...]]]:
    board = file.dossier.played.board
    for name, one in file.dossier.paper.revisions.items():
        if name != revision.hash and board.of(name).approved:
            yield one, tuple(made.by.name for made in board.of(name).approved)


def _seats(file: File, revision: str) -> Iterator[Seat]:
    now = file.dossier.played.board.of(revision)
    said = {one.by.id: one.recommendation for one in now.recommended}
    for name in now.assigned:
        state = "accepted" if name in now.accepted else "has not answered"
        yield Seat(
            person=name,
            name=file.names.get(name, name),
            state=f"recommends to {said[name]}" if name in said else state,
        )


def _candidates(
    file: File, revision: str, policy: Policy, need: Needs, people: Iterable[Person], at: str
) -> Iterator[Candidate]:
    held = file.dossier
    assigned = held.played.board.of(revision).assigned
    for person in sorted(people, key=lambda one: (one.name.casefold(), one.id)):
        if Role.REVIEWER not in person.roles:
            continue
        why = barred(person, Role.REVIEWER, held.paper, held.played.board, revision, policy, at)
        yield Candidate(
            person=person,
            why_not=why or ("is assigned already" if person.id in assigned else ""),
            brings=tuple(one for one in need.lacking if one in person.specialties),
            assigned=person.id in assigned,
        )


def _earlier(told: Iterable[Thread], revision: Revision) -> Iterator[Thread]:
    """Threads of other revisions whose statement no longer stands, or that are about the whole."""
    here = {claim.id for claim in revision.claims}
    for one in told:
        if one.remark.revision != revision.hash and one.remark.comment.claim not in here:
            yield one


def _passages(ws: Workspace, revision: Revision) -> Mapping[str, Passage]:
    cited = {(one.passage, one.source) for claim in revision.claims for one in claim.citations}
    found: dict[str, Passage] = {}
    for passage, source in sorted(cited):
        try:
            (held,) = ws.store.passages([passage], [source])
        except NotHeld:
            continue
        found[passage] = replace(held, source=source)
    return found


def log(ws: Workspace, article: str | None = None) -> tuple[Trail, tuple[Event, ...]]:
    """What happened, newest first: in the house, or to one article and its revisions. Raises ``NotHeld``."""
    trail = trail_of(ws)
    if article is None:
        return trail, tuple(reversed(trail.events))
    paper = file_of(ws, article, trail).dossier.paper
    subjects = {paper.article, *paper.revisions}
    return trail, tuple(one for one in reversed(trail.events) if one.subject in subjects)
