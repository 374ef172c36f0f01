"""An estimate of effect comes with its interval."""

from __future__ import annotations

import re
from collections.abc import Iterator

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


def missing_intervals(pasted: Pasted) -> Iterator[StructureFinding]:
    """A finding for each statement with a ratio or difference that has neither an interval nor a p value.

    SAMPL guidelines (Lang and Altman, 2013) and CONSORT 2010, item 17a: an effect is reported with its
    precision.
    """
    for claim in pasted.claims:
        if _WITH.search(claim.text):
            continue
        found = [match for match in _ESTIMATE.finditer(claim.text) if match["point"] or not match["short"]]
        if found:
            yield StructureFinding(
                check="missing_intervals",
                message=f"{_printed(found)} has no confidence interval or p value in {quoted(claim.text)}.",
                outcome=Outcome.PARTLY,
                spans=(Span(start=claim.start, end=claim.end),),
            )


def _printed(found: list[re.Match[str]]) -> str:
    """The estimates of a statement as they are printed."""
    return ", ".join(" ".join(match[0].strip(" (,:=").split()) for match in found[:4])
