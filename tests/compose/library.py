"""A small library for the tests of composing: passages found, with their sources."""

from __future__ import annotations

from probatum.language.reading import with_sentences
from probatum.records.evidence import Found
from probatum.records.passage import Document, Part, Role, TextKind, passage_at
from probatum.records.question import ClinicalType, Concept, Pico, Question, QuestionKind
from probatum.records.source import Design, Source

RELAPSE = Concept(text="relapse", synonyms=("flare", "relapses", "relapsed"))
MYOSITIS = Concept(text="myositis", synonyms=("IIM", "inflammatory myopathy"))


def question(text: str = "Can myositis relapse?", **changes: object) -> Question:
    """A yes/no question on the prognosis of myositis, or as ``changes`` say."""
    fields: dict[str, object] = {
        "text": text,
        "kind": QuestionKind.YESNO,
        "clinical_type": ClinicalType.PROGNOSIS,
        "pico": Pico(population=(MYOSITIS,), outcome=(RELAPSE,)),
    }
    return Question(**(fields | changes))  # type: ignore[arg-type]


def found(
    text: str,
    *,
    source: str = "pmid:1",
    design: Design = Design.COHORT,
    year: int = 2020,
    title: str = "Myositis in adults",
    kind: TextKind = TextKind.ABSTRACT,
    section: str = "",
    role: Role | None = Role.RESULTS,
    score: float = 1.0,
) -> Found:
    """A passage of a source, with its sentences."""
    part = Part(start=0, end=len(text), section=section, role=role)
    document = Document(text=text, kind=kind, parts=(part,))
    work = Source(id=source, title=title, design=design, published=str(year))
    passage = with_sentences(passage_at(source, document, 0, len(text)))
    return Found(source=work, passage=passage, score=score)
