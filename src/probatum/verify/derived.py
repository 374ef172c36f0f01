"""A figure that is worked out of those of the passage: what a share leaves, a difference, a factor."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import IntEnum
from itertools import combinations

from probatum.language.amounts import Fit, comparable, complement, fit, size
from probatum.language.assertion import assertions
from probatum.language.content import keys
from probatum.language.counterparts import exclusive
from probatum.language.numbers import Quantity, QuantityKind, Relation, quantities
from probatum.language.tokens import alternatives
from probatum.verify.sides import side

#: Between so many figures of one sentence differences are looked for.
MOST = 8
#: A word of more or less so near to a figure (in characters) tells which way it goes.
NEAR = 60
_K = QuantityKind
_COMPARED = frozenset({_K.PERCENT, _K.OF_TOTAL, _K.MEASUREMENT, _K.DOSE, _K.DURATION, _K.NUMBER, _K.COUNT})


_LESS_OR_MORE = alternatives("difference reduction decrease decline fall drop loss increase rise gain")
_WENT = alternatives("lost gained shed dropped saved lived survived")
_BETWEEN = alternatives(
    "a an the mean median average of about some around nearly almost roughly another extra approximately"
)
_HOW = alternatives(
    "lower higher less more fewer longer shorter greater smaller older younger earlier later extra "
    "difference reduction decrease increase better worse drop rise fall off"
)
#: Before a figure this says that it is a difference; so does what follows it.
_BEFORE = re.compile(
    rf"\b(?:by|(?:{_LESS_OR_MORE}) of|{_WENT}|(?:mean|median|average) of)(?: (?:{_BETWEEN}))*\s*$",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"^(?:\s*\([^)]{{0,40}}\))?[ -](?:[a-z-]+ ){{0,2}}?(?:{_HOW})\b", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\b", re.IGNORECASE)
_TO = re.compile(r"[ ,(%)]*(?:to|at|and)\b", re.IGNORECASE)
#: Between two figures this says that the first came first.
_BEFOREHAND = re.compile(
    rf"\b(?:{alternatives('baseline before enrolment enrollment admission entry start')})\b", re.I
)
#: Words that turn a share into what is left of it.
_DENIES = re.compile(
    r"\b(?:not(?! (?:uncommon|rare|infrequent|unusual)\b)|no(?! (?:fewer|less|more|later|worse)\b)|never|"
    r"none|neither|without|free|fail\w* to|non\w*|remain(?:s|ed|ing)?|"
    r"un(?:affected|changed|resolved|responsive|detected|treated))\b|n[’']t\b",
    re.IGNORECASE,
)
#: So the passage tells whose is what a share leaves.
_THE_REST = re.compile(
    r"\b(?:the (?:rest|remainder|others)|all (?:the )?others|the remaining)\b", re.IGNORECASE
)


def denies(text: str) -> bool:
    """Whether a text says of something that it is not so, or did not happen. Pure."""
    return bool(_DENIES.search(text))


def opposite(said: str, there: str) -> bool:
    """Whether a share of the one text is what a share of the other leaves, if the sum is right. Pure.

    The one denies what the other affirms, or speaks of those whom the other leaves out ("survived", "died").
    """
    return denies(said) is not denies(there) or exclusive(said, there)


def turned(said: str, one: Quantity, there: str, other: Quantity) -> bool:
    """Whether the one share is what the other leaves: 76 % did not relapse, where 24 % relapsed. Pure."""
    rest = complement(other)
    if rest is None or fit(one, rest) > Fit.ROUNDED:
        return False
    return opposite(said, there) or bool(_THE_REST.search(there))


class Derived(IntEnum):
    """Whether a figure is worked out of two, and whether it plainly goes the statement's way."""

    NO = 0
    FITS = 1
    SURE = 2


