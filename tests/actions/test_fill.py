"""Vectors are made in the background, for everything that is held, and never twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event as Flag
from threading import enumerate as enumerate_threads
from typing import cast

import numpy as np
import pytest
from numpy.typing import NDArray

from probatum.actions.fill import Filling, covered, fill
from probatum.index.dense import DenseIndex
from probatum.index.embedded import EmbeddedIndex
from probatum.index.fuse import FusedIndex
from probatum.settings import Dense, Settings
from probatum.store.store import Reading
from probatum.workspace import Workspace, open_workspace
from tests.render.myositis import ABSTRACT, COHORT, NOTE, NOTED


class Lengths:
    """An embedder that knows how long a text is, and nothing else."""

    name, dimension = "lengths", 2

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of shape (texts, 2)."""
        raw = np.array([[1.0, len(text) / 1000] for text in texts], dtype=np.float32).reshape(len(texts), 2)
        return cast("NDArray[np.float32]", raw / np.linalg.norm(raw, axis=1, keepdims=True))

    def question(self, text: str) -> NDArray[np.float32]:
        """The unit vector of a question."""
        return cast("NDArray[np.float32]", self.passages([text])[0])


@pytest.fixture
def words(tmp_path: Path) -> Iterator[Workspace]:
    """Two works, searched by words alone."""
    ws = open_workspace(tmp_path / "w", settings=Settings(dense=Dense(enabled=False)))
    keep(ws)
    yield ws
    ws.close()


def keep(ws: Workspace) -> None:
    ws.store.keep(
        [
            Reading(source=COHORT, document=ABSTRACT, reader="pubmed", origin="a.xml", place="record 1"),
            Reading(source=NOTED, document=NOTE, reader="note", origin="a.jsonl", place="line 1"),
        ]
    )
    ws.catch_up()


def with_meaning(ws: Workspace) -> Workspace:
    """The same with a second opinion."""
    meaning = DenseIndex(ws.path / "meaning", Lengths())
    return replace(ws, index=FusedIndex(cast(EmbeddedIndex, ws.index), meaning))


def test_by_words_alone_there_is_nothing_to_fill(words: Workspace) -> None:
    assert (fill(words), covered(words)) == (0, None)
    with Filling(words):
        pass


def test_every_passage_gets_one_vector(words: Workspace) -> None:
    ws = with_meaning(words)
    assert covered(ws) == 0
    made = fill(ws)
    assert made == 3
    assert covered(ws) == 1
    assert fill(ws) == 0


def test_stopping_is_heard_at_once_and_nothing_is_lost(words: Workspace) -> None:
    ws = with_meaning(words)
    assert fill(ws, stopped=lambda: True) == 0
    assert fill(ws) == 3


def test_the_background_fills_and_ends_when_it_is_left(words: Workspace) -> None:
    ws = with_meaning(words)
    with Filling(ws):
        for _ in range(600):
            if covered(ws) == 1:
                break
            Flag().wait(0.05)
    assert covered(ws) == 1
    assert "filling" not in [thread.name for thread in enumerate_threads()]
