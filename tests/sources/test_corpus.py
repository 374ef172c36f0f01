"""Collections in JSON Lines: each form of row, joined excerpts, and lines that are none."""

from __future__ import annotations

import io
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.records.passage import Document, Part, Role, TextKind
from probatum.records.source import Author, Identifiers, MeshHeading, Source
from probatum.sources import corpus
from probatum.sources.corpus import collection, read_corpus
from probatum.sources.reader import Read, Refused

FINE = {"doc_id": "1", "title": "T", "abstract": "A."}


def read(*rows: Any, origin: str = "data/sets/corpus.jsonl.gz") -> list[Read | Refused]:
    lines = [row if isinstance(row, bytes) else orjson.dumps(row) for row in rows]
    return list(read_corpus(io.BytesIO(b"\n".join(lines)), origin=origin))


def one(row: Any) -> Read:
    [found] = read(row)
    assert isinstance(found, Read)
    return found


@pytest.mark.parametrize(
    ("origin", "name"),
    [
        ("data/scifact/corpus.jsonl.gz", "scifact"),
        ("a.tar.gz › x/sr_screening/documents.jsonl", "sr_screening"),
        ("data/mine.jsonl", "mine"),
        ("corpus.jsonl", "corpus"),
        ("C:\\data\\scifact\\corpus.jsonl", "scifact"),
        ("", "corpus"),
    ],
)
def test_a_collection_is_named_after_its_folder_or_file(origin: str, name: str) -> None:
    assert collection(origin) == name


def test_a_record_with_its_abstract_as_one_text() -> None:
    found = one(
        {
            "doc_id": "a:1",
            "pmid": "12",
            "title": "[Relapse.]",
            "abstract": "BACKGROUND: It is. RESULTS: It was.",
            "authors": "Anna B van der Berg; Min Su Kim",
            "year": "2003.0",
        }
    )
    assert found == Read(
        source=Source(
            identifiers=Identifiers(pmid="12", other=(("corpus", "sets:a:1"),)),
            title="Relapse",
            authors=(Author(family="van der Berg", given="Anna B"), Author(family="Kim", given="Min Su")),
            published="2003",
        ),
        document=Document(
            text="It is.\nIt was.",
            kind=TextKind.ABSTRACT,
            parts=(
                Part(start=0, end=6, section="Abstract › Background", role=Role.BACKGROUND),
                Part(start=7, end=14, section="Abstract › Results", role=Role.RESULTS),
            ),
        ),
        reader="corpus",
        place="line 1",
    )


def test_a_record_with_its_abstract_as_sentences_or_sections() -> None:
    assert one({"doc_id": 1, "title": "T", "abstract": ["One.", "Two."]}).document == Document(
        text="One. Two.", kind=TextKind.ABSTRACT, parts=(Part(start=0, end=9, section="Abstract"),)
    )
    found = one({"pmid": "5", "meshes": ["Adult"], "sections": [{"label": "METHODS", "text": "We did."}]})
    assert found.source.mesh == (MeshHeading(descriptor="Adult"),)
    assert found.document == Document(
        text="We did.",
        kind=TextKind.ABSTRACT,
        parts=(Part(start=0, end=7, section="Abstract › Methods", role=Role.METHODS),),
    )
    rows = [{"text": "One.", "heading": "Aim"}, {"text": "Two.", "heading": "Aim"}, {"text": "Three."}]
    found = one({"pmcid": "PMC1", "sentences": rows})
    assert found.document is not None
    assert found.document.text == "One. Two.\nThree."


def test_excerpts_of_one_work_are_one_document() -> None:
    def row(pmid: str, section: str, begin: int, text: str) -> dict[str, Any]:
        return {"pmid": pmid, "section": section, "begin": begin, "end": begin + 1, "text": text}

    found = read(
        row("1", "abstract", 90, "Later."),
        row("1", "abstract", 10, "It was so, and so."),
        row("1", "abstract", 10, "It was so"),
        row("1", "title", 0, "A title."),
        row("2", "abstract", 0, "Other."),
    )
    assert [one.place for one in found] == ["lines 1-4", "line 5"]
    first = found[0]
    assert isinstance(first, Read)
    assert first.source == Source(identifiers=Identifiers(pmid="1"), title="A title")
    assert first.document == Document(
        text="A title.\nIt was so, and so.\nLater.",
        kind=TextKind.EXCERPT,
        parts=(
            Part(start=0, end=8, section="Title"),
            Part(start=9, end=27, section="Abstract"),
            Part(start=28, end=34, section="Abstract"),
        ),
    )


