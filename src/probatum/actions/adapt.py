"""Adapt: one revision as another audience reads it, with every other wording judged as the original was.

There is one article for each question, the clinician's: it is what a board reviews. What others read is
made of it each time, and never stored. A wording is shown only where the comparison with the original finds
nothing (``verify/invariance``) and where the same checks, on the same passages, give it a verdict no worse
than the original's; else a plainer change is tried, and in the end the original sentence stands, and it is
said why.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from weakref import WeakKeyDictionary

from probatum.actions.ask import verdicts_on
from probatum.compose.audience import FURTHEST, ONLY_EXPLAINED, Change, Seen, plain_places, reworded
from probatum.compose.blocks import ORDER, blocks
from probatum.compose.stance import OPENINGS
from probatum.errors import NotHeld
from probatum.language.glossary import Entry, meant, mentions
from probatum.language.readability import Count, fkgl, smog, together
from probatum.language.reading import with_sentences
from probatum.records.adapted import Adapted, Grade, Piece, Studied, View, Word, kept, said_of
from probatum.records.article import Audience, Reference, Revision
from probatum.records.claim import Claim
from probatum.records.evidence import Found
from probatum.records.source import Source
from probatum.records.verdict import Outcome, Verdict
from probatum.sources.passages import passages
from probatum.store.store import Store
from probatum.verify.invariance import invariance
from probatum.verify.verdict import GRAVITY
from probatum.workspace import Workspace

#: So many views are remembered for one store; making one again gives the same.
REMEMBERED = 256
#: Of more plain words in one statement not each is tried alone.
MOST_PLACES = 8
#: Why nothing is worded where it cannot be judged.
_GONE = "A passage that is cited is no longer held, so that no other wording can be checked against it."
#: So many sentences that define something are shown of one work.
DEFINITIONS = 3

_Key = tuple[str, str, Audience]
_lock = Lock()
_made: WeakKeyDictionary[Store, OrderedDict[_Key, View]] = WeakKeyDictionary()


def adapt(ws: Workspace, revision: Revision, audience: Audience) -> View:
    """``revision`` for ``audience``. Pure in what the workspace holds; what was made lately is remembered.

    Where a passage that is cited is no longer held, no wording can be judged, and the originals stand.
    """
    key = revision.hash, f"{ws.store.position} {ws.entailer.name}", audience
    with _lock:
        known = _made.setdefault(ws.store, OrderedDict()).get(key)
    if known is None:
        known = _view(ws, revision, audience)
        with _lock:
            held = _made.setdefault(ws.store, OrderedDict())
            held[key] = known
            while len(held) > REMEMBERED:
                held.popitem(last=False)
    return known


def view_for(ws: Workspace, revision: Revision, audience: Audience) -> View | None:
    """The same where the words differ; None for clinicians, for whom an article is written."""
    return None if audience is Audience.CLINICIAN else adapt(ws, revision, audience)


def _view(ws: Workspace, revision: Revision, audience: Audience) -> View:
    claims = tuple({claim.id: claim for claim in revision.claims}.values())
    adapted = _adapted(ws, revision, claims, audience)
    shown = [one.text for one in adapted]
    return View(
        audience=audience,
        claims=adapted,
        before=grade(together(claim.text for claim in claims)),
        after=grade(together(shown)),
        words=_words(revision, adapted) if audience in FURTHEST else (),
        first=blocks(audience, "first"),
        last=blocks(audience, "last"),
        studied=_studied(ws, revision) if "studied" in ORDER[audience] else (),
        order=ORDER[audience],
    )


def grade(count: Count) -> Grade:
    """The reading grade of what was counted, to one place."""
    level, smogged = fkgl(count), smog(count)
    return Grade(
        fkgl=None if level is None else round(level, 1), smog=None if smogged is None else round(smogged, 1)
    )


# --- the statements -----------------------------------------------------------------------------------------


def _adapted(
    ws: Workspace, revision: Revision, claims: Sequence[Claim], audience: Audience
) -> tuple[Adapted, ...]:
    furthest = FURTHEST.get(audience)
    if furthest is None or not claims:
        return tuple(kept(claim.id, claim.text) for claim in claims)
    try:
        found = found_for(ws, claims)
    except NotHeld:
        return tuple(kept(claim.id, claim.text, _GONE) for claim in claims)
    bench = Bench(
        ws=ws,
        answer=revision.answer,
        verdicts=dict(revision.verdicts),
        context=context_of(revision),
        found=found,
    )
    return explained(bench, claims, audience, furthest)


def explained(
    bench: Bench, claims: Sequence[Claim], audience: Audience, furthest: Change
) -> tuple[Adapted, ...]:
    """Each statement as this audience reads it, words explained where they come first."""
    chosen = choose(bench, claims, furthest)
    seen = Seen()
    return tuple(_explained(bench, claim, chosen[claim.id], seen, audience) for claim in claims)


def context_of(revision: Revision) -> str:
    """The words that the statements stand in: the question, and all of them."""
    return " ".join([revision.question.text, *(claim.text for claim in revision.claims)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is done to a statement, and at which places of it no plain word is put.

    ``change`` is None where the original stands as it is; ``why`` says why not all is done that was wanted.
    """

    change: Change | None
    leave: frozenset[int] = frozenset()
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What a wording is tried against: the statement's revision, the words around, and the passages cited."""

    ws: Workspace
    answer: str
    verdicts: Mapping[str, Verdict]
    context: str
    found: Sequence[Found]

    def faults(self, tried: Sequence[tuple[Claim, Choice]]) -> list[str]:
        """What is wrong with each wording that is tried, in order; empty where nothing is."""
        worded = [self.pieces(claim, choice) for claim, choice in tried]
        turned = [
            Claim(text=said_of(pieces), citations=claim.citations)
            for (claim, _), pieces in zip(tried, worded, strict=True)
        ]
        other = [one for one, (claim, _) in zip(turned, tried, strict=True) if one.text != claim.text]
        opened = {one.id: self._opening(one) for one in other}
        verdicts = verdicts_on(self.ws, self.ws.entailer, other, opened, self.found)
        return [
            self.fault(claim, pieces) or self._worse(claim, verdicts.get(one.id))
            for (claim, _), pieces, one in zip(tried, worded, turned, strict=True)
        ]

    def pieces(self, claim: Claim, choice: Choice) -> tuple[Piece, ...]:
        """A statement as chosen, without what explains: that has no part in the judgement."""
        return reworded(claim.text, choice.change or ONLY_EXPLAINED, context=self.context, leave=choice.leave)

    def fault(self, claim: Claim, pieces: tuple[Piece, ...]) -> str:
        """The first thing in which the pieces say something else than the statement; else empty."""
        found = invariance(claim.text, pieces, self.context)
        return found[0].reason if found else ""

    def _opening(self, claim: Claim) -> int:
        """How many characters are the word that answers: no passage has it."""
        opening = OPENINGS.get(self.answer, "")
        return len(opening) if claim.text.startswith(opening) else 0

    def _worse(self, claim: Claim, verdict: Verdict | None) -> str:
        """Why the verdict on another wording is worse than that on the original; empty where it is not, or
        where the wording is the original's."""
        before = self.verdicts.get(claim.id)
        stood = before.outcome if before else Outcome.SUPPORTED
        if verdict is None or GRAVITY.index(verdict.outcome) >= GRAVITY.index(stood):
            return ""
        return next(iter(verdict.reasons), "The checks do not find it borne out in these words.")


