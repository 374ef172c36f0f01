"""The people of the statement are those of what it cites."""

from __future__ import annotations

import pytest

from probatum.records.verdict import Outcome
from probatum.verify.population import population
from tests.verify.cited import cite


def outcomes(statement: str, passage: str) -> list[Outcome]:
    return [one.outcome for one in population(statement, [cite(passage)])]


@pytest.mark.parametrize(
    ("statement", "passage", "expected"),
    [
        ("Zinc shortened colds in men.", "Zinc shortened colds in women.", Outcome.CONTRADICTED),
        ("Zinc shortened colds in children.", "Zinc shortened colds in adults.", Outcome.CONTRADICTED),
        ("Zinc shortened colds in children.", "Zinc shortened colds in patients.", Outcome.NOT_FOUND),
        ("Zinc shortened colds in humans.", "Zinc shortened colds in mice.", Outcome.OVERSTATED),
        (
            "Weight fell in type 1 diabetes with semaglutide.",
            "Weight fell in type 2 diabetes with semaglutide.",
            Outcome.CONTRADICTED,
        ),
        (
            "Rash is frequent in polymyositis with fever.",
            "Rash is frequent in inclusion body myositis with fever.",
            None,
        ),
    ],
)
def test_other_people_are_found(statement: str, passage: str, expected: Outcome | None) -> None:
    assert outcomes(statement, passage) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        ("Zinc shortened colds in adults.", "Zinc shortened colds in patients."),
        ("Zinc shortened colds in women.", "Zinc shortened colds in pregnant people."),
        ("Zinc shortened colds in older adults.", "Zinc shortened colds in those over 65."),
        ("Of these, 36% female.", "Of these, 64% male."),
        ("", "Zinc shortened colds in mice."),
    ],
)
def test_the_same_people_in_other_words_are_no_fault(statement: str, passage: str) -> None:
    assert outcomes(statement, passage) == []


def test_what_is_known_of_the_work_names_its_people() -> None:
    cited = cite("Zinc shortened colds.", population="Children aged 4 to 9")
    assert list(population("Zinc shortened colds in children.", [cited])) == []
