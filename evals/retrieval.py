"""``python -m evals retrieval``: does search bring back the sources that people marked as relevant?

Questions are in the forms of SciFact (``claim``, ``cited_doc_ids``), HealthVer and COVID-Fact (``claim``,
``doc_ids``), BioASQ (``question``, ``pmids``), PubMedQA (``question``, ``pmid``) and NFCorpus (``titles``,
``relevant`` with grades). A source is ranked by its best passage. Measures are those of ``ir-measures``:
nDCG@10 (Järvelin and Kekäläinen, 2002), Success@10 (called ``hit_at_10``) and R@100.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import ir_measures
import orjson
from ir_measures import R, Success, nDCG

from evals.corpora import Corpus, ranked_sources
from evals.figures import interval, milliseconds
from probatum.index.dense import DenseIndex
from probatum.index.embedded import EmbeddedIndex
from probatum.index.fuse import FusedIndex
from probatum.index.index import Query
from probatum.index.query import query_for
from probatum.language.local import bge_small, default_encoder
from probatum.language.vocabulary import Vocabulary
from probatum.records.question import ClinicalType, Pico, Question, QuestionKind

#: So many passages are asked for, that a hundred sources come back.
DEPTH = 200

_ENCODERS = {"default": default_encoder, "bge-small": bge_small}
_MEASURES = {"ndcg_at_10": nDCG @ 10, "hit_at_10": Success @ 10, "recall_at_100": R @ 100}


@dataclass(frozen=True, slots=True)
class Judged:
    """A question and what is relevant to it: grades by source id. ``missing`` counts what is not held."""

    name: str
    text: str
    relevant: Mapping[str, int]
    missing: int


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The suite's own options."""
    parser.add_argument("--corpus", nargs="+", required=True, type=Path, help="document files")
    parser.add_argument("--questions", required=True, type=Path, help="questions with what is relevant")
    parser.add_argument("--lexical-only", action="store_true", help="by words alone, without vectors")
    parser.add_argument("--encoder", choices=sorted(_ENCODERS), default="default", help="whose vectors")
    parser.add_argument("--no-synonyms", action="store_true", help="without widening by the vocabulary")
    parser.add_argument("--mesh", type=Path, default=None, help="a vocabulary file to load (MeSH …)")


def run(args: argparse.Namespace) -> dict[str, object]:
    """Search for every question; gives the figures by name."""
    corpus = Corpus.of(args.corpus)
    judged = list(questions(args.questions, corpus))[: args.limit]
    vocabulary = Vocabulary() if args.no_synonyms else Vocabulary.shipped()
    if args.mesh:
        vocabulary.load_mesh(args.mesh)
    with tempfile.TemporaryDirectory(prefix="probatum-evals-") as folder:
        words = corpus.index(Path(folder) / "index")
        index = words if args.lexical_only else _with_meaning(words, corpus, Path(folder), args.encoder)
        found, seconds = _search(index, vocabulary, judged)
        engine = index.fingerprint
    told = {"sources": len(corpus.sources), "refused": corpus.refused, "index": engine}
    return _scored(judged, found, seconds) | told


def _with_meaning(words: EmbeddedIndex, corpus: Corpus, folder: Path, encoder: str) -> FusedIndex:
    """The index with a vector for every passage: made on all cores, asked on one."""
    make = _ENCODERS[encoder]
    filling = FusedIndex(words, DenseIndex(folder / "vectors", make(threads=0)))
    entries = corpus.entries()
    began, made = time.perf_counter(), 0
    while chunk := list(islice(entries, 256)):
        made += filling.fill(chunk, position=len(corpus.sources))
        rate = made / (time.perf_counter() - began)
        print(f"\r{made} of {words.passages} vectors, {rate:.0f} a second", end="", file=sys.stderr)
    print(file=sys.stderr)
    return FusedIndex(words, DenseIndex(folder / "vectors", make(threads=1)))


def _search(
    index: EmbeddedIndex | FusedIndex, vocabulary: Vocabulary, judged: Sequence[Judged]
) -> tuple[dict[str, dict[str, float]], list[float]]:
    found: dict[str, dict[str, float]] = {}
    seconds: list[float] = []
    for one in judged:
        began = time.perf_counter()
        hits = index.search(as_query(one.text, vocabulary), limit=DEPTH)
        seconds.append(time.perf_counter() - began)
        found[one.name] = ranked_sources([(hit.source, hit.score) for hit in hits])
    return found, seconds


def as_query(text: str, vocabulary: Vocabulary) -> Query:
    """The query of a bare text."""
    question = Question(text=text, kind=QuestionKind.SUMMARY, clinical_type=ClinicalType.OTHER, pico=Pico())
    return query_for(question, vocabulary)


def questions(path: Path, corpus: Corpus) -> Iterator[Judged]:
    """The questions of a file (JSON Lines, gzip or plain) of which something relevant is in the corpus.

    ``doc_id`` means the collection in the folder of the questions; where none of its documents are held, the
    collection that holds most of the ids.
    """
    data = path.read_bytes()
    lines = (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines()
    rows = [orjson.loads(line) for line in lines if line.strip()]
    name = _collection(path, [key for row in rows for key in _grades(row)], corpus)
    for number, row in enumerate(rows):
        grades = _grades(row)
        named = {
            key if key.startswith("pmid:") else f"corpus:{name}:{key}": grade for key, grade in grades.items()
        }
        relevant = {corpus.named[key]: grade for key, grade in named.items() if key in corpus.named}
        if relevant:
            yield Judged(str(number), _text(row), relevant, len(grades) - len(relevant))


def _collection(path: Path, keys: Sequence[str], corpus: Corpus) -> str:
    wanted = set(keys)
    held: Counter[str] = Counter()
    for key in corpus.named:
        scheme, _, rest = key.partition(":")
        name, _, document = rest.partition(":")
        if scheme == "corpus" and document in wanted:
            held[name] += 1
    folder = path.resolve().parent.name
    return folder if folder in held else max(sorted(held), key=held.__getitem__, default="")


def _text(row: Mapping[str, Any]) -> str:
    return str(row.get("claim") or row.get("question") or row.get("titles") or row.get("text") or "")


def _grades(row: Mapping[str, Any]) -> dict[str, int]:
    if "relevant" in row:
        return {str(key): int(grade) for key, grade in row["relevant"].items()}
    listed = row.get("cited_doc_ids") or row.get("doc_ids")
    if listed is None:
        pmids = row.get("pmids") or ([row["pmid"]] if "pmid" in row else [])
        return {f"pmid:{pmid}": 1 for pmid in pmids}
    return {str(key): 1 for key in listed}


def _scored(
    judged: Sequence[Judged], found: Mapping[str, dict[str, float]], seconds: Sequence[float]
) -> dict[str, object]:
    judgements = {one.name: dict(one.relevant) for one in judged}
    per_measure: dict[str, list[float]] = {name: [] for name in _MEASURES}
    names = {measure: name for name, measure in _MEASURES.items()}
    for value in ir_measures.iter_calc(list(_MEASURES.values()), judgements, found):
        per_measure[names[value.measure]].append(float(value.value))
    figures: dict[str, object] = {
        name: round(sum(values) / len(values), 4) if values else None for name, values in per_measure.items()
    }
    figures |= {f"{name}_interval": interval(values) for name, values in per_measure.items()}
    return figures | {
        "queries": len(judged),
        "not_in_corpus": sum(one.missing for one in judged),
        "p50_ms": milliseconds(seconds, 50),
        "p95_ms": milliseconds(seconds, 95),
    }
