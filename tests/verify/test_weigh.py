"""One statement against several works: the best bears it out, a denial beside it is told."""

from __future__ import annotations

import pytest

from probatum.records.verdict import Finding, Outcome
from probatum.verify.verdict import added_up
from probatum.verify.weigh import OF_ONE_STUDY, Held, weigh, with_items
from tests.verify.cited import cite

CHECKS = ("numbers", "negation", "coverage")


def held(
    source: str, *findings: Finding, shared: float = 0.8, named: bool = False, text: str = "It lowers risk."
) -> Held:
    one = cite(text, source=source, title=f"Work {source}")
    return Held(
        source=one.source, cited=(one,), verdict=added_up(findings, CHECKS), shared=shared, named=named
    )


def finding(check: str, outcome: Outcome) -> Finding:
    return Finding(check=check, outcome=outcome, reason=f"{check} says so.")


DENIAL = finding("negation", Outcome.CONTRADICTED)
ABSENT = finding("coverage", Outcome.NOT_FOUND)


def test_without_works_it_is_not_found() -> None:
    weighed = weigh("It lowers risk.", [], CHECKS)
    assert (weighed.verdict.outcome, weighed.evidence) == (Outcome.NOT_FOUND, ())


def test_the_work_that_bears_it_out_decides() -> None:
    weighed = weigh("It lowers risk.", [held("a", ABSENT), held("b")], CHECKS)
    assert weighed.verdict.outcome is Outcome.SUPPORTED
    assert [one.source for one in weighed.evidence] == ["b"]


def test_a_denial_as_near_makes_it_overstated_and_is_shown() -> None:
    weighed = weigh("It lowers risk.", [held("a"), held("b", DENIAL)], CHECKS)
    assert weighed.verdict.outcome is Outcome.OVERSTATED
    assert [one.check for one in weighed.verdict.findings] == ["disagreement"]
    assert [one.source for one in weighed.evidence] == ["a", "b"]


def test_a_denial_that_is_further_off_does_not_count() -> None:
    weighed = weigh("It lowers risk.", [held("a"), held("b", DENIAL, shared=0.4)], CHECKS)
    assert weighed.verdict.outcome is Outcome.SUPPORTED


def test_a_denial_alone_contradicts() -> None:
    weighed = weigh("It lowers risk.", [held("a", DENIAL), held("b", ABSENT)], CHECKS)
    assert weighed.verdict.outcome is Outcome.CONTRADICTED


def test_a_denial_from_afar_counts_only_where_the_work_is_named() -> None:
    far = held("a", DENIAL, shared=0.5)
    assert weigh("It lowers risk.", [far], CHECKS).verdict.outcome is Outcome.NOT_FOUND
    near = held("a", DENIAL, shared=0.5, named=True)
    assert weigh("It lowers risk.", [near], CHECKS).verdict.outcome is Outcome.CONTRADICTED


def test_another_figure_contradicts_only_where_the_work_is_named() -> None:
    figure = finding("numbers", Outcome.CONTRADICTED)
    assert weigh("62%", [held("a", figure)], CHECKS).verdict.outcome is Outcome.NOT_FOUND
    assert weigh("62%", [held("a", figure, named=True)], CHECKS).verdict.outcome is Outcome.CONTRADICTED


def test_support_from_another_work_than_the_cited_one_is_told() -> None:
    weighed = weigh("It lowers risk.", [held("a", ABSENT, named=True), held("b")], CHECKS)
    assert weighed.verdict.outcome is Outcome.PARTLY
    assert [one.check for one in weighed.verdict.findings] == ["cited"]


def test_the_cited_work_comes_before_an_equal_one() -> None:
    weighed = weigh("It lowers risk.", [held("a", shared=0.9), held("b", shared=0.7, named=True)], CHECKS)
    assert weighed.evidence[0].source == "b"


def test_the_order_of_the_works_does_not_matter() -> None:
    works = [held("a", ABSENT), held("b"), held("c", DENIAL)]
    assert weigh("It lowers risk.", works, CHECKS) == weigh("It lowers risk.", works[::-1], CHECKS)


def test_works_on_different_matters_say_nothing_together() -> None:
    statement = "Routine extraction of wisdom teeth is weighed against its risks and benefits"
    works = [
        held("a", ABSENT, text="Wisdom teeth came through late in this family."),
        held("b", ABSENT, text="Extraction of a lead had risks and benefits."),
    ]
    assert weigh(statement, works, CHECKS).verdict.outcome is Outcome.NOT_FOUND


def test_works_on_what_the_text_is_about_may_say_it_together() -> None:
    statement = "Ultrasound and biopsy are weighed in every case"
    works = [
        held("a", ABSENT, text="Ultrasound was weighed in arteritis."),
        held("b", ABSENT, text="Biopsy was weighed in arteritis."),
    ]
    about = frozenset({"arteriti"})
    assert weigh(statement, works, CHECKS, about).verdict.outcome is Outcome.PARTLY


