"""Which passages are about what was asked: concepts met in words, by the tokens of our analysis."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from probatum.language.tokens import token_set
from probatum.records.evidence import Found
from probatum.records.question import Concept, Question

#: The analysed tokens of a text, each once.
tokens_of = token_set


@lru_cache(maxsize=2048)
def variants(concept: Concept) -> tuple[frozenset[str], ...]:
    """The token sets under which a concept goes: as asked, as preferred, each synonym."""
    names = (concept.text, concept.preferred, *concept.synonyms)
    return tuple(dict.fromkeys(v for v in (tokens_of(name) for name in names if name) if v))


def mentioned(concept: Concept, tokens: frozenset[str]) -> bool:
    """Whether every word of one of the concept's names is among ``tokens``."""
    return any(variant <= tokens for variant in variants(concept))


def context(found: Found) -> frozenset[str]:
    """What a passage is about: the tokens of its title, population, subject headings and text."""
    source = found.source
    words: Iterable[str] = (
        source.title or "",
        source.population or "",
        *source.keywords,
        *(heading.descriptor for heading in source.mesh),
        found.passage.text,
    )
    return frozenset().union(*(tokens_of(text) for text in words))


def about(question: Question, found: Found) -> bool:
    """Whether a passage is about the people asked about or, where none are named, the treatment."""
    pico = question.pico
    must = pico.population or pico.intervention
    tokens = context(found)
    return all(mentioned(concept, tokens) for concept in must)


def treated(question: Question, found: Found) -> bool:
    """Whether a passage is about the treatment asked about; also where none is named."""
    tokens = context(found)
    return all(mentioned(concept, tokens) for concept in question.pico.intervention)


def names_a_part(question: Question, outcome: str) -> bool:
    """Whether what was read as an outcome is but the people or a treatment of the question."""
    pico = question.pico
    tokens = tokens_of(outcome)
    others = (*pico.population, *pico.intervention, *pico.comparator)
    return any(tokens <= variant for concept in others for variant in variants(concept))
