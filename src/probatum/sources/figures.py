"""Setting the figures of a key fact into its statement, so that one sentence holds both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

#: Beyond these it is no key fact: the figures are put at the end of the statement, unsearched.
LONGEST_STATEMENT = 4_000
MOST_FIGURES = 100
LONGEST_FIGURE = 200

_TOKEN = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+|[^\W\d_]+|[^\w\s]|_")
_COUNT = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%")
_OPENING = re.compile(r"(\d[\d,]*)(?:(?:\s+\w+){0,2}?\s+(studies|trials|reports|articles|papers))?")
_PEOPLE = re.compile(
    r"(?<![\d,.])(\d[\d,]*) (?:patients|participants|adults|children|people|women|men|subjects)\b"
)
_LABELLED = re.compile(r"((?:HR|OR|RR|IRR|RD|MD|SMD|NNT|NNH)\b)\s*=?\s*(.+)")
_UNIT = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s?(%|[a-z][\w/]*)")
_INTERVAL = re.compile(r"\bC[rI]I?\b|\d\s?(?:-|to)\s?-?\d|\bSD\b|\bIQR\b")
_P_VALUE = re.compile(r"p\s?[<>=]", re.IGNORECASE)
_REMARK = re.compile(r"\([^()\d]+\)$")
_LIST = r"(?:[\s,/.\d-]|and|or|to)*"
_WORDS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


@dataclass(slots=True)
class _Group:
    """The absent figures that follow one present figure: ``at`` is its end in the statement."""

    at: int
    label: bool
    of: str
    figures: list[str] = field(default_factory=list)


def with_figures(statement: str, figures: Sequence[str], *, population: str = "") -> str:
    """The statement with those of its figures that it does not already contain, in parentheses.

    ``figures`` are in the order of the paper. An estimate, interval or p value stands behind the figure that
    it follows, where another figure of the statement comes after; two counts stand behind the percentage that
    they give, as a ratio; all others stand before the final point. A count of people in ``population``
    ("105 adults with …") is written ``n = 105``; any other bare count is left out, since nobody could tell
    what was counted. No other figure is left out and none is changed.

    >>> with_figures("Fewer relapsed.", ["HR 0.50", "95% CI 0.29-0.86"])
    'Fewer relapsed (HR 0.50, 95% CI 0.29-0.86).'
    """
    longest = max(map(len, figures), default=0)
    if len(statement) > LONGEST_STATEMENT or len(figures) > MOST_FIGURES or longest > LONGEST_FIGURE:
        return _closed(statement, [figure for figure in figures if figure])
    places = _places(statement, figures)
    ratios = _ratios(figures, places)
    taken = {number for pair in ratios.values() for number in pair}
    groups, tail = _groups(f"{statement}\n{population}", figures, places, taken)
    inserted = {group.at: list(group.figures) for group in groups if group.figures}
    for number, (events, total) in ratios.items():
        inserted.setdefault(places[number] or 0, []).insert(0, f"{figures[events]}/{figures[total]}")
    for at in sorted(inserted, reverse=True):
        place = _outside(statement, at)
        statement = f"{statement[:place]} ({_listed(inserted[at])}){statement[place:]}"
    named = (_named(figure, population) for figure in tail)
    return _closed(statement, [figure for figure in named if not _COUNT.fullmatch(figure)])


def _groups(
    said: str, figures: Sequence[str], places: Sequence[int | None], taken: set[int]
) -> tuple[list[_Group], list[str]]:
    """What stands behind which present figure, and what stands at the end."""
    groups: list[_Group] = []
    tail: list[str] = []
    for number, figure in enumerate(figures):
        place = places[number]
        if place is not None:
            groups.append(_Group(at=place, label=bool(_LABELLED.match(figure)), of=figure))
        elif figure and number not in taken:
            follows = groups and _follows(figure) and _is_share(figure, groups[-1], said, figures)
            (groups[-1].figures if follows else tail).append(figure)
    if groups and groups[-1].figures:
        tail += _released(groups)
    return groups, tail


def _released(groups: list[_Group]) -> list[str]:
    """What the last group gives up to the end of the sentence: all, unless others stand in place."""
    last, others = groups[-1], any(group.figures for group in groups[:-1])
    if others and (last.label or _LABELLED.match(last.figures[0])):
        return []
    kept = [figure for figure in last.figures if others and not _P_VALUE.match(figure)]
    released = [figure for figure in last.figures if figure not in kept]
    last.figures = kept
    return released


def _follows(figure: str) -> bool:
    """Whether a figure says more of the one before it: an interval, p value, percentage or estimate."""
    if _INTERVAL.search(figure) or _P_VALUE.match(figure) or _PERCENT.fullmatch(figure):
        return True
    return bool(_LABELLED.match(figure) or re.fullmatch(r"-?\d*\.\d+", figure))


def _is_share(figure: str, group: _Group, said: str, figures: Sequence[str]) -> bool:
    """Whether a percentage is that of the count before it: with some other count they give it."""
    percent = _PERCENT.fullmatch(figure)
    if not percent or _PERCENT.search(group.of):
        return True
    if re.match(r"\s*\([^()]*%", said[group.at :]):  # that count has its percentage already
        return False
    counts = {*figures, *_COUNT.findall(said)}
    return any(_gives(group.of, count, percent[1]) or _gives(count, group.of, percent[1]) for count in counts)


def _listed(figures: Sequence[str]) -> str:
    """The figures with commas between them, and a semicolon before each further estimate."""
    text, estimates = "", 0
    for figure in figures:
        estimates += bool(_LABELLED.match(figure))
        fresh = _LABELLED.match(figure) and estimates > 1
        text += ("; " if fresh else ", ") + figure if text else figure
    return text


def _outside(statement: str, place: int) -> int:
    """``place``, or the end of the parenthesis in which it stands."""
    opened = statement.count("(", 0, place) - statement.count(")", 0, place)
    closing = statement.find(")", place) if opened > 0 else -1
    return closing + 1 if closing >= 0 else place


def _closed(statement: str, tail: list[str]) -> str:
    """The statement with ``tail`` in parentheses before its final point, and with a final point."""
    point = statement[-1] if statement[-1:] in {".", "!", "?"} else "."
    body = statement.removesuffix(point)
    counts = any(_COUNT.fullmatch(figure) for figure in tail)
    if tail and not counts and (said := _REMARK.search(body)):  # two parentheses in a row read badly
        return f"{body[: said.end() - 1]}; {_listed(tail)}){point}"
    return f"{body} ({_listed(tail)}){point}" if tail else f"{body}{point}"


def _named(figure: str, population: str) -> str:
    """``n = 105``, or ``25 studies``, where the population opens with that count or has it of people."""
    if figure in _PEOPLE.findall(population):
        return f"n = {figure}"
    opening = _OPENING.match(population)
    if not opening or not _COUNT.fullmatch(figure) or opening[1].replace(",", "") != figure.replace(",", ""):
        return figure
    return f"{figure} {opening[2]}" if opening[2] else f"n = {figure}"


def _ratios(figures: Sequence[str], places: Sequence[int | None]) -> dict[int, tuple[int, int]]:
    """Present percentages, each with the two absent counts just before it that give it."""
    ratios = {}
    for number in range(2, len(figures)):
        percent = _PERCENT.fullmatch(figures[number])
        absent = places[number - 2] is None and places[number - 1] is None
        if not percent or not absent or places[number] is None:
            continue
        if _gives(figures[number - 2], figures[number - 1], percent[1]):
            ratios[number] = (number - 2, number - 1)
    return ratios


def _gives(events: str, total: str, percent: str) -> bool:
    """Whether the two counts, divided, round to the percentage as printed."""
    if not (_COUNT.fullmatch(events) and _COUNT.fullmatch(total)):
        return False
    part, whole = int(events.replace(",", "")), int(total.replace(",", ""))
    decimals = len(percent.partition(".")[2])
    return 0 < part <= whole and round(100 * part / whole, decimals) == float(percent)


def _places(statement: str, figures: Sequence[str]) -> list[int | None]:
    """For each figure, the end of its place in the statement; None where it is not there.

    Figures are looked for from left to right, so that of two equal ones each finds its own.
    """
    places: list[int | None] = []
    reached = 0
    for figure in figures:
        place = _place(statement, figure, reached)
        places.append(place)
        reached = place or reached
    return places


def _place(statement: str, figure: str, reached: int) -> int | None:
    """The end of the figure's place, at or after ``reached`` if there is one, else anywhere."""
    for pattern in _patterns(figure):
        match = pattern.search(statement, reached) or pattern.search(statement)
        if match:
            return match.end(1)
    return None


