"""Whose each figure of a row is: "12% with A and 7% with B", "A and B in 12% and 7%, respectively".

Papers print the results of groups side by side (CONSORT 2010, item 17a). What a figure is of stands beside
it, or in a list of names that runs parallel to the list of figures. It is read only where the sentence leaves
no doubt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from probatum.language.content import content
from probatum.language.drugs import drug_mentions
from probatum.language.numbers import Quantity, QuantityKind, Relation, quantities
from probatum.language.people import people_said

#: A row has at most so many figures.
MOST = 6
_K = QuantityKind
_FIGURES = frozenset({_K.PERCENT, _K.OF_TOTAL, _K.RATIO, _K.MEASUREMENT, _K.DURATION})
_TOLD = frozenset({Relation.EQUAL, Relation.ABOUT})
_CONTROL = re.compile(r"\b(?:placebo|sham|controls?(?= (?:group|arm|patients|subjects)))\b", re.IGNORECASE)
#: Sorts of names by which groups are told apart, the one that tells most first.
_SORTS = ("arm", "sex", "dose", "time")
#: Where the words of one figure end and those of the next begin: plainly, and where only one side has any.
_PLAIN_BREAKS = (
    re.compile(
        r";|\b(?:while|whereas|but|as (?:compared|opposed) (?:with|to)|compared (?:with|to)|relative to|"
        r"versus|vs?\b\.?|than|against)\b",
        re.IGNORECASE,
    ),
    re.compile(r", (?:and|or)\b", re.IGNORECASE),
)
_WEAK_BREAKS = (re.compile(r"\b(?:and|or)\b", re.IGNORECASE), re.compile(","))
#: A name ends where one of these begins. "Of" is part of it.
_STOP = re.compile(
    r"[,;:()\[\]]|\b(?:in|with|for|among|on|at|by|after|before|during|from|to|within|over|under|versus|vs?|than|"
    r"and|or|but|while|whereas|who|which|that|compared|as|per|between)\b",
    re.IGNORECASE,
)
_OF = re.compile(r"\bof\b", re.IGNORECASE)
_CLAUSE = re.compile(r";|\.\s|\b(?:while|whereas|but)\b", re.IGNORECASE)
_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
#: What stands first after this is told second.
_AGAINST = re.compile(
    r"\b(?:than|versus|vs?\.?|against|over|compared (?:with|to)|relative to)\b[^,;]{0,24}$", re.IGNORECASE
)
_CONNECTED = re.compile(
    r"\b(?:and|or|versus|vs?\.?|compared (?:with|to)|than|as opposed to|against)\b", re.IGNORECASE
)
#: From one to another is one thing that changed.
_CHANGED = re.compile(r"\s*(?:to|-|–|±)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Owned:
    """A figure, the keys of what it is of, and each other figure of its row with the keys of that.

    No key is of two of them.
    """

    figure: Quantity
    mine: frozenset[str]
    others: tuple[tuple[Quantity, frozenset[str]], ...]


@dataclass(frozen=True, slots=True)
class Name:
    """Something named at ``start`` to ``end``; ``sort`` is empty where it is no arm, sex, dose or time."""

    key: str
    start: int
    end: int
    sort: str = ""


_Span = tuple[int, int]
_Whose = Sequence[frozenset[str]]


@lru_cache(maxsize=4096)
def owned(text: str) -> tuple[Owned, ...]:
    """The figures of one sentence that stand in a row, with whose each is. Pure, and remembered.

    >>> found = owned("Relapse in 12% with placebo and 7% with rituximab.")
    >>> [(one.figure.text, sorted(one.mine)) for one in found]
    [('12%', ['the control arm']), ('7%', ['rituximab'])]
    """
    found: list[Owned] = []
    for row in _rows(text):
        whose = _beside(text, row)
        told = tuple(zip(row, whose, strict=True)) if whose else ()
        for place, (figure, mine) in enumerate(told):
            found.append(Owned(figure, mine, told[:place] + told[place + 1 :]))
    return tuple(found)


def arms(text: str) -> list[Name]:
    """Where a text names an arm of a trial: by its medicine, or as the control. Pure."""
    found = [Name(one.name, one.start, one.end, "arm") for one in drug_mentions(text) if one.sure]
    return found + [Name("the control arm", *match.span(), "arm") for match in _CONTROL.finditer(text)]


@lru_cache(maxsize=4096)
def named(text: str) -> tuple[Name, ...]:
    """What a text names, in order: arms, men and women, doses, times, and other content.

    A name within another one is left out. Pure, and remembered.
    """
    found = arms(text)
    found += [Name(one.value, one.start, one.end, "sex") for one in people_said(text) if one.slot == "sex"]
    found += [
        Name(f"{one.value:g} {one.unit}", one.start, one.end, "dose" if one.kind is _K.DOSE else "time")
        for one in quantities(text)
        if one.kind in (_K.DOSE, _K.DURATION)
    ]
    found += [
        Name(term.key, term.start, term.end)
        for term in content(text)
        if term.weight == 1.0 and not term.key[0].isdigit()
    ]
    kept: list[Name] = []
    for one in sorted(found, key=lambda name: (name.start, not name.sort, -name.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def worded(text: str, keys: AbstractSet[str]) -> str:
    """How ``text`` names ``keys``: medicines by their name, the rest in its words. Pure."""
    found = [
        one.key if one.sort in ("arm", "sex") else text[one.start : one.end]
        for one in named(text)
        if one.key in keys
    ]
    return " and ".join(dict.fromkeys(found))


def _rows(text: str) -> Iterable[Sequence[Quantity]]:
    """The figures of one kind and unit; where some stand side by side, each such run."""
    series: dict[tuple[QuantityKind, str], list[Quantity]] = {}
    for one in quantities(text):
        if one.kind in _FIGURES and one.relation in _TOLD:  # "over 30 mm" is a bound, and no result
            series.setdefault((one.kind, "" if one.kind is _K.OF_TOTAL else one.unit), []).append(one)
    for figures in series.values():
        if len(figures) < 2:
            continue
        runs = _runs(text, figures)
        if all(len(run) == 1 for run in runs):
            yield figures[: MOST + 1]
        else:
            yield from (run for run in runs if len(run) > 1)


def _runs(text: str, figures: Sequence[Quantity]) -> list[list[Quantity]]:
    """The figures, cut where something is named between two."""
    runs = [[figures[0]]]
    for one, other in pairwise(figures):
        if _within(text, (one.end, other.start)):
            runs.append([other])
        else:
            runs[-1].append(other)
    return runs


def _within(text: str, span: _Span) -> list[Name]:
    return [one for one in named(text) if span[0] <= one.start and one.end <= span[1]]


def _beside(text: str, row: Sequence[Quantity]) -> _Whose | None:
    """Whose each figure of a row is; None where that is not plain."""
    if len(row) > MOST or any(_CHANGED.fullmatch(text, one.end, other.start) for one, other in pairwise(row)):
        return None
    side_by_side = not any(_within(text, span) for span in _gaps(row))
    return _listed(text, row) if side_by_side else _spread(text, row)


def _gaps(row: Sequence[Quantity]) -> list[_Span]:
    return [(one.end, other.start) for one, other in pairwise(row)]


# --- names beside each figure -------------------------------------------------------------------------------


def _spread(text: str, row: Sequence[Quantity]) -> _Whose | None:
    """Whose the figures are where names stand between them: all after their figure, or all before it."""
    parted = [_parted(text, span) for span in _gaps(row)]
    cuts = [part for part in parted if part is not None]
    if len(cuts) < len(parted):
        return None
    lefts = [bool(_within(text, left)) for left, _ in cuts]
    rights = [bool(_within(text, right)) for _, right in cuts]
    if all(lefts) and not any(rights):
        after = [left for left, _ in cuts] + [(row[-1].end, _ends(text, row[-1].end))]
        return _of_regions(text, after, _first)
    if all(rights) and not any(lefts):
        others = [right for _, right in cuts]
        return _of_regions(text, [_before_first(text, row[0], others), *others], _last)
    if len(row) == 2 and lefts[0] and rights[0]:
        left, right = cuts[0]
        mine, theirs = _whole(text, [left, right]) or (_first(text, left), _last(text, right))
        return _apart([mine, theirs])
    return None


def _before_first(text: str, first: Quantity, others: Sequence[_Span]) -> _Span:
    """The region of the first figure; "of the test" in "sensitivity of the test was" is of the others too."""
    start, end = _begins(text, first.start), first.start
    of = _OF.search(text, start, end)
    shared = of and _within(text, (start, of.start())) and not any(_OF.search(text, *span) for span in others)
    return (start, of.start() if of and shared else end)


def _parted(text: str, span: _Span) -> tuple[_Span, _Span] | None:
    """What stands between two figures, cut into what is of the first and what is of the second."""
    for breaks in (*_PLAIN_BREAKS, *_WEAK_BREAKS):
        found = list(breaks.finditer(text, *span))
        if not found:
            continue
        first = (span[0], found[0].start()), (found[0].end(), span[1])
        last = (span[0], found[-1].start()), (found[-1].end(), span[1])
        if not _within(text, last[1]):
            return last
        plain = len(found) == 1 and breaks in _PLAIN_BREAKS
        return first if plain or not _within(text, first[0]) else None
    return None


def _begins(text: str, place: int) -> int:
    """Where the clause begins that a place is in."""
    found = [match.end() for match in _CLAUSE.finditer(text, 0, place)]
    return found[-1] if found else 0


def _ends(text: str, place: int) -> int:
    """Where the clause ends that a place is in."""
    found = _CLAUSE.search(text, place)
    return found.start() if found else len(text)


_Chunk = Callable[[str, _Span], frozenset[str]]


def _of_regions(text: str, regions: Sequence[_Span], chunk: _Chunk) -> _Whose | None:
    return _apart(_whole(text, regions) or [chunk(text, region) for region in regions])


def _whole(text: str, regions: Sequence[_Span]) -> _Whose | None:
    """The names of one sort, where each region has one of its own."""
    for sort in _SORTS:
        found = [frozenset(one.key for one in _within(text, span) if one.sort == sort) for span in regions]
        if all(found) and _apart(found) is not None:
            return found
    return None


def _first(text: str, span: _Span) -> frozenset[str]:
    """What is named first in a region: names with no preposition or mark between them."""
    return frozenset(one.key for one in _row_of(text, _within(text, span)))


def _last(text: str, span: _Span) -> frozenset[str]:
    """What is named last in a region."""
    return frozenset(one.key for one in _row_of(text, _within(text, span)[::-1]))


def _row_of(text: str, names: Sequence[Name]) -> list[Name]:
    """The names at the beginning with no preposition, pronoun or mark between them."""
    kept = list(names[:1])
    for one in names[1:]:
        between = sorted((one.start, one.end, kept[-1].start, kept[-1].end))[1:3]
        if _STOP.search(text, *between):
            break
        kept.append(one)
    return kept


def _apart(whose: _Whose) -> _Whose | None:
    """What is of one figure alone; None where some figure has nothing of its own."""
    times = Counter(key for keys in whose for key in keys)
    own = [frozenset(key for key in keys if times[key] == 1) for keys in whose]
    return own if all(own) else None


# --- a list of names, and a list of figures -----------------------------------------------------------------


def _listed(text: str, row: Sequence[Quantity]) -> _Whose | None:
    """Whose the figures are where they stand side by side, and the names before or after them do too."""
    before = (_begins(text, row[0].start), row[0].start)
    after = (row[-1].end, _ends(text, row[-1].end))
    told = _RESPECTIVELY.search(text, *after)
    at_once = told is not None and not _within(text, (row[-1].end, told.start()))
    enclosed = text[: row[0].start].rstrip().endswith(("(", "[", ":", "="))
    areas = [before] if at_once or enclosed else [after, before]
    for area in areas:
        found = _in_order(text, area, len(row))
        if found is None and (told or enclosed):
            found = _coordinate(text, area, len(row))
        if found is not None:
            return _apart(found)
    return None


def _in_order(text: str, area: _Span, count: int) -> _Whose | None:
    """The names of one sort in a region, where there are as many as figures and each once."""
    for sort in _SORTS:
        names = [one for one in _within(text, area) if one.sort == sort]
        if len(names) == count and len({one.key for one in names}) == count:
            turned = _AGAINST.search(text, area[0], names[0].start)
            return None if turned else [frozenset({one.key}) for one in names]
    return None


def _coordinate(text: str, area: _Span, count: int) -> _Whose | None:
    """The members of "X, Y and Z" or "in X than in Y", the last such in a region."""
    for joint in reversed(list(_CONNECTED.finditer(text, *area))):
        right = _within(text, (joint.end(), area[1]))
        if right:
            left = _members(text, (area[0], joint.start()), count - 1)
            size = min(map(len, left), default=0)  # "A and B inhibitors": the noun is of both
            last = _row_of(text, right)[:size]
            return [frozenset(one.key for one in part) for part in (*left, last)] if left else None
    return None


def _members(text: str, area: _Span, count: int) -> list[list[Name]]:
    """The last ``count`` members of a list that ends with a region; nothing where there are fewer."""
    found: list[list[Name]] = []
    end = area[1]
    while len(found) < count:
        one = _row_of(text, _within(text, (area[0], end))[::-1])
        if not one or (found and not text[:end].rstrip().endswith(",")):
            return []
        found, end = [one, *found], one[-1].start
    return found
