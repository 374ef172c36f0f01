"""Train the model of sentence roles: ``python training/roles/train.py --data DIR [--out FILE] [--folds N]``.

A linear-chain CRF (Lafferty et al., ICML 2001; python-crfsuite, L-BFGS with L1 and L2) over the features of
``probatum.language.role_features``. ``DIR`` holds ``train.jsonl.gz`` and ``train_medline.jsonl.gz`` in the
form of ``rct_sentence_roles``. Nothing is random: the same files give the same model. ``--folds`` reports
cross-validation in the training part instead of writing a model; its folds are by PMID.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import pycrfsuite

from probatum.language.role_features import features

FILES = ("train.jsonl.gz", "train_medline.jsonl.gz")
PARAMETERS = {
    "c1": 0.25,
    "c2": 0.05,
    "max_iterations": 160,
    "feature.minfreq": 3,
    "feature.possible_transitions": True,
}
Abstract = tuple[str, list[list[str]], list[str | None]]


def read(folder: Path) -> list[Abstract]:
    """Every abstract: its PMID, the features of its sentences, their labels (None: two roles at once)."""
    rows = []
    for name in FILES:
        with gzip.open(folder / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                texts = [one["text"] for one in row["sentences"]]
                labels = [one["label"] for one in row["sentences"]]
                rows.append((str(row.get("pmid") or row.get("pmcid")), features(texts), labels))
    return sorted(rows, key=lambda row: row[0])


def fit(rows: Iterable[Abstract], path: Path) -> None:
    """Fit a model on ``rows`` and write it to ``path``."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(PARAMETERS)
    for _, found, labels in rows:
        kept = [(one, label) for one, label in zip(found, labels, strict=True) if label]
        if kept:
            trainer.append([one for one, _ in kept], [label for _, label in kept])
    trainer.train(str(path))


def weighted_f1(rows: Sequence[Abstract], path: Path) -> tuple[float, dict[str, float]]:
    """The weighted F1 of the model at ``path`` on ``rows``, and the F1 of each label."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    hit, said, true = Counter[str](), Counter[str](), Counter[str]()
    for _, found, labels in rows:
        for guess, label in zip(tagger.tag(found), labels, strict=True):
            if label:
                said[guess] += 1
                true[label] += 1
                hit[label] += guess == label
    each = {label: 2 * hit[label] / (said[label] + true[label]) for label in sorted(true)}
    return sum(each[label] * true[label] for label in each) / true.total(), each


def fold_of(pmid: str, folds: int) -> int:
    """The fold of an abstract: by a hash of its PMID, so that it never varies."""
    return int(hashlib.sha256(pmid.encode()).hexdigest(), 16) % folds


def main() -> None:
    """Train on all, or report cross-validation."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("src/probatum/weights/roles/roles.crfsuite"))
    parser.add_argument("--folds", type=int, default=0)
    args = parser.parse_args()
    rows = read(args.data)
    if not args.folds:
        fit(rows, args.out)
        print(json.dumps({"abstracts": len(rows), "bytes": args.out.stat().st_size}))
        return
    for fold in range(args.folds):
        held = [row for row in rows if fold_of(row[0], args.folds) == fold]
        path = args.out.with_suffix(f".fold{fold}")
        fit((row for row in rows if fold_of(row[0], args.folds) != fold), path)
        figure, each = weighted_f1(held, path)
        print(
            json.dumps({"fold": fold, "weighted_f1": figure, **each, "bytes": path.stat().st_size}),
            flush=True,
        )
        path.unlink()


if __name__ == "__main__":
    main()
