"""Fixtures shared by every test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from probatum.store.postgres import PostgresStore
from probatum.store.sql import SqlStore
from probatum.store.sqlite import SqliteStore
from tests.postgres import ADVICE, Server, binaries

# The same examples every time, however slow the machine.
settings.register_profile("house", deadline=None, derandomize=True, database=None)
settings.load_profile("house")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of published data beside the checkout; the test is skipped, saying so, without it."""
    folder = ROOT.parent / "shared"
    if not (folder / "data").is_dir():
        pytest.skip("the published data of ../shared is not on this machine")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The Chromium of this machine; browser tests are skipped, saying so, where there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    pytest.skip("no Chromium on this machine; install one with: sudo apt-get install -y chromium")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server of our own; its tests are skipped, saying so, where none is installed."""
    programs = binaries()
    if programs is None:
        pytest.skip(ADVICE)
    server = Server(programs)
    yield server
    server.remove()


@pytest.fixture(scope="session")
def migrated(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a database with the tables of the store and nothing in them, to copy from."""
    postgres.say("CREATE DATABASE migrated")
    PostgresStore(postgres.url("migrated"), tmp_path_factory.mktemp("files")).close()
    return "migrated"


@pytest.fixture(scope="session")
def _worked_in(postgres: Server, migrated: str) -> str:
    postgres.say(f"CREATE DATABASE worked_in TEMPLATE {migrated}")
    return "worked_in"


@pytest.fixture
def postgres_url(postgres: Server, _worked_in: str) -> str:
    """The address of an empty store in PostgreSQL; one a test, and each test has the same."""
    return postgres.emptied(_worked_in)


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest) -> str:
    """An empty store of each kind in turn, as the settings name it: SQLite (empty) and PostgreSQL."""
    return "" if request.param == "sqlite" else str(request.getfixturevalue("postgres_url"))


Opener = Callable[..., SqlStore]


@pytest.fixture
def open_store(store_url: str, tmp_path: Path) -> Iterator[Opener]:
    """Opens the store, as often as is wanted (``read_only=True``: without writing)."""
    opened: list[SqlStore] = []

    def opener(*, read_only: bool = False) -> SqlStore:
        files = tmp_path / "files"
        opened.append(
            PostgresStore(store_url, files, read_only=read_only)
            if store_url
            else SqliteStore(tmp_path / "store.sqlite3", files, read_only=read_only)
        )
        return opened[-1]

    yield opener
    for one in opened:
        one.close()


@pytest.fixture
def any_store(open_store: Opener) -> SqlStore:
    """An empty store, of each kind in turn."""
    return open_store()
