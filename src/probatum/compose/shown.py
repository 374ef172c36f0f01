"""What a selector is shown of a question and of a sentence that could answer it."""

from __future__ import annotations

import re

from probatum.compose.relevance import Candidate, is_note
from probatum.language.tokens import analyse
from probatum.records.question import Concept, Question

#: With its neighbours a sentence is read up to so many characters: reading takes time by length.
LONGEST = 360


def shown(question: Question, candidate: Candidate) -> tuple[str, str]:
    """The question in the words of the sentence, and the sentence with what it leaves out.

    A model that knows no pharmacology does not know that canagliflozin is an SGLT2 inhibitor; the vocabulary
    does. Around a sentence stand the title of its work and its neighbours; the facts of a note stand each for
    itself, under whom their work studied.
    """
    text = _in_its_place(candidate)
    return _in_its_words(question, frozenset(analyse(text))), text


def _in_its_place(candidate: Candidate) -> str:
    source = candidate.source
    around = candidate.sentence.text if is_note(candidate) else _between_neighbours(candidate)
    before = (source.title or "", (source.population or "") if is_note(candidate) else "")
    return " ".join([*(f"{one.rstrip('. ')}." for one in before if one), around])


def _between_neighbours(candidate: Candidate) -> str:
    """The sentence with those beside it, where they are short: a long one says by itself what it is about."""
    sentences = candidate.found.passage.sentences
    place = next(at for at, one in enumerate(sentences) if one.start == candidate.sentence.start)
    around = " ".join(one.text for one in sentences[max(0, place - 1) : place + 2])
    return around if len(around) <= LONGEST else candidate.sentence.text


def _in_its_words(question: Question, tokens: frozenset[str]) -> str:
    """The question with each concept under the name that the text has for it."""
    text = question.text
    for concept in question.pico.concepts:
        if not _stands(concept.text, tokens) and (name := _name_in(concept, tokens)):
            parts = re.split(re.escape(concept.text), text, flags=re.IGNORECASE)
            text = name.join(parts)
    return text


def _name_in(concept: Concept, tokens: frozenset[str]) -> str:
    names = (concept.preferred, *concept.synonyms)
    return next((name for name in names if name and _stands(name, tokens)), "")


def _stands(name: str, tokens: frozenset[str]) -> bool:
    own = analyse(name)
    return bool(own) and set(own) <= tokens
