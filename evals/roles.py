"""``python -m evals roles``: does each sentence of an abstract get the role that its authors gave it?

Abstracts are in the form of ``rct_sentence_roles``: ``sentences[{text, label, heading}]``. A sentence whose
label is null (its heading mixes two roles) is read but not scored. The model sees the texts alone;
``with_headings`` is scored apart: there the heading decides where it states a role, as in real records.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from probatum.language.roles import by_rule, heading_role, roles
from probatum.records.passage import Role

Abstract = list[dict[str, Any]]
RESAMPLED = 1_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The suite's own options."""
    parser.add_argument("--abstracts", required=True, type=Path, help="abstracts with labelled sentences")


def run(args: argparse.Namespace) -> dict[str, object]:
    """Read every abstract of ``args.abstracts``; gives the figures by name."""
    abstracts = list(read_abstracts(args.abstracts))[: args.limit]
    began = time.perf_counter()
    by_model = [roles([one["text"] for one in abstract]) for abstract in abstracts]
    seconds = time.perf_counter() - began
    sentences = sum(map(len, abstracts))
    low, high = interval(abstracts, by_model)
    figure, each = weighted_f1(abstracts, by_model)
    return {
        "abstracts": len(abstracts),
        "sentences": sentences,
        "scored": sum(one["label"] is not None for abstract in abstracts for one in abstract),
        "weighted_f1": figure,
        "weighted_f1_interval": [low, high],
        "per_label": each,
        "by_rule_weighted_f1": weighted_f1(abstracts, [by_rule(_texts(one)) for one in abstracts])[0],
        "with_headings_weighted_f1": weighted_f1(abstracts, _headed(abstracts, by_model))[0],
        "sentences_per_second": sentences / seconds if seconds else 0.0,
    }


def read_abstracts(path: Path) -> Iterator[Abstract]:
    """The sentences of each abstract of a JSON Lines file, gzip or plain."""
    data = path.read_bytes()
    for line in (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines():
        yield json.loads(line)["sentences"]


def _texts(abstract: Abstract) -> list[str]:
    return [one["text"] for one in abstract]


def _headed(abstracts: Sequence[Abstract], read: Sequence[Sequence[Role]]) -> list[list[Role]]:
    """What was read, but what the heading states where it states a role."""
    return [
        [
            heading_role(f"{one['heading']}: ") or guess if one.get("heading") else guess
            for one, guess in zip(abstract, guesses, strict=True)
        ]
        for abstract, guesses in zip(abstracts, read, strict=True)
    ]


def _pairs(abstract: Abstract, guesses: Sequence[Role]) -> list[tuple[str, str]]:
    return [
        (one["label"].lower(), guess.value)
        for one, guess in zip(abstract, guesses, strict=True)
        if one["label"]
    ]


def weighted_f1(
    abstracts: Sequence[Abstract], read: Sequence[Sequence[Role]]
) -> tuple[float, dict[str, dict[str, float]]]:
    """The mean of each label's F1, weighted by how often it is true; and each label's figures."""
    pairs = [pair for one, guesses in zip(abstracts, read, strict=True) for pair in _pairs(one, guesses)]
    return _scored(pairs)


def _scored(pairs: Sequence[tuple[str, str]]) -> tuple[float, dict[str, dict[str, float]]]:
    true, said = Counter(label for label, _ in pairs), Counter(guess for _, guess in pairs)
    hit = Counter(label for label, guess in pairs if label == guess)
    each = {label: _figures(hit[label], said[label], true[label]) for label in sorted(true)}
    total = sum(true.values())
    return sum(each[label]["f1"] * true[label] for label in each) / (total or 1), each


def _figures(hit: int, said: int, true: int) -> dict[str, float]:
    return {
        "precision": hit / said if said else 0.0,
        "recall": hit / true if true else 0.0,
        "f1": 2 * hit / (said + true) if said + true else 0.0,
        "n": true,
    }


def interval(
    abstracts: Sequence[Abstract],
    read: Sequence[Sequence[Role]],
    score: Callable[[Sequence[tuple[str, str]]], tuple[float, object]] = _scored,
) -> tuple[float, float]:
    """The 95 % bootstrap interval of the weighted F1, resampling abstracts (seeded)."""
    grouped = [_pairs(one, guesses) for one, guesses in zip(abstracts, read, strict=True)]
    if not grouped:
        return 0.0, 0.0
    random = np.random.default_rng(7)
    drawn = [
        score([pair for place in random.integers(0, len(grouped), len(grouped)) for pair in grouped[place]])[
            0
        ]
        for _ in range(RESAMPLED)
    ]
    return float(np.percentile(drawn, 2.5)), float(np.percentile(drawn, 97.5))
