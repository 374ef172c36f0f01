"""Fill: vectors for passages that have none yet, made in the background and never waited for."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from threading import Event as Flag
from threading import Thread

from probatum.index.fuse import FusedIndex
from probatum.index.index import Entry
from probatum.sources.passages import passages
from probatum.workspace import Workspace

#: Works whose passages get their vectors in one go: a few seconds of work, so that it stops soon when told.
CHUNK = 64

#: How long (seconds) the background looks away when there is nothing to do.
PAUSE = 5.0


def fill(ws: Workspace, *, stopped: Callable[[], bool] = lambda: False) -> int:
    """Make the vectors that are lacking, a chunk at a time, until none lacks or ``stopped()``.

    Gives how many were made: 0 where the workspace searches by words alone.
    """
    index, made = ws.index, 0
    if not isinstance(index, FusedIndex) or ws.read_only:
        return 0
    while not stopped():
        changed = list(islice(ws.store.changed_since(index.meaning.position), CHUNK))
        if not changed:
            break
        ids = [one.source for one in changed if one.joined is None]
        sources, texts = ws.store.sources(ids), ws.store.texts(ids)
        entries = [
            Entry(
                source=sources[name],
                passages=tuple(passage for text in texts[name] for passage in passages(name, text)),
            )
            for name in ids
        ]
        made += index.fill(entries, position=changed[-1].position)
    return made


def covered(ws: Workspace) -> float | None:
    """The share of passages that have a vector, from 0 to 1; None where search is by words alone."""
    return ws.index.covered if isinstance(ws.index, FusedIndex) else None


class Filling:
    """A background thread that fills ``ws`` for as long as it is entered."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self._stop = Flag()
        self._thread = Thread(target=self._run, name="filling", daemon=True)

    def __enter__(self) -> Filling:
        if covered(self._ws) is not None:
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            fill(self._ws, stopped=self._stop.is_set)
            self._stop.wait(PAUSE)
