"""A clinical question, taken apart."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class QuestionKind(StrEnum):
    """What form the answer has (BioASQ)."""

    YESNO = "yesno"
    FACTOID = "factoid"
    LIST = "list"
    SUMMARY = "summary"


class ClinicalType(StrEnum):
    """What the question is about (after the Clinical Queries of PubMed, widened)."""

    THERAPY = "therapy"
    PROGNOSIS = "prognosis"
    AETIOLOGY = "aetiology"
    DIAGNOSIS = "diagnosis"
    FREQUENCY = "frequency"
    MONITORING = "monitoring"
    HARM = "harm"
    MECHANISM = "mechanism"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One thing that a question names: the words as asked, the preferred term, and its synonyms."""

    text: str
    preferred: str = ""
    mesh: str = ""
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pico:
    """Population, intervention (or exposure), comparator, outcome (Richardson et al., ACP J Club 1995)."""

    population: tuple[Concept, ...] = ()
    intervention: tuple[Concept, ...] = ()
    comparator: tuple[Concept, ...] = ()
    outcome: tuple[Concept, ...] = ()

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """All of them, in the order P, I, C, O."""
        return self.population + self.intervention + self.comparator + self.outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as asked (``text``, white space folded) and as understood."""

    text: str
    kind: QuestionKind
    clinical_type: ClinicalType
    pico: Pico
