"""Superseded: the summaries that are due because a newer version of their guideline is held.

Nobody decides here. Such a summary carries a caution and is due at once; an editor sends it back to review,
corrects or retires it.
"""

from __future__ import annotations

from dataclasses import dataclass

from probatum.actions.newer import newer_versions
from probatum.actions.show import show
from probatum.records.article import Revision
from probatum.records.house import Kind
from probatum.records.source import Source
from probatum.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class DueAgain:
    """A summary whose guideline was replaced: the revision that is out, why, and the newer versions held.

    ``newer`` is empty where it is the record of the guideline that says that it was replaced.
    """

    revision: Revision
    why: str
    newer: tuple[Source, ...]


def due_again(ws: Workspace) -> tuple[DueAgain, ...]:
    """For the desk: every summary that is out and whose guideline was replaced, newest article first."""
    found = []
    for newest in ws.store.articles():
        if newest.kind is Kind.SUMMARY:
            shown = show(ws, newest.article)
            guideline = shown.revision.guideline
            if shown.review.again and guideline is not None:
                newer = newer_versions(ws, guideline.source)
                found.append(DueAgain(revision=shown.revision, why=shown.review.again, newer=newer))
    return tuple(found)
