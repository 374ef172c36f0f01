"""Vectors: the second opinion of search, made in the background while there is time."""

from __future__ import annotations

import threading
from itertools import islice

from probatum.errors import WorkspaceError
from probatum.index.fuse import FusedIndex
from probatum.workspace import Workspace, entries_of

#: Sources whose vectors are made and kept in one go.
CHUNK = 64

#: How long is waited for something new, in seconds.
IDLE = 5.0


def fill_vectors(ws: Workspace, stop: threading.Event, *, forever: bool = True) -> int:
    """Make the vectors that are missing until ``stop`` is set; gives how many were made.

    Meant for a thread of its own. Returns at once where there is no encoder, where the workspace is only
    read, or where another process makes them. ``forever=False`` returns when all are made.
    """
    index = ws.index
    if ws.read_only or not isinstance(index, FusedIndex):
        return 0
    made = 0
    try:
        with ws.locked("vectors.lock"):
            while not stop.is_set():
                changed = list(islice(ws.store.changed_since(index.meaning.position), CHUNK))
                if changed:
                    made += index.fill(entries_of(ws.store, changed), position=changed[-1].position)
                elif not forever or stop.wait(IDLE):
                    break
    except WorkspaceError:  # another process makes them, or there is no room: search does without
        return made
    return made
