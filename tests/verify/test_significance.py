"""What a test says of a result, and what the statement makes of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.records.verdict import Outcome
from probatum.verify.significance import significance
from tests.verify.cited import cite


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        ("Colchicine reduced gout flares.", "Colchicine did not significantly reduce gout flares."),
        ("Colchicine reduced gout flares.", "Colchicine reduced gout flares (HR 0.80, 95% CI 0.60-1.07)."),
        ("Colchicine reduced gout flares.", "Colchicine reduced gout flares (P = 0.12)."),
        ("Colchicine lowered urate in gout.", "Colchicine lowered urate in gout (-0.2, 95% CI -0.5 to 0.1)."),
        (
            "Higher titre is a risk factor for relapse.",
            "Titre was higher at relapse (P = 0.03). Adjusted: titre was not significant for relapse.",
        ),
        (
            "A higher titre is a risk factor for relapse (HR 1.13, 95% CI 1.00-1.27, P = 0.052).",
            "A higher titre came before relapse, but this was not significant (HR 1.13, 95% CI 1.00-1.27).",
        ),
        (
            "Rituximab is effective in myositis.",
            "Rituximab was given in myositis; the trial did not meet its primary endpoint.",
        ),
    ],
)
def test_no_finding_stated_as_one_is_overstated(statement: str, passage: str) -> None:
    assert [one.outcome for one in significance(statement, [cite(passage)])] == [Outcome.OVERSTATED]


def test_a_significant_result_denied_is_contradicted() -> None:
    cited = [cite("Colchicine significantly reduced gout flares (P < 0.001).")]
    found = significance("Colchicine had no significant effect on gout flares.", cited)
    assert [one.outcome for one in found] == [Outcome.CONTRADICTED]


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        ("Colchicine reduced gout flares.", "Colchicine reduced gout flares (HR 0.80, 95% CI 0.60-0.97)."),
        ("Colchicine did not reduce gout flares.", "Colchicine did not significantly reduce gout flares."),
        (
            "Titre was not associated with relapse (P = 0.3).",
            "Titre was not associated with relapse (P = 0.30).",
        ),
        (
            "Flares were fewer with colchicine (P = 0.12).",
            "There were fewer flares on colchicine (P = 0.12).",
        ),
        ("There was a trend to fewer flares (P = 0.12).", "Flares were fewer (P = 0.12)."),
        (
            "Colchicine reduced gout flares.",
            "Colchicine reduced gout flares (P < 0.01), but pain was not significantly lower.",
        ),
        ("", "Colchicine did not significantly reduce gout flares."),
    ],
)
def test_a_result_given_as_it_is_passes(statement: str, passage: str) -> None:
    assert list(significance(statement, [cite(passage)])) == []


@given(st.text(max_size=200), st.text(min_size=1, max_size=200).filter(str.strip))
def test_any_text_is_borne(statement: str, passage: str) -> None:
    for finding in significance(statement, [cite(passage)]):
        assert all(0 <= span.start <= span.end <= len(passage) for span in finding.found_at)
