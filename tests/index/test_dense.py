"""Vectors beside the index, and two opinions made one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from probatum.errors import IndexBroken
from probatum.index.dense import DenseIndex, quantised
from probatum.index.embedded import EmbeddedIndex
from probatum.index.fuse import FusedIndex, fused
from probatum.index.index import Entry, Filters, Hit, Query
from probatum.language.tokens import analyse
from probatum.records.passage import Document, Part, TextKind, passage_at
from probatum.records.source import Source


class Letters:
    """An embedder small enough to reckon by hand: how often each letter occurs."""

    def __init__(self, name: str = "letters") -> None:
        self.name, self.dimension = name, 26

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of letter counts."""
        counts = np.array([[text.lower().count(chr(97 + at)) for at in range(26)] for text in texts])
        counts = counts.reshape(len(texts), 26).astype(np.float32)
        length = np.maximum(np.linalg.norm(counts, axis=1, keepdims=True), 1e-9)
        return (counts / length).astype(np.float32)

    def question(self, text: str) -> NDArray[np.float32]:
        """The unit vector of a question."""
        return self.passages([text])[0]


def entry(name: str, text: str, year: str = "2020") -> Entry:
    """A source with one passage."""
    document = Document(text=text, kind=TextKind.ABSTRACT, parts=(Part(start=0, end=len(text)),))
    source = Source(id=name, published=year)
    return Entry(source=source, passages=(passage_at(name, document, 0, len(text)),))


LIBRARY = (entry("pmid:1", "gout gout"), entry("pmid:2", "pain"), entry("pmid:3", "zzz", "1990"))


def query(text: str, filters: Filters | None = None) -> Query:
    return Query(text=text, terms=tuple(analyse(text)), filters=filters or Filters())


def test_the_nearest_comes_first_and_survives_reopening(tmp_path: Path) -> None:
    dense = DenseIndex(tmp_path, Letters())
    assert dense.add(LIBRARY, position=4) == 3
    hits = dense.search("gout", limit=2)
    again = DenseIndex(tmp_path, Letters())
    assert [hit.source for hit in hits] == ["pmid:1", "pmid:2"]
    assert hits[0].score == pytest.approx(1.0, abs=0.02)
    assert (again.search("gout", limit=2), len(again), again.position) == (hits, 3, 4)


def test_what_has_a_vector_is_not_made_again(tmp_path: Path) -> None:
    dense = DenseIndex(tmp_path, Letters())
    dense.add(LIBRARY[:2], position=1)
    assert dense.add(LIBRARY, position=2) == 1
    assert len(dense) == 3


def test_another_embedder_starts_anew(tmp_path: Path) -> None:
    DenseIndex(tmp_path, Letters()).add(LIBRARY, position=1)
    other = DenseIndex(tmp_path, Letters("others"))
    assert (len(other), other.position, other.search("gout", limit=3)) == (0, 0, [])


def test_what_a_killed_write_left_is_cut_off(tmp_path: Path) -> None:
    DenseIndex(tmp_path, Letters()).add(LIBRARY[:2], position=1)
    with (tmp_path / "vectors.i8").open("ab") as stream:
        stream.write(b"\x01" * 40)
    with (tmp_path / "rows.tsv").open("ab") as stream:
        stream.write(b"pmid:9\tx:0-")
    dense = DenseIndex(tmp_path, Letters())
    dense.add(LIBRARY[2:], position=2)
    assert [hit.source for hit in dense.search("zzz", limit=1)] == ["pmid:3"]
    assert len(dense) == 3


def test_another_process_fills_while_this_one_searches(tmp_path: Path) -> None:
    one, other = DenseIndex(tmp_path, Letters()), DenseIndex(tmp_path, Letters())
    one.add(LIBRARY[:1], position=1)
    assert [hit.source for hit in other.search("zzz", limit=3)] == ["pmid:1"]
    other.add(LIBRARY, position=2)
    assert (len(one), one.position) == (3, 2)
    assert one.search("zzz", limit=1) == other.search("zzz", limit=1)