def test_an_article_with_its_headings_in_lines_of_their_own() -> None:
    text = (
        "TITLE: \nA trial\n\n  ABSTRACT.METHODS:\nWe did.\n\nFigure 1BODY.2. RESULTS:\nIt was.\nAgain.\n\n"
        "BODY.Discussion:\nBoth."
    )
    found = one({"pmcid": "PMC9", "pmid": "9", "doi": "10.1000/x", "license_url": "cc/by", "text": text})
    assert found.source == Source(
        identifiers=Identifiers(pmid="9", pmcid="PMC9", doi="10.1000/x"), title="A trial", licence="cc/by"
    )
    assert found.document is not None
    assert found.document.kind is TextKind.FULL_TEXT
    assert [
        (found.document.text[part.start : part.end], part.section, part.role) for part in found.document.parts
    ] == [
        ("We did.", "Abstract › Methods", Role.METHODS),
        ("It was.", "Results", Role.RESULTS),
        ("Again.", "Results", Role.RESULTS),
        ("Both.", "Discussion", None),
    ]


def test_an_article_behind_a_front_matter() -> None:
    text = (
        "A title\n\nhttps://www.ncbi.nlm.nih.gov/pmc/articles/PMC77/\n\nBerg, Anna; Kim, Min Su\n2009-10-07\n"
        "DOI:10.1000/X\nLicense:cc-by\n\nAbstract: It is.\n\nText: Methods\nWe did so and so."
    )
    found = one({"doc_id": "q", "text": text})
    assert found.source == Source(
        identifiers=Identifiers(pmcid="PMC77", doi="10.1000/x", other=(("corpus", "sets:q"),)),
        title="A title",
        authors=(Author(family="Berg", given="Anna"), Author(family="Kim", given="Min Su")),
        published="2009-10-07",
        licence="cc-by",
        url="https://www.ncbi.nlm.nih.gov/pmc/articles/PMC77/",
    )
    assert found.document is not None
    assert found.document.text == "It is.\nWe did so and so."
    assert [part.role for part in found.document.parts] == [None, Role.METHODS]


def test_a_registered_trial_and_an_answer_of_an_institution() -> None:
    trial = one({"nct_id": "nct00000001", "Intervention": ["A: ", "  b"], "Results": ["c"]})
    assert trial.source.identifiers == Identifiers(
        nct=("NCT00000001",), other=(("corpus", "sets:NCT00000001"),)
    )
    assert trial.document is not None
    assert [(part.section, part.role) for part in trial.document.parts] == [
        ("Intervention", Role.METHODS),
        ("Intervention", Role.METHODS),
        ("Results", Role.RESULTS),
    ]
    answer = one(
        {"id": "1", "question": "What is X?", "answer": "X is.", "source": "NIH", "url": "https://e.org"}
    )
    assert (answer.source.title, answer.source.issuer, answer.source.url) == (
        "What is X?",
        "NIH",
        "https://e.org",
    )
    assert answer.source.identifiers == Identifiers(other=(("corpus", "sets:NIH:1:b1a0c3c4"),))
    assert answer.document is not None
    assert (answer.document.text, answer.document.kind) == ("X is.", TextKind.PAGE)


def test_a_bad_line_is_refused_alone() -> None:
    nothing = {"doc_id": "", "abstract": ""}
    found = read(b"\xef\xbb\xbf", b"{not json", b"[1]", {"claim": "x"}, nothing, b"",
                 b'{"doc_id": "\xff"}', b"[" * 5000, FINE)  # fmt: skip
    assert [one.place for one in found] == [f"line {n}" for n in (2, 3, 4, 5, 7, 8, 9)]
    assert [type(one) for one in found] == [Refused] * 6 + [Read]


def test_an_endless_line_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus, "LONGEST_LINE", 1000)
    found = read(b'{"doc_id": "' + b"x" * 5000 + b'"}', FINE)
    assert [(type(one), one.place) for one in found] == [(Refused, "line 1"), (Read, "line 2")]


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
_keys = st.sampled_from(
    ["doc_id", "pmid", "title", "abstract", "sentences", "sections", "text", "authors", "year", "nct_id",
     "begin", "section", "Results", "question", "answer", "source", "url", "meshes", "license"]
)  # fmt: skip


@given(st.dictionaries(_keys, _json, max_size=8))
def test_no_shape_of_row_crashes_the_reader(row: dict[str, Any]) -> None:
    try:
        line = orjson.dumps(row)
    except (TypeError, orjson.JSONEncodeError):
        return
    for found in read(line):
        assert isinstance(found, Read | Refused)
        if isinstance(found, Read) and found.document is not None:
            text = found.document.text
            assert all(text[part.start : part.end].strip() for part in found.document.parts)
