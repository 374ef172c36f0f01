"""A hedge that is dropped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.records.verdict import Outcome
from probatum.verify.hedging import hedging
from tests.verify.cited import cite


@pytest.mark.parametrize(
    ("statement", "passage", "reason"),
    [
        (
            "Colchicine reduces gout flares.",
            "Colchicine may reduce gout flares.",
            "The passage says “may”; the statement leaves that out.",
        ),
        (
            "Colchicine reduces gout flares.",
            "Colchicine possibly reduces gout flares.",
            "The passage says “possibly”; the statement leaves that out.",
        ),
        (
            "Colchicine always reduces gout flares.",
            "Colchicine reduced gout flares in the trial.",
            "The statement says “always”; the passage does not.",
        ),
        (
            "Colchicine is proven to reduce gout flares.",
            "Colchicine reduced gout flares in the trial.",
            "The statement says “proven”; the passage does not.",
        ),
    ],
)
def test_a_dropped_hedge_is_overstated(statement: str, passage: str, reason: str) -> None:
    (finding,) = hedging(statement, [cite(passage)])
    assert (finding.check, finding.outcome, finding.reason) == ("hedging", Outcome.OVERSTATED, reason)


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        ("Colchicine may reduce gout flares.", "Colchicine reduces gout flares."),
        ("Colchicine could reduce gout flares.", "Colchicine may reduce gout flares."),
        ("Colchicine reduces gout flares.", "Colchicine reduces gout flares and may cause diarrhoea."),
        ("Colchicine reduces gout flares.", "It may reduce gout flares. Colchicine reduced gout flares."),
        ("All patients had gout flares.", "Every patient had gout flares."),
        ("", "Colchicine may reduce gout flares."),
    ],
)
def test_a_hedge_kept_added_or_elsewhere_passes(statement: str, passage: str) -> None:
    assert list(hedging(statement, [cite(passage)])) == []


@given(st.text(max_size=200), st.text(min_size=1, max_size=200).filter(str.strip))
def test_any_text_is_borne(statement: str, passage: str) -> None:
    for finding in hedging(statement, [cite(passage)]):
        assert all(0 <= span.start <= span.end <= len(passage) for span in finding.found_at)
