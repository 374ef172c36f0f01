"""What was changed in the rows of the trail and of the revisions, seen by comparing each row with itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

import orjson
from sqlalchemy import Connection, select

from probatum.records.article import Revision
from probatum.records.decode import from_plain
from probatum.records.event import Event
from probatum.store.tables import events, revisions

_T = TypeVar("_T")

_EVENTS = select(events.c.number, events.c.subject, events.c.body).order_by(events.c.number)
_REVISIONS = select(revisions.c.hash, revisions.c.article, revisions.c.body).order_by(revisions.c.number)


def damaged(connection: Connection) -> Iterator[str]:
    """Each event and revision that cannot be read, or is filed under what it does not itself say.

    An event is found by the column of its subject and a revision by those of its article and hash: a row put
    under another name is not in the chain of hashes, and would be overlooked without a word.
    """
    for place, row in enumerate(connection.execute(_EVENTS), start=1):
        event = _as(Event, row.body)
        if event is None:
            yield f"event {place}: it cannot be read"
        elif event.subject != row.subject:
            yield f"event {place} ({event.kind}): it is filed under another subject than its own"
    for row in connection.execute(_REVISIONS):
        revision = _as(Revision, row.body)
        if revision is None:
            yield f"revision {row.hash}: it cannot be read"
        elif revision.hash != row.hash:
            yield f"revision {row.hash}: its content was changed, or its hash"
        elif revision.article != row.article:
            yield f"revision {row.hash}: it is filed under another article than its own"


def _as(kind: type[_T], body: Any) -> _T | None:
    try:
        return from_plain(kind, orjson.loads(body))
    except (ValueError, TypeError, KeyError):
        return None
