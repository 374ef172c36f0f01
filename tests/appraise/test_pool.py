"""Nothing is pooled that is not alike; what is pooled is pooled as a textbook does it by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.appraise.pool import combined, pooled
from probatum.records.article import Reference
from probatum.records.effect import Measure
from probatum.records.picture import Panel, Shown
from tests.render.plots import effect, panel, shown

Z = 1.959963984540054


def study(place: int, estimate: float = 0.5, *, measure: Measure = Measure.HR, se: float = 0.2) -> Shown:
    """A study of its own with a 95% interval of the standard error ``se``."""
    if measure is Measure.MD:
        low, high = estimate - Z * se, estimate + Z * se
    else:
        low, high = estimate * math.exp(-Z * se), estimate * math.exp(Z * se)
    return shown(effect(estimate, low, high, measure=measure, source=f"s{place}"), marker=place)


def reason(one: Panel, *references: Reference) -> str:
    made, why = pooled(one, references)
    assert made is None
    return why


ALIKE = (study(1), study(2, 0.6), study(3, 0.8))


def test_by_hand() -> None:
    """Differences 1, 3 and 5, each with a standard error of 1.

    With equal variances the one of Paule and Mandel is the sample variance less that within: 4 - 1 = 3. Q is
    4 + 0 + 4 = 8, I² (8 - 2) / 8; the mean 3 has the variance (3 + 1) / 3; t is 4.3027 on 2 degrees of
    freedom and 12.7062 on 1.
    """
    made = combined(
        [study(place, value, measure=Measure.MD, se=1.0) for place, value in ((1, 1), (2, 3), (3, 5))]
    )
    error = math.sqrt(4 / 3)
    assert made.estimate == pytest.approx(3)
    assert (made.tau2, made.i2, made.studies) == (pytest.approx(3, abs=1e-4), pytest.approx(75), 3)
    assert (made.low, made.high) == (
        pytest.approx(3 - 4.302653 * error, abs=1e-3), pytest.approx(3 + 4.302653 * error, abs=1e-3),
    )  # fmt: skip
    assert made.prediction == (
        pytest.approx(3 - 12.706205 * math.sqrt(3 + 4 / 3), abs=1e-2),
        pytest.approx(3 + 12.706205 * math.sqrt(3 + 4 / 3), abs=1e-2),
    )
    assert [one.percent for one in made.weights] == [pytest.approx(100 / 3)] * 3


@given(st.lists(st.floats(0.05, 20.0), min_size=3, max_size=7), st.floats(0.05, 1.0))
def test_a_pooled_ratio_lies_between_the_studies_and_does_not_depend_on_their_order_or_direction(
    values: list[float], se: float
) -> None:
    rows = [study(place, value, se=se) for place, value in enumerate(values, start=1)]
    made = combined(rows)
    assert min(values) * 0.999 <= made.estimate <= max(values) * 1.001
    assert made.low <= made.estimate <= made.high
    assert 0 <= made.i2 <= 100
    assert made.tau2 >= 0
    assert sum(one.percent for one in made.weights) == pytest.approx(100)
    turned = combined(
        [study(place, 1 / value, se=se) for place, value in enumerate(reversed(values), start=1)]
    )
    assert turned.estimate == pytest.approx(1 / made.estimate, rel=1e-3)


def test_studies_that_agree_entirely_have_no_heterogeneity() -> None:
    made = combined([study(place) for place in (1, 2, 3)])
    assert (made.estimate, made.tau2, made.i2) == (pytest.approx(0.5), 0.0, 0.0)


def test_what_is_alike_is_pooled() -> None:
    made, why = pooled(panel(*ALIKE))
    assert why == ""
    assert made is not None
    assert made.studies == 3
    assert made.method == (
        "random effects; variance between studies after Paule and Mandel; Hartung-Knapp interval"
    )


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (panel(*ALIKE, outcome=""), "they tell of different outcomes"),
        (panel(*ALIKE[:2]), "they come from 2 studies, and fewer than 3 are never pooled"),
        (panel(ALIKE[0]), "they come from one study, and fewer than 3 are never pooled"),
        (panel(*ALIKE[:2], shown(effect(0.5, source="s3"))), "not every estimate has its interval and level"),
        (panel(*ALIKE[:2], replace(ALIKE[2], inferred="relapse")),
         "not every sentence names the outcome itself"),
        (panel(*ALIKE[:2], replace(ALIKE[2], factor="")), "it is not clear that they compare the same"),
        (panel(*ALIKE[:2], replace(ALIKE[2], factor="Placebo")), "they do not compare the same"),
        (panel(*ALIKE[:2], replace(ALIKE[2], effect=replace(ALIKE[2].effect, adjusted=True))),
         "some are adjusted and some are not"),
        (panel(*ALIKE[:2], replace(ALIKE[2], design="meta-analysis")),
         "one of them sums up other studies already"),
        (panel(*ALIKE[:2], replace(ALIKE[2], design="randomised trial")),
         "they mix trials with other designs"),
        (panel(*ALIKE, replace(study(4), effect=study(3).effect)), "one study gives several of them"),
    ],
)  # fmt: skip
def test_what_is_not_alike_is_not_pooled_and_one_sentence_says_why(one: Panel, why: str) -> None:
    assert reason(one) == f"No pooled estimate: {why}."


def test_works_that_share_authors_may_have_counted_the_same_people() -> None:
    named = [
        Reference(marker=place, source=f"s{place}", type="cohort", authors=authors)
        for place, authors in (
            (1, ("Ash A", "Elm B", "et al.")),
            (2, ("Fir C", "et al.")),
            (3, ("Elm B", "Ash A")),
        )
    ]
    assert reason(panel(*ALIKE), *named) == (
        "No pooled estimate: studies 1 and 3 share authors and perhaps people."
    )


def test_too_few_or_without_intervals_cannot_be_combined() -> None:
    with pytest.raises(ValueError, match="at least 3 estimates with intervals"):
        combined(ALIKE[:2])
