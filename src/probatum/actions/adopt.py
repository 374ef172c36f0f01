"""Adopt: a house article that the board puts out becomes a work of the library, and can be cited.

The revision is the work: its statements are the text, its title the title, and it is typed as what it is.
Where it stands is no part of its record (``probatum.house``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from probatum.errors import WorkspaceBusy
from probatum.records.article import Revision
from probatum.records.claim import Claim
from probatum.records.event import Event
from probatum.records.house import ARTICLE, AS_SOURCE, AT, REVISION, WORK, is_house
from probatum.records.passage import Document, Part, TextKind
from probatum.records.review import Act, Decision
from probatum.records.source import DesignBasis, Identifiers, Link, LinkKind, Source
from probatum.store.store import Reading
from probatum.workspace import Workspace

#: The kind of the event that says so. Its subject is the id of the work.
ADOPTED = "adopted"

#: What reads a house article, and where such a reading comes from.
READER, ORIGIN = "house", "house:"

#: The acts by which a revision is put before readers.
_PUTS_OUT = frozenset({Act.PUBLISH, Act.CORRECT})


def put_out(ws: Workspace, decision: Decision, revision: Revision, events: Sequence[Event]) -> Event:
    """Write ``events``, the last of which tells ``decision``; gives it as it stands in the trail.

    Where the decision puts a house article out, the work comes into the library in the same transaction.
    """
    if decision.act not in _PUTS_OUT or revision.kind not in AS_SOURCE:
        return ws.store.append(events)[-1]
    reading, adopted = _adopted(ws, revision, decision)
    ws.store.keep([reading], events=[*events, adopted])
    _index(ws)
    return list(ws.store.events(decision.article))[-1]


def _index(ws: Workspace) -> None:
    """Let the search find what was adopted; where somebody else writes to the index, they do as they end."""
    try:
        with ws.writing():
            ws.catch_up()
    except WorkspaceBusy:
        return


def source_id(revision: Revision) -> str:
    """The id of a house article as a work."""
    return f"{REVISION}:{revision.hash}"


def _adopted(ws: Workspace, revision: Revision, decision: Decision) -> tuple[Reading, Event]:
    document, spans = _document(revision)
    reading = Reading(
        source=_source(ws, revision, spans, decision.at),
        document=document,
        reader=READER,
        origin=f"{ORIGIN}{revision.article}",
        place=f"revision {revision.hash[:12]}",
    )
    detail = (("article", revision.article), ("revision", revision.hash), ("document", document.id))
    return reading, Event(
        kind=ADOPTED, subject=source_id(revision), by=decision.by.id, at=decision.at, detail=detail
    )


def _document(revision: Revision) -> tuple[Document, tuple[tuple[Claim, int, int], ...]]:
    """The text: one line a statement, with its grade; and where each statement stands."""
    text, parts, spans = "", [], []
    for heading, claim in _statements(revision):
        start = len(text) + 1 if text else 0
        line = " ".join([claim.text, *_grades(revision, claim)])
        text = f"{text}\n{line}" if text else line
        parts.append(Part(start=start, end=len(text), section=heading))
        spans.append((claim, start, len(text)))
    return Document(text=text, kind=TextKind.HOUSE, parts=tuple(parts), language="en"), tuple(spans)


def _statements(revision: Revision) -> Iterator[tuple[str, Claim]]:
    yield from (("Bottom line", claim) for claim in revision.lead)
    for section in revision.sections:
        yield from ((section.heading, claim) for claim in section.claims)


def _grades(revision: Revision, claim: Claim) -> Iterator[str]:
    for one in revision.grades:
        if one.claim == claim.id and one.strength:
            yield f"Strength of the recommendation, in its issuer's words: “{one.strength.words.quote}”."
        if one.claim == claim.id and one.certainty:
            yield f"Certainty of the evidence, in its issuer's words: “{one.certainty.words.quote}”."


def _source(ws: Workspace, revision: Revision, spans: tuple[tuple[Claim, int, int], ...], at: str) -> Source:
    return Source(
        identifiers=Identifiers(other=((ARTICLE, revision.article), (REVISION, revision.hash))),
        title=revision.title,
        published=at[:10],
        design=AS_SOURCE[revision.kind],
        design_basis=DesignBasis.STATED,
        language="en",
        links=tuple(_links(ws, spans)),
    )


def _links(ws: Workspace, spans: tuple[tuple[Claim, int, int], ...]) -> Iterator[Link]:
    """The works that it rests on, each with the spans that it stands behind. Our own articles are none of
    them."""
    behind: dict[str, dict[str, None]] = {}
    for claim, start, end in spans:
        for citation in claim.citations:
            behind.setdefault(citation.source, {})[f"{start}-{end}"] = None
    works = ws.store.sources(behind)
    for name, where in behind.items():
        work = works[name]
        if not is_house(work):
            other = (*work.identifiers.other, *((AT, span) for span in where), (WORK, name))
            target = replace(work.identifiers, other=other)
            yield Link(kind=LinkKind.RESTS_ON, target=target, citation=work.label)
