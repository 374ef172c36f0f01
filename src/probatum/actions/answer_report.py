"""Answer a report: an editor says whether an error was one, and why; everybody can read it."""

from __future__ import annotations

from dataclasses import replace

from probatum.actions.report import LONGEST_REPORT, report_of
from probatum.actions.review import BOARD
from probatum.errors import NotEligible, OutOfOrder, ReasonMissing
from probatum.language.interface import filled
from probatum.records.report import Report, ReportAnswer, ReportOutcome
from probatum.records.review import Person, Role
from probatum.workspace import Workspace


def answer_report(
    ws: Workspace,
    report: str,
    outcome: ReportOutcome,
    reason: str,
    *,
    by: Person,
    at: str,
    same_as: str = "",
) -> Report:
    """Answer the report with the id ``report``: upheld, not upheld or a duplicate, with a public reason.

    ``same_as`` is the id of the report that a duplicate repeats, of the same article. Gives the report with
    its answer. Raises ``NotHeld``, ``NotEligible`` (``by`` is no editor), ``OutOfOrder`` (it is answered
    already, or repeats no other) and ``ReasonMissing``.
    """
    said = reason.strip()
    if Role.EDITOR not in by.roles:
        raise NotEligible(
            filled(
                "{name} may not answer reports: that needs the role {EDITOR}",
                name=by.name,
                EDITOR=Role.EDITOR,
            )
        )
    if not said:
        raise ReasonMissing(
            "a report is answered with a reason; say in a sentence why, for everybody to read"
        )
    if len(said) > LONGEST_REPORT:
        raise ReasonMissing(
            filled(
                "the reason has {number} characters; say it in at most {longest_report}",
                number=format(len(said), ","),
                longest_report=format(LONGEST_REPORT, ","),
            )
        )
    answer = ReportAnswer(outcome=outcome, reason=said, by=by.id, name=by.name, at=at, same_as=same_as)
    with ws.locked(BOARD):  # two editors never answer the same report
        one = report_of(ws, report)
        if not one.open:
            raise OutOfOrder("the report is answered already; read the answer")
        _repeats(ws, one, answer)
        ws.store.append((answer.event(one.article, one.id),))
    return replace(one, answer=answer)


def _repeats(ws: Workspace, one: Report, answer: ReportAnswer) -> None:
    if answer.outcome is not ReportOutcome.DUPLICATE:
        if answer.same_as:
            raise OutOfOrder("only a duplicate repeats another report; leave the other one out")
        return
    if not answer.same_as or answer.same_as == one.id:
        raise OutOfOrder("a duplicate repeats another report; name that one")
    other = report_of(ws, answer.same_as)
    repeated = other.answer is not None and other.answer.outcome is ReportOutcome.DUPLICATE
    if other.article != one.article or repeated:
        raise OutOfOrder(
            "a duplicate repeats a report of the same article that is none itself; name that one"
        )
