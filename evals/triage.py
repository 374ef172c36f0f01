"""``python -m evals triage``: are emergencies told apart from questions that only sound like one?

The lists are ours (``evals/triage.toml``). Each was written before the rules had seen it, in the order
given, and the rules were then worked on with it: only the figures noted when a list was new say how they do
on words that nobody has thought of (docs/evals/triage.md). ``--questions`` puts questions of other
sets beside them, none of which is an emergency that happens now: what is told there is a false alarm.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Sequence
from pathlib import Path

from evals.canonical import texts_of
from probatum.language.triage import triage
from probatum.language.vocabulary import Vocabulary

LISTS = Path(__file__).with_name("triage.toml")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The suite's own options."""
    parser.add_argument(
        "--questions", nargs="*", default=[], type=Path, help="question files beside the lists"
    )


def run(args: argparse.Namespace) -> dict[str, object]:
    """Put every text of the lists, and of ``args.questions``, to the rules; gives both error rates."""
    vocabulary = Vocabulary.shipped()
    lists = tomllib.loads(LISTS.read_text("utf-8"))
    figures: dict[str, object] = {}
    for name, texts in lists.items():
        figures[name] = _errors(texts["emergencies"][: args.limit], texts["calm"][: args.limit], vocabulary)
    emergencies = [text for texts in lists.values() for text in texts["emergencies"][: args.limit]]
    calm = [text for texts in lists.values() for text in texts["calm"][: args.limit]]
    figures["all"] = _errors(emergencies, calm, vocabulary)
    for path in args.questions:
        asked = texts_of(path)[: args.limit]
        told = [triage(text, vocabulary) for text in asked]
        figures[path.parent.name] = {
            "questions": len(asked),
            "told_urgent": sum(bool(one.urgent) for one in told) / (len(told) or 1),
            "told_other_subject": sum(one.other for one in told) / (len(told) or 1),
        }
    return figures


def _errors(emergencies: Sequence[str], calm: Sequence[str], vocabulary: Vocabulary) -> dict[str, object]:
    missed = sum(not triage(text, vocabulary).urgent for text in emergencies)
    alarmed = sum(bool(triage(text, vocabulary).urgent) for text in calm)
    return {
        "emergencies": len(emergencies),
        "missed": missed / (len(emergencies) or 1),
        "calm": len(calm),
        "false_alarms": alarmed / (len(calm) or 1),
    }
