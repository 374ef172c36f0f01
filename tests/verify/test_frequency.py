"""How often a thing is said to happen is how often the passage says so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.records.verdict import Outcome
from probatum.verify.frequency import as_often, frequency
from tests.verify.cited import cite


@pytest.mark.parametrize(
    ("statement", "passage", "said", "found"),
    [
        (
            "Myocarditis is common after vaccination.",
            "Myocarditis is rare after vaccination.",
            "common",
            "rare",
        ),
        ("Most patients relapsed.", "Of the patients, 12% relapsed.", "Most patients", "12%"),
        ("Few patients relapsed.", "Relapse occurred in 72% of patients.", "Few", "72%"),
        ("Most patients relapsed.", "A minority of patients relapsed.", "Most patients", "minority"),
        ("Headache is uncommon.", "Headache occurred in 66 of 100 patients.", "uncommon", "66 of 100"),
        ("Relapse is rare.", "Relapse is not uncommon.", "rare", "not uncommon"),
        (
            "The majority of infants had a stiff neck.",
            "A stiff neck was found in few infants, whereas fever was almost universal and most cried.",
            "majority",
            "few",
        ),
    ],
)
def test_the_opposite_is_contradicted(statement: str, passage: str, said: str, found: str) -> None:
    (finding,) = frequency(statement, [cite(passage)])
    assert (finding.check, finding.outcome) == ("frequency", Outcome.CONTRADICTED)
    assert (finding.said, finding.found) == (said, found)
    (place,) = finding.found_at
    assert passage[place.start : place.end] == found
    assert not as_often(statement, [cite(passage)])


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        ("Most patients relapsed.", "Relapse occurred in 72% of patients."),
        ("Few patients relapsed.", "Relapse occurred in 12% of patients."),
        ("Nausea is common.", "Nausea is not uncommon."),
        ("Nausea is common.", "Nausea occurred in 22% of patients."),
        ("Anaphylaxis is rare.", "Anaphylaxis occurred in 0.2% of patients."),
    ],
)
def test_what_fits_is_borne_out(statement: str, passage: str) -> None:
    assert as_often(statement, [cite(passage)])
    assert list(frequency(statement, [cite(passage)])) == []


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        ("Nausea is rare.", "Nausea occurred in 4% of patients."),  # between the bounds
        ("Most patients relapsed.", "Relapse occurred in 12% with rituximab and in 70% without."),
        ("Most patients did not relapse.", "Relapse occurred in 12% of patients."),
        ("Most patients do not relapse.", "Rarely, patients relapse."),
        ("The common cold is caused by viruses.", "The common cold is rarely caused by bacteria."),
        ("Nausea was more common with placebo.", "Nausea is rare."),
        ("The most common harm was nausea.", "Nausea occurred in 12% of patients."),
        ("In the past few years relapse rose.", "Relapse occurred in 72% of patients."),
        ("Relapse is rare.", "Gout is common."),
        ("", "Gout is common."),
    ],
)
def test_what_says_neither_passes(statement: str, passage: str) -> None:
    assert list(frequency(statement, [cite(passage)])) == []
    assert not as_often(statement, [cite(passage)])


@given(st.text(max_size=200), st.text(min_size=1, max_size=200).filter(str.strip))
def test_any_text_is_borne(statement: str, passage: str) -> None:
    for finding in frequency(statement, [cite(passage)]):
        assert all(0 <= span.start < span.end <= len(statement) for span in finding.said_at)
