"""Findings add up to a verdict. This is the only way to one."""

from __future__ import annotations

from collections.abc import Sequence

from probatum.records.verdict import Finding, Outcome, Verdict
from probatum.verify.check import Check, Cited

#: Worst first. Any contradiction wins; then what is not there at all; then what says too much.
GRAVITY = (
    Outcome.CONTRADICTED,
    Outcome.NOT_FOUND,
    Outcome.OVERSTATED,
    Outcome.PARTLY,
    Outcome.NOT_CHECKABLE,
    Outcome.SUPPORTED,
)


def judge(statement: str, cited: Sequence[Cited], checks: Sequence[Check]) -> Verdict:
    """Run every check over a statement and what it cites; the gravest finding is the verdict.

    A statement that cites nothing is ``not_found``: what is not held is never called wrong.
    """
    names = tuple(check.__name__ for check in checks)
    if not cited:
        nothing = Finding(
            check="quote",
            outcome=Outcome.NOT_FOUND,
            said=statement,
            reason="The statement points to no passage that is held.",
        )
        return Verdict(outcome=Outcome.NOT_FOUND, findings=(nothing,), checks=names)
    return added_up([finding for check in checks for finding in check(statement, cited)], names)


def added_up(findings: Sequence[Finding], checks: Sequence[str]) -> Verdict:
    """The verdict of these findings: the gravest of them, and supported where there is none."""
    seen = {finding.outcome for finding in findings}
    outcome = next((one for one in GRAVITY if one in seen), Outcome.SUPPORTED)
    return Verdict(outcome=outcome, findings=tuple(findings), checks=tuple(checks))
