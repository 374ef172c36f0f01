"""The public form of an audit: the JSON of schema ``probatum/audit@1``.

Page, terminal, Markdown and API all read this one form, so that they cannot disagree. Keys are only ever
added; a reader must pass over those that it does not know.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from typing_extensions import TypedDict

from probatum.language.interface import N_
from probatum.records.audit import Audit, AuditedClaim, PastedReference, StructureFinding
from probatum.records.claim import Citation
from probatum.records.passage import Passage
from probatum.records.source import Source
from probatum.records.verdict import Finding, Outcome, Span
from probatum.render.references import design_name

SCHEMA: Final = "probatum/audit@1"

DISCLAIMER: Final = N_(
    "A program compared this text with the works that this installation holds. It can be mistaken, and works "
    "that matter may be missing: what was not found here is not thereby wrong. Read the passages yourself "
    "before you rely on a verdict."
)

#: Verdicts of claims that should be looked at before the text is relied on, the gravest first.
DOUBTFUL: Final = (Outcome.CONTRADICTED, Outcome.OVERSTATED, Outcome.NOT_FOUND)


class SpanForm(TypedDict):
    """A stretch in characters, from the start of the text, the claim or the passage that it is of."""

    start: int
    end: int


class AuditFindingForm(TypedDict):
    """What one check saw. ``said_at`` are spans of the claim's ``text``, ``found_at`` of ``passage``."""

    check: str
    outcome: str
    said: str
    found: str
    reason: str
    said_at: list[SpanForm]
    found_at: list[SpanForm]
    passage: str


class EvidenceForm(TypedDict):
    """A quote that the claim was held against: ``start`` and ``end`` count from the start of its passage."""

    source: str
    passage: str
    quote: str
    start: int
    end: int


class AuditedClaimForm(TypedDict):
    """One statement of the text, from ``start`` to ``end`` of it, with its verdict.

    ``text`` is the statement without its markers. ``stem`` is the sentence that a list item completes;
    ``why`` says why a statement is not ``checkable``. ``checks`` names every check that ran.
    """

    number: int
    text: str
    start: int
    end: int
    section: str
    markers: list[str]
    stem: str
    checkable: bool
    why: str
    verdict: str
    reasons: list[str]
    findings: list[AuditFindingForm]
    checks: list[str]
    evidence: list[EvidenceForm]


class StructureForm(TypedDict):
    """A fault in how the text is built; ``spans`` are its places in the text, the most telling first."""

    check: str
    outcome: str
    message: str
    spans: list[SpanForm]


class OwnReferenceForm(TypedDict):
    """An entry of the text's own reference list, as the text prints it."""

    start: int
    end: int
    text: str
    marker: str
    type: str
    title: str
    publisher: str
    year: int | None
    doi: str | None
    pmid: str | None
    url: str | None
    inline: bool


class WorkForm(TypedDict):
    """A work that was compared with. ``house`` is true where what is held of it is our own summary."""

    id: str
    label: str
    journal: str | None
    year: int | None
    design: str
    design_name: str
    standing: str
    house: bool
    url: str | None


class HeldForm(TypedDict):
    """A passage that was compared with, character for character, and where it stands."""

    id: str
    source: str
    kind: str
    section: str
    page: int | None
    text: str


class AuditForm(TypedDict):
    """An audit: the document of schema ``probatum/audit@1``. Offsets count characters of ``text``."""

    schema: str
    name: str
    title: str
    at: str
    made_by: str
    summary: dict[str, int]
    claims: list[AuditedClaimForm]
    structure: list[StructureForm]
    text: str
    headings: list[SpanForm]
    references: list[OwnReferenceForm]
    sources: list[WorkForm]
    passages: list[HeldForm]
    disclaimer: str


