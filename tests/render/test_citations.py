"""References taken along are read back as the same works, and say what became of a work."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probatum.records.article import Reference
from probatum.records.source import Author, Identifiers, Source, Standing
from probatum.render.citations import bibtex, csl_json, ris, styled
from probatum.render.contract import article_document
from probatum.render.csl import csl_items, provenance
from probatum.sources.bibtex import read_bibtex
from probatum.sources.csl import read_csl
from probatum.sources.reader import Read, Reader
from probatum.sources.ris import read_ris
from tests.render.myositis import revision

TOLD = provenance(article_document(revision()))
WORK = Source(
    id="pmid:111",
    identifiers=Identifiers(pmid="111", doi="10.1000/a_b%c", pmcid="PMC7"),
    title="Relapse & remission: 50% of {adults} with <i>myositis</i>",
    authors=(Author(family="Müller-Kim", given="Anna B"), Author(collective="The Relapse Group")),
    journal="J Invented Med",
    volume="12",
    issue="3",
    pages="100-109",
    published="2024-05",
)
CITED = Reference(
    marker=1, source="pmid:111", type="cohort", title=WORK.title or "", authors=("Müller-Kim AB",),
    journal="J Invented Med", year=2024, doi="10.1000/a_b%c", pmid="111", pmcid="PMC7",
)  # fmt: skip
GUIDELINE = Reference(
    marker=2, source="g", type="guideline", title="Care of myositis", issuer="Invented League", year=2020
)
FORMS: list[tuple[Callable[[list[dict[str, Any]]], bytes], Reader]] = [
    (ris, read_ris),
    (bibtex, read_bibtex),
    (csl_json, read_csl),
]


def items(*references: Reference, source: Source = WORK) -> list[dict[str, Any]]:
    """The CSL items of some references."""
    return csl_items(references, {source.id: source}, TOLD)


def back(data: bytes, reader: Reader) -> list[Source]:
    """The works that are read of a file that was taken along."""
    reads = list(reader(io.BytesIO(data), origin="x"))
    assert all(isinstance(one, Read) for one in reads)
    return [one.source for one in reads if isinstance(one, Read)]


@pytest.mark.parametrize(("write", "reader"), FORMS)
def test_what_is_taken_along_is_read_back_as_the_same_work(
    write: Callable[[list[dict[str, Any]]], bytes], reader: Reader
) -> None:
    work, guideline = back(write(items(CITED, GUIDELINE)), reader)
    assert (work.identifiers, work.authors) == (WORK.identifiers, WORK.authors)
    assert (work.journal, work.volume, work.issue, work.pages.replace("--", "-") if work.pages else "") == (
        "J Invented Med", "12", "3", "100-109",
    )  # fmt: skip
    assert (work.published or "")[:4] == "2024"
    words = (work.title or "").replace("{", "").replace("}", "")
    assert words == "Relapse & remission: 50% of adults with myositis"
    assert (guideline.title, guideline.published, bool(guideline.identifiers)) == (
        "Care of myositis",
        "2020",
        False,
    )


@pytest.mark.parametrize(("write", "reader"), FORMS)
def test_a_retracted_work_is_marked_in_every_form(
    write: Callable[[list[dict[str, Any]]], bytes], reader: Reader
) -> None:
    made = items(CITED, source=replace(WORK, standing=Standing.RETRACTED))
    (work,) = back(write(made), reader)
    assert (work.title or "").startswith("RETRACTED: Relapse")
    assert "Retracted." in write(made).decode()


@pytest.mark.parametrize("style", ["ama", "vancouver"])
def test_a_retracted_or_doubted_work_is_marked_in_every_style(style: str) -> None:
    (retracted,) = styled(items(replace(CITED, standing="retracted")), style)
    assert retracted.startswith("1. Müller-Kim AB, The Relapse Group. RETRACTED: Relapse")
    assert retracted.endswith("[Retracted]")
    (doubted,) = styled(items(CITED, source=replace(WORK, standing=Standing.CONCERN)), style)
    assert doubted.endswith("[Under an expression of concern]")


def test_the_styles() -> None:
    plain = replace(WORK, title="Relapse in adults")
    made = items(
        replace(CITED, title="Relapse in adults"),
        GUIDELINE,
        replace(GUIDELINE, marker=3, issuer=None),
        source=plain,
    )
    assert styled(made, "ama") == [
        "1. Müller-Kim AB, The Relapse Group. Relapse in adults. J Invented Med. 2024;12(3):100-109. "
        "doi:10.1000/a_b%c",
        "2. Invented League. Care of Myositis. Invented League; 2020.",
        "3. Care of Myositis. 2020.",
    ]
    assert styled(made, "vancouver") == [
        "1. Müller-Kim AB, The Relapse Group. Relapse in adults. J Invented Med. 2024;12(3):100–9. "
        "doi:10.1000/a_b%c PubMed PMID: 111; PubMed Central PMCID: PMC7.",
        "2. Invented League. Care of myositis. Invented League; 2020.",
        "3. Care of myositis. 2020.",
    ]


def test_each_form_says_of_which_revision_it_is_and_what_it_is_not() -> None:
    for write, _ in FORMS:
        text = " ".join(write(items(CITED)).decode().split())
        assert f"revision {revision().hash}. Status: unreviewed. Last edited 2026-01-02" in text
        assert "not reviewed. For health professionals." in text


def test_a_work_that_is_no_longer_held_is_told_as_it_was_cited() -> None:
    (item,) = csl_items([CITED], {}, "So.")
    assert item["author"] == [{"family": "Müller-Kim", "given": "AB"}]
    assert ("volume" in item, item["issued"]) == (False, {"date-parts": [[2024]]})
    (note,) = csl_items([replace(CITED, type="house note", of="cohort")], {}, "So.")
    assert note["note"] == "Cited through a house note on the work, not through the work itself. So."


def test_the_question_brings_no_number_of_another_work() -> None:
    asked = revision()
    form = article_document(asked)
    form["question"] = {**form["question"], "text": "What did NCT01234567 (PMID: 99999) find?"}
    told = provenance(form)
    for write, reader in FORMS:
        (work,) = back(write(csl_items([replace(CITED, pmid=None)], {}, told)), reader)
        assert (work.identifiers.pmid, work.identifiers.nct) == (None, ())


@settings(max_examples=60)
@given(st.text(max_size=60), st.text(max_size=30))
def test_no_words_break_out_of_a_field(title: str, name: str) -> None:
    reference = replace(CITED, title=f"A{title}", authors=(f"B{name}",), journal=None)
    for write, reader in FORMS:
        works = back(write(csl_items([reference, GUIDELINE], {}, TOLD)), reader)
        assert [work.identifiers.doi for work in works] == ["10.1000/a_b%c", None]
    assert orjson.loads(csl_json(items(reference)))[0]["id"] == "ref1"
