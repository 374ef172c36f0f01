"""Train the yes/no stance: ``python training/stance/train.py QUESTIONS OUT`` (PubMedQA's training part).

A softmax regression with an L2 penalty over the features of ``probatum.compose.stance``, each answer weighed
by the square root of how rare it is; fitted by gradient descent from zero, so that the same data give the
same weights. Each question is read three times: over its abstract without the conclusion (as PubMedQA asks
it), with it (as a library holds it), and over the conclusion alone. Prints five-fold cross-validated accuracy
and macro-F1 of each before it fits on everything. Data and licence: README.md beside this file.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from probatum.compose.relevance import candidates, subject_of
from probatum.compose.select import ranked, states_something
from probatum.compose.stance import ANSWERS, features
from probatum.language.reading import with_sentences
from probatum.records.evidence import Found
from probatum.records.passage import Document, Part, TextKind, passage_at
from probatum.records.question import ClinicalType, Pico, Question, QuestionKind
from probatum.records.source import Source

LABELS = {"yes": "yes", "no": "no", "maybe": "unsettled"}
PENALTY = 0.001
STEPS = 4000
RATE = 0.5
FOLDS = 5
Array = NDArray[np.float64]


READINGS = ("without its conclusion", "with its conclusion", "the conclusion alone")


def examples(path: Path) -> tuple[list[list[dict[str, float]]], list[str]]:
    """The features of each question in each reading, and the labels, of a PubMedQA file (gzip JSON Lines)."""
    rows = [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
    labels = [LABELS[row["final_decision"]] for row in rows]
    without = [seen(row["question"], row["contexts"]) for row in rows]
    whole = [seen(row["question"], [*row["contexts"], row["long_answer"]]) for row in rows]
    alone = [seen(row["question"], [row["long_answer"]]) for row in rows]
    return [without, whole, alone], labels


def seen(text: str, contexts: list[str]) -> dict[str, float]:
    """The features of one question over the sections of its abstract."""
    question = Question(text=text, kind=QuestionKind.YESNO, clinical_type=ClinicalType.OTHER, pico=Pico())
    whole, parts = "", []
    for context in contexts:
        parts.append(Part(start=len(whole), end=len(whole) + len(context)))
        whole += context + "\n"
    document = Document(text=whole.rstrip(), kind=TextKind.ABSTRACT, parts=tuple(parts))
    passage = with_sentences(passage_at("pmid:0", document, 0, len(document.text)))
    found = Found(source=Source(id="pmid:0"), passage=passage, score=1.0)
    pool = ranked(subject_of(question, {}), candidates([found]))
    return features(text, [one for one in pool if states_something(one)])


def fit(inputs: Array, answers: NDArray[Any]) -> Array:
    """The weights, of shape (features, answers)."""
    targets = np.eye(len(ANSWERS))[answers]
    counts = targets.sum(axis=0)
    rare = np.sqrt(counts.mean() / counts)[answers][:, None]
    weights = np.zeros((inputs.shape[1], len(ANSWERS)))
    for _ in range(STEPS):
        scores = inputs @ weights
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances = powers / powers.sum(axis=1, keepdims=True)
        weights -= RATE * (inputs.T @ ((chances - targets) * rare) / len(inputs) + PENALTY * weights)
    return weights


def macro_f1(expected: NDArray[Any], given: NDArray[Any]) -> float:
    """The mean F1 over the answers."""
    scores = []
    for label in range(len(ANSWERS)):
        both = np.sum((expected == label) & (given == label))
        scores.append(2 * both / max(np.sum(expected == label) + np.sum(given == label), 1))
    return float(np.mean(scores))


def cross_validated(inputs: list[Array], expected: NDArray[Any]) -> list[NDArray[Any]]:
    """What is answered to each question in each reading by weights that have not seen the question."""
    folds = np.random.default_rng(0).permutation(len(expected)) % FOLDS
    given = [np.zeros(len(expected), dtype=int) for _ in inputs]
    for fold in range(FOLDS):
        kept, left = folds != fold, folds == fold
        weights = fit(np.vstack([one[kept] for one in inputs]), np.tile(expected[kept], len(inputs)))
        for one, answers in zip(inputs, given, strict=True):
            answers[left] = (one[left] @ weights).argmax(axis=1)
    return given


def main(questions: Path, out: Path) -> None:
    """Cross-validate, fit on everything, write the weights."""
    readings, labels = examples(questions)
    names = sorted(readings[0][0])
    inputs = [np.array([[row[name] for name in names] for row in rows]) for rows in readings]
    expected = np.array([ANSWERS.index(label) for label in labels])
    print(f"questions {len(labels)}, majority {np.bincount(expected).max() / len(labels):.3f}")
    for reading, given in zip(READINGS, cross_validated(inputs, expected), strict=True):
        accuracy = np.mean(given == expected)
        print(f"{reading}: accuracy {accuracy:.3f}, macro-F1 {macro_f1(expected, given):.3f}")
    weights = fit(np.vstack(inputs), np.tile(expected, len(inputs)))
    held = {
        answer: {name: round(float(weights[i, j]), 4) for i, name in enumerate(names)}
        for j, answer in enumerate(ANSWERS)
    }
    out.write_text(json.dumps({"weights": held}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
