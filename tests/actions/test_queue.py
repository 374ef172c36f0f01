"""The queue, the workbench, marks, the log and the figures over a real workspace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from probatum.actions.accept import accept
from probatum.actions.answer_report import answer_report
from probatum.actions.approve import approve
from probatum.actions.assign import assign
from probatum.actions.disclose import disclose
from probatum.actions.edit import edit
from probatum.actions.figures import figures
from probatum.actions.mark import mark, marked
from probatum.actions.publish import publish
from probatum.actions.queue import Item, queue
from probatum.actions.recommend import recommend
from probatum.actions.report import report
from probatum.actions.seek import seek
from probatum.actions.submit import submit
from probatum.actions.suspend import suspend
from probatum.actions.workbench import log, workbench
from probatum.errors import NotEligible, NotHeld
from probatum.records.account import Account
from probatum.records.article import Status
from probatum.records.edit import Reword
from probatum.records.event import Event
from probatum.records.report import ReportOutcome, ReportWords
from probatum.records.review import Act, Recommendation, Role
from probatum.review.risk import Risk
from probatum.review.waiting import Task
from probatum.settings import Dense, Settings
from probatum.store.store import Reading
from probatum.workspace import Workspace, open_workspace
from tests.render.myositis import ABSTRACT, COHORT, NOTE, NOTED, gap_revision, revision

AT, LATER, LATE = "2026-01-02T03:04:05Z", "2026-01-09T03:04:05Z", "2026-03-02T03:04:05Z"
ARTICLE, HASH = revision().article, revision().hash
ADA = Account(id="ada", name="Ada", email="ada@example.org", roles=(Role.AUTHOR,))
EVA = Account(id="eva", name="Eva", email="eva@example.org", roles=(Role.EDITOR,))
RITA = Account(id="rita", name="Rita", email="rita@example.org", roles=(Role.REVIEWER,))
RON = Account(id="ron", name="Ron", email="ron@example.org", roles=(Role.REVIEWER,))


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    """Two articles drafted by Ada, of which one was submitted."""
    made = open_workspace(tmp_path / "ws", settings=Settings(dense=Dense(enabled=False)), starter=False)
    made.store.keep(
        [
            Reading(source=COHORT, document=ABSTRACT, reader="pubmed", origin="a.xml", place="record 1"),
            Reading(source=NOTED, document=NOTE, reader="note", origin="a.jsonl", place="line 1"),
        ]
    )
    made.catch_up()
    for one in (revision(), gap_revision()):
        made.store.put(one, Event(kind="drafted", subject=one.hash, by="ada", at=AT))
    submit(made, ARTICLE, by=ADA, at=AT)
    yield made
    made.close()


def review(ws: Workspace, *people: Account, at: str = AT) -> None:
    for one in people:
        assign(ws, ARTICLE, one, by=EVA, at=at)
        accept(ws, ARTICLE, by=one, at=at)
        disclose(ws, ARTICLE, [], by=one, at=at)
        recommend(ws, ARTICLE, Recommendation.APPROVE, by=one, at=LATER)


def tasks(ws: Workspace, who: Account, at: str = AT) -> list[tuple[Task, bool]]:
    return [(one.task, one.mine) for one in queue(ws, who.person, at=at).picked()]


def only(ws: Workspace, who: Account, at: str = AT) -> Item:
    (item,) = queue(ws, who.person, at=at).picked()
    return item


def test_each_sees_what_is_theirs(ws: Workspace) -> None:
    assert tasks(ws, EVA) == [(Task.ASSIGN, True)]
    assert tasks(ws, RITA) == [(Task.ASSIGN, False)]
    assert sorted(tasks(ws, ADA)) == [(Task.ASSIGN, False), (Task.SUBMIT, True)]
    assign(ws, ARTICLE, RITA, by=EVA, at=LATER)
    assert tasks(ws, RITA) == [(Task.ACCEPT, True)]
    assert tasks(ws, EVA) == [(Task.ASSIGN, True)]  # two are needed


def test_a_step_is_overdue_after_so_many_days_of_its_own(ws: Workspace) -> None:
    assign(ws, ARTICLE, RITA, by=EVA, at=LATER)
    item = only(ws, RITA, at="2026-01-20T00:00:00Z")
    assert (item.since, item.due, item.age, item.overdue) == (LATER, "2026-01-23", 11, False)
    item = only(ws, EVA, at="2026-01-20T00:00:00Z")
    assert (item.since, item.due, item.age, item.overdue) == (AT, "2026-01-16", 18, True)


def test_an_item_says_what_is_missing_and_who_has_it(ws: Workspace) -> None:
    review(ws, RITA)
    item = only(ws, EVA)
    assert (item.need, item.assigned, item.risks, item.status) == (
        "1 of 2 approvals",
        ("Rita",),
        (Risk.DOSING,),
        Status.UNDER_REVIEW,
    )


def test_the_queue_is_sifted_and_counted(ws: Workspace) -> None:
    found = queue(ws, EVA.person, at=LATE)
    assert (found.mine, found.overdue, found.reports, dict(found.by_status)) == (
        1,
        1,
        0,
        {Status.SUBMITTED: 1, Status.UNREVIEWED: 1},
    )
    assert [one.article for one in found.picked(status=Status.UNREVIEWED)] == [gap_revision().article]
    assert [one.article for one in found.picked(risk=Risk.DOSING)] == [ARTICLE]
    assert found.picked(risk=Risk.CHILDREN) == ()
    assert queue(ws, RITA.person, at=LATE).picked(mine=True) == ()


def test_what_was_published_comes_back_when_it_is_due(ws: Workspace) -> None:
    review(ws, RITA, RON)
    approve(ws, ARTICLE, by=EVA, at=LATER)
    assert tasks(ws, EVA) == [(Task.PUBLISH, True)]
    publish(ws, ARTICLE, by=EVA, at=LATER)
    assert tasks(ws, EVA) == []
    item = only(ws, EVA, at="2026-12-20T00:00:00Z")
    assert (item.task, item.due, item.overdue) == (Task.REVIEW_AGAIN, "2027-01-09", False)
    suspend(ws, ARTICLE, reason="In doubt.", by=EVA, at=LATE)
    assert tasks(ws, EVA, at=LATE) == [(Task.SUSPENDED, True)]


def test_a_report_of_a_reader_waits_for_an_editor(ws: Workspace) -> None:
    report(ws, ARTICLE, ReportWords(wrong="The dose is wrong."), at=LATER)
    report(ws, gap_revision().article, ReportWords(wrong="It is known."), at=LATER)
    assert [one for one in tasks(ws, EVA) if one[0] is Task.REPORT] == [(Task.REPORT, True)] * 2
    assert [one for one in tasks(ws, RITA) if one[0] is Task.REPORT] == [(Task.REPORT, False)] * 2


def reworded(ws: Workspace) -> str:
    """Another revision, in which one statement says less."""
    claim = revision().claims[2]
    change = Reword(claim=claim.id, text="Immunosuppressants were associated with fewer relapses (HR 0.50).")
    return edit(ws, ARTICLE, [change], base=HASH, by=ADA, at=LATE, reason="Shorter.").hash


def test_an_edit_waits_to_be_submitted_and_the_old_one_says_so(ws: Workspace) -> None:
    review(ws, RITA, RON)
    made = reworded(ws)
    found = queue(ws, ADA.person, at=LATE).picked()
    assert {(one.revision, one.task, one.mine, one.newer) for one in found if one.article == ARTICLE} == {
        (HASH, Task.DECIDE, False, True),
        (made, Task.SUBMIT, True, False),
    }


def test_the_workbench_says_what_changed_and_who_signed_what_did_not(ws: Workspace) -> None:
    review(ws, RITA, RON)
    approve(ws, ARTICLE, by=EVA, at=LATER)
    made = reworded(ws)
    bench = workbench(ws, ARTICLE, EVA.person, at=LATE)
    assert bench.revision.hash == made
    assert [(one.change, one.signed) for one in bench.statements] == [
        ("unchanged", ("Rita", "Ron")),
        ("unchanged", ("Rita", "Ron")),
        ("changed", ()),
    ]
    assert bench.base is not None
    assert (bench.base.hash, bench.dropped, bench.status) == (HASH, (), Status.UNREVIEWED)
    assert bench.need.words == "0 of 2 approvals"


def test_the_workbench_names_who_could_be_assigned_and_why_not(ws: Workspace) -> None:
    people = [one.person for one in (ADA, EVA, RITA, RON)]
    assign(ws, ARTICLE, RITA, by=EVA, at=AT)
    bench = workbench(ws, ARTICLE, EVA.person, at=AT, people=people)
    assert [(one.person.name, one.why_not, one.assigned) for one in bench.candidates] == [
        ("Rita", "is assigned already", True),
        ("Ron", "", False),
    ]
    assert [(one.name, one.state) for one in bench.seats] == [("Rita", "has not answered")]
    assert bench.openings[Act.APPROVE] != ""
    with pytest.raises(NotHeld, match="no one revision"):
        workbench(ws, ARTICLE, EVA.person, at=AT, revision="ffff")


def test_a_mark_is_of_a_person_on_a_statement_and_can_be_taken_back(ws: Workspace) -> None:
    claim = revision().claims[0].id
    assert mark(ws, ARTICLE, HASH, claim, by=RITA.person, at=AT) is not None
    assert mark(ws, ARTICLE, HASH, claim, by=RITA.person, at=AT) is None
    mark(ws, ARTICLE, HASH, claim, by=RON.person, at=AT)
    assert dict(marked(ws, ARTICLE)[claim]) == {"rita": "Rita", "ron": "Ron"}
    mark(ws, ARTICLE, HASH, claim, by=RON.person, at=AT, checked=False)
    assert dict(marked(ws, ARTICLE)[claim]) == {"rita": "Rita"}
    with pytest.raises(NotEligible):
        mark(ws, ARTICLE, HASH, claim, by=ADA.person, at=AT)
    with pytest.raises(NotHeld):
        mark(ws, ARTICLE, HASH, "none", by=RITA.person, at=AT)
    bench = workbench(ws, ARTICLE, RITA.person, at=AT)
    assert (bench.status, bench.need.approvals) == (Status.SUBMITTED, ())


def test_the_log_of_an_article_has_its_revisions_and_nothing_else(ws: Workspace) -> None:
    _, whole = log(ws)
    _, own = log(ws, ARTICLE)
    assert {one.subject for one in own} == {ARTICLE, HASH}
    assert gap_revision().hash in {one.subject for one in whole}
    assert [one.at for one in whole] == sorted((one.at for one in whole), reverse=True)


def test_the_figures_count_what_was_done(ws: Workspace) -> None:
    review(ws, RITA, RON)
    approve(ws, ARTICLE, by=EVA, at=LATER)
    publish(ws, ARTICLE, by=EVA, at=LATER)
    filed = report(ws, ARTICLE, ReportWords(wrong="Wrong."), at=LATER)
    answer_report(ws, filed.report.id, ReportOutcome.UPHELD, "So it is.", by=EVA.person, at=LATER)
    counted = figures(ws, EVA.person, at=LATE)
    assert (counted.published, counted.upheld, counted.error_rate, counted.open) == (1, 1, "1.00", 0)
    assert [(one.name, one.recommended, one.open, one.median) for one in counted.work] == [
        ("Rita", 1, 0, 7.0),
        ("Ron", 1, 0, 7.0),
    ]
    assert next(one for one in counted.months if one.approved).month == "2026-01"
    assert {one.state: one.median for one in counted.passed}["Under review"] == 7.0


def test_passages_are_sought_for_a_statement(ws: Workspace) -> None:
    found = seek(ws, "relapses with immunosuppressants")
    assert found[0].source.id == COHORT.id
    assert "Immunosuppressants" in found[0].citation.quote
    assert seek(ws, "  ") == ()
