"""Claims with what they are to be judged against, from files of the published forms."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from probatum.errors import ProbatumError
from probatum.language.sentences import sentences
from probatum.records.claim import Citation
from probatum.records.passage import Passage, Sentence, TextKind
from probatum.records.source import Source
from probatum.verify.check import Cited
from probatum.verify.facing import nearest

#: The words of the sets for a label.
_LABELS = {
    "support": "SUPPORT", "entailment": "SUPPORT", "supports": "SUPPORT",
    "contradict": "CONTRADICT", "contradiction": "CONTRADICT", "refutes": "CONTRADICT",
    "not_enough_info": "NOT_ENOUGH_INFO", "neutral": "NOT_ENOUGH_INFO", "nei": "NOT_ENOUGH_INFO",
}  # fmt: skip
#: So many passages of a long article are cited for a claim.
PASSAGES = 4
#: Markers of citations that some sets put into their claims.
_MARKER = re.compile(r"[\[(]?\s*<\|[a-z_]+\|>[\d, –-]*\s*[\])]?")
_SPACED = re.compile(r"\s+([.,;:])(?!\d)")
_SAYS = {
    "increased": "{i} increases {o} compared with {c}.",
    "decreased": "{i} decreases {o} compared with {c}.",
    "no difference": "{i} makes no difference to {o} compared with {c}.",
}


class FormUnknown(ProbatumError):
    """A file is in none of the forms that can be scored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A statement, what it cites, and its gold label: SUPPORT, CONTRADICT or NOT_ENOUGH_INFO.

    ``kind`` is what the file says of what sort it is, if it does.
    """

    statement: str
    cited: tuple[Cited, ...]
    gold: str
    kind: str = ""


def items_of(claims: Path, corpus: Path | None, *, limit: int | None = None) -> list[Item]:
    """The items of a file of claims or pairs, at most those of its first ``limit`` rows.

    A claim gives an item for each document that it cites; a prompt of a trial one for each of the three
    answers that it can have. Raises :class:`FormUnknown` where the form is not known, and ``OSError``.
    """
    held = _by_name(corpus) if corpus else {}
    return [item for row in islice(rows(claims), limit) for item in _items(row, held)]


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file, gzip or plain."""
    data = path.read_bytes()
    for line in (gzip.decompress(data) if path.suffix == ".gz" else data).split(b"\n"):
        if line.strip():
            yield json.loads(line)


def _by_name(corpus: Path) -> dict[str, dict[str, Any]]:
    held = {}
    for row in rows(corpus):
        name = next((row[key] for key in ("doc_id", "pmcid", "nct_id") if key in row), None)
        if name is None:
            raise FormUnknown(
                f"{corpus}: rows have none of doc_id, pmcid, nct_id; see docs/evals/verification.md"
            )
        held[str(name)] = row
    return held


def _items(row: Mapping[str, Any], held: Mapping[str, Mapping[str, Any]]) -> Iterator[Item]:
    if "statement" in row:
        yield _of_trials(row, held)
    elif "intervention" in row:
        yield from _of_prompt(row, held)
    elif "cited_doc_ids" in row or "doc_ids" in row:
        yield from _of_documents(row, held)
    elif "claim" in row and ("evidence" in row or "answer" in row):
        text = row.get("evidence") or row.get("answer") or ""
        one = item(row["claim"], [cut(str(text))], label(row["label"]))
        yield replace(one, kind=str(row.get("kind") or ""))
    else:
        raise FormUnknown(f"no claim, statement or prompt in {sorted(row)}; see docs/evals/verification.md")


def label(word: object) -> str:
    """A set's word for a label as one of ours. Raises :class:`FormUnknown`."""
    known = _LABELS.get(str(word).lower())
    if known is None:
        raise FormUnknown(f"unknown label {word!r}; known are {', '.join(sorted(_LABELS))}")
    return known


