"""What medical words mean, in plain words of the house (``glossary.txt``); of a word that is not listed:
nothing.

An abbreviation is read only where a word of the text says which of its meanings is meant, where it has
several.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A term under its first name: what it means, what it is short for, and words of which one must be
    near."""

    term: str
    meaning: str
    long: str = ""
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A term where it stands: ``text[start:end]``, with the rest of a compound word ("CTD-associated")."""

    entry: Entry
    start: int
    end: int


#: What may be joined to an abbreviation without its being another word.
_JOINED = r"(?:-(?:associated|related|induced|positive|negative|specific|like|naive|free))?"
_COUNTED = re.compile(r"\b(?:class|stage|grade|type|phase|level|part)\s$", re.IGNORECASE)
_FIRST_PART = re.compile(r"(.+)-(?:associated|related|induced|positive|negative|specific|like|naive|free)$")


def mentions(text: str, context: str = "") -> tuple[Mention, ...]:
    """The listed terms in ``text``, in order, the longest where several begin at one place.

    ``context`` is what the text stands in (the question, the other statements): a term that needs another
    word is read only where that stands in either. What the text itself puts a bracket after is left to the
    text.
    """
    around = f"{text} {context}".casefold()
    return tuple(one for one in _met(text) if _meant(one.entry, around) and not _numbers(text, one))


def _numbers(text: str, one: Mention) -> bool:
    """Whether what reads like an abbreviation is a number: stage IV, class IV."""
    return text[one.start : one.end] == "IV" and bool(_COUNTED.search(text[: one.start]))


def _meant(entry: Entry, around: str) -> bool:
    return not entry.needs or any(
        re.search(rf"(?<!\w){re.escape(word)}(?!\w)", around) for word in entry.needs
    )


@lru_cache(maxsize=4096)
def _met(text: str) -> tuple[Mention, ...]:
    found = [
        Mention(entry=held[_key(match["name"], fold=fold)], start=match.start(), end=match.end())
        for pattern, held, fold in _patterns()
        for match in pattern.finditer(text)
    ]
    kept: list[Mention] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def explanation(printed: str, context: str = "", *, long: bool = False) -> str:
    """The meaning of a term as it is put after it: `` (inflamed muscles)``; empty where it is not known.

    With ``long`` an abbreviation is written out instead, and what is none is left alone.

    >>> explanation("myositis"), explanation("CKD"), explanation("CKD", long=True)
    (' (inflamed muscles)', ' (kidneys that work less well for a long time)', ' (chronic kidney disease)')
    """
    found = mentions(printed, context)
    if len(found) != 1 or found[0].start or found[0].end != len(printed):
        return ""
    entry = found[0].entry
    told = entry.long if long else meant(entry) or entry.long
    part = _FIRST_PART.match(printed)
    named = f"{part[1]}: " if part and told and not long else ""
    return f" ({named}{told})" if told else ""


def meant(entry: Entry) -> str:
    """What an entry means: its own meaning, else that of what it is short for."""
    return entry.meaning or (meaning_of(entry.long) if entry.long else "")


def meaning_of(name: str) -> str:
    """The meaning of a name that is written out, whatever stands around; empty where it is not listed."""
    for _, held, fold in _patterns():
        entry = held.get(_key(name, fold=fold))
        if entry is not None and entry.meaning:
            return entry.meaning
    return ""


@cache
def entries() -> dict[str, Entry]:
    """Every entry, by each of its names, in order of the list."""
    lines = resources.files("probatum.language").joinpath("glossary.txt").read_text("utf-8").splitlines()
    listed = (line for line in lines if line.strip() and not line.startswith("#"))
    found: dict[str, Entry] = {}
    for line in listed:
        for name, entry in _read(line):
            found.setdefault(name, entry)
    return found


def _read(line: str) -> Iterator[tuple[str, Entry]]:
    names, meaning, *needs = (part.strip() for part in line.split("|"))
    needed = tuple(word.strip().casefold() for word in needs[0].split(";")) if needs else ()
    each = names.startswith("*")
    short, _, long = names.lstrip("*").partition(": ")
    listed = [name.strip() for name in short.split(";")]
    for name in listed:
        term = name if each or long else listed[0]
        yield name, Entry(term=term, meaning=meaning, long=long.strip(), needs=needed)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], dict[str, Entry], bool], ...]:
    """Names met in capitals exactly as written, then those met in any case."""
    exact = {name: entry for name, entry in entries().items() if _capital(name)}
    folded = {_key(name, fold=True): entry for name, entry in entries().items() if not _capital(name)}
    return ((_compiled(exact, flags=0), exact, False), (_compiled(folded, flags=re.IGNORECASE), folded, True))


def _compiled(names: Iterable[str], flags: int) -> re.Pattern[str]:
    longest = sorted(names, key=lambda name: (-len(name), name))
    words = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest)
    return re.compile(rf"(?<![\w-])(?P<name>{words}){_JOINED}(?![\w-])", flags)


def _capital(name: str) -> bool:
    """Whether a name is written in capitals, so that it means nothing in small letters."""
    return sum(letter.isupper() for letter in name.split(" ")[0]) > 1


def _key(name: str, *, fold: bool) -> str:
    plain = " ".join(name.split())
    return plain.casefold() if fold else plain
