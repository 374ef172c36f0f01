"""Cited passages for the tests of the checks."""

from __future__ import annotations

from probatum.records.claim import Citation
from probatum.records.passage import Document, Part, TextKind, passage_at
from probatum.records.source import Design, Source, Standing
from probatum.verify.check import Cited


def cite(
    text: str,
    quote: str | None = None,
    *,
    standing: Standing = Standing.CURRENT,
    title: str = "A trial",
    source: str = "pmid:1",
    design: Design = Design.UNKNOWN,
    population: str | None = None,
) -> Cited:
    """A citation of ``quote`` (or all) of a passage that is ``text``, of a work that is as told."""
    document = Document(text=text, kind=TextKind.ABSTRACT, parts=(Part(start=0, end=len(text)),))
    passage = passage_at(source, document, 0, len(text))
    work = Source(id=source, title=title, standing=standing, design=design, population=population)
    return Cited(citation=Citation.quoting(passage, quote or text), passage=passage, source=work)
