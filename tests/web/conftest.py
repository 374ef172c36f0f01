"""A real workspace behind a real server, and a real browser in front of it."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest
import uvicorn
from playwright.sync_api import Browser, sync_playwright

from probatum.actions.starter import ensure_starter
from probatum.records.event import Event
from probatum.settings import Dense, Settings
from probatum.store.store import Reading
from probatum.web.app import create_app
from probatum.web.listening import address_of, listen
from probatum.workspace import Workspace, open_workspace
from tests.render.myositis import ABSTRACT, COHORT, NOTE, NOTED, gap_revision, revision

#: Chromium without its errands: no updates, no first-run pages, no background requests.
ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The starter library, and the invented works and articles of ``tests/render/myositis.py``."""
    # By words alone: vectors that arrive while the tests run would change the answers under them.
    settings = Settings(dense=Dense(enabled=False))
    ws = open_workspace(tmp_path_factory.mktemp("library") / "workspace", settings=settings)
    ensure_starter(ws)
    ws.store.keep(
        [
            Reading(source=COHORT, document=ABSTRACT, reader="pubmed", origin="a.xml", place="record 1"),
            Reading(source=NOTED, document=NOTE, reader="note", origin="a.jsonl", place="line 1"),
        ]
    )
    ws.catch_up()
    for made in (revision(), gap_revision()):
        ws.store.put(made, Event(kind="drafted", subject=made.hash, by="test", at=made.created_at))
    yield ws
    ws.close()


@dataclass(frozen=True)
class Site:
    """Where the server is, and a client that does not follow redirects."""

    address: str
    client: httpx.Client

    def get(self, path: str, **options: object) -> httpx.Response:
        """The response to a GET, redirects followed."""
        return self.client.get(path, follow_redirects=True, **options)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def site(library: Workspace) -> Iterator[Site]:
    """The application on a free port of this machine."""
    listener = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create_app(library), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    address = address_of(listener).rstrip("/")
    with httpx.Client(base_url=address, timeout=30) as client:
        yield Site(address=address, client=client)
    server.should_exit = True
    thread.join(timeout=30)
    listener.close()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """A headless Chromium with a profile of its own."""
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield launched
        launched.close()
