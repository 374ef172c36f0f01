"""Another number: a digit changed or swapped, ten times as much, another count in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from evals.planting.errors import Change
from evals.planting.passage import holds

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

ANY_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.·]\d+)?|[.·]\d+")

P_VALUE = re.compile(
    r"(?<!\w)[Pp](?:[- ]?values?)?\s?(?P<rel>=|<|>|≤|≥|of|was)\s?(?P<n>0?[.·]\d+)(?!\d)", re.ASCII
)

INTERVAL = re.compile(
    r"\d+(?:[.·]\d+)?\s?%\s?(?:CI|CrI|confidence interval|credible interval)[^\d\n]{0,12}?"
    r"(?P<low>[-−]?\d+(?:[.·]\d+)?)\s?%?\s?(?:-|–|—|−|to|,)\s?(?P<high>[-−]?\d+(?:[.·]\d+)?)"
)

_AT_LEAST = re.compile(r"(?:at least|more than|over|above|greater than|exceed\w*|≥|>|minimum of)\s?$", re.I)

_AT_MOST = re.compile(
    r"(?:at most|less than|under|below|up to|fewer than|within|lower than|maximum of|≤|<)\s?$", re.I
)

COUNT_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

_PARTS: Mapping[str, str] = {
    "two thirds": "one third", "two-thirds": "one-third", "one third": "two thirds",
    "one-third": "two-thirds", "a third": "two thirds", "half": "a quarter", "a quarter": "three quarters",
    "three quarters": "one quarter", "twice": "five times", "twofold": "fivefold", "two-fold": "five-fold",
    "threefold": "tenfold", "doubled": "tripled", "doubling": "tripling",
}  # fmt: skip

_COUNTED = re.compile(
    rf"(?<![\w-])(?P<n>{'|'.join([*_PARTS, *COUNT_WORDS])})(?![\w-])(?! or more\b)", re.IGNORECASE
)


def numbers(statement: str, passage: str | None) -> Iterator[Change]:
    taken = [match.span() for pattern in (P_VALUE, INTERVAL) for match in pattern.finditer(statement)]
    there = values(passage)
    for match in _NUMBER.finditer(statement):
        if _is_a_quantity(statement, match) and not _within(match.start(), taken):
            yield from _other_numbers(statement, match, there)
    yield from _other_counts(statement, passage)


def _within(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def values(passage: str | None) -> list[float] | None:
    """Every number that the passage prints; None where there is no passage."""
    if passage is None:
        return None
    return [value_of(match[0]) for match in ANY_NUMBER.finditer(passage)]


def value_of(text: str) -> float:
    return float(text.replace(",", "").replace("·", "."))


def _is_a_quantity(statement: str, match: re.Match[str]) -> bool:
    before = re.search(r"([\w-]+)\W{0,2}$", statement[: match.start()])
    word = before[1] if before and statement[match.start() - 1 : match.start()] == " " else ""
    if word.lower() in _NAMED or (re.fullmatch(r"[A-Z][A-Z0-9-]+", word) and word not in _MEASURES):
        return False
    year = re.fullmatch(r"(?:19|20)\d\d", match["n"])
    level = re.match(r"\s?%\s?(?:CI|CrI|confidence|credible)", statement[match.end() :])
    return not year and not level


def _other_numbers(statement: str, match: re.Match[str], there: list[float] | None) -> Iterator[Change]:
    was = match["n"]
    value = value_of(was)
    if there is not None and not any(same(value, one) for one in there):
        return
    percent = statement[match.end() :].lstrip(" ").startswith(("%", "per cent", "percent"))
    before = statement[: match.start()]
    for now in dict.fromkeys([*_shifted(was), *_swapped(was), *_tenfold(was)]):
        new = value_of(now)
        if percent and new > 100 >= value:
            continue
        if _bounded(before, value, new) and not stands(new, there):
            yield Change(match.start(), match.start() + len(was), now)


def same(one: float, other: float) -> bool:
    return abs(one - other) <= 0.02 * max(abs(one), abs(other))


def stands(value: float, there: list[float] | None) -> bool:
    return there is not None and any(same(value, one) or round(one) == value for one in there)


def _bounded(before: str, value: float, new: float) -> bool:
    """Whether the other number is false beside the words of its bound, and plainly another one."""
    if abs(new - value) < 0.15 * value or new == value:
        return False
    if _AT_LEAST.search(before[-20:]):
        return new > value
    return new < value if _AT_MOST.search(before[-20:]) else True


def printed(value: float, like: str) -> str:
    places = len(re.split(r"[.·]", like)[1]) if re.search(r"[.·]", like) else 0
    text = f"{value:,.{places}f}" if "," in like else f"{value:.{places}f}"
    return text.replace(".", "·") if "·" in like else text


def _shifted(was: str) -> Iterator[str]:
    """A fifth to a half more or less, in as many places."""
    value = value_of(was)
    for share in (-0.4, -0.2, 0.2, 0.5):
        moved = value * (1 + share)
        if not re.search(r"[.·]", was) and round(moved) == value:
            moved = value + (1 if share > 0 else -1)
        if moved > 0 and value_of(printed(moved, was)) > 0:
            yield printed(moved, was)


def _swapped(was: str) -> Iterator[str]:
    """Two neighbouring digits changed about, as in typing."""
    for place in range(len(was) - 1):
        one, other = was[place], was[place + 1]
        if one.isdigit() and other.isdigit() and one != other and not (place == 0 and other == "0"):
            yield was[:place] + other + one + was[place + 2 :]


def _tenfold(was: str) -> Iterator[str]:
    value = value_of(was)
    if value == 0:
        return
    yield printed(value * 10, was)
    if re.search(r"[.·]", was):
        yield f"{value / 10:.10f}".rstrip("0") if "·" not in was else was.replace("·", "·0", 1)
    elif value % 10 == 0 and value >= 10:
        yield printed(value / 10, was)


def _other_counts(statement: str, passage: str | None) -> Iterator[Change]:
    """Another number word; only where the passage has this one, in words or digits, and not the other."""
    for match in _COUNTED.finditer(statement):
        word = match["n"].lower()
        if passage is not None and not _counted(passage, word):
            continue
        others = [_PARTS[word]] if word in _PARTS else _far_counts(word)
        for other in others:
            if not _counted(passage, other):
                yield Change(match.start(), match.end(), other)


def _far_counts(word: str) -> list[str]:
    place = COUNT_WORDS.index(word)
    return [
        COUNT_WORDS[other] for other in (place - 1, place + 2, place + 4) if 0 <= other < len(COUNT_WORDS)
    ]


def _counted(passage: str | None, word: str) -> bool:
    digits = str(COUNT_WORDS.index(word) + 2) if word in COUNT_WORDS else ""
    return holds(passage, word) or bool(digits and holds(passage, digits))
