"""Newer: later versions of a guideline that are held, and where works stand for whoever sums them up."""

from __future__ import annotations

from collections.abc import Iterable

from probatum.actions.guideline import SUMMED_UP
from probatum.appraise.currency import is_newer_version, without_edition
from probatum.index.index import Filters, Query
from probatum.language.tokens import analyse
from probatum.records.article import Revision
from probatum.records.source import Source, Standing
from probatum.workspace import Workspace

#: So many works are looked at for a newer version of one.
LOOKED_AT = 20

_STANDS = frozenset({Standing.CURRENT, Standing.CORRECTED})


def newer_versions(ws: Workspace, guideline: str) -> tuple[Source, ...]:
    """The works held that are later versions of a guideline (its id), newest first: by its issuer, with its
    title but for the edition, of a later year. Raises ``NotHeld``."""
    return _newer(ws, ws.store.source(guideline))


def _newer(ws: Workspace, guideline: Source) -> tuple[Source, ...]:
    title = without_edition(guideline.title or "")
    terms = tuple(dict.fromkeys(analyse(title)))
    if not terms or guideline.issuer is None or guideline.year is None:
        return ()
    filters = Filters(designs=SUMMED_UP, year_from=guideline.year + 1)
    query = Query(text=title, terms=terms, filters=filters)
    shelf = ws.index.browse(query, filters=filters, offset=0, limit=LOOKED_AT)
    found = [one for one in ws.store.sources(shelf.sources).values() if is_newer_version(guideline, one)]
    return tuple(sorted(found, key=lambda one: (-(one.year or 0), one.id)))


def standings_of(
    ws: Workspace, sources: Iterable[str], revisions: Iterable[Revision] = ()
) -> dict[str, Standing]:
    """Where works stand, by their id; what is not held is left out.

    A guideline that one of ``revisions`` sums up is superseded also where a newer version of it is held.
    """
    summed = {one.guideline.source for one in revisions if one.guideline is not None}
    held = ws.store.sources({*sources, *summed})
    return {name: _standing(ws, one) if name in summed else one.standing for name, one in held.items()}


def _standing(ws: Workspace, guideline: Source) -> Standing:
    replaced = guideline.standing in _STANDS and _newer(ws, guideline)
    return Standing.SUPERSEDED if replaced else guideline.standing
