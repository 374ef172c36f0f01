"""A PostgreSQL server of the tests' own, from the binaries of this machine, and databases on it."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from itertools import count
from pathlib import Path

import pytest

from probatum.store.tables import SCHEMA

#: What to say where there is none.
ADVICE = "no PostgreSQL server on this machine; install one with: sudo apt-get install -y postgresql"


def binaries() -> Path | None:
    """The folder with ``initdb`` and ``pg_ctl``: Debian keeps them out of the way, by version."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: int(one.parent.name))
    named = shutil.which("pg_ctl")
    places = [*folders[::-1], *([Path(named).resolve().parent] if named else [])]
    return next((one for one in places if (one / "initdb").exists() and (one / "pg_ctl").exists()), None)


class Server:
    """A server in a temporary folder, reached through a Unix socket and by nobody else.

    It refuses to run as root: then it runs as ``postgres`` or ``nobody``.
    """

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._numbers = count(1)
        self.folder = Path(tempfile.mkdtemp(prefix="probatum-pg-"))
        self._as: list[str] = []
        if os.geteuid() == 0:
            who = next(name for name in ("postgres", "nobody") if _known(name))
            shutil.chown(self.folder, who)
            self._as = ["setpriv", f"--reuid={who}", f"--regid={pwd.getpwnam(who).pw_gid}", "--clear-groups"]
        self._data = self.folder / "data"
        self._run(
            "initdb", "-D", self._data, "-U", "postgres", "-E", "UTF8", "--no-locale", "-N",
            "--auth-local=trust",
        )  # fmt: skip
        self.start()

    def start(self, more: str = "") -> None:
        """Start, or start again; with ``more`` settings than a test mostly needs."""
        options = (
            f"-c listen_addresses='' -c unix_socket_directories={self.folder} -c fsync=off "
            f"-c full_page_writes=off -c deadlock_timeout=100ms -c max_connections=100 {more}"
        )
        self._run(
            "pg_ctl", "-D", self._data, "-w", "-o", options, "-l", self.folder / "log", "start"
        )  # fmt: skip

    def stop(self) -> None:
        """Stop at once, as if the power went."""
        self._run("pg_ctl", "-D", self._data, "-w", "-m", "immediate", "stop")

    def remove(self) -> None:
        """Stop, and leave nothing."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str, user: str = "postgres") -> str:
        """The address of a database on it."""
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def say(self, sql: str, database: str = "postgres") -> None:
        """Do something as the server's own administrator, beside what the product does."""
        import pg8000.dbapi

        connection = pg8000.dbapi.connect(
            "postgres", unix_sock=str(self.folder / ".s.PGSQL.5432"), database=database, ssl_context=False
        )
        connection.autocommit = True
        try:
            connection.cursor().execute(sql)
        finally:
            connection.close()

    def emptied(self, database: str) -> str:
        """Empty a database of the store, which is quicker than to make one; gives its address."""
        self.say(
            "DO $$ DECLARE one text; BEGIN "
            "FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP "
            "IF one <> 'alembic_version' THEN EXECUTE format('TRUNCATE %I CASCADE', one); END IF; "
            f"END LOOP; UPDATE alembic_version SET version_num = '{SCHEMA}'; END $$",
            database,
        )
        return self.url(database)

    def give(self, name: str, content: bytes) -> Path:
        """Put a file beside its data that only the server can read; gives its path."""
        path = self.folder / name
        path.write_bytes(content)
        path.chmod(0o600)
        shutil.chown(path, self.folder.owner())
        return path

    def database(self, template: str = "template1") -> str:
        """A new database; gives its address."""
        name = f"test_{next(self._numbers)}"
        self.say(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def _run(self, program: str, *words: object) -> None:
        command: Sequence[str] = [*self._as, str(self._programs / program), *map(str, words)]
        done = subprocess.run(
            command, capture_output=True, text=True, cwd=self.folder, env={"PATH": os.defpath, "LC_ALL": "C"}
        )
        if done.returncode:
            pytest.fail(f"{program}: {done.stdout}{done.stderr}")


def _known(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True
