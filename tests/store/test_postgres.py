"""The store on PostgreSQL: what is its own, and that it says the same as SQLite."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text as sql

from probatum.errors import (
    DiskFull,
    SettingsError,
    TurnedAway,
    WorkspaceBusy,
    WorkspaceError,
    WorkspaceReadOnly,
)
from probatum.store.engine import written
from probatum.store.postgres import Address, PostgresStore, _meant, address_of
from probatum.store.sql import SqlStore
from probatum.store.sqlite import SqliteStore
from probatum.store.store import Reading
from probatum.store.tables import metadata
from tests.postgres import Server
from tests.store.samples import event, reading, text


@pytest.fixture
def store(postgres_url: str, tmp_path: Path) -> Iterator[PostgresStore]:
    """An empty store."""
    opened = PostgresStore(postgres_url, tmp_path / "files")
    yield opened
    opened.close()


# --- the same as SQLite -----------------------------------------------------------------------------------

ROWS = st.lists(
    st.tuples(
        st.sampled_from(["", "1", "2", "3"]),
        st.sampled_from(["", "10.1/a", "10.1/b"]),
        st.sampled_from(["", "PMC1", "PMC2"]),
        st.sampled_from(["pubmed", "ris", "corpus"]),
        st.text(st.characters(codec="utf-8"), max_size=4),
    ),
    min_size=1,
    max_size=10,
)


@pytest.fixture(scope="module")
def pair(
    postgres: Server, migrated: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[SqlStore, SqlStore]]:
    """A store of each kind."""
    folder = tmp_path_factory.mktemp("pair")
    stores = (
        SqliteStore(folder / "store.sqlite3", folder / "files"),
        PostgresStore(postgres.database(migrated), folder / "files"),
    )
    yield stores
    for one in stores:
        one.close()


def _emptied(store: SqlStore) -> SqlStore:
    with store.database.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            if table.name in ("sources", "documents"):
                continue
            connection.execute(table.delete())
        connection.execute(sql("UPDATE sources SET alias_of = NULL"))
        connection.execute(sql("DELETE FROM documents"))
        connection.execute(sql("DELETE FROM sources"))
    return store


@settings(max_examples=40, deadline=None)
@given(ROWS, st.integers(1, 5))
def test_both_stores_make_the_same_of_the_same_readings(
    pair: tuple[SqlStore, SqlStore], rows: list[tuple[str, str, str, str, str]], size: int
) -> None:
    """What became of each, the works, their texts, the order of changes, and the trail, to the last hash."""
    readings = [
        reading(
            text(f"Text {words}."), pmid=pmid or None, doi=doi or None, pmcid=pmcid or None,
            reader=reader, place=words, title=words,
        )
        for pmid, doi, pmcid, reader, words in rows
    ]  # fmt: skip
    sqlite, postgres = (_told(_emptied(store), readings, size) for store in pair)
    assert sqlite == postgres


def _told(store: SqlStore, readings: list[Reading], size: int) -> object:
    kept = [
        store.keep(readings[start : start + size], events=[event(f"batch {start}")])
        for start in range(0, len(readings), size)
    ]
    changed = list(store.changed_since(0))
    names = [one.source for one in changed]
    return kept, changed, store.sources(names), store.texts(names), list(store.trail())


# --- several processes ------------------------------------------------------------------------------------

APPENDING = """
import sys
from pathlib import Path
from probatum.records.event import Event
from probatum.records.source import Identifiers, Source
from probatum.store.postgres import PostgresStore
from probatum.store.store import Reading
url, who, files = sys.argv[1:]
store = PostgresStore(url, Path(files))
print("open", flush=True)
for number in range(1, 10_000):
    source = Source(identifiers=Identifiers(pmid=str(number)), title=f"By {who}")
    one = Reading(source=source, document=None, reader="ris", origin=f"{who}.ris", place=str(number))
    done = Event(kind="kept", subject=f"{who}-{number}", by=who, at="2026-01-01T00:00:00Z")
    store.keep([one], events=[done])
    print(number, flush=True)
    if number == int(sys.stdin.readline() or number):
        break
