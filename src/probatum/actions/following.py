"""Following: another machine stores something in the database that is shared; it is indexed here too."""

from __future__ import annotations

import threading

from probatum.errors import WorkspaceError
from probatum.workspace import Workspace

#: How often is looked, in seconds.
EVERY = 5.0


def follow_store(ws: Workspace, stop: threading.Event, *, every: float = EVERY) -> None:
    """Index what others have stored, until ``stop`` is set. Meant for a thread of its own.

    Returns at once where only this machine can use the store: whoever stores something there indexes it. What
    cannot be indexed just now (another process writes to the index, the server is away) is, the next time.
    """
    if ws.read_only or not ws.store.database.shared:
        return
    while not stop.wait(every):
        try:
            if ws.index.position < ws.store.position:
                with ws.locked("writer.lock"):
                    ws.catch_up()
        except WorkspaceError:
            continue
