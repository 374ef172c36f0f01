"""The store on PostgreSQL: one writer at a time among all processes, any number of readers.

The driver is pg8000 (BSD licence, pure Python). Writers take turns by an advisory lock of the transaction
(PostgreSQL manual, 13.3.5), so that the trail is one chain and no number is given twice or skipped; whatever
isolation the server has by default, readers see one snapshot.
"""

from __future__ import annotations

import getpass
import socket
import ssl
import threading
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, StatementError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from probatum.errors import (
    DiskFull,
    ExtraMissing,
    SettingsError,
    TurnedAway,
    WorkspaceBusy,
    WorkspaceError,
    WorkspaceReadOnly,
)
from probatum.language.interface import filled
from probatum.store.sql import SqlStore

#: How long a write waits for another process's write, and a lock for whoever holds it, in seconds.
PATIENCE = 20.0

#: How long a server may take to answer when it is first spoken to, in seconds.
GREETING = 10.0

#: Connections that one process keeps, and how many more it may open. A server grants a hundred by default.
KEPT, MORE = 8, 16

_SCHEMES = frozenset({"postgresql", "postgres", "postgresql+pg8000"})
_TLS = ("disable", "prefer", "require", "verify-ca", "verify-full")
_KNOWN = frozenset({"host", "sslmode", "sslrootcert"})

#: The first half of our advisory locks ("Prob" in ASCII); the second half is 0 for the writer.
_LOCKS = 0x50726F62

_IDENTITY = (
    "SELECT system_identifier || '/' || oid FROM pg_control_system(), pg_database "
    "WHERE datname = current_database()"
)

_READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"


