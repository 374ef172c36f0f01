"""``python -m evals canonical``: do other wordings reach their page, and is none taken for another?

Forty questions with five other wordings each, and pairs of questions that sound alike and are two
(``evals/canonical.toml``, all ours), are put to the rules by which a page is found. ``--questions`` adds real
questions: how often two of them are taken for one is counted, and ``--show`` prints those for people to
judge. ``--pairs`` takes pairs that people have judged (``chq``, ``faq``, ``entails``): those that do not
entail each other must stay two. The spelling of names is scored with one edit planted in each.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from probatum.errors import QuestionError
from probatum.language.drugs import listed_names
from probatum.language.pico import read_question
from probatum.language.sense import Sense, sense_of
from probatum.language.spelling import corrections
from probatum.language.vocabulary import Vocabulary
from probatum.language.wording import Wording, wording_of
from probatum.records.wording import folded

LISTS = Path(__file__).with_name("canonical.toml")
_SEED = 20_26
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The suite's own options."""
    parser.add_argument(
        "--questions", nargs="*", default=[], type=Path, help="real questions, one set a file"
    )
    parser.add_argument("--pairs", type=Path, help="pairs that people have judged (chq, faq, entails)")
    parser.add_argument("--show", action="store_true", help="print the real questions taken for one (stderr)")


def run(args: argparse.Namespace) -> dict[str, object]:
    """Score the shipped lists, and the files named; gives the figures by name."""
    vocabulary = Vocabulary.shipped()
    lists = tomllib.loads(LISTS.read_text("utf-8"))
    figures: dict[str, object] = {}
    for name in lists:
        held = lists[name]
        figures[name] = _scored(held["question"][: args.limit], held["apart"], vocabulary)
    figures["spelling"] = spelling(vocabulary, args.limit)
    for path in args.questions:
        figures[path.parent.name] = _merged(texts_of(path)[: args.limit], vocabulary, show=args.show)
    if args.pairs is not None:
        figures["judged_pairs"] = _judged(_rows(args.pairs)[: args.limit], vocabulary)
    return figures


Meaning = tuple[Wording, Sense | None]


def _meaning(text: str, vocabulary: Vocabulary) -> Meaning:
    question = read_question(text, vocabulary)
    return wording_of(question), sense_of(question)


def same(one: Meaning, other: Meaning) -> bool:
    """Whether two questions lead to one page."""
    return one[0] == other[0] or (one[1] is not None and one[1] == other[1])


def _scored(
    questions: Sequence[dict[str, Any]], apart: Sequence[dict[str, Any]], vocabulary: Vocabulary
) -> dict[str, object]:
    """How many wordings reach their page, by halves of the questions; how many pairs were taken for one."""
    reached: list[list[bool]] = []
    pages = [(number, _meaning(one["asks"], vocabulary)) for number, one in enumerate(questions)]
    everything: list[tuple[int, Meaning]] = list(pages)
    for number, one in enumerate(questions):
        said = [_meaning(text, vocabulary) for text in one["wordings"]]
        reached.append([same(pages[number][1], meaning) for meaning in said])
        everything += [(number, meaning) for meaning in said]
    merged = sum(a[0] != b[0] and same(a[1], b[1]) for a, b in combinations(everything, 2))
    pairs = [pair for group in apart for pair in group["pairs"]]
    taken = sum(same(_meaning(a, vocabulary), _meaning(b, vocabulary)) for a, b in pairs)
    return {
        "questions": len(questions),
        "wordings": sum(map(len, reached)),
        "reached": _share(reached),
        "reached_odd": _share(reached[::2]),
        "reached_even": _share(reached[1::2]),
        "different_questions_merged": merged,
        "near_miss_pairs": len(pairs),
        "near_miss_merged": taken,
    }


def _share(reached: Iterable[Sequence[bool]]) -> float:
    flat = [one for group in reached for one in group]
    return sum(flat) / (len(flat) or 1)


