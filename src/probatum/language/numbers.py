"""Every quantity that a text states, with its unit, kind and relation, as medical papers print them.

Read are thousands separators (comma, thin space), decimal points, decimal middle dots (``0·50``, The Lancet),
decimal commas, powers of ten, ranges, intervals, counts of a total, number words and fractions, with their
units. Digits that belong to a name (``IL-6``, ``SGLT2``, ``COVID-19``, ``HbA1c``, ``type 2``, ``Figure 1``)
are no quantities. It is one pass over the tokens of the text: no rule looks further than a few of them away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from probatum.language.units import (
    FOLDS,
    FRACTIONS,
    MEASURE_PHRASES,
    MEASURE_WORDS,
    MULTIPLIERS,
    NUMBER_WORDS,
    TIMES,
    UNITS,
    counted,
)


class QuantityKind(StrEnum):
    """What a number counts or measures."""

    COUNT = "count"
    OF_TOTAL = "count of a total"
    PERCENT = "percent"
    RATIO = "ratio"
    P_VALUE = "p value"
    INTERVAL = "confidence interval"
    LEVEL = "confidence level"
    RANGE = "range"
    SPREAD = "spread"
    DOSE = "dose"
    DURATION = "duration"
    YEAR = "year"
    AGE = "age"
    MEASUREMENT = "measurement"
    NUMBER = "number"


class Relation(StrEnum):
    """How a number was stated."""

    EQUAL = "="
    LESS = "<"
    MORE = ">"
    AT_MOST = "≤"
    AT_LEAST = "≥"
    ABOUT = "about"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One quantity. ``text`` is what stands at ``start`` to ``end``: the number, or both, with the unit.

    ``value`` is the number (of a range or interval its lower bound), ``low`` and ``high`` are its bounds,
    ``total`` is the whole of which it is a part ("65 of 105"). ``unit`` is normalised: ``%``, ``year``,
    ``mg/kg/day``, the noun that is counted (``patient``), or the measure (``HR``).
    """

    value: float
    kind: QuantityKind
    start: int
    end: int
    text: str
    unit: str = ""
    relation: Relation = Relation.EQUAL
    low: float | None = None
    high: float | None = None
    total: float | None = None


