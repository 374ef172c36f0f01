"""``python -m evals abstention``: does it answer where it can, and decline where it cannot?

Each question is put to the same library with its gold documents, without them, and with the rarest thing that
it names replaced by an invented one. The curve gives the shares answered at every threshold of
``ExtractiveComposer(answering=…)``: how likely the selector must hold a sentence to answer. The figures
beside it are those of the shipped threshold.

Without its gold documents a question may still be answered rightly from others, so the share answered is an
upper bound of the error. Two figures say how much of it is error. Of a name that nobody bears nothing can be
known: every answer to the invented question is wrong. And where experts gave an exact answer (a name, a
list), it is seen how often the lead has it. With the gold documents that happens for a share of the answers,
``right_with_gold``, though nearly all could be right. If right answers are seen as often without them, the
share that is right without is the ratio of both, and the rest of what was answered is error.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import expm1, log
from pathlib import Path
from typing import Any

from evals.answers import library
from probatum.actions.ask import NOWHERE, evidence_for
from probatum.actions.starter import ensure_starter
from probatum.actions.understand import understand
from probatum.compose.extractive import ANSWERING, ExtractiveComposer
from probatum.compose.relevance import subject_of
from probatum.errors import QuestionError
from probatum.language.models import Selector
from probatum.language.pico import read_question
from probatum.language.tokens import analyse
from probatum.records.article import Audience
from probatum.records.evidence import Evidence
from probatum.records.question import Question
from probatum.sources.passages import passages
from probatum.workspace import Workspace, selector_for

THRESHOLDS = tuple(step / 20 for step in range(20))

_INVENTED = ("zorvanthimab", "quelnostatin", "brimaxotide", "tervolynase", "ploxanderin", "vexicarol")


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """How one question was taken: how near the evidence came and whether it was answered, each way.

    ``gold`` is whether it has gold documents; ``right`` whether the lead has the exact answer, with them and
    without; None where experts gave none, or nothing was answered.
    """

    reached: tuple[float, float, float]
    answered: tuple[bool, bool, bool]
    right: tuple[bool | None, bool | None]
    invented: bool


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The suite's own options."""
    parser.add_argument("--corpus", nargs="*", default=[], type=Path, help="document files")
    parser.add_argument(
        "--questions", required=True, type=Path, help="questions; with `pmids` where there is gold"
    )
    parser.add_argument("--starter", action="store_true", help="put them to the starter library (too)")


def run(args: argparse.Namespace) -> dict[str, object]:
    """Put every question each way; gives the shares at the shipped threshold, by halves, and the curve."""
    rows = _rows(args.questions)[: args.limit]
    with library(args.corpus) as opened:
        ws = replace(opened, starter=True) if args.starter else opened
        if args.starter:
            ensure_starter(ws)
        composer = _composer(ws)
        put = [one for number, row in enumerate(rows) for one in _put(ws, composer, row, number)]
        declined = sum(understood_otherwise(ws, row) for row in rows)
    return {**figures(put), "declined_as_no_medicine": declined / (len(rows) or 1)}


