"""A medicine that the statement names is named in what it cites."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.records.verdict import Finding, Outcome, Span
from probatum.verify.drugs import drugs
from tests.verify.cited import cite

PASSAGE = "Rivaroxaban lowered the rate of stroke in adults with atrial fibrillation."


def outcomes(statement: str, passage: str = PASSAGE) -> list[Outcome]:
    return [one.outcome for one in drugs(statement, [cite(passage)])]


def test_another_medicine_of_the_class_is_named_beside_the_one_of_the_statement() -> None:
    cited = cite(PASSAGE)
    assert list(drugs("Apixaban lowered the rate of stroke in atrial fibrillation.", [cited])) == [
        Finding(
            check="drugs",
            outcome=Outcome.CONTRADICTED,
            said="Apixaban",
            found="Rivaroxaban",
            reason="The passage speaks of Rivaroxaban, not of Apixaban.",
            said_at=(Span(start=0, end=8),),
            found_at=(Span(start=0, end=11),),
            passage=cited.passage.id,
        )
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "Rivaroxaban lowered strokes.",
        "Xarelto lowered strokes.",
        "Anticoagulants lowered strokes.",
        "DOACs lowered strokes.",
        "Blood pressure fell.",
        "",
    ],
)
def test_other_names_and_classes_of_a_medicine_are_no_fault(statement: str) -> None:
    assert outcomes(statement) == []


def test_a_member_is_not_asked_for_where_only_its_class_is_named() -> None:
    assert outcomes("Apixaban lowered strokes.", "Factor Xa inhibitors lowered strokes.") == []


def test_a_name_that_is_taken_for_another_is_found() -> None:
    passage = "Hydroxyzine eased itching in 40 adults with urticaria."
    assert outcomes("Hydralazine eased itching in adults with urticaria.", passage) == [Outcome.CONTRADICTED]


def test_a_medicine_in_another_sentence_is_not_found() -> None:
    passage = "We gave 80 adults metformin. Weight fell in most of them."
    assert outcomes("Glipizide helps.", passage) == [Outcome.NOT_FOUND]


@given(st.text(max_size=200), st.text(min_size=1, max_size=200).filter(str.strip))
def test_spans_lie_in_the_statement_and_nothing_raises(statement: str, passage: str) -> None:
    for finding in drugs(statement + " apixaban", [cite(passage + " warfarin")]):
        assert [(statement + " apixaban")[span.start : span.end] for span in finding.said_at] == [
            finding.said
        ]
