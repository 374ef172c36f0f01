"""Plant exactly one error of a named kind in a true statement.

Pure and deterministic: the same statement, passage, kind and seed give the same error. An error is planted
only where the statement offers a place for it and where what results is false, or stronger, with regard to
the passage: a planted number, drug or population does not itself stand there; a hedge is taken out only where
the passage hedges; an association becomes a cause only where the passage tells of an association or of no
random allocation. Where there is no such place nothing is planted. The statement is read with rules of its
own, not with those that are to be measured.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from evals.planted_words import (
    BASE_OF_PAST,
    BASE_OF_THIRD,
    BASES,
    BODIES,
    DRUG_CLASSES,
    OPPOSITES,
    POPULATIONS,
    UNITS,
    article,
    past,
    plural,
    third,
)


class Kind(StrEnum):
    """What kind of error is planted."""

    NUMBER = "number"
    UNIT = "unit"
    INTERVAL = "interval"
    P_VALUE = "p"
    NEGATION = "negation"
    DIRECTION = "direction"
    COMPARATOR = "comparator"
    DRUG = "drug"
    POPULATION = "population"
    CERTAINTY = "certainty"
    CAUSATION = "causation"
    TIMEFRAME = "timeframe"
    ATTRIBUTION = "attribution"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A statement with one error. ``text[start:end]`` is ``now``, where ``was`` stood in the true one."""

    kind: Kind
    text: str
    start: int
    end: int
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class _Change:
    """``statement[start:end]`` is to become ``now``."""

    start: int
    end: int
    now: str


#: A longer statement is no statement.
LONGEST = 2_000


def plant(statement: str, passage: str | None, kind: Kind, *, seed: int = 0) -> Planted | None:
    """Plant one error of ``kind`` in a statement that ``passage`` bears out; None without a place.

    Without a passage (None) nothing is asked of it.
    """
    if len(statement) > LONGEST:
        return None
    found = [one for one in _PLANTERS[kind](statement, passage) if _changes(statement, one)]
    if not found:
        return None
    chosen = random.Random(f"{seed}|{kind}|{statement}").choice(found)
    return _planted(kind, statement, chosen)


def plant_each(statement: str, passage: str | None, *, seed: int = 0) -> Iterator[Planted]:
    """One error of every kind for which the statement has a place."""
    for kind in Kind:
        made = plant(statement, passage, kind, seed=seed)
        if made is not None:
            yield made


def _changes(statement: str, change: _Change) -> bool:
    return statement[change.start : change.end].lower() != change.now.lower()


def _planted(kind: Kind, statement: str, change: _Change) -> Planted:
    now = change.now
    if _begins(statement, change.start):
        now = now[:1].upper() + now[1:]
    return Planted(
        kind=kind,
        text=statement[: change.start] + now + statement[change.end :],
        start=change.start,
        end=change.start + len(now),
        was=statement[change.start : change.end],
        now=now,
    )


def _begins(statement: str, start: int) -> bool:
    """Whether a sentence begins at ``start`` with a capital."""
    before = statement[:start].rstrip()
    return statement[start : start + 1].isupper() and (not before or before[-1] in ".!?")


# --- what stands in the passage ---------------------------------------------------------------------------

_WORD = re.compile(r"[^\W\d_]{3,}")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z(])")


def _holds(passage: str | None, words: str) -> bool:
    """Whether the passage has these words, in any case, with word ends on both sides."""
    if passage is None:
        return False
    return bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", passage, re.IGNORECASE))


def _near(statement: str, passage: str, most: int = 3) -> str:
    """The sentences of the passage that share most words with the statement."""
    words = {word.lower() for word in _WORD.findall(statement)}
    cut = _SENTENCE.split(passage)
    ranked = sorted(
        range(len(cut)),
        key=lambda place: (-len(words & {word.lower() for word in _WORD.findall(cut[place])}), place),
    )
    return " ".join(cut[place] for place in sorted(ranked[:most]))


# --- numbers ----------------------------------------------------------------------------------------------

_GLUED = r"mg|g|kg|µg|μg|mcg|mL|ml|L|mm|cm|IU|h"
_NUMBER = re.compile(
    r"(?<![\w.,·/:(\[-])(?<!\d[–—−])(?:(?<=\s)|(?<=^)|(?<=[(=<>≥≤~±]))"
    r"(?P<n>\d{1,3}(?:,\d{3})+|\d+(?:[.·]\d+)?)"
    rf"(?=(?:{_GLUED})\b|[^\w.,·:/-]|[.,](?!\d)|-(?:week|month|year|day|fold|hour|point)|$)"
    r"(?!\s?[-–—−]\s?\d)(?! to \d)(?!\s?/\s?\d)"
)
_NAMED = frozenset(
    [
        "helper",
        "type",
        "grade",
        "stage",
        "phase",
        "class",
        "figure",
        "table",
        "fig",
        "group",
        "factor",
        "chromosome",
        "interleukin",
        "vitamin",
        "arm",
        "visit",
        "step",
        "level",
        "version",
        "covid",
        "exon",
        "caspase",
        "cluster",
        "category",
        "schedule",
        "section",
        "chapter",
        "omega",
        "coronavirus",
    ]
)
_MEASURES = frozenset(
    [
        "HR",
        "OR",
        "RR",
        "IRR",
        "MD",
        "SMD",
        "WMD",
        "AUC",
        "N",
        "BMI",
        "ARR",
        "NNT",
        "RD",
        "AHR",
        "AOR",
        "ARDS",
        "CI",
    ]
)
_ANY = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.·]\d+)?|[.·]\d+")
_P = re.compile(
    r"(?<!\w)[Pp](?:[- ]?values?)?\s?(?P<rel>=|<|>|≤|≥|of|was)\s?(?P<n>0?[.·]\d+)(?!\d)", re.ASCII
)
_INTERVAL = re.compile(
    r"\d+(?:[.·]\d+)?\s?%\s?(?:CI|CrI|confidence interval|credible interval)[^\d\n]{0,12}?"
    r"(?P<low>[-−]?\d+(?:[.·]\d+)?)\s?%?\s?(?:-|–|—|−|to|,)\s?(?P<high>[-−]?\d+(?:[.·]\d+)?)"
)
_AT_LEAST = re.compile(r"(?:at least|more than|over|above|greater than|exceed\w*|≥|>|minimum of)\s?$", re.I)
_AT_MOST = re.compile(
    r"(?:at most|less than|under|below|up to|fewer than|within|lower than|maximum of|≤|<)\s?$", re.I
)
_COUNT_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_PARTS: Mapping[str, str] = {
    "two thirds": "one third", "two-thirds": "one-third", "one third": "two thirds",
    "one-third": "two-thirds", "a third": "two thirds", "half": "a quarter", "a quarter": "three quarters",
    "three quarters": "one quarter", "twice": "five times", "twofold": "fivefold", "two-fold": "five-fold",
    "threefold": "tenfold", "doubled": "tripled", "doubling": "tripling",
}  # fmt: skip
_COUNTED = re.compile(
    rf"(?<![\w-])(?P<n>{'|'.join([*_PARTS, *_COUNT_WORDS])})(?![\w-])(?! or more\b)", re.IGNORECASE
)


