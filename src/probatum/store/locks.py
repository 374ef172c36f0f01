"""Locks on files, for whoever uses a workspace: taken in turn within a process, and let go of by the kernel
whatever becomes of it.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Lock
from typing import IO

from probatum.errors import WorkspaceBusy
from probatum.language.interface import filled
from probatum.store.blobs import disk_error

#: Between two looks whether another process has let go: the first and the longest pause (seconds).
_PAUSE, _LONGEST_PAUSE = 0.005, 0.05


class Line:
    """The threads of one process that want a lock, served in the order in which they came.

    Threads that each ask the kernel again and again are served by chance: of many, one can wait for ever.
    """

    def __init__(self) -> None:
        self._guard = Lock()
        self._waiting: deque[Event] = deque()

    @contextmanager
    def turn(self, patience: float) -> Iterator[bool]:
        """Wait so many seconds for one's turn; gives whether it came."""
        mine = Event()
        with self._guard:
            self._waiting.append(mine)
            if self._waiting[0] is mine:
                mine.set()
        try:
            yield mine.wait(patience)
        finally:
            with self._guard:
                self._waiting.remove(mine)
                if self._waiting:
                    self._waiting[0].set()


_lines: dict[str, Line] = {}
_lines_guard = Lock()


def _line_of(lock: Path) -> Line:
    with _lines_guard:
        return _lines.setdefault(os.path.realpath(lock), Line())


@contextmanager
def locked(lock: Path, patience: float) -> Iterator[None]:
    """Hold the lock that the file ``lock`` stands for, after waiting ``patience`` seconds at most.

    Raises ``WorkspaceBusy`` where others held it all the while, and says who; ``DiskFull`` and its like where
    the file cannot be made.
    """
    until = time.monotonic() + patience
    with _line_of(lock).turn(patience) as came:
        if not came:
            raise WorkspaceBusy(
                filled(
                    "{parent}: too many others write to it; nothing was changed, wait a little and repeat",
                    parent=lock.parent,
                )
            )
        with _opened(lock) as stream:
            if not _flocked(stream, until):
                other = f"another process (number {_holder(stream)})"
                raise WorkspaceBusy(
                    filled(
                        "{parent}: {other} writes to it; wait for it and repeat",
                        parent=lock.parent,
                        other=other,
                    )
                )
            stream.truncate(0)
            stream.write(str(os.getpid()))
            stream.flush()
            yield


def _opened(lock: Path) -> IO[str]:
    try:
        return lock.open("a+", encoding="utf-8")
    except OSError as problem:
        raise disk_error(lock.parent, problem) from problem


def _holder(stream: IO[str]) -> str:
    stream.seek(0)
    return stream.read(20).strip() or "unknown"


def _flocked(stream: IO[str], until: float) -> bool:
    """Take the lock, waiting a little: what a killed process started is still ending."""
    pause = _PAUSE
    while True:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                return False
            time.sleep(pause)
            pause = min(_LONGEST_PAUSE, 2 * pause)
        else:
            return True
