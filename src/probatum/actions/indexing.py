"""Keeping the index level with the store while an ingest goes on.

A small ingest is indexed at its end. In a large one a second process indexes what has been committed while
the first reads on: analysing a text takes longer than reading it. That process holds nothing of its own; it
follows the store's sequence, and ends when the first one does, however that ends.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType

from probatum.errors import ProbatumError
from probatum.language.onnx import processors
from probatum.workspace import Workspace, catch_up, index_of, settings_of, store_of

#: So many changed sources make a second process worth its start (about a second).
WORTH_A_PROCESS = 4_000

#: Where there is no second processor, the index is written after so many changed sources.
AT_MOST_BEHIND = 20_000


class Indexing:
    """Indexes what an ingest commits. A context: what is still running when it ends is stopped."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self._behind = 0
        self._follower: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Indexing:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._follower is not None:
            self._follower.kill()
            self._follower.communicate()

    def stored(self, changed: int) -> None:
        """So many sources more have changed in the store."""
        self._behind += changed
        if self._follower is None and self._behind >= WORTH_A_PROCESS and processors() > 1:
            self._follower = _started(self._ws)
        if self._follower is not None:
            self._say(b"more\n")
        elif self._behind >= AT_MOST_BEHIND:
            self._ws.catch_up()
            self._behind = 0

    def _say(self, word: bytes) -> None:
        follower = self._follower
        if follower is None or follower.stdin is None:
            return
        try:
            follower.stdin.write(word)
            follower.stdin.flush()
        except BrokenPipeError:  # it has ended; what it left is indexed here
            self._follower = None
            follower.communicate()

    def finish(self) -> None:
        """Return when the index has everything that the store has."""
        if self._follower is not None:
            self._say(b"end\n")
        if self._follower is not None:
            self._follower.communicate()
            self._follower = None
        self._ws.catch_up()


def _started(ws: Workspace) -> subprocess.Popen[bytes]:
    # Which store it is goes by the environment: others can read the words of a command, and a password in it.
    store = {
        "PROBATUM_STORE_URL": ws.settings.store.url,
        "PROBATUM_STORE_PASSWORD": ws.settings.store.password.get_secret_value(),
    }
    return subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "-m", "probatum.actions.indexing", str(ws.path)],
        env={**os.environ, **store},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


class _Words(threading.Thread):
    """Hears what the ingest says. Where it falls silent without having said ``end`` it was killed."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.more = threading.Event()
        self.ended = threading.Event()

    def run(self) -> None:
        """Read standard input to its end."""
        for line in sys.stdin.buffer:
            if line == b"end\n":
                self.ended.set()
            self.more.set()
        if not self.ended.is_set():
            os._exit(1)


def _follow(path: Path) -> int:
    """Index what is committed to the workspace at ``path`` until the ingest says that it has ended."""
    words = _Words()
    words.start()
    store, index = store_of(path, settings_of(path)), index_of(path)
    ended = False
    while not ended:
        words.more.wait()
        words.more.clear()
        ended = words.ended.is_set()
        catch_up(store, index, settle=ended)
    index.close()
    store.close()
    return 0


if __name__ == "__main__":
    try:
        sys.exit(_follow(Path(sys.argv[1])))
    except ProbatumError:
        sys.exit(1)  # the ingest does what is left, and says what is wrong