def test_words_that_stand_apart_in_a_work_that_nobody_named_bear_out_in_part() -> None:
    statement = "Colchicine cures gout and pseudogout in adults"
    found = weigh(statement, [held("a", text="Colchicine was given.")], CHECKS).verdict
    named = weigh(statement, [held("a", text="Colchicine was given.", named=True)], CHECKS).verdict
    assert (found.outcome, named.outcome) == (Outcome.PARTLY, Outcome.SUPPORTED)


def test_what_a_few_works_say_together_is_partly_there_and_each_is_shown() -> None:
    statement = "Ultrasound and biopsy confirm giant cell arteritis"
    works = [
        held("a", ABSENT, text="Ultrasound confirms giant cell arteritis of the temporal artery."),
        held("b", ABSENT, text="Biopsy confirms giant cell arteritis."),
    ]
    weighed = weigh(statement, works, CHECKS)
    assert weighed.verdict.outcome is Outcome.PARTLY
    assert sorted(one.source for one in weighed.evidence) == ["a", "b"]


def test_a_figure_that_is_nowhere_is_not_made_up_for_by_several_works() -> None:
    statement = "Ultrasound and biopsy confirm 90% of giant cell arteritis"
    absent = (ABSENT, finding("numbers", Outcome.NOT_FOUND))
    works = [
        held("a", *absent, text="Ultrasound confirms giant cell arteritis of the temporal artery."),
        held("b", *absent, text="Biopsy confirms giant cell arteritis."),
    ]
    assert weigh(statement, works, CHECKS).verdict.outcome is Outcome.NOT_FOUND


def test_a_sentence_that_leads_into_a_list_is_partly_borne_out_by_its_items() -> None:
    absent, there = added_up([ABSENT], CHECKS), added_up([], CHECKS)
    assert with_items("These help:", absent, [absent, there]).outcome is Outcome.PARTLY
    assert with_items("These help:", absent, [absent, absent]) == absent
    assert with_items("These help:", there, [absent]) == there


def test_a_cited_work_that_denies_it_decides_whatever_others_say() -> None:
    weighed = weigh("It lowers risk.", [held("a", DENIAL, shared=0.5, named=True), held("b")], CHECKS)
    assert weighed.verdict.outcome is Outcome.CONTRADICTED
    assert weighed.evidence[0].source == "a"


def test_a_work_that_only_touches_on_it_from_further_off_does_not_decide() -> None:
    touched = finding("coverage", Outcome.PARTLY)
    near, far = held("a", ABSENT, shared=0.9), held("b", touched, shared=0.5)
    assert weigh("It lowers risk.", [near, far], CHECKS).verdict.outcome is Outcome.NOT_FOUND
    as_near = held("b", touched, shared=0.9)
    assert weigh("It lowers risk.", [near, as_near], CHECKS).verdict.outcome is Outcome.PARTLY


@pytest.mark.parametrize("check", sorted(OF_ONE_STUDY))
def test_of_two_cited_works_one_on_another_study_does_not_deny_what_the_other_says(check: str) -> None:
    works = [held("a", named=True), held("b", finding(check, Outcome.CONTRADICTED), named=True)]
    weighed = weigh("It lowers risk.", works, CHECKS)
    assert weighed.verdict.outcome is Outcome.PARTLY
    (told,) = weighed.verdict.findings
    assert told.check == "disagreement"
    assert "Work b" in told.reason
    assert weighed.evidence[0].source == "a"
    assert weigh("It lowers risk.", works[::-1], CHECKS) == weighed


def test_of_two_cited_works_a_real_denial_still_decides() -> None:
    for denials in ([DENIAL], [DENIAL, finding("drugs", Outcome.CONTRADICTED)]):
        works = [held("a", named=True), held("b", *denials, named=True)]
        assert weigh("It lowers risk.", works, CHECKS).verdict.outcome is Outcome.CONTRADICTED


def test_a_cited_work_that_lacks_the_figure_does_not_answer_one_that_has_another() -> None:
    lacking = held("a", finding("numbers", Outcome.PARTLY), named=True)
    other = held("b", finding("numbers", Outcome.CONTRADICTED), named=True)
    assert weigh("62%", [lacking, other], CHECKS).verdict.outcome is Outcome.CONTRADICTED


def test_a_work_that_nobody_cites_does_not_answer_a_cited_one() -> None:
    works = [held("a"), held("b", finding("drugs", Outcome.CONTRADICTED), named=True)]
    assert weigh("It lowers risk.", works, CHECKS).verdict.outcome is Outcome.CONTRADICTED
