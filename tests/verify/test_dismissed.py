"""A verdict without the findings that a person has set aside."""

from __future__ import annotations

from probatum.records.verdict import Finding, Outcome, Verdict
from probatum.verify.dismissed import without

NUMBERS = Finding(check="numbers", outcome=Outcome.CONTRADICTED, reason="66 is not 65.")
STANDING = Finding(check="standing", outcome=Outcome.PARTLY, reason="There is a concern.")
MADE = Verdict(
    outcome=Outcome.CONTRADICTED, findings=(NUMBERS, STANDING), checks=("quote", "numbers", "standing")
)


def test_what_is_set_aside_no_longer_counts_and_the_rest_does() -> None:
    assert without(MADE, {"numbers"}) == Verdict(
        outcome=Outcome.PARTLY, findings=(STANDING,), checks=MADE.checks
    )


def test_without_any_finding_left_a_statement_is_supported() -> None:
    assert without(MADE, {"numbers", "standing"}).outcome is Outcome.SUPPORTED


def test_what_no_check_found_cannot_be_set_aside() -> None:
    assert without(MADE, {"quote"}) == MADE
