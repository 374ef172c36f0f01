"""Make the pairs of question and passage from which the encoder learns.

    python training/encoder/pairs.py DATA PAIRS.jsonl

``DATA`` is a folder with the sets named in ``README.md``, in their published form. Only sets whose licence
lets a model made from them be passed on are read, and of these only the training parts. Each line of the
output is ``{set, question, passage, negatives}``; the negatives are passages of the same set that BM25 ranks
high for the question and that do not answer it. The same data give the same bytes.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from probatum.index.embedded import EmbeddedIndex
from probatum.index.index import Entry, Query
from probatum.language.tokens import analyse
from probatum.records.passage import Document, Part, TextKind, passage_at
from probatum.records.source import Source

#: So many pairs of a set at most: no set may drown the others.
MOST = {"medquad": 1_200, "evidence_inference": 1_800, "titles": 900, "citation_integrity": 800}
NEGATIVES = 1
SEED = 20


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A question and a passage that answers it; ``group`` names what must not be its negative."""

    set: str
    question: str
    passage: str
    group: str


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file, gzipped."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def scifact(data: Path) -> Iterator[Pair]:
    """Claims and the abstracts that they cite (claims CC BY 4.0, abstracts ODC-By 1.0)."""
    corpus = {row["doc_id"]: row for row in rows(data / "scifact/corpus.jsonl.gz")}
    for row in rows(data / "scifact/claims_train.jsonl.gz"):
        for cited in row["cited_doc_ids"]:
            document = corpus[cited]
            passage = f"{document['title']} {' '.join(document['abstract'])}"
            yield Pair(set="scifact", question=row["claim"], passage=passage, group=str(cited))


def pubmedqa(data: Path) -> Iterator[Pair]:
    """Research questions and the abstracts that answer them (MIT)."""
    for row in rows(data / "pubmedqa/questions_train_dev.jsonl.gz"):
        passage = " ".join(row["contexts"])
        yield Pair(set="pubmedqa", question=row["question"], passage=passage, group=row["pmid"])


def medquad(data: Path) -> Iterator[Pair]:
    """Questions and answers of NIH and CDC pages (CC BY 4.0)."""
    for row in rows(data / "medquad/qa.jsonl.gz"):
        if len(row["answer"]) > 80:
            question = re.sub(r"\s+", " ", row["question"].replace("(are)", "")).replace(" ?", "?")
            yield Pair(
                set="medquad", question=question, passage=row["answer"][:1500], group=str(row["focus"])
            )


def kqa(data: Path) -> Iterator[Pair]:
    """Patients' questions and physicians' answers (MIT)."""
    for row in rows(data / "kqa/questions_with_answers.jsonl.gz"):
        yield Pair(set="kqa", question=row["question"], passage=row["answer"], group=row["id"])


def citation_integrity(data: Path) -> Iterator[Pair]:
    """Sentences that cite a paper rightly, and what they cite (MIT)."""
    corpus = {row["doc_id"]: row for row in rows(data / "citation_integrity/corpus.jsonl.gz")}
    for row in rows(data / "citation_integrity/claims_train.jsonl.gz"):
        for piece in row["evidence"]:
            if piece["label"] == "SUPPORT":
                claim = re.sub(r"\[?\s*<\|[a-z_]+\|>\s*\]?", "", row["claim"])
                sentences = corpus[piece["doc_id"]]["sentences"]
                first = min(piece["sentences"])
                passage = " ".join(sentences[first:] + sentences[:first])
                yield Pair(
                    set="citation_integrity", question=claim, passage=passage, group=str(piece["doc_id"])
                )


def free(article: dict[str, Any]) -> bool:
    """Whether an article is CC BY or in the public domain."""
    licence = str(article["license_url"] or "").lower()
    return "/licenses/by/" in licence or "/publicdomain/" in licence


def abstract(article: dict[str, Any]) -> str:
    """The abstract of an article in the form of Evidence Inference."""
    parts = re.findall(r"^ABSTRACT[^\n]*:\n(.*?)\n\n\n", article["text"] + "\n\n\n", re.DOTALL | re.MULTILINE)
    return " ".join(" ".join(re.sub(r"ABSTRACT[.\w ]*:", " ", part).split()) for part in parts)