def test_opening_writes_nothing(tmp_path: Path) -> None:
    assert len(DenseIndex(tmp_path / "none", Letters())) == 0
    assert not (tmp_path / "none").exists()


def test_damage_is_told(tmp_path: Path) -> None:
    DenseIndex(tmp_path, Letters()).add(LIBRARY, position=1)
    (tmp_path / "vectors.i8").write_bytes(b"\x01")
    with pytest.raises(IndexBroken, match="delete the folder"):
        DenseIndex(tmp_path, Letters())
    DenseIndex.discard(tmp_path)
    assert len(DenseIndex(tmp_path, Letters())) == 0


def test_of_a_large_library_only_what_the_words_found_is_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dense = DenseIndex(tmp_path, Letters())
    dense.add(LIBRARY, position=1)
    monkeypatch.setattr("probatum.index.dense.WHOLE", 2)
    among = [Hit(source="pmid:2", passage=LIBRARY[1].passages[0].id, score=1.0)]
    assert [hit.source for hit in dense.search("gout", limit=5, among=among)] == ["pmid:2"]
    assert dense.search("gout", limit=5) == []


@given(st.lists(st.floats(-1, 1, width=32), min_size=3, max_size=3))
def test_eight_bits_are_near_enough(values: list[float]) -> None:
    vector = np.array([values], dtype=np.float32)
    assert np.abs(quantised(vector) / 127.0 - vector).max() <= 1 / 254 + 1e-6


@pytest.fixture
def both(tmp_path: Path) -> FusedIndex:
    """Words and meaning over one library; the vectors are not made yet."""
    made = FusedIndex(EmbeddedIndex(tmp_path / "words"), DenseIndex(tmp_path / "meaning", Letters()))
    made.add(LIBRARY, position=3)
    made.settle()
    return made


def test_words_alone_until_nearly_every_passage_has_a_vector(both: FusedIndex) -> None:
    words = both.words.search(query("gout"), limit=5)
    assert both.search(query("gout"), limit=5) == words
    both.fill(LIBRARY[:2], position=2)
    assert both.search(query("gout"), limit=5) == words
    assert "no vectors" in both.fingerprint
    both.fill(LIBRARY, position=3)
    assert both.covered == 1.0
    assert {hit.source for hit in both.search(query("gout"), limit=5)} == {"pmid:1", "pmid:2", "pmid:3"}
    assert both.fingerprint.endswith("letters")


def test_meaning_finds_what_words_do_not(both: FusedIndex) -> None:
    both.fill(LIBRARY, position=3)
    assert both.words.search(query("zz"), limit=5) == []
    assert both.search(query("zz"), limit=1)[0].source == "pmid:3"


def test_filters_and_removals_hold_for_vectors_too(both: FusedIndex) -> None:
    both.fill(LIBRARY, position=3)
    late = query("gout zz", Filters(year_from=2000))
    assert {hit.source for hit in both.search(late, limit=5)} == {"pmid:1", "pmid:2"}
    both.remove(["pmid:1"], position=4)
    assert {hit.source for hit in both.search(query("gout"), limit=5)} == {"pmid:2", "pmid:3"}


HITS = st.lists(
    st.builds(Hit, source=st.sampled_from("abc"), passage=st.sampled_from("xyz"), score=st.floats(0, 50)),
    max_size=6,
    unique_by=lambda hit: (hit.source, hit.passage),
)


@given(HITS, HITS, st.floats(0, 1))
def test_fusion_loses_nothing_and_does_not_depend_on_order(
    one: list[Hit], two: list[Hit], share: float
) -> None:
    made = fused(one, two, share=share)
    assert {(hit.source, hit.passage) for hit in made} == {(hit.source, hit.passage) for hit in one + two}
    assert made == fused(one[::-1], two[::-1], share=share)
    assert [hit.score for hit in made] == sorted((hit.score for hit in made), reverse=True)


def test_the_state_names_its_model(tmp_path: Path) -> None:
    DenseIndex(tmp_path, Letters()).add(LIBRARY, position=5)
    assert json.loads((tmp_path / "dense.json").read_bytes()) == {
        "form": 1, "model": "letters", "rows": 3, "position": 5,
    }  # fmt: skip
