"""Nobody does what is costly too often, and whoever waits may do it again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.errors import TooOften
from probatum.settings import Dense, Limits, Settings
from probatum.web.sparing import Sparing
from probatum.workspace import open_workspace
from tests.people import somebody
from tests.web.conftest import Site, _served

MOST, SECONDS = 3, 60


def admitted(sparing: Sparing, address: str) -> int:
    """0 where it is let through, else how long to wait."""
    try:
        sparing.admit(address)
    except TooOften as refused:
        return refused.wait
    return 0


@given(st.lists(st.tuples(st.floats(0, 40), st.sampled_from("ab")), max_size=60))
def test_in_no_time_more_is_let_through_and_after_the_wait_it_is_open(steps: list[tuple[float, str]]) -> None:
    now = 0.0
    sparing = Sparing(MOST, SECONDS, "it was done", clock=lambda: now)
    let: dict[str, list[float]] = {"a": [], "b": []}
    for passed, who in steps:
        now += passed
        recent = [at for at in let[who] if now - at <= SECONDS]
        wait = admitted(sparing, who)
        assert (wait == 0) == (len(recent) < MOST)
        if wait:
            assert 0 < wait <= SECONDS + 1
            assert sum(1 for at in let[who] if now + wait + 0.001 - at <= SECONDS) < MOST
        else:
            let[who].append(now)


def test_with_no_limit_all_are_let_through() -> None:
    sparing = Sparing(0, SECONDS, "it was done")
    assert [admitted(sparing, "a") for _ in range(1_000)] == [0] * 1_000


def test_so_many_addresses_are_remembered_and_no_more() -> None:
    sparing = Sparing(1, SECONDS, "it was done", clock=lambda: 0.0)
    for number in range(10_001):
        assert admitted(sparing, str(number)) == 0
    assert (admitted(sparing, "10000") > 0, admitted(sparing, "0")) == (True, 0)


@pytest.fixture(scope="module")
def sparing_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site where two questions may be asked in a minute, and one text brought in ten."""
    settings = Settings(dense=Dense(enabled=False), limits=Limits(asks=2, audits=1))
    ws = open_workspace(tmp_path_factory.mktemp("sparing") / "ws", settings=settings, starter=False)
    with _served(ws) as site:
        yield site
    ws.close()


def test_questions_are_limited_for_each_who_asks_on_pages_and_api_together(sparing_site: Site) -> None:
    page, call = sparing_site.client, sparing_site.client
    asked = {"question": "Can anything relapse?"}
    assert page.post("/ask", data=asked).status_code == 303
    assert call.post("/api/v1/ask", json=asked).status_code == 200
    for refused in (page.post("/ask", data=asked), page.get("/ask", params={"q": "Why?"})):
        assert refused.status_code == 429
        assert "Questions have been asked 2 times" in refused.text
        assert 0 < int(refused.headers["retry-after"]) <= 60
    told = call.post("/api/v1/ask", json=asked)
    assert (told.status_code, told.json()["error"]["kind"]) == (429, "TooOften")
    assert page.get("/articles").status_code == 200  # reading is never limited
    reader = somebody(sparing_site.ws, sparing_site.address, "R. Reader")
    with reader.client, reader.program:  # who is signed in counts for themselves
        sent = [reader.client.post("/ask", data=asked), reader.program.post("/api/v1/ask", json=asked)]
        sent += [reader.client.post("/ask", data=asked)]
    assert [one.status_code for one in sent] == [303, 200, 429]


def test_texts_to_be_audited_are_limited_too(sparing_site: Site) -> None:
    def bring(client: httpx.Client) -> list[int]:
        return [
            client.post("/audit", data={"text": "It relapsed."}, files={"file": ("", b"")}).status_code,
            client.post("/api/v1/audits", json={"text": "It relapsed."}).status_code,
        ]

    assert bring(sparing_site.client) == [303, 429]


@pytest.mark.parametrize("path", ["/ask", "/api/v1/ask"])
def test_the_address_that_is_counted_cannot_be_made_up(tmp_path: Path, path: str) -> None:
    """Without a proxy that is ours nobody's ``X-Forwarded-For`` is believed."""
    settings = Settings(dense=Dense(enabled=False), limits=Limits(asks=1))
    ws = open_workspace(tmp_path / "ws", settings=settings, starter=False)
    with _served(ws) as site:
        seen = [
            site.client.post(
                path,
                headers={"x-forwarded-for": f"192.0.2.{number}"},
                **({"json": {"question": "Why?"}} if "api" in path else {"data": {"question": "Why?"}}),
            ).status_code
            for number in range(2)
        ]
    ws.close()
    assert seen[1] == 429