_SIGN = "-−–"
_DASHES = frozenset("-–—−‐‑")
_EXPONENT = (
    r"(?:\^\s?[({]?[-−–]?\d{1,3}[)}]?|\([-−–]\d{1,3}\)|[-−–]\d{1,3}(?![\d.])|"
    r"[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\d(?!\d))"
)
_NUMBER = (
    rf"\d+(?:[.·]\d+)?\s?[×x*]\s?10{_EXPONENT}|10(?:\^\s?[({{]?[-−–]?\d{{1,3}}[)}}]?|\([-−–]\d{{1,3}}\)|"
    rf"[⁻⁺][⁰¹²³⁴⁵⁶⁷⁸⁹]+)|"
    r"\d+(?:[.]\d+)?[eE][-−]\d{1,3}(?!\w)|"
    r"\d{1,3}(?:,\d{3})+(?!\d)(?:[.·]\d+)?|"
    r"[1-9]\d{0,2}(?:[\u00a0\u2009\u202f\u2008]\d{3})+(?!\d)(?:[.·]\d+)?|"
    r"[1-9]\d{0,2} \d{3}(?= [a-z(\[]|[;)])(?! to )|"
    r"\d+[.·∙‧]\d+|0,\d+|\d+,\d{1,2}(?=\s?%)|\d+|(?<![\w.·])[.·]\d+"
)
_TOKEN = re.compile(
    r"(?P<skip>https?://\S+|www\.\S+|\b10\.\d{4,}/\S+|\bNCT ?\d{6,}|\[\d{1,3}(?:[,;–-] ?\d{1,3})*\](?![\d.])|"
    r"\b\d+\(\d+\):\s?\d+(?:-\d+)?|\b\d{1,2}[:]\d{2}(?:\s?[ap]\.?m\.?\b))|"
    r"(?P<word>[^\W\d_]\w*(?:(?<=\d)[.]\d+)?(?:[-‐‑–]\d\w*(?![.·]\d))*)|"
    rf"(?P<number>{_NUMBER})|"
    r"(?P<mark>\+/[-−]|[<>]\s?=|\S)"
)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−–", "0123456789-+--")
_POWER = re.compile(r"(?:(.*?)\s?[×x*]\s?)?10\^?\s?[({]?([-+]?\d+)[)}]?$")


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, number or mark. ``glued``: no white space before it."""

    kind: str
    text: str
    low: str
    start: int
    end: int
    glued: bool
    value: float = 0.0


_NOTHING = _Token("end", "", "", 0, 0, False)


def quantities(text: str) -> list[Quantity]:
    """Every quantity that ``text`` states, in order; spans do not overlap. Linear in the length of the text.

    >>> [(one.value, one.unit, one.kind.value) for one in quantities("Relapse in 65 of 105 patients (62%).")]
    [(65.0, 'patient', 'count of a total'), (62.0, '%', 'percent')]
    """
    return list(_quantities(text))


@lru_cache(maxsize=2048)
def _quantities(text: str) -> tuple[Quantity, ...]:
    if not _ANY_NUMBER.search(text):
        return ()
    return tuple(_Reading(text, _tokens(text)).read())


#: Words that a number written out can begin with.
_SPELT = frozenset(re.split("[ -]", word)[0] for word in (*NUMBER_WORDS, *FRACTIONS, *FOLDS, "twice", "an"))
_ANY_NUMBER = re.compile(r"\d|\b(?:" + "|".join(sorted(_SPELT)) + r")\b", re.IGNORECASE)


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    last = 0
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "mark"
        word = match[0]
        start = match.start()
        value = number_value(word) if kind == "number" else 0.0
        token = _Token(kind, word, word.lower(), start, match.end(), start == last, value)
        last = match.end()
        if token.low in MULTIPLIERS and tokens and tokens[-1].kind == "number" and not token.glued:
            _multiply(tokens, MULTIPLIERS[token.low], text, last)
        else:
            tokens.append(token)
    return tokens


def _multiply(tokens: list[_Token], factor: float, text: str, end: int) -> None:
    """Take "million" into the number before it, and into the one joined to that: "10.3-13.9 million"."""
    number = tokens[-1]
    joined = len(tokens) > 2 and tokens[-2].low in ("-", "–", "to") and tokens[-3].kind == "number"
    if joined and tokens[-3].value <= number.value:
        tokens[-3] = replace(tokens[-3], value=tokens[-3].value * factor)
    words = text[number.start : end]
    tokens[-1] = replace(number, text=words, low=words.lower(), end=end, value=number.value * factor)


def number_value(text: str) -> float:
    """The value of a number as it is printed: ``"1,234"``, ``"0·50"``, ``"0,5"``, ``"2 × 10^-5"``.

    Raises ``ValueError`` for anything else.
    """
    plain = text.translate(_SUPERSCRIPTS).replace("·", ".").replace("∙", ".").replace("‧", ".")
    plain = re.sub(r"(?<=\d)[\s\u00a0\u2009\u202f\u2008](?=\d{3}(?!\d))", "", plain)
    power = _POWER.match(plain)
    if power and ("10^" in plain or power[1] or plain.startswith(("10(", "10-", "10+"))):
        return _bounded(float(power[1] or 1), int(power[2]))
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", plain) and not plain.startswith("0,"):
        return float(plain.replace(",", ""))
    return float(plain.replace(",", "."))


def _bounded(factor: float, exponent: int) -> float:
    """``factor`` times ten to ``exponent``; beyond what a number can hold, the largest power that it can."""
    return float(f"{factor}e{max(-300, min(exponent, 290))}") if factor < 1e9 else factor


_LABELS = frozenset(
    """
    type types phase phases stage stages grade grades class classes figure figures fig figs table tables step
    steps chapter section appendix version level levels tier category chromosome chromosomes exon exons intron
    serotype genotype genotypes subtype interleukin apolipoprotein complement factor vitamin isoform study
    experiment cohort model question item domain part reference ref refs visit panel layer zone region lobe
    segment codon residue position omega coenzyme box schedule supplement suppl volume vol interferon receptor
    cytochrome covid schedule strain lineage variant arm criterion aim stratum stratum dose-level module mesh
    """.split()  # noqa: SIM905 - a list to be read by people
)
_JOINERS = frozenset({"and", "or", "to", "-", "–", "/", ",", "through"})
_OPERATORS = frozenset(
    {"=", "<", ">", "≤", "≥", "≦", "≧", "<=", ">=", "< =", "> =", "of", "was", "were", "is", ":"}
)
_CI_WORDS = frozenset({"ci", "cis", "c.i", "cri", "interval", "intervals", "limits", "limit", "ci95", "hdi"})
_CI_AFTER = frozenset(
    {"ci", "cis", "cri", "confidence", "credible", "credibility", "c", "cl", "hdi", "prediction"}
)
_SKIPPED = frozenset(
    {"(", "[", "{", ")", "]", ",", ":", ";", "=", "was", "were", "of", "is", "from", "about", "to", "%"}
)
_SPREADS = frozenset({"±", "+/-", "+/−", "sd", "sds", "se", "sem", "deviation", "error"})
_RANGES = frozenset({"iqr", "range", "ranged", "ranging", "interquartile", "quartiles", "ranges"})
_AGED = frozenset({"aged", "age", "ages"})
_YEAR_AFTER = frozenset(
    """
    in since from between during until till before after through to by of early late mid year january february
    march april may june july august september october november december jan feb mar apr jun jul aug sep sept
    oct nov dec spring summer autumn fall winter and ( , ; / - – [
    """.split()  # noqa: SIM905 - a list to be read by people
)
_MONTHS = frozenset(
    """
    january february march april june july august september october november december jan feb mar apr jun jul
    aug sep sept oct nov dec
    """.split()  # noqa: SIM905 - a list to be read by people
)
_BEFORE: dict[tuple[str, ...], Relation] = {
    **{(mark,): Relation.LESS for mark in ("<", "below", "under", "within")},
    **{
        (mark,): Relation.MORE
        for mark in (">", "over", "above", "exceeding", "exceeded", "exceeds", "exceed", "beyond")
    },
    **{(mark,): Relation.AT_MOST for mark in ("≤", "≦", "<=", "< =")},
    **{(mark,): Relation.AT_LEAST for mark in ("≥", "≧", ">=", "> =")},
    **{
        (mark,): Relation.ABOUT
        for mark in (
            "~",
            "≈",
            "∼",
            "about",
            "approximately",
            "approx",
            "around",
            "roughly",
            "nearly",
            "almost",
            "circa",
        )
    },
    **{(mark, "than"): Relation.LESS for mark in ("less", "fewer", "lower", "younger", "shorter")},
    **{(mark, "than"): Relation.MORE for mark in ("more", "greater", "older", "higher", "longer", "larger")},
    ("at", "least"): Relation.AT_LEAST,
    ("minimum", "of"): Relation.AT_LEAST,
    ("at", "most"): Relation.AT_MOST,
    ("up", "to"): Relation.AT_MOST,
    ("maximum", "of"): Relation.AT_MOST,
    ("no", "more", "than"): Relation.AT_MOST,
    ("not", "more", "than"): Relation.AT_MOST,
    ("no", "less", "than"): Relation.AT_LEAST,
    ("no", "fewer", "than"): Relation.AT_LEAST,
    ("not", "less", "than"): Relation.AT_LEAST,
}
_UPWARD = frozenset({"more", "greater", "older", "higher", "over", "above", "longer", "later"})
_DOWNWARD = frozenset({"less", "fewer", "younger", "lower", "under", "below", "earlier"})


class _Reading:
    """One text being read: walks its tokens, and at each number decides what it is."""

    def __init__(self, text: str, tokens: Sequence[_Token]) -> None:
        self._text = text
        self._tokens = tokens
        self._found: list[Quantity] = []
        self._named = -2  # the last number that belongs to a name: "grades 3 and 4"
        self._dated_at = -2  # the last that is a point in time: "weeks 24 and 52"

    def read(self) -> list[Quantity]:
        at = 0
        while at < len(self._tokens):
            token = self._tokens[at]
            if token.kind == "number":
                at = self._number(at)
            elif token.low in _SPELT:
                at = self._word(at)
            else:
                at += 1
        return self._found

    def at(self, place: int) -> _Token:
        """The token at a place; an empty one outside the text."""
        return self._tokens[place] if 0 <= place < len(self._tokens) else _NOTHING

    def _add(
        self,
        first: int,
        last: int,
        kind: QuantityKind,
        value: float,
        *,
        unit: str = "",
        relation: Relation = Relation.EQUAL,
        low: float | None = None,
        high: float | None = None,
        total: float | None = None,
    ) -> int:
        """Keep a quantity that reaches from token ``first`` to token ``last``; gives the place after it."""
        start, end = self.at(first).start, self.at(last).end
        self._found.append(
            Quantity(
                value=value,
                kind=kind,
                start=start,
                end=end,
                text=self._text[start:end],
                unit=unit,
                relation=relation,
                low=low,
                high=high,
                total=total,
            )
        )
        return last + 1

    # --- words

    def _word(self, at: int) -> int:
        word = self.at(at).low
        if word in FOLDS:
            return self._add(
                at, at, QuantityKind.RATIO, FOLDS[word], unit="fold", relation=self._relation(at, at)
            )
        if word == "twice" and self.at(at + 1).low in ("as", "the"):
            return self._add(at, at, QuantityKind.RATIO, 2.0, unit="fold", relation=self._relation(at, at))
        for length in (3, 2, 1):  # "two - thirds", "one third", "half"
            phrase = self._phrase(at, length)
            if phrase in ("an hour", "a year", "a month", "a week", "a day") and self._half_after(at + 1):
                return self._measured(at, at + 4, 1.5, phrase.split()[1])
            if phrase in FRACTIONS:
                return self._fraction(at, at + length - 1, FRACTIONS[phrase])
            if phrase in NUMBER_WORDS:
                return self._spelt(at, at + length - 1, NUMBER_WORDS[phrase])
        return at + 1

    def _half_after(self, place: int) -> bool:
        """Whether "and a half" follows: "an hour and a half"."""
        return tuple(self.at(place + step).low for step in (1, 2, 3)) == ("and", "a", "half")

    def _phrase(self, at: int, length: int) -> str:
        tokens = [self.at(at + step) for step in range(length)]
        words = [token.low for token in tokens]
        if length == 3:
            return (
                f"{words[0]}-{words[2]}"
                if words[1] in _DASHES and tokens[1].glued and tokens[2].glued
                else ""
            )
        return " ".join(words)

    def _fraction(self, first: int, last: int, percent: float) -> int:
        after = self.at(last + 1)
        if (after.low in _DASHES and after.glued) or (
            self.at(last).low in _ORDINALS and after.low in _NUMBERED
        ):
            return last + 1  # "half-life", "half-dose"; "a third dose"
        return self._add(
            first, last, QuantityKind.PERCENT, percent, unit="%", relation=self._relation(first, last)
        )

    def _and_more(self, last: int, value: float) -> tuple[float, int]:
        """The value, and the place of its last word, with what follows "and": "a hundred and fifty".

        "And a half" is taken in only before a unit.
        """
        rest = NUMBER_WORDS.get(self.at(last + 2).low, 0.0)
        if value == 100 and self.at(last + 1).low == "and" and 0 < rest < 100:
            return value + rest, last + 2
        if self._half_after(last) and self._unit(last + 3)[0]:
            return value + 0.5, last + 3
        return value, last

    def _spelt(self, first: int, last: int, value: float) -> int:
        value, last = self._and_more(last, value)
        unit, end = self._unit(last)
        if unit:
            return self._measured(first, end, value, unit)
        total = self._of_total(last, value)
        if total is not None:
            return self._counted_of(first, total, value)
        noun = self._noun(last)
        if value < 2 and not noun:
            return last + 1  # "one" that is no number
        if self.at(last + 1).low in _DASHES and self.at(last + 1).glued:
            return last + 1  # "three-dimensional"
        return self._add(
            first, last, QuantityKind.COUNT, value, unit=noun, relation=self._relation(first, last)
        )

    # --- numbers

    def _number(self, at: int) -> int:
        token = self.at(at)
        if self._is_name(at):
            self._named = at
            return self._after_name(at)
        value, first = self._signed(at, token)
        for rule in (self._p_value, self._level, self._pair, self._total, self._proportion, self._spread):
            end = rule(at, first, value)
            if end:
                return end
        return self._single(at, first, value)

    def _is_name(self, at: int) -> bool:
        before, after = self.at(at - 1), self.at(at + 1)
        if self._glued_to_name(at, before, after):
            return True
        if before.low == "disease" and self.at(at).text in ("19", "2019"):
            return True
        if before.low in _LABELS and before.kind == "word":
            return self._unit(at)[0] not in ("%",)
        if before.low == "." and self.at(at - 2).low in _LABELS and len(self.at(at - 2).low) <= 4:
            return True
        return before.low in _JOINERS and self._named == at - 2 and not self._unit(at)[0]

    def _glued_to_name(self, at: int, before: _Token, after: _Token) -> bool:
        """Whether the number is joined to letters that are no unit: ``5-HT``, ``2D``, ``25(OH)D``."""
        if after.kind == "word" and after.glued and not self._unit(at)[0]:
            return not _EXTENDS.fullmatch(after.low)
        if after.low in _DASHES and after.glued and self.at(at + 2).glued:
            beyond = self.at(at + 2)
            if beyond.kind == "word":
                return (
                    not self._unit(at)[0] and counted(beyond.low) == "" and beyond.low not in ("year", "to")
                )
            chain = self.at(at + 3)
            return beyond.kind == "number" and chain.low in _DASHES and chain.glued and self.at(at + 4).glued
        if (
            after.low in ("(", "'", "′")
            and after.glued
            and self.at(at + 2).kind == "word"
            and self.at(at + 2).glued
        ):
            return after.low != "(" or self.at(at + 2).text.isupper()
        word = self.at(at - 2)
        return (
            before.low in ("-", "+", "‐", "‑", "*")
            and before.glued
            and word.kind == "word"
            and self.at(at).glued
        )

    def _after_name(self, at: int) -> int:
        """Past the name: a chain of numbers is one name (``14-3-3``)."""
        while self.at(at + 1).low in _DASHES and self.at(at + 1).glued and self.at(at + 2).kind == "number":
            if not self.at(at + 2).glued:
                break
            at += 2
        return at + 1

    def _signed(self, at: int, token: _Token) -> tuple[float, int]:
        """The value with its sign: a dash that touches the number and nothing before it."""
        sign, before = self.at(at - 1), self.at(at - 2)
        joined = sign.glued and before.kind in ("number", "word")
        if sign.text and sign.text in _SIGN and token.glued and not joined and before.low not in (")", "%"):
            return -token.value, at - 1
        return token.value, at

    # --- statistics

    def _p_value(self, at: int, first: int, value: float) -> int:
        relation = self.at(first - 1)
        if relation.low not in _OPERATORS or not 0 <= value <= 1:
            return 0
        for back in range(2, 9):
            token = self.at(first - back)
            if token.low in ("p", "pinteraction", "ptrend", "pvalue") and token.text[0] in "Pp":
                said = _BEFORE.get((relation.low,), Relation.EQUAL)
                return self._add(first, at, QuantityKind.P_VALUE, value, unit="p", relation=said)
            if token.kind == "number" or token.low in (";", ".", "="):
                return 0
        return 0

    def _level(self, at: int, first: int, value: float) -> int:
        percent = self.at(at + 1).low == "%"
        beyond = self.at(at + 2) if percent else self.at(at + 1)
        if beyond.low in _DASHES:
            beyond = self.at(at + 3)
        named = beyond.low in _CI_AFTER or (percent and self.at(first - 1).low in ("ci", "ci,"))
        if percent and named and value >= 50:
            return self._add(first, at + 1, QuantityKind.LEVEL, value, unit="%")
        return 0

    def _pair(self, at: int, first: int, value: float) -> int:
        """Two numbers that belong together: an interval, a range."""
        joint, other = self._joined(at)
        if not other:
            return 0
        high = self._second(other)
        unit, end = self._unit(other)
        inner = self._unit(at)[0]
        if unit and inner and inner != unit:
            return 0
        low_first = value <= high
        if self._stands_after(first, _CI_WORDS, 7) and low_first:
            last = end if unit else other
            return self._add(first, last, QuantityKind.INTERVAL, value, unit=unit, low=value, high=high)
        if joint in (",", ";", "and") and not self._stands_after(first, _RANGES, 4):
            return 0
        if not low_first or (self.at(first - 1).low == "from" and joint == "to"):
            return 0
        return self._range(first, other, value, high)

    def _range(self, first: int, other: int, low: float, high: float) -> int:
        unit, end = self._unit(other)
        relation = self._relation(first, end)
        if not unit and _is_year(self.at(other)) and _is_year(self.at(first)):
            return self._add(first, other, QuantityKind.YEAR, low, low=low, high=high)
        noun = "" if unit else self._noun(other)
        aged = self._is_age(first, end, unit)
        kind = QuantityKind.AGE if aged else (_UNIT_KINDS.get(unit) or QuantityKind.RANGE)
        if unit and not aged:
            kind = _kind_of_unit(unit)
        return self._add(first, end, kind, low, unit=unit or noun, low=low, high=high, relation=relation)

    def _joined(self, at: int) -> tuple[str, int]:
        """The mark that joins the number at ``at`` to a next one, and the place of that one; else 0."""
        place = at + 1
        if self._unit(at)[0]:
            place = self._unit(at)[1] + 1
        joint = self.at(place).low
        if (
            joint in _DASHES
            and self.at(place).start == self.at(place - 1).end
            and self.at(place + 1).kind == "word"
        ):
            return "", 0
        if joint not in _DASHES and joint not in ("to", ",", ";", "and"):
            return "", 0
        place += 1
        if self.at(place).text and self.at(place).text in _SIGN and self.at(place + 1).kind == "number":
            place += 1
        return (joint, place) if self.at(place).kind == "number" else ("", 0)

    def _second(self, place: int) -> float:
        """The value of the second number of a pair, with its sign."""
        sign, before = self.at(place - 1), self.at(place - 2)
        signed = (
            sign.text
            and sign.text in _SIGN
            and (before.low in _DASHES or before.low in ("to", ",", ";", "and"))
        )
        return -self.at(place).value if signed else self.at(place).value

    def _stands_after(self, first: int, words: frozenset[str], reach: int) -> bool:
        """Whether one of ``words`` stands just before, with only marks, a level and small words between."""
        for back in range(1, reach + 1):
            token = self.at(first - back)
            if token.low in words:
                return True
            if token.low not in _SKIPPED and token.kind != "number":
                return False
        return False

    def _total(self, at: int, first: int, value: float) -> int:
        total = self._of_total(at, value)
        return self._counted_of(first, total, value) if total is not None else 0

    def _of_total(self, at: int, value: float) -> int | None:
        """The place of the whole: "65 of 105", "65 out of 105", "65/105"; None without one."""
        place = at + 1
        if self.at(place).low == "(" and self.at(place + 2).low == "%" and self.at(place + 3).low == ")":
            place += 4  # "65 (62%) of 105"
        words = [self.at(place + step).low for step in range(4)]
        if words[0] == "/" and self.at(place).glued and self.at(place + 1).glued:
            return self._whole(place + 1, value, slash=True)
        steps = {
            ("out", "of", "every"): 3,
            ("out", "of", "the"): 3,
            ("out", "of"): 2,
            ("of", "the"): 2,
            ("of", "all"): 2,
            ("of",): 1,
            ("in", "every"): 2,
            ("in",): 1,
        }
        if value == 1 and words[1] == "in" and self.at(place).kind == "word":
            return self._whole(place + 2, value, slash=False, small=True)  # "one pupil in sixty"
        for phrase, step in steps.items():
            if tuple(words[: len(phrase)]) == phrase:
                return self._whole(place + step, value, slash=False, small=phrase[0] == "in")
        return None

    def _whole(self, place: int, value: float, *, slash: bool, small: bool = False) -> int | None:
        place += self.at(place).low == "a"  # "in a thousand"
        token = self.at(place)
        total = self._value_at(place)
        if total is None or not value.is_integer() or not total.is_integer() or not 0 <= value <= total:
            return None
        if slash and (self._unit(place)[0] not in ("", "%") or self.at(place + 1).low == "/"):
            return None  # "120/80 mmHg", "1/2/2020"
        if small and not self._in_so_many(place, total):
            return None
        return None if self._unit(place)[0] or (not slash and _is_year(token)) else place

    def _in_so_many(self, place: int, total: float) -> bool:
        """Whether it is one in five, or 4 in 1,000; "2 in 2010" and "at month 3 in 10 patients" are not."""
        if self.at(place).kind == "word":
            return self.at(place + 1).kind != "mark" or total >= 3
        first = self.at(place - (4 if self.at(place - 1).low == "every" else 3))
        timed = first.low in TIMES or first.low.removesuffix("s") in TIMES or first.low in _LABELS
        return total in _IN_SO_MANY and not timed

    def _value_at(self, place: int) -> float | None:
        token = self.at(place)
        if token.kind == "number":
            return token.value
        return NUMBER_WORDS.get(token.low, NUMBER_WORDS.get(self._phrase(place - 1, 2)))

    def _counted_of(self, first: int, place: int, value: float) -> int:
        total = self._value_at(place)
        if total and (self.at(first - 2).low, self.at(first - 1).low) == ("all", "but"):
            first, value = first - 2, total - value  # "all but two of the 46"
        return self._add(first, place, QuantityKind.OF_TOTAL, value, total=total, unit=self._noun(place))

    def _proportion(self, at: int, first: int, value: float) -> int:
        """``2:1``, the proportion of an allocation."""
        colon, other = self.at(at + 1), self.at(at + 2)
        if colon.low == ":" and colon.glued and other.glued and other.kind == "number" and other.value:
            return self._add(first, at + 2, QuantityKind.RATIO, value, unit=":", total=other.value)
        return 0

    def _spread(self, at: int, first: int, value: float) -> int:
        if self.at(first - 1).low in _SPREADS or self._stands_after(first, _SPREADS, 3):
            unit, end = self._unit(at)
            return self._add(first, end, QuantityKind.SPREAD, value, unit=unit)
        return 0

    # --- plain numbers

    def _single(self, at: int, first: int, value: float) -> int:
        unit, end = self._unit(at)
        if not unit and (period := self._dated(at, first)):
            self._dated_at = at
            named = at - 1 if self.at(at - 1).low in _POINTS else at
            return self._add(named, at, QuantityKind.DURATION, value, unit=period)
        if not unit and not self._measure(first):
            unit, end = self._shared_unit(at, value), at
        if unit:
            return self._measured(first, end, value, unit)
        if measure := self._measure(first):
            relation = self._relation(first, at)
            return self._add(first, at, QuantityKind.RATIO, value, unit=measure, relation=relation)
        noun = self._noun(at)
        if self._is_calendar_year(at, noun):
            return self._add(first, at, QuantityKind.YEAR, value, relation=self._relation(first, at))
        if value <= 31 and (self.at(at + 1).low in _MONTHS or self.at(at - 1).low in _MONTHS) and not noun:
            return at + 1  # the day of a date
        counts = noun or (self.at(first - 1).low == "=" and self.at(first - 2).low == "n")
        kind = QuantityKind.COUNT if counts and value.is_integer() else QuantityKind.NUMBER
        if self._is_age(first, at, ""):
            return self._add(
                first, at, QuantityKind.AGE, value, unit="year", relation=self._relation(first, at)
            )
        return self._add(first, at, kind, value, unit=noun, relation=self._relation(first, at))

    def _dated(self, at: int, first: int) -> str:
        """The period of a number that is a point in time: "at week 12", "weeks 24 and 52"."""
        before, earlier = self.at(first - 1), self.at(first - 2)
        if first != at or not self.at(at).value.is_integer() or _is_year(self.at(at)):
            return ""
        if before.low in _POINTS:
            named = earlier.low in _NAMING and not self._noun(at)
            return _POINTS[before.low] if named or earlier.low in _POINTING else ""
        if before.low in _JOINERS and self._dated_at == at - 2 and not self._noun(at):
            return self._found[-1].unit
        return ""

    def _shared_unit(self, at: int, value: float) -> str:
        """The unit that follows a later number: ``62 ± 11 years``, ``120/80 mmHg``, ``32, 44 and 47%``."""
        joint = self.at(at + 1)
        if joint.low in ("±", "+/-", "+/−") or (joint.low == "/" and joint.glued):
            return self._unit(at + 2)[0] if self.at(at + 2).kind == "number" else ""
        if self.at(at - 1).low == "=" and self.at(at - 2).low == "n":
            return ""  # "(n = 53, 65%)"
        place, steps = at + 1, 0
        while self.at(place).low in _LISTED and steps < 8:
            place, steps = place + 1, steps + 1
            if self.at(place).kind == "number":
                unit, end = self._unit(place)
                if unit:
                    level = self.at(end + 1).low in _CI_AFTER
                    return "%" if unit == "%" and value <= 100 and not level else ""
                place += 1
        return ""

    def _measured(self, first: int, last: int, value: float, unit: str) -> int:
        kind = QuantityKind.AGE if self._is_age(first, last, unit) else _kind_of_unit(unit)
        return self._add(first, last, kind, value, unit=unit, relation=self._relation(first, last))

    def _is_age(self, first: int, last: int, unit: str) -> bool:
        if unit not in ("", "year", "month"):
            return False
        after, beyond = self.at(last + 1), self.at(last + 2)
        if unit and (after.low == "old" or (after.low in _DASHES and beyond.low == "old")):
            return True
        if unit and after.low == "of" and beyond.low == "age":
            return True
        if unit and after.low == "or" and beyond.low in ("older", "younger"):
            return True
        return self._after_age(first, unit)

    def _after_age(self, first: int, unit: str) -> bool:
        for back in range(1, 7):
            token = self.at(first - back)
            if token.low in _AGED:
                return bool(unit) or token.low == "aged"
            if token.low in (";", "]", ")"):
                return False
            small = token.low in _SKIPPED or token.low in _AGE_BETWEEN or (token.low,) in _BEFORE
            if not small and token.kind != "number":
                return False
        return False

    def _is_calendar_year(self, at: int, noun: str) -> bool:
        token, before = self.at(at), self.at(at - 1)
        if not _is_year(token) or (self.at(at - 2).low == "n" and before.low == "="):
            return False
        if before.low in ("of", "and", "to", ",", "(", "by", "after", "[", ";"):
            return not noun
        return before.low in _YEAR_AFTER or (before.kind in ("end", "skip") and not noun) or not noun

    def _measure(self, first: int) -> str:
        """The measure that is named just before: ``hazard ratio [HR], 0.50``."""
        for back in range(1, 6):
            token, earlier = self.at(first - back), self.at(first - back - 1)
            phrase = f"{earlier.low} {token.low}"
            if phrase in MEASURE_PHRASES:
                return MEASURE_PHRASES[phrase]
            name = MEASURE_WORDS.get(token.text) or MEASURE_WORDS.get(token.low)
            if name and (token.low != "or" or token.text == "OR"):
                return name
            if token.low not in _SKIPPED or token.low == ";":
                return ""
        return ""

    def _noun(self, at: int) -> str:
        """The noun that is counted: "105 newly diagnosed patients"; at most four words on."""
        for step in range(1, 7):
            token = self.at(at + step)
            if token.kind == "mark" and token.low in ("-", "‐", "‑"):
                continue
            if token.kind != "word" or token.low in _NO_ADJECTIVE:
                return ""
            if noun := counted(token.low):
                return counted(self.at(at + step + 1).low) or noun  # "105 adult patients"
        return ""

    def _relation(self, first: int, last: int) -> Relation:
        for length in (3, 2, 1):
            words = tuple(self.at(first - length + step).low for step in range(length))
            if words in _BEFORE:
                return _BEFORE[words]
        if self.at(last + 1).low == "of" and self.at(last + 2).low == "age":
            last += 2
        after = self.at(last + 1)
        if after.low == "+" and after.glued and not self.at(last + 2).glued:
            return Relation.AT_LEAST
        if after.low in ("or", "and"):
            return self._relation_after(self.at(last + 2).low)
        return Relation.EQUAL

    def _relation_after(self, word: str) -> Relation:
        if word in _UPWARD:
            return Relation.AT_LEAST
        return Relation.AT_MOST if word in _DOWNWARD else Relation.EQUAL

    def _unit(self, at: int) -> tuple[str, int]:
        """The unit after the number at ``at``, and the place of its last token; ``""`` and ``at`` without."""
        place = at + 1
        if self.at(place).low in _DASHES and self.at(place).glued and self.at(place + 1).glued:
            hyphened = UNITS.get(self.at(place + 1).low, "")
            return (hyphened, place + 1) if hyphened in _HYPHENED else ("", at)
        name = self._unit_at(place)
        if not name:
            return self._rate(at)
        return self._compound(name, place)

    def _rate(self, at: int) -> tuple[str, int]:
        """``3.5 per 1000 person-years``."""
        if counted(self.at(at + 1).low) and self.at(at + 2).low == "per":
            unit, last = self._rate(at + 1)  # "12.3 cases per 100,000 people"
            return (unit, last) if unit else ("", at)
        base = self.at(at + 2)
        if self.at(at + 1).low not in ("per", "/") or base.kind != "number" or base.value not in _BASES:
            return "", at
        if self.at(at + 3).kind != "word":
            return "", at
        last = at + 3
        if self.at(last + 1).low in _DASHES and self.at(last + 2).kind == "word":
            last += 2
        return f"per {base.value:g} {self._counted_by(at + 3, last)}", last

    def _counted_by(self, first: int, last: int) -> str:
        """What a rate is counted by, in one form: ``person-year`` of "patient-years"; and per what."""
        words = self._text[self.at(first).start : self.at(last).end].lower().replace("years", "year")
        named = "person" if words in _PEOPLE else counted(words) or words
        timed = self.at(last + 1).low in ("per", "a", "each") and self.at(last + 2).low in _EACH
        if named == "patient-year":
            return "person-year"
        return f"{named}/{_EACH[self.at(last + 2).low]}" if timed else named

    def _unit_at(self, place: int) -> str:
        token, after = self.at(place), self.at(place + 1)
        pair = UNITS.get(f"{token.low} {after.low}", "")
        if pair:
            return pair
        if token.low == "times" and after.low in _AS_MUCH:
            return "fold"
        name = UNITS.get(token.text) or (UNITS.get(token.low, "") if len(token.text) > 1 else "")
        if name and len(token.text) == 1 and token.text.isalpha() and not token.glued:
            return name if after.kind != "word" or token.text in "gLlU" else ""
        return name

    def _compound(self, name: str, place: int) -> tuple[str, int]:
        """The unit with what it is per, and how often: ``mg/kg/day``, ``mg twice daily``."""
        if f"{self.at(place).low} {self.at(place + 1).low}" in UNITS:
            place += 1
        for _ in range(3):
            mark, unit = self.at(place + 1), self.at(place + 2)
            below = _PER.get(unit.low) or UNITS.get(unit.text) or UNITS.get(unit.low)
            if mark.low not in ("/", "per") or not below:
                break
            name, place = f"{name}/{below}", place + 2
            if unit.low == "1.73" and self.at(place + 1).low in ("m2", "m"):
                place += 1
        return self._often(name, place)

    def _often(self, name: str, place: int) -> tuple[str, int]:
        if _kind_of_unit(name) is not QuantityKind.DOSE:
            return name, place
        word, after = self.at(place + 1).low, self.at(place + 2).low
        if f"{word} {after}" in _FREQUENCIES:
            return f"{name}{_FREQUENCIES[f'{word} {after}']}", place + 2
        if word in _FREQUENCIES:
            return f"{name}{_FREQUENCIES[word]}", place + 1
        given = f"{self.at(place + 3).low} {self.at(place + 4).low}"
        if word == "of" and self.at(place + 3).low in ("daily", "weekly"):
            return f"{name}{_FREQUENCIES[self.at(place + 3).low]}", place
        if word == "of" and given in _FREQUENCIES:  # "1 g of rifaximin a day"
            return f"{name}{_FREQUENCIES[given]}", place
        return name, place


_EXTENDS = re.compile(r"th|st|nd|rd")
_POINTS = {word + plural: word for word in ("hour", "day", "week", "month", "year") for plural in ("", "s")}
#: After these "week 12" is a point in time, whatever is counted next: "at week 12 patients had".
_POINTING = frozenset("at by until till through from to before after between beyond".split())  # noqa: SIM905
#: After these it is, where nothing is counted next ("each year 12 die").
_NAMING = frozenset({"", "the", "of", "in", "on", "and", "or", "vs", "study", "(", ",", ";", ".", ":"})
_AGE_BETWEEN = frozenset(
    {
        "mean",
        "median",
        "range",
        "sd",
        "iqr",
        "between",
        "±",
        "at",
        "diagnosis",
        "least",
        "less",
        "more",
        "than",
        "older",
        "younger",
        "and",
        "baseline",
        "onset",
        "entry",
        "-",
        "–",
        "years",
        "year",
        "y",
    }
)
_NO_ADJECTIVE = frozenset(
    """
    and or of in with to for vs versus than were was the who had at by from on as that which years year months
    month weeks week days day hours mg points had has have is are be per both a an while whereas
    """.split()  # noqa: SIM905 - a list to be read by people
)
#: After "ten times": a factor, and no number of occasions.
_AS_MUCH = frozenset(
    {"as", "that", "the", "those", "more", "higher", "greater", "larger", "increased", "likelier", "likely"}
)
_HYPHENED = frozenset({*TIMES, "fold", "point", "mg", "g", "item", "%", "mm", "cm", "µg"})
_PER = {
    "kg": "kg",
    "m2": "m²",
    "m²": "m²",
    "day": "day",
    "d": "day",
    "dose": "dose",
    "1.73": "1.73 m²",
    "h": "hour",
    "person": "person",
    "patient": "patient",
    "year": "year",
    "week": "week",
    "wk": "week",
    "hour": "hour",
    "min": "minute",
    "mol": "mol",
    "minute": "minute",
    "month": "month",
}
_BASES = frozenset({100.0, 1000.0, 10_000.0, 100_000.0, 1_000_000.0})
_ORDINALS = frozenset({"third", "fifth", "tenth"})
#: After "a third" one of these is counted, and not parted.
_NUMBERED = frozenset(
    """
    ( dose doses vaccine vaccination booster time trial study group arm party person patient line case visit
    generation day week month year decade round cycle course attempt child pregnancy
    """.split()  # noqa: SIM905 - a list to be read by people
)
#: "4 in 1,000": totals that are printed as figures in that form.
_IN_SO_MANY = frozenset({10.0, 20.0, 25.0, 30.0, 40.0, 50.0, 200.0, 250.0, 300.0, 400.0, 500.0, *_BASES})
_PEOPLE = frozenset({"people", "persons", "inhabitants", "population", "residents", "individuals"})
_EACH = {"year": "year", "annum": "year", "month": "month", "week": "week", "day": "day"}
_LISTED = frozenset({",", "and", "or", "vs", "versus", "to", "v"})
_FREQUENCIES = {
    "daily": "/day",
    "once daily": "/day",
    "a day": "/day",
    "twice daily": " twice/day",
    "bid": " twice/day",
    "qd": "/day",
    "weekly": "/week",
    "once weekly": "/week",
    "a week": "/week",
    "twice weekly": " twice/week",
    "monthly": "/month",
    "tid": " thrice/day",
    "od": "/day",
    "bd": " twice/day",
}
_UNIT_KINDS = {
    "%": QuantityKind.PERCENT,
    "‰": QuantityKind.PERCENT,
    "fold": QuantityKind.RATIO,
    **dict.fromkeys(TIMES, QuantityKind.DURATION),
}
_DOSES = frozenset({"mg", "g", "µg", "ng", "IU", "U", "ml", "kg", "mmol", "mEq", "Gy", "cGy"})
_VOLUMES = frozenset({"dl", "l", "ml", "µl", "mol", "minute", "m²", "g", "mm³", "µmol", "mmol"})


def _kind_of_unit(unit: str) -> QuantityKind:
    if unit in _UNIT_KINDS:
        return _UNIT_KINDS[unit]
    if unit.startswith("per "):
        return QuantityKind.MEASUREMENT
    base, _, per = unit.partition("/")
    if base.split()[0] not in _DOSES or (per and per.split("/")[0] in _VOLUMES and base != "mg"):
        return QuantityKind.MEASUREMENT
    if per.split("/")[0] in {"dl", "l", "ml", "g", "mol", "mmol"} or unit in {"kg", "l"}:
        return QuantityKind.MEASUREMENT
    return QuantityKind.DOSE


def _is_year(token: _Token) -> bool:
    return (
        token.kind == "number"
        and token.text.isdigit()
        and len(token.text) == 4
        and 1850 <= token.value <= 2040
    )
