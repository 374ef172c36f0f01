"""The hedge of a lead is bound to both ends of a disagreement, in their own words and digits."""

from __future__ import annotations

from probatum.appraise.body import body_of_evidence
from probatum.compose.hedge import hedge
from probatum.records.question import ClinicalType
from tests.appraise.weighed import found, question

OFTEN = found("1", "Biochemical relapse occurred in 65 of 105 patients (62%).")
SELDOM = found("2", "Clinical relapse occurred in 15 of 68 patients (22%).")


def test_both_ends_are_named_and_quoted() -> None:
    claim = hedge(question(), body_of_evidence(question(), (OFTEN, SELDOM)))
    assert claim is not None
    assert claim.text == "Studies differ on relapse: 22% (clinical relapse) to 62% (biochemical relapse)."
    assert [citation.quote for citation in claim.citations] == [
        "Clinical relapse occurred in 15 of 68 patients (22%).",
        "Biochemical relapse occurred in 65 of 105 patients (62%).",
    ]


def test_where_nothing_disagrees_nothing_is_hedged() -> None:
    assert hedge(question(), body_of_evidence(question(), (OFTEN,))) is None


def test_a_question_on_treatment_is_not_hedged_with_how_often() -> None:
    asked = question(clinical_type=ClinicalType.THERAPY)
    assert hedge(asked, body_of_evidence(asked, (OFTEN, SELDOM))) is None


def test_an_end_that_is_printed_the_other_way_round_is_not_put_into_words() -> None:
    turned = found("2", "The non-relapsing course was seen in 730 of 1000 patients (73%).")
    assert hedge(question(), body_of_evidence(question(), (OFTEN, turned))) is None


def test_an_end_that_was_counted_at_a_time_of_its_own_says_when() -> None:
    early = found(
        "1", "Relapse occurred in 65 of 105 patients (62%) at 5 and in 90 of 105 (86%) at 10 years."
    )
    late = found("2", "Relapse occurred in 15 of 68 patients (22%) at 5 years.")
    claim = hedge(question(), body_of_evidence(question(), (early, late)))
    assert claim is not None
    assert claim.text == "Studies differ on relapse: 22% (relapse at 5 years) to 62% (relapse at 5 years)."
