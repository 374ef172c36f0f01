"""One of two that are told apart is not told of as the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.records.verdict import Outcome
from probatum.verify.counterpart import counterpart
from tests.verify.cited import cite


@pytest.mark.parametrize(
    ("statement", "passage", "said", "found"),
    [
        (
            "Amlodipine lowered diastolic blood pressure by 12 mmHg.",
            "Amlodipine lowered systolic blood pressure by 12 mmHg.",
            "diastolic",
            "systolic",
        ),
        ("HDL cholesterol fell by 20%.", "LDL cholesterol fell by 20% in the trial.", "HDL", "LDL"),
        (
            "Children of mothers with hypothyroidism had lower scores.",
            "Children of mothers with hyperthyroidism had lower scores.",
            "hypothyroidism",
            "hyperthyroidism",
        ),
        (
            "Methotrexate is a second-line treatment of myositis.",
            "Methotrexate is a first-line treatment of myositis.",
            "second-line",
            "first-line",
        ),
        ("The left ventricle was enlarged.", "The right ventricle was enlarged.", "left", "right"),
        ("23% of patients survived.", "23% of the patients died and the rest survived.", "survived", "died"),
        (
            "In women induced with a balloon, 81% had a caesarean section.",
            "Of women induced with a balloon, 81% delivered vaginally, the remainder by caesarean section.",
            "caesarean",
            "vaginally",
        ),
        (
            "Bone loss is fast in pre-menopausal women.",
            "Bone loss is fast in postmenopausal women.",
            "pre-menopausal",
            "postmenopausal",
        ),
        ("The median age was 58 years.", "The mean age was 58 years.", "median", "mean"),
        (
            "Serum potassium should not rise by more than 8 mmol/L in 24 hours.",
            "Serum sodium should not rise by more than 8 mmol/L in 24 hours.",
            "potassium",
            "sodium",
        ),
        (
            "Methotrexate should be stopped three months after conception.",
            "Methotrexate should be stopped three months before conception.",
            "after",
            "before",
        ),
        (
            "Moderate-certainty evidence suggests that zinc shortens colds.",
            "Low-certainty evidence suggests that zinc shortens colds.",
            "Moderate-certainty",
            "Low-certainty",
        ),
        (
            "People with a history of cancer were included in the trial.",
            "People with a history of cancer were excluded from the trial.",
            "included",
            "excluded",
        ),
    ],
)
def test_the_other_of_two_is_told(statement: str, passage: str, said: str, found: str) -> None:
    (finding,) = counterpart(statement, [cite(passage)])
    assert (finding.check, finding.outcome) == ("counterpart", Outcome.CONTRADICTED)
    assert (finding.said, finding.found) == (said, found)
    (place,) = finding.found_at
    assert passage[place.start : place.end] == found


def test_where_less_is_the_same_it_is_not_found() -> None:
    passage = "Ten weeks of handgrip training lowered resting systolic pressure in sedentary adults."
    (finding,) = counterpart("Handgrip training lowered diastolic pressure in older women.", [cite(passage)])
    assert finding.outcome is Outcome.NOT_FOUND


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        ("Diastolic pressure fell.", "Diastolic pressure fell."),
        ("Diastolic pressure fell.", "Systolic pressure fell. Diastolic pressure fell too."),
        ("Systolic and diastolic pressure fell.", "Systolic pressure fell."),
        ("The patients were left untreated.", "The right patients were treated."),
        ("Acute pain was relieved by ibuprofen.", "Ibuprofen relieved chronic headache."),
        ("84% of patients survived a year.", "Of the patients, 16% died within a year."),
        ("19% had a caesarean section.", "81% delivered vaginally and the remainder by caesarean section."),
        ("23% died.", "23% of the patients died and the rest survived."),
        ("23% did not survive.", "23% of the patients died."),
        ("Non-small-cell lung cancer was frequent.", "Non-small-cell lung cancer was frequent."),
        ("Relapse is common.", "Relapse is common."),
        ("People with cancer were not included in the trial.", "People with cancer were excluded."),
        ("Spironolactone is stopped if potassium exceeds 5.5.", "It is withheld if potassium exceeds 5.5."),
        ("Pain was less before surgery.", "Pain was less before surgery, and more after discharge."),
        ("", "Systolic pressure fell."),
    ],
)
def test_what_is_no_other_passes(statement: str, passage: str) -> None:
    assert list(counterpart(statement, [cite(passage)])) == []


@given(st.text(max_size=200), st.text(min_size=1, max_size=200).filter(str.strip))
def test_any_text_is_borne(statement: str, passage: str) -> None:
    for finding in counterpart(statement, [cite(passage)]):
        assert all(0 <= span.start < span.end <= len(statement) for span in finding.said_at)


def test_inferior_from_the_other_side_is_superior_from_this() -> None:
    passage = "Colchicine was superior to allopurinol for flares of gout."
    assert (
        list(counterpart("Allopurinol was inferior to colchicine for flares of gout.", [cite(passage)])) == []
    )
