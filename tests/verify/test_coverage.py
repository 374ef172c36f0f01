"""What a statement speaks of is spoken of in what it cites."""

from __future__ import annotations

import pytest

from probatum.records.verdict import Outcome
from probatum.verify.coverage import coverage
from tests.verify.cited import cite

PASSAGE = (
    "Methotrexate lowered the number of flares in adults with giant cell arteritis. "
    "Two patients left the study."
)


def outcomes(statement: str, **known: str) -> list[Outcome]:
    return [one.outcome for one in coverage(statement, [cite(PASSAGE, **known)])]


@pytest.mark.parametrize(
    "statement",
    [
        "Methotrexate lowered the number of flares in adults with giant cell arteritis.",
        "In giant cell arteritis methotrexate lowered relapses.",
        "Two patients left the study",
        "",
        "…",
    ],
)
def test_nothing_is_found_where_the_passage_speaks_of_it(statement: str) -> None:
    assert outcomes(statement) == []


def test_a_statement_that_goes_further_is_partly_covered_and_what_is_missing_is_named() -> None:
    said = "Methotrexate lowered flares in adults with giant cell arteritis and spared vision."
    (finding,) = coverage(said, [cite(PASSAGE)])
    assert finding.outcome is Outcome.PARTLY
    assert [said[span.start : span.end] for span in finding.said_at] == ["spared", "vision"]
    assert finding.reason == "What is cited speaks of this, but not of “spared” and “vision”."


def test_another_subject_is_not_found() -> None:
    assert outcomes("Apixaban prevents stroke in atrial fibrillation.") == [Outcome.NOT_FOUND]


def test_whom_the_work_studied_counts() -> None:
    said = "In Norwegian farmers, two left the study."
    assert outcomes(said) == [Outcome.NOT_FOUND]
    assert outcomes(said, population="40 Norwegian farmers") == []


def test_words_of_any_medical_text_touch_on_nothing() -> None:
    said = "Tonsillectomy relieves snoring in some patients with increased levels in several years of time."
    passage = "In some patients levels increased in several years of time."
    (finding,) = coverage(said, [cite(passage)])
    assert finding.outcome is Outcome.NOT_FOUND