def derived(statement: str, one: Quantity, sentence: str) -> Derived:
    """How ``one``, a quantity of ``statement``, is worked out of two figures of ``sentence``.

    "Fell by 12 mmHg" of "from 152 to 140 mmHg", "5 percentage points lower" of 20 % and 25 %, "a third fewer"
    of 12 % and 18 %, "twice as often" of 8 % and 4 %, "nine of 60 did not" of 60 and the 51 who did.
    What goes the other way is not worked out of them. Pure.
    """
    figures = [there for there in quantities(sentence) if there.kind in _COMPARED][:MOST]
    if one.kind is _K.OF_TOTAL:
        left = _rest(one, figures) and opposite(statement, sentence)
        return Derived.SURE if left else Derived.NO
    if not says_a_difference(statement, one):
        return Derived.NO
    way, best = _way(statement, one), Derived.NO
    said = replace(one, relation=_plain(one))
    for first, second in combinations(figures, 2):
        if comparable(first, second) and any(
            fit(said, other) <= Fit.ROUNDED for other in _between(one, first, second)
        ):
            goes = _goes(statement, sentence, first, second) if way else 0
            if goes != -way or not way:
                best = max(best, Derived.SURE if goes == way else Derived.FITS)
    return best


def _rest(one: Quantity, figures: Sequence[Quantity]) -> bool:
    """Whether "nine of 60" is what is left of 60 when the 51 of the sentence are taken away."""
    values = {there.value for there in figures} | {there.total for there in figures if there.total}
    return one.total in values and (one.total or 0.0) - one.value in values and one.value not in values


def says_a_difference(statement: str, one: Quantity) -> bool:
    """Whether a text tells a quantity of it as a change or a difference: "by 16%", "16% lower". Pure."""
    before = statement[max(0, one.start - NEAR) : one.start]
    after = statement[one.end : one.end + NEAR]
    return one.unit in ("fold", "percentage point") or bool(_BEFORE.search(before) or _AFTER.search(after))


def _plain(one: Quantity) -> Relation:
    return one.relation if one.relation is Relation.ABOUT else Relation.EQUAL


def _between(one: Quantity, first: Quantity, second: Quantity) -> Iterator[Quantity]:
    """What can be worked out of two figures that ``one`` could be: in its kind and unit."""
    a, b = size(first), size(second)
    shares = {first.kind, second.kind} <= {_K.PERCENT, _K.OF_TOTAL}
    if one.unit == "percentage point" or (one.kind is _K.PERCENT and shares):
        yield _made(one, first, abs(a - b) if shares else -1.0)
    elif one.unit != "fold" and one.kind is not _K.PERCENT:
        yield replace(first, value=abs(a - b), text=_printed(abs(a - b)), relation=Relation.EQUAL)
    if min(a, b) <= 0:
        return
    if one.kind is _K.PERCENT:
        for whole in (a, b):
            yield _made(one, first, 100.0 * abs(a - b) / whole)
    elif one.unit == "fold":
        yield _made(one, first, max(a, b) / min(a, b))
        yield _made(one, first, min(a, b) / max(a, b))


def _made(one: Quantity, of: Quantity, value: float) -> Quantity:
    return replace(
        of,
        kind=one.kind,
        unit=one.unit,
        value=value,
        text=_printed(value),
        total=None,
        relation=Relation.EQUAL,
    )


def _printed(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _way(statement: str, one: Quantity) -> int:
    """Whether the statement says of the figure that it is more (1) or less (-1); 0 where it does not."""
    near = [
        (abs(signed.start - one.start), sign)
        for signed in assertions(statement).signed
        for sense, sign in signed.signs
        if sense == "more" and abs(signed.start - one.start) < NEAR
    ]
    if not near and one.unit == "fold":  # "twice as often", "halved"
        return 1 if one.value > 1 else -1
    return min(near)[1] if near else 0


def _goes(statement: str, sentence: str, first: Quantity, second: Quantity) -> int:
    """1 where what the statement is about has the greater of the two figures, or ends with it; -1 where it
    has the less; 0 where the sentence does not tell."""
    more = (size(second) > size(first)) - (size(second) < size(first))
    from_it = _FROM.search(sentence, max(0, first.start - 40), first.start)
    if (from_it and _TO.match(sentence, first.end)) or _BEFOREHAND.search(sentence, first.end, second.start):
        return more
    compared = assertions(statement).comparison
    this = compared.this if compared else keys(statement)
    that = compared.that if compared else frozenset()
    return -more * side(this, that, sentence, first, second)
