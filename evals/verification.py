"""``python -m evals verification``: does a claim get the verdict that people gave it?

A claim is judged against one cited document at a time, by the same ``judge`` and the same checks as in the
product. The verdict is then read as a label: ``supported``, ``partly`` and ``overstated`` as SUPPORT,
``contradicted`` as CONTRADICT, ``not_found`` and ``not_checkable`` as NOT_ENOUGH_INFO. See
``docs/evals/verification.md`` for the figures.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.claims import FormUnknown, Item, items_of
from probatum.language.entailment import RememberingEntailer, default_entailer, entailer_of
from probatum.language.judging import Judging, shipped_judging
from probatum.language.models import Entailer
from probatum.records.verdict import Outcome
from probatum.verify.check import Check
from probatum.verify.entailment import bearing, entailment
from probatum.verify.quote import quote
from probatum.verify.verdict import judge
from probatum.workspace import checks_with

LABELS = ("SUPPORT", "CONTRADICT", "NOT_ENOUGH_INFO")
_S, _C, _N = range(3)
READ_AS = {
    Outcome.SUPPORTED: _S,
    Outcome.PARTLY: _S,
    Outcome.OVERSTATED: _S,
    Outcome.CONTRADICTED: _C,
    Outcome.NOT_FOUND: _N,
    Outcome.NOT_CHECKABLE: _N,
}
SEED = 20
RESAMPLES = 1_000
BINS = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The suite's own options."""
    parser.add_argument(
        "--claims", type=Path, help="claims with their cited documents; or prompts, statements"
    )
    parser.add_argument("--corpus", type=Path, help="the documents of the claims; or articles, trials")
    parser.add_argument("--pairs", type=Path, help="pairs of claim and evidence (statements with --corpus)")
    parser.add_argument("--entailer", type=Path, help="a folder with another model")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--rules-only", action="store_true", help="every check but entailment")
    which.add_argument("--model-only", action="store_true", help="the model's readings without any rule")
    which.add_argument("--ablation", action="store_true", help="both, rules only and model only")


def run(args: argparse.Namespace) -> dict[str, object]:
    """Judge every claim of ``args``; gives the figures by name. Raises :class:`FormUnknown`."""
    path = args.pairs or args.claims
    if path is None:
        raise FormUnknown("name --pairs FILE, or --claims FILE and --corpus FILE")
    items = items_of(path, args.corpus, limit=args.limit)
    if args.rules_only:
        return {"run": "rules"} | scored(items, judged(items, checks_with(None)))
    entailer = RememberingEntailer(_entailer(args.entailer))
    if args.model_only:
        return {"run": "model"} | _model_only(items, entailer)
    figures = {"run": "both"} | _both(items, entailer)
    if args.ablation:
        figures["rules"] = scored(items, judged(items, checks_with(None)))
        figures["model"] = _model_only(items, entailer)
    return figures


def _entailer(folder: Path | None) -> Entailer:
    """The shipped model, or the one of ``folder``, on all cores."""
    return entailer_of(folder, threads=0) if folder else default_entailer(threads=0)


def _both(items: Sequence[Item], entailer: Entailer) -> dict[str, object]:
    found = judged(items, checks_with(entailer))
    return scored(items, found) | calibrated(items, entailer, shipped_judging())


