"""Vectors of passages, as int8 in a file that grows: a second opinion on what is relevant."""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from probatum.errors import IndexBroken
from probatum.index.index import Entry, Hit
from probatum.language.models import Embedder

#: Names the form of the files.
FORM = 1

#: Up to so many vectors all are compared with a question; of more those of passages found by their words.
WHOLE = 250_000

_STATE, _VECTORS, _ROWS = "dense.json", "vectors.i8", "rows.tsv"


class DenseIndex:
    """Vectors of ``embedder`` in the folder ``path``; made there if there is nothing yet.

    Filled by :meth:`add` whenever there is time, by one process at a time (who fills sees to that); others
    search meanwhile and see what was added. It may hold any part of the library. What was removed from the
    library may still be here: who searches drops what is no longer held. Killed at any moment it keeps what
    the last :meth:`add` returned from. Vectors of another embedder count as none. Opening writes nothing.
    """

    def __init__(self, path: Path, embedder: Embedder) -> None:
        self._path, self._embedder = path, embedder
        self._lock = threading.RLock()
        self._rows: dict[tuple[str, str], int] = {}
        self._keys: list[tuple[str, str]] = []
        self._held: NDArray[np.float32] | None = None
        self._seen: tuple[int, int] | None = None
        self._size = 0  # of the rows, in bytes
        self._refresh()

    @staticmethod
    def discard(path: Path) -> None:
        """Throw the vectors away; they can be made again."""
        shutil.rmtree(path, ignore_errors=True)

    def _state(self) -> dict[str, Any]:
        try:
            state = json.loads((self._path / _STATE).read_bytes())
        except (FileNotFoundError, ValueError):
            return {}
        return state if isinstance(state, dict) else {}

    def _keep(self, rows: int, position: int) -> None:
        state = {"form": FORM, "model": self._embedder.name, "rows": rows, "position": position}
        fresh = self._path / (_STATE + ".new")
        with fresh.open("w", encoding="utf-8") as stream:
            json.dump(state, stream)
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(self._path / _STATE)

    def _refresh(self) -> None:
        """Read what was added since, also by another process; half done work of a killed one is not read."""
        with self._lock:
            try:
                about = (self._path / _STATE).stat()
            except FileNotFoundError:
                self._forget()
                return
            seen = (about.st_mtime_ns, about.st_ino)
            if seen != self._seen:
                self._read(self._state())
                self._seen = seen

    def _forget(self) -> None:
        self._keys, self._rows, self._held, self._seen, self._size = [], {}, None, None, 0

    def _read(self, state: dict[str, Any]) -> None:
        if (state.get("form"), state.get("model")) != (FORM, self._embedder.name):
            self._forget()
            return
        rows = int(state["rows"])
        lines = (self._path / _ROWS).read_bytes().split(b"\n")[:rows]
        if len(lines) < rows or (self._path / _VECTORS).stat().st_size < rows * self._embedder.dimension:
            raise IndexBroken(
                f"{self._path}: the vectors are damaged; delete the folder, they are made again"
            )
        self._size = sum(len(line) + 1 for line in lines)
        named = (line.decode("utf-8").partition("\t") for line in lines)
        self._keys = [(source, passage) for source, _, passage in named]
        self._rows = {key: row for row, key in enumerate(self._keys)}
        self._held = None

    @property
    def name(self) -> str:
        """The name of the embedder."""
        return self._embedder.name

    @property
    def position(self) -> int:
        """The store's sequence number up to which every passage has its vector."""
        state = self._state()
        ours = (state.get("form"), state.get("model")) == (FORM, self._embedder.name)
        return int(state.get("position", 0)) if ours else 0

    def __len__(self) -> int:
        """How many passages have a vector."""
        self._refresh()
        return len(self._keys)

    def add(self, entries: Iterable[Entry], *, position: int) -> int:
        """Make the vectors of the passages of ``entries`` that have none yet; gives how many were made."""
        self._refresh()
        fresh = [
            (entry.source.id, passage.id, f"{entry.source.title or ''} {passage.text}".strip())
            for entry in entries
            for passage in entry.passages
            if (entry.source.id, passage.id) not in self._rows
        ]
        vectors = quantised(self._embedder.passages([text for _, _, text in fresh]))
        with self._lock:
            self._write([(source, passage) for source, passage, _ in fresh], vectors, position)
        return len(fresh)

    def _write(self, keys: Sequence[tuple[str, str]], vectors: NDArray[np.int8], position: int) -> None:
        self._path.mkdir(parents=True, exist_ok=True)
        held = len(self._keys)
        self._extend(_VECTORS, held * self._embedder.dimension, vectors.tobytes())
        fresh = "".join(f"{source}\t{passage}\n" for source, passage in keys).encode()
        self._extend(_ROWS, self._size, fresh)
        self._size += len(fresh)
        self._keep(held + len(keys), position)
        for key in keys:
            self._rows[key] = len(self._keys)
            self._keys.append(key)
        self._held = None
        about = (self._path / _STATE).stat()
        self._seen = (about.st_mtime_ns, about.st_ino)

    def _extend(self, name: str, size: int, data: bytes) -> None:
        """Write ``data`` after the first ``size`` bytes; what a killed write left there is cut off."""
        with (self._path / name).open("ab") as stream:
            stream.truncate(size)
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())

    def _vectors(self) -> NDArray[np.int8]:
        rows, width = len(self._keys), self._embedder.dimension
        if not rows or not width:
            return np.zeros((0, width), dtype=np.int8)
        return np.memmap(self._path / _VECTORS, dtype=np.int8, mode="r", shape=(rows, width))

    def _unpacked(self) -> NDArray[np.float32]:
        """All vectors as numbers that the processor multiplies fast; kept until more are added."""
        with self._lock:
            if self._held is None:
                self._held = self._vectors().astype(np.float32)
            return self._held

    def search(self, text: str, *, limit: int, among: Sequence[Hit] = ()) -> list[Hit]:
        """The ``limit`` passages nearest to ``text``, best first (cosine); ties by address.

        Every vector is compared up to ``WHOLE`` of them, else only those of ``among``.
        """
        self._refresh()
        if not self._keys or limit <= 0:
            return []
        question = self._embedder.question(text)
        if len(self._keys) <= WHOLE:
            held = self._unpacked()
            scores = held @ question / _SCALE
            count = min(limit, len(scores))
            rows = np.argpartition(-scores, count - 1)[:count]
            # All that tie with the last are candidates, so that the cut does not depend on their order.
            rows = np.flatnonzero(scores >= scores[rows].min())
            found = [(float(scores[row]), self._keys[int(row)]) for row in rows]
        else:
            found = self._rescored(question, among)
        found.sort(key=lambda one: (-one[0], one[1][1], one[1][0]))
        return [
            Hit(source=source, passage=passage, score=score) for score, (source, passage) in found[:limit]
        ]

    def _rescored(
        self, question: NDArray[np.float32], among: Sequence[Hit]
    ) -> list[tuple[float, tuple[str, str]]]:
        keys = [key for hit in among if (key := (hit.source, hit.passage)) in self._rows]
        vectors = self._vectors()[[self._rows[key] for key in keys]].astype(np.float32)
        scores = vectors @ question / _SCALE
        return [(float(score), key) for score, key in zip(scores, keys, strict=True)]


_SCALE = 127.0


def quantised(vectors: NDArray[np.float32]) -> NDArray[np.int8]:
    """Unit vectors in 8 bits a number: each is off by at most 1/254."""
    packed: NDArray[np.int8] = np.clip(np.rint(vectors * _SCALE), -127, 127).astype(np.int8)
    return packed
