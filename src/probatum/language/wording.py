"""When two wordings ask the same question. In doubt they do not.

To lead a reader to an answer of another question is worse than to answer one question twice. So two
wordings are one only where they say the same things in the same order: what may differ is the spelling, an
abbreviation for its own words, words that carry nothing (articles, "patients with"), and where the people are
named. All else must agree word for word: negations, which of two drugs is compared with which, the outcome,
the population, numbers, times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from probatum.language.tokens import surface
from probatum.records.question import ClinicalType, Question, QuestionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The normal form of a question: the form of its answer, its clinical type, and what it says in order."""

    kind: QuestionKind
    clinical_type: ClinicalType
    words: tuple[str, ...]


#: "Can X relapse?" and "Does X relapse?" are one where the answer is whether it happens. Elsewhere "can" asks
#: what is allowed or possible, which is another question.
_HAPPENS = frozenset({ClinicalType.PROGNOSIS, ClinicalType.AETIOLOGY, ClinicalType.HARM})

_EMPTY = frozenset({"a", "an", "the", "please"})
_OPENERS = {"does": "do", "do": "do", "is": "be", "are": "be"}
_IN_PEOPLE = re.compile(
    r"\b(?:in|among|for) (?:the )?(?:patients?|people|persons?|individuals?|those) "
    r"(?:with|who have|who suffer from|suffering from|having|living with)\b"
)
_PEOPLE_FIRST = re.compile(r"^((?:in|among) [^,]{1,200}), (?!and\b|or\b|but\b)(.+)$")
#: A word that has its capital from standing first; "AF" and "T2D" have theirs anywhere.
_CAPITAL = re.compile(r"[A-Z][a-z'-]*(?![\w-])")
_WORD = re.compile(r"[^\W_](?:[\w'.+/%-]*[\w%+])?|[<>=≤≥±%+]+")


def wording_of(question: Question) -> Wording:
    """The normal form of a question: two questions with the same one are the same question."""
    return Wording(
        kind=question.kind,
        clinical_type=question.clinical_type,
        words=tuple(_opened(one_name(said_words(question.text)), question)),
    )


def said_words(text: str) -> list[str]:
    """The words in order, the people last, each in one spelling and number; acronyms keep their case."""
    plain = _IN_PEOPLE.sub("in", text.replace("’", "'").rstrip(" ?!."))
    lowered = plain[:1].lower() + plain[1:] if _CAPITAL.match(plain) else plain
    first = _PEOPLE_FIRST.match(lowered)
    ordered = f"{first[2]} {first[1]}" if first else lowered
    return [_spelt(word) for word in _WORD.findall(ordered)]


def _spelt(word: str) -> str:
    bare = word.removesuffix("s")
    if sum(mark.isupper() for mark in bare) > 1:
        return bare
    return word if word in _OPENERS else surface(word)


def one_name(words: Sequence[str]) -> Iterator[str]:
    """The words, each name of something that has several under the first of them; the longest name counts."""
    names, longest = _names()
    at = 0
    while at < len(words):
        for length in range(min(longest, len(words) - at), 0, -1):
            head = names.get(tuple(words[at : at + length]))
            if head is not None:
                yield head
                at += length
                break
        else:
            if words[at] not in _EMPTY:
                yield words[at]
            at += 1


def _opened(words: Iterator[str], question: Question) -> Iterator[str]:
    """The words, with the verb that opens a question put one way."""
    for place, word in enumerate(words):
        if place or question.kind is not QuestionKind.YESNO:
            yield _OPENERS.get(word, word)
        elif word in ("can", "could") and question.clinical_type in _HAPPENS:
            yield "do"
        else:
            yield _OPENERS.get(word, word)


@lru_cache(maxsize=1)
def _names() -> tuple[dict[tuple[str, ...], str], int]:
    """Each name, word by word, with the one it goes under; and of how many words the longest is."""
    text = resources.files("probatum.language").joinpath("same_names.txt").read_text("utf-8")
    found: dict[tuple[str, ...], str] = {}
    for line in text.splitlines():
        names = [name.strip() for name in line.split(";") if name.strip()]
        if line.startswith("#") or not names:
            continue
        for name in names:
            found[tuple(said_words(name))] = f"={names[0]}"
    return found, max(map(len, found))
