"""How hard a text is to read: the Flesch-Kincaid grade and SMOG, in years of school.

Flesch-Kincaid: Kincaid, Fishburne, Rogers and Chissom, "Derivation of new readability formulas for Navy
enlisted personnel" (Research Branch Report 8-75, 1975). SMOG: McLaughlin, "SMOG grading: a new readability
formula" (Journal of Reading 1969), in the form for any number of sentences. The libraries that there are
rest on pronouncing lists that may not be shipped under our licence, so syllables are counted by rule (after
the letter patterns of Greg Fast's Lingua::EN::Syllable), which is right for about nine medical words in ten
and off by one for the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

from probatum.language.sentences import sentences

#: From so many syllables on a word is long (McLaughlin 1969).
LONG = 3
#: So many sentences SMOG was made for.
SMOG_SENTENCES = 30

_WORD = re.compile(r"[^\W\d_]+(?:[-’'.][^\W\d_]+)*(?:-?\d+)*|\d+(?:[.,·]\d+)*")
_PART = re.compile(r"[^\W\d_]+")
#: Letters that are read one by one: "IIM" is three syllables, "DMARDs" six at most.
_SPELT = re.compile(r"[A-Z]{2,6}s?$")
_VOWELS = re.compile(r"[aeiouyæœáéíóúäëïöü]+")
#: An "e" that is not heard: at the end of a word, in its ending, and before an ending that was put on.
_SILENT = (
    re.compile(r"(?<=[aeiouy][^aeiouyl])e(?=(?:ment|ful|less|ly|line|time|ness)s?$)"),
    re.compile(r"(?<=[a-z])(?<![sxzcg])(?<!ch)(?<!sh)(?<![^aeiouy]l)e(?=s$)"),
    re.compile(r"(?<=[a-z])(?<![td])e(?=d$)"),
    re.compile(r"(?<=[a-z])(?<![^aeiouy]l)(?<![tbcg]r)e$"),
)
#: Vowels that stand together and are two syllables, and what is heard though no vowel is written.
_MORE = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![ct])ia", r"(?<=[ct])ia(?=t)", r"(?<![tscgnl])io", r"(?<=at)io$", r"(?<![tsc])iu", r"iet",
        r"(?<=\bsc)ien|(?<=cl)ien", r"(?<=cr)ea(?=t)|rea(?=ct|l)|(?<=id)ea|(?<=r)ea$|(?<=us)ea|(?<=[rp])ean$",
        r"eo(?!u|p)", r"(?<=c)oa(?=g)", r"(?<![gq])ua(?!r)", r"(?<=fl)u[ei]", r"(?<=[^aeiou])y[ao](?!u)",
        r"eum$", r"(?<=[aeoy])ing$", r"ii", r"ism$",
    )
)  # fmt: skip
#: Words that no rule of letters tells.
_KNOWN = {"diabetes": 4, "herpes": 2, "ascites": 3, "area": 3, "people": 2, "diabetic": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What the formulas rest on: sentences, words, syllables, and words of three syllables or more."""

    sentences: int = 0
    words: int = 0
    syllables: int = 0
    long: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(
            sentences=self.sentences + other.sentences,
            words=self.words + other.words,
            syllables=self.syllables + other.syllables,
            long=self.long + other.long,
        )


@lru_cache(maxsize=16_384)
def syllables(word: str) -> int:
    """How many syllables a word has, at least one; letters read one by one, a figure counts as one.

    >>> [syllables(word) for word in ("relapse", "patients", "myositis", "IIM", "1.69")]
    [2, 2, 4, 3, 1]
    """
    return sum(_of_part(part) for part in _PART.findall(word)) or 1


def _of_part(part: str) -> int:
    if _SPELT.match(part):
        return len(part.rstrip("s"))
    low = part.lower()
    if low in _KNOWN:
        return _KNOWN[low]
    heard = low
    for silent in _SILENT:
        heard = silent.sub("", heard)
    return max(1, len(_VOWELS.findall(heard)) + sum(len(more.findall(heard)) for more in _MORE))


def counted(text: str) -> Count:
    """What there is to count in a text. A heading or list item without a stop is a sentence too."""
    spans = [text[start:end] for start, end in sentences(text)]
    said = [found for span in spans if (found := _WORD.findall(span))]
    lengths = [syllables(word) for found in said for word in found]
    return Count(
        sentences=len(said),
        words=len(lengths),
        syllables=sum(lengths),
        long=sum(length >= LONG for length in lengths),
    )


def together(texts: Iterable[str]) -> Count:
    """The same for several texts, each of which ends where it ends."""
    found: Sequence[Count] = [counted(text) for text in texts]
    return sum(found, Count())


def fkgl(count: Count) -> float | None:
    """The Flesch-Kincaid grade; None without a sentence."""
    if not count.words:
        return None
    return 0.39 * count.words / count.sentences + 11.8 * count.syllables / count.words - 15.59


def smog(count: Count) -> float | None:
    """The SMOG grade; None without a sentence. Of fewer than thirty sentences it is an extrapolation."""
    if not count.words:
        return None
    return 1.0430 * sqrt(count.long * SMOG_SENTENCES / count.sentences) + 3.1291
