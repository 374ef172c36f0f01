"""Examine: what is installed, how the workspace is, what was repaired on opening it."""

from __future__ import annotations

import platform
import sqlite3
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from probatum import __version__
from probatum.index.fuse import FusedIndex
from probatum.workspace import Workspace

#: The packages that do the heavy work; a fault report should name their versions.
PARTS = ("tantivy", "sqlalchemy", "lxml", "pypdfium2", "fastapi", "uvicorn")

#: What each extra brings.
EXTRAS = {"dense": ("onnxruntime", "tokenizers")}


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How a workspace is. Positions are sequence numbers of the store; ``size`` is in bytes.

    ``covered`` is the share of passages that have a vector, None where search is by words alone.
    """

    path: str
    works: int
    articles: int
    position: int
    indexed_to: int
    index: str
    encoder: str
    covered: float | None
    size: int
    read_only: bool

    @property
    def level(self) -> bool:
        """Whether the search index has seen everything that is stored."""
        return self.indexed_to == self.position


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What was seen. ``missing`` names, for each extra, the packages that are not installed."""

    versions: tuple[tuple[str, str], ...]
    missing: tuple[tuple[str, tuple[str, ...]], ...]
    workspace: State | None
    problem: str = ""
    repaired: tuple[str, ...] = ()

    @property
    def well(self) -> bool:
        """Whether everything that is needed works."""
        return self.workspace is not None and self.workspace.level and not self.problem


def examine(ws: Workspace | None, problem: str = "") -> Examined:
    """Look at the installation and at ``ws``; ``problem`` says why there is no workspace to look at."""
    return Examined(
        versions=(
            ("probatum", __version__),
            ("python", platform.python_version()),
            ("platform", platform.platform(terse=True)),
            ("sqlite", sqlite3.sqlite_version),
            *((name, _version(name) or "not installed") for name in PARTS),
        ),
        missing=tuple(
            (extra, tuple(name for name in names if _version(name) is None))
            for extra, names in EXTRAS.items()
        ),
        workspace=_state(ws) if ws else None,
        problem=problem,
        repaired=ws.repaired if ws else (),
    )


def covered(ws: Workspace) -> float | None:
    """The share of passages that have a vector, from 0 to 1; None where search is by words alone."""
    return ws.index.covered if isinstance(ws.index, FusedIndex) else None


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _state(ws: Workspace) -> State:
    return State(
        path=str(ws.path),
        works=len(ws.index),
        articles=sum(1 for _ in ws.store.articles()),
        position=ws.store.position,
        indexed_to=ws.index.position,
        index=ws.index.fingerprint,
        encoder=ws.embedder.name,
        covered=covered(ws),
        size=_size(ws.path),
        read_only=ws.read_only,
    )


def _size(folder: Path) -> int:
    """The bytes of all files below ``folder``; a file that goes while we look counts nothing."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:
            continue
    return total
