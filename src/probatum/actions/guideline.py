"""Guideline: what is held of one, whether a summary can be written of it, and what it recommends."""

from __future__ import annotations

from dataclasses import dataclass

from probatum.actions.browse import browse
from probatum.actions.cited_works import source_named
from probatum.appraise.grading import Proposed, proposed
from probatum.errors import GuidelineNotHeld
from probatum.index.index import Filters
from probatum.language.interface import filled
from probatum.language.reading import with_sentences
from probatum.records.house import Guideline, is_house
from probatum.records.passage import Passage, TextKind
from probatum.records.source import Design, Source
from probatum.sources.passages import passages
from probatum.workspace import Workspace

#: What may be summed up: the text of a body, and of a panel.
SUMMED_UP = frozenset({Design.GUIDELINE, Design.CONSENSUS})

#: A text of these kinds is the guideline's own; a note speaks of it, an abstract or an excerpt is a part of
#: it.
OWN_TEXT = frozenset({TextKind.FULL_TEXT, TextKind.PAGE})

#: So many guidelines are offered at a time.
OFFERED = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldGuideline:
    """A guideline as it is held: its work, what a summary says of it, and its own text in passages."""

    source: Source
    guideline: Guideline
    passages: tuple[Passage, ...]


def guideline_held(ws: Workspace, name: str, *, issuer: str = "", version: str = "") -> HeldGuideline:
    """The guideline that ``name`` (id, PMID, DOI or title) names, where a summary can be written of it.

    ``issuer`` and ``version`` say what its record does not; they must stand in its text. Raises ``NotHeld``
    and :class:`GuidelineNotHeld`, which says what is missing and what to do.
    """
    source = ws.store.source(source_named(ws, name))
    if source.design not in SUMMED_UP:
        raise GuidelineNotHeld(_no_guideline(source))
    own = _own_text(ws, source)
    text = "\n".join(passage.text for passage in own)
    return HeldGuideline(
        source=source,
        guideline=Guideline(
            source=source.id,
            title=source.label,
            issuer=_stated("issuer", issuer, source.issuer or "", text, source),
            version=_stated("version", version, str(source.year or ""), text, source),
        ),
        passages=own,
    )


def _no_guideline(source: Source) -> str:
    if is_house(source):
        return filled(
            "“{work}” is a {design}, written here; name the guideline that it sums up",
            work=source.label,
            design=source.design,
        )
    return filled(
        "“{work}” is held as {design}, not as a guideline; name a guideline, or ingest a record that says "
        "that it is one",
        work=source.label,
        design=source.design,
    )


def _own_text(ws: Workspace, source: Source) -> tuple[Passage, ...]:
    documents = ws.store.documents(source.id)
    own = [document for document in documents if document.kind in OWN_TEXT]
    if not own:
        held = ", ".join(sorted({f"{document.kind.value}" for document in documents})) or "nothing"
        raise GuidelineNotHeld(
            filled(
                "the text of “{label}” is not held (held of it: {held}); ingest the guideline's document",
                label=source.label,
                held=held,
            )
        )
    return tuple(with_sentences(passage) for document in own for passage in passages(source.id, document))


def _stated(what: str, said: str, recorded: str, text: str, source: Source) -> str:
    """What a person states where it stands in the text or the record, else what is recorded."""
    words = " ".join(said.split())
    if not words:
        if not recorded:
            raise GuidelineNotHeld(
                filled(
                    "the record of “{label}” names no {what}; ingest one that does, or state the {what} "
                    "as the guideline's text has it",
                    label=source.label,
                    what=what,
                )
            )
        return recorded
    if words.casefold() in " ".join(text.split()).casefold() or words == recorded:
        return words
    raise GuidelineNotHeld(
        filled(
            "the {what} “{words}” stands neither in the text nor in the record of “{label}”; "
            "state it as printed there",
            what=what,
            words=words,
            label=source.label,
        )
    )


def guidelines(ws: Workspace, text: str = "") -> tuple[Source, ...]:
    """The guidelines held that match ``text``, best first; without a text the newest."""
    return browse(ws, text, filters=Filters(designs=SUMMED_UP), per_page=OFFERED).sources


def recommendations(ws: Workspace, name: str) -> tuple[HeldGuideline, tuple[Proposed, ...]]:
    """What a guideline's text recommends, each with the grade beside it, for a person to go through.

    Raises as :func:`guideline_held` does.
    """
    held = guideline_held(ws, name)
    return held, proposed(held.passages)
