"""The measures of answers, on figures that can be checked by hand."""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path

import pytest

from evals.abstention import Put
from evals.abstention import figures as declined
from evals.answers import macro_f1, read_questions, rouge, run


def test_rouge_2_is_the_recall_of_pairs_of_words() -> None:
    scored = rouge("the cat sat", ["the cat ran"])
    assert scored["rouge-2"] == {"r": 0.5, "p": 0.5, "f": 0.5}


def test_the_best_of_several_references_counts() -> None:
    assert rouge("a b c", ["x y z", "a b c"])["rouge-2"]["r"] == 1.0


def test_only_200_words_are_scored() -> None:
    assert rouge("x " * 200 + "the cat", ["the cat"])["rouge-2"]["r"] == 0.0


def test_macro_f1_weighs_the_rare_answer_like_the_common_one() -> None:
    assert macro_f1(["yes", "yes", "no"], ["yes", "yes", "yes"]) == pytest.approx(0.4)
    assert macro_f1(["yes", "no"], ["maybe", "maybe"]) == 0.0


def test_both_forms_of_questions_are_read(tmp_path: Path) -> None:
    bioasq = {
        "question": "A?",
        "type": "yesno",
        "pmids": ["1"],
        "ideal_answers": ["I"],
        "exact_answer": "Yes",
    }
    pubmedqa = {"question": "B?", "pmid": "2", "long_answer": "L", "final_decision": "maybe"}
    path = tmp_path / "q.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, (bioasq, pubmedqa))).encode()))
    one, two = read_questions(path)
    assert (one.gold, one.ideal, one.answer) == (frozenset({"1"}), ("I",), "yes")
    assert (two.gold, two.ideal, two.answer) == (frozenset({"2"}), ("L",), "maybe")


def test_the_whole_line_is_measured(tmp_path: Path) -> None:
    rows = [
        {"pmid": "1", "section": "abstract", "begin": 0, "end": 9,
         "text": "Aspirin reduces fever in adults."},
        {"pmid": "2", "section": "abstract", "begin": 0, "end": 9,
         "text": "Gout is treated with colchicine."},
    ]  # fmt: skip
    corpus, questions = tmp_path / "passages.jsonl", tmp_path / "questions.jsonl"
    corpus.write_text("\n".join(map(json.dumps, rows)))
    asked = {"question": "Does aspirin reduce fever?", "type": "yesno", "pmids": ["1"],
             "ideal_answers": ["Yes, aspirin reduces fever in adults."], "exact_answer": "yes"}  # fmt: skip
    questions.write_text(json.dumps(asked))
    seen = run(argparse.Namespace(corpus=[corpus], questions=questions, limit=None))
    exact = ("answered", "yesno_accuracy", "cited_gold", "quotes_verbatim", "citations_resolve")
    assert {name: seen[name] for name in exact} == dict.fromkeys(exact, 1.0)


def test_the_curve_of_declining_falls() -> None:
    def put(reached: tuple[float, float, float], right: tuple[bool | None, bool | None]) -> Put:
        answered = (reached[0] >= 0.5, reached[1] >= 0.5, reached[2] >= 0.5)
        return Put(reached=reached, answered=answered, right=right, invented=True)

    seen = declined(
        [
            put((0.9, 0.2, 0.1), (True, None)),
            put((0.7, 0.6, 0.5), (True, True)),
            put((0.8, 0.7, 0.1), (False, False)),
            put((0.3, 0.1, 0.0), (None, None)),
        ]
    )
    assert seen["answered_with_gold"] == pytest.approx(3 / 4)
    assert seen["answered_without_gold"] == pytest.approx(1 / 2)
    assert seen["answered_invented"] == pytest.approx(1 / 4)
    # Two of three answers with the gold documents are seen to be right, and one of two without them: of those
    # answered without, three quarters may be right.
    assert seen["wrong_without_gold"] == pytest.approx(1 / 2 * 1 / 4)
    curve = [point["answered_with_gold"] for point in seen["curve"]]  # type: ignore[attr-defined]
    assert curve == sorted(curve, reverse=True)
