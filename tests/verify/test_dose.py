"""Route and rhythm of a medicine are those of what is cited."""

from __future__ import annotations

import pytest

from probatum.records.verdict import Outcome
from probatum.verify.dose import dose
from tests.verify.cited import cite

PASSAGE = "Methotrexate 15 mg was given by subcutaneous injection once weekly. Folic acid was taken orally."


@pytest.mark.parametrize(
    "statement",
    [
        "Methotrexate 15 mg was given subcutaneously every week.",
        "Methotrexate 15 mg was given weekly.",
        "Methotrexate was given; oral health was not looked at.",
        "Folic acid was taken by mouth.",
        "The stock of intravenous lines was counted in spring.",
        "",
    ],
)
def test_the_way_of_the_passage_passes(statement: str) -> None:
    assert list(dose(statement, [cite(PASSAGE)])) == []


@pytest.mark.parametrize(
    ("statement", "said", "found"),
    [
        ("Methotrexate 15 mg was given by intravenous injection once weekly.", "intravenous", "subcutaneous"),
        ("Methotrexate 15 mg was given by oral injection once weekly.", "oral", "subcutaneous"),
        ("Methotrexate 15 mg was given by subcutaneous injection once daily.", "once daily", "once weekly"),
    ],
)
def test_another_way_is_a_contradiction(statement: str, said: str, found: str) -> None:
    (finding,) = dose(statement, [cite(PASSAGE)])
    assert (finding.check, finding.outcome, finding.said, finding.found) == (
        "dose",
        Outcome.CONTRADICTED,
        said,
        found,
    )
    assert [statement[at.start : at.end] for at in finding.said_at] == [said]
    assert [PASSAGE[at.start : at.end] for at in finding.found_at] == [found]


def test_a_passage_that_names_no_way_says_nothing_against_one() -> None:
    assert list(dose("Oral methotrexate 15 mg was given.", [cite("Methotrexate 15 mg was given.")])) == []
