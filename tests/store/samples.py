"""Readings, revisions and events to keep."""

from __future__ import annotations

from typing import Any

from probatum.records.article import Audience, Revision, Searched
from probatum.records.event import Event
from probatum.records.passage import Document, Part, TextKind
from probatum.records.question import ClinicalType, Pico, Question, QuestionKind
from probatum.records.source import Author, Identifiers, Source
from probatum.store.store import Reading


def text(words: str, kind: TextKind = TextKind.ABSTRACT) -> Document:
    """A document of one part."""
    return Document(text=words, kind=kind, parts=(Part(start=0, end=len(words)),), language="en")


def reading(
    document: Document | None = None,
    *,
    reader: str = "ris",
    origin: str = "a.ris",
    place: str = "record 1",
    **fields: Any,
) -> Reading:
    """A reading; ``pmid``, ``doi`` and ``pmcid`` become identifiers."""
    ids = {name: fields.pop(name) for name in ("pmid", "doi", "pmcid", "other") if name in fields}
    source = Source(identifiers=Identifiers(**ids), **fields)
    return Reading(source=source, document=document, reader=reader, origin=origin, place=place)


TITLED = {
    "title": "Relapse of inflammatory myositis in adults",
    "authors": (Author(family="Kim", given="M"),),
    "published": "2020",
}


def revision(words: str, article: str = "can-it-relapse") -> Revision:
    """A revision that answers nothing."""
    question = Question(
        text=words, kind=QuestionKind.YESNO, clinical_type=ClinicalType.PROGNOSIS, pico=Pico()
    )
    return Revision(
        article=article, question=question, audience=Audience.CLINICIAN, lead=(), sections=(), references=(),
        verdicts=(), effects=(), certainty=(), conflicts=(), gap=None, made_by="test",
        searched=Searched(query=words, passages_considered=0, index="none", at="2026-01-01T00:00:00Z"),
    )  # fmt: skip


def event(subject: str, at: str = "2026-01-01T00:00:00Z") -> Event:
    """Something that was done."""
    return Event(kind="drafted", subject=subject, by="somebody", at=at)
