"""Cited passages for the tests of the checks."""

from __future__ import annotations

from probatum.records.claim import Citation
from probatum.records.passage import Document, Part, TextKind, passage_at
from probatum.records.source import Source, Standing
from probatum.verify.check import Cited


def cite(text: str, quote: str | None = None, *, standing: Standing = Standing.CURRENT) -> Cited:
    """A citation of ``quote`` (or all) of a passage that is ``text``."""
    document = Document(text=text, kind=TextKind.ABSTRACT, parts=(Part(start=0, end=len(text)),))
    passage = passage_at("pmid:1", document, 0, len(text))
    source = Source(id="pmid:1", title="A trial", standing=standing)
    return Cited(citation=Citation.quoting(passage, quote or text), passage=passage, source=source)
