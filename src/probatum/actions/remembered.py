"""Remembered: the whole trail, of which only what is new is read.

What is kept in memory is the trail as it was read; whether it still stands so in the database is for
``actions.trail`` to say, which reads it there.
"""

from __future__ import annotations

from threading import Lock
from weakref import WeakKeyDictionary

from probatum.records.event import Event
from probatum.store.store import Store
from probatum.workspace import Workspace

_lock = Lock()
_read: WeakKeyDictionary[Store, tuple[Event, ...]] = WeakKeyDictionary()


def whole_trail(ws: Workspace) -> tuple[Event, ...]:
    """Every event, oldest first."""
    with _lock:
        known = _read.get(ws.store, ())
    last = known[-1].hash if known else ""
    if known and last == ws.store.last_event:
        return known
    found = tuple(ws.store.events(after=last))
    # Each event names the one before: what follows on from there is new, anything else is all of it.
    follows = not found or found[0].previous == last
    whole = (*known, *found) if known and follows else found
    with _lock:
        _read[ws.store] = whole
    return whole
