"""The public form of an article: the JSON of schema ``probatum/article@1``.

Page, terminal, Markdown and API all read this one form, so that they cannot disagree. Keys are only ever
added; a reader must pass over those that it does not know.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from typing_extensions import TypedDict

from probatum.language.interface import N_
from probatum.records.article import Gap, Reference, Revision, Status, Withheld
from probatum.records.canonical import plain
from probatum.records.claim import Citation, Claim
from probatum.records.dismissal import Dismissed
from probatum.records.effect import Effect
from probatum.records.evidence import Certainty, Conflict, Domain, Side
from probatum.records.house import Grade, Graded, Guideline
from probatum.records.verdict import Finding, Outcome, Verdict
from probatum.render.figures import estimate, in_words, interval, p_value
from probatum.render.references import links, type_label, vancouver

SCHEMA: Final = "probatum/article@1"

DISCLAIMER: Final = N_(
    "For health professionals. This page reports what the cited passages say; it does not know the patient "
    "and gives no advice on any one person. Decide with your own judgement, the works themselves and the "
    "guidance that holds where you practise. The evidence searched is the library of this installation, "
    "which may lack works that matter."
)


class RevisionForm(TypedDict):
    """Which state of the article this is. ``parent`` is the hash that it follows."""

    hash: str
    parent: str | None
    created_at: str


class QuestionForm(TypedDict):
    """The question as asked, its kind (BioASQ), clinical type, and PICO (lists of concepts)."""

    text: str
    kind: str
    clinical_type: str
    pico: dict[str, Any]


class CitationForm(TypedDict):
    """A quote in its passage: ``start`` and ``end`` count characters from the start of the passage."""

    marker: int
    source: str
    passage: str
    quote: str
    start: int
    end: int


class DismissalForm(TypedDict):
    """Who set a finding aside, when (RFC 3339) and why."""

    by: str
    at: str
    reason: str


class FindingForm(TypedDict):
    """What one check saw: ``said`` in the claim, ``found`` in the passage.

    A finding that a person has ``dismissed`` stays here and does not count towards the verdict.
    """

    check: str
    outcome: str
    said: str
    found: str
    reason: str
    dismissed: DismissalForm | None


class GradeForm(TypedDict):
    """How strong a recommendation is, or how sure, in its issuer's words and where they stand.

    ``start`` and ``end`` count characters of the passage; ``legend`` is what the issuer's own text says that
    the words mean, empty where it says nothing.
    """

    words: str
    source: str
    passage: str
    start: int
    end: int
    legend: str


class GuidelineForm(TypedDict):
    """The guideline that a practice summary sums up, as it was held: ``source`` is its id in the library."""

    source: str
    title: str
    issuer: str
    version: str


class PieceForm(TypedDict):
    """A stretch of a statement as another audience reads it: ``said``, ``study`` or ``gloss``.

    A gloss explains ``of`` in house words; the rest is the statement.
    """

    text: str
    kind: str
    of: str


class GradingForm(TypedDict):
    """How many years of school a text asks for (Flesch-Kincaid, SMOG); null where there is no sentence."""

    fkgl: float | None
    smog: float | None


class ReadingForm(GradingForm):
    """The reading grade of the statements as shown, and ``before`` in the clinician's words."""

    before: GradingForm


class WordForm(TypedDict):
    """A word of the statements and its meaning in plain words of the house."""

    term: str
    meaning: str


class BlockForm(TypedDict):
    """A part that is the same on every article for one audience: house wording, no medical claim."""

    name: str
    heading: str
    lines: list[str]


class DefinitionForm(TypedDict):
    """A sentence of a work that defines something, as it stands in the passage."""

    text: str
    passage: str


class StudiedForm(TypedDict):
    """Whom the work under a marker studied, as is held of it, and what it defines."""

    marker: int
    source: str
    design: str
    population: str
    definitions: list[DefinitionForm]


class ReaderForm(TypedDict):
    """What one audience is given beside the statements, and how many of them are worded otherwise.

    ``fell_back`` is how many stand in the clinician's words because other words failed a check; ``order``
    names the parts of the page in the order in which this audience reads them. ``derived`` says what this is,
    and of which revision; it is empty for clinicians.
    """

    derived: str
    statements: int
    changed: int
    fell_back: int
    words: list[WordForm]
    first: list[BlockForm]
    last: list[BlockForm]
    studied: list[StudiedForm]
    order: list[str]