def item(statement: str, passages: Sequence[Passage], gold: str, *, title: str = "") -> Item:
    """A statement, its markers left out, against passages, each cited at its nearest sentence."""
    plain = _SPACED.sub(r"\1", " ".join(_MARKER.sub("", statement).split()))
    source = Source(id="corpus:item", title=title or None)
    cited = []
    for passage in passages:
        if passage.text.strip():
            place = nearest(plain, passage)
            cited.append(
                Cited(citation=Citation.of(passage, place.start, place.end), passage=passage, source=source)
            )
    return Item(statement=plain, cited=tuple(cited), gold=gold)


def joined(lines: Sequence[str]) -> Passage:
    """A passage of given sentences."""
    made, at = [], 0
    lines = [line for line in lines if line.strip()]
    for line in lines:
        made.append(Sentence(start=at, end=at + len(line), text=line))
        at += len(line) + 1
    return _passage(" ".join(lines), tuple(made))


def cut(text: str) -> Passage:
    """A passage of a text, cut into sentences by our rules."""
    return _passage(text, tuple(Sentence(start=s, end=e, text=text[s:e]) for s, e in sentences(text)))


def _passage(text: str, made: tuple[Sentence, ...]) -> Passage:
    return Passage(
        id=f"item:0-{len(text)}", source="corpus:item", document="item", kind=TextKind.ABSTRACT,
        start=0, end=len(text), text=text, sentences=made,
    )  # fmt: skip


def _of_documents(row: Mapping[str, Any], held: Mapping[str, Mapping[str, Any]]) -> Iterator[Item]:
    for name in row.get("cited_doc_ids") or row.get("doc_ids") or ():
        document = held.get(str(name))
        if document is None:
            raise FormUnknown(f"document {name} of claim {row['id']} is not in the corpus; name its corpus")
        evidence = [one["label"] for one in row["evidence"] if one["doc_id"] == name]
        lines = document.get("abstract") or document.get("sentences") or ()
        gold = label(evidence[0]) if evidence else "NOT_ENOUGH_INFO"
        yield item(row["claim"], [joined(lines)], gold, title=str(document.get("title") or ""))


def _of_trials(row: Mapping[str, Any], held: Mapping[str, Mapping[str, Any]]) -> Item:
    """A statement about one section of one trial or of two."""
    passages = []
    for name in (row["primary_id"], row.get("secondary_id")):
        if name:
            section = _section(held.get(str(name)) or {}, str(row["section_id"]))
            passages.append(joined(section))
    return item(row["statement"], passages, label(row["label"]))


def _section(trial: Mapping[str, Any], name: str) -> Sequence[str]:
    wanted = name.lower().replace(" ", "_")
    found = next((value for key, value in trial.items() if key.lower().replace(" ", "_") == wanted), None)
    if found is None:
        raise FormUnknown(f"a trial without the section {name!r}; name the corpus of trials")
    return [" ".join(str(line).split()) for line in found]


def _of_prompt(row: Mapping[str, Any], held: Mapping[str, Mapping[str, Any]]) -> Iterator[Item]:
    article = held.get(str(row["pmcid"]))
    if article is None or row["label"] not in _SAYS:
        raise FormUnknown(
            f"prompt {row.get('prompt_id')}: no article {row['pmcid']} in the corpus, or no label"
        )
    passages = [cut(part) for part in _paragraphs(article["text"])]
    for answer, form in _SAYS.items():
        said = form.format(i=row["intervention"], o=row["outcome"], c=row["comparator"])
        near = sorted(passages, key=lambda one: -nearest(said, one).rank)[:PASSAGES]
        gold = "SUPPORT" if answer == row["label"] else "CONTRADICT"
        yield item(said, near, gold, title=str(article.get("title") or ""))


def _paragraphs(text: str) -> list[str]:
    return [part for part in re.split(r"\n{2,}|\n(?=[A-Z]+\.[A-Z]+:)", text) if len(part) > 40]
