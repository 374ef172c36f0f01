"""An estimate of effect comes with its interval."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from probatum.records.audit import Pasted, StructureFinding
from probatum.records.verdict import Outcome, Span
from probatum.verify.structure.entries import quoted

_ESTIMATE = re.compile(
    r"\b(?:(?P<short>[ac]?(?:HR|OR|RR|IRR|PR)|SMD|WMD|MD|RD|ARR)|(?i:adjusted |pooled |"
    r"crude )?(?i:hazard ratio|odds ratio|relative risk|"
    r"risk ratio|rate ratio|incidence rate ratio|(?:standardi[sz]ed |weighted )?mean difference|"
    r"risk difference))"
    r"s?(?:\s?\([A-Za-z]{2,4}\))?[\s,:=(]{0,3}(?:of|was|is|=|≈|about|"
    r"approximately)?\s{0,2}(?P<value>[-−–]?\d{1,3}(?P<point>[.·]\d+)?)(?![\d%])"
)
_WITH = re.compile(
    r"\b(?:CI|CrI|C\.I\.|confidence|credible|interval)\b|\bp\s?[<>=≤≥]|\bp[- ]values?\b|±|\bSE\b|"
    r"\d[.·]?\d*\s?(?:to|–|—|‐|-|−|,|;)\s?\d{1,3}[.·]\d",
    re.IGNORECASE,
)
#: Two bounds, by which one estimate has its interval and no other has.
_BOUNDS = re.compile(r"\d\s?(?:to|and|–|—|‐|-|−|,|;)\s?[-−–]?\d{1,3}[.·]\d", re.IGNORECASE)
_P_VALUE = re.compile(r"\bp\s?[<>=≤≥]|\bp[- ]values?\b", re.IGNORECASE)
#: What a ratio means, or where a line is drawn, is no estimate ("an OR of 1.0 means …", "a threshold of …").
_MEANS = re.compile(r"\s?\)?,?\s(?:means?|indicates?|would|represents?|corresponds?|implies|denotes?)\b")
_DRAWN = re.compile(
    r"\b(?:threshold|cut-?off|minimum|limit|margin|assum\w+|expect\w+)\b[^.;]{0,30}$", re.IGNORECASE
)
#: What is said of several estimates at once.
_TOGETHER = re.compile(r"\b(?:respectively|both|all|each|every|either)\b", re.IGNORECASE)


def missing_intervals(pasted: Pasted) -> Iterator[StructureFinding]:
    """A finding for each statement with a ratio or difference that has neither an interval nor a p value.

    SAMPL guidelines (Lang and Altman, 2013) and CONSORT 2010, item 17a: an effect is reported with its
    precision.
    """
    for claim in pasted.claims:
        found = [match for match in _ESTIMATE.finditer(claim.text) if _is_estimate(match)]
        bare = [match for place, match in enumerate(found) if _is_bare(claim.text, found, place)]
        if bare:
            yield StructureFinding(
                check="missing_intervals",
                message=f"{_printed(bare)} {'has' if len(bare) == 1 else 'have'} no confidence interval or "
                f"p value in {quoted(claim.text)}.",
                outcome=Outcome.PARTLY,
                spans=(Span(start=claim.start, end=claim.end),),
            )


def _is_estimate(match: re.Match[str]) -> bool:
    """Whether a ratio is what a study found: not letters and a whole number (``RR 18``), nor a definition."""
    text = match.string
    return bool(match["point"] or not match["short"]) and not (
        _MEANS.match(text, match.end()) or _DRAWN.search(text, max(0, match.start() - 50), match.start())
    )


def _is_bare(text: str, found: Sequence[re.Match[str]], place: int) -> bool:
    """Whether an estimate has neither an interval nor a p value, of its own or in common with others.

    An interval is of the estimate before it. A p value behind several may be of all of them, but for those in
    brackets of their own. Where there are as many intervals as estimates, or something is said of all, each
    may have its own.
    """
    if not _WITH.search(text):
        return True
    if len(found) == 1 or _TOGETHER.search(text) or len(_BOUNDS.findall(text)) >= len(found):
        return False
    ends = found[place + 1].start() if place + 1 < len(found) else len(text)
    own = text[found[place].end() : ends]
    if _WITH.search(own):
        return False
    return ")" in own or not _P_VALUE.search(text, ends)


def _printed(found: list[re.Match[str]]) -> str:
    """The estimates of a statement as they are printed."""
    return ", ".join(" ".join(match[0].strip(" (,:=").split()) for match in found[:4])
