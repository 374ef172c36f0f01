"""A reference line says what is cited and where it is, and makes nothing up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from probatum.records.article import Reference
from probatum.records.source import Design
from probatum.render.references import links, type_label, vancouver
from tests.render.myositis import references

BARE = Reference(
    marker=1, source="title:abc", type="not stated", title="Clin Rheumatol 2024 (title not held)"
)


def test_a_line_in_the_vancouver_order() -> None:
    assert vancouver(references()[0]) == (
        "Ash AB, Birch AB, Cedar AB, Elm AB, Fir AB, Gum AB, et al. "
        'Relapse in <b>invented</b> myositis & its "predictors". J Invented Med 2024. PMID 11111111. '
        "doi:10.1000/cohort.1."
    )


def test_what_is_not_known_is_left_out() -> None:
    assert vancouver(BARE) == "Clin Rheumatol 2024 (title not held)."
    assert links(BARE) == ()


def test_a_title_that_asks_keeps_its_mark() -> None:
    assert vancouver(replace(BARE, title="Does it help?")) == "Does it help?"


@pytest.mark.parametrize("design", list(Design))
def test_a_house_note_never_takes_the_name_of_a_work(design: Design) -> None:
    note = replace(BARE, type="house note", of=design.value)
    assert type_label(note).startswith("House note on a")
    assert type_label(replace(BARE, type=design.value)) != type_label(note)


@pytest.mark.parametrize(
    ("type_", "of", "label"),
    [
        ("guideline", "", "Guideline"),
        ("not stated", "", "Work of unstated design"),
        ("house note", "guideline", "House note on a guideline"),
        ("house note", "editorial or letter", "House note on an editorial or letter"),
        ("house note", "", "House note"),
    ],
)
def test_type_labels(type_: str, of: str, label: str) -> None:
    assert type_label(replace(BARE, type=type_, of=of)) == label


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "ftp://example.org/x"])
def test_only_web_addresses_become_links(url: str) -> None:
    assert links(replace(BARE, url=url)) == ()


def test_identifiers_become_links_in_a_stated_order() -> None:
    full = replace(BARE, doi="10.1000/x", pmid="1", pmcid="PMC2", url="https://example.org/a")
    assert [url for _, url in links(full)] == [
        "https://doi.org/10.1000/x",
        "https://pubmed.ncbi.nlm.nih.gov/1/",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC2/",
    ]
    assert links(replace(BARE, url="https://example.org/a")) == (("example.org", "https://example.org/a"),)
