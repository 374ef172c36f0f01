"""How the readings of an entailer and what rules see add up: a small logistic layer, shipped as numbers."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from probatum.records.verdict import Outcome

#: What is weighed, in this order. The first are the model's readings, the last these times what a rule sees.
FEATURES = (
    "whole_support",
    "whole_contradict",
    "best_support",
    "best_contradict",
    "told_support",
    "told_contradict",
    "covered_support",
    "covered_contradict",
)
MODEL_ALONE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """Weights of a multinomial logistic regression, and the bounds by which its shares become a finding.

    ``weights`` are three rows (support, contradict, neither) of one weight a feature; ``bias`` one for each.
    """

    weights: tuple[tuple[float, ...], ...]
    bias: tuple[float, ...]
    contradicted: float = 0.5
    not_found: float = 0.5
    partly: float = 0.5

    def shares(self, features: Sequence[float]) -> tuple[float, float, float]:
        """Support, contradict and neither, adding up to 1."""
        logits = [
            bias + sum(weight * value for weight, value in zip(row, features, strict=True))
            for row, bias in zip(self.weights, self.bias, strict=True)
        ]
        top = max(logits)
        support, contradict, neither = (math.exp(logit - top) for logit in logits)
        total = support + contradict + neither
        return support / total, contradict / total, neither / total

    def outcome(self, support: float, contradict: float, neither: float) -> Outcome | None:
        """What the shares amount to; None where the statement is borne out."""
        if contradict >= self.contradicted and contradict >= support:
            return Outcome.CONTRADICTED
        if neither >= self.not_found and neither >= support:
            return Outcome.NOT_FOUND
        return Outcome.PARTLY if support < self.partly else None


@cache
def shipped_judging(*, model_only: bool = False) -> Judging:
    """The layer that comes with the shipped entailer; ``model_only`` is the one that sees no rules."""
    file = resources.files("probatum.weights") / "entailer" / "judging.json"
    known = json.loads(file.read_text("utf-8"))["model" if model_only else "both"]
    return Judging(
        weights=tuple(tuple(row) for row in known["weights"]),
        bias=tuple(known["bias"]),
        **{name: known[name] for name in ("contradicted", "not_found", "partly")},
    )
