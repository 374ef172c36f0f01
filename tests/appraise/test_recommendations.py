"""Advice that goes against other advice is laid side by side; an update or another condition is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from probatum.appraise.body import body_of_evidence
from probatum.appraise.recommendations import Advised, stance_of
from probatum.records.evidence import Conflict, Disagreement, Found
from probatum.records.question import ClinicalType
from probatum.records.source import Design
from tests.appraise.weighed import found, question


def guideline(name: str, text: str, *, issuer: str, year: int = 2020) -> Found:
    one = found(name, text, design=Design.GUIDELINE, year=year)
    return replace(one, source=replace(one.source, issuer=issuer))


def conflicts(*works: Found) -> tuple[Conflict, ...]:
    asked = question(clinical_type=ClinicalType.THERAPY, intervention=("zorbimab",))
    return body_of_evidence(asked, works).conflicts


FOR = guideline("1", "In gleeb syndrome zorbimab is recommended.", issuer="Society A", year=2012)
AGAINST = guideline("2", "In gleeb syndrome zorbimab is not recommended.", issuer="Society B", year=2022)


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("We recommend zorbimab.", Advised.FOR),
        ("Zorbimab should be given early.", Advised.FOR),
        ("The panel conditionally recommends zorbimab.", Advised.CONDITIONAL),
        ("Zorbimab may be considered.", Advised.CONDITIONAL),
        ("We strongly recommend against zorbimab.", Advised.AGAINST),
        ("The panel recommends strongly against zorbimab.", Advised.AGAINST),
        ("Zorbimab should not be used.", Advised.AGAINST),
        ("No recommendation can be made on zorbimab.", None),
        ("Zorbimab was given to 12 patients.", None),
    ],
)
def test_which_way_a_sentence_advises(sentence: str, stance: Advised | None) -> None:
    assert stance_of(sentence) is stance


def test_two_bodies_that_advise_the_opposite_are_laid_side_by_side() -> None:
    (conflict,) = conflicts(FOR, AGAINST)
    assert (conflict.kind, conflict.about) == (Disagreement.RECOMMENDATION, "zorbimab")
    assert [(side.source, side.stance, side.year) for side in conflict.sides] == [
        ("pmid:2", "against", 2022),
        ("pmid:1", "for", 2012),
    ]
    assert conflict.differences == ("year",)


def test_a_body_that_revised_its_advice_does_not_disagree_with_itself() -> None:
    assert conflicts(FOR, replace(AGAINST, source=replace(AGAINST.source, issuer="Society A"))) == ()


def test_advice_under_a_condition_is_not_set_against_advice_without() -> None:
    other = guideline("2", "Zorbimab is not recommended in patients with renal failure.", issuer="Society B")
    assert conflicts(FOR, other) == ()


def test_a_strength_is_no_opposite() -> None:
    other = guideline("2", "In gleeb syndrome zorbimab may be considered.", issuer="Society B")
    assert conflicts(FOR, other) == ()


def test_a_study_gives_no_advice() -> None:
    other = found("2", "In gleeb syndrome zorbimab is not recommended.")
    assert conflicts(FOR, other) == ()
