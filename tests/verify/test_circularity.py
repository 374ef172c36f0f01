"""A summary is not given for a guideline."""

from __future__ import annotations

import pytest

from probatum.records.source import Design
from probatum.records.verdict import Outcome
from probatum.verify.circularity import circularity
from tests.verify.cited import cite


@pytest.mark.parametrize(
    ("statement", "title", "design", "expected"),
    [
        ("Guidelines recommend zinc.", "Zinc: a clinical summary", Design.UNKNOWN, [Outcome.PARTLY]),
        ("Zinc shortens colds.", "Zinc: a clinical summary", Design.UNKNOWN, []),
        ("Guidelines recommend zinc.", "Zinc: a clinical summary", Design.GUIDELINE, []),
        ("Guidelines recommend zinc.", "Guideline on the common cold", Design.UNKNOWN, []),
    ],
)
def test_summaries_that_are_given_for_guidelines(
    statement: str, title: str, design: Design, expected: list[Outcome]
) -> None:
    cited = cite("Zinc is recommended.", title=title, design=design)
    assert [one.outcome for one in circularity(statement, [cited])] == expected
