"""Measuring search: every form of question, on files of our own."""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from evals.__main__ import main, suites
from evals.corpora import Corpus
from evals.figures import interval, milliseconds
from evals.retrieval import questions, run

ABSTRACTS = [
    {"doc_id": 1, "title": "Colchicine in gout", "abstract": ["Colchicine eased gout.", "Pain fell."]},
    {"doc_id": 2, "title": "Statins", "abstract": ["Statins lowered cholesterol in adults."]},
    {"doc_id": 3, "title": "Apixaban", "abstract": ["Apixaban caused less bleeding than warfarin."]},
]
EXCERPTS = [
    {"pmid": "11", "section": "abstract", "begin": 0, "end": 28, "text": "Tocilizumab prevents relapse."},
    {
        "pmid": "11",
        "section": "abstract",
        "begin": 90,
        "end": 120,
        "text": "Arteritis remained in remission.",
    },
    {"pmid": "12", "section": "abstract", "begin": 0, "end": 20, "text": "Metformin lowers glucose."},
]


def write(path: Path, rows: Sequence[object]) -> Path:
    """A JSONL file of ``rows``, gzipped where its name says so."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = "".join(json.dumps(row) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


@pytest.fixture
def abstracts(tmp_path: Path) -> Path:
    return write(tmp_path / "small/corpus.jsonl.gz", ABSTRACTS)


def options(corpus: Sequence[Path], asked: Path, **other: object) -> argparse.Namespace:
    """The arguments of the suite."""
    given = {"lexical_only": True, "no_synonyms": False, "mesh": None, "limit": None, "encoder": "default"}
    return argparse.Namespace(corpus=corpus, questions=asked, **(given | other))


CLAIMS = [
    {"id": 1, "claim": "Colchicine eases gout", "cited_doc_ids": [1]},
    {"id": 2, "claim": "Apixaban bleeds less than warfarin", "cited_doc_ids": [3, 99]},
    {"id": 3, "claim": "Statins raise cholesterol", "cited_doc_ids": [1]},
    {"id": 4, "claim": "Nothing of this is held", "cited_doc_ids": [98]},
]


def test_figures_can_be_reckoned_by_hand(tmp_path: Path, abstracts: Path) -> None:
    figures = run(options([abstracts], write(tmp_path / "small/claims.jsonl.gz", CLAIMS)))
    assert {name: figures[name] for name in ("queries", "not_in_corpus", "sources", "refused")} == {
        "queries": 3, "not_in_corpus": 1, "sources": 3, "refused": 0,
    }  # fmt: skip
    assert figures["hit_at_10"] == pytest.approx(2 / 3, abs=1e-4)
    assert figures["ndcg_at_10"] == pytest.approx(2 / 3, abs=1e-4)
    assert figures["recall_at_100"] == pytest.approx(2 / 3, abs=1e-4)


@pytest.mark.parametrize(
    ("row", "relevant"),
    [
        ({"claim": "x", "cited_doc_ids": [1, 2]}, {"corpus:small:1": 1, "corpus:small:2": 1}),
        ({"claim": "x", "doc_ids": [2], "nei_doc_ids": []}, {"corpus:small:2": 1}),
        ({"question": "x", "pmids": ["11", "77"]}, {"pmid:11": 1}),
        ({"question": "x", "pmid": "12", "final_decision": "yes"}, {"pmid:12": 1}),
        ({"titles": "x", "relevant": {"1": 3, "3": 1}}, {"corpus:small:1": 3, "corpus:small:3": 1}),
    ],
)
@pytest.mark.parametrize("folder", ["small", "elsewhere"])
def test_every_form_of_question(
    tmp_path: Path, abstracts: Path, folder: str, row: dict[str, object], relevant: dict[str, int]
) -> None:
    corpus = Corpus.of([abstracts, write(tmp_path / "set/passages.jsonl", EXCERPTS)])
    judged = list(questions(write(tmp_path / folder / "questions.jsonl", [row]), corpus))
    assert [(one.text, dict(one.relevant)) for one in judged] == [("x", relevant)]


def test_excerpts_of_one_work_are_one_source(tmp_path: Path) -> None:
    corpus = Corpus.of([write(tmp_path / "set/passages.jsonl", [*EXCERPTS, EXCERPTS[0]])])
    held = {entry.source.id: len(entry.passages) for entry in corpus.entries()}
    assert held.keys() == {"pmid:11", "pmid:12"}


def test_limit_takes_the_first(tmp_path: Path, abstracts: Path) -> None:
    asked = write(tmp_path / "small/claims.jsonl", CLAIMS)
    assert run(options([abstracts], asked, limit=1))["queries"] == 1


def test_json_is_one_object_and_nothing_else(
    tmp_path: Path, abstracts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = write(tmp_path / "small/claims.jsonl", CLAIMS)
    arguments = [
        "retrieval",
        "--json",
        "--lexical-only",
        "--corpus",
        str(abstracts),
        "--questions",
        str(asked),
    ]
    assert main(arguments) == 0
    assert json.loads(capsys.readouterr().out)["queries"] == 3
    assert main([one for one in arguments if one != "--json"]) == 0
    assert "ndcg_at_10" in capsys.readouterr().out


def test_wrong_usage_and_missing_files_are_told(
    tmp_path: Path, abstracts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["guesswork"])
    assert caught.value.code == 2
    missing = str(tmp_path / "none.jsonl")
    assert main(["retrieval", "--lexical-only", "--corpus", str(abstracts), "--questions", missing]) == 1
    assert "none.jsonl" in capsys.readouterr().err


def test_the_suites_are_the_modules() -> None:
    assert {"retrieval", "answers"} <= set(suites())
    assert not {"figures", "corpora"} & set(suites())


def test_intervals_hold_their_mean_and_repeat() -> None:
    values = [0.0, 1.0, 1.0, 0.5] * 10
    low, high = interval(values) or (1.0, 0.0)
    assert low < 0.625 < high
    assert interval(values) == (low, high)
    assert interval([1.0]) is None
    assert interval([0.5, 0.5]) == (0.5, 0.5)
    assert milliseconds([0.001, 0.003], 50) == 2.0
    assert milliseconds([], 95) is None


@pytest.mark.shared
@pytest.mark.slow
def test_scifact_is_searched_as_well_as_before(shared: Path) -> None:
    folder = shared / "data/scifact"
    figures = run(options([folder / "corpus.jsonl.gz"], folder / "claims_train.jsonl.gz"))
    assert float(str(figures["ndcg_at_10"])) >= 0.69
