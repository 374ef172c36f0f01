"""Consult: the stored text behind a marker, or behind any passage address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from probatum.actions.show import Shown, show
from probatum.errors import NotHeld
from probatum.language.interface import filled
from probatum.records.article import Reference
from probatum.records.claim import Citation, Claim
from probatum.records.passage import Document, Passage, split_passage_id
from probatum.records.source import Source
from probatum.records.verdict import Verdict
from probatum.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """Passages of one stored text, each with the citation that quotes it (none where it is only read)."""

    source: Source
    document: Document
    passages: tuple[Passage, ...]
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What one marker of one claim rests on, text by text, in the order cited."""

    shown: Shown
    claim: Claim
    verdict: Verdict | None
    reference: Reference
    extracts: tuple[Extract, ...]


def consult(ws: Workspace, article: str, revision: str, claim: str, marker: int) -> Ground:
    """What a claim of an article cites under one marker. Raises ``NotHeld`` where any of them is missing."""
    shown = show(ws, article, revision)
    said = next((one for one in shown.revision.claims if one.id == claim), None)
    reference = next((one for one in shown.revision.references if one.marker == marker), None)
    if said is None or reference is None:
        raise NotHeld(
            filled(
                "article {article} has no statement {claim} with a marker {marker} in this revision; "
                "open the article and follow a marker from there",
                article=article,
                claim=claim,
                marker=marker,
            )
        )
    cited = [citation for citation in said.citations if citation.passage in reference.passages]
    return Ground(
        shown=shown,
        claim=said,
        verdict=dict(shown.revision.verdicts).get(claim),
        reference=reference,
        extracts=_extracts(ws, cited),
    )


def _extracts(ws: Workspace, citations: Sequence[Citation]) -> tuple[Extract, ...]:
    """The citations grouped by the text that they quote."""
    passages = ws.store.passages(
        [citation.passage for citation in citations], [citation.source for citation in citations]
    )
    pairs: dict[str, list[tuple[Passage, Citation]]] = {}
    for passage, citation in zip(passages, citations, strict=True):
        pairs.setdefault(passage.document, []).append((passage, citation))
    return tuple(
        Extract(
            source=ws.store.source(group[0][0].source),
            document=ws.store.document(group[0][0].document),
            passages=tuple(passage for passage, _ in group),
            citations=tuple(citation for _, citation in group),
        )
        for group in pairs.values()
    )


def read_passage(ws: Workspace, address: str, source: str | None = None) -> Extract:
    """The passage at an address (``document:start-end``), with its text and source. Raises ``NotHeld``.

    Two works can hold the same words: ``source`` says in which of them to read; else it is the first.
    """
    try:
        split_passage_id(address)
    except ValueError:
        raise NotHeld(
            filled(
                "{address} is not the address of a passage; one reads document:start-end, as in a citation",
                address=repr(address),
            )
        ) from None
    (passage,) = ws.store.passages([address], [source] if source else None)
    return Extract(
        source=ws.store.source(passage.source),
        document=ws.store.document(passage.document),
        passages=(passage,),
    )