def _patterns(figure: str) -> list[re.Pattern[str]]:
    """Ways in which a statement can hold the figure; group 1 ends where its number ends."""
    words = [word for word in _TOKEN.findall(figure) if word != "="]
    if not words:
        return []
    before = r"(?<![\w.,])" if figure.endswith("%") else r"(?<![\w.,])(?<![^\d]-)"
    after = r"(?!\w|[.,]\d)" if figure.endswith("%") else r"(?!\s?%|\w|[.,]\d)"
    ways = [before + r"(" + r"\s*=?\s*".join(map(_written, words)) + ")" + after]
    if unit := _UNIT.fullmatch(figure):  # "32, 44 and 47%": one unit for all
        ways.append(before + f"({_written(unit[1])})(?![\\w]|[.,]\\d)" + _LIST + re.escape(unit[2]))
    if labelled := _LABELLED.fullmatch(figure):  # "RR 0.67 at 0-1 and 0.85 at 2": one label for all
        label, number = labelled.groups()
        ways.append(rf"\b{label}\b.*?{before}({''.join(map(_written, _TOKEN.findall(number)))}){after}")
    if _COUNT.fullmatch(figure) and (word := _in_words(int(figure.replace(",", "")))):
        ways.append(rf"\b({word})\b(?!-)")
    return [re.compile(way, re.IGNORECASE) for way in ways]


def _in_words(count: int) -> str:
    """A count below a hundred as it is written out; nothing for a larger one."""
    if count < len(_WORDS):
        return _WORDS[count]
    ten, one = divmod(count, 10)
    return _TENS[ten - 2] + (f"-{_WORDS[one]}" if one else "") if count < 100 else ""


def _written(word: str) -> str:
    """One word: a number with or without commas in its thousands, a dash or "to", a stroke or "of"."""
    if word == "-":
        return "(?:-|to)"
    if word == "/":
        return "(?:/|of)"
    if not word[0].isdigit():
        return re.escape(word)
    whole, point, decimals = word.replace(",", "").partition(".")
    return ",?".join(whole) + re.escape(point + decimals)
