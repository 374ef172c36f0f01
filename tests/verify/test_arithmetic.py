"""A share and its percentage agree, within the statement and against the passage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.records.verdict import Outcome
from probatum.verify.arithmetic import arithmetic
from tests.verify.cited import cite

PASSAGE = "Relapse occurred in 65 of 105 patients with myositis."


def outcomes(statement: str, passage: str = PASSAGE) -> list[Outcome]:
    return [one.outcome for one in arithmetic(statement, [cite(passage)])]


@pytest.mark.parametrize(
    "statement",
    [
        "Relapse occurred in 65 of 105 patients (62%).",
        "Relapse occurred in 65/105 (61.9%) patients.",
        "Relapse occurred in 61.9% (65/105) of patients.",
        "Relapse occurred in 62% of patients with myositis.",
        "Relapse occurred in about 60% of patients with myositis.",
        "Relapse occurred in most patients.",
        "",
    ],
)
def test_right_sums_pass(statement: str) -> None:
    assert outcomes(statement) == []


def test_a_wrong_sum_within_the_statement_is_found() -> None:
    statement = "Relapse occurred in 65 of 105 patients (52%)."
    (finding,) = arithmetic(statement, [cite(PASSAGE)])
    assert (finding.outcome, finding.said, finding.found, finding.reason) == (
        Outcome.PARTLY,
        "65 of 105, 52%",
        "61.9%",
        "65 of 105 is 61.9%, and the statement says 52%.",
    )
    assert [statement[at.start : at.end] for at in finding.said_at] == ["65 of 105", "52%"]


def test_a_wrong_sum_that_is_copied_is_the_authors() -> None:
    copied = "Relapse occurred in 65 of 105 patients (52%)."
    assert outcomes(copied, copied) == []


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        ("Relapse occurred in 52% of patients with myositis.", PASSAGE),
        (PASSAGE, "Relapse occurred in 52% of patients with myositis."),
    ],
)
def test_a_wrong_sum_against_the_passage_is_a_contradiction(statement: str, passage: str) -> None:
    assert outcomes(statement, passage) == [Outcome.CONTRADICTED]


@given(total=st.integers(1, 5_000), data=st.data(), places=st.integers(0, 2))
def test_every_right_sum_passes(total: int, data: st.DataObject, places: int) -> None:
    part = data.draw(st.integers(0, total))
    share = f"{100 * part / total:.{places}f}"
    assert (
        outcomes(f"Relapse occurred in {part} of {total} patients ({share}%).", "Relapse was common.") == []
    )


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        (
            "About a third of adults in the survey with myositis reported fatigue: 1/3.",
            "In the survey adults with myositis reported fatigue; dysphagia, 57% of them in the third year.",
        ),
        (
            "Relapse did not occur in 76% of patients with myositis.",
            "Relapse occurred in 24 of 100 patients with myositis.",
        ),
        (
            "Relapse occurred in 24% of patients with myositis.",
            "Relapse did not occur in 76 of 100 patients with myositis.",
        ),
    ],
)
def test_shares_of_other_things_and_what_is_left_are_no_wrong_sums(statement: str, passage: str) -> None:
    assert outcomes(statement, passage) == []


def test_what_is_left_is_not_taken_for_the_share_itself() -> None:
    said = "Relapse occurred in 76% of patients with myositis."
    assert outcomes(said, "Relapse occurred in 24 of 100 patients with myositis.") == [Outcome.CONTRADICTED]
