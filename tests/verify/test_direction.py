"""Which way a thing goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.records.verdict import Outcome
from probatum.verify.direction import direction
from tests.verify.cited import cite


@pytest.mark.parametrize(
    ("statement", "passage", "said", "found"),
    [
        ("Statins increase the risk of stroke.", "Statins reduce the risk of stroke.", "increase", "reduce"),
        ("Statins lowered ferritin in adults.", "In adults, statins raised ferritin.", "lowered", "raised"),
        ("Ferritin was lower in relapsers.", "Ferritin was higher in relapsers.", "lower", "higher"),
        (
            "Rest worsened walking after stroke.",
            "Rest improved walking after stroke.",
            "worsened",
            "improved",
        ),
        ("Obesity prevents gout.", "Obesity causes gout.", "prevents", "causes"),
        (
            "Colchicine is ineffective in gout.",
            "Colchicine is effective in gout.",
            "ineffective",
            "effective",
        ),
        ("Statins reduce mortality in gout.", "Statins reduce survival in gout.", "reduce", "reduce"),
    ],
)
def test_a_turned_direction_is_contradicted(statement: str, passage: str, said: str, found: str) -> None:
    (finding,) = direction(statement, [cite(passage)])
    assert (finding.check, finding.outcome) == ("direction", Outcome.CONTRADICTED)
    assert (finding.said, finding.found) == (said, found)
    span = finding.found_at[0]
    assert passage[span.start : span.end] == found


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        ("Statins lower the risk of stroke.", "Statins reduce the risk of stroke."),
        ("Statins improve survival in gout.", "Statins reduce mortality in gout."),
        ("Folate deficiency raises homocysteine.", "Folate lowers homocysteine."),
        ("Statins reduce stroke.", "Statins did not increase stroke."),
        ("Statins reduce stroke.", "We asked whether statins increase stroke."),
        ("Statins reduce stroke.", "Statins reduce stroke but increase myalgia."),
        ("Ferritin was higher in gout.", "Ferritin was lower in controls and higher in gout."),
        ("Dapsone increases the risk of anaemia.", "Dapsone reduced the risk of rash but increased anaemia."),
    ],
)
def test_the_same_direction_passes(statement: str, passage: str) -> None:
    assert list(direction(statement, [cite(passage)])) == []


@pytest.mark.parametrize(
    ("statement", "estimate", "wrong"),
    [
        ("Fibrosis reduces relapse.", "HR 1.69, 95% CI 1.01-2.83", True),
        ("Fibrosis increases relapse.", "OR 0.5, 95% CI 0.3-0.8", True),
        ("Fibrosis increases relapse.", "HR 1.69, 95% CI 1.01-2.83", False),
    ],
)
def test_a_ratio_tells_the_way(statement: str, estimate: str, wrong: bool) -> None:
    found = list(direction(statement, [cite(f"Fibrosis was associated with relapse ({estimate}).")]))
    assert [one.outcome for one in found] == ([Outcome.CONTRADICTED] if wrong else [])


def test_a_comparison_from_its_other_side_goes_the_same_way() -> None:
    passage = "Major bleeding was more frequent with warfarin than with apixaban."
    said = "Major bleeding was less frequent with apixaban than with warfarin."
    assert list(direction(said, [cite(passage)])) == []


@given(st.text(max_size=200), st.text(min_size=1, max_size=200).filter(str.strip))
def test_any_text_is_borne(statement: str, passage: str) -> None:
    for finding in direction(statement, [cite(passage)]):
        assert all(0 <= span.start <= span.end <= len(statement) for span in finding.said_at)
        assert all(0 <= span.start <= span.end <= len(passage) for span in finding.found_at)


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        ("Recurrence was less common in women.", "Recurrence was more common in men than in women."),
        (
            "Patients with diabetes had a higher risk of infection.",
            "Patients without diabetes had a lower risk of infection than patients with diabetes.",
        ),
        (
            "Younger patients had lower rates of infection.",
            "Older patients had higher rates of infection than younger patients.",
        ),
    ],
)
def test_what_is_told_of_the_other_side_of_a_comparison_goes_the_other_way(
    statement: str, passage: str
) -> None:
    assert list(direction(statement, [cite(passage)])) == []
