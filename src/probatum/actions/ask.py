"""Ask: a question in, an article out: an unreviewed revision, or what the board has made of one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from probatum.actions.clock import now
from probatum.actions.review import BOARD, dossier
from probatum.appraise.body import body_of_evidence
from probatum.appraise.left_out import left_out
from probatum.compose.outline import plan
from probatum.compose.stance import OPENINGS
from probatum.compose.whom import about_them, of_them
from probatum.errors import NotHeld
from probatum.index.index import Hit
from probatum.index.query import query_for
from probatum.language.entailment import Tallied
from probatum.language.interface import N_
from probatum.language.models import Entailer
from probatum.language.pico import read_question
from probatum.language.reading import with_sentences
from probatum.language.tokens import analyse
from probatum.records.article import (
    Audience,
    Draft,
    Gap,
    Reference,
    Revision,
    Searched,
    Section,
    Withheld,
)
from probatum.records.claim import Claim
from probatum.records.effect import RATIOS, Effect
from probatum.records.event import DRAFTED, Event
from probatum.records.evidence import Evidence, Found
from probatum.records.house import revision_of
from probatum.records.passage import TextKind
from probatum.records.question import Pico, Question
from probatum.records.source import Source
from probatum.records.thread import ALL, Narrowing
from probatum.records.verdict import Outcome, Span, Verdict
from probatum.review.current import current
from probatum.sources.passages import passages
from probatum.verify.check import Cited
from probatum.verify.entailment import pairs_of
from probatum.verify.verdict import judge
from probatum.workspace import Workspace

#: Verdicts with which a claim may be shown; what has any other is withheld and counted.
SHOWN = frozenset({Outcome.SUPPORTED, Outcome.PARTLY})

#: How many passages a facet of the answer may add to those of the question itself.
PER_FACET = 12

#: A term that no library holds: what is as rare stands nowhere in this one.
NOWHERE = "\N{REPLACEMENT CHARACTER}"

#: The type of a reference to our own summary of a work.
HOUSE_NOTE = "house note"

_WITHHELD = Gap(
    searched="",
    reason=N_("Every statement that would answer failed its checks and was withheld."),
    advice=N_("Ingest the works themselves (probatum ingest) and ask again."),
)

#: How many of the house notes found are read whole, and what the rest of a note is worth beside its hit.
NOTES_READ = 30
REST = 0.9


def ask(
    ws: Workspace,
    text: str,
    *,
    audience: Audience = Audience.CLINICIAN,
    by: str = "anonymous",
    starter: bool = True,
    narrowing: Narrowing = ALL,
) -> Revision:
    """Answer a question from the evidence held, as an unreviewed revision.

    Where the board has the article in hand or has published it, that revision is the answer; what is newly
    composed is kept beside it as a draft (``actions.standing.drafts``), where it says anything new.

    ``starter=False`` leaves the starter library out of the search, ``narrowing`` all works but those of some
    years and designs: what is asked of other works is another article. Raises ``QuestionEmpty`` and
    ``QuestionTooLong``; where the evidence does not answer, the revision carries a gap.
    """
    question = read_question(text, ws.vocabulary)
    evidence = evidence_for(ws, question, starter=starter, narrowing=narrowing)
    draft = about_them(question, ws.composer.compose(question, evidence, audience), evidence.found)
    draft = _limited(draft, narrowing)
    answer = _judged(ws, question, draft, evidence)
    article = article_name(question.text, audience, starter=starter, narrowing=narrowing)
    return _kept(ws, _revision(ws, article, question, audience, answer, evidence, narrowing), by)


def _limited(draft: Draft, narrowing: Narrowing) -> Draft:
    """The draft, in whose gap it is said that not all was searched."""
    if draft.gap is None or not narrowing:
        return draft
    reason = f"{draft.gap.reason} Only {narrowing.words} were searched."
    advice = "Ask again of all the evidence: what is left out here may answer."
    return replace(draft, gap=replace(draft.gap, reason=reason, advice=advice))


def evidence_for(
    ws: Workspace, question: Question, *, starter: bool = True, narrowing: Narrowing = ALL
) -> Evidence:
    """What the library holds on a question: the passages found, and what they say together."""
    found = _find(ws, question, starter=starter, narrowing=narrowing)
    evidence = body_of_evidence(question, of_them(question, found))
    rarity = ws.index.rarity((*dict.fromkeys(analyse(question.text)), NOWHERE))
    rarest = rarity.pop(NOWHERE)
    unseen = tuple(sorted(term for term, one in rarity.items() if one >= rarest))
    return replace(evidence, rarity=tuple(sorted(rarity.items())), unseen=unseen)


def _find(ws: Workspace, question: Question, *, starter: bool, narrowing: Narrowing) -> tuple[Found, ...]:
    """Passages for the question and for each facet of its answer, best first."""
    filters = replace(
        ws.filters(starter=starter),
        year_from=narrowing.since,
        year_to=narrowing.until,
        designs=frozenset(narrowing.designs),
    )
    query = query_for(question, ws.vocabulary, filters)
    hits = list(ws.index.search(query, limit=ws.settings.search.depth))
    floor = min((hit.score for hit in hits), default=0.0)
    for facet in plan(question):
        turned = query_for(_about(question, facet.seek), ws.vocabulary, filters)
        extra = ws.index.search(turned, limit=PER_FACET)
        # A facet's passages were found with other words: they may add to the answer, not lead it.
        hits += [Hit(source=hit.source, passage=hit.passage, score=floor / 2) for hit in extra]
    found = _read(ws, _once(hits))
    # What our own articles rest on was not searched for, so it is held to the same years and designs here.
    return tuple(one for one in found if narrowing.admits(one.source.design, one.source.year))


def _about(question: Question, words: str) -> Question:
    """The question turned to one facet: its people and treatment, and the facet's own words."""
    pico = question.pico
    subject = pico.population or pico.intervention or pico.concepts
    text = " ".join([*(concept.text for concept in subject), words])
    return replace(question, text=text, pico=Pico(population=subject))


