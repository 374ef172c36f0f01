"""A percentage beside a count of a total is that count of that total; an estimate lies in its interval."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from probatum.language.counts import count_in
from probatum.language.numbers import Quantity, QuantityKind, Relation, quantities
from probatum.records.audit import Pasted, PastedClaim, StructureFinding
from probatum.records.verdict import Outcome, Span
from probatum.verify.structure.tables import Counted, counted_cells

_NUMBER = r"\d{1,3}(?:,\d{3})+|\d{1,7}"
_PERCENT = r"\d{1,3}(?:[.·]\d{1,3})?"
_ABOUT_IT = r"(?P<about>[~≈]|about |approximately |nearly |almost |roughly |around )?"
_PER = r"\s?(?:%|per ?cent)"
#: What leads from a count to its percentage.
_THAT_IS = r"(?:i\.e\.,?|that is,?|or|which is|equal to|corresponding to|giving|amounting to|=)?"
_OF_TOTAL = (
    rf"(?<![\d.,/·])(?P<part>{_NUMBER})\s?(?P<of>(?:[^\W\d]+\s){{0,2}}?of|/|out of|in)\s?"
    rf"(?:the |a total of |all )?(?P<whole>{_NUMBER})(?![\d.·/]|,\d)"
)
_COUNTED = re.compile(
    rf"{_OF_TOTAL}[^.;:,()\[\]\d%]{{0,50}}?\s?[(\[=–—]\s?{_THAT_IS}\s?{_ABOUT_IT}"
    rf"(?P<percent>{_PERCENT}){_PER}(?!\s?(?:CI|confidence|credible))"
)
#: ``12/60 patients, i.e. 20%``; what goes on ("…, 20% lower", "…, 20% of whom") is something else.
_COUNTED_THEN = re.compile(
    rf"{_OF_TOTAL}(?:\s\w{{1,20}}){{0,3}},\s{_THAT_IS}\s?{_ABOUT_IT}(?P<percent>{_PERCENT}){_PER}(?=\s?(?:[.,;)\]]|$))"
)
_PERCENT_FIRST = re.compile(
    rf"{_ABOUT_IT}(?<![\d.·])(?P<percent>{_PERCENT}){_PER}(?:\sof(?:\s[a-z]{{1,20}}){{1,3}})?\s?"
    rf"[(\[,;]\s?(?:n\s?=\s?|i\.e\.,? )?(?P<part>{_NUMBER})\s?(?:of|/|out of)\s?(?:the )?(?P<whole>{_NUMBER})"
    rf"(?:\s\w{{1,20}}){{0,2}}\s?[)\].,;]"
)
#: ``12 (25%) of 60``.
_BETWEEN = re.compile(
    rf"(?<![\d.,/·])(?P<part>{_NUMBER})\s?[(\[]{_ABOUT_IT}(?P<percent>{_PERCENT}){_PER}[)\]]\s?(?:out )?of "
    rf"(?:the |all |a total of )?(?P<whole>{_NUMBER})(?![\d.·/%]|,\d|\s?(?:%|per ?cent))"
)
#: ``Of 60 patients, 12 (25%)``. What follows in the sentence may be of a part of them.
_WHOLE_FIRST = re.compile(
    rf"\b(?:[Oo]f|[Aa]mong|[Ii]n)\s(?:the |these |all |a total of )?(?P<whole>{_NUMBER})"
    rf"(?:\s(?!and\b|or\b)[a-z][\w-]{{0,20}}){{1,5}},\s(?:only |just )?(?P<part>{_NUMBER})(?:\s[a-z]+)?\s?"
    rf"[(\[]\s?{_ABOUT_IT}(?P<percent>{_PERCENT}){_PER}\s?[)\]]"
)
#: Words by which the people of a sentence are in several arms, so that a percentage is of one of them.
_ARMS = re.compile(
    r"\b(?:groups?|arms?|versus|vs|compared|respectively|placebo|controls?|each|assigned|cohorts?|whom|those)\b",
    re.IGNORECASE,
)
#: Of so many of a column a figure of a table may be: data of the others are missing.
_FEWEST = 0.85
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
        for pattern in (_COUNTED, _COUNTED_THEN, _PERCENT_FIRST, _BETWEEN):
            for match in pattern.finditer(claim.text):
                yield from _off(pasted, claim, match)
        for match in _WHOLE_FIRST.finditer(claim.text):
            if not _of_another(claim.text, match):
                yield from _off(pasted, claim, match)
        yield from _over(claim)
        yield from _intervals(pasted, claim)
    yield from _in_tables(pasted)


def _off(pasted: Pasted, claim: PastedClaim, match: re.Match[str]) -> Iterator[StructureFinding]:
    part, whole = (count_in(match[name]) for name in ("part", "whole"))
    printed = match["percent"].replace("·", ".")
    if part is None or not whole or _is_rate(match, part, whole):
        return
    if _comes_out(part, whole, printed, bool(match["about"])):
        return
    says = f"{match['part']} of {match['whole']} is {_share(part, whole, printed)}, not {match['percent']}%"
    if part > whole:
        says = f"{match['part']} cannot be a part of {match['whole']}"
    yield _wrong(says, _place(pasted.text, claim, match[0]))


def _comes_out(part: int, whole: int, printed: str, about: bool = False) -> bool:
    """Whether a percentage is that of a part of the whole, rounded or cut at its last digit."""
    slack = _ABOUT if about else 10.0 ** -len(printed.partition(".")[2]) * 1.001
    return abs(100 * part / whole - float(printed)) <= slack


def _share(part: int, whole: int, printed: str) -> str:
    return f"{100 * part / whole:.{max(1, len(printed.partition('.')[2]))}f}%"


def _wrong(says: str, place: Span) -> StructureFinding:
    return StructureFinding(
        check="arithmetic", message=f"{says}.", outcome=Outcome.CONTRADICTED, spans=(place,)
    )


def _in_tables(pasted: Pasted) -> Iterator[StructureFinding]:
    """``12 (25)`` in a column of 60 people. A column of which no cell comes out is of other numbers."""
    columns: dict[tuple[str, int], list[Counted]] = {}
    for one in counted_cells(pasted):
        if one.whole:
            columns.setdefault(one.column, []).append(one)
    for cells in columns.values():
        wrong = [
            one for one in cells if not _comes_out(one.part, one.whole, one.percent) and not _of_fewer(one)
        ]
        if len(wrong) == len(cells) > 1:
            continue
        for one in wrong:
            share = _share(one.part, one.whole, one.percent)
            yield _wrong(f"{one.part} of {one.whole} is {share}, not {one.percent}%", one.place)


def _of_another(text: str, match: re.Match[str]) -> bool:
    """Whether the percentage may be of other people than those at the head of the sentence."""
    if _ARMS.search(text):
        return True
    part, percent = count_in(match["part"]), float(match["percent"].replace("·", "."))
    wholes = (count_in(found) for found in re.findall(_NUMBER, text))
    return part is not None and any(
        abs(100 * part / whole - percent) < 1 for whole in wholes if whole and whole > part
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


def _of_fewer(one: Counted) -> bool:
    """Whether a percentage is of somewhat fewer people, as where data of some are missing."""
    share = float(one.percent) / 100
    return share > 0 and _FEWEST * one.whole <= one.part / share <= one.whole


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
