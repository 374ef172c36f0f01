"""A percentage beside a count of a total is that count of that total."""

from __future__ import annotations

import re
from collections.abc import Iterator

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


def arithmetic(pasted: Pasted) -> Iterator[StructureFinding]:
    """A finding where "n of N (p%)" does not come out, or parts and the rest exceed the whole.

    A percentage may be rounded or cut at its last digit. SAMPL guidelines (Lang and Altman, 2013):
    numerator and denominator are given with every percentage, so that a reader can do this.
    """
    for claim in pasted.claims:
        for pattern in (_COUNTED, _PERCENT_FIRST):
            for match in pattern.finditer(claim.text):
                yield from _off(pasted, claim, match)
        yield from _over(claim)


def _off(pasted: Pasted, claim: PastedClaim, match: re.Match[str]) -> Iterator[StructureFinding]:
    part, whole = (int(match[name].replace(",", "")) for name in ("part", "whole"))
    printed = match["percent"].replace("·", ".")
    if not whole or _is_rate(match, part, whole):
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
