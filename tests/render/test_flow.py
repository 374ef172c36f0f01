"""The flow of the search has the numbers that were recorded, and no others."""

from __future__ import annotations

from dataclasses import replace

from probatum.records.article import LeftOut, Searched
from probatum.render.flow import Step, drawn, steps_of
from tests.render.myositis import revision

RECORDED = Searched(
    query="q", passages_considered=42, index="i", at="", works=5,
    left_out=(
        LeftOut(reason="retracted", works=1),
        LeftOut(reason="notices, editorials or letters", works=2),
    ),
)  # fmt: skip


def test_the_steps_of_a_revision_that_recorded_them() -> None:
    assert steps_of(replace(revision(), searched=RECORDED)) == (
        Step(said="42 passages found and weighed"),
        Step(
            said="5 works that they are from",
            aside=("1 work not cited: retracted", "2 works not cited: notices, editorials or letters"),
        ),
        Step(said="2 works cited"),
        Step(said="4 statements written from them", aside=("1 statement withheld: a check failed",)),
        Step(said="3 statements shown"),
    )


def test_an_old_revision_says_what_it_did_not_record() -> None:
    made = drawn(revision(), "flow")
    assert made is not None
    assert [row[0].text for row in made.rows] == [
        "42 passages found and weighed", "2 works cited", "4 statements written from them",
        "3 statements shown",
    ]  # fmt: skip
    assert made.notes == (
        "This revision is older than the record of which works were found and why some were left out.",
    )


def test_numbers_that_no_longer_add_up_are_explained() -> None:
    made = drawn(replace(revision(), searched=replace(RECORDED, works=9)), "flow")
    assert made is not None
    assert made.notes[0].startswith("People have edited the answer since the search")


def test_what_people_wrote_was_not_searched_for() -> None:
    assert drawn(replace(revision(), searched=replace(RECORDED, passages_considered=0)), "flow") is None