"""


def _process(url: str, who: str, files: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", APPENDING, url, who, str(files)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_two_processes_at_once_leave_one_chain_and_skip_no_number(
    postgres_url: str, store: PostgresStore, tmp_path: Path
) -> None:
    """Whoever follows ``changed_since`` meanwhile misses nothing."""
    count = 40
    seen: list[int] = []
    done = threading.Event()

    def follow() -> None:
        while not done.is_set():
            seen.extend(one.position for one in store.changed_since(seen[-1] if seen else 0))

    follower = threading.Thread(target=follow)
    processes = [_process(postgres_url, who, tmp_path) for who in ("a", "b")]
    follower.start()
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("0\n" * (count - 1) + f"{count}\n")
        process.stdin.flush()
    outputs = [process.communicate()[0].splitlines() for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    done.set()
    follower.join()
    assert [len(output) for output in outputs] == [count + 1, count + 1]
    trail = list(store.trail())
    assert [one.previous for _, one in trail] == ["", *(name for name, _ in trail[:-1])]
    assert all(name == one.hash for name, one in trail)
    assert sorted(one.subject for _, one in trail) == sorted(
        f"{who}-{number}" for who in "ab" for number in range(1, count + 1)
    )
    seen.extend(one.position for one in store.changed_since(seen[-1] if seen else 0))
    assert seen == sorted(set(seen))
    positions = {one.position for one in store.changed_since(0)}
    assert store.position == 2 * count
    assert positions <= set(seen)
    with store.database.reading() as connection:
        assert connection.execute(sql("SELECT max(number) FROM events")).scalar() == 2 * count


def test_killed_writers_lose_nothing_acknowledged(
    postgres_url: str, store: PostgresStore, tmp_path: Path
) -> None:
    """And stand in nobody's way."""
    said: list[str] = []
    for turn, who in enumerate("abcdef"):
        process = _process(postgres_url, who, tmp_path)
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        process.stdin.write("0\n" * 500)
        process.stdin.flush()
        time.sleep(0.03 * turn)
        process.kill()
        said += [f"{who}-{line.strip()}" for line in process.stdout if line.endswith("\n")]
        process.wait()
        process.stdin.close()
        process.stdout.close()
    kept = [one.subject for one in store.events()]
    assert set(said) <= set(kept)
    assert len(kept) - len(said) <= 6
    trail = list(store.trail())
    assert [one.previous for _, one in trail] == ["", *(name for name, _ in trail[:-1])]
    assert store.keep([reading(pmid="1")])[0].outcome in ("new", "updated")