def audit_document(
    audit: Audit, works: Mapping[str, Source], passages: Mapping[tuple[str, str], Passage]
) -> AuditForm:
    """An audit in the public form. Pure: the same input gives the same document.

    ``works`` are by their id, ``passages`` by the id of their work and their address; evidence whose work or
    passage is not among them is stated with its quote alone.
    """
    cited = list(dict.fromkeys((one.source, one.passage) for each in audit.claims for one in each.evidence))
    sources = dict.fromkeys(source for source, _ in cited)
    return {
        "schema": SCHEMA,
        "name": audit.name,
        "title": audit.pasted.title,
        "at": audit.at,
        "made_by": audit.made_by,
        "summary": {outcome.value: audit.count(outcome) for outcome in Outcome},
        "claims": [_claim(number, one) for number, one in enumerate(audit.claims, start=1)],
        "structure": [_structure(one) for one in audit.structure],
        "text": audit.pasted.text,
        "headings": [_span(one) for one in audit.pasted.headings],
        "references": [_reference(one) for one in audit.pasted.references],
        "sources": [_work(source, works[source]) for source in sources if source in works],
        "passages": [_held(passages[key]) for key in cited if key in passages],
        "disclaimer": DISCLAIMER,
    }


def in_doubt(form: AuditForm) -> bool:
    """Whether a claim is contradicted, overstated or not found, or the text is built with a fault."""
    return bool(form["structure"]) or any(form["summary"][outcome.value] for outcome in DOUBTFUL)


def _span(span: Span) -> SpanForm:
    return {"start": span.start, "end": span.end}


def _claim(number: int, one: AuditedClaim) -> AuditedClaimForm:
    claim, verdict = one.claim, one.verdict
    return {
        "number": number,
        "text": claim.text,
        "start": claim.start,
        "end": claim.end,
        "section": claim.section,
        "markers": list(claim.markers),
        "stem": claim.stem,
        "checkable": claim.checkable,
        "why": claim.why,
        "verdict": verdict.outcome.value,
        "reasons": list(dict.fromkeys(verdict.reasons)),
        "findings": [_finding(finding) for finding in verdict.findings],
        "checks": list(verdict.checks),
        "evidence": [_evidence(citation) for citation in one.evidence],
    }


def _finding(finding: Finding) -> AuditFindingForm:
    return {
        "check": finding.check,
        "outcome": finding.outcome.value,
        "said": finding.said,
        "found": finding.found,
        "reason": finding.reason,
        "said_at": [_span(one) for one in finding.said_at],
        "found_at": [_span(one) for one in finding.found_at],
        "passage": finding.passage,
    }


def _evidence(citation: Citation) -> EvidenceForm:
    return {
        "source": citation.source,
        "passage": citation.passage,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
    }


def _structure(finding: StructureFinding) -> StructureForm:
    return {
        "check": finding.check,
        "outcome": finding.outcome.value,
        "message": finding.message,
        "spans": [_span(one) for one in finding.spans],
    }


def _reference(entry: PastedReference) -> OwnReferenceForm:
    return {
        "start": entry.start,
        "end": entry.end,
        "text": entry.text,
        "marker": entry.marker,
        "type": entry.type,
        "title": entry.title,
        "publisher": entry.publisher,
        "year": entry.year,
        "doi": entry.doi,
        "pmid": entry.pmid,
        "url": entry.url,
        "inline": entry.inline,
    }


def _work(source: str, work: Source) -> WorkForm:
    url = work.best_url
    return {
        "id": source,
        "label": work.label,
        "journal": work.journal or work.issuer,
        "year": work.year,
        "design": work.design.value,
        "design_name": design_name(work.design.value),
        "standing": work.standing.value,
        "house": work.house,
        "url": url if url and url.startswith(("https://", "http://")) else None,
    }


def _held(passage: Passage) -> HeldForm:
    return {
        "id": passage.id,
        "source": passage.source,
        "kind": passage.kind.value,
        "section": passage.section,
        "page": passage.page,
        "text": passage.text,
    }