class ClaimForm(TypedDict):
    """One checked sentence. ``checks`` names every check that ran, also those that found no fault.

    Of a recommendation ``strength`` and ``certainty`` are as its issuer gave them, null where it gives none.
    ``signed_off`` are those who approved the sentence, unchanged, in an earlier revision: it is told, and
    counts as no approval of this one. ``original`` is what clinicians read, ``text`` what the audience reads;
    ``fell_back`` says why they are one where other words failed a check; ``pieces`` are the text, stretch by
    stretch, empty where nothing was done to it.
    """

    id: str
    text: str
    original: str
    fell_back: str
    pieces: list[PieceForm]
    verdict: str
    checks: list[str]
    findings: list[FindingForm]
    citations: list[CitationForm]
    strength: GradeForm | None
    certainty: GradeForm | None
    signed_off: list[str]


class WithheldForm(TypedDict):
    """A statement that is not shown because its checks failed: what it said, and what they found.

    Its citations bear no marker: what is not shown has no place in the reference list.
    """

    id: str
    text: str
    verdict: str
    reasons: list[str]
    checks: list[str]
    findings: list[FindingForm]
    citations: list[QuoteForm]


class QuoteForm(TypedDict):
    """A quote in its passage, without a marker."""

    source: str
    passage: str
    quote: str
    start: int
    end: int


class SectionForm(TypedDict):
    """A section; where ``claims`` is empty ``note`` says that nothing was found."""

    heading: str
    facet: str
    claims: list[ClaimForm]
    note: str


class LinkForm(TypedDict):
    """Where a work can be found."""

    label: str
    url: str


class ReferenceForm(TypedDict):
    """One work cited. ``type`` is the design, or ``house note``: then ``of`` is the design of the work."""

    marker: int
    source: str
    type: str
    of: str
    label: str
    title: str
    authors: list[str]
    journal: str | None
    year: int | None
    doi: str | None
    pmid: str | None
    pmcid: str | None
    url: str | None
    links: list[LinkForm]
    issuer: str | None
    standing: str
    citation: str
    passages: list[str]
    cited_by: list[str]


class PrintedForm(TypedDict):
    """The figures of an effect with the digits of its passage; empty for what it does not give."""

    estimate: str
    interval: str
    p: str


class EffectForm(TypedDict):
    """One estimate as its passage states it; ``text`` is the span ``start``-``end`` of the passage."""

    measure: str
    estimate: float
    low: float | None
    high: float | None
    level: float | None
    p: float | None
    p_relation: str
    n: int | None
    events: int | None
    arms: list[str]
    outcome: str
    adjusted: bool | None
    significant: bool | None
    printed: PrintedForm
    summary: str
    marker: int | None
    source: str
    passage: str
    start: int
    end: int
    text: str


class SideForm(TypedDict):
    """One side of a disagreement: what it claims, in whom, how defined, of how many, for how long.

    What its passages do not state is empty or null. ``stance`` is that of a recommendation: ``for``,
    ``conditional`` or ``against``.
    """

    claim: str
    effect: EffectForm | None
    marker: int | None
    source: str
    passage: str
    population: str
    definition: str
    denominator: str
    follow_up: str
    title: str
    outcome: str
    n: int | None
    design: str
    year: int | None
    adjusted: bool | None
    stance: str


class ConflictForm(TypedDict):
    """Sources that disagree, side by side, and what can explain it.

    ``kind`` is ``frequency``, ``effect`` or ``recommendation``; ``differences`` names what the passages of
    two sides state and that can explain it.
    """

    about: str
    kind: str
    sides: list[SideForm]
    explanation: str
    differences: list[str]


class JudgedForm(TypedDict):
    """Who judged a domain for the board and when, and what the program had judged, and why."""

    by: str
    at: str
    computed: str
    why: str


class DomainForm(TypedDict):
    """One domain of GRADE: ``serious concern``, ``no concern seen``, ``not assessed`` …, and why.

    ``board`` says who judged it; null where a program did.
    """

    name: str
    judgement: str
    reason: str
    board: JudgedForm | None


class ComputedForm(TypedDict):
    """How a program alone rated it: where the rating starts, where it ended, and why."""

    start: str
    rating: str
    reasons: list[str]


class CertaintyForm(TypedDict):
    """How sure the evidence is about one outcome (by the rule of GRADE, from its domains), and why.

    ``domains`` is empty in revisions kept before they were recorded; ``computed`` is null where the board has
    judged none of them.
    """

    outcome: str
    rating: str
    reasons: list[str]
    sources: list[str]
    domains: list[DomainForm]
    computed: ComputedForm | None


