"""A statement that denies what the passage affirms, or affirms what it denies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.records.verdict import Outcome
from probatum.verify.negation import negation
from tests.verify.cited import cite


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        ("Methotrexate did not reduce relapses of arteritis.", "Methotrexate reduced relapses of arteritis."),
        ("Methotrexate reduced relapses of arteritis.", "Methotrexate did not reduce relapses of arteritis."),
        (
            "Methotrexate reduced relapses of arteritis.",
            "Methotrexate failed to reduce relapses of arteritis.",
        ),
        ("Age is not associated with relapse of gout.", "Age was associated with relapse of gout."),
        ("Age is associated with relapse of gout.", "There was no association of age with relapse of gout."),
        ("Colchicine is an effective treatment of gout.", "Colchicine is an ineffective treatment of gout."),
        ("Survival was not 95% at 5 years.", "Survival was 95% at 5 years."),
        ("The drug was not withdrawn in 29 patients.", "The drug was withdrawn in 29 patients."),
        ("Half of the wells were not dry in May.", "Half of the wells were dry in May."),
        ("Zinc is not first line; iron should be tried.", "Zinc is first line; iron should be tried."),
    ],
)
def test_an_opposite_is_contradicted(statement: str, passage: str) -> None:
    from probatum.verify.direction import direction

    found = [*negation(statement, [cite(passage)]), *direction(statement, [cite(passage)])]
    assert {one.outcome for one in found} == {Outcome.CONTRADICTED}


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        ("Methotrexate reduced relapses.", "Methotrexate reduced relapses but did not affect mortality."),
        ("Methotrexate did not reduce relapses.", "There was no reduction of relapses with methotrexate."),
        ("Methotrexate did not increase the risk.", "There was no increase in risk with methotrexate."),
        ("Methotrexate did not affect relapses.", "Relapses were similar with methotrexate."),
        ("It reduced pain and improved sleep.", "Not only did it reduce pain, it improved sleep."),
        ("Gout is treated with colchicine.", "Gout is treated with colchicine, with or without steroids."),
        ("Colchicine prevents gout.", "Colchicine prevents gout in patients who are not obese."),
        ("", "Nothing."),
    ],
)
def test_what_is_the_same_passes(statement: str, passage: str) -> None:
    assert list(negation(statement, [cite(passage)])) == []


def test_a_statement_copied_from_its_quote_passes() -> None:
    text = "It did not reduce relapses. It reduced relapses in adults."
    assert list(negation("It did not reduce relapses.", [cite(text)])) == []


def test_a_finding_names_both_sides() -> None:
    passage = "Background. Methotrexate reduced relapses of arteritis."
    (finding,) = negation("Methotrexate did not reduce relapses of arteritis.", [cite(passage)])
    assert finding.check == "negation"
    assert finding.said == "not"
    assert finding.reason == "The statement denies (“not”) what the passage affirms."
    assert "reduced" in passage[finding.found_at[0].start : finding.found_at[0].end]


def test_what_most_do_not_few_do() -> None:
    said = "Most people with the deficiency do not have an intellectual disability."
    passage = "Rarely, people with the deficiency have an intellectual disability."
    assert list(negation(said, [cite(passage)])) == []


@given(st.text(max_size=200), st.text(min_size=1, max_size=200).filter(str.strip))
def test_any_text_is_borne(statement: str, passage: str) -> None:
    for finding in negation(statement, [cite(passage)]):
        assert all(0 <= span.start <= span.end <= len(statement) for span in finding.said_at)
        assert all(0 <= span.start <= span.end <= len(passage) for span in finding.found_at)


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        (
            "Nivolumab did not improve overall survival.",
            "Nivolumab improved relapse but not overall survival.",
        ),
        ("Nivolumab improved relapse.", "Nivolumab improved relapse but not overall survival."),
        (
            "Smoking was not associated with relapse.",
            "Age was associated with relapse, whereas sex, smoking and dose were not.",
        ),
        ("Function did not improve.", "Pain and stiffness improved with acupuncture; function did not."),
        ("Pain did not improve.", "Fatigue improved, but pain, sleep and mood did not."),
        (
            "Ibuprofen was no better than paracetamol for pain.",
            "Ibuprofen and paracetamol were equally effective for pain.",
        ),
        (
            "The trial did not include patients with malignancy.",
            "Patients with malignancy were excluded from the trial.",
        ),
    ],
)
def test_what_is_said_of_one_part_of_a_contrast_or_in_other_words_is_not_against(
    statement: str, passage: str
) -> None:
    assert list(negation(statement, [cite(passage)])) == []


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        ("Function improved with acupuncture.", "Pain improved with acupuncture; function did not."),
        ("Nivolumab improved overall survival.", "Nivolumab improved relapse but not overall survival."),
        (
            "Smoking was associated with relapse.",
            "Older age was associated with relapse, whereas sex, smoking and steroid dose were not.",
        ),
        ("Mood improved.", "Fatigue improved, but pain, sleep and mood did not."),
    ],
)
def test_the_denied_part_of_a_contrast_is_not_affirmed(statement: str, passage: str) -> None:
    assert [one.outcome for one in negation(statement, [cite(passage)])] == [Outcome.CONTRADICTED]
