"""Claims that were written for this training, each with the passage that it was written about.

``written.jsonl`` holds the claims and where their passages are, not the passages: these are read from the
published sets. ``written_next.jsonl`` holds those that no shipped weights have learnt from
yet. A passage is told by a digest of its sentences, so that a set in another edition, or another cut into
sentences, is seen at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from reading import abstract_lines, free, lines_of, rows

CLAIMS = Path(__file__).with_name("written.jsonl")
NEXT = Path(__file__).with_name("written_next.jsonl")
#: A passage of a long article is so many sentences, none shorter or longer than this.
PASSAGE, SHORTEST, LONGEST = 8, 40, 450


class PassageChanged(ValueError):
    """A passage is not there, or not as it was when claims were written about it."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """A claim about ``lines``; ``sentences`` are the places of those that decide it, or come nearest."""

    claim: str
    label: str
    sentences: tuple[int, ...]
    passage: str
    lines: tuple[str, ...]
    register: str = ""


def written(data: Path, file: Path | None = None) -> Iterator[Written]:
    """The claims of ``file`` (``CLAIMS``), in their order. Raises :class:`PassageChanged`.

    ``register`` is told of those of ``NEXT``: ``expert`` (atomic, as in a paper), ``citing`` (a sentence that
    cites a work, with a part and its context), ``lay``.
    """
    file = file or CLAIMS
    with file.open(encoding="utf-8") as stream:
        told = [json.loads(line) for line in stream]
    passages = _passages(data, {row["passage"] for row in told})
    for row in told:
        lines = passages.get((row["passage"], row["digest"]))
        if lines is None:
            raise PassageChanged(f"{row['passage']} reads otherwise than in {file.name}: use the same data")
        for one in row["claims"]:
            yield Written(
                claim=one["claim"],
                label=one["label"],
                sentences=tuple(one["sentences"]),
                passage=row["passage"],
                lines=lines,
                register=one.get("register", ""),
            )


def digest(lines: tuple[str, ...]) -> str:
    """Twelve hexadecimal digits that tell a passage's sentences from others."""
    return sha256("\n".join(lines).encode()).hexdigest()[:12]


def _passages(data: Path, wanted: set[str]) -> dict[tuple[str, str], tuple[str, ...]]:
    """The sentences of the passages that are asked for, by name and digest: MedQuAD's names occur twice."""
    sets = (_scifact, _trials, _pubmedqa, _medquad, _covidqa)
    found = ((name, lines) for one in sets for name, lines in one(data, wanted))
    plain = ((name, tuple(" ".join(line.split()) for line in lines)) for name, lines in found)
    return {(name, digest(lines)): lines for name, lines in plain}


def _scifact(data: Path, wanted: set[str]) -> Iterator[tuple[str, list[str]]]:
    for row in rows(data / "scifact/corpus.jsonl.gz"):
        if (name := f"scifact:{row['doc_id']}") in wanted:
            yield name, row["abstract"]


def _trials(data: Path, wanted: set[str]) -> Iterator[tuple[str, list[str]]]:
    for row in rows(data / "evidence_inference/articles.jsonl.gz"):
        if (name := f"pmc:{row['pmcid']}") in wanted and free(row):
            yield name, abstract_lines(row)


def _pubmedqa(data: Path, wanted: set[str]) -> Iterator[tuple[str, list[str]]]:
    for row in rows(data / "pubmedqa/questions_train_dev.jsonl.gz"):
        if (name := f"pubmedqa:{row['pmid']}") in wanted:
            yield name, [line for text in (*row["contexts"], row["long_answer"]) for line in lines_of(text)]


def _medquad(data: Path, wanted: set[str]) -> Iterator[tuple[str, list[str]]]:
    for row in rows(data / "medquad/qa.jsonl.gz"):
        if (name := f"medquad:{row['id']}") in wanted:
            yield name, [line for line in lines_of(" ".join(row["answer"].split())) if len(line) > 20]


def _covidqa(data: Path, wanted: set[str]) -> Iterator[tuple[str, list[str]]]:
    starts: dict[str, list[int]] = {}
    for name in wanted:
        if name.startswith("covidqa:"):
            document, _, at = name.removeprefix("covidqa:").partition("#")
            starts.setdefault(document, []).append(int(at))
    for row in rows(data / "covid_qa/documents.jsonl.gz"):
        lines = _article(row["text"]) if row["doc_id"] in starts else []
        for at in starts.get(row["doc_id"], ()):
            yield f"covidqa:{row['doc_id']}#{at}", lines[at : at + PASSAGE]


def _article(text: str) -> list[str]:
    """The sentences of an article, without its head."""
    body = text[text.find("Abstract") :] if "Abstract" in text[:3000] else text[500:]
    return [line for line in lines_of(" ".join(body.split())) if SHORTEST < len(line) < LONGEST]
