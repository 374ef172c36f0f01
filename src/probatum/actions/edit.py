"""Edit: a person changes what a revision says. No sentence comes in that its passages do not support."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from probatum.actions.ask import SHOWN, references_of, verdicts_on
from probatum.actions.enact import named
from probatum.actions.review import BOARD, Dossier, dossier
from probatum.compose.stance import OPENINGS, opposes
from probatum.compose.stands import arms_of, asks_as_good, read, told_by
from probatum.errors import EditRefused, Fault, NotEligible, NotSupported, Superseded
from probatum.language.entailment import Tallied
from probatum.language.interface import filled
from probatum.language.reading import with_sentences
from probatum.records.account import Account
from probatum.records.article import Revision
from probatum.records.claim import Citation, Claim
from probatum.records.edit import Change, Cite
from probatum.records.event import EDITED, Event
from probatum.records.evidence import Found
from probatum.records.house import Kind, is_house
from probatum.records.verdict import Verdict
from probatum.review.change import Changed, changed
from probatum.review.current import current, in_hand
from probatum.review.permission import Permission, may
from probatum.review.superseded import followed_by
from probatum.workspace import Workspace

#: What ``made_by`` says of a revision that people changed.
BY_PEOPLE = "edited by people"

#: A statement cites no more than so many passages.
MOST_CITED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A revision as it would be after an edit, before it is kept, and what was done in words."""

    revision: Revision
    said: str


def edit(
    ws: Workspace,
    article: str,
    changes: Iterable[Change],
    *,
    base: str,
    by: Account,
    at: str,
    reason: str = "",
) -> Revision:
    """Make a new revision of ``base`` (its hash) with these changes; whoever does it is an author of it.

    Every sentence that comes or changes is judged as ``ask`` judges its own. The new revision is unreviewed:
    no approval carries over. Raises ``NotHeld``; ``NotEligible`` where this person may not write;
    ``Superseded`` where another edit came first; ``NotSupported`` where the passages do not say it, with what
    the checks found; ``EditRefused``, ``QuoteNotInPassage`` and ``UncitedClaim`` where what was sent is
    no statement of an article; ``OutOfOrder`` where nothing changes.
    """
    read = begun(ws, article, base, by)
    return keep(ws, proof(ws, read, changes, at=at), read, by=by, at=at, reason=reason)


def begun(ws: Workspace, article: str, base: str, by: Account) -> Revision:
    """The revision that somebody edits. Raises ``NotHeld``, ``NotEligible`` and ``Superseded``."""
    _permitted(by)
    held = dossier(ws, article)
    name = named(held.paper, base)
    _still_open(held, name)
    return held.paper.revisions[name]


def keep(ws: Workspace, made: Proof, base: Revision, *, by: Account, at: str, reason: str) -> Revision:
    """Keep what was made of ``base``, with the event that tells it. Raises ``Superseded``."""
    name = base.hash
    with ws.locked(BOARD):  # of two editors at once one wins
        held = dossier(ws, base.article)
        _still_open(held, name)
        newest = next(iter(held.paper.revisions))
        revision = replace(made.revision, parent=newest)
        detail = (
            ("article", held.paper.article),
            ("base", name),
            ("changes", made.said),
            ("name", by.name),
            ("reason", reason.strip()),
        )
        ws.store.put(revision, Event(kind=EDITED, subject=revision.hash, by=by.id, at=at, detail=detail))
    return revision


def _permitted(by: Account) -> None:
    if not by.active:
        raise NotEligible(
            filled("the account of {name} is closed; ask an administrator to open it", name=by.name)
        )
    if not may(by.roles, Permission.WRITE):
        raise NotEligible(filled("{name} may not edit: that needs the role author or editor", name=by.name))


def _still_open(held: Dossier, base: str) -> None:
    """That nobody was quicker. Raises ``Superseded``, which names the revision to edit instead."""
    paper, board = held.paper, held.played.board
    newer = followed_by(base, paper, board)
    shown = {current(paper, board).hash, *paper.edited, *in_hand(paper, board)[:1]}
    if not newer and base not in shown:
        newer = next(iter(paper.revisions))
    if newer and newer != base:
        raise Superseded(
            filled(
                "{article} was changed meanwhile, to revision {newer}; read that one and edit it",
                article=paper.article,
                newer=newer[:12],
            ),
            newer,
        )


def proof(ws: Workspace, base: Revision, changes: Iterable[Change], *, at: str) -> Proof:
    """What ``base`` would be with these changes, judged; nothing is kept.

    Raises what :func:`edit` raises but ``NotEligible`` and ``Superseded``.
    """
    done = changed(base, changes, lambda cites: _citations(ws, cites), tuple(OPENINGS.values()))
    _whole(base, done)
    answer = _answer(ws, base, done)
    found = _found(ws, done.claims)
    before = dict(base.verdicts)
    fresh = {claim.id: claim for claim in done.claims if claim.id not in before}
    opened = {done.lead[0].id: len(OPENINGS[answer])} if answer else {}
    entailer = Tallied(ws.entailer)
    made = verdicts_on(ws, entailer, fresh.values(), opened, found)
    for name, verdict in made.items():
        _supported(fresh[name], verdict, found)
    verdicts = before | made
    references = references_of(done.claims, found)
    cited = {passage for reference in references for passage in reference.passages}
    revision = replace(
        base,
        lead=done.lead,
        sections=done.sections,
        references=references,
        verdicts=tuple((name, verdicts[name]) for name in dict.fromkeys(one.id for one in done.claims)),
        effects=tuple(one for one in base.effects if one.passage in cited),
        gap=None if done.lead else base.gap,
        answer=answer,
        grades=tuple(
            replace(one, claim=name)
            for one in base.grades
            for name in (done.renamed.get(one.claim, one.claim),)
            if name in verdicts and any(claim.id == name for claim in done.claims)
        ),
        made_by=_made_by(base, entailer.said if made else ""),
        parent=base.hash,
        created_at=at,
    )
    return Proof(revision=revision, said=done.said)


