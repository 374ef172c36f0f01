"""How a medicine is given: by which route, and how often."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

#: A text is read up to here, in characters.
LONGEST = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A route of administration, named where ``text[start:end]`` stands."""

    name: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How often: ``per_day`` times a day, said where ``text[start:end]`` stands."""

    per_day: float
    start: int
    end: int
    text: str


# Names as in the EDQM's standard terms for routes of administration, with what papers write for them.
_ROUTES = {
    "oral": r"oral(?:ly)?(?! (?:health|cavity|cancer|mucos|hygien|lesion|ulcer|swab|fluid|squamous|thrush|"
    r"candid|microb|intake|presentation|communication))|by mouth|per os|p\.o\.",
    "intravenous": r"intravenous(?:ly)?|i\.v\.|IV(?=[ -](?:infusion|bolus|dose|steroid|methylpred|\d))",
    "subcutaneous": r"subcutaneous(?:ly)?(?! (?:fat|tissue|nodule|edema|oedema|emphysema|adipose|calcin))|"
    r"s\.c\.",
    "intramuscular": r"intramuscular(?:ly)?|i\.m\.",
    "topical": r"topical(?:ly)?",
    "inhaled": r"inhaled|by inhalation|nebuli[sz]ed",
    "intranasal": r"intranasal(?:ly)?",
    "intra-articular": r"intra-?articular(?:ly)?",
    "intrathecal": r"intrathecal(?:ly)?",
    "rectal": r"rectally|per rectum",
    "sublingual": r"sublingual(?:ly)?",
    "transdermal": r"transdermal(?:ly)?",
    "intravitreal": r"intravitreal(?:ly)?",
}
_ROUTE = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(f"(?P<r{at}>{words})" for at, words in enumerate(_ROUTES.values()))
    + r")(?![\w-])",
    re.IGNORECASE,
)
_NAMES = tuple(_ROUTES)

_TIMES = {"once": 1, "twice": 2, "thrice": 3, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_LATIN = {
    "qd": 1.0,
    "od": 1.0,
    "q24h": 1.0,
    "bid": 2.0,
    "bd": 2.0,
    "q12h": 2.0,
    "tid": 3.0,
    "tds": 3.0,
    "q8h": 3.0,
    "qid": 4.0,
    "qds": 4.0,
    "q6h": 4.0,
}
_SPANS = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 28.0, "year": 364.0}
_ADVERBS = {"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year", "hourly": "hour"}
_RHYTHM = re.compile(
    r"(?<![\w-])(?:"
    r"(?P<many>once|twice|thrice|(?:two|three|four|five|six|\d{1,2}) times)[ -]"
    r"(?:(?P<adverb>daily|weekly|monthly|yearly)|(?:a|per|each|every) (?P<per>day|week|month|year))|"
    r"every (?:(?P<other>other|second) |(?P<count>\d{1,2}|two|three|four|five|six) )?"
    r"(?P<span>hour|day|week|month|year)s?|"
    r"(?P<latin>qd|od|bid|bd|tid|tds|qid|qds|q(?:24|12|8|6)h)|"
    r"(?P<alone>daily|weekly|monthly|yearly)(?! (?:basis|life|activit|living|use|practice|routine|average))"
    r")(?![\w-])",
    re.IGNORECASE,
)


def routes(text: str) -> tuple[Route, ...]:
    """Every route of administration that ``text`` names, in order. Pure.

    >>> [one.name for one in routes("IV bolus, then prednisolone by mouth")]
    ['intravenous', 'oral']
    """
    return _routes(text[:LONGEST])


@lru_cache(maxsize=4096)
def _routes(text: str) -> tuple[Route, ...]:
    return tuple(
        Route(
            name=_NAMES[int((match.lastgroup or "r0")[1:])],
            start=match.start(),
            end=match.end(),
            text=match[0],
        )
        for match in _ROUTE.finditer(text)
    )


def rhythms(text: str) -> tuple[Rhythm, ...]:
    """Every statement of how often, in order. A month is taken as four weeks, as dosing does. Pure.

    >>> [one.per_day for one in rhythms("5 mg twice daily, every 12 hours")]
    [2.0, 2.0]
    """
    return _rhythms(text[:LONGEST])


@lru_cache(maxsize=4096)
def _rhythms(text: str) -> tuple[Rhythm, ...]:
    return tuple(
        Rhythm(per_day=_per_day(match), start=match.start(), end=match.end(), text=match[0])
        for match in _RHYTHM.finditer(text)
    )


def _per_day(match: re.Match[str]) -> float:
    if match["latin"]:
        return _LATIN[match["latin"].lower()]
    if match["alone"]:
        return 1.0 / _SPANS[_ADVERBS[match["alone"].lower()]]
    if match["many"]:
        span = (match["per"] or _ADVERBS[(match["adverb"] or "daily").lower()]).lower()
        return _count(match["many"].split()[0]) / _SPANS[span]
    count = 2 if match["other"] else _count(match["count"] or "1")
    return 1.0 / (max(count, 1) * _SPANS[match["span"].lower()])


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _TIMES[word.lower()]
