"""The quote is there: each citation's quote stands in its passage, character for character, where it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from probatum.records.verdict import Finding, Outcome, Span
from probatum.verify.check import Cited


def quote(statement: str, cited: Sequence[Cited]) -> Iterator[Finding]:  # noqa: ARG001 - the seam's signature
    """A finding for each citation whose quote is not verbatim at its offsets, or cites another passage."""
    for one in cited:
        citation, passage = one.citation, one.passage
        there = passage.text[citation.start : citation.end]
        if citation.passage == passage.id and citation.source == passage.source and there == citation.quote:
            continue
        yield Finding(
            check="quote",
            outcome=Outcome.NOT_FOUND,
            said=citation.quote,
            found=there,
            reason="The quoted words do not stand in the cited passage at the stated place.",
            found_at=(Span(start=citation.start, end=citation.end),),
        )
