"""``python -m evals abstention``: does it answer where it can, and decline where it cannot?

Each question is put twice to the same library: with its gold documents, and with them left out of what was
found. The curve gives both shares at every threshold of ``ExtractiveComposer(enough=…)``; the figures beside
it are those of the shipped threshold. Without its gold documents a question may still be answered rightly
from others, so the second share is an upper bound of the error.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from evals.answers import Asked, add_arguments, library, read_questions
from probatum.actions.ask import evidence_for
from probatum.compose.extractive import ENOUGH, reach
from probatum.errors import QuestionError
from probatum.language.pico import read_question
from probatum.records.evidence import Evidence
from probatum.workspace import Workspace

__all__ = ["add_arguments", "figures", "run"]

THRESHOLDS = tuple(step / 20 for step in range(4, 21))


def run(args: argparse.Namespace) -> dict[str, object]:
    """Put every question twice; gives both shares at the shipped threshold, and the curve."""
    questions = list(read_questions(args.questions))[: args.limit]
    with library(args.corpus) as ws:
        reached = [pair for asked in questions for pair in _reached(ws, asked)]
    return figures(reached)


def _reached(ws: Workspace, asked: Asked) -> list[tuple[float, float]]:
    """How much of it is reached with its gold documents and without; nothing where it cannot be asked."""
    try:
        question = read_question(asked.text, ws.vocabulary)
    except QuestionError:
        return []
    held = evidence_for(ws, question, starter=False)
    others = tuple(one for one in held.found if one.source.identifiers.pmid not in asked.gold)
    without = Evidence(found=others, rarity=held.rarity)
    return [(reach(question, held), reach(question, without))]


def figures(reached: Sequence[tuple[float, float]]) -> dict[str, object]:
    """Both shares at the shipped threshold, and at each of the curve."""

    def shares(enough: float) -> tuple[float, float]:
        with_gold = sum(one >= enough for one, _ in reached)
        without = sum(other >= enough for _, other in reached)
        return with_gold / (len(reached) or 1), without / (len(reached) or 1)

    answered, wrongly = shares(ENOUGH)
    curve = [
        {
            "enough": enough,
            "answered_with_gold": shares(enough)[0],
            "answered_without_gold": shares(enough)[1],
        }
        for enough in THRESHOLDS
    ]
    return {
        "questions": len(reached),
        "enough": ENOUGH,
        "answered_with_gold": answered,
        "answered_without_gold": wrongly,
        "curve": curve,
    }
