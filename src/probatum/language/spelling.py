"""Misspelt names of medicines and conditions: put right where there is no doubt, else asked about.

A word is looked at only where nobody knows it: neither English, nor a name that we hold, nor the library. It
is compared with the words of all names by the edits that lead from one to the other, a transposition being
one (Damerau, Commun ACM 1964), and by sound (Philips' Metaphone, 1990). The nearest name is taken where no
other is as near. Medicines that are taken for each other, and words that mean the opposite ("hypo", "hyper"),
are never turned into one another. The comparing is that of the libraries rapidfuzz and jellyfish, the
list of English words those of the shipped encoder and of pyspellchecker.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import jellyfish
import orjson
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein, Prefix
from spellchecker import SpellChecker

from probatum.language.drugs import classes_of, drug_mentions, listed_names, look_alikes
from probatum.language.tokens import surface
from probatum.language.vocabulary import Vocabulary
from probatum.records.notice import Correction

#: A shorter word is never put right: too many others are near.
SHORTEST = 5
#: So many words of a question are looked at, and so many names offered where it is in doubt which is meant.
MOST_WORDS, MOST_OPTIONS = 40, 3
#: How many edits a word of so many letters may be away: the first line that fits.
_EDITS = ((5, 1), (8, 1), (12, 2), (99, 3))

_WORD = re.compile(r"(?<![\w-])[A-Za-zÀ-ÿ]{5,40}(?![\w])")
_LETTERS = re.compile(r"[A-Za-zÀ-ÿ]+")

#: Whether a word stands in the library.
Held = Callable[[str], bool]


#: Endings of adjectives, of doers and of classes, and how many letters such an ending has at most.
_FORM = re.compile(
    r"(?:ic|al|ous|oid|ary|ing|ed|ation|ated?|ive|ian|ist|ity|ical|cytes?|omes?|osome|genic|tic|ible|able)$"
)
_ENDING = 5
#: So many times as often must a name be written as what is taken for it misspelt.
_OFTENER = 20
#: A word so long may be two edits away from a name and sound otherwise.
_LONG = 11
#: Words that begin so are two things, however alike the rest.
_OPPOSITES = (
    ("hypo", "hyper"), ("pre", "post"), ("ante", "anti"), ("intra", "inter"), ("brady", "tachy"),
    ("uni", "bi"), ("macro", "micro"), ("endo", "exo"), ("an", "en"), ("mono", "poly"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Near:
    """A name that is near: how many edits away, and whether it sounds the same."""

    name: str
    edits: int
    sounds: bool


@dataclass(frozen=True, slots=True)
class _Names:
    """Every word of the names that we hold: as compared, as written, what it is a name of, and by sound."""

    folded: tuple[str, ...]
    written: dict[str, str]
    of: dict[str, str]
    known: frozenset[str]
    sound: dict[str, str]


def corrections(text: str, vocabulary: Vocabulary, held: Held) -> tuple[Correction, ...]:
    """The misspelt names in ``text``, in order, each with what it was put right to or may mean.

    ``held`` says whether a word stands in the library: such a word is never touched. Pure but for that.
    """
    return tuple(_found(text, vocabulary, held))


def corrected(text: str, found: Iterable[Correction]) -> str:
    """``text`` with every sure correction made."""
    for one in sorted(found, key=lambda one: -one.start):
        if one.sure:
            text = text[: one.start] + one.options[0] + text[one.end :]
    return text


def _found(text: str, vocabulary: Vocabulary, held: Held) -> Iterator[Correction]:
    names = _names(vocabulary)
    for match in list(_WORD.finditer(text))[:MOST_WORDS]:
        word = match[0]
        if _is_known(word, names) or held(word):
            continue
        options = _nearest(word, names)
        if options and not _is_english(word, [names.written[one] for one in options]):
            written = tuple(_like(word, names.written[one]) for one in options)
            yield Correction(said=word, options=written, start=match.start(), end=match.end())


def _is_known(word: str, names: _Names) -> bool:
    """Whether a word is one: an acronym, English, one of our names, or a medicine by its ending."""
    if not (word.islower() or word.istitle()) or _folded(word) in names.known or bool(drug_mentions(word)):
        return True
    return word.casefold() in _frequent() or _folded(word) in _frequent()


def _nearest(word: str, names: _Names) -> tuple[str, ...]:
    """The names nearest to a word: one where there is no doubt, several where there is."""
    # As it is written, and in American spelling and the singular: which of them went wrong nobody knows.
    forms = [one for one in dict.fromkeys((word.casefold(), _folded(word))) if len(one) >= SHORTEST]
    best: dict[str, _Near] = {}
    for one in (near for form in forms for near in _near(form, names)):
        if one.name not in best or one.edits < best[one.name].edits:
            best[one.name] = one
    return _settled(list(best.values()), names) if best else ()


def _near(word: str, names: _Names) -> Iterator[_Near]:
    allowed = next(edits for longest, edits in _EDITS if len(word) < longest)
    sound = _sound(word)
    compared = process.extract(
        word, names.folded, scorer=DamerauLevenshtein.distance, score_cutoff=allowed + 1, limit=12
    )
    for one, edits, _ in compared:
        sounds = names.sound[one] == sound
        # What is only heard alike must at least begin alike.
        heard = sounds and word[0] == one[0]
        if edits <= allowed + heard and _begins_alike(word, one, sounds) and not _another(word, one):
            yield _Near(name=one, edits=int(edits), sounds=sounds)


def _begins_alike(word: str, other: str, sounds: bool) -> bool:
    """A first letter is seldom wrong, but where two are turned round or it is not heard."""
    return word[0] == other[0] or sorted(word[:2]) == sorted(other[:2]) or sounds


def _sound(word: str) -> str:
    """How a word sounds; "rrh" is heard as "r"."""
    return str(jellyfish.metaphone(re.sub("r+h", "r", word)))


def _another(word: str, other: str) -> bool:
    """Whether a word is another form of the name, or the name of its opposite."""
    alike = Prefix.similarity(word, other)
    other_ending = word[-3:] != other[-3:] and _FORM.search(word) is not None
    return (alike >= len(word) - _ENDING and other_ending) or _opposite(word, other)


def _opposite(word: str, other: str) -> bool:
    """Whether two words begin with what makes them opposites, or two things."""
    return any(
        {one, two} == {_prefix(word, (one, two)), _prefix(other, (one, two))} for one, two in _OPPOSITES
    )


def _prefix(word: str, pair: tuple[str, str]) -> str:
    return next((one for one in pair if word.startswith(one)), "")


def _settled(near: Sequence[_Near], names: _Names) -> tuple[str, ...]:
    """One name where all that is nearest is a name of one thing and nothing else could as well be meant."""
    least = min(one.edits for one in near)
    best = [one for one in near if one.edits == least]
    thing = names.of[best[0].name]
    rivals = [one for one in near if names.of[one.name] != thing and _rivals(one, least, thing, names)]
    sure = least == 1 or any(one.sounds or len(one.name) >= _LONG for one in best)
    if sure and not rivals:
        return (best[0].name,)
    offered = {names.of[one.name]: one.name for one in reversed([*best, *rivals])}
    options = tuple(offered[thing] for thing in dict.fromkeys(names.of[one.name] for one in (*best, *rivals)))
    return options[:MOST_OPTIONS] if len(options) > 1 else ()


def _rivals(one: _Near, least: int, thing: str, names: _Names) -> bool:
    """Whether another name is as near, or nearly so and taken for the first."""
    return one.edits == least or (one.edits == least + 1 and _confused(names.of[one.name], thing))


def _confused(one: str, other: str) -> bool:
    """Whether two names are medicines that are listed as taken for each other, or two of one class."""
    return one in look_alikes(other) or bool(classes_of(one) & classes_of(other))


def _like(word: str, name: str) -> str:
    """A name with the plural and the first letter of what was written."""
    plural = "s" if word.endswith("s") and not name.endswith("s") and name + "s" == word else ""
    return (name[:1].upper() + name[1:] if word[:1].isupper() else name) + plural


def _folded(word: str) -> str:
    return surface(word.casefold())


@lru_cache(maxsize=8)
def _names(vocabulary: Vocabulary) -> _Names:
    """The words of every name held, gathered once for a vocabulary."""
    written: dict[str, str] = {}
    of: dict[str, str] = {}
    for name, thing in _all_names(vocabulary):
        parts = _LETTERS.findall(name)
        for word in parts:
            folded = _folded(word)
            # Of a name of several words the ordinary ones are no names.
            ordinary = len(parts) > 1 and word.casefold() in _frequent()
            if len(word) < SHORTEST or word.isupper() or ordinary:
                continue
            for form in {folded, word.casefold()} - written.keys():
                written[form] = word
                of[form] = thing if " " not in name else folded
    return _Names(
        folded=tuple(written),
        written=written,
        of=of,
        known=frozenset(written),
        sound={word: _sound(word) for word in written},
    )


def _all_names(vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Every name with what it is a name of: medicines first, as their names are the most alike."""
    yield from listed_names()
    for name in _conditions():
        yield name, _folded(name)
    for concept in vocabulary.concepts:
        for name in (concept.preferred, *concept.synonyms):
            yield name, _folded(concept.preferred)


@cache
def _conditions() -> tuple[str, ...]:
    text = resources.files("probatum.language").joinpath("conditions.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(name.strip() for line in lines for name in line.split(";"))


@cache
def _frequent() -> frozenset[str]:
    """The frequent words of English: the whole words of the shipped encoder's list."""
    file = resources.files("probatum.weights").joinpath("encoder", "tokenizer.json")
    words = orjson.loads(file.read_bytes())["model"]["vocab"]
    return frozenset(word for word in words if word.isalpha())


def _is_english(word: str, options: Sequence[str]) -> bool:
    """Whether a longer list of English has the word. To read it takes a moment: only when a name is near.

    The list has misspelt words too: what is seldom written and one edit from a name that often is, is one.
    """
    counts = _dictionary()
    own, other = int(counts[word.casefold()]), int(counts[options[0].casefold()])
    one_edit = DamerauLevenshtein.distance(word.casefold(), options[0].casefold()) == 1
    return own > 0 and not (len(options) == 1 and one_edit and other >= _OFTENER * own)


@cache
def _dictionary() -> SpellChecker:
    return SpellChecker(language="en", distance=1)
