"""Opens the chosen back ends. The only file that names implementations.

A workspace is a folder::

    probatum.json     says that it is one, and in which layout
    probatum.toml     its settings, where there are any
    store.sqlite3     works, texts, revisions, the trail, where no PostgreSQL database is named for them
    store.of          says of which PostgreSQL database the index was made, where there is one
    files/            original bytes, by their SHA-256
    index/            the search index: a cache, rebuilt from the store whenever it must be
    vectors/          vectors for a second opinion by meaning, where an encoder is installed: a cache too
    writer.lock       held by the process that ingests
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeVar

from probatum.compose.composer import Composer
from probatum.compose.extractive import ExtractiveComposer
from probatum.errors import (
    ExtraMissing,
    IndexBroken,
    WorkspaceBusy,
    WorkspaceForeign,
    WorkspaceMissing,
    WorkspaceNewer,
    WorkspaceReadOnly,
)
from probatum.house import HouseStandings
from probatum.index.dense import DenseIndex
from probatum.index.embedded import EmbeddedIndex
from probatum.index.fuse import FusedIndex
from probatum.index.index import Entry, Filters, Index
from probatum.language.entailment import RememberingEntailer, default_entailer, entailer_of
from probatum.language.local import bge_small, default_encoder
from probatum.language.models import Embedder, Entailer, NoEmbedder, NoEntailer, NoSelector, Selector
from probatum.language.remote import JudgeForm, RemoteEntailer, RemoteJudge
from probatum.language.selection import default_selector, selector_of
from probatum.language.vocabulary import Vocabulary
from probatum.settings import FILE_NAME, Entailment, Selection, Settings, read_settings
from probatum.sources.passages import passages
from probatum.store.accounts import Accounts
from probatum.store.blobs import disk_error
from probatum.store.locks import locked
from probatum.store.postgres import PostgresStore
from probatum.store.sealed import Sealed
from probatum.store.sql import SqlStore
from probatum.store.sqlite import SqliteStore
from probatum.store.store import Changed, Store
from probatum.verify.arithmetic import arithmetic
from probatum.verify.arm import arm
from probatum.verify.attribution import attribution
from probatum.verify.causation import causation
from probatum.verify.check import Check
from probatum.verify.circularity import circularity
from probatum.verify.comparison import comparison
from probatum.verify.counterpart import counterpart
from probatum.verify.coverage import coverage
from probatum.verify.currency import currency
from probatum.verify.direction import direction
from probatum.verify.dose import dose
from probatum.verify.drugs import drugs
from probatum.verify.entailment import entailment
from probatum.verify.frequency import frequency
from probatum.verify.hedging import hedging
from probatum.verify.negation import negation
from probatum.verify.numbers import numbers
from probatum.verify.population import population
from probatum.verify.primary import primary
from probatum.verify.quote import quote
from probatum.verify.recommendation import recommendation
from probatum.verify.scope import scope
from probatum.verify.significance import significance
from probatum.verify.standing import standing
from probatum.verify.transcription import transcription

T = TypeVar("T")

MARKER = "probatum.json"
OF = "store.of"
FORMAT = "probatum-workspace"

#: The layout of the folder. A workspace with a higher one was made by a newer Probatum.
LAYOUT = 1

#: How long a lock is waited for, in seconds: one that an ingest holds is held for long, and one that is held
#: among all who use the store for a moment, by each of the many who decide at once.
PATIENCE, QUEUING = 1.0, 30.0

#: How long the index is waited for, in seconds, where only a process that is ending can hold it.
ORPHAN_PATIENCE = 15.0

#: Locks that are held among all who use the store, not only in this folder.
EVERYWHERE = frozenset({"board.lock", "mail.lock"})

#: Origins of the starter library begin with this.
STARTER = "starter:"

#: Sources that are read from the store at a time, and that are indexed in one commit.
_CHUNK, _COMMIT = 500, 20_000

_MADE_BY_HAND = frozenset({FILE_NAME, ".gitignore", ".DS_Store", "lost+found"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """Everything that the actions work with. Made by :func:`open_workspace`; to be closed.

    ``repaired`` says in sentences what had to be put right on opening. ``starter`` is whether the starter
    library may be loaded and searched.
    """

    path: Path
    settings: Settings
    store: Store
    index: Index
    vocabulary: Vocabulary
    embedder: Embedder
    entailer: Entailer
    composer: Composer
    checks: tuple[Check, ...]
    accounts: Accounts
    sealed: Sealed
    repaired: tuple[str, ...] = ()
    starter: bool = True
    read_only: bool = False
    _closing: tuple[Any, ...] = field(default=(), repr=False, compare=False)

    def filters(self, *, starter: bool = True) -> Filters:
        """The filters of every search: all of the library, or all but the starter library.

        Without the starter library its texts are left out that came from nowhere else; a work that was
        also ingested is found by its own texts.
        """
        if starter and self.starter:
            return Filters()
        return Filters(without=self.store.documents_only_from(STARTER))

    def catch_up(self) -> int:
        """Index every source that changed since the index was last written; gives how many.

        Raises ``WorkspaceBusy`` where another process is writing to the index.
        """
        return catch_up(self.store, self.index)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the workspace for an ingest. Raises ``WorkspaceBusy`` where another process holds it."""
        if self.read_only:
            raise WorkspaceReadOnly(f"{self.path}: opened for reading only; open it where it can be written")
        with self.locked("writer.lock"):
            yield

    @contextmanager
    def locked(self, name: str) -> Iterator[None]:
        """Hold one of the workspace's locks. Raises ``WorkspaceBusy`` where another process holds it."""
        if name not in EVERYWHERE:
            with locked(self.path / name, PATIENCE):
                yield
            return
        with locked(self.path / name, QUEUING), self.store.database.locked(name):
            yield

    def close(self) -> None:
        """Finish with the index and the store."""
        for part in self._closing:
            part()


