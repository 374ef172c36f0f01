"""The entailer that comes with the package, and the one that remembers."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.errors import ExtraMissing
from probatum.language.cross import CrossForm
from probatum.language.entailment import (
    LocalEntailer,
    RememberingEntailer,
    Tallied,
    default_entailer,
    entailer_of,
)
from probatum.language.models import Entailed, NoEntailer

TEXT = "Tocilizumab lowered the rate of relapse in giant cell arteritis compared with placebo."
PAIRS = (
    ("Tocilizumab reduces relapses of giant cell arteritis.", TEXT),
    ("Tocilizumab increases relapses of giant cell arteritis.", TEXT),
    ("Apixaban causes less bleeding than warfarin.", TEXT),
)


@pytest.fixture(scope="module")
def entailer() -> LocalEntailer:
    """The default entailer; skipped, saying so, without the dense extra."""
    try:
        return default_entailer()
    except ExtraMissing as missing:
        pytest.skip(str(missing))


def test_support_denial_and_silence_are_told_apart(entailer: LocalEntailer) -> None:
    read = entailer.entail(PAIRS)
    best = [max(("support", "contradict", "neither"), key=lambda name: getattr(one, name)) for one in read]
    assert best == ["support", "contradict", "neither"]


def test_the_three_shares_add_up_to_one(entailer: LocalEntailer) -> None:
    sums = [one.support + one.contradict + one.neither for one in entailer.entail(PAIRS)]
    assert sums == pytest.approx([1.0, 1.0, 1.0])


def test_the_same_pairs_give_the_same_readings(entailer: LocalEntailer) -> None:
    assert entailer.entail(PAIRS) == entailer.entail(PAIRS)


def test_company_and_order_change_no_reading(entailer: LocalEntailer) -> None:
    pairs = ((PAIRS[0][0], f"{TEXT} " * 40), *PAIRS)
    assert entailer.entail(pairs) == [entailer.entail([pair])[0] for pair in pairs]


def test_nothing_gives_nothing(entailer: LocalEntailer) -> None:
    assert entailer.entail([]) == []


@pytest.mark.parametrize("odd", ["", " ", "\x00\x07", "\ud800", "𝓣𝓸𝓬𝓲", "a" * 200_000, "\u202e\u2066 x"])
def test_odd_texts_are_read_too(entailer: LocalEntailer, odd: str) -> None:
    read = entailer.entail([(odd, TEXT), (TEXT, odd)])
    assert [one.support + one.contradict + one.neither for one in read] == pytest.approx([1.0, 1.0])


def test_a_folder_of_ones_own_is_read(entailer: LocalEntailer, tmp_path: Path) -> None:
    weights = Path(str(resources.files("probatum.weights")))
    shutil.copy(weights / "entailer" / "model.onnx", tmp_path)
    shutil.copy(weights / "encoder" / "tokenizer.json", tmp_path)
    own = entailer_of(tmp_path)
    assert own.name == tmp_path.name
    (tmp_path / "entailer.json").write_text(json.dumps({"name": "mine", "tokens": 64}), "utf-8")
    assert entailer_of(tmp_path).name == "mine"


def test_a_folder_without_a_model_or_with_a_broken_card_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExtraMissing, match="holds no entailer"):
        LocalEntailer(tmp_path, CrossForm(name="none"))
    for card in (
        '{"unknown": 1}',
        "[1]",
        "{",
        '{"name": "a", "tokens": 0}',
        '{"name": "a", "temperature": 0}',
    ):
        (tmp_path / "entailer.json").write_text(card, "utf-8")
        with pytest.raises(ExtraMissing, match=r"entailer\.json: cannot be read as a model's card"):
            entailer_of(tmp_path)


def test_a_model_or_tokenizer_that_is_none_is_told_by_its_file(
    entailer: LocalEntailer, tmp_path: Path
) -> None:
    weights = Path(str(resources.files("probatum.weights")))
    (tmp_path / "model.onnx").write_bytes(b"no model")
    with pytest.raises(ExtraMissing, match=r"tokenizer\.json: cannot be used as a tokenizer"):
        entailer_of(tmp_path).entail(PAIRS)
    shutil.copy(weights / "encoder" / "tokenizer.json", tmp_path)
    with pytest.raises(ExtraMissing, match=r"model\.onnx: cannot be used as a model .*sound") as told:
        entailer_of(tmp_path).entail(PAIRS)
    assert "\n" not in str(told.value)


def test_a_model_that_gives_something_else_is_told(entailer: LocalEntailer, tmp_path: Path) -> None:
    weights = Path(str(resources.files("probatum.weights")))
    shutil.copy(weights / "encoder" / "model.onnx", tmp_path)  # vectors, not three logits
    shutil.copy(weights / "encoder" / "tokenizer.json", tmp_path)
    with pytest.raises(ExtraMissing, match=r"model\.onnx: cannot be used as an entailer .*three logits"):
        entailer_of(tmp_path).entail(PAIRS)


class Counting:
    """An entailer by rule that counts what it is given: for the memory alone."""

    name = "counting"

    def __init__(self) -> None:
        self.given: list[tuple[str, str]] = []

    def entail(self, pairs: Sequence[tuple[str, str]]) -> list[Entailed]:
        """Support where the two are the same."""
        self.given += pairs
        return [Entailed(support=float(a == b), contradict=0.0, neither=float(a != b)) for a, b in pairs]


def test_each_pair_is_read_once() -> None:
    inner = Counting()
    kept = RememberingEntailer(inner)
    assert kept.name == "counting"
    first = kept.entail([("a", "a"), ("a", "b"), ("a", "a")])
    assert first == kept.entail([("a", "a"), ("a", "b"), ("a", "a")])
    assert inner.given == [("a", "a"), ("a", "b")]


def test_what_another_model_read_is_not_remembered() -> None:
    class Standing(Counting):
        def entail(self, pairs: Sequence[tuple[str, str]]) -> list[Entailed]:
            return [replace(one, by="another") for one in super().entail(pairs)]

    inner = Standing()
    kept = Tallied(RememberingEntailer(inner))
    assert kept.entail([("a", "a")]) == kept.entail([("a", "a")])
    assert inner.given == [("a", "a"), ("a", "a")]
    assert kept.said == "counting; 2 of 2 readings by another, as it gave no answer"


def test_what_is_unused_for_longest_is_forgotten_first() -> None:
    inner = Counting()
    kept = RememberingEntailer(inner, most=2)
    for pair in (("a", ""), ("b", ""), ("a", ""), ("c", ""), ("a", ""), ("b", "")):
        kept.entail([pair])
    assert inner.given == [("a", ""), ("b", ""), ("c", ""), ("b", "")]


@given(st.lists(st.tuples(st.text(), st.text())), st.integers(min_value=0, max_value=3))
def test_memory_never_changes_a_reading(pairs: list[tuple[str, str]], most: int) -> None:
    kept = RememberingEntailer(Counting(), most=most)
    assert kept.entail(pairs) == Counting().entail(pairs) == kept.entail(pairs)


def test_the_boundary_of_a_pair_is_part_of_it() -> None:
    kept = RememberingEntailer(Counting())
    assert kept.entail([("ab", "b"), ("a", "bb")]) == Counting().entail([("ab", "b"), ("a", "bb")])


def test_the_null_entailer_knows_nothing() -> None:
    assert NoEntailer().entail(PAIRS[:1]) == [Entailed(support=0.0, contradict=0.0, neither=1.0)]
