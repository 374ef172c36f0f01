"""Nothing rests on a retracted work."""

from __future__ import annotations

import pytest

from probatum.records.source import Standing
from probatum.records.verdict import Outcome
from probatum.verify.standing import standing
from tests.verify.cited import cite


@pytest.mark.parametrize(
    ("held", "outcomes"),
    [
        (Standing.CURRENT, []),
        (Standing.CORRECTED, []),
        (Standing.CONCERN, [Outcome.PARTLY]),
        (Standing.SUPERSEDED, [Outcome.PARTLY]),
        (Standing.RETRACTED, [Outcome.CONTRADICTED]),
    ],
)
def test_what_each_standing_leaves_of_a_verdict(held: Standing, outcomes: list[Outcome]) -> None:
    cited = cite("It works in 10 of 20.", standing=held)
    assert [finding.outcome for finding in standing("It works.", [cited])] == outcomes


def test_one_work_cited_twice_is_found_once() -> None:
    cited = cite("It works in 10 of 20.", standing=Standing.RETRACTED)
    assert len(list(standing("It works.", [cited, cited]))) == 1