def by_people(made_by: str) -> str:
    """What is said of how a revision was made, once a person has changed it."""
    return made_by if BY_PEOPLE in made_by else f"{made_by}; {BY_PEOPLE}"


def _made_by(base: Revision, entailer: str) -> str:
    said = by_people(base.made_by)
    return said if not entailer or f"entailer {entailer}" in said else f"{said}; entailer {entailer}"


def _whole(base: Revision, done: Changed) -> None:
    """That an answer still has a bottom line."""
    if base.kind is Kind.ANSWER and done.claims and not done.lead:
        raise EditRefused("the bottom line would be empty; put a statement there first")
    if base.claims and not done.claims:
        raise EditRefused("nothing would be left of the article; add a statement before the last one goes")


def _answer(ws: Workspace, base: Revision, done: Changed) -> str:
    """The word that answers, where the statement that says so still opens with it.

    The word is the composer's, of all the evidence. A person can take it away and never put one there, and
    what follows it must say the same.
    """
    opening = OPENINGS.get(base.answer, "")
    first = done.lead[0] if done.lead else None
    kept = bool(opening) and first is not None and first.text.startswith(opening)
    for claim in done.claims:
        if not kept or claim != first:
            _no_word(claim)
    if not kept or first is None:
        return ""
    if first not in base.lead and not _says(ws, base, first, len(opening)):
        reason = f"The statement does not say {base.answer} to the question."
        fault = Fault(check="answer", reason=reason, said=opening.strip(), found="", at=((0, len(opening)),))
        raise NotSupported(
            filled("{reason} Say in it what answers the question, or take the word away", reason=reason),
            "not_found",
            (fault,),
        )
    return base.answer


def _no_word(claim: Claim) -> None:
    if any(claim.text.startswith(word) for word in OPENINGS.values()):
        raise EditRefused(
            "only the first statement of the bottom line opens with the word that answers the question, and "
            "only where the evidence gave it; write the statement without the word"
        )


def _says(ws: Workspace, base: Revision, claim: Claim, opened: int) -> bool:
    if base.answer not in ("yes", "no", "together"):
        return True
    question = base.question
    title = ws.store.source(claim.citations[0].source).title or ""
    reading = read(question.text, claim.text[opened:], arms_of(question), title, told_by(question))
    if base.answer in ("yes", "together"):
        return reading.affirms
    return opposes(reading, alike=asks_as_good(question.text))


def _citations(ws: Workspace, cites: Sequence[Cite]) -> tuple[Citation, ...]:
    """What is to be cited, character for character. Raises ``NotHeld`` and ``QuoteNotInPassage``."""
    if len(cites) > MOST_CITED:
        raise EditRefused(
            filled(
                "the statement cites {number} passages; cite at most {most_cited}",
                number=len(cites),
                most_cited=MOST_CITED,
            )
        )
    made: list[Citation] = []
    for one in cites:
        (passage,) = ws.store.passages([one.passage], [one.source] if one.source else None)
        placed = one.start is not None and passage.text.startswith(one.quote, one.start)
        if placed and one.start is not None and one.start >= 0:
            made.append(Citation.of(passage, one.start, one.start + len(one.quote)))
        else:
            made.append(Citation.quoting(passage, one.quote))
    return tuple(dict.fromkeys(made))


def _found(ws: Workspace, claims: Iterable[Claim]) -> tuple[Found, ...]:
    """Every passage cited, read as a search would have read it."""
    cited = tuple(dict.fromkeys((one.source, one.passage) for claim in claims for one in claim.citations))
    sources = ws.store.sources({source for source, _ in cited})
    passages = ws.store.passages([passage for _, passage in cited], [source for source, _ in cited])
    return tuple(
        # Under the ids as cited: a work that was joined with another since has a second one.
        Found(
            source=replace(sources[source], id=source),
            passage=replace(with_sentences(passage), source=source),
            score=0.0,
        )
        for (source, _), passage in zip(cited, passages, strict=True)
    )


def _supported(claim: Claim, verdict: Verdict, found: Iterable[Found]) -> None:
    """That a statement may stand in an article. Raises ``NotSupported`` and ``EditRefused``."""
    cited = {one.source for one in claim.citations}
    if all(is_house(one.source) for one in found if one.source.id in cited):
        raise EditRefused(
            filled(
                "{text} rests on an article of this house alone; cite the work that it rests on",
                text=repr(claim.text[:80]),
            )
        )
    if verdict.outcome in SHOWN:
        return
    faults = tuple(
        Fault(
            check=one.check,
            reason=one.reason,
            said=one.said,
            found=one.found,
            at=tuple((span.start, span.end) for span in one.said_at),
        )
        for one in verdict.findings
    )
    told = " ".join(one.reason for one in faults if one.reason) or "No check could be made of it."
    raise NotSupported(
        filled(
            "{text} is not supported by what it cites ({value}): {told} Say what the passage "
            "says, or cite another one",
            text=repr(claim.text[:80]),
            value=verdict.outcome.value,
            told=told,
        ),
        verdict.outcome.value,
        faults,
    )
