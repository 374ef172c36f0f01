"""A statement in other words: cut where it parts, explained where a word first comes, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.compose.audience import ALL, ONLY_EXPLAINED, Change, Seen, plain_places, reworded
from probatum.compose.blocks import ORDER, blocks
from probatum.records.adapted import Piece, PieceKind, said_of
from probatum.records.article import Audience

RISK = (
    "Yes. Cohort study (105 adults with IIM, one Korean centre; mean follow-up 5 years): histology was "
    "associated "
    "with relapse (HR 1.69, 95% CI 1.01-2.83, P = 0.045)."
)


def said(text: str, change: Change = ALL) -> str:
    return said_of(reworded(text, change))


def read(text: str) -> str:
    return "".join(piece.text for piece in reworded(text, ALL, context="myositis", seen=Seen()))


def test_the_study_its_people_the_finding_and_its_figures_are_sentences_of_their_own() -> None:
    assert said(RISK) == (
        "Yes. Cohort study. Who was studied: 105 adults with IIM. Where: one Korean centre. Mean "
        "follow-up 5 years. "
        "Histology was linked with relapse. In figures: HR 1.69. 95% CI 1.01-2.83. P = 0.045."
    )


def test_what_explains_stands_after_what_it_explains() -> None:
    assert read(RISK) == (
        "Yes. Cohort study (it followed a group of people over time). Who was studied: 105 adults with "
        "IIM (diseases "
        "with inflamed muscles). Where: one Korean centre. Mean follow-up 5 years. Histology was linked "
        "with relapse. "
        "In figures: HR 1.69 (1.69 times the rate, as estimated). 95% CI 1.01-2.83 (the true figure "
        "plausibly lies "
        "between these). P = 0.045 (chance alone would rarely give such a result)."
    )


def test_the_opening_and_the_finding_are_said_and_the_study_is_set_apart() -> None:
    kinds = [(piece.kind, piece.text) for piece in reworded(RISK, Change.STUDY)]
    assert kinds[0] == (PieceKind.SAID, "Yes. ")
    assert kinds[1][0] is PieceKind.STUDY
    assert kinds[2][1].startswith(" Histology") or kinds[2][1].startswith("Histology")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Course: remission 7 (15.2%), monophasic 8 (17.4%), died 6 (13.0%) (of 46).",
            "Course: remission 7 (15.2%). Monophasic 8 (17.4%). Died 6 (13.0%) (of 46).",
        ),
        (
            "Guideline of the Invented Society (IS): oral prednisolone 40 mg daily (strong, low "
            "evidence; grade 1C).",
            "Guideline of the Invented Society (IS). It says: oral prednisolone 40 mg daily. Its rating: "
            "strong, low "
            "evidence. Grade 1C.",
        ),
        (
            "Review (PM, DM): MRI can help; eGFR fell, but slowly.",
            "Review. What it covers: PM, DM. MRI can help. eGFR fell. But slowly.",
        ),
        (
            "Guideline of the Kidney Disease: Improving Global Outcomes (KDIGO): ask about renal pain.",
            "Guideline of the Kidney Disease: Improving Global Outcomes (KDIGO). It says: ask about "
            "kidney pain.",
        ),
        ("20% were well and 80% had a relapse.", "20% were well. And 80% had a relapse."),
        ("A plain sentence (n = 5; not more).", "A plain sentence (n = 5; not more)."),
        ("Outcome: RR 0.91 (0.74-1.11) in men.", "Outcome: RR 0.91 (0.74-1.11) in men."),
    ],
)
def test_a_sentence_is_cut_where_it_parts(text: str, words: str) -> None:
    assert said(text) == words


def test_plain_words_can_be_left_as_they_are_one_by_one() -> None:
    text = "Renal haemorrhage was seen."
    first, second = plain_places(text)
    assert said_of(reworded(text, ALL, leave=frozenset({first}))) == "Renal bleeding was seen."
    assert said_of(reworded(text, ALL, leave=frozenset({second}))) == "Kidney haemorrhage was seen."


def test_a_word_is_explained_where_it_comes_first_and_only_there() -> None:
    known = Seen()
    once = reworded("Remission is rare.", ONLY_EXPLAINED, seen=known)
    again = reworded("Remission is rare.", ONLY_EXPLAINED, seen=known)
    assert [piece.kind for piece in once] == [PieceKind.SAID, PieceKind.GLOSS, PieceKind.SAID]
    assert again == (Piece(text="Remission is rare."),)


def test_for_students_abbreviations_are_written_out_and_nothing_else() -> None:
    pieces = reworded("CKD and remission (62%).", ONLY_EXPLAINED, seen=Seen(), written_out=True)
    assert "".join(piece.text for piece in pieces) == "CKD (chronic kidney disease) and remission (62%)."


def test_in_a_bracket_explanations_stand_in_square_ones() -> None:
    assert read("Stroke was rare (RR 0.91, 3 deaths).") == (
        "Stroke (damage to the brain from a blocked or burst vessel) was rare (RR 0.91 [0.91 times the "
        "risk, as "
        "estimated], 3 deaths)."
    )


def test_every_audience_has_its_parts_and_no_part_makes_a_medical_claim() -> None:
    named = {
        audience: [block.name for place in ("first", "last") for block in blocks(audience, place)]
        for audience in Audience
    }
    assert named == {
        Audience.CLINICIAN: [],
        Audience.SPECIALIST: [],
        Audience.STUDENT: ["grading", "appraise"],
        Audience.PATIENT: ["urgent", "figures", "ask"],
        Audience.POLICY: ["applicability", "resources"],
    }
    assert set(ORDER) == set(Audience)
    assert ORDER[Audience.SPECIALIST][0] == "figures"
    assert ORDER[Audience.POLICY][0] == "certainty"


@given(st.text(max_size=200), st.sampled_from([Change(0), Change.STUDY, Change.CUT, Change.PLAIN, ALL]))
def test_what_is_said_does_not_depend_on_what_is_explained(text: str, change: Change) -> None:
    assert said_of(reworded(text, change)) == said_of(reworded(text, change, seen=Seen()))


@given(st.text(max_size=200))
def test_where_nothing_is_to_be_done_the_words_are_the_same(text: str) -> None:
    assert said_of(reworded(text, ONLY_EXPLAINED)) == text


def test_a_title_stands_as_it_is_printed() -> None:
    text = "Cohort study “Glucocorticoid use and renal relapse of myositis”: glucocorticoid use fell."
    assert said(text).startswith("Cohort study “Glucocorticoid use and renal relapse of myositis”. It found:")
    assert read(text).startswith(
        "Cohort study (it followed a group of people over time) “Glucocorticoid use and"
    )
    assert "“Glucocorticoid use and renal relapse of myositis”" in read(text)
    assert said(text).endswith("steroid use fell.")


def test_an_interval_without_a_name_stays_with_the_figure_that_it_is_of() -> None:
    text = "Stroke was rarer (HR 0.51, 0.35-0.75, P=0.01)."
    assert said(text) == "Stroke was rarer. In figures: HR 0.51, 0.35-0.75. P=0.01."
