"""Whether two quantities say the same: units brought to one, rounding, bounds, fractions, folds.

What is compared is what is printed: "61.9 %" and "62 %" agree to the places that the second gives, "65 of
105" is 61.9 per cent, 0.5 g are 500 mg. Which two quantities are to be compared is not asked here.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from enum import IntEnum
from functools import lru_cache

from probatum.language.numbers import Quantity, QuantityKind, Relation
from probatum.language.units import in_base, often

#: "About" allows this share of the value (and always what is rounded at the last place that is not nought):
#: a step of five in a hundred is the coarsest that people round percentages to.
ABOUT = 0.05
#: A fraction in words stands for what is at most so many percentage points off. The fractions that have
#: a word of their own (a quarter, a third, half, two thirds, three quarters) lie at least 8 points apart: at
#: 5 points the nearest one is still meant. Authors themselves write "about two thirds" of 62 %.
FRACTION = 5.0
#: A fraction in words without "about" is no rounding within so many points ("a third" of 32.6 %).
PLAIN_FRACTION = 1.5
#: "Doubled", "halved", "threefold" stand for a factor within this share.
FOLD = 0.1
#: "More than half" says something of 62 %, and nothing of what is more than this many times as much.
FAR = 2.0
#: Where a p value changes sides.
SIGNIFICANT = 0.05
#: Weeks, months and years are counted in round numbers: 12 weeks are 3 months, 48 weeks are a year.
CALENDAR = 0.1


class Fit(IntEnum):
    """How what is said fits what is there, best first."""

    SAME = 0
    #: True of it, and said so: "about 62 %" of 61.9 %, "P < 0.05" of 0.013, "more than half" of 62 %.
    ALLOWED = 1
    #: Rounded without saying so.
    ROUNDED = 2
    #: One end of a range, given as if it were all.
    BOUND = 3
    #: Another value of the same kind of thing.
    OTHER = 4
    #: Nothing that could be compared.
    APART = 5


_K = QuantityKind
#: What kinds can state one and the same quantity.
_FAMILIES = (
    frozenset({_K.PERCENT, _K.OF_TOTAL}),
    frozenset({_K.COUNT, _K.OF_TOTAL, _K.NUMBER, _K.RANGE}),
    frozenset({_K.NUMBER, _K.RATIO, _K.MEASUREMENT, _K.RANGE, _K.SPREAD, _K.PERCENT}),
    frozenset({_K.INTERVAL, _K.RANGE, _K.SPREAD}),
    frozenset({_K.DOSE, _K.MEASUREMENT, _K.RANGE, _K.NUMBER}),
    frozenset({_K.DURATION, _K.AGE, _K.SPREAD, _K.RANGE, _K.NUMBER}),
    frozenset({_K.P_VALUE, _K.NUMBER}),
    frozenset({_K.LEVEL}),
    frozenset({_K.YEAR}),
)
_CALENDAR = frozenset({"week", "month", "year"})
#: Ratios of two risks, rates or odds: "halved" and "50 % lower" are said of them.
_RATIOS = frozenset({"HR", "RR", "OR", "IRR", "fold"})
#: "4 per 1,000 patients" is a share of them; "per 1,000 person-years", "per 1,000 people a year" are rates.
_SHARE_OF = re.compile(r"per \d\S* (?!\S*-year)[^/]+")
_ROUGH = re.compile(r"[a-z]", re.IGNORECASE)
_OPEN = frozenset({Relation.LESS, Relation.AT_MOST, Relation.MORE, Relation.AT_LEAST})


@lru_cache(maxsize=16_384)
def fit(said: Quantity, there: Quantity) -> Fit:
    """How ``said`` fits ``there``. Pure.

    >>> from probatum.language.numbers import quantities
    >>> fit(*quantities("62% of 61.9%")).name, fit(*quantities("0.5 g, 500 mg")).name
    ('ROUNDED', 'SAME')
    """
    if said.kind is there.kind is _K.RATIO:  # 0.80 and 1.20 are both 20 per cent off, and are not the same
        return _fit(said, there)
    return min((_fit(one, other) for one in _readings(said) for other in _readings(there)), default=Fit.APART)


def _readings(one: Quantity) -> tuple[Quantity, ...]:
    """A quantity and what it says as well: 65 of 105 is 61.9 per cent, a ratio of 0.69 is 31 per cent off."""
    if one.kind is _K.OF_TOTAL and one.total:
        share = share_of(one)
    elif one.kind is _K.RATIO and one.unit in _RATIOS:
        share = 100.0 * abs(1.0 - one.value)
    elif _SHARE_OF.fullmatch(one.unit):
        share = 100.0 * one.value * in_base(one.unit)[1]
    else:
        return (one,)
    return (one, replace(one, kind=_K.PERCENT, unit="%", value=share, total=None))


def _fit(said: Quantity, there: Quantity) -> Fit:
    if not comparable(said, there):
        return Fit.APART
    if said.kind is _K.OF_TOTAL and there.kind is _K.OF_TOTAL:
        return _best_of_totals(said, there)
    if {said.kind, there.kind} == {_K.PERCENT, _K.OF_TOTAL}:
        return Fit.APART  # its share is read as a percentage of its own
    if said.total is None and there.total is not None and there.kind is _K.OF_TOTAL:
        return min(_valued(said, there.value, there), _valued(said, there.total, there))
    if said.low is not None and said.high is not None:
        return _bounds(said, there)
    if there.low is not None and there.high is not None:
        return _within(said, there)
    return _valued(said, there.value, there)


def _best_of_totals(said: Quantity, there: Quantity) -> Fit:
    if said.total == there.total:
        return Fit.SAME if said.value == there.value else Fit.OTHER
    same = math.isclose(said.value * (there.total or 1), there.value * (said.total or 1))
    return Fit.ALLOWED if same and said.value < there.value else Fit.OTHER


def comparable(said: Quantity, there: Quantity) -> bool:
    """Whether two quantities can be of one and the same thing: kind, and dimension of the unit."""
    both = said.low is not None and there.low is not None
    if (
        said.kind is not there.kind
        and not both
        and not any(said.kind in kinds and there.kind in kinds for kinds in _FAMILIES)
    ):
        return False
    if said.unit == there.unit or _no_unit(said) or _no_unit(there):
        return True
    if "fold" in (said.unit, there.unit) and {said.unit, there.unit} <= _RATIOS:
        return True
    one, other = in_base(said.unit)[0], in_base(there.unit)[0]
    if said.kind is there.kind is _K.DOSE and not (often(said.unit) or often(there.unit)):
        one, other = one.removesuffix("/day"), other.removesuffix("/day")  # "a daily dose of 500 mg"
    return one == other


def _no_unit(one: Quantity) -> bool:
    """Whether the unit leaves open what is meant: none, or the noun that is counted."""
    return not one.unit or one.kind in (_K.COUNT, _K.OF_TOTAL)


def _bounds(said: Quantity, there: Quantity) -> Fit:
    if there.low is None or there.high is None or said.low is None or said.high is None:
        return Fit.OTHER
    low = _valued(replace(said, value=said.low, relation=Relation.EQUAL), there.low, there)
    high = _valued(replace(said, value=said.high, relation=Relation.EQUAL), there.high, there)
    return max(low, high)


def _within(said: Quantity, there: Quantity) -> Fit:
    if there.kind is _K.INTERVAL or there.low is None or there.high is None:
        return Fit.OTHER
    low = _valued(replace(said, relation=Relation.EQUAL), there.low, there)
    high = _valued(replace(said, relation=Relation.EQUAL), there.high, there)
    if said.relation in (Relation.AT_MOST, Relation.LESS):
        return Fit.ALLOWED if high <= Fit.ROUNDED else Fit.OTHER
    if said.relation in (Relation.AT_LEAST, Relation.MORE):
        return Fit.ALLOWED if low <= Fit.ROUNDED else Fit.OTHER
    if min(low, high) <= Fit.ALLOWED:
        return Fit.BOUND
    about = said.relation is Relation.ABOUT and there.low <= said.value <= there.high
    return Fit.ALLOWED if about else Fit.OTHER


def _valued(said: Quantity, value: float, there: Quantity) -> Fit:
    mine, theirs, calendar = _one_unit(said, value, there)
    if math.isclose(mine, theirs, rel_tol=1e-9, abs_tol=1e-12):
        return _related(said, there)
    if said.relation in _OPEN and _bounded(said, mine, theirs, there.relation):
        return Fit.ALLOWED
    if said.kind is _K.P_VALUE and said.relation is not there.relation:
        return Fit.OTHER
    if calendar and math.isclose(mine, theirs, rel_tol=CALENDAR):
        return Fit.ALLOWED
    if said.kind is _K.PERCENT and _ROUGH.search(said.text) and _in_words(said):
        return _fraction(said, theirs)
    if said.unit == "fold" and _in_words(said) and math.isclose(mine, theirs, rel_tol=FOLD):
        return Fit.ALLOWED
    if said.relation is Relation.ABOUT:
        return Fit.ALLOWED if _about(said.text, said.value, mine, theirs) else Fit.OTHER
    if _rounded(said.text, said.value, mine, theirs) or _rounded(there.text, value, theirs, mine):
        return Fit.ALLOWED if _a_share(there) or _a_share(said) else Fit.ROUNDED
    return Fit.OTHER


def _a_share(one: Quantity) -> bool:
    """Whether a percentage was made of "65 of 105": to print it in whole numbers is no rounding to name."""
    return one.kind is _K.PERCENT and " of " in f" {one.text} ".replace("/", " of ")


def _one_unit(said: Quantity, value: float, there: Quantity) -> tuple[float, float, bool]:
    """Both values in one unit, and whether they were counted in different units of the calendar."""
    if said.unit == there.unit or _no_unit(said) or _no_unit(there):
        return said.value, value, False
    mine, theirs = in_base(said.unit)[1], in_base(there.unit)[1]
    calendar = bool({said.unit, there.unit} & _CALENDAR)
    return said.value * mine, value * theirs, calendar


def _related(said: Quantity, there: Quantity) -> Fit:
    """Of equal values: ``<`` is not ``=``. "About" of an exact value is true; the reverse drops a word."""
    if said.relation is there.relation:
        return Fit.SAME
    if said.relation is Relation.ABOUT or there.relation is Relation.ABOUT:
        return Fit.ALLOWED
    if {said.relation, there.relation} <= {Relation.LESS, Relation.AT_MOST}:
        return Fit.ALLOWED
    if {said.relation, there.relation} <= {Relation.MORE, Relation.AT_LEAST}:
        return Fit.ALLOWED
    if said.relation in (Relation.AT_MOST, Relation.AT_LEAST) and there.relation is Relation.EQUAL:
        return Fit.ALLOWED
    return (
        Fit.ALLOWED
        if said.kind is not _K.P_VALUE
        and Relation.EQUAL
        in (
            said.relation,
            there.relation,
        )
        else Fit.OTHER
    )


def _bounded(said: Quantity, mine: float, theirs: float, stated: Relation) -> bool:
    """Whether "less than 0.05" is true of 0.013 and of "less than 0.01", "more than half" of 62 %.

    A bound far from the value may be true and is another statement; a p value on the other side of 0.05 is
    another finding.
    """
    below = said.relation in (Relation.LESS, Relation.AT_MOST)
    if stated in _OPEN and said.kind is not _K.P_VALUE:
        return False
    if below:
        true = theirs < mine and stated not in (Relation.MORE, Relation.AT_LEAST)
    else:
        true = theirs > mine and stated not in (Relation.LESS, Relation.AT_MOST)
    if said.kind is _K.P_VALUE:
        return true and (mine <= SIGNIFICANT if below else mine >= SIGNIFICANT)
    return true and max(abs(mine), abs(theirs)) <= FAR * min(abs(mine), abs(theirs))


def _in_words(said: Quantity) -> bool:
    return not any(letter.isdigit() for letter in said.text)


def _fraction(said: Quantity, theirs: float) -> Fit:
    off = abs(said.value - theirs)
    if off <= PLAIN_FRACTION:
        return Fit.ALLOWED
    if off <= FRACTION:
        return Fit.ALLOWED if said.relation is Relation.ABOUT else Fit.ROUNDED
    return Fit.OTHER


def _places(text: str) -> int:
    """The decimal places that a printed number gives."""
    match = re.search(r"\d[.·∙‧](\d+)", text) or re.search(r"(?<!\d)[.·](\d+)", text)
    return len(match[1]) if match else 0


def _rounded(text: str, value: float, mine: float, theirs: float) -> bool:
    """Whether ``theirs``, rounded (or cut off) at the last place of ``text``, is ``mine``."""
    if any(letter in text for letter in "eE×^"):
        return False
    if not value:
        return abs(theirs) <= 0.5 * 10.0 ** -_places(text)
    step = 10.0 ** -_places(text) * abs(mine / value)
    return abs(mine - theirs) <= 0.5 * step * (1 + 1e-6) and abs(mine - theirs) < 0.5 * abs(mine)


def _about(text: str, value: float, mine: float, theirs: float) -> bool:
    """Whether "about" covers the difference: the last place that is not nought, or five in a hundred."""
    if math.isclose(mine, theirs, rel_tol=ABOUT):
        return True
    if _places(text) or not value:
        return _rounded(text, value, mine, theirs)
    noughts = len(f"{abs(value):.0f}") - len(f"{abs(value):.0f}".rstrip("0"))
    step = 10.0**noughts * abs(mine / value)
    return abs(mine - theirs) <= 0.5 * step and math.isclose(mine, theirs, rel_tol=2 * ABOUT)


def slip(said: Quantity, there: Quantity) -> float:
    """Whether ``said`` is what a slip of the pen makes of ``there``: from 0 to 1.

    The same value in another unit, the same digits in another order or with the point elsewhere, one bound of
    two changed: 1. Three digits of which the first are the same: 0.5.
    """
    both = said.low is not None and there.low is not None
    if both and (said.low == there.low) != (said.high == there.high):
        return 1.0
    if said.value == there.value:
        return 0.0 if said.unit == there.unit else 1.0
    if _K.YEAR in (said.kind, there.kind):
        return 0.0
    mine, theirs = _digits(said.value), _digits(there.value)
    if min(len(mine), len(theirs)) < 2:
        return 0.3 if mine == theirs else 0.0
    if sorted(mine) == sorted(theirs):
        return 1.0
    return 0.5 if len(mine) == len(theirs) > 2 and mine[0] == theirs[0] else 0.0


def _digits(value: float) -> str:
    return f"{abs(value):.10g}".replace(".", "").strip("0")


def complement(one: Quantity) -> Quantity | None:
    """What is left of a share: 76 per cent of 24 per cent or of 24 of 100; None of what is no share."""
    share = size(one)
    if one.kind not in (_K.PERCENT, _K.OF_TOTAL) or one.unit == "‰" or not 0 < share < 100:
        return None
    rest = 100.0 - share
    places = _places(one.text) if one.kind is _K.PERCENT else 1
    return replace(
        one,
        kind=_K.PERCENT,
        unit="%",
        value=rest,
        total=None,
        text=f"{rest:.{places}f}%",
        low=None,
        high=None,
    )


def size(one: Quantity) -> float:
    """The value of a quantity as it is compared: of a count of a total its percentage."""
    return share_of(one) if one.kind is _K.OF_TOTAL and one.total else one.value


def share_of(one: Quantity) -> float:
    """The percentage that a count of a total is: 61.9 of "65 of 105"; 0 where no total is given."""
    return 100.0 * one.value / one.total if one.total else 0.0
