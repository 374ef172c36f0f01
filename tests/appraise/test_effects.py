"""Effects are read as papers print them, with exact spans."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.appraise.effects import MOST, effects
from probatum.records.effect import Effect, Measure
from probatum.records.passage import Passage, Role, Sentence, TextKind


def passage(text: str, role: Role | None = None) -> Passage:
    sentences = (Sentence(start=0, end=len(text), text=text, role=role),) if role else ()
    return Passage(
        id=f"d:0-{len(text)}", source="pmid:1", document="d", kind=TextKind.ABSTRACT, start=0, end=len(text),
        text=text, sentences=sentences,
    )  # fmt: skip


def one(text: str) -> Effect:
    (effect,) = effects(passage(text))
    return effect


RATIOS = [
    (
        "relapse was less common (hazard ratio 0·50 [95% CI 0·29–0·86]; p=0·013).",
        Measure.HR,
        0.5,
        (0.29, 0.86),
        0.013,
    ),
    ("fewer relapses (HR 0.50, 95% CI 0.29-0.86, P = 0.013).", Measure.HR, 0.5, (0.29, 0.86), 0.013),
    ("(HR, 0.50; 95% CI, 0.29 to 0.86; P = .013)", Measure.HR, 0.5, (0.29, 0.86), 0.013),
    (
        "(hazard ratio 0.50, 95% confidence interval 0.29 to 0.86; P=0.013)",
        Measure.HR,
        0.5,
        (0.29, 0.86),
        0.013,
    ),
    (
        "hazard ratio [HR] = 0.50; 95% confidence interval [CI]: 0.29 to 0.86, P=0.013",
        Measure.HR,
        0.5,
        (0.29, 0.86),
        0.013,
    ),
    ("adjusted odds ratio (aOR) 2.31 (95%CI: 1.1-4.8)", Measure.OR, 2.31, (1.1, 4.8), None),
    ("relative risk, 0.74 [CI, 0.60 to 0.92]", Measure.RR, 0.74, (0.6, 0.92), None),
    ("incidence rate ratio 1.20 (1.05-1.37)", Measure.IRR, 1.2, (1.05, 1.37), None),
    ("mean difference −1.2 kg (95% CI −2.3 to −0.1; p=0.03)", Measure.MD, -1.2, (-2.3, -0.1), 0.03),
    ("risk difference 4.1% (95% CI 1.0 to 7.2)", Measure.RD, 4.1, (1, 7.2), None),
    (
        "All-cause death HR 0.69 (247 deaths) (95% CI 0.53-0.88, P = 0.003).",
        Measure.HR,
        0.69,
        (0.53, 0.88),
        0.003,
    ),
    ("number needed to treat 19 (95% CI 15 to 27)", Measure.NNT, 19, (15, 27), None),
    ("standardised mean difference −0.35 (95% CI −0.50 to −0.20)", Measure.SMD, -0.35, (-0.5, -0.2), None),
]


@pytest.mark.parametrize(("text", "measure", "estimate", "interval", "p"), RATIOS)
def test_ratios_and_differences(
    text: str, measure: Measure, estimate: float, interval: tuple[float, float], p: float | None
) -> None:
    effect = one(text)
    assert (effect.measure, effect.estimate, (effect.low, effect.high), effect.p) == (
        measure,
        estimate,
        interval,
        p,
    )
    assert text[effect.start : effect.end] == effect.text
    assert (effect.passage, effect.source) == (f"d:0-{len(text)}", "pmid:1")


SHARES = [
    ("Relapse occurred in 65 of 105 patients (62%).", 62, 65, 105, "Relapse"),
    ("62% (65/105) of patients relapsed.", 62, 65, 105, "relapsed"),
    ("65 (62%) of 105 patients relapsed.", 62, 65, 105, "relapsed"),
    ("Of 105 patients, 65 (62%) relapsed.", 62, 65, 105, "relapsed"),
    ("Relapse was seen in 12 of 24 patients.", 50, 12, 24, "Relapse"),
    ("Relapse in 171 (52%).", 52, 171, None, "Relapse"),
    ("The relapse rate was 41%.", 41, None, None, "relapse"),
]


@pytest.mark.parametrize(("text", "estimate", "events", "n", "outcome"), SHARES)
def test_proportions(text: str, estimate: float, events: int | None, n: int | None, outcome: str) -> None:
    effect = one(text)
    assert effect.measure is Measure.PROPORTION
    assert (effect.estimate, effect.events, effect.n, effect.outcome) == (estimate, events, n, outcome)


def test_both_arms_have_the_outcome_that_is_named_once() -> None:
    text = (
        "The primary outcome occurred in 197 of 2152 patients (9.2%) in the dapagliflozin group and 312 of "
        "2152 (14.5%) in the placebo group (hazard ratio, 0.61; 95% CI, 0.51 to 0.72; P<0.001)."
    )
    first, second, ratio = effects(passage(text))
    assert (first.outcome, first.arms, second.outcome, second.arms) == (
        "primary outcome", ("dapagliflozin",), "primary outcome", ("placebo",),
    )  # fmt: skip
    assert (ratio.measure, ratio.p, ratio.p_relation, ratio.significant) == (Measure.HR, 0.001, "<", True)


def test_several_estimates_under_one_label() -> None:
    text = "OR 1.13 (95% CI 1.00-1.27) for ANA and 1.69 (95% CI 1.01-2.83) for histology."
    assert [(one.estimate, one.low, one.significant) for one in effects(passage(text))] == [
        (1.13, 1.0, False),
        (1.69, 1.01, True),
    ]


@pytest.mark.parametrize(
    ("text", "adjusted"),
    [
        ("Adjusted: use was associated with relapse (HR 0.50, 95% CI 0.29-0.86).", True),
        ("aHR 0.50 (95% CI 0.29-0.86)", True),
        ("In multivariable analysis the HR was 0.50 (95% CI 0.29-0.86).", True),
        ("The unadjusted HR was 0.50 (95% CI 0.29-0.86).", False),
        ("The HR was 0.50 (95% CI 0.29-0.86).", None),
    ],
)
def test_adjustment(text: str, adjusted: bool | None) -> None:
    assert one(text).adjusted is adjusted


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Histology was associated with a higher risk of relapse (HR 1.69, 95% CI 1.01-2.83).", "relapse"),
        ("The hazard ratio for death was 0.80 (95% CI 0.7-0.9).", "death"),
        ("Apixaban reduced stroke or embolism (HR 0.79, 95% CI 0.66-0.95).", "stroke or embolism"),
        ("Major bleeding 2.13% v 3.09% per year (HR 0.69, 0.60-0.80).", "Major bleeding"),
        ("Mean difference in HbA1c was −0.5 (95% CI −0.7 to −0.3).", "HbA1c"),
    ],
)  # fmt: skip
def test_the_outcome_is_read_from_the_words_around(text: str, outcome: str) -> None:
    assert effects(passage(text))[-1].outcome == outcome


@pytest.mark.parametrize(
    "text",
    [
        "Hazard ratios were calculated in 2010.",
        "Baseline HR of 74-84 beats/min was seen.",
        "Weight fell by 5%.",
        "An EF of 40% or a rise of at least 50% was needed.",
        "The trial had 95% power.",
        "It was seen in 12 of 14 trials.",
        "PATIENTS OR CONTROLS were 12.5 years old.",
    ],
)
def test_what_is_no_effect(text: str) -> None:
    assert effects(passage(text)) == ()


def test_percentages_of_methods_are_no_results() -> None:
    assert effects(passage("Ointment with 5% urea was used in 12 of 30 patients (40%).", Role.METHODS)) == ()


_PIECES = st.sampled_from(
    [
        *(
            "HR",
            " 0.50",
            " (",
            ")",
            "[",
            "]",
            "95% CI ",
            "0.29",
            "-",
            "–",
            " to ",
            "0·86",
            "; ",
            "p=",
            "0.013",
            "%",
        ),
        *(
            " of ",
            "65",
            "105",
            "/",
            " relapse",
            " occurred in ",
            "odds ratio ",
            ",",
            " and ",
            ". ",
            "−1",
            " vs ",
            "\n",
        ),
    ]
)


@given(st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=60).map("".join)))
def test_spans_are_exact_ordered_and_disjoint_and_values_possible(text: str) -> None:
    found = effects(passage(text))
    assert len(found) <= MOST
    assert all(text[one.start : one.end] == one.text != "" for one in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    for effect in found:
        if effect.low is not None and effect.high is not None:
            assert effect.low <= effect.high
        if effect.measure is Measure.PROPORTION:
            assert 0 <= effect.estimate <= 100
            assert effect.events is None or effect.n is None or effect.events <= effect.n
        assert effect.p is None or 0 <= effect.p <= 1


@pytest.mark.parametrize(
    "text", ["HR 0.5 " * 10_000, "1 of 2 " * 10_000, "(" * 50_000 + "HR 0.5", "5% " * 20_000]
)
def test_hostile_text_is_read_in_bounds(text: str) -> None:
    assert len(effects(passage(text))) <= MOST


def test_a_list_of_bare_percentages_tells_of_no_outcome() -> None:
    """Which of several figures is of what cannot be told from where they stand."""
    held = passage(
        "Relapse organ differed by subtype: PM mainly muscle, DM skin, ASyS ILD (88.9%, 68.4%, 61.4%)."
    )
    assert {effect.outcome for effect in effects(held)} == {""}
