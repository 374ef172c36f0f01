"""What can explain a disagreement: only differences that the passages of two sides state, never more.

That heterogeneity is explored by definition of the outcome, people, setting, follow-up, and adjustment
follows the Cochrane Handbook (version 6, chapter 10.11). That a difference can explain a disagreement does
not say that it does: the sentences say "can".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from probatum.appraise.subject import tokens_of
from probatum.records.evidence import Disagreement, Side

#: Follow-up differs where the longest is at least so many times the shortest.
LONGER = 1.5
#: Of a definition no more than this is repeated.
_LONGEST = 140

_YOUNG = re.compile(r"\b(?:children|child|juvenile|p(?:a)?ediatric|adolescents?|infants?)\b", re.IGNORECASE)
_ADULT = re.compile(r"\b(?:adults?|elderly|older (?:people|patients|adults))\b", re.IGNORECASE)
_ONE_CENTRE = re.compile(
    r"\b(?:single|one)[ -](?:[\w]+ )?(?:cent(?:er|re)|hospital|institution)\b", re.IGNORECASE
)
_MANY_CENTRES = re.compile(
    r"\b(?:multi-?cent(?:er|re)|registry|register|nationwide|population-based|national|\d+ (?:cent(?:er|re)s|"
    r"hospitals))\b",
    re.IGNORECASE,
)
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)[ -](week|month|year)s?\b", re.IGNORECASE)
_MONTHS = {"week": 7 / 30.4, "month": 1.0, "year": 12.0}
_UNIT = re.compile(
    r"\bof (?:the )?\d[\d,]* (?:[\w-]+ ){0,2}?(patients|people|adults|children|episodes|relapses|flares|"
    r"admissions|eyes|visits|courses|treatments|pregnancies)\b",
    re.IGNORECASE,
)
_PEOPLE = frozenset({"patients", "people", "adults", "children"})
_DOSE = re.compile(r"\b(\d+(?:\.\d+)?) ?(mg|g|µg|mcg|mg/kg|IU|units)\b(?!/d?L)", re.IGNORECASE)
_TITLE_WORDS = 60


def explained(about: str, kind: Disagreement, sides: Sequence[Side]) -> tuple[str, tuple[str, ...]]:
    """What can explain it, in sentences, and the names of the differences."""
    telling = [_without_bare_name(about, side) for side in sides]
    ways = [way for way in _WAYS if kind in way[2]]
    told = [(name, words) for name, look, _ in ways if (words := look(telling))]
    parts = []
    if told:
        listed = "; ".join(words for _, words in told)
        parts.append(f"Differences that the passages state and that can explain it: {listed}.")
    else:
        parts.append("What is held states no difference between them that can explain it.")
    if kind is Disagreement.RECOMMENDATION:
        parts.append("Nothing held says which of them holds where you practise.")
        return " ".join(parts), tuple(name for name, _ in told)
    unknown = [words for words, stated in _silent(about, sides) if not all(stated)]
    if unknown:
        parts.append(f"Not all of them state, in what is held, {_listed(unknown)}.")
    parts.append("Nothing held tests which of the figures is right for other people.")
    return " ".join(parts), tuple(name for name, _ in told)


def _without_bare_name(about: str, side: Side) -> Side:
    """The side without an outcome that is but the name of what is asked: that defines nothing."""
    return replace(side, outcome="") if tokens_of(side.outcome) <= tokens_of(about) else side


def _silent(about: str, sides: Sequence[Side]) -> Iterator[tuple[str, list[str]]]:
    yield "whom they studied", [side.population for side in sides]
    yield f"what they counted as {about}", [side.definition for side in sides]
    yield "how long they followed", [side.follow_up for side in sides]


# --- each difference: its words where two sides state it, else empty


def _definition(sides: Sequence[Side]) -> str:
    stated = {_what(side): side for side in sides if _what(side)}
    if len({tokens_of(words) for words in stated}) < 2:
        return ""
    told = "; ".join(f"“{_short(words)}” ({_name(side)})" for words, side in stated.items())
    return f"what was counted differs: {told}"


def _what(side: Side) -> str:
    return side.definition or side.outcome


def _age(sides: Sequence[Side]) -> str:
    young = [side for side in sides if _YOUNG.search(side.population) and not _ADULT.search(side.population)]
    adult = [side for side in sides if _ADULT.search(side.population) and not _YOUNG.search(side.population)]
    return _opposed("children", young, "adults", adult)


def _setting(sides: Sequence[Side]) -> str:
    def of(pattern: re.Pattern[str], other: re.Pattern[str]) -> list[Side]:
        return [side for side in sides if pattern.search(_where(side)) and not other.search(_where(side))]

    return _opposed(
        "one centre",
        of(_ONE_CENTRE, _MANY_CENTRES),
        "several centres or a registry",
        of(_MANY_CENTRES, _ONE_CENTRE),
    )


def _where(side: Side) -> str:
    return f"{side.population} {side.definition} {side.statement} {side.title}"


def _opposed(one: str, having: Sequence[Side], other: str, lacking: Sequence[Side]) -> str:
    if not having or not lacking:
        return ""
    return f"{one} ({_names(having)}) against {other} ({_names(lacking)})"


def _follow_up(sides: Sequence[Side]) -> str:
    lengths = [
        (months, words, side) for side in sides for months, words in [_length(side.follow_up)] if months
    ]
    if not lengths:
        return ""
    shortest, longest = min(lengths, key=lambda one: one[0]), max(lengths, key=lambda one: one[0])
    if longest[0] < LONGER * shortest[0]:
        return ""
    return f"follow-up of {shortest[1]} ({_name(shortest[2])}) against {longest[1]} ({_name(longest[2])})"


def _length(text: str) -> tuple[float, str]:
    """The first length of time in a sentence on follow-up, in months and in its words."""
    at = text.lower().find("follow")
    match = _LENGTH.search(text, max(at, 0)) or _LENGTH.search(text)
    return (float(match[1]) * _MONTHS[match[2].lower()], match[0]) if match else (0.0, "")


def _denominator(sides: Sequence[Side]) -> str:
    units: dict[str, Side] = {}
    for side in sides:
        unit = _UNIT.search(side.denominator) or _UNIT.search(side.statement)
        if unit:
            noun = unit[1].lower()
            units.setdefault("people" if noun in _PEOPLE else noun, side)
    if len(units) < 2:
        return ""
    told = " against ".join(f"{noun} ({_name(side)})" for noun, side in units.items())
    return f"what the share is of differs: {told}"


def _adjustment(sides: Sequence[Side]) -> str:
    return _opposed(
        "an adjusted estimate",
        [side for side in sides if side.adjusted is True],
        "an unadjusted one",
        [side for side in sides if side.adjusted is False],
    )


def _dose(sides: Sequence[Side]) -> str:
    doses: dict[str, Side] = {}
    for side in sides:
        dose = _DOSE.search(side.statement)
        if dose:
            doses.setdefault(f"{dose[1]} {dose[2]}", side)
    if len(doses) < 2:
        return ""
    return "dose: " + " against ".join(f"{dose} ({_name(side)})" for dose, side in doses.items())


def _study(sides: Sequence[Side]) -> str:
    designs: dict[str, list[Side]] = {}
    for side in sides:
        if side.design:
            designs.setdefault(side.design, []).append(side)
    if len(designs) < 2:
        return ""
    return "design: " + " against ".join(f"{name} ({_names(of)})" for name, of in designs.items())


def _years(sides: Sequence[Side]) -> str:
    years = [side for side in sides if side.year]
    old, new = (min(years, key=_year), max(years, key=_year)) if years else (None, None)
    if old is None or new is None or _year(new) - _year(old) < _APART:
        return ""
    return f"years of issue: {old.year} against {new.year}"


#: Advice of bodies is of another time where so many years lie between.
_APART = 5


def _year(side: Side) -> int:
    return side.year or 0


def _name(side: Side) -> str:
    """A side in a few words: the beginning of its title and its year."""
    title = (
        side.title if len(side.title) <= _TITLE_WORDS else side.title[:_TITLE_WORDS].rsplit(" ", 1)[0] + " …"
    )
    return ", ".join(part for part in (title or side.source, str(side.year or "")) if part)


def _names(sides: Sequence[Side]) -> str:
    return "; ".join(_name(side) for side in sides)


def _short(text: str) -> str:
    plain = " ".join(text.split()).rstrip(".")
    return plain if len(plain) <= _LONGEST else plain[:_LONGEST].rsplit(" ", 1)[0] + " …"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


_FIGURES = frozenset({Disagreement.FREQUENCY, Disagreement.EFFECT})
_EVERY = frozenset(Disagreement)
#: The differences that are looked for: a short name, the look, and what kinds of disagreement it can explain.
_WAYS: tuple[tuple[str, Callable[[Sequence[Side]], str], frozenset[Disagreement]], ...] = (
    ("definition", _definition, _FIGURES),
    ("age", _age, _EVERY),
    ("setting", _setting, _FIGURES),
    ("follow-up", _follow_up, _FIGURES),
    ("denominator", _denominator, frozenset({Disagreement.FREQUENCY})),
    ("adjustment", _adjustment, frozenset({Disagreement.EFFECT})),
    ("dose", _dose, _EVERY),
    ("design", _study, frozenset({Disagreement.EFFECT})),
    ("year", _years, frozenset({Disagreement.RECOMMENDATION})),
)
