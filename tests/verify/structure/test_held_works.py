"""Entries of a reference list beside the works that are held."""

from __future__ import annotations

import pytest

from probatum.records.audit import Pasted, PastedReference
from probatum.records.source import Design, Source, Standing
from probatum.records.verdict import Outcome
from probatum.verify.structure.held_works import held_works

ENTRY = "1. Berg A. Relapse of arteritis. 2019."


def found(
    *, type_: str = "", text: str = ENTRY, year: int | None = 2019, marker: str = "1", **known: object
) -> list[tuple[str, Outcome]]:
    entry = PastedReference(start=0, end=len(text), text=text, marker=marker, type=type_, year=year)
    work = Source(**{"title": "Relapse of arteritis", "published": "2019"} | known)  # type: ignore[arg-type]
    pasted = Pasted(text=text, references=(entry,))
    return [(one.message, one.outcome) for one in held_works(pasted, {"1": work})]


def test_a_work_that_is_what_the_list_says_is_not_remarked_on() -> None:
    assert found(type_="Cohort study", design=Design.COHORT) == []


def test_a_cohort_that_is_called_a_guideline_is_named() -> None:
    assert found(type_="Guideline", design=Design.COHORT) == [
        (
            "“Relapse of arteritis” is called “Guideline”; "
            "the work that is held is of another type (cohort).",
            Outcome.CONTRADICTED,
        )
    ]


def test_nothing_is_said_of_a_work_whose_design_is_not_known() -> None:
    assert found(type_="Guideline") == []


@pytest.mark.parametrize(
    ("standing", "outcome"),
    [(Standing.RETRACTED, Outcome.CONTRADICTED), (Standing.CONCERN, Outcome.PARTLY)],
)
def test_a_work_that_stands_no_longer_is_named(standing: Standing, outcome: Outcome) -> None:
    assert [one for _, one in found(standing=standing)] == [outcome]


def test_a_retracted_work_may_be_cited_as_retracted() -> None:
    assert found(text="1. Berg A. Retracted: Relapse of arteritis. 2019.", standing=Standing.RETRACTED) == []


def test_a_year_may_differ_by_one_and_no_more() -> None:
    assert found(year=2020) == []
    assert [one for _, one in found(year=2012)] == [Outcome.PARTLY]


def test_an_entry_without_a_number_is_met_by_its_place() -> None:
    assert [one for _, one in found(marker="", standing=Standing.RETRACTED)] == [Outcome.CONTRADICTED]


@pytest.mark.parametrize("called", ["Guideline", "Clinical practice guideline", "Systematic review", "Trial"])
def test_an_article_of_this_house_is_called_nothing_that_it_is_not(called: str) -> None:
    assert found(type_=called, design=Design.HOUSE_SUMMARY) == [
        (
            f"“Relapse of arteritis” is called “{called}”; "
            "it is a house summary, written here, and no more than that.",
            Outcome.CONTRADICTED,
        )
    ]


@pytest.mark.parametrize("called", ["House summary", "Practice summary", ""])
def test_an_article_of_this_house_may_be_called_what_it_is(called: str) -> None:
    assert found(type_=called, design=Design.HOUSE_SUMMARY) == []
