"""The design is read from publication types, else from the words; else it is not stated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.appraise.design import design_of
from probatum.records.source import Design, DesignBasis, MeshHeading, Source


@pytest.mark.parametrize(
    ("types", "design"),
    [
        (("Journal Article", "Randomized Controlled Trial"), Design.RANDOMISED_TRIAL),
        (("Journal Article", "Meta-Analysis", "Randomized Controlled Trial"), Design.META_ANALYSIS),
        (("Systematic Review", "Journal Article"), Design.SYSTEMATIC_REVIEW),
        (("Practice Guideline",), Design.GUIDELINE),
        (("Case Reports",), Design.CASE_REPORT),
        (("Clinical Trial, Phase II",), Design.TRIAL),
        (("Review",), Design.REVIEW),
        (("Editorial",), Design.EDITORIAL),
        (("Published Erratum",), Design.NOTICE),
        (("Retraction of Publication",), Design.NOTICE),
        (("Retracted Publication", "Randomized Controlled Trial"), Design.RANDOMISED_TRIAL),
    ],
)
def test_publication_types_decide(types: tuple[str, ...], design: Design) -> None:
    assert design_of(Source(publication_types=types), "") == (design, DesignBasis.PUBLICATION_TYPE)


def test_the_word_of_our_own_note_is_stated_by_the_record() -> None:
    assert design_of(Source(publication_types=("cohort",), house=True), "") == (
        Design.COHORT,
        DesignBasis.STATED,
    )
    assert design_of(Source(publication_types=("other",), house=True), "") == (
        Design.UNKNOWN,
        DesignBasis.NONE,
    )


def test_what_a_note_says_of_guidelines_does_not_make_a_guideline_of_a_review() -> None:
    source = Source(
        title="Clinical practice guidelines for gleeb syndrome", publication_types=("review",), house=True
    )
    assert design_of(source, "EULAR 2017 guidelines are compared.") == (Design.REVIEW, DesignBasis.STATED)


def test_a_design_that_the_source_states_is_kept() -> None:
    source = Source(design=Design.COHORT, publication_types=("Review",))
    assert design_of(source, "")[0] is Design.COHORT


@pytest.mark.parametrize(
    ("title", "design"),
    [
        ("Drug A in gleeb syndrome: a systematic review and meta-analysis", Design.META_ANALYSIS),
        ("Drug A in gleeb syndrome: a systematic review", Design.SYSTEMATIC_REVIEW),
        ("Drug A for gleeb syndrome: a randomised, double-blind trial", Design.RANDOMISED_TRIAL),
        ("Drug A for gleeb syndrome: study protocol for a randomised trial", Design.UNKNOWN),
        ("Quality of randomised trials in gleeb syndrome", Design.UNKNOWN),
        ("Relapse of gleeb syndrome: a nationwide cohort study", Design.COHORT),
        ("Smoking and gleeb syndrome: a case-control study", Design.CASE_CONTROL),
        ("Gleeb syndrome after a sting: a case report", Design.CASE_REPORT),
        ("EULAR recommendations for the management of gleeb syndrome", Design.GUIDELINE),
        ("Adherence to guidelines for gleeb syndrome", Design.UNKNOWN),
        ("Expert consensus on gleeb syndrome", Design.CONSENSUS),
        ("Drug A slows gleeb syndrome in mice", Design.ANIMAL),
        ("Gleeb syndrome: a narrative review", Design.REVIEW),
        ("Retraction: drug A for gleeb syndrome", Design.NOTICE),
        ("Gleeb syndrome", Design.UNKNOWN),
    ],
)
def test_titles_say_the_design(title: str, design: Design) -> None:
    assert design_of(Source(title=title, publication_types=("Journal Article",)), "")[0] is design


@pytest.mark.parametrize(
    ("text", "design"),
    [
        ("We randomly assigned 120 patients to drug A or placebo.", Design.RANDOMISED_TRIAL),
        (
            "In this double-blind, randomized, placebo-controlled trial, adults received drug A.",
            Design.RANDOMISED_TRIAL,
        ),
        ("We searched MEDLINE, Embase and CENTRAL for randomised trials.", Design.SYSTEMATIC_REVIEW),
        ("We searched PubMed. Pooled estimates were calculated by meta-analysis.", Design.META_ANALYSIS),
        ("We retrospectively reviewed the charts of 53 adults.", Design.COHORT),
        ("We report a case of gleeb syndrome in a 40-year-old man.", Design.CASE_REPORT),
        ("We describe five patients with gleeb syndrome.", Design.CASE_SERIES),
        ("A cross-sectional survey of 300 nurses was made.", Design.CROSS_SECTIONAL),
        ("Further randomised trials are needed.", Design.UNKNOWN),
        ("Gleeb syndrome is rare.", Design.UNKNOWN),
        ("C57BL/6 mice were given drug A.", Design.ANIMAL),
        ("HeLa cells were transfected with the vector.", Design.LABORATORY),
    ],
)
def test_abstracts_say_the_design(text: str, design: Design) -> None:
    basis = DesignBasis.NONE if design is Design.UNKNOWN else DesignBasis.TEXT
    assert design_of(Source(title="Gleeb syndrome"), text) == (design, basis)


def test_the_text_sharpens_a_type_that_says_little() -> None:
    source = Source(publication_types=("Clinical Trial",))
    assert design_of(source, "We randomly assigned 120 patients to drug A or placebo.") == (
        Design.RANDOMISED_TRIAL,
        DesignBasis.TEXT,
    )


def test_subject_headings_say_it_where_nothing_else_does() -> None:
    source = Source(title="Gleeb", mesh=(MeshHeading(descriptor="Cohort Studies"),))
    assert design_of(source, "") == (Design.COHORT, DesignBasis.STATED)


@given(st.text(max_size=200), st.text(max_size=400), st.lists(st.text(max_size=20), max_size=4))
def test_any_words_give_a_design_and_the_same_one_again(title: str, text: str, types: list[str]) -> None:
    source = Source(title=title, publication_types=tuple(types))
    design, basis = design_of(source, text)
    assert (design is Design.UNKNOWN) == (basis is DesignBasis.NONE)
    assert design_of(source, text) == (design, basis)


def test_hostile_text_is_read_in_bounds() -> None:
    words = "a randomised " * 50_000 + "we searched " * 50_000
    assert isinstance(design_of(Source(title=words), words)[0], Design)
