"""What a sentence speaks of: its content words, with concepts under one name, so that two compare.

"Steroid taper" and "glucocorticoid tapering" speak of one thing, "patients" says little, and a number is a
term only for finding the sentence that has it: whether it is right is for the checks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from probatum.language.tokens import phrase, words
from probatum.language.vocabulary import Mention, Vocabulary

#: What a word of any medical text is worth beside one that names something.
GENERIC_WEIGHT = 0.3
#: What a number is worth when sentences are ranked.
NUMBER_WEIGHT = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A content word or a concept where it stands: ``text[start:end]``.

    ``key`` is the same for all names of a concept and all forms of a word; ``weight`` is from 0 to 1.
    """

    key: str
    start: int
    end: int
    weight: float


_GENERIC = frozenset(
    token
    for word in """
    study studies patient patients participant participants subject subjects people person individual
    result results finding findings group groups case cases use used using show shows showed shown
    report reported significantly significant associated association increase increased increases
    increasing decrease decreased decreases reduce reduced reduces reduction higher lower high low
    effect effects compared comparison level levels rate rates number total mean median include
    including included approximately about typically commonly usually often generally occur occurs
    occurred experience experienced develop developed approach initial various different common also
    well one two three new analysis data evidence overall during following follow time period year years
    month months week weeks day days mg dose ci hr or rr p value confidence interval important essential
    crucial necessary appropriate proper several multiple early late despite may might can could help
    helps useful consider considered recommend recommended suggest suggested need needed require
    required provide involve likely unlikely identify improve improved improvement change changed
    treatment treat treated therapy disease condition presence present lead leads resulted cause caused
    """.split()  # noqa: SIM905 - a list to be read by people
    for token in phrase(word)
)


@cache
def shipped() -> Vocabulary:
    """The vocabulary that comes with the package, read once."""
    return Vocabulary.shipped()


@lru_cache(maxsize=8192)
def content(text: str) -> tuple[Term, ...]:
    """The content of ``text`` in order; a concept of several words is one term. Pure.

    >>> [term.key for term in content("Steroids lower the risk of relapse.")]
    ['=glucocorticoid', 'lower', 'risk', '=relapse']
    """
    named: dict[int, Mention] = {}
    for mention in shipped().mentions(text):
        for place in range(mention.start, mention.end):
            named[place] = mention
    found: list[Term] = []
    for word in words(text):
        of = named.get(word.start)
        if of is None:
            found.append(Term(key=word.token, start=word.start, end=word.end, weight=_weight(word.token)))
        elif not found or found[-1].start != of.start:
            found.append(Term(key=f"={of.concept.preferred}", start=of.start, end=of.end, weight=1.0))
    return tuple(found)


def _weight(token: str) -> float:
    if token[0].isdigit():
        return NUMBER_WEIGHT
    return GENERIC_WEIGHT if token in _GENERIC or len(token) == 1 else 1.0


def keys(text: str) -> frozenset[str]:
    """The keys of :func:`content`."""
    return _keys(text)


@lru_cache(maxsize=8192)
def _keys(text: str) -> frozenset[str]:
    return frozenset(term.key for term in content(text))


def shared(said: str, there: Iterable[str], *, numbers: bool = True) -> float:
    """The share of what ``said`` speaks of, by weight, that is among the keys ``there``: from 0 to 1.

    ``numbers=False`` leaves the numbers out. What speaks of nothing shares nothing: 0.
    """
    keys_there = there if isinstance(there, frozenset) else frozenset(there)
    weights: dict[str, float] = {}
    for term in content(said):
        if numbers or not term.key[0].isdigit():
            weights[term.key] = term.weight
    total = sum(weights.values())
    return sum(weight for key, weight in weights.items() if key in keys_there) / total if total else 0.0