def _numbers(statement: str, passage: str | None) -> Iterator[_Change]:
    taken = [match.span() for pattern in (_P, _INTERVAL) for match in pattern.finditer(statement)]
    there = _values(passage)
    for match in _NUMBER.finditer(statement):
        if _is_a_quantity(statement, match) and not _within(match.start(), taken):
            yield from _other_numbers(statement, match, there)
    yield from _other_counts(statement, passage)


def _within(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _values(passage: str | None) -> list[float] | None:
    """Every number that the passage prints; None where there is no passage."""
    if passage is None:
        return None
    return [_value(match[0]) for match in _ANY.finditer(passage)]


def _value(text: str) -> float:
    return float(text.replace(",", "").replace("·", "."))


def _is_a_quantity(statement: str, match: re.Match[str]) -> bool:
    before = re.search(r"([\w-]+)\W{0,2}$", statement[: match.start()])
    word = before[1] if before and statement[match.start() - 1 : match.start()] == " " else ""
    if word.lower() in _NAMED or (re.fullmatch(r"[A-Z][A-Z0-9-]+", word) and word not in _MEASURES):
        return False
    year = re.fullmatch(r"(?:19|20)\d\d", match["n"])
    level = re.match(r"\s?%\s?(?:CI|CrI|confidence|credible)", statement[match.end() :])
    return not year and not level


def _other_numbers(statement: str, match: re.Match[str], there: list[float] | None) -> Iterator[_Change]:
    was = match["n"]
    value = _value(was)
    if there is not None and not any(_same(value, one) for one in there):
        return
    percent = statement[match.end() :].lstrip(" ").startswith(("%", "per cent", "percent"))
    before = statement[: match.start()]
    for now in dict.fromkeys([*_shifted(was), *_swapped(was), *_tenfold(was)]):
        new = _value(now)
        if percent and new > 100 >= value:
            continue
        if _bounded(before, value, new) and not _stands(new, there):
            yield _Change(match.start(), match.start() + len(was), now)


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= 0.02 * max(abs(one), abs(other))


def _stands(value: float, there: list[float] | None) -> bool:
    return there is not None and any(_same(value, one) or round(one) == value for one in there)


def _bounded(before: str, value: float, new: float) -> bool:
    """Whether the other number is false beside the words of its bound, and plainly another one."""
    if abs(new - value) < 0.15 * value or new == value:
        return False
    if _AT_LEAST.search(before[-20:]):
        return new > value
    return new < value if _AT_MOST.search(before[-20:]) else True


def _printed(value: float, like: str) -> str:
    places = len(re.split(r"[.·]", like)[1]) if re.search(r"[.·]", like) else 0
    text = f"{value:,.{places}f}" if "," in like else f"{value:.{places}f}"
    return text.replace(".", "·") if "·" in like else text


def _shifted(was: str) -> Iterator[str]:
    """A fifth to a half more or less, in as many places."""
    value = _value(was)
    for share in (-0.4, -0.2, 0.2, 0.5):
        moved = value * (1 + share)
        if not re.search(r"[.·]", was) and round(moved) == value:
            moved = value + (1 if share > 0 else -1)
        if moved > 0 and _value(_printed(moved, was)) > 0:
            yield _printed(moved, was)


def _swapped(was: str) -> Iterator[str]:
    """Two neighbouring digits changed about, as in typing."""
    for place in range(len(was) - 1):
        one, other = was[place], was[place + 1]
        if one.isdigit() and other.isdigit() and one != other and not (place == 0 and other == "0"):
            yield was[:place] + other + one + was[place + 2 :]


def _tenfold(was: str) -> Iterator[str]:
    value = _value(was)
    if value == 0:
        return
    yield _printed(value * 10, was)
    if re.search(r"[.·]", was):
        yield f"{value / 10:.10f}".rstrip("0") if "·" not in was else was.replace("·", "·0", 1)
    elif value % 10 == 0 and value >= 10:
        yield _printed(value / 10, was)


def _other_counts(statement: str, passage: str | None) -> Iterator[_Change]:
    """Another number word; only where the passage has this one, in words or digits, and not the other."""
    for match in _COUNTED.finditer(statement):
        word = match["n"].lower()
        if passage is not None and not _counted(passage, word):
            continue
        others = [_PARTS[word]] if word in _PARTS else _far_counts(word)
        for other in others:
            if not _counted(passage, other):
                yield _Change(match.start(), match.end(), other)


def _far_counts(word: str) -> list[str]:
    place = _COUNT_WORDS.index(word)
    return [
        _COUNT_WORDS[other] for other in (place - 1, place + 2, place + 4) if 0 <= other < len(_COUNT_WORDS)
    ]


def _counted(passage: str | None, word: str) -> bool:
    digits = str(_COUNT_WORDS.index(word) + 2) if word in _COUNT_WORDS else ""
    return _holds(passage, word) or bool(digits and _holds(passage, digits))


# --- units, times -----------------------------------------------------------------------------------------

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


def _units(statement: str, passage: str | None) -> Iterator[_Change]:
    for match in _UNIT.finditer(statement):
        if re.match(r"\s?(?:CI\b|CrI\b|confidence|credible)", statement[match.end() :]):
            continue
        for other in _UNIT_SWAPS[match["unit"]]:
            if _unit_stands(passage, match["n"], match["unit"]) is False:
                continue
            if not _unit_stands(passage, match["n"], other):
                gap = " " if other.startswith("per ") and not match["gap"] else ""
                yield _Change(match.start("unit"), match.end("unit"), gap + other)
    for match in _DOSED.finditer(statement):
        other = _DOSING[match["w"].lower()]
        if " " not in match["w"] and not _DOSE_BEFORE.search(statement[: match.start()]):
            continue
        if passage is None or (_rhythm(match["w"].lower(), passage) and not _rhythm(other, passage)):
            yield _Change(match.start(), match.end(), other)


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
    rf"(?<![\w.])(?P<n>\d+(?:\.\d+)?|{'|'.join(('one', *_COUNT_WORDS))})(?P<gap>[ -])"
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


def _timeframes(statement: str, passage: str | None) -> Iterator[_Change]:
    for match in _TIME.finditer(statement):
        number, unit = match["n"], match["unit"].lower()
        if _AGED.search(statement[: match.start()]) or not _times_hold(passage, number, unit):
            continue
        for other in _SPANS[unit]:
            if passage is None or not _time_stands(passage, number, other):
                yield _Change(match.start("unit"), match.end("s"), other + match["s"])
        twice = str(2 * int(number)) if number.isdigit() and unit in ("year", "month") else ""
        if twice and number != "1" and (passage is None or not _time_stands(passage, twice, unit)):
            yield _Change(match.start("n"), match.end("n"), twice)
    yield from _terms(statement, passage)


def _times_hold(passage: str | None, number: str, unit: str) -> bool:
    return passage is None or _time_stands(passage, number, unit)


def _terms(statement: str, passage: str | None) -> Iterator[_Change]:
    """Early for late, before for after an event of treatment or life."""
    for match in _TERM.finditer(statement):
        word = match[0].lower()
        other = _TERMS[word]
        if word in ("before", "after") and not _EVENT.match(statement[match.end() :]):
            continue
        if _holds(statement, other) or re.match(r"\s?(?:on|as|to)\b", statement[match.end() :]):
            continue
        if passage is None or (_holds(passage, word) and not _holds(passage, other)):
            yield _Change(match.start(), match.end(), other)


def _time_stands(passage: str, number: str, unit: str) -> bool:
    digits = {"one": "1", **{word: str(place + 2) for place, word in enumerate(_COUNT_WORDS)}}
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


# --- intervals and p values -------------------------------------------------------------------------------


def _intervals(statement: str, passage: str | None) -> Iterator[_Change]:
    """One bound moved: to the other side of 1 where it is near, else by a fifth or more."""
    there = _values(passage)
    for match in _INTERVAL.finditer(statement):
        low, high = (match[name].replace("−", "-") for name in ("low", "high"))
        if there is not None and not all(
            any(_same(abs(_value(one)), x) for x in there) for one in (low, high)
        ):
            continue
        for name, was, share in (
            ("low", low, 0.6),
            ("low", low, 0.8),
            ("high", high, 1.25),
            ("high", high, 1.6),
        ):
            now = _printed(_value(was) * share, was)
            if _value(now) != _value(was) and _value(was) > 0 and not _stands(_value(now), there):
                yield _Change(match.start(name), match.end(name), now)


def _p_values(statement: str, passage: str | None) -> Iterator[_Change]:
    """Another p value: tenfold more or less, so that it tells another thing of the finding."""
    there = _values(passage)
    for match in _P.finditer(statement):
        value = _value(match["n"])
        if there is not None and not any(_same(value, one) for one in there):
            continue
        below = match["rel"] in "<≤"
        for other in ("0.001", "0.0001") if below else ("0.001", "0.004", "0.21", "0.48"):
            new = float(other)
            far = abs(new - value) > 0.5 * max(new, value) and (new < value or not below)
            if far and not _stands(new, there):
                yield _Change(match.start("n"), match.end("n"), other)


# --- negation ---------------------------------------------------------------------------------------------

_NEGATED = re.compile(
    r"\b(?:not|no|never|neither|nor|cannot|without|none|nobody|nothing|lack\w*|absence|fail\w*|unlikely|"
    r"scant|little|rarely|hardly|unable|against)\b|n['’]t\b",
    re.IGNORECASE,
)
_BE_NOT = re.compile(
    r"\b(?P<aux>is|are|was|were|can|could|will|would|should|has|have|had)(?: not(?! only\b)|n['’]t)\b", re.I
)
_DO_NOT = re.compile(r"\b(?P<aux>do|does|did)(?: not|n['’]t) (?P<verb>[a-z]+)\b")
_CANNOT = re.compile(r"\b(?:cannot|can not)\b")
_NO_EVIDENCE = re.compile(r"\bno (?P<what>(?:scientific |clear |good |reliable |strong )?evidence)\b", re.I)
_NO_FINDING = re.compile(
    r"\b(?P<verb>is|was|had|has|have|found|showed|shows|show|demonstrates?|demonstrated|with) no "
    r"(?P<what>(?:statistically )?(?:significant |clear |clinical |beneficial )*(?:difference|association|"
    r"effect|benefit|impact|correlation|relationship|relation|increase|reduction|improvement|link|role|change)"
    r"(?P<s>s?))\b",
    re.IGNORECASE,
)
_AUX = re.compile(r"\b(?P<aux>is|are|was|were|can|should|will)\b(?! not| only|n['’]t)(?=[ ])")
_DETERMINED = r"(?=the |a |an |its |their |both |several |many |human |\w+ (?:in|of|by|from) |[a-z]+ [a-z]+)"
_THIRD = re.compile(rf"(?<=[\w)\]] )(?P<verb>{'|'.join(BASE_OF_THIRD)}) {_DETERMINED}")
_PAST = re.compile(
    rf"(?<=[\w)\]] )(?P<verb>{'|'.join(BASE_OF_PAST)}) (?=the |a |an |its |their |both |in \d)"
)
_PLURAL_BASE = re.compile(
    rf"(?<=[a-rt-z0-9]s )(?P<verb>{'|'.join(sorted(BASES))}) (?=the |a |an |its |their |in |from |[a-z]+ )"
)
#: Nouns as often as verbs: only before an article.
_NOUNS = frozenset(
    {
        *("results", "benefits", "functions", "causes", "needs", "changes", "increases", "decreases"),
        *("controls", "influences", "blocks", "limits", "doubles", "forms", "declines", "delays", "spreads"),
        *("drives", "relapses"),
    }
)
_NO_SUBJECT = re.compile(
    r"(?:^|\s)(?:that|which|who|whose|when|if|where|because|although|while|whereas|since|after|before|as|how|"
    r"why|what|whether|and|or|some|many|most|several|only|there)\s",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;:(]\s|\b(?:but|that)\s", re.I)


def _negations(statement: str, passage: str | None) -> Iterator[_Change]:
    """A negation taken out where there is one; else one put in at the verb of the main clause."""
    del passage
    if statement.rstrip().endswith("?"):
        return
    if _NEGATED.search(statement):
        yield from _affirmed(statement)
    else:
        first = min(_denied(statement), key=lambda one: one.start, default=None)
        if first is not None:
            yield first


def _affirmed(statement: str) -> Iterator[_Change]:
    if len(_NEGATED.findall(statement)) > 1:
        return
    for match in _BE_NOT.finditer(statement):
        yield _Change(match.start(), match.end(), match["aux"])
    for match in _DO_NOT.finditer(statement):
        verb = match["verb"]
        form = {"do": verb, "does": third(verb), "did": past(verb)}[match["aux"]]
        if verb in BASES:
            yield _Change(match.start(), match.end(), form)
    for match in _CANNOT.finditer(statement):
        yield _Change(match.start(), match.end(), "can")
    for match in _NO_EVIDENCE.finditer(statement):
        yield _Change(match.start(), match.end(), match["what"])
    for match in _NO_FINDING.finditer(statement):
        found = match["what"] if match["s"] else f"{article(match['what'])} {match['what']}"
        yield _Change(match.start(), match.end(), f"{match['verb']} {found}")


_PERFECT = re.compile(
    r"\b(?P<aux>has|have|had) (?=(?:also |\w+ly )?(?:been|\w+ed|shown|found|seen|become|made|led|had|given|"
    r"taken|grown|"
    r"risen|fallen|done|begun|known|proven|brought|come|gone|spread)\b)"
)


def _denied(statement: str) -> Iterator[_Change]:
    for match in _AUX.finditer(statement):
        if _main_clause(statement, match.start()):
            denied = "cannot" if match["aux"] == "can" else f"{match['aux']} not"
            yield _Change(match.start(), match.end(), denied)
    perfect = [match for match in _PERFECT.finditer(statement) if _main_clause(statement, match.start())]
    for match in perfect:
        yield _Change(match.start(), match.end() - 1, f"{match['aux']} not")
    if not perfect:
        yield from _denied_verbs(statement)


def _denied_verbs(statement: str) -> Iterator[_Change]:
    for match in _THIRD.finditer(statement):
        verb = match["verb"]
        noun = verb in _NOUNS and not re.match(r"(?:the|an?|its|their|in|from|as) ", statement[match.end() :])
        if not noun and _main_clause(statement, match.start()):
            yield _Change(match.start(), match.end() - 1, f"does not {BASE_OF_THIRD[verb]}")
    for match in _PAST.finditer(statement):
        if _main_clause(statement, match.start()) and not _participle(statement, match.start()):
            yield _Change(match.start(), match.end() - 1, f"did not {BASE_OF_PAST[match['verb']]}")
    for match in _PLURAL_BASE.finditer(statement):
        if _main_clause(statement, match.start()):
            yield _Change(match.start(), match.end() - 1, f"do not {match['verb']}")


def _participle(statement: str, place: int) -> bool:
    return bool(re.search(r"\b(?:is|are|was|were|be|been|being|has|have|had|and|or|ly) $", statement[:place]))


def _main_clause(statement: str, place: int) -> bool:
    """Whether what stands before ``place`` is the subject of a main clause: no relative or other clause."""
    before = statement[:place]
    if re.search(r"\b\w{3,}ly $", before):
        return False
    start = 0
    for match in _CLAUSE.finditer(before):
        start = match.end()
    subject = before[start:]
    said_that = re.search(r"\bthat\s$", before[:start])
    if said_that and re.search(r"\b(?:\w+s|people|patients|those|one) that\s$", before[:start]):
        return bool(
            re.search(r"\b(?:shows?|suggests?|indicates?|demonstrates?|confirms?) that\s$", before[:start])
        )
    return bool(subject.strip()) and not _NO_SUBJECT.search(f" {subject.strip()} ")


# --- direction --------------------------------------------------------------------------------------------

_DIRECTION = re.compile(
    rf"(?P<art>\b[Aa]n? )?(?<![\w-])(?P<w>{'|'.join(sorted(OPPOSITES, key=len, reverse=True))})(?![\w-])",
    re.IGNORECASE,
)
_FIXED_AFTER = re.compile(
    r"\s?(?:back|doses?\b|school|income|"
    r"quality|certainty|than \d|than (?:one|two|half)|limb|respiratory|airway|tract|"
    r"extremit\w+|education|throughput|resolution|density lipo\w+|or less|or more|and more|importantly|"
    r"recent|generally|specific\w*|research|stud\w+|needs?|information|to know|practices?|"
    r"levels? of evidence|likely (?:that|to be explained)|frequency|scores?\b|of\b(?= (?:death|disease))|"
    r"by\b(?= (?:the|a|an|this))|molecular|proportion|blood pressure in|responses?\b)",
    re.IGNORECASE,
)
_FIXED_BEFORE = re.compile(
    r"\b(?:once|any|no|not|much|many|some|even|one or|two or|the|far from|what is) $", re.I
)
_ROLE_WORDS = frozenset(
    ["prevent", "preventing", "cause", "causing", "prevented", "caused", "causes", "prevents"]
)
_AIM = re.compile(
    r"\b(?:to|help|helps|helped|helping|in|for|by|of|could|and|or|the|main|common|is|are|was|were) $", re.I
)
_SOFT = frozenset(
    [
        "more",
        "less",
        "high",
        "low",
        "effective",
        "safe",
        "rose",
        "fall",
        "falls",
        "fell",
        "slow",
        "cause",
        "causes",
    ]
)


def _directions(statement: str, passage: str | None) -> Iterator[_Change]:
    """One word of direction turned; not where something is denied: "not reduced" is not "increased"."""
    del passage
    if _NEGATED.search(statement) or re.search(r"\?|\b(?:similar|equal|same|unchanged|whether)\b", statement):
        return
    for match in _DIRECTION.finditer(statement):
        word = match["w"].lower()
        after, before = statement[match.end() :], statement[: match.start()]
        if _no_direction(word, before, after):
            continue
        other = OPPOSITES[word]
        if word == "more" and re.match(r"\s(?:\w+ )?\w*s\b(?! \w+ed\b)", after) and "than" in after:
            other = "fewer"
        art = f"{article(other)} " if match["art"] else ""
        if match["art"] and match["art"][0] == "A":
            art = art.capitalize()
        yield _Change(match.start(), match.end(), art + other)


def _no_direction(word: str, before: str, after: str) -> bool:
    """Whether the word stands for something else here: "gives rise to", "40% or less", "to prevent"."""
    if _FIXED_AFTER.match(after) or (word in _SOFT and _FIXED_BEFORE.search(before)):
        return True
    if word in _ROLE_WORDS and (_AIM.search(before) or re.match(r" (?:of|by)\b", after)):
        return True
    return bool(re.search(r"\b(?:give|gives|gave|giving|or) $", before))


# --- comparators ------------------------------------------------------------------------------------------

_TOKEN = r"(?:[^\s,;:().?!]|\.(?=\w))+"
_NAME = rf"(?:the |those |patients |people )?{_TOKEN}(?: {_TOKEN}){{0,3}}?"
_AGAINST = r"than|compared (?:with|to)|versus|vs\.?|v"
_END = r"(?=[,.;)]|$| (?:at|after|during|over|who|when)\b)"
_BOTH_SIDES = re.compile(
    rf"\b(?P<p>on|with|in|among|for|after|by) (?P<a>{_NAME})"
    rf"(?P<mid>,? (?:{_AGAINST}|and)(?: [^,;:()]{{1,60}}?)?) (?P=p) (?P<b>{_NAME}){_END}"
)
_ONE_SIDE = re.compile(
    rf"\b(?P<p>on|with|in|among|after) (?P<a>{_NAME})(?P<mid>,? (?:{_AGAINST})) "
    rf"(?!with |on |in |among |after |the same )(?P<b>{_NAME}){_END}"
)
_FIGURE = r"\d[\d.,]*(?<![.,])(?:%| of \d+)?(?: \(\d[\d.]*%\))?"
_FIGURES = re.compile(
    rf"(?<![\w.,:/-])(?P<a>{_FIGURE}) (?P<mid>v|vs\.?|versus|against) (?P<b>{_FIGURE})(?![\w/:-])"
)
_OPENED = re.compile(
    rf"^(?P<mid>Compared (?:with|to)|Versus|Relative to) (?P<b>{_NAME}), (?P<a>{_NAME}) "
    r"(?=(?:was|were|is|are|had|has|have|led|reduced|increased|improved|lowered|reduces|"
    r"increases|improves)\b)"
)
_THAN = re.compile(
    r"^(?P<a>[^,;:()?]{2,70}?) (?P<v>(?:is|are|was|were|has|have|had|reduced|increased|improved|lowered|"
    r"provides?|provided|led to|leads? to|resulted in|results? in|caused|causes?|show(?:s|ed)?|achieved) "
    r"[^,;:()]*?(?:than|compared (?:with|to)|versus|superior to|inferior to)) (?P<b>[^,;:.()]{2,60}?)"
    r"(?=[,.;(]|$| (?:at|after|during|for|in|among|over|who|when|and|as|by|on)\b)",
)
_COMPARES = re.compile(
    r"\b(?:more|less|fewer|better|worse|higher|lower|greater|smaller|larger|longer|shorter|faster|slower|"
    r"superior|inferior|stronger|weaker|reduc\w+|increas\w+|improv\w+|decreas\w+|\w+er than)\b",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(
    r"^(?:the other|others?|before|expected|usual|ever|previously|that|those|any|it|this|these|they|more|"
    r"less|"
    r"there|experts?|we|the truth|the last|a lot|half)\b|^\d|\d%?$",
    re.IGNORECASE,
)


def _comparators(statement: str, passage: str | None) -> Iterator[_Change]:
    """The two sides of a comparison changed about: "A more than B" becomes "B more than A"."""
    if _NEGATED.search(statement) or re.search(
        r"\?|\b(?:similar|equal|same|comparable)\w*\b", statement, re.I
    ):
        return
    for match in _FIGURES.finditer(statement):
        if match["a"] != match["b"]:
            yield _Change(match.start(), match.end(), f"{match['b']} {match['mid']} {match['a']}")
    sides = list(_changed_sides(statement))
    yield from sides
    if not sides:
        yield from _changed_ends(statement, passage)


def _changed_sides(statement: str) -> Iterator[_Change]:
    for match in _BOTH_SIDES.finditer(statement):
        if _swappable(match["a"], match["b"]) and _sides(match["mid"], statement):
            p = match["p"]
            yield _Change(match.start(), match.end(), f"{p} {match['b']}{match['mid']} {p} {match['a']}")
    for match in _ONE_SIDE.finditer(statement):
        if _swappable(match["a"], match["b"]) and _COMPARES.search(statement):
            now = f"{match['p']} {match['b']}{match['mid']} {match['a']}"
            yield _Change(match.start(), match.end(), now)


def _changed_ends(statement: str, passage: str | None) -> Iterator[_Change]:
    opened = _OPENED.match(statement)
    if opened and _swappable(opened["a"], opened["b"]):
        yield _Change(opened.start("b"), opened.end("a"), f"{opened['a']}, {opened['b']}")
    match = _THAN.match(statement)
    if match is None or not _swappable(match["a"], match["b"]) or not _COMPARES.search(match["v"]):
        return
    if re.search(r"\b(?:that|why|which|where|how|as a)\b", match["v"]):
        return
    one, other = _lowered(match["a"], passage), match["b"]
    verb = _agreeing(match["v"], was=plural(one), now=plural(other))
    yield _Change(0, match.end("b"), f"{_raised(other)} {verb} {one}")


def _sides(middle: str, statement: str) -> bool:
    """Whether the middle compares: "and" does so only between two figures."""
    if re.search(r"\b(?:than|compared|versus|vs|v)\b", middle):
        return True
    return bool(re.search(r"\d", middle)) and len(_ANY.findall(statement)) > 1


def _swappable(one: str, other: str) -> bool:
    if _NOT_A_NAME.search(one) or _NOT_A_NAME.search(other) or one.lower() == other.lower():
        return False
    return not re.search(r"\b(?:that|which|who|than|is|are|was|were|and)\b", f"{one} {other}")


def _agreeing(verb: str, *, was: bool, now: bool) -> str:
    """The verb of a phrase for a subject of the other number."""
    if was == now:
        return verb
    first, _, rest = verb.partition(" ")
    plain = ("provide", "lead", "result", "cause", "show")
    forms = {"is": "are", "was": "were", "has": "have", **{third(one): one for one in plain}}
    turned = forms if now else {other: one for one, other in forms.items()}
    return f"{turned.get(first, first)} {rest}"


_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "these",
        "those",
        "in",
        "on",
        "at",
        "of",
        "for",
        "with",
        "among",
        "after",
        "before",
        "during",
        "both",
        "each",
        "patients",
        "people",
        "there",
        "treatment",
        "use",
        "using",
        "high",
        "low",
        "higher",
        "lower",
        "increased",
        "decreased",
        "reduced",
        "early",
        "late",
        "long",
        "short",
    ]
)


def _lowered(text: str, passage: str | None) -> str:
    """A beginning without its capital, but for names: what the passage writes with one, or in capitals."""
    first = re.match(r"[^\s,;]+", text)
    if not first or not text[:1].isupper() or any(mark.isupper() or mark.isdigit() for mark in first[0][1:]):
        return text
    word = first[0]
    if word.lower() in _SMALL or word == "A":
        return text[0].lower() + text[1:]
    named = passage is not None and re.search(rf"(?<=[a-z,] ){re.escape(word)}\b", passage)
    small = passage is None or re.search(rf"\b{re.escape(word.lower())}\b", passage)
    return text if named and not small else text[0].lower() + text[1:]


def _raised(text: str) -> str:
    return text[:1].upper() + text[1:]


# --- drugs and people -------------------------------------------------------------------------------------

_CLASS_OF = {drug: names for names in DRUG_CLASSES for drug in names}
_DRUG = re.compile(rf"(?P<art>\b[Aa]n? )?\b(?P<w>{'|'.join(_CLASS_OF)})\b", re.IGNORECASE)


def _drugs(statement: str, passage: str | None) -> Iterator[_Change]:
    """Another drug of the class, that neither the statement nor the passage names."""
    for match in _DRUG.finditer(statement):
        word = match["w"].lower()
        if passage is not None and not _holds(passage, word):
            continue
        for other in _CLASS_OF[word]:
            if other != word and not _holds(passage, other) and not _holds(statement, other):
                art = _like(match["art"], f"{article(other)} ") if match["art"] else ""
                yield _Change(match.start(), match.end(), art + _like(match["w"], other))


def _like(was: str, now: str) -> str:
    return now.upper() if was.isupper() and len(was) > 2 else _raised(now) if was[:1].isupper() else now


_PEOPLE = "|".join(sorted((one for one, _ in POPULATIONS), key=len, reverse=True))
_POPULATION = re.compile(
    rf"(?P<art>\b[Aa]n? )?(?<![\w-])(?P<w>{_PEOPLE})"
    r"(?![\w-])",
    re.IGNORECASE,
)
_CONFUSED = {one.lower(): other for one, other in POPULATIONS}


def _populations(statement: str, passage: str | None) -> Iterator[_Change]:
    """Other people, where the passage names these and not the others."""
    for match in _POPULATION.finditer(statement):
        word = match["w"].lower()
        other = _CONFUSED[word]
        if passage is not None and (not _holds(passage, word) or _stem_holds(passage, other)):
            continue
        if _stem_holds(statement, other) or _no_people(statement, match):
            continue
        art = _like(match["art"], f"{article(other)} ") if match["art"] else ""
        yield _Change(match.start(), match.end(), art + _like(match["w"], other))


def _no_people(statement: str, match: re.Match[str]) -> bool:
    """Whether the word is part of something else: "mouse model", "mutant mice", "prostate cancer (PC)"."""
    after, before = statement[match.end() :], statement[: match.start()]
    if match["w"].lower() == "patients" and not re.match(r" (?:with|who)\b|[.]?$", after):
        return True
    bred = re.search(
        r"(?:mutant|transgenic|knock-?out|deficient|null|lacking|type|[-/+]) $", before, re.IGNORECASE
    )
    return bool(bred or re.match(r" (?:models?|cells?|\()|-", after))


#: Other words for the same people: where they stand in the passage nothing is known to be false.
_SAME_PEOPLE = {
    "children": r"child|p(?:a)?ediatric|infan|adolescen|juvenil|boys|girls|young|school",
    "adults": r"adult|elderly|older|aged \d\d|women|men\b",
    "adult": r"adult|elderly|older", "women": r"wom[ae]n|female|mother|pregnan|girls",
    "men": r"\bm[ae]n\b|\bmale|boys",
    "male": r"\bmale|\bm[ae]n\b", "female": r"female|wom[ae]n", "males": r"\bmale|\bm[ae]n\b",
    "females": r"female|wom[ae]n",
    "humans": r"human|patient|people|wom[ae]n|\bm[ae]n\b|participant|volunteer",
    "human": r"human|patient|people|participant", "mice": r"\bmice|mouse|murine|rodent",
    "mouse": r"\bmice|mouse|murine", "young": r"young|adolescen|child", "diabetic": "diabet",
}  # fmt: skip


def _stem_holds(text: str, people: str) -> bool:
    return bool(re.search(_SAME_PEOPLE.get(people, rf"\b{re.escape(people)}"), text, re.IGNORECASE))


# --- certainty, cause, attribution ------------------------------------------------------------------------

_HEDGES = re.compile(
    r"\b(?:may|might|could|can|would|suggest\w*|possibl[ey]|probabl[ey]|potential\w*|likely|likelihood|"
    r"appear\w*|"
    r"seem\w*|perhaps|indicat\w*|hypothes\w*|think|thought|believed|propos\w*|preliminary|limited|"
    r"some evidence|"
    r"tend\w*|estimated|unclear|uncertain\w*|further (?:research|studies)|warrant\w*|need\w* (?:to|for)|"
    r"support\w*|"
    r"speculat\w*|putative|implicat\w*)\b",
    re.IGNORECASE,
)
_MODAL = re.compile(
    r"\b(?P<m>may|might|could)(?P<not> not)?(?P<adv>(?: \w+ly| also| even| still| then)?) (?P<v>[a-z]+)\b"
)
_PERHAPS = re.compile(
    r"\b(?:possibly|probably|potentially|perhaps|likely)\b,? (?!to\b|that\b|than\b)(?=\w)", re.I
)
_SEEMS = re.compile(r"\b(?P<v>appears?|appeared|seems?|seemed|is likely|are likely|was likely|were likely|"
                    r"is thought|are thought|is believed|are believed) to (?P<base>[a-z]+)\b")  # fmt: skip
_SUGGESTS = {
    "suggests": "proves", "suggest": "prove", "suggested": "proved", "suggesting": "proving",
    "indicates": "proves", "indicate": "prove", "indicated": "proved",
}  # fmt: skip
_SUGGEST = re.compile(rf"\b(?:{'|'.join(_SUGGESTS)})(?= that\b| an? | the )")
_WEAK = {
    "limited evidence": "strong evidence", "some evidence": "conclusive evidence",
    "little evidence": "strong evidence",
    "weak evidence": "strong evidence", "preliminary evidence": "conclusive evidence",
    "low-certainty evidence": "high-certainty evidence", "a potential": "an established",
    "a possible": "an established", "a likely": "an established", "potential": "proven", "possible": "proven",
    "promising": "proven", "plausible": "proven",
}  # fmt: skip
_WEAK_WORD = re.compile(rf"(?<![\w-])(?:{'|'.join(_WEAK)})(?![\w-])(?! (?:to|that|confound))", re.IGNORECASE)


def _certainties(statement: str, passage: str | None) -> Iterator[_Change]:
    """A hedge taken out, where the sentences of the passage that are nearest hedge as well."""
    if passage is not None and not _HEDGES.search(_near(statement, passage)):
        return
    yield from _modals(statement)
    for match in _PERHAPS.finditer(statement):
        if not re.search(r"\b(?:more|less|most|as|very|is|are|not) $", statement[: match.start()]):
            yield _Change(match.start(), match.end(), "")
    for match in _SEEMS.finditer(statement):
        many = match["v"].split()[0] in ("appear", "seem", "are", "were")
        gone = match["v"].split()[0] in ("appeared", "seemed", "was", "were")
        yield _Change(match.start(), match.end(), _finite(match["base"], many=many, gone=gone))
    for match in _SUGGEST.finditer(statement):
        yield _Change(match.start(), match.end(), _SUGGESTS[match[0]])
    for match in _WEAK_WORD.finditer(statement):
        yield _Change(match.start(), match.end(), _WEAK[match[0].lower()])


def _modals(statement: str) -> Iterator[_Change]:
    for match in _MODAL.finditer(statement):
        subject = _subject(statement, match.start())
        if subject is None:
            continue
        many = plural(subject)
        verb, adverb = match["v"], match["adv"]
        if verb == "have" and re.match(r" (?:been|\w+ed)\b", statement[match.end() :]):
            form = f"{'have' if many else 'has'}{adverb}"
        elif match["not"] and verb != "be":
            form = f"{'do' if many else 'does'} not{adverb} {verb}"
        elif verb == "be":
            form = f"{'are' if many else 'is'}{match['not'] or ''}{adverb}"
        else:
            form = f"{adverb} {_finite(verb, many=many)}".strip()
        yield _Change(match.start(), match.end(), form)


def _finite(base: str, *, many: bool, gone: bool = False) -> str:
    if base == "be":
        return ("were" if many else "was") if gone else ("are" if many else "is")
    if gone:
        return past(base)
    return base if many else third(base)


def _subject(statement: str, place: int) -> str | None:
    """The words from the beginning of the clause to its verb; None where they are not a plain noun phrase."""
    before = statement[:place]
    start = 0
    for match in re.finditer(r"[,;:]\s|\b(?:that|but|whereas|while|because|if|although)\s", before):
        start = match.end()
    subject = before[start:].strip()
    verbs = re.search(
        r"\b(?:is|are|was|were|which|who|has|have|and|or|we|i|you|it's|can|do|does)\b", subject, re.I
    )
    return subject if subject and (not verbs or verbs[0].lower() in ("and",)) else None


_BE_ASSOCIATED = (
    r"(?P<be>is|are|was|were|has been|have been) (?:(?:also|independently|significantly|strongly|"
    r"positively) )*"
    r"(?:associated with|linked (?:to|with)|related to|correlated with)"
)
_RISKS = (
    r"(?P<art>an? |the )?(?P<how>increased|higher|greater|elevated|lower|reduced|decreased|better|improved|"
    r"worse|poorer|less|fewer|more) "
)
_ASSOCIATED_HOW = re.compile(rf"\b{_BE_ASSOCIATED} {_RISKS}")
_ASSOCIATED = re.compile(rf"\b{_BE_ASSOCIATED} (?=\w)")
_RISK_FACTOR = re.compile(
    r"\b(?P<be>is|are|was|were) (?:an? )?(?:\w+ )?(?:risk factors?|predictors?|markers?) (?:for|of)\b"
)
_PREDICTS = re.compile(
    r"(?<!are )(?<!is )(?<!was )(?<!were )(?<!be )\b(?P<v>predicts?|predicted|correlates? with|"
    r"correlated with)(?= )"
)
_CAUSES = {
    "increased": "increase", "higher": "increase", "greater": "increase", "elevated": "increase",
    "more": "increase",
    "lower": "reduce", "reduced": "reduce", "decreased": "reduce", "less": "reduce", "fewer": "reduce",
    "better": "improve", "improved": "improve", "worse": "worsen", "poorer": "worsen",
}  # fmt: skip
_RANDOM = re.compile(r"\b(?:randomi[sz]ed|randomly|placebo|Mendelian)\b", re.IGNORECASE)
_ASSOCIATES = re.compile(
    r"\b(?:associat\w+|correlat\w+|linked|relationship|related to|predict\w*|risk factors?|"
    r"observational|cohort|"
    r"case[- ]control|cross[- ]sectional|odds ratio|OR|HR|hazard ratio)\b"
)


def _causes(statement: str, passage: str | None) -> Iterator[_Change]:
    """An association told as an effect, where the passage does not rest on random allocation."""
    if _NEGATED.search(statement) or "?" in statement:
        return
    if passage is not None and _RANDOM.search(passage) and not _ASSOCIATES.search(_near(statement, passage)):
        return
    risks = list(_ASSOCIATED_HOW.finditer(statement))
    yield from (_caused_how(match, statement) for match in risks if _an_outcome(statement[match.end() :]))
    others = () if risks else _ASSOCIATED.finditer(statement)
    for match in others:
        if _an_outcome(statement[match.end() :]):
            yield _Change(match.start(), match.end() - 1, _of_be(match["be"], "cause"))
    for match in _RISK_FACTOR.finditer(statement):
        yield _Change(match.start(), match.end(), _of_be(match["be"], "cause"))
    for match in _PREDICTS.finditer(statement):
        word = match["v"].split()[0]
        form = "caused" if word.endswith("ed") else "causes" if word.endswith("s") else "cause"
        if _an_outcome(statement[match.end() :]):
            yield _Change(match.start(), match.end(), form)


def _caused_how(match: re.Match[str], statement: str) -> _Change:
    verb = _CAUSES[match["how"].lower()]
    after = statement[match.end() :]
    the = " the" if re.match(r"(?:risks?|odds|rates?|likelihood|incidence|probability)\b", after) else ""
    return _Change(match.start(), match.end() - 1, _of_be(match["be"], verb) + the)


def _an_outcome(after: str) -> bool:
    """Whether what is associated can be an effect, and what follows still fits the verb."""
    if re.match(r" ?(?:age\b|education|male|female|sex\b|BMI\b|severe|one another|each other|the)", after):
        return False
    return not re.search(r"\bthan\b|\band\b[^.;]*\bwith\b", after)


def _of_be(be: str, verb: str) -> str:
    first = be.split()[0]
    if first in ("was", "were"):
        return past(verb)
    return third(verb) if first in ("is", "has") else verb


_OWN = re.compile(
    r"^(?:in (?:this|our|the present|one) (?:study|trial|cohort|review)|(?:the|these) "
    r"(?:authors?|investigators|results|"
    r"findings|data) (?:found|show|showed|suggest|suggested|concluded|report|reported|indicate) that|"
    r"(?:this|our|one|a) (?:\w+ )?study (?:found|shows|showed|suggests|concluded|reported) that|"
    r"studies (?:show|have shown|suggest|indicate) that|research (?:shows|suggests) that),? ",
    re.IGNORECASE,
)


def _attributions(statement: str, passage: str | None) -> Iterator[_Change]:
    """A body that is not in the passage is said to say it."""
    if statement.rstrip().endswith("?") or re.search(
        r"\b(?:according to|states? that|guidelines?)\b", statement, re.I
    ):
        return
    own = _OWN.match(statement)
    body_at = own.end() if own else 0
    rest = _lowered(statement[body_at:], passage)
    verb = _FINITE.search(rest)
    if not verb or re.search(r"[:?]", rest[: verb.start()]):
        return
    first = rest.split(" ", 1)[0]
    for body, names in BODIES:
        if not any(name in (passage or "") or name in statement for name in names):
            for opening in _openings(body, rest):
                yield _Change(0, body_at + len(first), opening + first)


def _openings(body: str, rest: str) -> tuple[str, ...]:
    if re.search(r"\b(?:should|recommend\w*)\b", rest):
        return (f"{body} recommends that ",)
    lower = body[0].lower() + body[1:]
    return (f"{body} states that ", f"According to {lower}, ", f"{body} guideline says that ")


#: Something that only a sentence has: a verb in a tense.
_FINITE = re.compile(
    rf"\b(?:is|are|was|were|has|have|had|can|may|might|could|should|will|do|does|did|occur\w*|"
    rf"{'|'.join(BASE_OF_THIRD)}|{'|'.join(BASE_OF_PAST)})\b"
)


_PLANTERS: Mapping[Kind, Callable[[str, str | None], Iterator[_Change]]] = {
    Kind.NUMBER: _numbers,
    Kind.UNIT: _units,
    Kind.INTERVAL: _intervals,
    Kind.P_VALUE: _p_values,
    Kind.NEGATION: _negations,
    Kind.DIRECTION: _directions,
    Kind.COMPARATOR: _comparators,
    Kind.DRUG: _drugs,
    Kind.POPULATION: _populations,
    Kind.CERTAINTY: _certainties,
    Kind.CAUSATION: _causes,
    Kind.TIMEFRAME: _timeframes,
    Kind.ATTRIBUTION: _attributions,
}
