"""The figures of the verification suite, and the forms that it reads."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.__main__ import main
from evals.claims import FormUnknown, Item, items_of, label
from evals.verification import LABELS, by_kind, ece, label_f1, macro_f1, reliability, two_class, wrongly

#: Rows are gold, columns what was said: SUPPORT, CONTRADICT, NOT_ENOUGH_INFO.
TABLE = np.array([[6, 1, 3], [2, 4, 2], [2, 0, 10]])


def test_figures_are_those_worked_out_by_hand() -> None:
    assert macro_f1(TABLE) == round((12 / 20 + 8 / 13 + 20 / 27) / 3, 4)
    assert label_f1(TABLE) == round(2 * 10 / (15 + 18), 4)
    assert two_class(TABLE) == round((12 / 20 + 32 / 40) / 2, 4)


def test_a_label_that_does_not_occur_counts_in_no_mean() -> None:
    assert macro_f1(np.array([[5, 0, 0], [0, 5, 0], [0, 0, 0]])) == 1.0


def test_calibration_is_the_distance_of_score_and_share_of_right() -> None:
    rows = [(0.9, True), (0.9, True), (0.9, False), (0.9, True), (0.55, False), (0.55, True)]
    assert reliability(rows) == [
        {"score": 0.55, "right": 0.5, "n": 2},
        {"score": 0.9, "right": 0.75, "n": 4},
    ]
    assert ece(rows) == round((0.05 * 2 + 0.15 * 4) / 6, 4)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans())))
def test_calibration_lies_between_nought_and_one(rows: list[tuple[float, bool]]) -> None:
    assert 0.0 <= ece(rows) <= 1.0
    assert sum(int(one["n"]) for one in reliability(rows)) == len(rows)


def write(path: Path, *rows: dict[str, object]) -> Path:
    """A JSON Lines file."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def said(items: list[Item]) -> list[tuple[str, str, list[str]]]:
    """Statement, gold and passages of each item."""
    return [(one.statement, one.gold, [cited.passage.text for cited in one.cited]) for one in items]


def test_a_claim_gives_an_item_for_each_cited_document(tmp_path: Path) -> None:
    corpus = write(
        tmp_path / "corpus.jsonl",
        {"doc_id": 1, "title": "A trial", "abstract": ["Zinc was given.", "Colds were shorter."]},
        {"doc_id": 2, "title": "", "sentences": ["Iron was given."]},
    )
    claim = {
        "id": 7,
        "claim": "Zinc shortens colds [<|cit|>].",
        "label": "SUPPORT",
        "cited_doc_ids": [1, 2],
        "evidence": [{"doc_id": 1, "sentences": [1], "label": "SUPPORT"}],
    }
    assert said(items_of(write(tmp_path / "claims.jsonl", claim), corpus)) == [
        ("Zinc shortens colds.", "SUPPORT", ["Zinc was given. Colds were shorter."]),
        ("Zinc shortens colds.", "NOT_ENOUGH_INFO", ["Iron was given."]),
    ]


def test_pairs_and_answers_are_read(tmp_path: Path) -> None:
    pairs = write(
        tmp_path / "pairs.jsonl",
        {"claim": "Zinc helps.", "evidence": "Zinc did not help.", "label": "CONTRADICT"},
        {"claim": "Zinc helps.", "answer": "Ask a physician.", "label": "Neutral"},
    )
    assert said(items_of(pairs, None)) == [
        ("Zinc helps.", "CONTRADICT", ["Zinc did not help."]),
        ("Zinc helps.", "NOT_ENOUGH_INFO", ["Ask a physician."]),
    ]
    assert len(items_of(pairs, None, limit=1)) == 1


def test_statements_are_held_against_their_sections(tmp_path: Path) -> None:
    trials = write(
        tmp_path / "trials.jsonl",
        {"nct_id": "N1", "Adverse Events": ["Total: 3/20", "  Nausea 2/20"]},
        {"nct_id": "N2", "Adverse Events": ["Total: 0/9"]},
    )
    row = {
        "statement": "Nausea occurred in the primary trial only.",
        "section_id": "Adverse Events",
        "primary_id": "N1",
        "secondary_id": "N2",
        "label": "Entailment",
    }
    assert said(items_of(write(tmp_path / "s.jsonl", row), trials)) == [
        (row["statement"], "SUPPORT", ["Total: 3/20 Nausea 2/20", "Total: 0/9"])
    ]


