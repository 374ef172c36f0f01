"""From a question to what is looked for."""

from __future__ import annotations

from probatum.index.index import Filters, Query
from probatum.language.tokens import analyse, phrase
from probatum.language.vocabulary import Vocabulary
from probatum.records.question import Concept, Question

#: At most this many synonyms of one concept are looked for: the first are the nearest.
SYNONYMS = 24

#: A synonym of more tokens than this is a sentence and not a name.
_LONGEST_SYNONYM = 6

#: A question names at most this many concepts that are worth widening.
_CONCEPTS = 8


def query_for(question: Question, vocabulary: Vocabulary, filters: Filters | None = None) -> Query:
    """What to look for: the question's own tokens, and the synonyms of the concepts that it names.

    The concepts are those of its PICO; where that is empty, those that ``vocabulary`` finds in the text. Pure
    and deterministic.
    """
    terms = tuple(dict.fromkeys(analyse(question.text)))
    concepts = question.pico.concepts or tuple(one.concept for one in vocabulary.mentions(question.text))
    groups = (_group(concept) for concept in concepts[:_CONCEPTS])
    return Query(
        text=question.text,
        terms=terms,
        widened=tuple(dict.fromkeys(group for group in groups if group)),
        filters=filters or Filters(),
    )


def _group(concept: Concept) -> tuple[tuple[str, ...], ...]:
    """The synonyms of a concept as phrases, without the words that the question itself uses."""
    own = phrase(concept.text)
    named = (phrase(name) for name in (concept.preferred, *concept.synonyms))
    kept = dict.fromkeys(one for one in named if one and one != own and len(one) <= _LONGEST_SYNONYM)
    return tuple(kept)[:SYNONYMS]
