"""A quote that is not in its passage, and a claim that cites nothing, cannot be made."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.errors import QuoteNotInPassage, UncitedClaim
from probatum.records.claim import Citation, Claim
from probatum.records.passage import Document, Part, Passage, TextKind, passage_at, split_passage_id

TEXT = "Relapse occurred in 65 of 105 patients (62%). Most fell in the taper."


def passage(text: str = TEXT) -> Passage:
    document = Document(text=text, kind=TextKind.ABSTRACT, parts=(Part(start=0, end=len(text)),))
    return passage_at("pmid:1", document, 0, len(text))


def test_a_quote_is_bound_to_its_offsets() -> None:
    citation = Citation.quoting(passage(), "65 of 105 patients")
    assert (citation.start, citation.end) == (20, 38)
    assert TEXT[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize("quote", ["65 of 106 patients", "", "   ", "relapse occurred", "62%).Most"])
def test_a_quote_that_is_not_there_is_refused(quote: str) -> None:
    with pytest.raises(QuoteNotInPassage, match="character for character"):
        Citation.quoting(passage(), quote)


@given(start=st.integers(-5, 80), end=st.integers(-5, 80))
def test_a_citation_quotes_its_span_or_is_refused(start: int, end: int) -> None:
    held = passage()
    try:
        citation = Citation.of(held, start, end)
    except QuoteNotInPassage:
        assert not (0 <= start < end <= len(TEXT)) or not TEXT[start:end].strip()
    else:
        assert held.text[citation.start : citation.end] == citation.quote != ""


def test_a_claim_that_cites_nothing_cannot_be_made() -> None:
    with pytest.raises(UncitedClaim, match="bind it to a passage or drop it"):
        Claim(text="It relapses.", citations=())


def test_the_same_claim_has_the_same_id() -> None:
    citation = Citation.quoting(passage(), "65 of 105")
    one = Claim(text="Relapse occurred in 65 of 105.", citations=(citation,))
    assert one.id == Claim(text="Relapse occurred in 65 of 105.", citations=(citation,)).id
    assert one.id != Claim(text="Relapse occurred in 65 of 106.", citations=(citation,)).id


def test_a_passage_address_resolves_to_its_span() -> None:
    held = passage()
    assert split_passage_id(held.id) == (held.document, 0, len(TEXT))