def open_workspace(
    path: Path,
    *,
    settings: Settings | None = None,
    create: bool = True,
    starter: bool = True,
    read_only: bool = False,
) -> Workspace:
    """Open the workspace in the folder ``path``, and make it there if it may be made.

    What is derived is repaired: the search index catches up with the store, or is rebuilt where it is
    missing, cannot be read, or was made by another version. ``starter=False`` leaves the starter library out
    of every search. ``read_only`` writes nothing and works on a medium that cannot be written.

    Raises ``WorkspaceMissing``, ``WorkspaceForeign``, ``WorkspaceNewer``, ``WorkspaceReadOnly``,
    ``WorkspaceBusy``, ``DiskFull`` and ``SettingsError``; each says what to do.
    """
    _claim(path, create=create and not read_only)
    chosen = settings or settings_of(path)
    repaired: list[str] = []
    if not chosen.store.url:
        _look_for_store(path, repaired, read_only=read_only)
    store = store_of(path, chosen, read_only=read_only)
    scratch: tempfile.TemporaryDirectory[str] | None = None
    try:
        if read_only:
            scratch = tempfile.TemporaryDirectory(prefix="probatum-index-")
            index = _copied_index(path / "index", Path(scratch.name) / "index", store, repaired)
        else:
            index = _index(path, store, repaired)
    except BaseException:
        store.close()
        if scratch is not None:
            scratch.cleanup()
        raise
    embedder = _embedder(chosen)
    fused = _fused(index, path / "vectors", embedder, repaired, read_only=read_only)
    entailer = _entailer(chosen)
    vocabulary = Vocabulary.shipped()
    if chosen.vocabulary.mesh is not None:
        vocabulary.load_mesh(chosen.vocabulary.mesh)
    return Workspace(
        path=path,
        settings=chosen,
        store=store,
        index=fused,
        vocabulary=vocabulary,
        embedder=embedder,
        entailer=entailer,
        composer=ExtractiveComposer(selector=selector_for(chosen), answering=chosen.selection.answering),
        checks=checks_with(entailer),
        accounts=Accounts(store.database),
        sealed=Sealed(path / "keys" / "seal.key"),
        repaired=tuple(repaired),
        starter=starter,
        read_only=read_only,
        _closing=(fused.close, store.close, *((scratch.cleanup,) if scratch is not None else ())),
    )


