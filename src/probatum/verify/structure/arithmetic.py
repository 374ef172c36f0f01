"""A percentage beside a count of a total is that count of that total; an estimate lies in its interval."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from probatum.language.counts import count_in
from probatum.language.numbers import Quantity, QuantityKind, Relation, quantities
from probatum.records.audit import Pasted, PastedClaim, StructureFinding
from probatum.records.verdict import Outcome, Span

_NUMBER = r"\d{1,3}(?:,\d{3})+|\d{1,7}"
_PERCENT = r"\d{1,3}(?:[.·]\d{1,3})?"
_SAID = r"(?P<about>[~≈]|about |approximately |nearly |almost |roughly )?"
_COUNTED = re.compile(
    rf"(?<![\d.,/·])(?P<part>{_NUMBER})\s?(?P<of>of|/|out of|in)\s?(?:the |a total of )?(?P<whole>{_NUMBER})"
    rf"(?![\d.·/]|,\d)(?:[^.;:,()\[\]\d%]{{0,50}}?\s?[(\[=]|(?:\s\w{{1,20}}){{0,2}},(?: or)?)\s?{_SAID}"
    rf"(?P<percent>{_PERCENT})\s?(?:%|per ?cent)(?!\s?(?:CI|confidence|credible))"
)
_PERCENT_FIRST = re.compile(
    rf"(?P<about>[~≈]|about |approximately |nearly |almost |"
    rf"roughly )?(?<![\d.·])(?P<percent>{_PERCENT})\s?(?:%|per ?cent)\s?"
    rf"[(\[]\s?(?:n\s?=\s?)?(?P<part>{_NUMBER})\s?(?:of|/|out of)\s?(?P<whole>{_NUMBER})\s?[)\]]"
)
_REST = re.compile(rf"({_PERCENT})\s?%|\bthe (?:remaining|rest|other)\b", re.IGNORECASE)
#: What a percentage that is said to be about may be off.
_ABOUT = 5.0
#: What may stand between an estimate, its level and its interval; more belongs to something else.
_BESIDE = re.compile(
    r"(?:\W|\b(?:p|and|with|an?|the|its|CI|CrI|confidence|credible|intervals?|of|from)\b)*", re.IGNORECASE
)
_BETWEEN_BOUNDS = re.compile(r"\s?(?:to|[-–—−,;])\s?")
_PLAIN = frozenset({QuantityKind.NUMBER, QuantityKind.PERCENT})
_OPENED = re.compile(r"\s?[(\[]")


def arithmetic(pasted: Pasted) -> Iterator[StructureFinding]:
    """A finding where "n of N (p%)" does not come out, parts and the rest exceed the whole, or an estimate
    lies outside its own interval.

    A percentage may be rounded or cut at its last digit. SAMPL guidelines (Lang and Altman, 2013):
    numerator and denominator are given with every percentage, and an interval with every estimate, so that a
    reader can do this.
    """
    for claim in pasted.claims:
        for pattern in (_COUNTED, _PERCENT_FIRST):
            for match in pattern.finditer(claim.text):
                yield from _off(pasted, claim, match)
        yield from _over(claim)
        yield from _intervals(pasted, claim)


def _off(pasted: Pasted, claim: PastedClaim, match: re.Match[str]) -> Iterator[StructureFinding]:
    part, whole = (count_in(match[name]) for name in ("part", "whole"))
    printed = match["percent"].replace("·", ".")
    if part is None or not whole or _is_rate(match, part, whole):
        return
    right = 100 * part / whole
    step = 10.0 ** -len(printed.partition(".")[2])
    slack = _ABOUT if match["about"] else step * 1.001
    if abs(right - float(printed)) <= slack:
        return
    shown = f"{right:.{max(1, len(printed.partition('.')[2]))}f}%"
    says = f"{match['part']} of {match['whole']} is {shown}, not {match['percent']}%"
    if part > whole:
        says = f"{match['part']} cannot be a part of {match['whole']}"
    yield StructureFinding(
        check="arithmetic",
        message=f"{says}.",
        outcome=Outcome.CONTRADICTED,
        spans=(_place(pasted.text, claim, match[0]),),
    )


def _is_rate(match: re.Match[str], part: int, whole: int) -> bool:
    """``20 in 15 …`` and ``120/80`` are no parts of a whole."""
    return part > whole and match.groupdict().get("of") in {"in", "/"}


def _place(text: str, claim: PastedClaim, words: str) -> Span:
    """Where the words of a claim stand in the text; the whole claim where markers stand between them."""
    at = text.find(words, claim.start, claim.end)
    return Span(start=at, end=at + len(words)) if at >= 0 else Span(start=claim.start, end=claim.end)


def _over(claim: PastedClaim) -> Iterator[StructureFinding]:
    """``60% …, and the remaining 50% …``."""
    parts: list[float] = []
    rest = False
    for match in _REST.finditer(claim.text):
        if match[1] is None:
            rest = bool(parts) and re.match(rf"\s(?:{_PERCENT})\s?%", claim.text[match.end() :]) is not None
        else:
            parts.append(float(match[1].replace("·", ".")))
            if rest:
                break
    if rest and 1 < len(parts) <= 6 and sum(parts) > 101:
        yield StructureFinding(
            check="arithmetic",
            message=f"The parts and the rest add up to {sum(parts):g}%, which is more than the whole.",
            outcome=Outcome.CONTRADICTED,
            spans=(Span(start=claim.start, end=claim.end),),
        )


def _intervals(pasted: Pasted, claim: PastedClaim) -> Iterator[StructureFinding]:
    """``HR 0.97, 95% CI 0.66-0.95`` and ``95% CI 0.95-0.66``.

    Only ratios and differences can be outside: beside "5% and 7%" an interval is that of their difference.
    """
    every = quantities(claim.text)
    found = [one for one in every if one.kind is not QuantityKind.P_VALUE]
    text = _without(claim.text, [one for one in every if one.kind is QuantityKind.P_VALUE])
    for place, one in enumerate(found):
        row = found[place : place + 4]
        bounds = _beside(text, row)
        if bounds is not None and _outside(one, *bounds):
            message = f"{one.unit} {one.text} lies outside its own interval, {_printed(*bounds)}."
            yield _interval(pasted, claim, row[0], bounds, Outcome.CONTRADICTED, message)
        bounds = _bounds(text, row[:3])
        if bounds is not None and _low(bounds[0]) > _high(bounds[1]):
            message = f"The interval {_printed(*bounds)} is turned round: its first bound is the higher."
            yield _interval(pasted, claim, bounds[0], bounds, Outcome.PARTLY, message)


def _interval(
    pasted: Pasted,
    claim: PastedClaim,
    first: Quantity,
    bounds: tuple[Quantity, Quantity],
    outcome: Outcome,
    message: str,
) -> StructureFinding:
    place = _place(pasted.text, claim, claim.text[first.start : bounds[1].end])
    return StructureFinding(check="arithmetic", message=message, outcome=outcome, spans=(place,))


def _without(text: str, values: Sequence[Quantity]) -> str:
    """The text with p values blank: they part an estimate from its interval no more than a comma does."""
    for one in values:
        text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return text


def _beside(text: str, row: Sequence[Quantity]) -> tuple[Quantity, Quantity] | None:
    """The bounds of the interval beside the estimate at the head of ``row``; None where it is no estimate, or
    where nothing says that it has an interval."""
    estimate, *rest = row
    if estimate.kind is not QuantityKind.RATIO or estimate.unit in ("", "fold") or not rest:
        return None
    if rest[0].kind is QuantityKind.RANGE and _OPENED.fullmatch(text, estimate.end, rest[0].start):
        return rest[0], rest[0]
    return _bounds(text, rest) if _BESIDE.fullmatch(text, estimate.end, rest[0].start) else None


def _bounds(text: str, row: Sequence[Quantity]) -> tuple[Quantity, Quantity] | None:
    """The bounds of the interval whose level ("95%") heads ``row``; twice the same where read as one."""
    if len(row) < 2 or row[0].kind is not QuantityKind.LEVEL:
        return None
    # A dash right before the first bound is a sign that was not read as its own.
    if not _BESIDE.fullmatch(text, row[0].end, row[1].start) or text[row[1].start - 1] in "-–—−":
        return None
    if row[1].kind is QuantityKind.INTERVAL:
        return row[1], row[1]
    # An interval that is turned round is read as two numbers.
    plain = len(row) == 3 and row[1].kind is row[2].kind and row[1].kind in _PLAIN
    joined = plain and _BETWEEN_BOUNDS.fullmatch(text, row[1].end, row[2].start)
    return (row[1], row[2]) if joined else None


def _low(first: Quantity) -> float:
    return first.value if first.low is None else first.low


def _high(last: Quantity) -> float:
    return last.value if last.high is None else last.high


def _printed(first: Quantity, last: Quantity) -> str:
    return first.text if first is last else f"{first.text} to {last.text}"


def _outside(estimate: Quantity, first: Quantity, last: Quantity) -> bool:
    """Whether an estimate lies outside its interval by more than their rounding.

    A difference whose sign is said in words ("lower by 2.1, 95% CI -3.0 to -1.2") does not.
    """
    if estimate.relation not in (Relation.EQUAL, Relation.ABOUT):
        return False
    low, high = sorted((_low(first), _high(last)))
    slack = 0.51 * (_step(estimate.text) + _step(_printed(first, last)))
    return not any(low - slack <= value <= high + slack for value in (estimate.value, -estimate.value))


def _step(printed: str) -> float:
    """What the last digit of a number, or of the coarser of two, is worth."""
    decimals = [len(match[1] or "") for match in re.finditer(r"\d+(?:[.·,](\d+))?", printed)]
    return float(10.0 ** -min(decimals, default=0))