class PostgresStore(SqlStore):
    """Records in the PostgreSQL database at ``url``, original bytes in the folder ``blobs``.

    ``password`` stands in for one that the address does not have. Raises what :class:`SqlStore` raises,
    ``SettingsError`` for an address that is none, and ``ExtraMissing`` where the driver is not installed.
    """

    def __init__(self, url: str, blobs: Path, *, password: str = "", read_only: bool = False) -> None:
        database = PostgresDatabase(address_of(url, password), read_only=read_only)
        super().__init__(database, blobs, read_only=read_only)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a database is, and as whom to speak to it. ``host`` may be the folder of a Unix socket.

    ``str(address)`` never has the password in it.
    """

    user: str
    password: str = field(repr=False)
    host: str
    port: int
    database: str
    tls: str
    authority: str | None

    @property
    def local(self) -> bool:
        """Whether it is reached through a Unix socket."""
        return self.host.startswith("/")

    def __str__(self) -> str:
        if self.local:
            return f"postgresql://{self.user}@/{self.database}?host={self.host}"
        return f"postgresql://{self.user}@{self.host}:{self.port}/{self.database}"


def address_of(url: str, password: str = "") -> Address:
    """The address that ``url`` (``postgresql://user:password@host:port/database``) names.

    As with PostgreSQL's own programs, ``?host=`` names the folder of a Unix socket, and ``?sslmode=`` and
    ``?sslrootcert=`` say how the connection is protected (PostgreSQL manual, 34.1.2). Raises
    ``SettingsError``, which never repeats a password.
    """
    try:
        parts = make_url(url)
    except (ArgumentError, ValueError):
        raise SettingsError(filled("store.url is no address; {like}", like=_LIKE)) from None
    if parts.drivername not in _SCHEMES:
        raise SettingsError(
            filled(
                "store.url: {drivername} is no database that we know; {like}",
                drivername=repr(parts.drivername),
                like=_LIKE,
            )
        )
    asked = {name: value for name, value in parts.query.items() if isinstance(value, str)}
    if unknown := sorted(set(parts.query) - _KNOWN):
        raise SettingsError(
            filled(
                "store.url: unknown {unknown}; known are {what}",
                unknown=repr(unknown[0]),
                what=", ".join(sorted(_KNOWN)),
            )
        )
    user = parts.username or getpass.getuser()
    host = parts.host or asked.get("host", "localhost")
    tls = asked.get("sslmode", "prefer")
    if tls not in _TLS:
        raise SettingsError(
            filled("store.url: sslmode is none of {what}; choose one of them", what=", ".join(_TLS))
        )
    return Address(
        user=user,
        password=str(parts.password or password or ""),
        host=host,
        port=parts.port or 5432,
        database=parts.database or user,
        tls=tls,
        authority=asked.get("sslrootcert"),
    )


_LIKE = "write it like postgresql://user@host:5432/database"


class PostgresDatabase:
    """The database at ``address``; connections are made when they are needed, and anew where one is lost."""

    def __init__(self, address: Address, *, read_only: bool = False) -> None:
        self.address = address
        self._read_only = read_only
        self._writing_lock = threading.Lock()
        self._named_locks: dict[str, threading.Lock] = {}
        self._engine = _engine(address)

    @property
    def name(self) -> str:
        """The address, without a password."""
        return str(self.address)

    @property
    def shared(self) -> bool:
        """It is a server."""
        return True

    def identity(self) -> str:
        """The server's own number and that of the database: the same by whatever address it is reached."""
        with self.reading() as connection:
            return str(connection.exec_driver_sql(_IDENTITY).scalar_one())

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one consistent snapshot, and is given back at the end."""
        with self._begun(_READ) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The connection of a transaction that is alone in writing; committed when the block ends."""
        if self._read_only:
            raise WorkspaceReadOnly(
                filled("{name}: opened for reading only; open it where it can be written", name=self.name)
            )
        begin = (
            "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; "
            f"SET LOCAL lock_timeout = {int(PATIENCE * 1000)}; "
            f"SELECT pg_advisory_xact_lock({_LOCKS}, 0)"
        )
        with self._writing_lock, self._begun(begin) as connection:
            yield connection

    @contextmanager
    def locked(self, name: str) -> Iterator[None]:
        """Hold the lock ``name`` among all who use the database, on whatever machine. ``WorkspaceBusy``.

        The server lets go of it when the connection ends, whatever becomes of the process.
        """
        # Threads wait here and not with a connection each: they would leave none to work with.
        within = self._named_locks.setdefault(name, threading.Lock())
        if not within.acquire(timeout=PATIENCE):
            raise WorkspaceBusy(
                filled("{name}: {name_2} is held for long; wait and repeat", name=self.name, name_2=name)
            )
        try:
            # Without a snapshot: a lock may be held for long, and old rows must still be cleared away.
            begin = (
                "BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY; "
                f"SET LOCAL lock_timeout = {int(PATIENCE * 1000)}; "
                f"SELECT pg_advisory_xact_lock({_LOCKS}, {_number_of(name)})"
            )
            with self._begun(begin):
                yield
        finally:
            within.release()

    def product(self) -> str:
        """Name and version of the database."""
        with self.reading() as connection:
            version = str(connection.exec_driver_sql("SHOW server_version").scalar_one())
        return f"PostgreSQL {version.split()[0]}"

    def ails(self) -> tuple[str, ...]:
        """What is wrong with how the server is set up; nothing where all is well."""
        with self.reading() as connection:
            found = {
                name: str(connection.exec_driver_sql(f"SHOW {name}").scalar_one())
                for name in ("fsync", "full_page_writes", "synchronous_commit")
            }
        return tuple(
            f"{self.name}: {name} is off: what is acknowledged may be lost with the power; turn it on"
            for name, value in found.items()
            if value == "off"
        )

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    @contextmanager
    def _begun(self, begin: str) -> Iterator[Connection]:
        """A connection in a transaction begun with ``begin``."""
        with _named_errors(self.name):
            connection = self._opened(begin)
            with connection, connection.get_transaction() or connection.begin():
                yield connection

    def _opened(self, begin: str) -> Connection:
        """Where the server was restarted since, the connections that are kept are dead: the next is new."""
        while True:
            kept = self._engine.pool.checkedin()  # type: ignore[attr-defined]
            connection = self._engine.connect().execution_options(begin=begin)
            try:
                connection.begin()
            except BaseException as problem:
                connection.close()
                if not (isinstance(problem, DBAPIError) and problem.connection_invalidated and kept):
                    raise
            else:
                return connection


def _number_of(name: str) -> int:
    """The second half of the lock of this name: positive, and not the writer's."""
    return zlib.crc32(name.encode()) & 0x7FFFFFFF or 1


# --- connecting -------------------------------------------------------------------------------------------


def _engine(address: Address) -> Engine:
    driver = _driver()
    engine = create_engine(
        "postgresql+pg8000://",
        creator=lambda: _connected(driver, address),
        poolclass=QueuePool,
        pool_size=KEPT,
        max_overflow=MORE,
        pool_timeout=PATIENCE,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", _READ))

    return engine


def _driver() -> Any:
    try:
        return import_module("pg8000.dbapi")
    except ModuleNotFoundError:
        raise ExtraMissing(
            "PostgreSQL needs a driver that is not installed; install it with: "
            "pip install 'probatum[postgres]'"
        ) from None


@cache
def _connection_of(driver: Any) -> Any:
    """The driver's connection, which closes also when the server has gone, and then leaves nothing open."""
    original: Any = driver.Connection

    class Closing(original):  # type: ignore[misc]
        def close(self) -> None:
            stream = getattr(self, "_sock", None)
            with suppress(driver.InterfaceError, OSError):
                super().close()
            if stream is not None:
                with suppress(OSError):
                    stream.close()

        def greeted(self) -> None:
            """From now on an answer may take as long as it takes."""
            self._usock.settimeout(None)

    return Closing


def _connected(driver: Any, address: Address) -> Any:
    protection = _protection(address)
    stream = _socket(address)
    try:
        connection = _connection_of(driver)(
            address.user,
            host=None if address.local else address.host,
            database=address.database,
            password=address.password,
            application_name="probatum",
            ssl_context=protection,
            sock=stream,
        )
        connection.greeted()
    except driver.DatabaseError as problem:
        stream.close()
        raise _meant(str(address), problem) from None  # the cause would show what was sent
    except ssl.SSLError as problem:
        stream.close()
        raise WorkspaceError(
            filled(
                "{address}: the server is not trusted ({what}: {what_2}); correct sslrootcert or the "
                "host in store.url",
                address=address,
                what=problem.reason or problem,
                what_2=getattr(problem, "verify_message", ""),
            )
        ) from problem
    except (driver.InterfaceError, OSError) as problem:
        stream.close()
        raise _unanswered(address, problem) from problem
    if (found := str(connection.parameter_statuses.get("server_encoding", "UTF8"))) != "UTF8":
        connection.close()
        raise WorkspaceError(
            filled(
                "{address}: its encoding is {found}, which lacks most letters; make the database "
                "anew with: createdb --encoding=UTF8 --template=template0",
                address=address,
                found=found,
            )
        )
    # Transactions are begun by the engine, which says of what kind each is.
    connection.autocommit = True
    return connection


def _socket(address: Address) -> socket.socket:
    try:
        if address.local:
            return _unix_socket(f"{address.host}/.s.PGSQL.{address.port}")
        stream = socket.create_connection((address.host, address.port), timeout=GREETING)
    except OSError as problem:
        raise _unanswered(address, problem) from problem
    stream.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return stream


def _unix_socket(path: str) -> socket.socket:
    stream = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        stream.settimeout(GREETING)
        stream.connect(path)
    except BaseException:
        stream.close()
        raise
    return stream


def _protection(address: Address) -> ssl.SSLContext | bool | None:
    """What the driver wants: False for none, None for whatever the server can do."""
    if address.local or address.tls == "disable":
        return False
    if address.tls == "prefer":
        return None
    try:
        context = ssl.create_default_context(cafile=address.authority)
    except OSError as problem:
        raise SettingsError(
            filled(
                "store.url: {authority}: no certificates ({strerror}); correct sslrootcert",
                authority=address.authority,
                strerror=problem.strerror,
            )
        ) from None
    context.check_hostname = address.tls == "verify-full"
    context.verify_mode = ssl.CERT_NONE if address.tls == "require" else ssl.CERT_REQUIRED
    return context


def _unanswered(address: Address, problem: Exception) -> WorkspaceError:
    said = getattr(problem, "strerror", None) or str(problem)
    return WorkspaceError(
        filled(
            "{address}: the database server does not answer ({said}); start it, or correct store.url",
            address=address,
            said=said,
        )
    )


# --- what the server says ---------------------------------------------------------------------------------


@contextmanager
def _named_errors(name: str) -> Iterator[None]:
    """Turn what PostgreSQL and its driver say into errors of ours."""
    try:
        yield
    except DBAPIError as problem:
        raise _meant(name, problem.orig) from problem
    except PoolExhausted as problem:
        raise WorkspaceBusy(
            filled("{name}: every connection is in use; wait and repeat", name=name)
        ) from problem
    except StatementError as problem:
        # What is no text (half of a surrogate pair) is the caller's to refuse, as with SQLite.
        raise problem.orig or problem from problem


#: What to say for each SQLSTATE (PostgreSQL manual, appendix A), or class of it; {0}: the server's word.
_MEANING: Mapping[str, tuple[type[WorkspaceError], str]] = {
    "28": (WorkspaceError, "the server lets us not in ({0}); correct store.url or $PROBATUM_STORE_PASSWORD"),
    "3D": (WorkspaceError, "there is no such database ({0}); make it with createdb, or correct store.url"),
    "53100": (DiskFull, "no room left on the server's disk; make room and repeat: what was read is kept"),
    "53300": (WorkspaceBusy, "the server has no connection left; wait, or raise its max_connections"),
    "55P03": (WorkspaceBusy, "another process is writing; wait until it has finished and repeat"),
    "40001": (TurnedAway, "another process is writing; wait until it has finished and repeat"),
    "40P01": (TurnedAway, "another process is writing; wait until it has finished and repeat"),
    "57P03": (WorkspaceBusy, "the server is starting or stopping; wait and repeat"),
    "57P": (WorkspaceError, "the server was stopped ({0}); start it and repeat"),
    "57014": (WorkspaceBusy, "the server broke off ({0}); wait and repeat"),
    "25006": (WorkspaceReadOnly, "the server is for reading only; name the one that can be written"),
    "42501": (WorkspaceReadOnly, "{0}; give the user that right, or name the owner in store.url"),
    "54000": (WorkspaceError, "a name is longer than PostgreSQL can keep ({0}); shorten it and repeat"),
    "XX": (WorkspaceError, "the store is damaged ({0}); put back a copy of the database"),
}


def _meant(name: str, problem: object) -> WorkspaceError:
    said = problem.args[0] if isinstance(problem, Exception) and problem.args else problem
    if not isinstance(said, dict):
        return WorkspaceError(
            filled(
                "{name}: the connection was lost ({said}); start the server and repeat", name=name, said=said
            )
        )
    state, word = str(said.get("C", "")), str(said.get("M", "")).splitlines()[0]
    for length in (5, 3, 2):
        if state[:length] in _MEANING:
            kind, text = _MEANING[state[:length]]
            return kind(f"{name}: {text.format(word)}")
    return WorkspaceError(
        filled("{name}: {word} ({state}); see the server's log and repeat", name=name, word=word, state=state)
    )
