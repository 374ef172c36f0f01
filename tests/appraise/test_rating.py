"""The rating follows from the domains by the rule of GRADE, and what a person judged is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.appraise.rating import (
    BIAS,
    LADDER,
    LOWERING,
    RAISING,
    choices,
    judged,
    open_domains,
    raised,
    rate,
    started,
)
from probatum.errors import EditRefused, NotHeld
from probatum.language.reasons import AUTOMATED, BOUND
from probatum.records.evidence import Certainty, Computed, Domain, JudgedBy, Judgement, Rating

AT = "2026-02-03T04:05:06Z"
_DOWN = {Judgement.SERIOUS: 1, Judgement.VERY_SERIOUS: 2}
_UP = {Judgement.RAISES: 1, Judgement.RAISES_TWO: 2}


def domain(name: str, judgement: Judgement, reason: str = "So it is.") -> Domain:
    return Domain(name=name, judgement=judgement, reason=reason)


def computed(start: Rating = Rating.LOW, **of: Judgement) -> Certainty:
    """As the program rates: every domain unassessed but those that are named (with _ for a space)."""
    given_of = {name.replace("_", " "): judgement for name, judgement in of.items()}
    domains = tuple(
        domain(name, given_of.get(name, Judgement.NOT_ASSESSED), f"Lowered for {name}.") for name in LOWERING
    )
    lowered = [one.reason for one in domains if one.judgement in _DOWN]
    return Certainty(
        outcome="relapse",
        rating=rate(start, domains),
        reasons=(f"Starts at {start.value}: one source, design: cohort.", *lowered, AUTOMATED),
        sources=("pmid:1",),
        domains=domains,
    )


def by_eva(
    was: Certainty, name: str, judgement: Judgement | None, reason: str = "We read both works."
) -> Certainty:
    return judged(was, name, judgement, reason=reason, by="eva", name="Eva", at=AT)


#: Domains as somebody could have judged them: of each name one of its choices.
DOMAINS = st.fixed_dictionaries({name: st.sampled_from(choices(name)) for name in (*LOWERING, *RAISING)}).map(
    lambda of: tuple(domain(name, judgement) for name, judgement in of.items())
)


@pytest.mark.parametrize(
    ("start", "of", "rating"),
    [
        (Rating.HIGH, {BIAS: Judgement.NONE_SEEN}, Rating.HIGH),
        (Rating.HIGH, {}, Rating.MODERATE),  # nobody has assessed the risk of bias
        (Rating.HIGH, {BIAS: Judgement.SERIOUS}, Rating.MODERATE),
        (Rating.HIGH, {BIAS: Judgement.SERIOUS, "imprecision": Judgement.VERY_SERIOUS}, Rating.VERY_LOW),
        (Rating.LOW, {"imprecision": Judgement.VERY_SERIOUS}, Rating.VERY_LOW),
        (Rating.LOW, {BIAS: Judgement.NONE_SEEN, "large effect": Judgement.RAISES}, Rating.MODERATE),
        (Rating.LOW, {BIAS: Judgement.NONE_SEEN, "large effect": Judgement.RAISES_TWO}, Rating.HIGH),
        (Rating.LOW, {"large effect": Judgement.RAISES_TWO}, Rating.MODERATE),
        (
            Rating.LOW,
            {"dose-response gradient": Judgement.RAISES, "plausible confounding": Judgement.RAISES},
            Rating.MODERATE,
        ),
        (Rating.LOW, {"large effect": Judgement.RAISES_TWO, BIAS: Judgement.SERIOUS}, Rating.VERY_LOW),
        (Rating.HIGH, {"large effect": Judgement.RAISES, "imprecision": Judgement.SERIOUS}, Rating.MODERATE),
        (Rating.VERY_LOW, {BIAS: Judgement.NONE_SEEN, "large effect": Judgement.RAISES_TWO}, Rating.VERY_LOW),
    ],
)
def test_the_rating_follows_from_start_and_domains(
    start: Rating, of: dict[str, Judgement], rating: Rating
) -> None:
    assert rate(start, [domain(name, judgement) for name, judgement in of.items()]) is rating


@given(st.sampled_from(LADDER), DOMAINS)
def test_what_is_lowered_is_never_raised_and_what_is_worse_never_rates_better(
    start: Rating, domains: tuple[Domain, ...]
) -> None:
    lowered = sum(_DOWN.get(one.judgement, 0) for one in domains)
    up = sum(_UP.get(one.judgement, 0) for one in domains)
    assert raised(start, domains) == (up if start is Rating.LOW and not lowered else 0)
    level = LADDER.index(rate(start, domains))
    assert level >= LADDER.index(start) - raised(start, domains)
    for place, one in enumerate(domains):
        if one.judgement is Judgement.SERIOUS:
            worse = (*domains[:place], domain(one.name, Judgement.VERY_SERIOUS), *domains[place + 1 :])
            assert LADDER.index(rate(start, worse)) >= level


@given(st.sampled_from(LADDER), DOMAINS)
def test_nothing_is_high_while_the_risk_of_bias_is_not_assessed(
    start: Rating, domains: tuple[Domain, ...]
) -> None:
    bias = next(one for one in domains if one.name == BIAS)
    if bias.judgement is Judgement.NOT_ASSESSED:
        assert rate(start, domains) is not Rating.HIGH


def test_a_judgement_of_the_board_stands_beside_that_of_the_program_and_the_rating_follows() -> None:
    was = computed(imprecision=Judgement.SERIOUS)
    now = by_eva(was, "imprecision", Judgement.NONE_SEEN, "The interval is narrow enough to decide on")
    assert (was.rating, now.rating) == (Rating.VERY_LOW, Rating.LOW)
    assert now.computed == Computed(start=Rating.LOW, rating=Rating.VERY_LOW, reasons=was.reasons)
    (own,) = now.judged
    assert own == Domain(
        name="imprecision",
        judgement=Judgement.NONE_SEEN,
        reason="The interval is narrow enough to decide on",
        board=JudgedBy(
            by="eva", name="Eva", at=AT, computed=Judgement.SERIOUS, why="Lowered for imprecision."
        ),
    )
    assert now.reasons == (
        "Starts at low: one source, design: cohort.",
        "Imprecision, as the board judged: no concern seen. The interval is narrow enough to decide on.",
        "Rated by the rule of GRADE from the domains: Eva judged imprecision; the other domains were judged "
        "by machine.",
    )


def test_a_large_effect_raises_and_is_told_but_not_counted_where_something_lowers() -> None:
    up = by_eva(computed(), "large effect", Judgement.RAISES, "A hazard ratio of 0.2.")
    assert up.rating is Rating.MODERATE
    assert (
        up.reasons[1] == "Raised by one level for large effect, as the board judged. A hazard ratio of 0.2."
    )
    down = by_eva(up, "risk of bias", Judgement.SERIOUS, "Not blinded.")
    assert down.rating is Rating.VERY_LOW
    assert down.reasons[1:3] == (
        "Lowered by one level for risk of bias, as the board judged. Not blinded.",
        "Not raised for large effect, since GRADE raises only what nothing lowers, as the board judged. "
        "A hazard ratio of 0.2.",
    )


def test_the_bound_is_told_where_the_board_judged_all_but_the_risk_of_bias() -> None:
    now = by_eva(computed(Rating.HIGH), "imprecision", Judgement.NONE_SEEN)
    assert (now.rating, BOUND in now.reasons) == (Rating.MODERATE, True)
    assert BOUND not in by_eva(now, BIAS, Judgement.NONE_SEEN).reasons


@given(
    st.sampled_from([Rating.HIGH, Rating.LOW, Rating.VERY_LOW]),
    st.lists(st.tuples(st.sampled_from((*LOWERING, *RAISING)), st.integers(0, 3)), max_size=8),
)
def test_taking_every_judgement_back_gives_what_the_program_rated(
    start: Rating, acts: list[tuple[str, int]]
) -> None:
    was = now = computed(start, inconsistency=Judgement.SERIOUS)
    for name, number in acts:
        if name in [one.name for one in open_domains(now)]:
            now = by_eva(now, name, choices(name)[number % len(choices(name))])
            assert now.rating is rate(started(now), now.domains)
            assert started(now) is start
    for one in now.judged:
        now = by_eva(now, one.name, None, "Taken back.")
    assert now == was


def test_only_what_starts_low_can_be_rated_up() -> None:
    assert [one.name for one in open_domains(computed())] == [*LOWERING, *RAISING]
    assert [one.name for one in open_domains(computed(Rating.HIGH))] == [*LOWERING]
    with pytest.raises(NotHeld, match="no domain 'large effect' to judge"):
        by_eva(computed(Rating.HIGH), "large effect", Judgement.RAISES)


def test_what_is_no_judgement_of_a_domain_is_refused() -> None:
    for name, wrong in ((BIAS, Judgement.RAISES), ("dose-response gradient", Judgement.RAISES_TWO)):
        with pytest.raises(EditRefused, match="is no judgement of"):
            by_eva(computed(), name, wrong)


def test_what_did_not_record_its_domains_cannot_be_judged() -> None:
    old = Certainty(outcome="relapse", rating=Rating.LOW, reasons=("Starts at low: one source.",))
    with pytest.raises(EditRefused, match="ask the question again"):
        by_eva(old, BIAS, Judgement.SERIOUS)