def _merged(texts: Sequence[str], vocabulary: Vocabulary, *, show: bool) -> dict[str, object]:
    """How many real questions have a form, and how many different texts among them share one."""
    by: dict[Sense, dict[str, str]] = defaultdict(dict)
    count = 0
    for text in texts:
        try:
            question = read_question(text, vocabulary)
        except QuestionError:
            continue
        sense = sense_of(question)
        if sense is not None:
            count += 1
            by[sense].setdefault(" ".join(re.findall(r"\w+", text.casefold())), text)
    groups = [list(group.values()) for group in by.values() if len(group) > 1]
    if show:
        for group in groups:
            print(" | ".join(group), file=sys.stderr)
    return {"questions": len(texts), "with_a_form": count, "taken_for_another": sum(map(len, groups))}


def _judged(rows: Sequence[dict[str, Any]], vocabulary: Vocabulary) -> dict[str, object]:
    counts = {True: [0, 0], False: [0, 0]}
    for row in rows:
        if folded(row["chq"]) == folded(row["faq"]):
            continue  # the same words say nothing of other words
        try:
            one, other = (_meaning(row[key], vocabulary) for key in ("chq", "faq"))
        except QuestionError:
            continue
        counts[bool(row["entails"])][0] += 1
        counts[bool(row["entails"])][1] += same(one, other)
    return {
        "entailed": counts[True][0],
        "entailed_taken_for_one": counts[True][1],
        "not_entailed": counts[False][0],
        "not_entailed_taken_for_one": counts[False][1],
    }


# --- spelling ---------------------------------------------------------------------------------------------


def spelling(vocabulary: Vocabulary, limit: int | None = None) -> dict[str, object]:
    """One edit planted in every medicine's name of six letters or more: what is made of it.

    ``right``: put right. ``asked``: named among others. ``left``: not noticed, or another name by chance.
    ``wrong``: made into another name, which must not happen.
    """
    chance = random.Random(_SEED)
    names = sorted({n.casefold() for n, _ in listed_names() if n.isalpha() and len(n) >= 6})[:limit]
    tally = {"right": 0, "asked": 0, "left": 0, "wrong": 0}
    for name in names:
        tally[_outcome(name, _misspelt(name, chance), vocabulary)] += 1
    return {"names": len(names), **{key: count / (len(names) or 1) for key, count in tally.items()}}


def _outcome(name: str, typed: str, vocabulary: Vocabulary) -> str:
    found = corrections(typed, vocabulary, lambda _: False)
    if not found:
        return "left"
    things = {form.casefold(): thing for form, thing in listed_names()}
    options = [things.get(option.casefold(), option) for option in found[0].options]
    if not found[0].sure:
        return "asked" if things[name] in options else "left"
    return "right" if options[0] == things[name] or options[0].startswith(name) else "wrong"


def _misspelt(name: str, chance: random.Random) -> str:
    """A name with one edit behind its first letter: a letter lost, doubled, changed, or two turned round."""
    at = chance.randrange(1, len(name) - 1)
    kind = chance.randrange(4)
    if kind == 0:
        return name[:at] + name[at + 1 :]
    if kind == 1:
        return name[:at] + name[at] + name[at:]
    if kind == 2:
        return name[:at] + chance.choice(_LETTERS.replace(name[at], "")) + name[at + 1 :]
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


# --- files ------------------------------------------------------------------------------------------------


def texts_of(path: Path) -> list[str]:
    """The questions of a file of any of the published forms, without the numbers that stand before some."""
    return [re.sub(r"^\d+,\s*", "", str(row["question"])) for row in _rows(path) if row.get("question")]


def _rows(path: Path) -> list[dict[str, Any]]:
    return list(_read(path))


def _read(path: Path) -> Iterator[dict[str, Any]]:
    data = path.read_bytes()
    for line in (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines():
        yield json.loads(line)