def choose(bench: Bench, claims: Sequence[Claim], furthest: Change) -> dict[str, Choice]:
    """What can be done to each statement, by its id, so that it passes both looks: the first that does.

    Where all plain words together do not pass, those are kept that pass one by one, if they pass together.
    """
    chosen: dict[str, Choice] = {}
    why: dict[str, str] = {}
    for change in dict.fromkeys(wanted & furthest for wanted in _LADDER):
        for part in (False, True):
            left = [claim for claim in claims if claim.id not in chosen]
            tried = [(claim, _choice(bench, claim, change, part=part)) for claim in left]
            made = [(claim, choice) for claim, choice in tried if choice is not None]
            for (claim, choice), fault in zip(made, bench.faults(made), strict=True):
                if fault:
                    why.setdefault(claim.id, fault)
                else:
                    chosen[claim.id] = replace(choice, why=why.get(claim.id, ""))
    none = {claim.id: Choice(change=None, why=why.get(claim.id, "")) for claim in claims}
    return none | chosen


#: What is tried, one after another, for a statement for which nothing has passed yet.
_LADDER = (
    Change.STUDY | Change.CUT | Change.PLAIN,
    Change.STUDY | Change.PLAIN,
    Change.STUDY | Change.CUT,
    Change.STUDY,
    Change.CUT,
    Change.PLAIN,
    ONLY_EXPLAINED,
)


