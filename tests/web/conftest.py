"""A real workspace behind a real server, and a real browser in front of it."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, sync_playwright

from probatum.actions.starter import ensure_starter
from probatum.records.event import Event
from probatum.settings import Dense, Limits, Settings
from probatum.store.store import Reading
from probatum.web.app import create_app
from probatum.web.listening import address_of, configured, listen
from probatum.workspace import Workspace, open_workspace
from tests.people import People, people_at
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


@contextmanager
def _opened(path: Path, *, starter: bool) -> Iterator[Workspace]:
    """The invented works of ``tests/render/myositis.py``, alone or beside the starter library."""
    # By words alone: vectors that arrive while the tests run would change the answers under them.
    # And as much as is wanted: all tests come from one address.
    settings = Settings(dense=Dense(enabled=False), limits=Limits(asks=0, audits=0))
    ws = open_workspace(path, settings=settings)
    if starter:
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


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The library of the site, which no test changes."""
    with _opened(tmp_path_factory.mktemp("library") / "workspace", starter=True) as ws:
        yield ws


@dataclass(frozen=True)
class Site:
    """Where the server is, and a client that does not follow redirects."""

    address: str
    client: httpx.Client
    ws: Workspace

    def get(self, path: str, **options: object) -> httpx.Response:
        """The response to a GET, redirects followed."""
        return self.client.get(path, follow_redirects=True, **options)  # type: ignore[arg-type]


@contextmanager
def running(app: FastAPI) -> Iterator[str]:
    """The application on a free port of this machine; gives its address."""
    listener = listen("127.0.0.1", 0)
    server = uvicorn.Server(configured(app, log_level="critical"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield address_of(listener).rstrip("/")
    server.should_exit = True
    thread.join(timeout=30)
    listener.close()


@contextmanager
def _served(ws: Workspace) -> Iterator[Site]:
    """The application over a workspace."""
    with running(create_app(ws)) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield Site(address=address, client=client, ws=ws)


@pytest.fixture(scope="session")
def site(library: Workspace) -> Iterator[Site]:
    """The site that the tests read."""
    with _served(library) as served:
        yield served


@pytest.fixture
def own_site(tmp_path: Path) -> Iterator[Site]:
    """A site of its own for a test that changes something."""
    with _opened(tmp_path / "workspace", starter=False) as ws, _served(ws) as served:
        yield served


@pytest.fixture
def people(own_site: Site) -> Iterator[People]:
    """People of the site that a test has to itself."""
    house = people_at(own_site.ws, own_site.address)
    yield house
    house.close()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """A headless Chromium with a profile of its own."""
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield launched
        launched.close()
