"""Certainty starts with the design, is lowered for stated reasons, and says that a machine rated it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.appraise.body import body_of_evidence
from probatum.language.reasons import AUTOMATED
from probatum.records.evidence import Evidence, Found, Judgement, Rating
from probatum.records.passage import TextKind
from probatum.records.question import ClinicalType, Question
from probatum.records.source import Design, Standing
from tests.appraise.weighed import found, question

THERAPY = question(clinical_type=ClinicalType.THERAPY, intervention=("zorbimab",))
PRECISE = "In patients with gleeb syndrome (n = 900), zorbimab reduced relapse (HR 0.50, 95% CI 0.29-0.86)."
WIDE = "In patients with gleeb syndrome (n = 900), zorbimab reduced relapse (HR 0.80, 95% CI 0.50-1.26)."
SMALL = "In patients with gleeb syndrome (n = 90), zorbimab reduced relapse (HR 0.50, 95% CI 0.29-0.86)."


def rated(asked: Question, *works: Found) -> tuple[Rating, tuple[str, ...]]:
    (certainty,) = body_of_evidence(asked, works).certainty
    assert certainty.reasons[-1] == AUTOMATED
    return certainty.rating, certainty.reasons[:-1]


def test_a_large_precise_trial_is_rated_moderate_since_risk_of_bias_is_not_assessed() -> None:
    assert rated(THERAPY, found("1", PRECISE, design=Design.RANDOMISED_TRIAL)) == (
        Rating.MODERATE,
        (
            "Starts at high: one source, design: randomised trial.",
            "Not rated high, since risk of bias was not assessed.",
        ),
    )


def test_observational_evidence_on_a_treatment_starts_low() -> None:
    assert rated(THERAPY, found("1", PRECISE)) == (
        Rating.LOW,
        ("Starts at low: one source, design: cohort.",),
    )


def test_cohorts_on_prognosis_start_high() -> None:
    rating, reasons = rated(
        question(), found("1", "Gleeb syndrome: relapse occurred in 400 of 800 patients (50%).")
    )
    assert (rating, reasons[0]) == (Rating.MODERATE, "Starts at high: one source, design: cohort.")


def test_an_interval_with_no_effect_in_it_is_imprecise() -> None:
    assert rated(THERAPY, found("1", WIDE, design=Design.RANDOMISED_TRIAL)) == (
        Rating.MODERATE,
        (
            "Starts at high: one source, design: randomised trial.",
            "Lowered for imprecision: the interval 0.5 to 1.26 includes no effect.",
        ),
    )


def test_few_people_are_imprecise() -> None:
    _, reasons = rated(THERAPY, found("1", SMALL, design=Design.RANDOMISED_TRIAL))
    assert reasons[1:] == ("Lowered for imprecision: 90 people in all, fewer than 400.",)


def test_what_is_not_about_the_comparator_is_indirect() -> None:
    asked = question(clinical_type=ClinicalType.THERAPY, intervention=("zorbimab",), comparator=("flumifen",))
    _, reasons = rated(asked, found("1", PRECISE, design=Design.RANDOMISED_TRIAL))
    assert reasons[1:] == ("Lowered for indirectness: none of it is about flumifen.",)


def test_our_own_summaries_alone_lower_it() -> None:
    rating, reasons = rated(THERAPY, found("1", PRECISE, kind=TextKind.NOTE))
    assert (rating, reasons[-1]) == (
        Rating.VERY_LOW,
        "Lowered: only our own summaries of these works are held, not the works.",
    )


def test_the_best_design_decides() -> None:
    works = found("1", PRECISE, design=Design.RANDOMISED_TRIAL), found("2", WIDE)
    (certainty,) = body_of_evidence(THERAPY, works).certainty
    assert certainty.sources == ("pmid:1",)


def test_disagreement_lowers_it() -> None:
    works = (
        found("1", "In gleeb syndrome relapse occurred in 620 of 1000 patients (62%)."),
        found("2", "In gleeb syndrome relapse occurred in 220 of 1000 patients (22%)."),
    )
    rating, reasons = rated(question(), *works)
    assert (rating, reasons[-1]) == (
        Rating.MODERATE,
        "Lowered for inconsistency: the sources disagree by more than chance.",
    )


def test_what_does_not_stand_or_is_about_others_is_not_weighed() -> None:
    works = (
        found("1", PRECISE, standing=Standing.RETRACTED),
        found("2", PRECISE, design=Design.EDITORIAL),
        found("3", PRECISE.replace("gleeb", "florp"), title="Florp"),
    )
    assert body_of_evidence(THERAPY, works) == Evidence(found=works)


_TEXTS = st.sampled_from([PRECISE, WIDE, SMALL, "Gleeb syndrome: relapse in 15 of 68 (22%).", "Nothing.", ""])
_WORKS = st.lists(
    st.builds(
        lambda name, text, design, kind: found(
            str(name), "Gleeb syndrome. " + text, design=design, kind=kind
        ),
        st.integers(1, 4),
        _TEXTS,
        st.sampled_from(list(Design)),
        st.sampled_from([TextKind.NOTE, TextKind.ABSTRACT]),
    ),
    max_size=6,
)


@given(_WORKS)
def test_the_body_is_deterministic_and_its_parts_belong_together(works: list[Found]) -> None:
    body = body_of_evidence(THERAPY, works)
    assert body == body_of_evidence(THERAPY, works)
    assert body.found == tuple(works)
    told = {effect.source for effect in body.effects}
    for certainty in body.certainty:
        assert set(certainty.sources) <= told
        assert certainty.rating is not Rating.HIGH
    rated = {certainty.outcome for certainty in body.certainty}
    assert all(conflict.about in rated and len(conflict.sides) > 1 for conflict in body.conflicts)


def domains(asked: Question, *works: Found) -> dict[str, tuple[Judgement, str]]:
    (certainty,) = body_of_evidence(asked, works).certainty
    return {one.name: (one.judgement, one.reason) for one in certainty.domains}


def test_every_domain_is_judged_or_said_not_to_be_assessed() -> None:
    judged = domains(THERAPY, found("1", WIDE, design=Design.RANDOMISED_TRIAL))
    assert judged == {
        "risk of bias": (
            Judgement.NOT_ASSESSED, "Abstracts and summaries do not tell it; a person has to read the works.",
        ),
        "inconsistency": (Judgement.NOT_ASSESSED, "One work alone cannot disagree with another."),
        "indirectness": (Judgement.NONE_SEEN, "It is about zorbimab, as asked."),
        "imprecision": (
            Judgement.SERIOUS, "Lowered for imprecision: the interval 0.5 to 1.26 includes no effect.",
        ),
        "publication bias": (Judgement.NOT_ASSESSED, "What was not published is not in the library."),
        "what is held": (Judgement.NONE_SEEN, "A text of the works themselves is held."),
    }  # fmt: skip


def test_every_step_down_is_a_serious_concern_of_a_domain() -> None:
    (certainty,) = body_of_evidence(THERAPY, [found("1", SMALL, kind=TextKind.NOTE)]).certainty
    lowered = {reason for reason in certainty.reasons if reason.startswith("Lowered")}
    assert {one.reason for one in certainty.domains if one.judgement is Judgement.SERIOUS} == lowered
    assert len(lowered) == 2


@pytest.mark.parametrize(
    ("population", "starts"),
    [
        ("60 reported cases", "Starts at very low"),
        ("91 patients in 7 single-arm studies", "Starts at very low"),
        ("17 observational studies", "Starts at low"),
        ("12 randomised trials", "Starts at high"),
    ],
)
def test_a_review_starts_where_what_it_adds_up_starts(population: str, starts: str) -> None:
    work = found("1", PRECISE, design=Design.META_ANALYSIS, population=population)
    assert rated(THERAPY, work)[1][0] == f"{starts}: one source, design: meta-analysis."
