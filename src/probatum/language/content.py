"""What a sentence speaks of: its content words, with concepts under one name, so that two compare.

"Steroid taper" and "glucocorticoid tapering" speak of one thing, "patients" says little, and a number is a
term only for finding the sentence that has it: whether it is right is for the checks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from probatum.language.tokens import Word, phrase, words
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
    achieve attain reach obtain gain characterize characterise divide exhibit demonstrate undergo
    underwent receive received assign observe remain contribute allow enable ensure maintain represent
    reveal indicate confirm determine investigate examine perform conduct add additional addition
    further manage management regular particular specific certain main major minor available possible
    potential respective corresponding considerable substantial relevant related relate regarding
    concerning based base believe known know think thought say said tell called call term describe
    described mention note consist consistent contain comprise give given take taken make made go going
    get set put play role part way thing aspect factor issue point fact reason example instance kind
    form type sort range variety series amount degree extent majority most many much few some any all
    each every both either half sometimes always never still already yet even just only same similar
    such like unlike likewise however therefore thus hence moreover furthermore additionally first
    second third last next previous prior former latter subsequent later earlier before after since
    until while within without among between across throughout per current recent old long short large
    small great big good bad better best worse worst strong weak simple complex full whole entire
    complete partial single double own self typical usual normal general mainly mostly largely primary
    secondary key notable remarkable characteristic feature nature property quality state status
    situation context setting event incident roughly nearly almost around least average
    """.split()  # noqa: SIM905 - a list to be read by people
    for token in phrase(word)
)


#: Words with the stem of a generic one that name something all the same.
_NAMES_SOMETHING = frozenset({"specificity"})

#: The longest synonym, and the longest name of a concept, in words.
_LONGEST, _REACH = 4, 12


@cache
def shipped() -> Vocabulary:
    """The vocabulary that comes with the package, read once."""
    return Vocabulary.shipped()


@cache
def _synonyms() -> dict[tuple[str, ...], str]:
    """The group of each synonym, by its tokens."""
    lines = resources.files("probatum.language").joinpath("synonyms.txt").read_text("utf-8").splitlines()
    found: dict[tuple[str, ...], str] = {}
    for line in lines:
        names = [] if line.startswith("#") else line.split(", ")
        for name in names:
            found.setdefault(phrase(name)[:_LONGEST], f"~{names[0]}")
    found.pop((), None)
    return found


@lru_cache(maxsize=8192)
def content(text: str) -> tuple[Term, ...]:
    """The content of ``text`` in order; a concept or synonym of several words is one term. Pure.

    >>> [term.key for term in content("Steroids lower the risk of flares.")]
    ['=glucocorticoid', 'lower', '~risk', '=relapse']
    """
    said = words(text)
    named = _named(text)
    found: list[Term] = []
    at = 0
    while at < len(said):
        mention = named.get(said[at].start)
        if mention is not None:
            found.append(_term(f"={mention.concept.preferred}", mention.start, mention.end))
            at += sum(1 for word in said[at : at + _REACH] if word.start < mention.end)
        else:
            key, used = _key(said, at)
            weight = _weight(said[at], text) if used == 1 else 1.0
            found.append(Term(key=key, start=said[at].start, end=said[at + used - 1].end, weight=weight))
            at += used
    return tuple(found)


def names(text: str) -> frozenset[str]:
    """The keys of what ``text`` names: words of any medical text and numbers say nothing of what it is about.

    >>> sorted(names("Steroids were given to 12 patients with a flare."))
    ['=glucocorticoid', '=relapse']
    """
    return frozenset(term.key for term in content(text) if term.weight == 1.0)


def _named(text: str) -> dict[int, Mention]:
    """The concepts that the text names, by where they start."""
    return {mention.start: mention for mention in shipped().mentions(text)}


def _term(key: str, start: int, end: int) -> Term:
    return Term(key=key, start=start, end=end, weight=1.0)


def _key(said: Sequence[Word], at: int) -> tuple[str, int]:
    """The key of what begins at a word, the longest synonym first, and how many words it has."""
    groups = _synonyms()
    for length in range(min(_LONGEST, len(said) - at), 0, -1):
        group = groups.get(tuple(word.token for word in said[at : at + length]))
        if group is not None:
            return group, length
    return said[at].token, 1


def _weight(word: Word, text: str) -> float:
    """A number, a word of any medical text or an adverb says less of what a sentence is about than a noun."""
    token = word.token
    if token[0].isdigit():
        return NUMBER_WEIGHT
    printed = text[word.start : word.end].lower()
    generic = token in _GENERIC or len(token) == 1 or printed.endswith("ly")
    generic = generic and printed not in _NAMES_SOMETHING
    return GENERIC_WEIGHT if generic else 1.0


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
