"""A question is limited by a dose, by what its people do not have, and by a stop."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.language.limits import (
    Limits,
    doses_in,
    limits_of,
    part_of_dose,
    tells_a_stop,
    without_ages_and_weights,
    without_exclusions,
)


@pytest.mark.parametrize(
    ("question", "limits"),
    [
        ("Does upadacitinib 7.5 mg work?", Limits(doses=frozenset({"7.5 mg"}))),
        ("Is 1,000 mg or 1.5 g better?", Limits(doses=frozenset({"1000 mg", "1.5 g"}))),
        ("Does it work in people without diabetes?", Limits(without=("diabetes",))),
        ("Is it safe in patients not on dialysis?", Limits(without=("dialysis",))),
        ("Is it safe in those who do not have heart failure, and why?", Limits(without=("heart failure",))),
        ("Does stopping tocilizumab lead to relapse?", Limits(stopping=True)),
        ("When should apixaban be stopped?", Limits(stopping=True)),
        ("Can GCA be treated without steroids?", Limits()),
        ("Does apixaban stop strokes?", Limits()),
        ("Is creatinine 1.5 mg/dL high?", Limits()),
    ],
)
def test_what_limits_an_answer_is_read(question: str, limits: Limits) -> None:
    assert limits_of(question) == limits
    assert bool(limits) is bool(limits.doses or limits.without or limits.stopping)


@given(st.integers(1, 999), st.integers(1, 999))
def test_a_range_of_doses_gives_both_ends(low: int, high: int) -> None:
    assert doses_in(f"{low}-{high} mg/day") == {f"{low} mg", f"{high} mg"}


@given(st.text(max_size=200))
def test_any_text_has_doses_parts_and_exclusions(text: str) -> None:
    doses = doses_in(text)
    assert part_of_dose(text, doses) == text
    assert part_of_dose(text, frozenset()) == text
    assert len(without_exclusions(text)) <= len(text)


@pytest.mark.parametrize(
    ("dose", "part"),
    [
        ("110 mg", "110 mg 1.53% (RR 0.91, 95% CI 0.74-1.11); 110 mg non-inferior"),
        ("150 mg", "150 mg 1.11% (RR 0.66, 95% CI 0.53-0.82); 150 mg superior."),
    ],
)
def test_of_several_doses_the_parts_on_one_are_read(dose: str, part: str) -> None:
    text = (
        "Stroke per year: warfarin 1.69%, 110 mg 1.53% (RR 0.91, 95% CI 0.74-1.11), 150 mg 1.11% "
        "(RR 0.66, 95% CI 0.53-0.82); 110 mg non-inferior, 150 mg superior."
    )
    assert part_of_dose(text, frozenset({dose})) == part


@pytest.mark.parametrize(
    ("text", "stopped"),
    [
        ("Of those who then stopped, nearly half flared.", True),
        ("Premature discontinuation raises thrombotic risk.", True),
        ("Trial stopped early on the board's advice.", False),
        ("The study was stopped for futility.", False),
        ("10 enrolled, 1 withdrew.", False),
    ],
)
def test_a_stop_of_treatment_is_no_stop_of_a_trial(text: str, stopped: bool) -> None:
    assert tells_a_stop(text) is stopped


def test_age_and_weight_go_and_a_name_with_a_number_stays() -> None:
    assert without_ages_and_weights("over 80 with low body weight").split() == ["with"]
    assert without_ages_and_weights("miR-25 and chromosome 1") == "miR-25 and chromosome 1"
