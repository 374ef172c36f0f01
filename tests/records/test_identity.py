"""Identifiers have one form, a work is known by its keys, and readings of one work merge in any order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.records.identity import (
    date_of,
    distinct,
    doi_of,
    folded,
    judged_by,
    keys,
    language_of,
    merged,
    ncts_of,
    own_standing,
    pmcid_of,
    pmid_of,
    standing_after,
    title_key,
)
from probatum.records.source import (
    READER_ORDER,
    Author,
    Design,
    DesignBasis,
    Identifiers,
    Link,
    LinkKind,
    MeshHeading,
    Source,
    Standing,
)


@pytest.mark.parametrize(
    ("text", "pmid"),
    [
        ("39352438", "39352438"),
        (" PMID: 0012 ", "12"),
        ("https://pubmed.ncbi.nlm.nih.gov/123456/", "123456"),
        ("12345.0", "12345"),
        ("12a", None),
        ("0", None),
        ("", None),
        (None, None),
    ],
)
def test_a_pmid_is_its_digits(text: str | None, pmid: str | None) -> None:
    assert pmid_of(text) == pmid


@pytest.mark.parametrize(
    ("text", "pmcid"),
    [
        ("PMC00123.2", "PMC123"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC12345/", "PMC12345"),
        (" pmc77", "PMC77"),
        ("123", None),
        (None, None),
    ],
)
def test_a_pmcid_has_its_prefix(text: str | None, pmcid: str | None) -> None:
    assert pmcid_of(text) == pmcid


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("https://doi.org/10.1016/S0140-6736(05)66456-6.", "10.1016/s0140-6736(05)66456-6"),
        ("doi:10.1002/ABC", "10.1002/abc"),
        ("10.1002/(SICI)1097-0258(1998)17:15/16<1661::AID-SIM968>3.0.CO;2-2",
         "10.1002/(sici)1097-0258(1998)17:15/16<1661::aid-sim968>3.0.co;2-2"),
        ("(see 10.1000/abc)", "10.1000/abc"),
        ("10.1136%2Fbmj.1", "10.1136/bmj.1"),
        ("Lancet. 2005 Jan. doi: 10.1016/x.y. Epub", "10.1016/x.y"),
        ("10.1016/ab12 [doi]", "10.1016/ab12"),
        ("10.1/x", None),
        ("10.1000/).", None),
        (None, None),
    ],
)  # fmt: skip
def test_a_doi_is_lower_case_without_its_resolver(text: str | None, doi: str | None) -> None:
    assert doi_of(text) == doi


@given(st.text(max_size=80))
def test_normalising_twice_changes_nothing(text: str) -> None:
    for normalise in (pmid_of, pmcid_of, doi_of, date_of, language_of):
        once = normalise(text)
        assert normalise(once) == once


def test_trial_numbers_are_found_in_running_text() -> None:
    assert ncts_of("ClinicalTrials.gov/NCT00000002, nct00000001.") == ("NCT00000001", "NCT00000002")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024", "2024"),
        ("2024/05/17/", "2024-05-17"),
        ("2006///", "2006"),
        ("2024 May 17", "2024-05-17"),
        ("1998 Dec-1999 Jan", "1998-12"),
        ("2000 Spring", "2000"),
        ("17 May 2024", "2024-05-17"),
        ("May 2024", "2024-05"),
        ("Nov 3 2001", "2001-11-03"),
        ("2024-13-40", "2024"),
        ("2024-02-40", "2024-02"),
        ("199912", None),
        ("in press", None),
        (None, None),
    ],
)
def test_dates_keep_the_precision_known(text: str | None, date: str | None) -> None:
    assert date_of(text) == date


@pytest.mark.parametrize(
    ("text", "tag"),
    [("eng", "en"), ("English", "en"), ("en_us", "en-US"), ("zh-hans", "zh-Hans"), ("scr", "hr"),
     ("no such words", None), (None, None)],
)  # fmt: skip
def test_languages_are_tags(text: str | None, tag: str | None) -> None:
    assert language_of(text) == tag


WORK = Source(
    identifiers=Identifiers(pmid="1", doi="10.1/a", other=(("isbn", "9"), ("note", "myo-001"))),
    title="Relapse of Myositis: the Schrödinger cohort",
    authors=(Author(family="Müller", given="A"),),
    published="2020-05",
)


def test_a_work_is_known_by_identifiers_first_and_by_title_last() -> None:
    assert keys(WORK) == ("pmid:1", "doi:10.1/a", "note:myo-001", title_key(WORK))


def test_spelling_of_title_and_name_does_not_matter() -> None:
    again = Source(
        title="RETRACTED: relapse of myositis, the Schrodinger Cohort.",
        authors=(Author(family="MULLER"),),
        published="2020",
    )
    assert title_key(again) == title_key(WORK)


@pytest.mark.parametrize(
    "lacking",
    [replace(WORK, title="Reply"), replace(WORK, authors=()), replace(WORK, published=None)],
    ids=["short title", "no author", "no year"],
)
def test_no_key_by_title_where_it_could_be_another_work(lacking: Source) -> None:
    assert title_key(lacking) is None


def test_different_pmids_are_different_works_whatever_else_agrees() -> None:
    other = replace(WORK, identifiers=replace(WORK.identifiers, pmid="2"))
    assert distinct(WORK, other)
    assert not distinct(WORK, replace(WORK, identifiers=Identifiers()))
    assert distinct(
        Source(identifiers=Identifiers(doi="10.1/a")), Source(identifiers=Identifiers(pmid="3", doi="10.1/b"))
    )
    assert not distinct(
        Source(identifiers=Identifiers(doi="10.1/a")),
        Source(identifiers=Identifiers(doi="10.1/b", other=(("doi", "10.1/a"),))),
    )


def _link(kind: LinkKind, pmid: str = "9") -> Link:
    return Link(kind=kind, target=Identifiers(pmid=pmid), citation="J. 2020;1:1")


@pytest.mark.parametrize(
    ("source", "standing"),
    [
        (WORK, Standing.CURRENT),
        (replace(WORK, publication_types=("Retracted Publication",)), Standing.RETRACTED),
        (replace(WORK, title="RETRACTED ARTICLE: Something long"), Standing.RETRACTED),
        (replace(WORK, title="[Retracted] Something long"), Standing.RETRACTED),
        (replace(WORK, title="Retraction rates in medicine"), Standing.CURRENT),
        (replace(WORK, title="Retracted papers: how often are they cited?"), Standing.CURRENT),
        (replace(WORK, title="WITHDRAWN: Something long", journal="Cochrane Library"), Standing.SUPERSEDED),
        (replace(WORK, title="WITHDRAWN: Something long"), Standing.RETRACTED),
        (replace(WORK, links=(_link(LinkKind.RETRACTION_IN),)), Standing.RETRACTED),
        (replace(WORK, links=(_link(LinkKind.RETRACTION_OF),)), Standing.CURRENT),
        (replace(WORK, links=(_link(LinkKind.CONCERN_IN), _link(LinkKind.ERRATUM_IN))), Standing.CONCERN),
        (replace(WORK, links=(_link(LinkKind.UPDATE_IN),)), Standing.SUPERSEDED),
        (replace(WORK, links=(_link(LinkKind.COMMENT_IN),)), Standing.CURRENT),
        (replace(WORK, publication_types=("Retraction of Publication",)), Standing.CURRENT),
    ],
)  # fmt: skip
def test_standing_is_read_from_types_links_and_title(source: Source, standing: Standing) -> None:
    assert own_standing(source) == standing


def test_a_notice_held_elsewhere_changes_the_standing_of_its_target() -> None:
    notice = Source(identifiers=Identifiers(pmid="9"), links=(_link(LinkKind.RETRACTION_OF, "1"),))
    assert judged_by(notice) == (("pmid:1", Standing.RETRACTED),)
    assert standing_after(WORK, [notice]) == Standing.RETRACTED
    assert standing_after(replace(WORK, identifiers=Identifiers(pmid="2")), [notice]) == Standing.CURRENT
    assert judged_by(WORK) == ()


def test_better_fields_win_and_notes_never_type_a_record() -> None:
    note = Source(
        identifiers=Identifiers(doi="10.1/a", other=(("note", "n"),)),
        title="A note's title",
        published="2020",
        publication_types=("Guideline",),
        population="adults",
        house=True,
    )
    record = Source(
        identifiers=Identifiers(pmid="1", doi="10.1/b"),
        title="The title",
        published="2020-05",
        publication_types=("Journal Article",),
        mesh=(MeshHeading(descriptor="Myositis"),),
    )
    exported = Source(
        identifiers=Identifiers(pmid="1"), published="2020-05-17", journal="J", keywords=("a", "A")
    )
    assert merged([("note", note), ("ris", exported), ("pubmed", record)]) == Source(
        identifiers=Identifiers(pmid="1", doi="10.1/b", other=(("doi", "10.1/a"), ("note", "n"))),
        title="The title",
        journal="J",
        published="2020-05-17",
        publication_types=("Journal Article",),
        mesh=(MeshHeading(descriptor="Myositis"),),
        keywords=("a",),
        population="adults",
    )
    assert merged([("note", note)]) == note


_word = st.sampled_from(["", "a", "A", "b", "RETRACTED: c", "d e"])
_maybe = st.one_of(st.none(), _word)
_identifiers = st.builds(
    Identifiers,
    pmid=st.sampled_from([None, "1", "2"]),
    pmcid=st.sampled_from([None, "PMC1"]),
    doi=st.sampled_from([None, "10.1/a", "10.1/b"]),
    nct=st.lists(st.sampled_from(["NCT00000001", "NCT00000002"])).map(tuple),
    other=st.lists(st.sampled_from([("note", "n"), ("isbn", "9")])).map(tuple),
)
_sources = st.builds(
    Source,
    identifiers=_identifiers,
    title=_maybe,
    authors=st.lists(st.builds(Author, family=_word), max_size=2).map(tuple),
    journal=_maybe,
    published=st.sampled_from([None, "2020", "2020-05", "2021"]),
    publication_types=st.lists(_word, max_size=3).map(tuple),
    keywords=st.lists(_word, max_size=3).map(tuple),
    design=st.sampled_from(Design),
    design_basis=st.sampled_from(DesignBasis),
    language=_maybe,
    links=st.lists(st.builds(Link, kind=st.sampled_from(LinkKind), target=_identifiers), max_size=3).map(
        tuple
    ),
    standing=st.sampled_from(Standing),
)
_readings = st.lists(st.tuples(st.sampled_from(READER_ORDER), _sources), min_size=1, max_size=4)


@given(_readings, st.randoms(use_true_random=False))
def test_the_order_in_which_readings_came_does_not_matter(readings, random) -> None:
    shuffled = list(readings)
    random.shuffle(shuffled)
    assert merged(shuffled) == merged(readings)


@given(_readings)
def test_merging_again_changes_nothing(readings) -> None:
    once = merged(readings)
    best = min((reader for reader, _ in readings), key=READER_ORDER.index)
    assert merged([(best, once)]) == once
    assert merged([(best, once), (best, once)]) == once


@given(_readings)
def test_every_key_of_a_reading_is_a_key_of_the_whole_but_for_title(readings) -> None:
    known = set(keys(merged(readings)))
    for _, source in readings:
        assert {key for key in keys(source) if not key.startswith("title:")} <= known


@given(st.text())
def test_folding_is_idempotent(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_nothing_cannot_be_merged() -> None:
    with pytest.raises(ValueError, match="nothing to merge"):
        merged([])
