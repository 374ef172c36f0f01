"""A hand-made audit for tests of what is shown: invented works, every verdict, every kind of finding."""

from __future__ import annotations

from probatum.actions.gather import Gathered
from probatum.records.audit import (
    Audit,
    AuditedClaim,
    Pasted,
    PastedClaim,
    PastedReference,
    StructureFinding,
)
from probatum.records.claim import Citation
from probatum.records.passage import Passage
from probatum.records.verdict import Finding, Outcome, Span, Verdict
from probatum.render.audit_contract import AuditForm, audit_document
from tests.render.myositis import COHORT, NOTED, abstract_passage, fact_passage

CHECKS = ("quote", "numbers", "negation")
TEXT = """\
# Invented <b>myositis</b> & its relapses

All pages are reviewed by our board.

Relapse occurred in 65 of 105 patients (62%) [1].
Doubling of the ANA titre raises the risk
of relapse [1, 2].

  • Immunosuppressants reduce relapse (HR 0.30) [1].
    • Relapse was seen in about a third of patients while the dose was lowered [2]
  • Zanthofibrate prevents every relapse [3].

Talk to your doctor.

References
1. Relapse in invented myositis. 2024.
2. "Guideline" by <script>alert(1)</script>
"""


def span(words: str, *, within: str = TEXT, skip: int = 0) -> Span:
    """Where ``words`` stand in a text."""
    start = within.index(words, skip)
    return Span(start=start, end=start + len(words))


def _claim(text: str, *, upto: str = "", **more: object) -> PastedClaim:
    start = TEXT.index(text[:20])
    end = TEXT.index(upto, start) + len(upto) if upto else start + len(text)
    return PastedClaim(text=text, start=start, end=end, **more)  # type: ignore[arg-type]


def _finding(outcome: Outcome, said: str, text: str, reason: str, **more: object) -> Finding:
    return Finding(
        check="numbers",
        outcome=outcome,
        said=said,
        reason=reason,
        said_at=(span(said, within=text),),
        **more,  # type: ignore[arg-type]
    )


def _audited(claim: PastedClaim, outcome: Outcome, *found: Finding, quotes: tuple[Citation, ...] = ()) -> AuditedClaim:  # fmt: skip  # noqa: E501
    verdict = Verdict(outcome=outcome, findings=found, checks=CHECKS if claim.checkable else ())
    return AuditedClaim(claim=claim, verdict=verdict, evidence=quotes)


def _reviewed() -> AuditedClaim:
    why = "It speaks of how the page itself was reviewed."
    claim = _claim("All pages are reviewed by our board.", checkable=False, why=why)
    return _audited(claim, Outcome.NOT_CHECKABLE)


def _supported(abstract: Passage) -> AuditedClaim:
    claim = _claim("Relapse occurred in 65 of 105 patients (62%)", upto="[1]", markers=("1",))
    quotes = (
        Citation.quoting(abstract, "Relapse occurred in 65 of 105 patients (62%)."),
        Citation.quoting(fact_passage(), "Relapse was seen in 12 of 40 patients (30%)"),
    )
    return _audited(claim, Outcome.SUPPORTED, quotes=quotes)


def _overstated(abstract: Passage) -> AuditedClaim:
    text = "Doubling of the ANA titre raises the risk\nof relapse"
    claim = _claim(text, upto="[1, 2]", markers=("1", "2"))
    found = _finding(
        Outcome.OVERSTATED,
        "raises",
        text,
        "The statement says “raises”; the passage gives an interval that includes no effect (1.00-1.27).",
        found="1.00-1.27",
        found_at=(span("1.00-1.27", within=abstract.text),),
        passage=abstract.id,
    )
    quotes = (Citation.quoting(abstract, "Doubling of the ANA titre was not"),)
    return _audited(claim, Outcome.OVERSTATED, found, quotes=quotes)


def _contradicted(abstract: Passage) -> AuditedClaim:
    text = "Immunosuppressants reduce relapse (HR 0.30)"
    claim = _claim(text, upto="[1]", markers=("1",))
    found = _finding(
        Outcome.CONTRADICTED,
        "HR 0.30",
        text,
        "The statement says “HR 0.30”; the passage says “HR 0.50”.",
        found="HR 0.50",
        found_at=(span("HR 0.50", within=abstract.text),),
        passage=abstract.id,
    )
    quotes = (
        Citation.quoting(fact_passage(), "Relapse was seen in 12 of 40 patients"),
        Citation.quoting(abstract, "Immunosuppressants were associated with fewer relapses"),
    )
    return _audited(claim, Outcome.CONTRADICTED, found, quotes=quotes)


def _partly(fact: Passage) -> AuditedClaim:
    text = "Relapse was seen in about a third of patients while the dose was lowered"
    claim = _claim(text, upto="[2]", markers=("2",), stem="Relapses, in short:")
    found = _finding(
        Outcome.PARTLY,
        "about a third",
        text,
        "“about a third” is rounded: the passage says 30%.",
        found="30%",
        found_at=(span("30%", within=fact.text),),
        passage=fact.id,
    )
    return _audited(claim, Outcome.PARTLY, found, quotes=(Citation.of(fact, 0, len(fact.text)),))


def _not_found() -> AuditedClaim:
    text = "Zanthofibrate prevents every relapse"
    claim = _claim(text, upto="[3]", markers=("3",))
    found = _finding(
        Outcome.NOT_FOUND, "Zanthofibrate", text, "Nothing that is held speaks of zanthofibrate."
    )
    return _audited(claim, Outcome.NOT_FOUND, found)


def _advice() -> AuditedClaim:
    why = "It speaks to the reader, not of the subject."
    return _audited(_claim("Talk to your doctor.", checkable=False, why=why), Outcome.NOT_CHECKABLE)


def audit() -> Audit:
    """The audit of ``TEXT``: one claim of each verdict, and two faults in how it is built."""
    abstract, fact = abstract_passage(), fact_passage()
    entries = ("1. Relapse in invented myositis. 2024.", '2. "Guideline" by <script>alert(1)</script>')
    return Audit(
        pasted=Pasted(
            text=TEXT,
            title="Invented <b>myositis</b> & its relapses",
            references=tuple(
                PastedReference(start=span(one).start, end=span(one).end, text=one, marker=one[0])
                for one in entries
            ),
            headings=(span("# Invented <b>myositis</b> & its relapses"), span("References")),
        ),
        claims=(
            _reviewed(),
            _supported(abstract),
            _overstated(abstract),
            _contradicted(abstract),
            _partly(fact),
            _not_found(),
            _advice(),
        ),
        structure=(
            StructureFinding(
                check="dangling_markers",
                message="The marker 3 leads to no reference.",
                outcome=Outcome.CONTRADICTED,
                spans=(span("[3]"),),
            ),
            StructureFinding(
                check="source_types",
                message="Reference 2 is called “Guideline” and is none.",
                outcome=Outcome.PARTLY,
                spans=(span(entries[1]), span("[1, 2]"), span("[2]")),
            ),
        ),
        made_by=", ".join(CHECKS),
        name="answer.txt",
        at="2026-01-02T03:04:05Z",
    )


def gathered() -> Gathered:
    """The works and passages behind it."""
    abstract, fact = abstract_passage(), fact_passage()
    return Gathered(
        works={COHORT.id: COHORT, NOTED.id: NOTED},
        passages={(COHORT.id, abstract.id): abstract, (NOTED.id, fact.id): fact},
    )


def form() -> AuditForm:
    """The same as a document."""
    found = gathered()
    return audit_document(audit(), found.works, found.passages)
