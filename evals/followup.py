"""``python -m evals followup``: is a follow-up understood, and is the fifth answer as sound as the first?

Two kinds of conversation. Those of ``evals/followups.jsonl`` (60, ours, over the topics of the starter
library) say of each follow-up what must and must not stand in the question that it means; every second one
was held out while the rules were written. With ``--corpus`` and ``--questions`` (the form of BioASQ)
conversations are built of questions that share documents: the first stands as it is, in each later one a name
that was said before is replaced by a pronoun; right is what names it again. A question that shares no name
must be left alone.

Both are answered turn by turn by the whole line, and the verdicts of all statements are counted by turn.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from evals.answers import library
from probatum.actions.ask import SHOWN, ask
from probatum.actions.follow_up import mentioned_in, turn_of
from probatum.actions.starter import ensure_starter
from probatum.errors import QuestionError
from probatum.language.standalone import resolve, whole
from probatum.language.topic import DISEASE, TREATMENT, named
from probatum.language.vocabulary import Vocabulary
from probatum.records.article import Revision
from probatum.records.thread import Resolved, Turn
from probatum.records.verdict import Outcome
from probatum.workspace import Workspace, open_workspace

OURS = Path(__file__).with_name("followups.jsonl")
#: Written later, of the kinds in which the held-out half was weakest.
LATER = Path(__file__).with_name("followups_later.jsonl")

#: This year, for "the last ten years": the conversations were written in it.
YEAR = 2025

#: A conversation has so many turns.
LONGEST = 5

#: Verdicts of statements that must not be shown; what has one is withheld.
BAD = tuple(outcome for outcome in Outcome if outcome not in SHOWN)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a follow-up must come to: kinds (the first names its row), words in it and not, years, designs."""

    asked: str
    kinds: tuple[str, ...]
    has: tuple[tuple[str, ...], ...] = ()
    absent: tuple[str, ...] = ()
    since: tuple[int, ...] = ()
    until: tuple[int, ...] = ()
    designs: frozenset[str] = frozenset()

    @property
    def limits(self) -> bool:
        """Whether the evidence that it wants is judged."""
        return self.kinds[0] == "filter" or bool(self.since or self.until or self.designs)


@dataclass(slots=True)
class Tally:
    """What was seen: right by kind and half, and by turn how many were asked, answered, and how judged.

    ``ends`` are of each conversation the statements supported and judged in its first and in its fifth turn.
    """

    right: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    answered: Counter[int] = field(default_factory=Counter)
    asked: Counter[int] = field(default_factory=Counter)
    verdicts: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    withheld: Counter[int] = field(default_factory=Counter)
    ends: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)

    def judge(self, rows: Iterable[str], *, right: bool) -> None:
        """Count one follow-up in each of its rows."""
        for row in rows:
            self.seen[row] += 1
            self.right[row] += right


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The suite's own options."""
    parser.add_argument("--corpus", nargs="+", type=Path, help="document files")
    parser.add_argument("--questions", type=Path, help="questions that share documents (BioASQ)")
    parser.add_argument("--conversations", type=Path, default=OURS, help="conversations with what they mean")


def run(args: argparse.Namespace) -> dict[str, object]:
    """Hold the conversations; gives the figures by name."""
    if args.questions:
        talks = list(_built(args.questions))[: args.limit]
        with library(args.corpus) as ws:
            return figures(_held(ws, talks, starter=False), len(talks))
    talks = list(_written(args.conversations))[: args.limit]
    with _starter() as ws:
        return figures(_held(ws, talks, starter=True), len(talks))


@contextmanager
def _starter() -> Iterator[Workspace]:
    """A workspace of its own with the starter library."""
    with tempfile.TemporaryDirectory(prefix="probatum-evals-") as folder:
        ws = open_workspace(Path(folder) / "workspace")
        try:
            ensure_starter(ws)
            yield ws
        finally:
            ws.close()


# --- conversations ------------------------------------------------------------------------------------------


def _written(path: Path) -> Iterator[tuple[str, list[Expected]]]:
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        yield row["half"], [_expected(turn) for turn in row["turns"]]


