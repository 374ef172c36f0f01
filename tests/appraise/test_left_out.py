"""Every work that was found is cited, or counted once with the reason for which it is not."""

from __future__ import annotations

from probatum.appraise.left_out import ELSEWHERE, FAILED, NOT_CHOSEN, OPINION, RETRACTED, left_out
from probatum.records.article import LeftOut
from probatum.records.source import Design, Standing
from tests.appraise.weighed import found, question

ABOUT = "In patients with gleeb syndrome relapse occurred in 4 of 10 patients (40%)."


def test_each_work_once_by_its_first_reason() -> None:
    works = [
        found("cited", ABOUT),
        found("retracted", ABOUT, standing=Standing.RETRACTED),
        found("letter", ABOUT, design=Design.EDITORIAL),
        found("elsewhere", "Something about another thing.", title="Another thing"),
        found("failed", ABOUT),
        found("not chosen", ABOUT),
        found("not chosen either", ABOUT),
    ]
    cited, failed = {works[0].source.id}, {works[4].source.id}
    assert left_out(question(), [*works, *works], cited, failed) == (
        LeftOut(reason=RETRACTED, works=1),
        LeftOut(reason=OPINION, works=1),
        LeftOut(reason=ELSEWHERE, works=1),
        LeftOut(reason=FAILED, works=1),
        LeftOut(reason=NOT_CHOSEN, works=2),
    )