def _model_only(items: Sequence[Item], entailer: Entailer) -> dict[str, object]:
    how = shipped_judging(model_only=True)
    found = judged(items, (quote, entailment(entailer, how)))
    return scored(items, found) | calibrated(items, entailer, how)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The label of each item, and how long all took."""

    labels: tuple[int, ...]
    seconds: float


def judged(items: Sequence[Item], checks: Sequence[Check]) -> Judged:
    """Every item judged by ``checks``."""
    began = time.perf_counter()
    labels = tuple(READ_AS[judge(one.statement, one.cited, checks).outcome] for one in items)
    return Judged(labels=labels, seconds=time.perf_counter() - began)


# --- figures ----------------------------------------------------------------------------------------------


def scored(items: Sequence[Item], found: Judged) -> dict[str, object]:
    """All figures that are about labels."""
    gold = np.asarray([LABELS.index(one.gold) for one in items], dtype=np.int64)
    said = np.asarray(found.labels, dtype=np.int64)
    table = confusion(gold, said)
    majority = confusion(gold, np.full_like(gold, int(table.sum(axis=1).argmax())))
    always = confusion(gold, np.full_like(gold, _S))
    return {
        "claims": len(items),
        "macro_f1": macro_f1(table),
        "macro_f1_interval": interval(gold, said),
        "label_f1": label_f1(table),
        "accuracy": _share(int(np.trace(table)), int(table.sum())),
        "per_label": {label: _one(table, at) for at, label in enumerate(LABELS) if table.sum(axis=1)[at]},
        "confusion": {
            label: dict(zip(LABELS, map(int, table[at]), strict=True)) for at, label in enumerate(LABELS)
        },
        "accurate": {
            "macro_f1": two_class(table),
            "always_support": two_class(always),
        },
        "majority": {"accuracy": _share(int(np.trace(majority)), len(items)), "macro_f1": macro_f1(majority)},
        "always_support": {
            "accuracy": _share(int(np.trace(always)), len(items)),
            "macro_f1": macro_f1(always),
        },
        "ms_per_claim": round(1000 * found.seconds / max(1, len(items)), 2),
        **wrongly(table),
        **by_kind(items, gold, said),
    }


def wrongly(table: NDArray[np.int64]) -> dict[str, float]:
    """How many of the true are called contradicted, and how many of the others borne out: what harms most."""
    others = table[[_C, _N]]
    return {
        "accused": _share(int(table[_S, _C]), int(table[_S].sum())),
        "passed": _share(int(others[:, _S].sum()), int(others.sum())),
    }


def by_kind(
    items: Sequence[Item], gold: NDArray[np.int64], said: NDArray[np.int64]
) -> dict[str, dict[str, dict[str, float]]]:
    """Accuracy and what is said wrongly of each kind; nothing where the file names none."""
    kinds = np.asarray([one.kind for one in items])
    told = {}
    for kind in sorted(set(kinds.tolist()) - {""}):
        table = confusion(gold[kinds == kind], said[kinds == kind])
        right = _share(int(np.trace(table)), int(table.sum()))
        told[kind] = {"n": int(table.sum()), "accuracy": right, **wrongly(table)}
    return {"by_kind": told} if told else {}


def confusion(gold: NDArray[np.int64], said: NDArray[np.int64]) -> NDArray[np.int64]:
    """How often each label (row) was read as each label (column)."""
    return np.bincount(gold * 3 + said, minlength=9).reshape(3, 3)


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _f1(hit: int, said: int, true: int) -> float:
    return 2 * hit / (said + true) if said + true else 0.0


def _one(table: NDArray[np.int64], at: int) -> dict[str, float]:
    hit, said, true = int(table[at, at]), int(table[:, at].sum()), int(table[at].sum())
    return {
        "precision": _share(hit, said),
        "recall": _share(hit, true),
        "f1": round(_f1(hit, said, true), 4),
        "n": true,
    }


def macro_f1(table: NDArray[np.int64]) -> float:
    """The mean F1 of the labels that occur."""
    there = [at for at in range(3) if table[at].sum()]
    each = [_f1(int(table[at, at]), int(table[:, at].sum()), int(table[at].sum())) for at in there]
    return round(sum(each) / len(each), 4) if each else 0.0


def label_f1(table: NDArray[np.int64]) -> float:
    """SciFact's label F1: micro-F1 of what is called SUPPORT or CONTRADICT (Wadden et al., EMNLP 2020)."""
    hit = int(table[_S, _S] + table[_C, _C])
    return round(_f1(hit, int(table[:, [_S, _C]].sum()), int(table[[_S, _C]].sum())), 4)


def two_class(table: NDArray[np.int64]) -> float:
    """Macro-F1 of borne out against all else: what an auditor of citations asks."""
    yes = _f1(int(table[_S, _S]), int(table[:, _S].sum()), int(table[_S].sum()))
    rest = table[1:, 1:].sum()
    no = _f1(int(rest), int(table[:, 1:].sum()), int(table[1:].sum()))
    return round((yes + no) / 2, 4)


def interval(gold: NDArray[np.int64], said: NDArray[np.int64]) -> list[float] | None:
    """The 95 % bootstrap interval of the macro-F1: claims drawn a thousand times with a fixed seed."""
    if len(gold) < 2:
        return None
    drawn = np.random.default_rng(SEED).integers(0, len(gold), size=(RESAMPLES, len(gold)))
    found = [macro_f1(confusion(gold[rows], said[rows])) for rows in drawn]
    low, high = np.percentile(found, [2.5, 97.5])
    return [round(float(low), 4), round(float(high), 4)]


# --- calibration ------------------------------------------------------------------------------------------


def calibrated(items: Sequence[Item], entailer: Entailer, how: Judging) -> dict[str, object]:
    """Whether the score is right as often as it says: expected calibration error (Guo et al., ICML 2017)."""
    rows = [_score(one, entailer, how) for one in items]
    return {"ece": ece(rows), "reliability": reliability(rows)}


def _score(one: Item, entailer: Entailer, how: Judging) -> tuple[float, bool]:
    seen = bearing(one.statement, one.cited, entailer, how)
    shares = (seen.support, seen.contradict, seen.neither)
    best = max(range(3), key=shares.__getitem__)
    return shares[best], LABELS[best] == one.gold


def reliability(rows: Iterable[tuple[float, bool]]) -> list[dict[str, float]]:
    """For each tenth of the score: the mean score, how often it was right, how many."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for score, right in rows:
        bins[min(BINS - 1, int(score * BINS))].append((score, right))
    return [
        {
            "score": round(sum(score for score, _ in held) / len(held), 4),
            "right": round(sum(right for _, right in held) / len(held), 4),
            "n": len(held),
        }
        for held in bins
        if held
    ]


def ece(rows: Sequence[tuple[float, bool]]) -> float:
    """The mean distance between score and share of right ones over the bins, weighted by their size."""
    if not rows:
        return 0.0
    off = sum(abs(one["score"] - one["right"]) * one["n"] for one in reliability(rows))
    return round(off / len(rows), 4)