def _expected(row: Mapping[str, Any]) -> Expected:
    return Expected(
        asked=row["asked"],
        kinds=tuple(row["kind"]),
        has=tuple(tuple(one) for one in row.get("has", ())),
        absent=tuple(row.get("absent", ())),
        since=tuple(YEAR + one if one < 0 else one for one in row.get("since", ())),
        until=tuple(row.get("until", ())),
        designs=frozenset(row.get("designs", ())),
    )


def _built(path: Path) -> Iterator[tuple[str, list[Expected]]]:
    """Chains of questions of which each shares a document with one before it."""
    data = path.read_bytes()
    rows = [json.loads(one) for one in (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines()]
    by_document: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        for document in row.get("pmids", ()):
            by_document[str(document)].append(number)
    used: set[int] = set()
    vocabulary = Vocabulary.shipped()
    for number in range(len(rows)):
        chain = _chain(number, rows, by_document, used)
        if len(chain) > 1:
            used.update(chain)
            yield "built", _spoken([rows[one]["question"] for one in chain], vocabulary)


def _chain(
    first: int, rows: Sequence[Mapping[str, Any]], by_document: Mapping[str, list[int]], used: set[int]
) -> list[int]:
    chain = [] if first in used else [first]
    while chain and len(chain) < LONGEST:
        near = (
            n
            for one in reversed(chain)
            for document in rows[one].get("pmids", ())
            for n in by_document[str(document)]
        )
        following = next((n for n in near if n not in used and n not in chain), None)
        if following is None:
            break
        chain.append(following)
    return chain


def _spoken(questions: Sequence[str], vocabulary: Vocabulary) -> list[Expected]:
    """The questions as somebody would ask them in a row: a name that was just said is "it"."""
    talk = [Expected(asked=questions[0], kinds=("alone",))]
    for before, question in pairwise(questions):
        talk.append(_pointing(before, question, vocabulary))
    return talk


def _pointing(before: str, question: str, vocabulary: Vocabulary) -> Expected:
    """The question with the one treatment or disease that it shares with the one before replaced by "it".

    Only where nothing else in it could be meant by the word, and no other question would name the same.
    """
    known = {one.words.casefold() for one in named(before, vocabulary)}
    shared = [one for one in named(question, vocabulary) if one.words.casefold() in known]
    if len(shared) != 1 or shared[0].nature not in (TREATMENT, DISEASE):
        return Expected(asked=question, kinds=("alone",))
    one = shared[0]
    told = re.sub(r"\b(?:the|an?) $", "", question[: one.start], flags=re.IGNORECASE)
    rest = question[one.end :]
    if not told.strip() or re.match(r"[-'’\w]| [a-z]+(?:s|ed) ", rest) or told.endswith(("(", "-")):
        return Expected(asked=question, kinds=("alone",))
    return Expected(asked=f"{told}it{rest}", kinds=("pronoun",), has=((one.words,),))


# --- holding them -------------------------------------------------------------------------------------------


def _held(ws: Workspace, talks: Sequence[tuple[str, list[Expected]]], *, starter: bool) -> Tally:
    tally = Tally()
    for half, talk in talks:
        turns: list[Turn] = []
        mentioned: tuple[str, ...] = ()
        judged: dict[int, tuple[int, int]] = {}
        for number, expected in enumerate(talk, start=1):
            try:
                resolved = _understood(ws, turns, expected.asked, mentioned)
            except QuestionError:
                continue
            if number > 1:
                rows = ("all", half, f"{half}.{expected.kinds[0]}")
                tally.judge(rows, right=not faults(expected, resolved))
            if resolved.text:
                revision = ask(ws, resolved.text, by="evals", starter=starter, narrowing=resolved.narrowing)
                judged[number] = _count(tally, number, revision)
                turns.append(turn_of(resolved, revision, ""))
                mentioned = mentioned_in((revision,)) or mentioned
        if LONGEST in judged:
            tally.ends.append((judged[1], judged[LONGEST]))
    return tally


def _understood(ws: Workspace, turns: Sequence[Turn], asked: str, mentioned: Sequence[str]) -> Resolved:
    if not turns:
        return whole(asked, ws.vocabulary)
    return resolve(asked, turns, ws.vocabulary, year=YEAR, mentioned=mentioned)


def _count(tally: Tally, number: int, revision: Revision) -> tuple[int, int]:
    """Count an answer; gives how many of its statements are supported, of how many judged."""
    tally.asked[number] += 1
    tally.answered[number] += revision.answered
    tally.withheld[number] += revision.withheld
    outcomes = [verdict.outcome for _, verdict in revision.verdicts]
    tally.verdicts[number].update(outcome.value for outcome in outcomes)
    return outcomes.count(Outcome.SUPPORTED), len(outcomes) + revision.withheld


def faults(expected: Expected, resolved: Resolved) -> list[str]:
    """What is wrong with how a follow-up was understood; nothing where it is right."""
    if expected.kinds == ("unclear",):
        return ["not said to be unclear"] if resolved.text else []
    if expected.kinds == ("alone",):
        alone = resolved.text == " ".join(expected.asked.split()) and not resolved.narrowing
        return [] if alone else ["not left alone"]
    if not resolved.text:
        return ["unclear"]
    found = [f"lacks {'/'.join(one)}" for one in expected.has if not _says(resolved.text, one)]
    found += [f"has {one}" for one in expected.absent if _says(resolved.text, (one,))]
    if "alone" not in expected.kinds and resolved.text.casefold() == expected.asked.casefold():
        found.append("left alone")
    return found + (_limits(expected, resolved) if expected.limits else [])


def _says(text: str, names: Iterable[str]) -> bool:
    return any(one.casefold() in text.casefold() for one in names)


def _limits(expected: Expected, resolved: Resolved) -> list[str]:
    narrowing = resolved.narrowing
    found = []
    for name, wanted, given in (
        ("since", expected.since, narrowing.since),
        ("until", expected.until, narrowing.until),
    ):
        if given not in (wanted or (None,)):
            found.append(name)
    if {design.value for design in narrowing.designs} != expected.designs:
        found.append("designs")
    return found


# --- figures ------------------------------------------------------------------------------------------------


def _difference(ends: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> dict[str, float]:
    """By how much more of what was judged is supported in the fifth turn than in the first, with the 95%
    interval of 2,000 bootstrap samples of conversations (Efron and Tibshirani, 1993; percentiles)."""
    if not ends:
        return {}
    held = np.array([[*first, *fifth] for first, fifth in ends])
    drawn = np.random.default_rng(0).integers(0, len(ends), size=(2000, len(ends)))

    def share(sums: Any) -> Any:
        return sums[..., 2] / np.maximum(sums[..., 3], 1) - sums[..., 0] / np.maximum(sums[..., 1], 1)

    low, high = np.percentile(share(held[drawn].sum(axis=1)), (2.5, 97.5))
    return {"difference": float(share(held.sum(axis=0))), "low": float(low), "high": float(high)}


def figures(tally: Tally, conversations: int) -> dict[str, object]:
    """The figures of a tally."""
    rows = sorted(tally.seen)
    shown = {number: sum(tally.verdicts[number].values()) for number in sorted(tally.asked)}
    return {
        "conversations": conversations,
        "follow_ups": tally.seen["all"],
        "right": {row: tally.right[row] / tally.seen[row] for row in rows},
        "counted": {row: tally.seen[row] for row in rows},
        "fifth_less_first": _difference(tally.ends),
        "turns": {
            str(number): {
                "questions": tally.asked[number],
                "answered": tally.answered[number] / tally.asked[number],
                "statements": shown[number],
                "verdicts": {
                    outcome.value: tally.verdicts[number][outcome.value] / (shown[number] or 1)
                    for outcome in Outcome
                    if tally.verdicts[number][outcome.value] or outcome in SHOWN
                },
                "shown_and_bad": sum(tally.verdicts[number][outcome.value] for outcome in BAD),
                "withheld": tally.withheld[number] / ((shown[number] + tally.withheld[number]) or 1),
            }
            for number in sorted(tally.asked)
        },
    }
