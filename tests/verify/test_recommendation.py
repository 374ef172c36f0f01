"""A statement that is for what the passage is against."""

from __future__ import annotations

import pytest

from probatum.records.verdict import Outcome
from probatum.verify.negation import negation
from probatum.verify.recommendation import recommendation
from tests.verify.cited import cite


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        ("Ibuprofen is recommended in dehydration.", "Ibuprofen is contraindicated in dehydration."),
        ("Ibuprofen should be taken with lithium.", "Ibuprofen should be avoided with lithium."),
        ("The society recommends against routine swabs.", "The society recommends routine swabs."),
        ("The society advises routine swabs.", "The society advises against routine swabs."),
        ("Ibuprofen should not be used in gout.", "Ibuprofen is recommended in gout."),
    ],
)
def test_the_opposite_stance_is_contradicted(statement: str, passage: str) -> None:
    assert [one.outcome for one in recommendation(statement, [cite(passage)])] == [Outcome.CONTRADICTED]


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        ("Ibuprofen should not be used with lithium.", "Ibuprofen should be avoided with lithium."),
        ("Patients on lithium should not be given ibuprofen.", "Avoid ibuprofen in patients on lithium."),
        (
            "A blood count is needed before gold is started.",
            "Gold should not be started without a blood count.",
        ),
        ("Ibuprofen is recommended in gout.", "Ibuprofen is contraindicated in gout with kidney failure."),
        ("Aspirin is recommended in adults.", "Aspirin should be avoided in children."),
        (
            "Aspirin is recommended in stroke.",
            "Aspirin is recommended in stroke, but should be avoided in asthma.",
        ),
        ("Aspirin relieves pain.", "Aspirin should be avoided in pain."),
        ("88% of runners did not fall ill in spring.", "In spring 12% of runners fell ill."),
    ],
)
def test_what_says_the_same_or_of_another_thing_passes(statement: str, passage: str) -> None:
    assert [*recommendation(statement, [cite(passage)]), *negation(statement, [cite(passage)])] == []
