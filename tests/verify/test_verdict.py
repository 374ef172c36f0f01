"""Findings add up to a verdict: the gravest wins, and what is not held is never called wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hypothesis import given
from hypothesis import strategies as st

from probatum.records.verdict import Finding, Outcome
from probatum.verify.check import Check, Cited
from probatum.verify.verdict import GRAVITY, judge
from tests.verify.cited import cite


def finds(*outcomes: Outcome) -> Check:
    def planted(statement: str, cited: Sequence[Cited]) -> Iterator[Finding]:
        yield from (Finding(check="planted", outcome=outcome) for outcome in outcomes)

    return planted


def test_a_statement_without_findings_is_supported() -> None:
    verdict = judge("It works.", [cite("It works.")], [finds()])
    assert (verdict.outcome, verdict.findings, verdict.checks) == (Outcome.SUPPORTED, (), ("planted",))


def test_a_statement_that_cites_nothing_is_not_found() -> None:
    assert judge("It works.", [], [finds(Outcome.CONTRADICTED)]).outcome is Outcome.NOT_FOUND


@given(outcomes=st.lists(st.sampled_from(Outcome), min_size=1))
def test_the_gravest_finding_wins_in_any_order(outcomes: list[Outcome]) -> None:
    cited = [cite("It works.")]
    forward = judge("It works.", cited, [finds(*outcomes)]).outcome
    backward = judge("It works.", cited, [finds(outcome) for outcome in reversed(outcomes)]).outcome
    assert forward is backward is min(outcomes, key=GRAVITY.index)
