"""An association stated as a cause."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.records.source import Design
from probatum.records.verdict import Outcome
from probatum.verify.causation import causation
from tests.verify.cited import cite

ASSOCIATION = "Early colchicine was associated with fewer gout flares."


@pytest.mark.parametrize("design", [Design.UNKNOWN, Design.COHORT, Design.REVIEW])
def test_an_association_stated_as_a_cause_is_overstated(design: Design) -> None:
    (finding,) = causation("Early colchicine reduces gout flares.", [cite(ASSOCIATION, design=design)])
    assert (finding.check, finding.outcome) == ("causation", Outcome.OVERSTATED)
    assert (finding.said, finding.found) == ("reduces", "associated")


def test_an_observational_design_shows_no_cause() -> None:
    passage = "Early colchicine users had fewer gout flares."
    statement = "Early colchicine prevents gout flares."
    (finding,) = causation(statement, [cite(passage, design=Design.COHORT)])
    assert finding.reason == "The statement claims a cause (“prevents”); the study is observational (cohort)."
    assert list(causation(statement, [cite(passage)])) == []


@pytest.mark.parametrize("disease", ["giant cell arteritis", "sickle cell disease", "small cell lung cancer"])
def test_a_disease_named_after_a_cell_is_no_laboratory(disease: str) -> None:
    passage = cite(f"Radon was associated with {disease}.", design=Design.COHORT)
    (finding,) = causation(f"Radon causes {disease}.", [passage])
    assert finding.outcome is Outcome.OVERSTATED


@pytest.mark.parametrize(
    ("statement", "passage", "design"),
    [
        ("Early colchicine reduces gout flares.", ASSOCIATION, Design.RANDOMISED_TRIAL),
        ("Early colchicine reduces gout flares.", ASSOCIATION, Design.META_ANALYSIS),
        ("Early colchicine is associated with fewer gout flares.", ASSOCIATION, Design.COHORT),
        ("Early colchicine may reduce gout flares.", ASSOCIATION, Design.COHORT),
        ("Increased flares were seen with early colchicine.", ASSOCIATION, Design.COHORT),
        (
            "Early colchicine reduces gout flares.",
            "Early colchicine reduces gout flares in men.",
            Design.COHORT,
        ),
        ("Kinase X increases cell growth.", "Kinase X was associated with cell growth.", Design.LABORATORY),
        ("", ASSOCIATION, Design.COHORT),
    ],
)
def test_what_claims_no_more_passes(statement: str, passage: str, design: Design) -> None:
    assert list(causation(statement, [cite(passage, design=design)])) == []


@given(st.text(max_size=200), st.text(min_size=1, max_size=200).filter(str.strip))
def test_any_text_is_borne(statement: str, passage: str) -> None:
    for finding in causation(statement, [cite(passage)]):
        assert all(0 <= span.start <= span.end <= len(passage) for span in finding.found_at)
