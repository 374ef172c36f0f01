"""Slips in sentences that are copied; paraphrases and other spellings are none."""

from __future__ import annotations

import pytest

from probatum.records.verdict import Outcome
from probatum.verify.transcription import transcription
from tests.verify.cited import cite

RATE = "Major bleeding per year was 3.43% with warfarin and 2.75% with edoxaban (HR 0.80, P<0.001)."
ARMS = "Relapse was seen in 49% of patients with placebo and in 20% of those with tocilizumab."
HEDGED = "Taper of oral prednisolone may start about 6 weeks after treatment begins in some adults."
DOSES = "Adults were given 500 mg methylprednisolone daily for 12 months before the second visit."


@pytest.mark.parametrize(
    ("passage", "was", "now", "outcome"),
    [
        (RATE, "per year", "per month", Outcome.CONTRADICTED),
        (RATE, "3.43%", "2.75%", Outcome.CONTRADICTED),
        (RATE, "P<0.001", "P>0.001", Outcome.CONTRADICTED),
        (RATE, "with edoxaban", "with apixaban", Outcome.CONTRADICTED),
        (ARMS, "with tocilizumab", "with placebo", Outcome.CONTRADICTED),
        (ARMS, "with placebo", "with tocilizumab", Outcome.CONTRADICTED),
        (ARMS, "49%", "20%", Outcome.CONTRADICTED),
        (HEDGED, "may start", "starts", Outcome.OVERSTATED),
        (HEDGED, "may start", "will start", Outcome.OVERSTATED),
        (HEDGED, "some adults", "all adults", Outcome.OVERSTATED),
        (HEDGED, "6 weeks", "6 months", Outcome.CONTRADICTED),
        (HEDGED, "adults", "children", Outcome.CONTRADICTED),
        (HEDGED, "after", "before", Outcome.CONTRADICTED),
        (DOSES, "500 mg", "500 µg", Outcome.CONTRADICTED),
        (DOSES, "daily", "weekly", Outcome.CONTRADICTED),
        (DOSES, "methylprednisolone", "hydrocortisone", Outcome.CONTRADICTED),
    ],
)
def test_a_slip_is_seen_though_its_word_stands_elsewhere(
    passage: str, was: str, now: str, outcome: Outcome
) -> None:
    elsewhere = cite(f"Elsewhere {now} is spoken of, in all months, years and children.", source="pmid:2")
    statement = passage.replace(was, now, 1)
    found = list(transcription(statement, [cite(passage), elsewhere]))
    assert {one.outcome for one in found} == {outcome}
    assert all(statement[span.start : span.end] == one.said for one in found for span in one.said_at)
    assert all(passage[span.start : span.end] == one.found for one in found for span in one.found_at)


def test_figures_that_are_changed_about_are_two_slips() -> None:
    found = list(transcription(ARMS.replace("49", "x").replace("20", "49").replace("x", "20"), [cite(ARMS)]))
    assert [(one.said, one.found, one.outcome) for one in found] == [
        ("20", "49", Outcome.CONTRADICTED),
        ("49", "20", Outcome.CONTRADICTED),
    ]


@pytest.mark.parametrize(
    ("passage", "was", "now"),
    [
        (RATE, "Major", "Serious"),
        (RATE, "3.43%", "3.4%"),
        (RATE, "P<0.001", "P<0.05"),
        (RATE, "warfarin", "a vitamin K antagonist"),
        (ARMS, "seen", "found"),
        (ARMS, "patients", "people"),
        (HEDGED, "may start", "may begin"),
        (HEDGED, "some adults", "adults"),
        (HEDGED, "6 weeks", "six weeks"),
        (DOSES, "500 mg", "0.5 g"),
        (DOSES, "12 months", "1 year"),
        (DOSES, "given", "treated with"),
        (DOSES, "visit.", "visit, in some centres."),
    ],
)
def test_what_means_the_same_or_less_is_no_slip(passage: str, was: str, now: str) -> None:
    assert list(transcription(passage.replace(was, now, 1), [cite(passage)])) == []


def test_a_sentence_that_another_passage_has_word_for_word_has_no_slip() -> None:
    other = RATE.replace("per year", "per month")
    assert list(transcription(other, [cite(RATE), cite(other, source="pmid:2")])) == []


def test_a_paraphrase_is_not_compared() -> None:
    said = "With tocilizumab 49% of patients had a relapse."
    assert list(transcription(said, [cite(ARMS)])) == []


def test_nothing_cited_has_no_slip() -> None:
    assert list(transcription(RATE, [])) == []
