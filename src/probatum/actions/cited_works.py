"""Which held works a text means: by what its reference list says, or by what a person typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from probatum.errors import NotHeld
from probatum.index.index import Filters, Query
from probatum.language.interface import filled
from probatum.language.tokens import analyse
from probatum.records.audit import Pasted, PastedClaim, PastedReference
from probatum.records.identity import doi_of, folded, identifier_keys, pmcid_of, pmid_of
from probatum.records.source import Identifiers, Source
from probatum.verify.structure.entries import is_number, met
from probatum.workspace import Workspace

#: So many works are looked at for one that has a title.
TITLES = 5
#: A title with fewer letters than this tells no work from another.
TELLING = 20


def source_named(ws: Workspace, name: str) -> str:
    """The id of the held work that a person names: its id, PMID, DOI, PMCID, or title.

    Raises ``NotHeld`` where none is, or more than one could be meant.
    """
    said = name.strip()
    if said in ws.store.sources([said]):
        return ws.store.source(said).id
    keys = [*_keys(Identifiers(pmid=pmid_of(said), doi=doi_of(said), pmcid=pmcid_of(said))), said]
    found = ws.store.named([*keys, f"note:{said}", f"corpus:{said}"])
    titled = _titled(ws, said) if not found else None
    if not found and titled is None:
        raise NotHeld(
            filled(
                "no work {name} is held; name one by its id, PMID, DOI or title as the library shows "
                "them, or ingest it first",
                name=repr(name),
            )
        )
    return next(iter(found.values())) if found else str(titled)


def _keys(identifiers: Identifiers) -> tuple[str, ...]:
    return identifier_keys(identifiers)


def _titled(ws: Workspace, title: str) -> str | None:
    """The work with this title, where it is long enough to tell works apart."""
    wanted = folded(title)
    terms = tuple(dict.fromkeys(analyse(title)))
    if len(wanted) < TELLING or not terms:
        return None
    shelf = ws.index.browse(Query(text=title, terms=terms), filters=Filters(), offset=0, limit=TITLES)
    held = ws.store.sources(shelf.sources)
    return next((one for one in shelf.sources if one in held and _same_title(held[one], wanted)), None)


def _same_title(source: Source, wanted: str) -> bool:
    return source.title is not None and folded(source.title) == wanted


def references_held(ws: Workspace, references: Sequence[PastedReference]) -> Mapping[str, str]:
    """The held work of each entry of a reference list that has a marker, by the marker."""
    found: dict[str, str] = {}
    for place, entry in enumerate(references, start=1):
        source = _entry(ws, entry)
        if source is not None:
            found.setdefault(entry.marker or str(place), source)
    return found


def _entry(ws: Workspace, entry: PastedReference) -> str | None:
    named = ws.store.named(_keys(Identifiers(pmid=entry.pmid, doi=entry.doi)))
    if named:
        return next(iter(named.values()))
    return _titled(ws, entry.title) if entry.title else None


def cited_by(pasted: Pasted, claim: PastedClaim, held: Mapping[str, str]) -> frozenset[str]:
    """The held works that a claim cites, by its markers: numbers, addresses, or an author and a year."""
    found = {held[marker] for marker in claim.markers if marker in held}
    for marker in claim.markers:
        entry = met(pasted, marker) if marker not in held and not is_number(marker) else None
        if entry is not None and not entry.marker:
            found.update(filter(None, [held.get(str(pasted.references.index(entry) + 1))]))
    return frozenset(found)
