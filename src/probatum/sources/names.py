"""The names of authors as exports write them, in any of the usual orders."""

from __future__ import annotations

import re

from probatum.records.source import Author
from probatum.sources.parts import one_line

#: No list of authors that is longer than this many characters is read.
LONGEST_LIST = 200_000
#: Words that belong to the family name that follows them.
_PARTICLES = frozenset(
    {"al", "af", "ap", "ben", "bin", "da", "dal", "de", "del", "della", "den", "der", "di", "do", "dos", "du",
     "el", "la", "las", "le", "los", "san", "st", "st.", "ten", "ter", "van", "von", "zu", "zum", "zur"}
)  # fmt: skip
_SUFFIXES = frozenset(
    {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "júnior", "junior", "filho", "neto", "2nd", "3rd"}
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?-?){1,4}")
_VANCOUVER_LIST = re.compile(r"[^,;]+ [^\W\d_]{1,4}(?:, [^,;]+ [^\W\d_]{1,4})*\.?")
_GROUP = re.compile(
    r"\b(?:group|collaborat\w*|committee|consortium|investigators|society|association|network|team|project|"
    r"organi[sz]ation|institute|university|centers?|department|ministry|task force|college|council|agency)\b",
    re.IGNORECASE,
)


def author(name: str) -> Author | None:
    """One author from ``Family, Given``, ``Family AB``, ``Given B Family`` or the name of a group.

    Particles (``van der``) go with the family name; ``Jr`` and the like are left out. None without a name.
    """
    name = one_line(name).strip(" ,;.") if not name.rstrip().endswith(".") else one_line(name).strip(" ,;")
    if not any(map(str.isalpha, name)):
        return None
    if "," in name:
        family, _, given = name.partition(",")
        given = " ".join(word for word in given.replace(",", " ").split() if word.lower() not in _SUFFIXES)
        return Author(family=family.strip(), given=given)
    if _GROUP.search(name):
        return Author(collective=name)
    words = [word for word in name.split() if word.lower() not in _SUFFIXES] or name.split()
    if len(words) == 1:
        return Author(family=words[0])
    if _is_initials(words[-1]) and not _is_initials(words[0]):
        return Author(family=" ".join(words[:-1]), given=words[-1])
    return _given_first(words)


def _is_initials(word: str) -> bool:
    return word.upper() == word and bool(_INITIALS.fullmatch(word))


def _given_first(words: list[str]) -> Author:
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return Author(family=" ".join(words[start:]), given=" ".join(words[:start]))


def authors(text: str) -> tuple[Author, ...]:
    """The authors in a list: parted by semicolons, else by ``and``, else by commas (``Kim MS, Lee AB``)."""
    if len(text) > LONGEST_LIST:
        return ()
    line = one_line(text)
    if ";" in line:
        pieces = line.split(";")
    elif re.search(r"\s(?:and|&)\s", line):
        pieces = re.split(r",?\s(?:and|&)\s", line)
        # Full names with commas between ("J. Smith, A. Jones and B. Brown"), not "Smith, J. and Jones, A."
        before = pieces[0].split(",")
        if len(before) > 1 and all(" " in name.strip() for name in before):
            pieces = [*before, *pieces[1:]]
    elif _VANCOUVER_LIST.fullmatch(line):
        pieces = line.rstrip(".").split(",")
    else:
        pieces = [line]
    return tuple(found for piece in pieces if (found := author(piece)) is not None)
