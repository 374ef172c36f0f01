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

_MONTH, _DAY = personal()["details"]["month"], personal()["details"]["day"]
_REACHED = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w.])\+?\d[\d ()/-]{8,}\d(?![\w.])|"
    r"\b(?:nhs|mrn|hospital|patient|insurance|passport|social security)(?: (?:no|number|id))?[.:]? ?#? "
    r"?\d{4,}\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\s*\b(?:(?:who (?:was|is) |was |were |i was |she was |he was )?born |(?:on|since|in|from|by|until|"
    r"of|dated|for|"
    r"this|last|next) |since )*(?:the )?"
    rf"(?:\d{{4}}-\d\d-\d\d|\d{{1,2}}[./-]\d{{1,2}}[./-](?:19|20)?\d\d|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTH})\b\.?(?:,? (?:19|20)\d\d)?|"
    rf"(?:{_MONTH})\b\.? \d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,? (?:19|20)\d\d)?|"
    rf"(?:{_MONTH})\b\.?,? (?:19|20)\d\d|(?<=on |st |xt )(?:{_DAY})|born (?:in )?(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_INTRODUCED = re.compile(
    r"(?:[Mm]y name is|[Mm]y name's|I am called|I'm called|[Tt]his is) [A-Z][\w'-]+(?: [A-Z][\w'-]+)*(?: "
    r"here)?[,.;]?"
    r"(?: and)?\s*"
)
_I_AM = re.compile(
    rf"\b(?:I am|I'm) (?!(?:{personal()['details']['no_name']})\b)[A-Z][a-z]{{2,}}(?: [A-Z][a-z]+)?(?:,| "
    rf"and|\.)\s*"
    r"(?=\w)"
)
_SIGNED = re.compile(
    r"[\s,.;–-]*\b(?i:thanks|thank you|regards|best wishes|yours|cheers)\b[\s,.!–-]*(?:[A-Z][\w'-]+[ "
    r".]*){0,3}$"
)
_CALLED = re.compile(r",? (?:called|named) [A-Z][\w'-]+,?")
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mister)\b\.? [A-Z][\w'-]+(?: [A-Z][\w'-]+)*")
_GIVEN = re.compile(
    rf"\b(?P<who>(?i:my|our)(?: \w+)? (?i:{RELATION}))(?P<comma>,)? "
    rf"(?!(?i:{RELATION})\b)(?P<name>[A-Z][a-z'-]+(?: "
    rf"[A-Z][a-z'-]+)?)"
    r"(?P<owns>'s)?\b(?(comma),?)"
)
_GIVEN_SMALL = re.compile(
    rf"\b(?P<who>(?:my|our)(?: \w+)? (?:{RELATION})) (?!(?:{personal()['details']['no_given_name']}|"
    rf"{RELATION})\b)"
    r"(?P<name>[a-z]{2,12}(?<!ly)) "
    r"(?=(?:has|is|was|takes|had|can|should|needs|take|stop|use|have|get|"
    r"start|eat)\b)",
    re.IGNORECASE,
)
_NUMBER = (
    r"\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen"
)
_WORDS = {word: n for n, word in enumerate(_NUMBER.split("|")[1:], 1)}
_AGE = re.compile(
    rf"\b(?P<before>(?:i am|i'm|he is|she is|he's|she's|who is|is|was|turned|aged?|age of) )?(?:(?:a|an) )?"
    rf"(?P<number>{_NUMBER})(?P<half>(?: and a half|[.½]\d?))?(?:[- ]?(?P<unit>years?|yrs?|months?|mths?|"
    rf"weeks?|days?)"
    r"[- ]?(?:old|of age)|[- ]?(?P<short>yo|y/o|y\.o\.?|yrs))(?!\w)"
    rf"(?!s\b| (?:{personal()['details']['many']})\b)(?P<one>(?=[ -](?:\w+ "
    rf")?(?:{personal()['details']['one']})\b))?",
    re.IGNORECASE,
)
_AGE_BARE = re.compile(
    rf"(?P<before>(?<!\w)(?:i am|i'm|he is|she is|he's|she's|who is|(?<=y )(?:{RELATION}) is) |"
    rf"(?<!\w)(?:aged|age) |"
    r"(?<=[a-z]), |\()(?P<number>\d{1,3})"
    r"(?P<close>\)|,(?= )|(?= and\b)|(?=[.?!]|$)|(?= with\b)|(?=,))(?! ?(?:weeks|months|days|mg|kg|%))",
    re.IGNORECASE,
)


def without_details(text: str) -> str:
    """A question without what would tell who it is about; one about nobody in particular is left alone.

    Names, dates and numbers are left out, an exact age becomes its group. Pure.

    >>> without_details("Can my daughter Emma, 7, take ibuprofen?")
    'Can my child daughter take ibuprofen?'
    >>> without_details("Does aspirin prevent stroke in people over 65?")
    'Does aspirin prevent stroke in people over 65?'
    """
    titled = _TITLED.search(text) is not None
    if not (titled or speaks_of_one(text) or any(one["one"] is not None for one in _AGE.finditer(text))):
        return text
    said = _unnamed(_TITLED.sub("a patient", _REACHED.sub(" ", text)))
    if titled or speaks_of_one(text):
        said = _AGE_BARE.sub(_grouped_bare, _AGE.sub(_grouped, _DATE.sub("", said)))
    else:
        said = _AGE.sub(lambda one: _grouped(one) if one["one"] is not None else one[0], said)
    said = _MOVED.sub(r"\1 \3 \2", said)
    if said == text:
        return text
    tidy = re.sub(r"\s+([,.;?!])", r"\1", " ".join(said.split()))
    tidy = re.sub(r"\(\s*\)|(?<=,),", "", tidy).strip(" ,;").lstrip(". ")
    return tidy[:1].upper() + tidy[1:] if text[:1].isupper() else tidy


#: A group said behind a relation belongs before it: "my daughter, ⟨child⟩," is "my child daughter".
_MOVED = re.compile(rf"\b((?:my|our))((?: \w+)? (?:{RELATION}))\s*,?\s*⟨([\w ]+)⟩,?", re.IGNORECASE)


def _unnamed(said: str) -> str:
    """Without names, those of the asker and of whom the question is about, wherever they are said again."""
    said = _CALLED.sub("", _SIGNED.sub("", _INTRODUCED.sub("", said)))
    said = _I_AM.sub("", said)
    given = False
    for pattern in (_GIVEN, _GIVEN_SMALL):
        for match in list(pattern.finditer(said)):
            name = match["name"]
            if drug_mentions(name) or words_of("diseases").search(name):
                continue
            given = True
            owns = "'s" if pattern is _GIVEN and match["owns"] else ""
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