def test_a_prompt_gives_an_item_for_each_answer(tmp_path: Path) -> None:
    text = "ABSTRACT.RESULTS:\nPain was lower with zinc than with placebo in this small trial of adults.\n"
    articles = write(tmp_path / "articles.jsonl", {"pmcid": "PMC1", "title": "Zinc", "text": text})
    row = {"pmcid": "PMC1", "intervention": "Zinc", "comparator": "placebo", "outcome": "pain"}
    items = items_of(write(tmp_path / "p.jsonl", row | {"label": "decreased"}), articles)
    assert [(one.statement, one.gold) for one in items] == [
        ("Zinc increases pain compared with placebo.", "CONTRADICT"),
        ("Zinc decreases pain compared with placebo.", "SUPPORT"),
        ("Zinc makes no difference to pain compared with placebo.", "CONTRADICT"),
    ]


def test_what_cannot_be_scored_is_told(tmp_path: Path) -> None:
    with pytest.raises(FormUnknown, match="no claim"):
        items_of(write(tmp_path / "x.jsonl", {"question": "Why?"}), None)
    with pytest.raises(FormUnknown, match="not in the corpus"):
        items_of(write(tmp_path / "y.jsonl", {"id": 1, "claim": "A", "doc_ids": [1], "evidence": []}), None)
    with pytest.raises(FormUnknown, match="unknown label"):
        label("perhaps")


def test_the_suite_prints_its_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs = write(
        tmp_path / "pairs.jsonl",
        {"claim": "Zinc shortens colds.", "evidence": "Zinc shortens colds in adults.", "label": "SUPPORT"},
        {"claim": "Iron cures gout.", "evidence": "Zinc shortens colds.", "label": "NOT_ENOUGH_INFO"},
    )
    assert main(["verification", "--pairs", str(pairs), "--rules-only", "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    wanted = {"macro_f1", "label_f1", "accuracy", "per_label", "confusion", "majority", "always_support"}
    assert wanted | {"ms_per_claim", "macro_f1_interval", "claims"} <= figures.keys()
    assert figures["claims"] == 2
    assert main(["verification"]) == 1


def test_what_is_said_wrongly_is_counted() -> None:
    table = np.array([[2, 1, 1], [3, 0, 1], [0, 1, 3]])
    assert wrongly(table) == {"accused": 0.25, "passed": 0.375}
    items = [
        Item(statement="", cited=(), gold=gold, kind=kind)
        for gold, kind in (("SUPPORT", "a"), ("CONTRADICT", "b"))
    ]
    told = by_kind(items, np.array([0, 1]), np.array([1, 0]))["by_kind"]
    assert told["a"] == {"n": 1, "accuracy": 0.0, "accused": 1.0, "passed": 0.0}
    assert told["b"] == {"n": 1, "accuracy": 0.0, "accused": 0.0, "passed": 1.0}
    assert by_kind([Item(statement="", cited=(), gold="SUPPORT")], np.array([0]), np.array([0])) == {}


def test_the_pairs_of_our_own_are_whole_and_none_is_in_both_parts(root: Path) -> None:
    parts = [
        [json.loads(line) for line in (root / "evals" / name).read_text("utf-8").splitlines()]
        for name in ("said_otherwise.jsonl", "said_otherwise_held_out.jsonl")
    ]
    claims = [row["claim"] for part in parts for row in part]
    assert len(claims) == len(set(claims))
    for part in parts:
        true = sum(row["label"] == "SUPPORT" for row in part)
        assert true * 2 == len(part) or abs(true * 2 - len(part)) < 3
        assert {row["label"] for row in part} == set(LABELS)
        assert len({row["kind"] for row in part}) == 8


def test_what_is_said_plainly_is_whole_and_in_no_other_part(root: Path) -> None:
    names = ("said_plainly.jsonl", "said_otherwise.jsonl", "said_otherwise_held_out.jsonl")
    plainly, *others = (
        [json.loads(line) for line in (root / "evals" / name).read_text("utf-8").splitlines()]
        for name in names
    )
    claims = [row["claim"] for row in plainly]
    assert len(claims) == len(set(claims))
    assert not set(claims) & {row["claim"] for part in others for row in part}
    assert Counter(row["label"] for row in plainly) == {"SUPPORT": 160, "CONTRADICT": 155}
    assert len({row["kind"] for row in plainly}) == 8
