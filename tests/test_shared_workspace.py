"""Workspaces whose works rest in PostgreSQL: one folder or several, one database."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from probatum.actions import indexing
from probatum.actions.examine import examine
from probatum.actions.following import follow_store
from probatum.actions.ingest import ingest
from probatum.errors import ExtraMissing, SettingsError, WorkspaceBusy, WorkspaceError, WorkspaceReadOnly
from probatum.settings import Dense, Entailment, Limits, Settings, Store, read_settings
from probatum.workspace import Workspace, open_workspace
from tests.postgres import Server
from tests.test_workspace import find, ris

Opens = Callable[..., Workspace]


def settings_for(url: str, password: str = "") -> Settings:
    """The store there, and nothing that takes long to load."""
    return Settings(
        store=Store(url=url, password=SecretStr(password)),
        dense=Dense(enabled=False),
        entailment=Entailment(enabled=False),
        limits=Limits(batch=3),
    )


@pytest.fixture
def opens(tmp_path: Path, postgres_url: str) -> Iterator[Opens]:
    """Opens the workspace in a folder, with the database as its store unless told otherwise."""
    opened: list[Workspace] = []

    def opener(folder: str, *, store: str = postgres_url, read_only: bool = False) -> Workspace:
        opened.append(open_workspace(tmp_path / folder, settings=settings_for(store), read_only=read_only))
        return opened[-1]

    yield opener
    for one in opened:
        one.close()


def test_a_workspace_on_postgresql_is_like_any_other(
    opens: Opens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ingested (a second process indexes meanwhile), found, opened again with nothing to repair, read."""
    monkeypatch.setattr(indexing, "WORTH_A_PROCESS", 1)
    ws = opens("ws")
    titles = [f"Relapse of myositis {number}" for number in range(10)]
    report = ingest(ws, [ris(tmp_path / "a.ris", *titles)], by="test")
    assert (report.read, ws.index.position) == (10, ws.store.position)
    assert not list((tmp_path / "ws").glob("store.sqlite3*"))
    found = find(ws, "myositis relapse")
    assert len(found) == 10
    ws.close()
    again = opens("ws")
    assert (again.repaired, find(again, "myositis relapse")) == ((), found)
    again.close()
    reader = opens("ws", read_only=True)
    assert find(reader, "myositis relapse") == found
    with pytest.raises(WorkspaceReadOnly, match="opened for reading only"):
        ingest(reader, [tmp_path / "a.ris"], by="test")


def test_another_machine_follows(opens: Opens, tmp_path: Path) -> None:
    """On opening the workspace, and while it serves."""
    one = opens("one")
    ingest(one, [ris(tmp_path / "a.ris", "Relapse of myositis")], by="test")
    other = opens("other")
    assert find(other, "myositis relapse") == ["doi:10.1000/1"]
    stop = threading.Event()
    follower = threading.Thread(target=follow_store, args=(other, stop), kwargs={"every": 0.02})
    follower.start()
    ingest(one, [ris(tmp_path / "b.ris", "Relapse of myositis", "Giant cell arteritis")], by="test")
    until = time.monotonic() + 20
    while not (found := find(other, "giant cell arteritis")) and time.monotonic() < until:
        time.sleep(0.02)
    stop.set()
    follower.join()
    assert found == ["doi:10.1000/2"]


def test_where_the_store_is_a_file_nobody_is_followed(opens: Opens) -> None:
    """Whoever stores something there indexes it."""
    follow_store(opens("ws", store=""), threading.Event())


def test_an_index_of_another_store_is_not_mixed_with_this_one(
    opens: Opens, tmp_path: Path, postgres: Server, migrated: str
) -> None:
    """From SQLite to PostgreSQL, to another database, and back: each finds its own and nothing else."""
    places = {"": "Relapse of myositis", "a": "Giant cell arteritis", "b": "Warfarin and apixaban"}
    urls = {name: postgres.database(migrated) if name else "" for name in places}
    for name, title in places.items():
        ws = opens("ws", store=urls[name])
        ingest(ws, [ris(tmp_path / f"{name or 'own'}.ris", title)], by="test")
        ws.close()
    for name, title in places.items():
        ws = opens("ws", store=urls[name])
        assert ws.repaired == (
            "The search index was of another store and was rebuilt from the store: 1 source.",
        )
        assert {other: len(find(ws, other)) for other in places.values()} == {
            other: int(other == title) for other in places.values()
        }
        ws.close()


def test_one_decides_at_a_time_on_whatever_machine(opens: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock of the board is held in the database too; that of an ingest in the folder alone."""
    monkeypatch.setattr("probatum.store.postgres.PATIENCE", 0.1)
    one, other = opens("one"), opens("other")
    with one.locked("board.lock"), pytest.raises(WorkspaceBusy), other.locked("board.lock"):
        pass
    with one.writing(), other.writing():
        pass


def test_the_doctor_names_the_store_and_what_ails_it(opens: Opens, postgres_url: str) -> None:
    """Never the password. The server of the tests is quick and not safe."""
    state = examine(opens("ws")).workspace
    assert state is not None
    assert state.store.startswith("PostgreSQL 1")
    assert state.store.endswith(f", {postgres_url}")
    assert [ail.partition(": ")[2] for ail in state.ails] == [
        f"{name} is off: what is acknowledged may be lost with the power; turn it on"
        for name in ("fsync", "full_page_writes")
    ]
    own = examine(opens("own", store="")).workspace
    assert own is not None
    assert own.store.startswith("SQLite 3.")
    assert own.ails == ()


def test_a_password_is_never_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not by an error, not by the settings, not by a command, wherever it came from."""
    settings = settings_for("postgresql://me:hunter1@127.0.0.1:1/db", "hunter2")
    assert "hunter" not in repr(settings) + str(settings)
    with pytest.raises(WorkspaceError, match="does not answer") as caught:
        open_workspace(tmp_path / "ws", settings=settings)
    assert "hunter" not in str(caught.value)
    monkeypatch.setenv("PROBATUM_STORE_PASSWORD", "hunter2")
    assert read_settings().store.password.get_secret_value() == "hunter2"
    file = tmp_path / "probatum.toml"
    file.write_text('[store]\npassword = ["hunter3"]\n')
    monkeypatch.delenv("PROBATUM_STORE_PASSWORD")
    with pytest.raises(SettingsError, match=r"store\.password cannot be used") as refused:
        read_settings(file)
    assert "hunter3" not in str(refused.value)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PROBATUM_")}
    done = subprocess.run(
        [sys.executable, "-m", "probatum", "--workspace", str(tmp_path / "ws"), "doctor"],
        env=environment | {"PROBATUM_STORE_URL": "postgresql://me:hunter1@127.0.0.1:1/db"},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "the database server does not answer" in done.stderr
    assert "hunter" not in done.stdout + done.stderr


def test_without_the_driver_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite needs none."""
    monkeypatch.setitem(sys.modules, "pg8000.dbapi", None)
    with pytest.raises(ExtraMissing, match=r"pip install 'probatum\[postgres\]'"):
        open_workspace(tmp_path / "ws", settings=settings_for("postgresql://me@127.0.0.1:1/db"))
    open_workspace(tmp_path / "ws", settings=settings_for("")).close()