def test_a_named_lock_is_one_for_all(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process waits, and says so; other names, readers and writers go on."""
    monkeypatch.setattr("probatum.store.postgres.PATIENCE", 0.1)
    one, other = (PostgresStore(postgres_url, tmp_path / "files") for _ in range(2))
    with one.database.locked("board.lock"):
        with pytest.raises(WorkspaceBusy, match="wait"), other.database.locked("board.lock"):
            pass
        with other.database.locked("another.lock"):
            assert other.keep([reading(pmid="1")])[0].outcome == "new"
    with other.database.locked("board.lock"):
        assert one.position == 1
    for store in (one, other):
        store.close()


def test_a_transaction_that_is_turned_away_is_tried_again(postgres: Server, store: PostgresStore) -> None:
    """Here by a deadlock with somebody who works by hand; the trail has the event once."""
    tries: list[int] = []
    begun = threading.Event()

    def work(connection: object) -> None:
        tries.append(1)
        begun.set()
        time.sleep(0.2 if len(tries) == 1 else 0)
        connection.execute(sql("LOCK TABLE events"))  # type: ignore[attr-defined]

    def by_hand() -> None:
        begun.wait()
        with store.database._engine.connect().execution_options(begin="BEGIN") as connection:
            connection.execute(sql("SET LOCAL deadlock_timeout = '10s'"))
            connection.execute(sql("LOCK TABLE events"))
            connection.execute(sql(f"SELECT pg_advisory_xact_lock({0x50726F62}, 0)"))
            connection.commit()

    other = threading.Thread(target=by_hand)
    other.start()
    written(store.database, work)
    other.join()
    assert len(tries) == 2


# --- what goes wrong --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (
            "postgresql://me:secret@/db?host=/nowhere",
            "postgresql://me@/db?host=/nowhere: the database server",
        ),
        ("postgresql://me:secret@127.0.0.1:1/db", "postgresql://me@127.0.0.1:1/db: the database server"),
        ("postgresql://me:secret@server.invalid/db", "does not answer"),
    ],
)
def test_a_server_that_does_not_answer(url: str, said: str, tmp_path: Path) -> None:
    """One line: where, what the system says, what to do; never the password."""
    with pytest.raises(WorkspaceError) as caught:
        PostgresStore(url, tmp_path)
    message = str(caught.value)
    assert said in message
    assert message.endswith("start it, or correct store.url")
    assert "secret" not in message + repr(caught.value.__cause__)
    assert "\n" not in message


def test_an_unknown_database_and_a_wrong_password(postgres: Server, tmp_path: Path) -> None:
    """Each says what to do about it."""
    with pytest.raises(WorkspaceError, match=r"no such database .*createdb, or correct store\.url"):
        PostgresStore(postgres.url("nowhere"), tmp_path)
    with pytest.raises(WorkspaceError, match=r"lets us not in .*correct store\.url or \$PROBATUM_STORE_PASS"):
        PostgresStore(postgres.url("postgres", user="nobody_known"), tmp_path)
    postgres.say("CREATE ROLE secretive LOGIN PASSWORD 'right'")
    rules = postgres.folder / "data" / "pg_hba.conf"
    before = rules.read_text()
    rules.write_text("local all secretive scram-sha-256\n" + before)
    postgres.say("SELECT pg_reload_conf()")
    address = postgres.url("postgres", user="secretive")
    for password in ("", "wrong-one"):
        with pytest.raises(WorkspaceError, match="password") as caught:
            PostgresStore(address, tmp_path, password=password)
        assert "wrong-one" not in str(caught.value) + repr(caught.value.__cause__)
    with pytest.raises(WorkspaceReadOnly, match="give the user that right"):
        PostgresStore(address, tmp_path, password="right")  # let in; but may make no table there
    rules.write_text(before)
    postgres.say("SELECT pg_reload_conf()")


def test_a_connection_is_protected_as_the_address_says(
    postgres: Server, migrated: str, tmp_path: Path
) -> None:
    """Without a word where the server can; checked against an authority, and the host's name, where asked."""
    authority, certificate, key = certified("localhost")
    (tmp_path / "ca.pem").write_bytes(authority)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"postgresql://postgres@localhost:{port}/{migrated}"
    shown, hidden = postgres.give("tls.pem", certificate), postgres.give("tls.key", key)
    postgres.stop()
    postgres.start(
        f"-c listen_addresses=127.0.0.1 -c port={port} -c ssl=on -c ssl_cert_file={shown} "
        f"-c ssl_key_file={hidden}"
    )
    trusted = f"sslrootcert={tmp_path / 'ca.pem'}"
    try:
        assert [
            _protected(f"{url}?{asked}", tmp_path)
            for asked in ("", "sslmode=disable", "sslmode=require", f"sslmode=verify-full&{trusted}")
        ] == [True, False, True, True]
        for wrong in (
            f"{url}?sslmode=verify-full",
            f"{url.replace('localhost', '127.0.0.1')}?sslmode=verify-full&{trusted}",
        ):
            with pytest.raises(WorkspaceError, match=r"the server is not trusted .*correct sslrootcert"):
                PostgresStore(wrong, tmp_path)
        with pytest.raises(SettingsError, match="no certificates"):
            PostgresStore(f"{url}?sslmode=verify-ca&sslrootcert={tmp_path}/none", tmp_path)
    finally:
        postgres.stop()
        postgres.start()
    with pytest.raises(WorkspaceError, match="does not answer"):
        PostgresStore(url, tmp_path)


def _protected(url: str, files: Path) -> bool:
    store = PostgresStore(url, files)
    with store.database.reading() as connection:
        found = connection.execute(sql("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")).scalar()
    store.close()
    return bool(found)


def certified(host: str) -> tuple[bytes, bytes, bytes]:
    """An authority, a certificate of it for ``host``, and its key, each in PEM."""
    keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(2)]
    names = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, one)]) for one in ("authority", host)]
    now = datetime.now(UTC)

    def signed(which: int) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(names[which])
            .issuer_name(names[0])
            .public_key(keys[which].public_key())
            .serial_number(which + 1)
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
        )

    authority = signed(0).add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    alternative = x509.SubjectAlternativeName([x509.DNSName(host)])
    own = signed(1).add_extension(alternative, critical=False)
    pem = serialization.Encoding.PEM
    return (
        authority.sign(keys[0], hashes.SHA256()).public_bytes(pem),
        own.sign(keys[0], hashes.SHA256()).public_bytes(pem),
        keys[1].private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
    )