def _once(hits: Iterable[Hit]) -> list[Hit]:
    best: dict[str, Hit] = {}
    for hit in hits:
        if hit.passage not in best or hit.score > best[hit.passage].score:
            best[hit.passage] = hit
    return sorted(best.values(), key=lambda hit: (-hit.score, hit.passage))


def _read(ws: Workspace, hits: Sequence[Hit]) -> tuple[Found, ...]:
    sources = ws.store.sources({hit.source for hit in hits})
    held = ws.store.passages([hit.passage for hit in hits], [hit.source for hit in hits])
    found = [
        Found(source=sources[passage.source], passage=with_sentences(passage), score=hit.score)
        for hit, passage in zip(hits, held, strict=True)
    ]
    rest = _rest_of_notes(ws, found)
    return (*found, *rest, *_behind_our_own(ws, [*found, *rest]))


def _rest_of_notes(ws: Workspace, found: Sequence[Found]) -> list[Found]:
    """The other facts of each house note found, and whom its work studied: a note is read whole."""
    there = {one.passage.id for one in found}
    best: dict[str, Found] = {}
    for one in found:
        if one.passage.kind is TextKind.NOTE:
            best.setdefault(one.source.id, one)
    notes = sorted(best.values(), key=lambda one: (-one.score, one.source.id))[:NOTES_READ]
    return [
        Found(source=one.source, passage=with_sentences(passage), score=one.score * REST)
        for one in notes
        for document in ws.store.documents(one.source.id)
        if document.kind is TextKind.NOTE
        for passage in passages(one.source.id, document)
        if passage.id not in there
    ]


def _behind_our_own(ws: Workspace, found: Sequence[Found]) -> list[Found]:
    """What the statements of our own articles among the passages found rest on: it is cited, not we."""
    there = {(one.source.id, one.passage.id) for one in found}
    wanted: dict[tuple[str, str], float] = {}
    for one in found:
        told = revision_of(one.source)
        if told is not None:
            for claim in _made_in(ws.store.revision(*told), one):
                for citation in claim.citations:
                    wanted.setdefault((citation.source, citation.passage), one.score)
    listed = [pair for pair in wanted if pair not in there]
    if not listed:
        return []
    held = ws.store.passages([passage for _, passage in listed], [source for source, _ in listed])
    sources = ws.store.sources({source for source, _ in listed})
    return [
        Found(source=sources[passage.source], passage=with_sentences(passage), score=wanted[pair])
        for pair, passage in zip(listed, held, strict=True)
    ]


