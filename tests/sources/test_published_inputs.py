"""Every published file is read whole: exact counts over the real inputs and the collections in ../shared."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from probatum.errors import InputError
from probatum.records.identity import keys
from probatum.records.source import LinkKind
from probatum.sources.folder import NotOpened, walk
from probatum.sources.formats import reader_for
from probatum.sources.reader import Read

pytestmark = pytest.mark.shared


def reads(path: Path) -> list[Read]:
    """Everything read from under a path; fails where anything is refused."""
    found: list[Read] = []
    for opened in walk([path]):
        assert not isinstance(opened, NotOpened), opened
        _, reader = reader_for(opened.head, opened.name, opened.origin)
        for one in reader(opened.stream, origin=opened.origin):
            assert isinstance(one, Read), (opened.origin, one)
            found.append(one)
    return found


@pytest.fixture(scope="module")
def real(shared: Path) -> Path:
    return shared / "data" / "real_inputs"


def test_192_articles_in_172_files_of_pubmed_xml(real: Path) -> None:
    found = reads(real / "pubmed_xml.tar.gz")
    links = Counter(link.kind for one in found for link in one.source.links)
    assert len(found) == 192
    assert {one.reader for one in found} == {"pubmed"}
    assert sum(one.document is not None for one in found) == 172
    assert sum(bool(one.source.identifiers.doi) for one in found) == 191
    assert links == {
        LinkKind.COMMENT_IN: 6,
        LinkKind.COMMENT_ON: 5,
        LinkKind.ERRATUM_IN: 2,
        LinkKind.ERRATUM_FOR: 2,
        LinkKind.UPDATE_OF: 2,
    }
    assert all(one.source.title and one.source.journal and one.source.published for one in found)


def test_1110_records_in_5_files_of_medline(real: Path) -> None:
    found = reads(real / "medline_nbib.tar.gz")
    links = Counter(link.kind for one in found for link in one.source.links)
    assert len(found) == 1110
    assert {one.reader for one in found} == {"medline"}
    assert all(one.source.identifiers.pmid and one.source.title for one in found)
    assert links == {
        LinkKind.COMMENT_IN: 405,
        LinkKind.COMMENT_ON: 91,
        LinkKind.ERRATUM_IN: 23,
        LinkKind.UPDATE_IN: 6,
        LinkKind.CONCERN_FOR: 2,
        LinkKind.REPUBLISHED_IN: 1,
    }


def test_1235_records_in_8_files_of_ris(real: Path) -> None:
    found = reads(real / "ris.tar.gz")
    assert len(found) == 1235
    assert {one.reader for one in found} == {"ris"}
    assert all(one.source.title for one in found)
    assert sum(bool(one.source.identifiers.pmid) for one in found) == 73
    assert sum(bool(one.source.identifiers.doi) for one in found) == 961


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "works", "texts"),
    [
        ("scifact/corpus", 5183, 5183),
        ("bioasq/passages", 18687, 18687),
        ("sr_screening/documents", 17595, 15623),
        ("pubmedqa/abstracts", 1000, 1000),
        ("citation_integrity/corpus", 3063, 3060),
        ("evidence_inference/articles", 4021, 4018),
        ("covid_qa/documents", 98, 98),
        ("healthver/corpus", 322, 322),
        ("covidfact/corpus", 409, 409),
        ("nfcorpus/corpus", 3395, 3395),
        ("nli4ct/trials", 999, 999),
        ("medquad/qa", 16402, 16402),
        ("retractions/retracted_pmids", 19163, 0),
    ],
)
def test_every_document_of_a_collection(shared: Path, name: str, works: int, texts: int) -> None:
    found = reads(shared / "data" / f"{name}.jsonl.gz")
    assert (len(found), sum(one.document is not None for one in found)) == (works, texts)
    first = [keys(one.source)[0] for one in found]
    assert len(set(first)) == len(found)


def test_20_notices_of_retraction_watch(shared: Path) -> None:
    found = reads(shared / "data" / "retractions" / "retraction_watch_sample.csv")
    assert len(found) == 20
    assert all(one.source.links for one in found)


@pytest.mark.parametrize(
    "name", ["scifact/claims_train", "bioasq/questions_7b_10b", "kqa/questions_with_answers", "vocab/drugs"]
)
def test_questions_claims_and_vocabularies_are_no_documents(shared: Path, name: str) -> None:
    [opened] = walk([shared / "data" / f"{name}.jsonl.gz"])
    assert not isinstance(opened, NotOpened)
    with pytest.raises(InputError, match="JSON of no known form"):
        reader_for(opened.head, opened.name, opened.origin)
