"""The two sides of a comparison."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.records.verdict import Outcome
from probatum.verify.comparison import comparison
from tests.verify.cited import cite


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        ("Placebo was better than colchicine.", "Colchicine was better than placebo."),
        (
            "Relapse was lower with placebo than with colchicine.",
            "Relapse was lower with colchicine than with placebo.",
        ),
        (
            "Response was 79% on placebo v 44% on colchicine.",
            "Response was 79% on colchicine v 44% on placebo.",
        ),
        ("New gout: 6% in women and 13% in men.", "New gout: 6% in men and 13% in women."),
        ("Flare through week 52: 55.6% v 34.3%.", "Flare through week 52: 34.3% v 55.6%."),
        (
            "Nausea was more common with placebo than with semaglutide.",
            "Nausea was reported by 44.2% of those given semaglutide and by 17.4% of those given placebo.",
        ),
    ],
)
def test_changed_sides_are_contradicted(statement: str, passage: str) -> None:
    (finding,) = comparison(statement, [cite(passage)])
    assert (finding.check, finding.outcome) == ("comparison", Outcome.CONTRADICTED)


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        ("Placebo was worse than colchicine.", "Colchicine was better than placebo."),
        ("Colchicine was better than placebo.", "Colchicine was superior to placebo."),
        (
            "Response was 44% on placebo v 79% on colchicine.",
            "Response was 79% on colchicine v 44% on placebo.",
        ),
        ("Men have more gout than women.", "Gout is a disease of joints."),
        (
            "Nausea was more common with semaglutide than with placebo.",
            "Nausea was reported by 44.2% of those given semaglutide and by 17.4% of those given placebo.",
        ),
        (
            "Deaths were more common with semaglutide than with placebo.",
            "Of those given semaglutide 84.2% survived, and of those given placebo 97.4% survived.",
        ),
        (
            "Strokes were more frequent with warfarin than with apixaban (27 v 9).",
            "Strokes were less frequent with apixaban than with warfarin (9 v 27).",
        ),
        ("Gout is common.", "Colchicine was better than placebo."),
        ("", "Colchicine was better than placebo."),
    ],
)
def test_the_same_comparison_passes(statement: str, passage: str) -> None:
    assert list(comparison(statement, [cite(passage)])) == []


@given(st.text(max_size=200), st.text(min_size=1, max_size=200).filter(str.strip))
def test_any_text_is_borne(statement: str, passage: str) -> None:
    for finding in comparison(statement, [cite(passage)]):
        assert all(0 <= span.start <= span.end <= len(statement) for span in finding.said_at)


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        ("In women, recurrence was more common.", "Recurrence was more common in men than in women."),
        (
            "Patients with diabetes had a lower risk of infection.",
            "Patients without diabetes had a lower risk of infection than patients with diabetes.",
        ),
        (
            "Younger patients had higher rates of infection.",
            "Older patients had higher rates of infection than younger patients.",
        ),
    ],
)
def test_what_is_said_of_the_first_side_is_not_said_of_the_second(statement: str, passage: str) -> None:
    assert [one.outcome for one in comparison(statement, [cite(passage)])] == [Outcome.CONTRADICTED]


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        ("In men, recurrence was more common.", "Recurrence was more common in men than in women."),
        ("Recurrence was more common.", "Recurrence was more common in men than in women."),
        ("Risk was more than sixfold higher with gout.", "The risk was higher with gout than without."),
    ],
)
def test_what_is_said_of_the_first_side_or_of_neither_stands(statement: str, passage: str) -> None:
    assert list(comparison(statement, [cite(passage)])) == []
