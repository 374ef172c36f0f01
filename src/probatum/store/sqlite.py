"""The store on SQLite: one file, one writer at a time, any number of readers in any process."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DatabaseError

from probatum.errors import DiskFull, WorkspaceBusy, WorkspaceError, WorkspaceReadOnly
from probatum.language.interface import filled
from probatum.store.sql import SqlStore

#: How long a write waits for another process's write (a batch of an ingest takes less), in seconds.
PATIENCE = 20.0


class SqliteStore(SqlStore):
    """Records in the SQLite file ``path``, original bytes in the folder ``blobs``.

    Every write is one transaction in a write-ahead log that is synchronised to the disk before the call
    returns (``synchronous=FULL``). Raises what :class:`SqlStore` raises.
    """

    def __init__(self, path: Path, blobs: Path, *, read_only: bool = False) -> None:
        self.path = path
        super().__init__(SqliteDatabase(path, read_only=read_only), blobs, read_only=read_only)

    def check(self) -> tuple[str, ...]:
        """What SQLite finds wrong with the file; nothing where all is well. Reads all of it."""
        with self.database.reading() as connection:
            found = connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars().all()
        return tuple(str(line) for line in found if line != "ok")


class SqliteDatabase:
    """The SQLite file ``path``: one writer at a time, any number of readers in any process."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self._read_only = read_only
        self._writing_lock = threading.Lock()
        self._engine = _engine(path, read_only=read_only)

    @property
    def name(self) -> str:
        """The path of the file."""
        return str(self.path)

    @property
    def shared(self) -> bool:
        """It is a file of this machine."""
        return False

    def identity(self) -> str:
        """It rests in the workspace."""
        return ""

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one consistent snapshot, and is given back at the end."""
        with _named_errors(self.path), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The connection of a transaction that is alone in writing; committed when the block ends."""
        if self._read_only:
            raise WorkspaceReadOnly(
                filled("{path}: opened for reading only; open it where it can be written", path=self.path)
            )
        with (
            self._writing_lock,
            _named_errors(self.path),
            self._engine.connect().execution_options(begin="BEGIN IMMEDIATE") as connection,
            connection.begin(),
        ):
            yield connection

    def locked(self, name: str) -> AbstractContextManager[None]:
        """Nothing: the locks in the folder of the workspace are enough for one machine."""
        del name
        return nullcontext()

    def product(self) -> str:
        """Name and version of the database."""
        return f"SQLite {sqlite3.sqlite_version}"

    def ails(self) -> tuple[str, ...]:
        """What is wrong with how the file can be used; nothing where all is well."""
        with self.reading() as connection:
            mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
        if mode == "wal" or self._read_only:
            return ()
        return (f"{self.path}: no write-ahead log can be kept there; put the workspace on a local disk",)

    def close(self) -> None:
        """Let go of the file. The last process to close it leaves it without a log beside it."""
        self._engine.dispose()


# --- the engine -------------------------------------------------------------------------------------------


def _engine(path: Path, *, read_only: bool) -> Engine:
    address = _address(path, read_only=read_only)

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            address, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=8, max_overflow=64)

    @event.listens_for(engine, "connect")
    def _set_up(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -65536")
        connection.execute("PRAGMA temp_store = MEMORY")
        if not read_only:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            # An ingest writes more than the usual thousand pages at a time: fold the log in less often.
            connection.execute("PRAGMA wal_autocheckpoint = 8000")
            connection.execute("PRAGMA journal_size_limit = 67108864")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    return engine


def _address(path: Path, *, read_only: bool) -> str:
    """SQLite's URI of the file. A file that is only read, without a log beside it, needs no lock file."""
    address = path.absolute().as_uri()
    if not read_only:
        return address
    log = path.with_name(path.name + "-wal")
    return f"{address}?mode=ro" if log.exists() else f"{address}?mode=ro&immutable=1"


@contextmanager
def _named_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite says into errors of ours."""
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as problem:
        raise _meant(path, problem) from problem


def _meant(path: Path, problem: Exception) -> Exception:
    original = getattr(problem, "orig", None) or problem
    code = getattr(original, "sqlite_errorcode", None)
    primary = None if code is None else code & 0xFF
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return WorkspaceBusy(
            filled("{path}: another process is writing; wait until it has finished and repeat", path=path)
        )
    if primary == sqlite3.SQLITE_FULL or code == sqlite3.SQLITE_IOERR_WRITE:
        return DiskFull(
            filled("{path}: no room left on the disk; make room and repeat: what was read is kept", path=path)
        )
    if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return WorkspaceReadOnly(
            filled("{path}: cannot be written; change its permissions or choose another", path=path)
        )
    if primary == sqlite3.SQLITE_CANTOPEN:
        return WorkspaceReadOnly(
            filled(
                "{path}: cannot be opened; check that the folder is there and that you may read and write it",
                path=path,
            )
        )
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return WorkspaceError(
            filled(
                "{path}: the store is damaged ({original}); put back a copy of the workspace, or "
                "make a new one and ingest again",
                path=path,
                original=original,
            )
        )
    return WorkspaceError(
        filled("{path}: {original}; check the disk and repeat", path=path, original=original)
    )