class GapForm(TypedDict):
    """Why there is no answer: what was searched, what comes nearest, what to try."""

    searched: str
    nearest: list[str]
    reason: str
    advice: str


class LeftOutForm(TypedDict):
    """How many works that were found are not cited, for one reason."""

    reason: str
    works: int


class SearchedForm(TypedDict):
    """The search record: the query as run, how many passages were weighed, in which index, when.

    ``works`` is how many works they are of, ``left_out`` why those not cited are not; 0 and empty in
    revisions kept before this was recorded. ``only`` says to which years and designs the search was limited.
    """

    query: str
    passages_considered: int
    index: str
    at: str
    works: int
    left_out: list[LeftOutForm]
    only: str


class DatesForm(TypedDict):
    """RFC 3339 times in UTC; null for what has not happened."""

    searched: str
    edited: str
    reviewed: str | None
    next_review: str | None


class ArticleForm(TypedDict):
    """An article at one revision: the document of schema ``probatum/article@1``.

    ``kind`` is ``answer``, ``practice summary`` or ``topic overview``; only what people wrote has a
    ``title``, only a summary its ``guideline``. ``again`` says why it is under review again, if it is.
    ``reading`` and ``reader`` are null where an article is given as it is kept, and for no audience.
    """

    schema: str
    article: str
    kind: str
    title: str
    guideline: GuidelineForm | None
    again: str
    revision: RevisionForm
    status: str
    answered: bool
    answer: str
    question: QuestionForm
    audience: str
    reading: ReadingForm | None
    reader: ReaderForm | None
    lead: list[ClaimForm]
    sections: list[SectionForm]
    references: list[ReferenceForm]
    effects: list[EffectForm]
    conflicts: list[ConflictForm]
    certainty: list[CertaintyForm]
    gap: GapForm | None
    searched: SearchedForm
    dates: DatesForm
    overdue: bool
    reviewers: list[str]
    drafts: list[str]
    verdicts: dict[str, int]
    withheld: int
    held_back: list[WithheldForm]
    disclaimer: str
    made_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """When people approved an article, when they look again, and who they were; empty until they have.

    ``again`` says why they look again now, where it is not only the calendar; ``overdue`` that the day has
    passed. ``signed_off`` names for the id of a statement those who approved it, unchanged, in an earlier
    revision; ``drafts`` are the hashes of revisions newer than the one for readers.
    """

    at: str | None = None
    again_at: str | None = None
    by: tuple[str, ...] = ()
    again: str = ""
    overdue: bool = False
    signed_off: tuple[tuple[str, tuple[str, ...]], ...] = ()
    drafts: tuple[str, ...] = ()


def article_document(
    revision: Revision,
    status: Status = Status.UNREVIEWED,
    reviewed: Reviewed | None = None,
    dismissed: Dismissed | None = None,
) -> ArticleForm:
    """A revision and its status in the public form. Pure: the same input gives the same document.

    With ``dismissed`` the verdicts are those without the findings that people have set aside.
    """
    markers = _markers(revision.references)
    dismissed = dismissed or Dismissed()
    reviewed = reviewed or Reviewed()
    judged = _Judged(
        verdicts=dict(revision.verdicts) | dict(dismissed.verdicts),
        as_made=dict(revision.verdicts),
        dismissed=dismissed,
        grades={one.claim: one for one in revision.grades},
        signed_off=dict(reviewed.signed_off),
    )
    return {
        "schema": SCHEMA,
        "article": revision.article,
        "kind": revision.kind.value,
        "title": revision.title,
        "guideline": _guideline(revision.guideline),
        "again": reviewed.again,
        "revision": {
            "hash": revision.hash,
            "parent": revision.parent,
            "created_at": revision.created_at,
        },
        "status": status.value,
        "answered": revision.answered,
        "answer": revision.answer,
        "question": _question(revision),
        "audience": revision.audience.value,
        "reading": None,
        "reader": None,
        "lead": [_claim(claim, judged, markers) for claim in revision.lead],
        "sections": [
            {
                "heading": section.heading,
                "facet": section.facet,
                "claims": [_claim(claim, judged, markers) for claim in section.claims],
                "note": section.note,
            }
            for section in revision.sections
        ],
        "references": [_reference(reference, revision.claims) for reference in revision.references],
        "effects": [_effect(effect, markers) for effect in revision.effects],
        "conflicts": [_conflict(conflict, markers) for conflict in revision.conflicts],
        "certainty": [_certainty(certainty) for certainty in revision.certainty],
        "gap": _gap(revision.gap),
        "searched": {
            "query": revision.searched.query,
            "passages_considered": revision.searched.passages_considered,
            "index": revision.searched.index,
            "at": revision.searched.at,
            "works": revision.searched.works,
            "only": revision.searched.only,
            "left_out": [{"reason": one.reason, "works": one.works} for one in revision.searched.left_out],
        },
        "dates": {
            "searched": revision.searched.at,
            "edited": revision.created_at,
            "reviewed": reviewed.at,
            "next_review": reviewed.again_at,
        },
        "overdue": reviewed.overdue,
        "reviewers": list(reviewed.by),
        "drafts": list(reviewed.drafts),
        "verdicts": _tally(revision, judged),
        "withheld": revision.withheld,
        "held_back": [_held_back(one, judged) for one in revision.held_back],
        "disclaimer": DISCLAIMER,
        "made_by": revision.made_by,
    }