def test_a_database_that_lacks_letters_is_refused(postgres: Server, tmp_path: Path) -> None:
    """Before anything is stored in it."""
    postgres.say("CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")
    with pytest.raises(WorkspaceError, match="its encoding is LATIN1"):
        PostgresStore(postgres.url("latin"), tmp_path)


def test_a_server_that_was_started_again_is_used_again(
    postgres: Server, store: PostgresStore, tmp_path: Path
) -> None:
    """Without a word; while it is down, each call says so in one line."""
    store.keep([reading(pmid="1")])
    postgres.stop()
    with pytest.raises(WorkspaceError, match=r"does not answer|connection was lost|was stopped"):
        store.position  # noqa: B018
    postgres.start()
    assert store.position == 1
    postgres.stop()
    postgres.start()
    assert store.keep([reading(pmid="2")])[0].outcome == "new"


def test_a_database_for_reading_only_says_so(postgres: Server, store: PostgresStore) -> None:
    """A standby, or one that its keeper has closed."""
    with (
        pytest.raises(WorkspaceReadOnly, match="name the one that can be written"),
        store.database.reading() as connection,
    ):
        connection.execute(sql("DELETE FROM keys"))


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("53100", DiskFull),
        ("53300", WorkspaceBusy),
        ("40001", TurnedAway),
        ("57P03", WorkspaceBusy),
        ("57P01", WorkspaceError),
        ("25006", WorkspaceReadOnly),
        ("XX001", WorkspaceError),
        ("42601", WorkspaceError),
        ("", WorkspaceError),
    ],
)
def test_what_the_server_says_becomes_an_error_of_ours(state: str, kind: type[WorkspaceError]) -> None:
    """In one line that says what to do."""
    meant = _meant("there", RuntimeError({"C": state, "M": "Something\nodd"}))
    assert type(meant) is kind
    assert re.fullmatch(r"there: [^\n]+[;,] [^\n]+", str(meant))


# --- addresses --------------------------------------------------------------------------------------------


def test_an_address_is_read_as_postgresql_reads_it() -> None:
    """Server or socket; the password may come from elsewhere; what is shown never has it."""
    given = address_of(
        "postgresql://me:s%40cret@db.example:5433/house?sslmode=verify-full&sslrootcert=/ca.pem"
    )
    assert given == Address(
        user="me", password="s@cret", host="db.example", port=5433, database="house",
        tls="verify-full", authority="/ca.pem",
    )  # fmt: skip
    assert str(given) == "postgresql://me@db.example:5433/house"
    assert "s@cret" not in repr(given)
    elsewhere = address_of("postgres://me@/house?host=/run/postgresql", "from elsewhere")
    assert elsewhere == replace(
        given, password="from elsewhere", host="/run/postgresql", port=5432, tls="prefer", authority=None
    )
    assert str(elsewhere) == "postgresql://me@/house?host=/run/postgresql"


@pytest.mark.parametrize(
    "url",
    [
        "house",
        "mysql://me:secret@db/house",
        "postgresql://me:secret@db:port/house",
        "postgresql://me:secret@db/house?sslmode=perhaps",
        "postgresql://me:secret@db/house?options=-c",
    ],
)
def test_what_is_no_address_is_refused_without_repeating_it(url: str) -> None:
    """It may hold a password."""
    with pytest.raises(SettingsError, match=r"store\.url") as caught:
        address_of(url)
    assert "secret" not in str(caught.value)
