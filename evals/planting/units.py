"""Another unit, rhythm or time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evals.planting.errors import Change
from evals.planting.numbers import COUNT_WORDS
from evals.planting.passage import holds
from evals.planting.words import UNITS

_UNIT_NAMES = sorted((name for name, _ in UNITS), key=len, reverse=True)

_UNIT = re.compile(
    r"(?P<n>\d[\d,.·]*)(?P<gap>[ \u00a0-]?)(?P<unit>" + "|".join(map(re.escape, _UNIT_NAMES)) + r")(?![\w/])"
)

_UNIT_SWAPS = dict(UNITS)

_DOSING = {
    "once daily": "once weekly", "twice daily": "twice weekly", "once weekly": "once daily",
    "once a day": "once a week", "twice a day": "twice a week", "once a week": "once a day",
    "every other week": "every other day", "per day": "per week", "a day": "a week", "daily": "weekly",
    "weekly": "daily", "per year": "per month", "each year": "each month",
}  # fmt: skip

_DOSED = re.compile(rf"(?<![\w-])(?P<w>{'|'.join(_DOSING)})(?![\w-])", re.IGNORECASE)

_DOSE_BEFORE = re.compile(r"(?:\d|mg|µg|mcg| g|mL|units?|IU|doses?|tablets?|injected|given|taken) $")

#: Of these the looks differ and the meaning does not.
_SPELT = str.maketrans({"μ": "µ", "\u00a0": " "})


def units(statement: str, passage: str | None) -> Iterator[Change]:
    for match in _UNIT.finditer(statement):
        if re.match(r"\s?(?:CI\b|CrI\b|confidence|credible)", statement[match.end() :]):
            continue
        for other in _UNIT_SWAPS[match["unit"]]:
            if _unit_stands(passage, match["n"], match["unit"]) is False:
                continue
            if not _unit_stands(passage, match["n"], other):
                gap = " " if other.startswith("per ") and not match["gap"] else ""
                yield Change(match.start("unit"), match.end("unit"), gap + other)
    for match in _DOSED.finditer(statement):
        other = _DOSING[match["w"].lower()]
        if " " not in match["w"] and not _DOSE_BEFORE.search(statement[: match.start()]):
            continue
        if passage is None or (_rhythm(match["w"].lower(), passage) and not _rhythm(other, passage)):
            yield Change(match.start(), match.end(), other)


def _rhythm(words: str, passage: str) -> bool:
    """Whether the passage tells this rhythm: by its last word, "daily", "day"."""
    stem = {"day": r"dail|\bday|/d", "week": "week", "month": "month", "year": "year|annual"}
    last = re.sub(r"ly$", "", words.split()[-1]).replace("dai", "day")
    return bool(re.search(stem[last], passage, re.IGNORECASE))


def _unit_stands(passage: str | None, number: str, unit: str) -> bool | None:
    """Whether this number stands with this unit in the passage; None without one."""
    if passage is None:
        return None
    spelt = passage.translate(_SPELT)
    both = rf"(?<![\d.,]){re.escape(number.rstrip('.,'))}[ -]?{re.escape(unit.translate(_SPELT))}(?![\w/])"
    return bool(re.search(both, spelt))


_SPANS = {
    "hour": ("day",), "day": ("week",), "week": ("month", "day"), "month": ("year", "week"),
    "year": ("month",), "minute": ("hour",),
}  # fmt: skip

_TIME = re.compile(
    rf"(?<![\w.])(?P<n>\d+(?:\.\d+)?|{'|'.join(('one', *COUNT_WORDS))})(?P<gap>[ -])"
    rf"(?P<unit>{'|'.join(_SPANS)})(?P<s>s?)(?![\w-])(?! old\b| of age\b)",
    re.IGNORECASE,
)

_AGED = re.compile(r"\b(?:aged?|above|over|under|below|older than|younger than|age of|than) $", re.IGNORECASE)

_TERMS = {
    "short-term": "long-term", "long-term": "short-term", "short term": "long term",
    "long term": "short term",
    "before": "after", "after": "before", "early": "late", "late": "early",
}  # fmt: skip

_TERM = re.compile(rf"(?<![\w-])(?:{'|'.join(_TERMS)})(?![\w-])", re.IGNORECASE)

_EVENT = re.compile(
    r" (?:the |their |statin |stem cell |drug )?(?:treatment|surgery|operation|discontinu\w+|stopping|"
    r"starting|"
    r"transplant\w*|vaccinat\w+|infection|birth|diagnosis|withdrawal|therapy|exposure|injury|relapse|"
    r"menopause|puberty|randomi[sz]ation)\b",
    re.IGNORECASE,
)


def timeframes(statement: str, passage: str | None) -> Iterator[Change]:
    for match in _TIME.finditer(statement):
        number, unit = match["n"], match["unit"].lower()
        if _AGED.search(statement[: match.start()]) or not _times_hold(passage, number, unit):
            continue
        for other in _SPANS[unit]:
            if passage is None or not _time_stands(passage, number, other):
                yield Change(match.start("unit"), match.end("s"), other + match["s"])
        twice = str(2 * int(number)) if number.isdigit() and unit in ("year", "month") else ""
        if twice and number != "1" and (passage is None or not _time_stands(passage, twice, unit)):
            yield Change(match.start("n"), match.end("n"), twice)
    yield from _terms(statement, passage)


def _times_hold(passage: str | None, number: str, unit: str) -> bool:
    return passage is None or _time_stands(passage, number, unit)


def _terms(statement: str, passage: str | None) -> Iterator[Change]:
    """Early for late, before for after an event of treatment or life."""
    for match in _TERM.finditer(statement):
        word = match[0].lower()
        other = _TERMS[word]
        if word in ("before", "after") and not _EVENT.match(statement[match.end() :]):
            continue
        if holds(statement, other) or re.match(r"\s?(?:on|as|to)\b", statement[match.end() :]):
            continue
        if passage is None or (holds(passage, word) and not holds(passage, other)):
            yield Change(match.start(), match.end(), other)


def _time_stands(passage: str, number: str, unit: str) -> bool:
    digits = {"one": "1", **{word: str(place + 2) for place, word in enumerate(COUNT_WORDS)}}
    said = {number.lower(), digits.get(number.lower(), number)}
    said |= {word for word, digit in digits.items() if digit == number}
    return any(
        re.search(
            rf"(?<![\w.]){re.escape(one)}(?:[ -]|,? \d+,? (?:and|or) \d+[ -]|[ -](?:to|and|or)[ -]\d+[ -])?"
            rf"{unit[:5]}|(?<![\w.]){re.escape(one)},? (?:\d+,? )*(?:and|to|or) \d+ {unit[:5]}",
            passage,
            re.IGNORECASE,
        )
        for one in said
    )
