"""The quote check sees a quote that is not verbatim in its place, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.records.verdict import Outcome
from probatum.verify.quote import quote
from tests.verify.cited import cite

TEXT = "Relapse occurred in 65 of 105 patients (62%)."


def test_a_verbatim_quote_passes() -> None:
    assert list(quote("anything", [cite(TEXT, "65 of 105")])) == []


@pytest.mark.parametrize("forged", ["65 of 106", "65 Of 105", "65\u00a0of 105", "65 of  105"])
def test_a_forged_quote_is_found(forged: str) -> None:
    cited = cite(TEXT, "65 of 105")
    forgery = replace(cited, citation=replace(cited.citation, quote=forged))
    (finding,) = quote("anything", [forgery])
    assert (finding.check, finding.outcome, finding.said, finding.found) == (
        "quote",
        Outcome.NOT_FOUND,
        forged,
        "65 of 105",
    )


def test_a_quote_of_another_passage_is_found() -> None:
    cited, other = cite(TEXT), cite(TEXT + " More.")
    (finding,) = quote("anything", [replace(cited, passage=other.passage)])
    assert finding.outcome is Outcome.NOT_FOUND


@given(shift=st.integers(-10, 10).filter(bool))
def test_a_shifted_quote_is_found(shift: int) -> None:
    cited = cite(TEXT, "65 of 105")
    citation = replace(cited.citation, start=cited.citation.start + shift, end=cited.citation.end + shift)
    assert len(list(quote("anything", [replace(cited, citation=citation)]))) == 1
