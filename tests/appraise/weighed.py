"""Works, passages and questions for the tests of appraisal, all of our own making."""

from __future__ import annotations

from probatum.language.reading import with_sentences
from probatum.records.evidence import Found
from probatum.records.passage import Document, Part, TextKind, passage_at
from probatum.records.question import ClinicalType, Concept, Pico, Question, QuestionKind
from probatum.records.source import Design, Source, Standing


def found(
    name: str,
    text: str,
    *,
    design: Design = Design.COHORT,
    year: int | None = 2020,
    title: str = "Gleeb syndrome",
    population: str | None = None,
    kind: TextKind = TextKind.ABSTRACT,
    standing: Standing = Standing.CURRENT,
) -> Found:
    """One passage of one work."""
    source = Source(
        id=f"pmid:{name}",
        title=title,
        design=design,
        published=str(year) if year else None,
        population=population,
        standing=standing,
    )
    document = Document(text=text, kind=kind, parts=(Part(start=0, end=len(text)),))
    return Found(
        source=source, passage=with_sentences(passage_at(source.id, document, 0, len(text))), score=1.0
    )


def question(
    *,
    clinical_type: ClinicalType = ClinicalType.PROGNOSIS,
    intervention: tuple[str, ...] = (),
    comparator: tuple[str, ...] = (),
    outcome: tuple[str, ...] = ("relapse",),
) -> Question:
    """A question about gleeb syndrome."""

    def concepts(words: tuple[str, ...]) -> tuple[Concept, ...]:
        return tuple(Concept(text=word) for word in words)

    pico = Pico(
        population=concepts(("gleeb syndrome",)),
        intervention=concepts(intervention),
        comparator=concepts(comparator),
        outcome=concepts(outcome),
    )
    return Question(text="?", kind=QuestionKind.YESNO, clinical_type=clinical_type, pico=pico)
