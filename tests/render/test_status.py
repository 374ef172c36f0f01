"""Status, steps and caution say one thing: they all follow from the status."""

from __future__ import annotations

import pytest

from probatum.records.article import Status
from probatum.render.status import caution, status_label, steps


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_five_steps_of_which_one_is_current(status: Status) -> None:
    way = steps(status)
    states = [step.state for step in way]
    assert len(way) == 5
    assert states.count("current") == 1
    at = states.index("current")
    assert states == ["done"] * at + ["current"] + ["to come"] * (4 - at)
    assert way[at].label == status_label(status)


def test_a_fresh_answer_is_unreviewed_and_nothing_is_done() -> None:
    assert [(step.label, step.state) for step in steps(Status.UNREVIEWED)] == [
        ("Unreviewed", "current"),
        ("Submitted", "to come"),
        ("Under review", "to come"),
        ("Approved", "to come"),
        ("Published", "to come"),
    ]


@pytest.mark.parametrize("status", list(Status))
def test_only_what_people_have_approved_goes_without_a_grave_caution(status: Status) -> None:
    approved = status in (Status.APPROVED, Status.PUBLISHED, Status.CORRECTED)
    said = caution(status)
    assert (said is not None and said.grave) is not approved


def test_where_nothing_was_answered_no_passage_is_to_be_opened() -> None:
    answer, none = caution(Status.UNREVIEWED), caution(Status.UNREVIEWED, answered=False)
    assert answer is not None
    assert none is not None
    assert answer.title == none.title == "No person has reviewed this answer."
    assert ("passages" in answer.text, "passage" in none.text, none.grave) == (True, False, True)