def overdue(form: ArticleForm) -> str:
    """The day by which an article should have been looked at again, where that has passed; else empty."""
    return (form["dates"]["next_review"] or "") if form["overdue"] else ""


def _markers(references: Sequence[Reference]) -> dict[str, int]:
    """Under which marker each cited passage stands."""
    return {passage: reference.marker for reference in references for passage in reference.passages}


def _question(revision: Revision) -> QuestionForm:
    question = revision.question
    return {
        "text": question.text,
        "kind": question.kind.value,
        "clinical_type": question.clinical_type.value,
        "pico": plain(question.pico),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """The verdicts as they stand, those that the checks gave, what people have set aside, the grades,
    and who approved a statement before."""

    verdicts: Mapping[str, Verdict]
    as_made: Mapping[str, Verdict]
    dismissed: Dismissed
    grades: Mapping[str, Graded]
    signed_off: Mapping[str, tuple[str, ...]]


def _claim(claim: Claim, judged: _Judged, markers: Mapping[str, int]) -> ClaimForm:
    nothing = Verdict(outcome=Outcome.NOT_CHECKABLE)
    verdict = judged.verdicts.get(claim.id, nothing)
    made = judged.as_made.get(claim.id, nothing)
    graded = judged.grades.get(claim.id)
    return {
        "id": claim.id,
        "text": claim.text,
        "original": claim.text,
        "fell_back": "",
        "pieces": [],
        "verdict": verdict.outcome.value,
        "checks": list(verdict.checks),
        "findings": [_finding(finding, claim, judged.dismissed) for finding in made.findings],
        "citations": [_citation(citation, markers) for citation in claim.citations],
        "strength": _grade(graded.strength) if graded else None,
        "certainty": _grade(graded.certainty) if graded else None,
        "signed_off": list(judged.signed_off.get(claim.id, ())),
    }


def _grade(grade: Grade | None) -> GradeForm | None:
    if grade is None:
        return None
    words = grade.words
    return {
        "words": words.quote,
        "source": words.source,
        "passage": words.passage,
        "start": words.start,
        "end": words.end,
        "legend": grade.legend.quote if grade.legend else "",
    }


def _guideline(guideline: Guideline | None) -> GuidelineForm | None:
    if guideline is None:
        return None
    return {
        "source": guideline.source,
        "title": guideline.title,
        "issuer": guideline.issuer,
        "version": guideline.version,
    }


def _held_back(one: Withheld, judged: _Judged) -> WithheldForm:
    claim = one.claim
    standing = judged.verdicts.get(claim.id, one.verdict)
    return {
        "id": claim.id,
        "text": claim.text,
        "verdict": standing.outcome.value,
        "reasons": list(one.verdict.reasons),
        "checks": list(one.verdict.checks),
        "findings": [_finding(finding, claim, judged.dismissed) for finding in one.verdict.findings],
        "citations": [
            {
                "source": citation.source,
                "passage": citation.passage,
                "quote": citation.quote,
                "start": citation.start,
                "end": citation.end,
            }
            for citation in claim.citations
        ],
    }


def _finding(finding: Finding, claim: Claim, dismissed: Dismissed) -> FindingForm:
    aside = dismissed.of(claim.id, finding.check)
    return {
        "check": finding.check,
        "outcome": finding.outcome.value,
        "said": finding.said,
        "found": finding.found,
        "reason": finding.reason,
        "dismissed": {"by": aside.by, "at": aside.at, "reason": aside.reason} if aside else None,
    }


def _citation(citation: Citation, markers: Mapping[str, int]) -> CitationForm:
    return {
        "marker": markers[citation.passage],
        "source": citation.source,
        "passage": citation.passage,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
    }


def _reference(reference: Reference, claims: Sequence[Claim]) -> ReferenceForm:
    held = frozenset(reference.passages)
    cited_by = [claim.id for claim in claims if any(citation.passage in held for citation in claim.citations)]
    return {
        "marker": reference.marker,
        "source": reference.source,
        "type": reference.type,
        "of": reference.of,
        "label": type_label(reference),
        "title": reference.title,
        "authors": list(reference.authors),
        "journal": reference.journal,
        "year": reference.year,
        "doi": reference.doi,
        "pmid": reference.pmid,
        "pmcid": reference.pmcid,
        "url": reference.url,
        "links": [{"label": label, "url": url} for label, url in links(reference)],
        "issuer": reference.issuer,
        "standing": reference.standing,
        "citation": vancouver(reference),
        "passages": list(reference.passages),
        "cited_by": list(dict.fromkeys(cited_by)),
    }


def _effect(effect: Effect, markers: Mapping[str, int]) -> EffectForm:
    return {
        "measure": effect.measure.value,
        "estimate": effect.estimate,
        "low": effect.low,
        "high": effect.high,
        "level": effect.level,
        "p": effect.p,
        "p_relation": effect.p_relation,
        "n": effect.n,
        "events": effect.events,
        "arms": list(effect.arms),
        "outcome": effect.outcome,
        "adjusted": effect.adjusted,
        "significant": effect.significant,
        "printed": {
            "estimate": estimate(effect),
            "interval": interval(effect),
            "p": p_value(effect),
        },
        "summary": in_words(effect),
        "marker": markers.get(effect.passage),
        "source": effect.source,
        "passage": effect.passage,
        "start": effect.start,
        "end": effect.end,
        "text": effect.text,
    }


def _side(side: Side, markers: Mapping[str, int]) -> SideForm:
    return {
        "claim": side.statement,
        "effect": _effect(side.effect, markers) if side.effect else None,
        "marker": markers.get(side.passage),
        "source": side.source,
        "passage": side.passage,
        "population": side.population,
        "definition": side.definition,
        "denominator": side.denominator,
        "follow_up": side.follow_up,
        "title": side.title,
        "outcome": side.outcome,
        "n": side.n,
        "design": side.design,
        "year": side.year,
        "adjusted": side.adjusted,
        "stance": side.stance,
    }


def _conflict(conflict: Conflict, markers: Mapping[str, int]) -> ConflictForm:
    return {
        "about": conflict.about,
        "kind": conflict.kind.value,
        "sides": [_side(side, markers) for side in conflict.sides],
        "explanation": conflict.explanation,
        "differences": list(conflict.differences),
    }


def _certainty(certainty: Certainty) -> CertaintyForm:
    return {
        "outcome": certainty.outcome,
        "rating": certainty.rating.value,
        "reasons": list(certainty.reasons),
        "sources": list(certainty.sources),
        "domains": [_domain(one) for one in certainty.domains],
        "computed": {
            "start": certainty.computed.start.value,
            "rating": certainty.computed.rating.value,
            "reasons": list(certainty.computed.reasons),
        }
        if certainty.computed
        else None,
    }


def _domain(domain: Domain) -> DomainForm:
    board = domain.board
    return {
        "name": domain.name,
        "judgement": domain.judgement.value,
        "reason": domain.reason,
        "board": {"by": board.name, "at": board.at, "computed": board.computed.value, "why": board.why}
        if board
        else None,
    }


def _gap(gap: Gap | None) -> GapForm | None:
    if gap is None:
        return None
    return {
        "searched": gap.searched,
        "nearest": list(gap.nearest),
        "reason": gap.reason,
        "advice": gap.advice,
    }


def _tally(revision: Revision, judged: _Judged) -> dict[str, int]:
    """How many claims have each verdict as it stands, best verdict first."""
    outcomes = [judged.verdicts[claim].outcome for claim, _ in revision.verdicts]
    return {outcome.value: outcomes.count(outcome) for outcome in Outcome if outcome in outcomes}
