"""Concepts and their names, as shipped and as read from the lists of others."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.errors import BrokenInput, UnknownFormat
from probatum.language.vocabulary import Vocabulary
from probatum.records.question import Concept

MESH_XML = b"""<?xml version="1.0"?>
<DescriptorRecordSet LanguageCode="eng">
 <DescriptorRecord DescriptorClass="1"><DescriptorUI>D900001</DescriptorUI>
  <DescriptorName><String>Arteritis, Imagined</String></DescriptorName>
  <ConceptList><Concept PreferredConceptYN="Y"><TermList>
   <Term><String>Arteritis, Imagined</String></Term><Term><String>Imagined Vasculopathy</String></Term>
  </TermList></Concept></ConceptList>
 </DescriptorRecord>
</DescriptorRecordSet>"""

MESH_ASCII = b"""*NEWRECORD
RECTYPE = D
MH = Arteritis, Imagined
ENTRY = Imagined Vasculopathy|T047|NON|EQV|UNK (19XX)|900101|abcdef
UI = D900001

*NEWRECORD
RECTYPE = D
MH = Calm
UI = D900002
"""

MESH_LINES = b"""{"id": "D900001", "name": "Arteritis, Imagined", "synonyms": ["Imagined Vasculopathy"]}
{"id": "D900003", "name": "Old Thing", "synonyms": [], "obsolete": true}
"""


@pytest.fixture(scope="module")
def shipped() -> Vocabulary:
    return Vocabulary.shipped()


def _named(vocabulary: Vocabulary, text: str) -> list[tuple[str, str]]:
    found = vocabulary.mentions(text)
    assert all(text[one.start : one.end] == one.concept.text for one in found)
    return [(one.concept.text, one.concept.preferred) for one in found]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "Can inflammatory myositis relapse?",
            [("inflammatory myositis", "inflammatory myositis"), ("relapse", "relapse")],
        ),
        (
            "Is Eliquis safer than warfarin in AF?",
            [("Eliquis", "apixaban"), ("warfarin", "warfarin"), ("AF", "atrial fibrillation")],
        ),
        (
            "Do SGLT-2 inhibitors slow CKD progression in type 2 diabetes?",
            [
                ("SGLT-2 inhibitors", "SGLT2 inhibitor"),
                ("CKD progression", "chronic kidney disease progression"),
                ("type 2 diabetes", "type 2 diabetes"),
            ],
        ),
        ("oestrogen replacement therapy", [("oestrogen replacement therapy", "hormone replacement therapy")]),
        ("estrogen replacement therapy", [("estrogen replacement therapy", "hormone replacement therapy")]),
        ("β-blockers", [("β-blockers", "beta blocker")]),
        ("vitamin K antagonists", [("vitamin K antagonists", "vitamin K antagonist")]),
        ("Was it giant cell (arteritis)? Atrial. Fibrillation", []),
        ("What is the capital of Peru?", []),
        ("as of now it is pe and ra and ms all day", []),
        ("", []),
    ],
)
def test_what_a_text_names(shipped: Vocabulary, text: str, named: list[tuple[str, str]]) -> None:
    assert _named(shipped, text) == named


def test_narrower_names_widen_a_search_and_are_no_names(shipped: Vocabulary) -> None:
    concept = shipped.mentions("SGLT2 inhibitor")[0].concept
    assert "dapagliflozin" in concept.synonyms
    assert _named(shipped, "dapagliflozin") == [("dapagliflozin", "dapagliflozin")]


def test_the_longest_name_counts(shipped: Vocabulary) -> None:
    assert _named(shipped, "chronic kidney disease progression in kidney failure") == [
        ("chronic kidney disease progression", "chronic kidney disease progression"),
        ("kidney failure", "kidney failure"),
    ]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("desc2025.xml", MESH_XML),
        ("d2025.bin", MESH_ASCII),
        ("mesh.jsonl", MESH_LINES),
        ("desc2025.xml.gz", gzip.compress(MESH_XML)),
        ("mesh.jsonl.gz", gzip.compress(MESH_LINES)),
    ],
)
def test_mesh_in_each_of_its_forms(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    vocabulary = Vocabulary()
    assert vocabulary.load_mesh(tmp_path / name) == (2 if name.endswith(".bin") else 1)
    concept = vocabulary.mentions("An imagined arteritis.")[0].concept
    assert (concept.preferred, concept.mesh) == ("Imagined Arteritis", "D900001")
    assert vocabulary.mentions("imagined vasculopathies")[0].concept.mesh == "D900001"


def test_entry_terms_join_a_concept_that_is_held(tmp_path: Path) -> None:
    (tmp_path / "mesh.jsonl").write_text(
        '{"id": "D012008", "name": "Relapse", "synonyms": ["Recrudescence"]}\n', "utf-8"
    )
    vocabulary = Vocabulary.shipped()
    before = len(vocabulary)
    vocabulary.load_mesh(tmp_path / "mesh.jsonl")
    assert len(vocabulary) == before
    assert vocabulary.mentions("recrudescence")[0].concept.preferred == "relapse"


def test_ordinary_words_are_no_drugs(tmp_path: Path) -> None:
    (tmp_path / "drugs.jsonl").write_text(
        '{"name": "Zanthocillin", "synonyms": ["Response", "ice", "Zantho"], "brand_names": ["Balance"]}\n',
        "utf-8",
    )
    vocabulary = Vocabulary()
    vocabulary.load(tmp_path / "drugs.jsonl")
    assert vocabulary.mentions("a response in balance on ice") == []
    assert vocabulary.mentions("zantho")[0].concept.preferred == "Zanthocillin"


def test_names_from_long_lists_are_met_in_singular_and_plural_only(tmp_path: Path) -> None:
    (tmp_path / "mesh.jsonl").write_text(
        '{"id": "D1", "name": "Individuality", "synonyms": []}\n'
        '{"id": "D2", "name": "Tumors", "synonyms": []}\n'
        '{"id": "D3", "name": "Potassium Salt", "synonyms": ["Slow-K", "10", "Down-Slow"]}\n',
        "utf-8",
    )
    vocabulary = Vocabulary()
    vocabulary.load_mesh(tmp_path / "mesh.jsonl")
    assert vocabulary.mentions("10 individuals slow it down") == []
    assert [one.concept.mesh for one in vocabulary.mentions("a tumour, tumours, individuality")] == [
        "D2", "D2", "D1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "error", "message"),
    [
        (b"a,b,c\n", UnknownFormat, "list: is no vocabulary; name a MeSH file (XML, .bin) or JSON lines"),
        (b'{"name": "A b c"}\n{"broken\n', BrokenInput, "line 2"),
        (b"<DescriptorRecordSet><DescriptorRecord>", BrokenInput, "fetch the vocabulary again"),
    ],
)
def test_a_bad_list_is_told(tmp_path: Path, data: bytes, error: type[Exception], message: str) -> None:
    (tmp_path / "list").write_bytes(data)
    with pytest.raises(error) as caught:
        Vocabulary().load_mesh(tmp_path / "list")
    assert message in str(caught.value)


@given(st.text(max_size=200))
def test_mentions_lie_in_the_text_and_never_overlap(text: str) -> None:
    vocabulary = Vocabulary([Concept(text="a", preferred="alpha beta", synonyms=("gamma", "AB"))])
    end = 0
    for mention in vocabulary.mentions(f"{text} alpha-beta {text}"):
        assert mention.start >= end
        assert mention.end > mention.start
        end = mention.end