def _choice(bench: Bench, claim: Claim, change: Change, *, part: bool) -> Choice | None:
    """The choice to try: all of ``change``, or with those plain words only that pass alone."""
    if not part:
        return Choice(change=change)
    places = plain_places(claim.text) if Change.PLAIN in change else ()
    if not 1 < len(places) <= MOST_PLACES:
        return None
    alone = [Choice(change=change, leave=frozenset(places) - {place}) for place in places]
    faults = bench.faults([(claim, choice) for choice in alone])
    bad = frozenset(place for place, fault in zip(places, faults, strict=True) if fault)
    return Choice(change=change, leave=bad) if len(bad) < len(places) else None


def _explained(bench: Bench, claim: Claim, choice: Choice, seen: Seen, audience: Audience) -> Adapted:
    """The statement as shown; the original where nothing else passes."""
    if choice.change is None:
        return kept(claim.id, claim.text, choice.why)
    pieces = reworded(
        claim.text,
        choice.change,
        context=bench.context,
        seen=seen,
        written_out=audience is Audience.STUDENT,
        leave=choice.leave,
    )
    fault = bench.fault(claim, pieces)
    if fault:
        return kept(claim.id, claim.text, fault)
    fell = choice.why if said_of(pieces) == claim.text else ""
    return replace(kept(claim.id, claim.text), pieces=pieces, fell_back=fell)


def found_for(ws: Workspace, claims: Sequence[Claim]) -> tuple[Found, ...]:
    """Every passage cited, with its source, as the checks read them. Raises ``NotHeld``."""
    cited = {(one.source, one.passage): None for claim in claims for one in claim.citations}
    held = ws.store.passages([passage for _, passage in cited], [source for source, _ in cited])
    sources = ws.store.sources({source for source, _ in cited})
    return tuple(Found(source=sources[one.source], passage=with_sentences(one), score=0.0) for one in held)


# --- beside the statements ----------------------------------------------------------------------------------


def _words(revision: Revision, adapted: Sequence[Adapted]) -> tuple[Word, ...]:
    """Every listed word of the statements as they are shown, with its meaning, in alphabetical order."""
    context = context_of(revision)
    found: dict[str, Word] = {}
    for statement in adapted:
        for one in mentions(said_of(statement.pieces), context):
            told = _told(one.entry)
            if told:
                found.setdefault(one.entry.term.casefold(), Word(term=one.entry.term, meaning=told))
    return tuple(found[name] for name in sorted(found))


def _told(entry: Entry) -> str:
    return ": ".join(part for part in (entry.long, meant(entry)) if part)


def _studied(ws: Workspace, revision: Revision) -> tuple[Studied, ...]:
    sources = ws.store.sources({reference.source for reference in revision.references})
    held = (one for one in revision.references if one.source in sources)
    return tuple(_of_work(ws, one, sources[one.source]) for one in held)


def _of_work(ws: Workspace, reference: Reference, source: Source) -> Studied:
    return Studied(
        marker=reference.marker,
        source=source.id,
        design=source.design.value,
        population=source.population or "",
        definitions=tuple(_definitions(ws, source))[:DEFINITIONS],
    )


def _definitions(ws: Workspace, source: Source) -> list[tuple[str, str]]:
    """The sentences of a work that define what was counted, each with its passage, as they stand there."""
    found: dict[str, str] = {}
    for document in ws.store.documents(source.id):
        for passage in passages(source.id, document):
            for sentence in with_sentences(passage).sentences:
                if "defin" in sentence.text.casefold():
                    found.setdefault(sentence.text, passage.id)
    return list(found.items())