def trials(data: Path) -> Iterator[Pair]:
    """What a trial was asked (prompts MIT) and where its article (CC BY) answers; titles and abstracts."""
    articles = {
        row["pmcid"]: row
        for row in rows(data / "evidence_inference/articles.jsonl.gz")
        if row["split"] == "train" and free(row)
    }
    abstracts = {name: abstract(article) for name, article in articles.items()}
    for name in ("prompts_labelled", "prompts_unlabelled"):
        for row in rows(data / f"evidence_inference/{name}.jsonl.gz"):
            if row["pmcid"] in articles and row["split"] == "train":
                yield from _asked(row, articles[row["pmcid"]], abstracts[row["pmcid"]])
    for name, text in abstracts.items():
        if len(text) > 300:
            yield Pair(set="titles", question=articles[name]["title"], passage=text, group=name)


def _asked(row: dict[str, Any], article: dict[str, Any], summary: str) -> Iterator[Pair]:
    question = (
        f"What is the effect of {row['intervention']} compared with {row['comparator']} on {row['outcome']}?"
    )
    places = [one for one in row.get("annotations", ()) if one["evidence_valid"] and not one["in_abstract"]]
    if places:
        text = article["text"]
        start = text.rfind(". ", 0, max(0, places[0]["start"] - 200)) + 1
        passage = " ".join(text[start : start + 1200].split())
        yield Pair(
            set="evidence_inference",
            question=question,
            passage=f"{article['title']} {passage}",
            group=row["pmcid"],
        )
    elif len(summary) > 300:
        passage = f"{article['title']} {summary}"
        yield Pair(set="evidence_inference", question=question, passage=passage, group=row["pmcid"])


def chosen(data: Path) -> list[Pair]:
    """All pairs, with no set larger than it may be."""
    by_set: dict[str, list[Pair]] = {}
    for reading in (scifact, pubmedqa, medquad, kqa, citation_integrity, trials):
        for pair in reading(data):
            if pair.question and pair.passage:
                by_set.setdefault(pair.set, []).append(pair)
    shuffled = random.Random(SEED)
    for name, pairs in sorted(by_set.items()):
        shuffled.shuffle(pairs)
        by_set[name] = pairs[: MOST.get(name, len(pairs))]
    return [pair for name in sorted(by_set) for pair in by_set[name]]


def negatives(
    pairs: Iterable[Pair], extra: Iterable[tuple[str, str, str]]
) -> dict[tuple[str, str], list[str]]:
    """For each (set, question) the passages that BM25 ranks first within the set and that are not its own."""
    texts: dict[str, dict[str, tuple[str, str]]] = {}
    own: dict[tuple[str, str], set[str]] = {}
    pairs = list(pairs)
    for pair in pairs:
        texts.setdefault(pair.set, {})[f"{pair.set}:{len(texts.get(pair.set, {}))}"] = (
            pair.group,
            pair.passage,
        )
        own.setdefault((pair.set, pair.question), set()).add(pair.group)
    for name, group, passage in extra:
        texts[name][f"{name}:x{group}"] = (group, passage)
    found: dict[tuple[str, str], list[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, held in sorted(texts.items()):
            index = EmbeddedIndex(Path(folder) / name)
            index.add((_entry(key, text) for key, (_, text) in held.items()), position=1)
            index.settle()
            for key in sorted(own):
                if key[0] == name:
                    query = Query(text=key[1], terms=tuple(dict.fromkeys(analyse(key[1]))))
                    ranked = [held[hit.source] for hit in index.search(query, limit=12)]
                    found[key] = list(dict.fromkeys(t for group, t in ranked if group not in own[key]))
    return found


def _entry(key: str, text: str) -> Entry:
    document = Document(text=text, kind=TextKind.EXCERPT, parts=(Part(start=0, end=len(text)),))
    return Entry(source=Source(id=key), passages=(passage_at(key, document, 0, len(text)),))


def main() -> None:
    """Write the pairs; print how many of each set there are."""
    data, out = Path(sys.argv[1]), Path(sys.argv[2])
    pairs = chosen(data)
    corpus = (
        ("scifact", str(row["doc_id"]), f"{row['title']} {' '.join(row['abstract'])}")
        for row in rows(data / "scifact/corpus.jsonl.gz")
    )
    hard = negatives(pairs, corpus)
    counts: dict[str, int] = {}
    with out.open("w", encoding="utf-8") as stream:
        for pair in pairs:
            counts[pair.set] = counts.get(pair.set, 0) + 1
            line = asdict(pair) | {"negatives": hard[pair.set, pair.question][2 : 2 + NEGATIVES]}
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")
    print(json.dumps({"pairs": counts, "all": sum(counts.values())}))


if __name__ == "__main__":
    main()
