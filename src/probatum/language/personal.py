"""What in a question would tell who it is about, left out: names, exact ages, dates, telephone numbers.

An article has its question for its title and can be found by others, so none of that may stand in one. Of
the eighteen identifiers of 45 CFR 164.514(b)(2) those are looked for that a question is likely to hold. A
question about nobody in particular is left alone. The words are in ``personal.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from probatum.language.drugs import drug_mentions
from probatum.language.topic import words_of
from probatum.language.triage import speaks_of_one


@cache
def personal() -> dict[str, Any]:
    """The word lists of ``personal.toml``."""
    return tomllib.loads(resources.files("probatum.language").joinpath("personal.toml").read_text("utf-8"))


#: The people for whom it is asked, by the words for somebody's relations, and by a word of age before those.
WHO: Mapping[str, str] = {group: words for group, words in personal()["who"].items() if group != "aged"}
AGED: Mapping[str, str] = personal()["who"]["aged"]
RELATION = "|".join(sorted("|".join(WHO.values()).split("|"), key=len, reverse=True))
STAGE = "|".join(sorted(AGED, key=len, reverse=True))


def _patterns(named: Mapping[str, list[str]], flags: re.RegexFlag) -> dict[str, re.Pattern[str]]:
    """The patterns of a table, each of its pieces, with the lists that they name filled in."""
    lists = {**personal()["details"], "relation": RELATION}
    return {
        name: re.compile(_LISTED.sub(lambda of: str(lists[of[1]]), "".join(pieces)), flags)
        for name, pieces in named.items()
    }


#: Where a pattern names a list.
_LISTED = re.compile(r"\{([a-z_]+)\}")

_CASED = personal()["patterns"]["cased"]
_LOOSE = {name: pieces for name, pieces in personal()["patterns"].items() if name != "cased"}
_PATTERNS: Mapping[str, re.Pattern[str]] = {
    **_patterns(_LOOSE, re.IGNORECASE),
    **_patterns(_CASED, re.NOFLAG),
}
_WORDS = {word: n for n, word in enumerate(personal()["details"]["number"].split("|")[1:], 1)}


def without_details(text: str) -> str:
    """A question without what would tell who it is about; one about nobody in particular is left alone.

    Names, dates and numbers are left out, an exact age becomes its group. Pure.

    >>> without_details("Can my daughter Emma, 7, take ibuprofen?")
    'Can my child daughter take ibuprofen?'
    >>> without_details("Does aspirin prevent stroke in people over 65?")
    'Does aspirin prevent stroke in people over 65?'
    """
    titled = _PATTERNS["titled"].search(text) is not None
    if not (
        titled
        or speaks_of_one(text)
        or any(one["one"] is not None for one in _PATTERNS["age"].finditer(text))
    ):
        return text
    said = _unnamed(_PATTERNS["titled"].sub("a patient", _PATTERNS["reached"].sub(" ", text)))
    if titled or speaks_of_one(text):
        said = _PATTERNS["age_bare"].sub(
            _grouped_bare, _PATTERNS["age"].sub(_grouped, _PATTERNS["date"].sub("", said))
        )
    else:
        said = _PATTERNS["age"].sub(lambda one: _grouped(one) if one["one"] is not None else one[0], said)
    said = _PATTERNS["moved"].sub(r"\1 \3 \2", said)
    if said == text:
        return text
    tidy = re.sub(r"\s+([,.;?!])", r"\1", " ".join(said.split()))
    tidy = re.sub(r"\(\s*\)|(?<=,),", "", tidy).strip(" ,;").lstrip(". ")
    return tidy[:1].upper() + tidy[1:] if text[:1].isupper() else tidy


def _unnamed(said: str) -> str:
    """Without names, those of the asker and of whom the question is about, wherever they are said again."""
    said = _PATTERNS["called"].sub("", _PATTERNS["signed"].sub("", _PATTERNS["introduced"].sub("", said)))
    said = _PATTERNS["i_am"].sub("", said)
    given = False
    for pattern in (_PATTERNS["given"], _PATTERNS["given_small"]):
        for match in list(pattern.finditer(said)):
            name = match["name"]
            if drug_mentions(name) or words_of("diseases").search(name):
                continue
            given = True
            owns = "'s" if pattern is _PATTERNS["given"] and match["owns"] else ""
            said = said.replace(match[0], f"{match['who']}{owns} ", 1)
            who = match["who"][:1].lower() + match["who"][1:]
            said = re.sub(rf"\b{re.escape(name)}\b", lambda _, who=who: who, said)  # type: ignore[misc]
    return re.sub(r"(?<=\w)\s+(?=[,.;])", "", said) if given else said


def _grouped(match: re.Match[str]) -> str:
    """An age as its group: an adjective before whom it is of, else a noun."""
    number = _WORDS.get(match["number"].casefold()) or int(match["number"])
    noun, adjective = _group(number, (match["unit"] or "years")[0].casefold())
    before = (match["before"] or "").strip()
    if match["one"] is not None:
        behind = match.string[match.end() :]
        of_any = _OF_ANY_AGE.match(behind) is not None
        said = (
            ""
            if (adjective == "adult" and not of_any) or (adjective == "child" and _SAYS_CHILD.match(behind))
            else adjective
        )
        one = f"{article(said or 'man')} " if re.search(r"\b(?:a|an) ", match[0], re.IGNORECASE) else ""
        return f"{before} {one}{said}".strip()
    if before.casefold() in ("aged", "age", "age of"):
        return f"⟨{adjective or 'adult'}⟩"
    bare = f"{article(noun)} {noun}" if before or re.match(r"(?:a|an) ", match[0], re.IGNORECASE) else noun
    return f"{before} {bare}".strip()


#: Of these "adult" says something; of a man or a mother it does not.
_OF_ANY_AGE = re.compile(r"[ -](?:son|daughter|child|kid|patient|niece|nephew)\b", re.IGNORECASE)


#: These say themselves that it is a child.
_SAYS_CHILD = re.compile(r"[ -](?:boy|girl|toddler)\b", re.IGNORECASE)


def _grouped_bare(match: re.Match[str]) -> str:
    noun, adjective = _group(int(match["number"]), "y")
    before = match["before"].strip(" ,(")
    if before and before.casefold() not in ("aged", "age"):
        return f"{before} {article(noun)} {noun}{match['close'].strip(')')}"
    return f" ⟨{adjective or 'adult'}⟩ "


def article(word: str) -> str:
    """ "A" or "an", by the letter with which a word begins."""
    return "an" if word[0] in "aeiou" else "a"


def _group(number: int, unit: str) -> tuple[str, str]:
    """The group of an age: as a noun, and as it stands before another (FDA and EMA, ICH E11: newborns to 27
    days, infants to 23 months, children to 11 years, adolescents to 17; older people from 65 on)."""
    days = number * {"y": 365, "m": 30, "w": 7, "d": 1}[unit]
    for below, noun, adjective in (
        (28, "newborn", "newborn"),
        (91, "young infant", "young infant"),
        (730, "infant", "infant"),
        (12 * 365, "child", "child"),
        (18 * 365, "adolescent", "adolescent"),
        (65 * 365, "adult", "adult"),
    ):
        if days < below:
            return noun, adjective
    return "older person", "older"