class Remembering:
    """A selector that reads each pair once: what is composed and how near it came rest on one reading."""

    def __init__(self, selector: Selector) -> None:
        self.name = selector.name
        self._selector = selector
        self._read: dict[tuple[str, str], float] = {}

    def answers(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """What the selector says of each pair, or said of it before."""
        new = [pair for pair in dict.fromkeys(pairs) if pair not in self._read]
        self._read |= zip(new, self._selector.answers(new) if new else (), strict=True)
        return [self._read[pair] for pair in pairs]


def _composer(ws: Workspace) -> ExtractiveComposer:
    """The composer of the workspace, with a selector that remembers."""
    if not isinstance(ws.composer, ExtractiveComposer):  # another has no threshold to draw a curve of
        raise TypeError("evals abstention measures the extractive composer")
    answering = ws.settings.selection.answering
    return ExtractiveComposer(selector=Remembering(selector_for(ws.settings)), answering=answering)


def understood_otherwise(ws: Workspace, row: dict[str, Any]) -> bool:
    """Whether a question is declined before anything is looked for."""
    try:
        return understand(ws, str(row["question"])).declined is not None
    except QuestionError:
        return False


def _put(ws: Workspace, composer: ExtractiveComposer, row: dict[str, Any], number: int) -> list[Put]:
    """One question, each way; nothing where it cannot be asked."""
    gold = frozenset(map(str, row.get("pmids", ())))
    exact = _exact(row)
    try:
        question = read_question(re.sub(r"^\d+,\s*", "", str(row["question"])), ws.vocabulary)
    except QuestionError:
        return []
    held = evidence_for(ws, question, starter=True)
    without = _without(ws, held, gold)
    made = _invented(question, held, number)
    unknown = read_question(made, ws.vocabulary) if made else question
    of_unknown = evidence_for(ws, unknown, starter=True) if made else held
    asked = ((question, held), (question, without), (unknown, of_unknown))
    drafts = [composer.compose(one, evidence, Audience.CLINICIAN) for one, evidence in asked]
    leads = [" ".join(claim.text for claim in draft.lead) for draft in drafts]
    return [
        Put(
            reached=tuple(composer.reach(one, evidence) for one, evidence in asked),  # type: ignore[arg-type]
            answered=tuple(draft.gap is None for draft in drafts),  # type: ignore[arg-type]
            right=(_right(leads[0], exact), _right(leads[1], exact)),
            invented=bool(made),
        )
    ]


def _without(ws: Workspace, held: Evidence, gold: frozenset[str]) -> Evidence:
    """The evidence as it were if the library had never held the gold documents: what was found, how rare
    each term is, and which stand nowhere."""
    others = tuple(one for one in held.found if one.source.identifiers.pmid not in gold)
    names = ws.store.named([f"pmid:{one}" for one in sorted(gold)])
    texts = ws.store.texts(sorted(set(names.values())))
    lost: Counter[str] = Counter()
    for source, documents in texts.items():
        for document in documents:
            for passage in passages(source, document):
                lost.update(frozenset(analyse(passage.text)))
    total = _passages(ws)
    rarity, unseen = {}, []
    for term, one in held.rarity:
        left = max(0.0, (total + 0.5 - 0.5 * expm1(one)) / (1 + expm1(one)) - lost[term])
        rarity[term] = log(1 + (total - left + 0.5) / (left + 0.5))
        if left < 0.5:
            unseen.append(term)
    return Evidence(found=others, rarity=tuple(sorted(rarity.items())), unseen=tuple(sorted(unseen)))


def _passages(ws: Workspace) -> float:
    """How many passages are indexed, from what a term is worth that stands in none of them."""
    return (expm1(ws.index.rarity((NOWHERE,))[NOWHERE]) - 1) / 2


def _invented(question: Question, evidence: Evidence, number: int) -> str:
    """The question with its rarest word replaced by an invented name; empty where it has no telling word."""
    terms = subject_of(question, dict(evidence.rarity)).terms
    if not terms:
        return ""
    rarest = max(terms, key=lambda term: (terms[term], term))
    for match in re.finditer(r"[^\W_][\w'’+/-]*", question.text):
        if rarest in analyse(match[0]):
            name = _INVENTED[number % len(_INVENTED)]
            return question.text[: match.start()] + name + question.text[match.end() :]
    return ""


def _right(lead: str, exact: Sequence[str]) -> bool | None:
    """Whether the lead has one of the exact answers; None where there is no lead or none was given."""
    if not lead or not exact:
        return None
    plain = f" {_plain(lead)} "
    return any(f" {one} " in plain for one in exact)


def _exact(row: dict[str, Any]) -> tuple[str, ...]:
    """The exact answers of a question for a name or a list, in plain words."""
    if row.get("type") not in ("factoid", "list"):
        return ()
    return tuple(plain for plain in map(_plain, _flat(row.get("exact_answer"))) if len(plain) > 1)


def _flat(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _flat(one)
    elif value is not None:
        yield str(value)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def _rows(path: Path) -> list[dict[str, Any]]:
    data = path.read_bytes()
    return [
        json.loads(line) for line in (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines()
    ]


def figures(put: Sequence[Put]) -> dict[str, object]:
    """The shares of all, of each half, and at each threshold of the curve."""
    curve = [
        {
            "answering": answering,
            "answered_with_gold": _share(one.reached[0] >= answering for one in put),
            "answered_without_gold": _share(one.reached[1] >= answering for one in put),
            "answered_invented": _share(one.reached[2] >= answering for one in put if one.invented),
        }
        for answering in (1e-9, *THRESHOLDS[1:])
    ]
    return {
        "questions": len(put),
        "answering": ANSWERING,
        **_shares(put),
        "odd": _shares(put[::2]),
        "even": _shares(put[1::2]),
        "curve": curve,
    }


def _shares(put: Sequence[Put]) -> dict[str, float]:
    """What was answered each way at the shipped threshold, and how much of it can be right."""
    with_gold = [one.right[0] for one in put if one.right[0] is not None]
    without = [one.right[1] for one in put if one.right[1] is not None]
    seen, seen_without = _share(with_gold), _share(without)
    answered = _share(one.answered[1] for one in put)
    right = min(1.0, seen_without / seen) if seen else 0.0
    return {
        "answered_with_gold": _share(one.answered[0] for one in put),
        "answered_without_gold": answered,
        "answered_invented": _share(one.answered[2] for one in put if one.invented),
        "right_with_gold": seen,
        "right_without_gold": seen_without,
        "wrong_without_gold": answered * (1 - right),
    }


def _share(values: Iterable[bool | None]) -> float:
    flat = [bool(one) for one in values]
    return sum(flat) / (len(flat) or 1)