#: The checks by rule, in the order in which their findings are shown.
RULES: tuple[Check, ...] = (
    quote,
    numbers,
    dose,
    transcription,
    arm,
    arithmetic,
    negation,
    recommendation,
    direction,
    comparison,
    counterpart,
    frequency,
    significance,
    causation,
    hedging,
    population,
    scope,
    attribution,
    drugs,
    currency,
    circularity,
    primary,
    standing,
)


def checks_with(entailer: Entailer | None) -> tuple[Check, ...]:
    """Every check of the product: those by rule, and that by the model, or by words where there is none."""
    if entailer is None or entailer.name == "none":
        return (*RULES, coverage)
    return (*RULES, entailment(entailer))


def store_of(path: Path, settings: Settings, *, read_only: bool = False) -> SqlStore:
    """The store of the workspace at ``path``, which exists. It gives our own articles as they stand now."""
    store: SqlStore
    if settings.store.url:
        password = settings.store.password.get_secret_value()
        store = PostgresStore(settings.store.url, path / "files", password=password, read_only=read_only)
    else:
        store = SqliteStore(path / "store.sqlite3", path / "files", read_only=read_only)
    store.as_they_stand = HouseStandings(store)
    return store


def _look_for_store(path: Path, repaired: list[str], *, read_only: bool) -> None:
    if (path / "store.sqlite3").exists():
        return
    if read_only:
        raise WorkspaceMissing(f"{path}: there is no store in it; open it once where it can be written")
    if (path / "index" / "meta.json").exists():
        repaired.append("The store was missing; an empty one was made. Put back a copy if you have one.")


def index_of(path: Path) -> EmbeddedIndex:
    """The index of the workspace at ``path``. Raises ``IndexBroken``."""
    return EmbeddedIndex(path / "index")


# --- the folder -------------------------------------------------------------------------------------------


def _claim(path: Path, *, create: bool) -> None:
    """See that ``path`` is a workspace that we can use; mark it as one if it is empty and may be made."""
    try:
        held = sorted(entry.name for entry in path.iterdir()) if path.exists() else []
    except NotADirectoryError:
        raise WorkspaceForeign(f"{path}: a file, not a folder; name a folder with --workspace") from None
    except OSError as problem:
        raise disk_error(path, problem) from problem
    if MARKER in held:
        _check_marker(path)
        return
    if "store.sqlite3" in held:
        raise WorkspaceForeign(
            f"{path}: holds a store, but not {MARKER}, which says that it is a workspace; copy that file "
            "back from where the rest came"
        )
    if set(held) - _MADE_BY_HAND:
        raise WorkspaceForeign(
            f"{path}: holds something else ({held[0]} …); name another folder with --workspace"
        )
    if not create:
        raise WorkspaceMissing(
            f"{path}: there is no workspace here; name one with --workspace, or make one with probatum ingest"
        )
    _mark(path)


def _check_marker(path: Path) -> None:
    try:
        marker = json.loads((path / MARKER).read_bytes())
        layout = marker["layout"] if marker["format"] == FORMAT else None
    except OSError as problem:
        raise disk_error(path, problem) from problem
    except (ValueError, TypeError, KeyError):
        layout = None
    if not isinstance(layout, int):
        raise WorkspaceForeign(
            f"{path / MARKER}: not the mark of a workspace; put the file back, or name another folder"
        )
    if layout > LAYOUT:
        raise WorkspaceNewer(
            f"{path}: made by a newer Probatum (layout {layout}, we know {LAYOUT}); install that version"
        )


