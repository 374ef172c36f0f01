"""Browse: a page of the library, and one work with everything that is held of it."""

from __future__ import annotations

from dataclasses import dataclass

from probatum.index.index import Filters, Query
from probatum.language.tokens import analyse
from probatum.language.triage import triage
from probatum.language.vocabulary import Vocabulary
from probatum.records.article import Revision
from probatum.records.passage import Document, Passage
from probatum.records.source import Source
from probatum.sources.passages import passages
from probatum.workspace import Workspace

#: How many works a page of the library lists.
PER_PAGE = 20

EVERYTHING = Filters()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """One page of the library. ``page`` counts from 1; ``total`` is over all ``pages``."""

    sources: tuple[Source, ...]
    total: int
    page: int
    pages: int


def browse(
    ws: Workspace, text: str = "", *, filters: Filters = EVERYTHING, page: int = 1, per_page: int = PER_PAGE
) -> Shelf:
    """Works that match ``text``, best first; without a text the whole library, newest first."""
    terms = tuple(analyse(text))
    query = Query(text=text, terms=terms, filters=filters) if terms else None
    found = ws.index.browse(query, filters=filters, offset=(page - 1) * per_page, limit=per_page)
    held = ws.store.sources(found.sources)
    return Shelf(
        sources=tuple(held[source] for source in found.sources if source in held),
        total=found.total,
        page=page,
        pages=max(1, -(-found.total // per_page)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One stored text of a work, and the passages that it is searched by."""

    document: Document
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A work with its texts, and the articles (at their newest revision) that cite it."""

    source: Source
    texts: tuple[Text, ...]
    cited_by: tuple[Revision, ...]


def look_up(ws: Workspace, source: str) -> Work:
    """Everything that is held of one work. Raises ``NotHeld``."""
    return Work(
        source=ws.store.source(source),
        texts=tuple(
            Text(document=document, passages=passages(source, document))
            for document in ws.store.documents(source)
        ),
        cited_by=tuple(
            revision
            for revision in ws.store.articles()
            if any(reference.source == source for reference in revision.references)
            and general(revision.question.text, ws.vocabulary)
        ),
    )


def general(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a question is one for everybody: lists leave out what tells of somebody's own trouble."""
    found = triage(text, vocabulary)
    return not found.urgent and not found.own