def _made_in(revision: Revision, found: Found) -> list[Claim]:
    return [claim for claim in revision.claims if found.passage.text.startswith(claim.text)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A draft after judgement: only what may be shown, its verdicts, what was held back, and who read it."""

    draft: Draft
    verdicts: tuple[tuple[str, Verdict], ...]
    held_back: tuple[Withheld, ...]
    entailer: str


def _judged(ws: Workspace, question: Question, draft: Draft, evidence: Evidence) -> Answer:
    entailer = Tallied(ws.entailer)
    verdicts = _verdicts(ws, entailer, draft, evidence)
    shown = {name: verdict for name, verdict in verdicts.items() if verdict.outcome in SHOWN}
    lead = tuple(claim for claim in draft.lead if claim.id in shown)
    if draft.lead and not lead:
        gap = replace(_WITHHELD, searched=question.text)
        failed = {name: one for name, one in verdicts.items() if one.outcome not in SHOWN}
        back = _held_back(draft, failed)
        return Answer(draft=Draft(gap=gap), verdicts=(), held_back=back, entailer=entailer.said)
    sections = tuple(_only(section, shown) for section in draft.sections)
    # The word that opens the lead stands with the statement that says so, and falls with it.
    word = draft.answer if lead[:1] == draft.lead[:1] else ""
    kept = replace(draft, lead=lead, sections=sections, answer=word)
    failed = {name: verdict for name, verdict in verdicts.items() if name not in shown}
    back = _held_back(draft, failed)
    return Answer(draft=kept, verdicts=tuple(shown.items()), held_back=back, entailer=entailer.said)


def _verdicts(ws: Workspace, entailer: Entailer, draft: Draft, evidence: Evidence) -> dict[str, Verdict]:
    """The verdict on each statement, by its id."""
    opened = {claim.id: _opening(draft, claim) for claim in draft.claims}
    return verdicts_on(ws, entailer, draft.claims, opened, evidence.found)


def verdicts_on(
    ws: Workspace,
    entailer: Entailer,
    claims: Iterable[Claim],
    opened: Mapping[str, int],
    found: Sequence[Found],
) -> dict[str, Verdict]:
    """The verdict on each statement, by its id; there is no other way to one, whoever wrote the statement.

    ``opened`` says how many characters of a statement are the word that answers, ``found`` has every passage
    cited. What a model is to read of all of them it reads at once.
    """
    held = _by_address(found)
    cited = {claim.id: (claim.text[opened.get(claim.id, 0) :], _cited(claim, held)) for claim in claims}
    if entailer.name != "none":
        pairs = [pair for text, points in cited.values() for pair in pairs_of(text, points)]
        entailer.entail(pairs)  # it remembers: the check finds each pair read
    return {
        name: _moved(judge(text, points, ws.checks), opened.get(name, 0))
        for name, (text, points) in cited.items()
    }


def _opening(draft: Draft, claim: Claim) -> int:
    """How many characters of a statement are the word that answers: no passage has it."""
    opening = OPENINGS.get(draft.answer, "")
    return len(opening) if claim in draft.lead and claim.text.startswith(opening) else 0


def _moved(verdict: Verdict, by: int) -> Verdict:
    """The verdict with its places in the statement counted from ``by`` characters earlier."""
    if not by:
        return verdict
    return replace(
        verdict,
        findings=tuple(
            replace(
                one,
                said_at=tuple(Span(start=span.start + by, end=span.end + by) for span in one.said_at),
            )
            for one in verdict.findings
        ),
    )


def _held_back(draft: Draft, failed: Mapping[str, Verdict]) -> tuple[Withheld, ...]:
    """Each statement that failed, once, in the order written."""
    claims = {claim.id: claim for claim in draft.claims}
    return tuple(
        Withheld(claim=claim, verdict=failed[name]) for name, claim in claims.items() if name in failed
    )


def _only(section: Section, shown: Mapping[str, Verdict]) -> Section:
    claims = tuple(claim for claim in section.claims if claim.id in shown)
    note = (
        section.note if claims or not section.claims else "What was found failed its checks and was withheld."
    )
    return replace(section, claims=claims, note=note)


def _by_address(found: Sequence[Found]) -> dict[tuple[str, str], Found]:
    """What was found, by source and passage: two works can hold the same text, so under the same address."""
    return {(one.source.id, one.passage.id): one for one in found}


def _cited(claim: Claim, held: Mapping[tuple[str, str], Found]) -> tuple[Cited, ...]:
    cited = ((citation, held[citation.source, citation.passage]) for citation in claim.citations)
    return tuple(Cited(citation=citation, passage=one.passage, source=one.source) for citation, one in cited)


def _revision(
    ws: Workspace,
    article: str,
    question: Question,
    audience: Audience,
    answer: Answer,
    evidence: Evidence,
    narrowing: Narrowing,
) -> Revision:
    draft = answer.draft
    moment = now()
    references = references_of(draft.claims, evidence.found)
    cited = {passage for reference in references for passage in reference.passages}
    searched = Searched(
        query=" ".join(dict.fromkeys(analyse(question.text))),
        passages_considered=len(evidence.found),
        index=ws.index.fingerprint,
        at=moment,
        only=narrowing.words,
        works=len({one.source.id for one in evidence.found}),
        left_out=left_out(
            question,
            evidence.found,
            {reference.source for reference in references},
            {one.source for back in answer.held_back for one in back.claim.citations},
        ),
    )
    return Revision(
        article=article,
        question=question,
        audience=audience,
        lead=draft.lead,
        sections=draft.sections,
        references=references,
        verdicts=answer.verdicts,
        effects=tuple(one for one in evidence.effects if one.passage in cited and _told(one)),
        certainty=() if draft.gap else evidence.certainty,
        conflicts=() if draft.gap else evidence.conflicts,
        gap=draft.gap,
        searched=searched,
        made_by=f"{ws.composer.name}; embedder {ws.embedder.name}; entailer {answer.entailer}",
        answer=draft.answer,
        withheld=len(answer.held_back),
        held_back=answer.held_back,
        created_at=moment,
    )


def _told(effect: Effect) -> bool:
    """Whether a figure tells something: a percentage must name of what, a ratio stands by its sentence."""
    return bool(effect.outcome) or effect.measure in RATIOS


def _kept(ws: Workspace, revision: Revision, by: str) -> Revision:
    """The revision for readers, once this one is kept where it says anything new.

    It never displaces what the board has in hand, has published, or people have edited: beside that it is
    kept as a newer draft, and what people edited and have not submitted is left alone.
    """
    with ws.locked(BOARD):  # two revisions never follow the same one
        try:
            held = dossier(ws, revision.article)
        except NotHeld:
            return _put(ws, revision, None, by)
        latest = next(iter(held.paper.revisions.values()))
        decided = bool(held.played.board.standings)
        if latest.hash in held.paper.edited and not decided:
            return latest
        known = held.paper.revisions.values() if decided else (latest,)
        if any(replace(revision, parent=one.parent).hash == one.hash for one in known):
            made = latest
        else:
            made = _put(ws, revision, latest.hash, by)
        paper = replace(held.paper, revisions={made.hash: made, **held.paper.revisions})
        return current(paper, held.played.board) if decided else made


def _put(ws: Workspace, revision: Revision, parent: str | None, by: str) -> Revision:
    made = replace(revision, parent=parent)
    ws.store.put(made, Event(kind=DRAFTED, subject=made.hash, by=by, at=made.created_at))
    return made


def references_of(claims: Sequence[Claim], found: Sequence[Found]) -> tuple[Reference, ...]:
    """The reference list: one entry for each work cited, and one for each note of ours, by first citation."""
    held = _by_address(found)
    cited: dict[tuple[str, bool], dict[str, Found]] = {}
    for claim in claims:
        for citation in claim.citations:
            one = held[citation.source, citation.passage]
            key = (one.source.id, one.passage.kind is TextKind.NOTE)
            cited.setdefault(key, {})[citation.passage] = one
    return tuple(
        _reference(marker, note, list(passages), next(iter(passages.values())).source)
        for marker, ((_, note), passages) in enumerate(cited.items(), start=1)
    )


def _reference(marker: int, note: bool, passages: Sequence[str], source: Source) -> Reference:
    ids = source.identifiers
    return Reference(
        marker=marker,
        source=source.id,
        type=HOUSE_NOTE if note else source.design.value,
        of=source.design.value if note else "",
        title=source.label,
        authors=tuple(author.name for author in source.authors),
        journal=source.journal,
        year=source.year,
        doi=ids.doi,
        pmid=ids.pmid,
        pmcid=ids.pmcid,
        url=source.best_url,
        issuer=source.issuer,
        standing=source.standing.value,
        passages=tuple(passages),
    )


def article_name(text: str, audience: Audience, *, starter: bool = True, narrowing: Narrowing = ALL) -> str:
    """The stable name of an article: its words, and eight digits of a hash.

    The hash is over the question (white space, case and closing marks apart), the audience, whether the
    starter library was searched, and the years and designs searched: what rests on another library, or on
    part of it, is another article.
    """
    folded = " ".join(text.casefold().split()).rstrip("?!. ")
    words = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:60].rstrip("-")
    named = f"{folded}|{audience}" if starter else f"{folded}|{audience}|without the starter library"
    named = f"{named}|only {narrowing.words}" if narrowing else named
    digits = hashlib.sha256(named.encode()).hexdigest()[:8]
    return f"{words}-{digits}" if words else digits