def _mark(path: Path) -> None:
    """Written first and in one step: a folder that is half made is made on, not taken for something else."""
    text = json.dumps({"format": FORMAT, "layout": LAYOUT}) + "\n"
    try:
        path.mkdir(parents=True, exist_ok=True)
        fresh = path / f".{MARKER}.new"
        with fresh.open("w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(path / MARKER)
    except OSError as problem:
        raise disk_error(path, problem) from problem


def settings_of(path: Path) -> Settings:
    """The settings of the workspace at ``path``: its own file, or the one that the environment names."""
    own = path / FILE_NAME
    named = os.environ.get("PROBATUM_SETTINGS")
    return read_settings(own if own.exists() and not named else None)


# --- the index --------------------------------------------------------------------------------------------


def _index(path: Path, store: SqlStore, repaired: list[str]) -> EmbeddedIndex:
    """The search index of the workspace, level with its store."""
    folder = path / "index"
    fresh = not (folder / "meta.json").exists()
    try:
        index = EmbeddedIndex(folder)
        wrong = _of_another_store(path, store) or (
            "was ahead of the store" if index.position > store.position else ""
        )
    except IndexBroken:
        index, wrong = None, "could not be read, or was made by another version,"
    try:
        with locked(path / "writer.lock", PATIENCE):
            if index is None or wrong:
                EmbeddedIndex.discard(folder)
                index = EmbeddedIndex(folder)
            _note_store(path, store)
            store.blobs.tidy()
            _levelled(store, index, repaired, "was missing" if fresh else wrong)
    except WorkspaceBusy:
        # The process that ingests keeps the index level; until then a search finds what it has committed.
        if index is None or wrong:
            raise
    return index


def _of_another_store(path: Path, store: SqlStore) -> str:
    """What is wrong with an index that was made of another database: its positions mean nothing in this."""
    try:
        noted = (path / OF).read_text("utf-8").strip()
    except OSError:
        noted = ""
    return "" if noted == store.database.identity() else "was of another store"


def _note_store(path: Path, store: SqlStore) -> None:
    """Say of which database the index is; the vectors of another one are thrown away with its index."""
    if not _of_another_store(path, store):
        return
    DenseIndex.discard(path / "vectors")
    try:
        (path / OF).write_text(f"{store.database.identity()}\n", "utf-8")
    except OSError as problem:
        raise disk_error(path, problem) from problem


def _embedder(settings: Settings) -> Embedder:
    """The encoder that the settings name, where it is installed; search does without one."""
    if not settings.dense.enabled:
        return NoEmbedder()
    try:
        return bge_small() if settings.dense.model == "bge-small" else default_encoder()
    except ExtraMissing:
        if settings.dense.model != "default":  # asked for by name, so to be told
            raise
        return NoEmbedder()


def _entailer(settings: Settings) -> Entailer:
    """The judge elsewhere that the settings name, the entailer here standing in for it; else that one."""
    here, named = _local_entailer(settings), settings.judge
    if not named.url:
        return here
    form = JudgeForm(
        url=named.url,
        model=named.model,
        key=named.key.get_secret_value(),
        timeout=named.timeout,
        concurrent=named.concurrent,
    )
    return RememberingEntailer(RemoteEntailer(RemoteJudge(form), here))


def _local_entailer(settings: Settings) -> Entailer:
    """The entailer that the settings name, where it is installed; the checks by rule stand without one."""
    found = _installed(settings.entailment, default_entailer, entailer_of)
    return NoEntailer() if found is None else RememberingEntailer(found)


def selector_for(settings: Settings) -> Selector:
    """The selector that the settings name, where it is installed; words alone choose without one."""
    return _installed(settings.selection, default_selector, selector_of) or NoSelector()


def _installed(named: Entailment | Selection, shipped: Callable[[], T], own: Callable[[Path], T]) -> T | None:
    """The model that is named; None where it is not wanted, or that of the package is not installed."""
    if not named.enabled or named.model == "none":
        return None
    try:
        return shipped() if named.model == "default" else own(Path(named.model))
    except ExtraMissing:
        if named.model != "default":  # asked for by name, so to be told
            raise
        return None


def _fused(
    words: EmbeddedIndex, vectors: Path, embedder: Embedder, repaired: list[str], *, read_only: bool
) -> EmbeddedIndex | FusedIndex:
    """The index with a second opinion by meaning, where there is an encoder to make vectors."""
    if not embedder.dimension or (read_only and not vectors.exists()):
        return words
    try:
        meaning = DenseIndex(vectors, embedder)
    except IndexBroken:
        repaired.append("The vectors of the search index could not be read; they will be made again.")
        DenseIndex.discard(vectors)
        meaning = DenseIndex(vectors, embedder)
    return FusedIndex(words, meaning)


def _levelled(store: SqlStore, index: EmbeddedIndex, repaired: list[str], wrong: str) -> None:
    """Level the index with the store, waiting for what a killed ingest left behind to end.

    Whoever holds the writer's lock is alone but for the process that indexed for an ingest that was killed:
    it ends as soon as the commit it is in has been written.
    """
    until = time.monotonic() + ORPHAN_PATIENCE
    while True:
        try:
            return _level(store, index, repaired, wrong)
        except WorkspaceBusy:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def _level(store: SqlStore, index: EmbeddedIndex, repaired: list[str], wrong: str) -> None:
    if index.position == store.position:
        if wrong and wrong != "was missing":
            repaired.append(f"The search index {wrong} and was made anew.")
        return
    number = catch_up(store, index)
    if wrong:
        repaired.append(f"The search index {wrong} and was rebuilt from the store: {_sources(number)}.")
    else:
        repaired.append(
            f"The search index lacked {_sources(number)} that had been stored (an ingest was cut short) "
            "and has caught up."
        )


def _sources(number: int) -> str:
    return "1 source" if number == 1 else f"{number:,} sources"


def _copied_index(folder: Path, copy: Path, store: SqlStore, repaired: list[str]) -> EmbeddedIndex:
    """The index for a workspace that is only read: the engine wants to write locks, so it gets a copy."""
    try:
        copy.mkdir()
        for file in folder.glob("[!.]*"):
            shutil.copyfile(file, copy / file.name)
        index, wrong = EmbeddedIndex(copy), _of_another_store(folder.parent, store)
    except (OSError, IndexBroken):
        index, wrong = None, "could not be read"
    if index is None or wrong:
        EmbeddedIndex.discard(copy)
        index = EmbeddedIndex(copy)
    _level(store, index, repaired, wrong)
    return index


def catch_up(store: Store, index: Index, *, settle: bool = True) -> int:
    """Index every source that changed since the index was last written; gives how many.

    ``settle=False`` keeps the index open for more to come.
    """
    total = 0
    while changed := list(islice(store.changed_since(index.position), _COMMIT)):
        gone = [one.source for one in changed if one.joined]
        if gone:
            index.remove(gone, position=index.position)
        index.add(entries_of(store, changed), position=changed[-1].position)
        total += len(changed)
    if total and settle:
        index.settle()
    return total


def entries_of(store: Store, changed: Sequence[Changed]) -> Iterator[Entry]:
    """What is to be indexed of each changed source; nothing of one that is now another's alias."""
    names = [one.source for one in changed if not one.joined]
    for start in range(0, len(names), _CHUNK):
        chunk = names[start : start + _CHUNK]
        sources = store.sources(chunk)
        texts = store.texts(chunk)
        for name in chunk:
            # Joined with another since: it is among what changes next, and is removed then.
            cut = (passages(name, document) for document in texts[name])
            source = sources[name] if sources[name].id == name else replace(sources[name], id=name)
            yield Entry(source=source, passages=tuple(chain.from_iterable(cut)))
