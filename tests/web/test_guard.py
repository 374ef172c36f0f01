"""Sizes, origins and headers: what every request and response keeps to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from probatum.web.app import create_app
from probatum.web.guard import HEADERS, LARGEST_BODY
from probatum.web.identity import address, cookie_name, secure, site
from probatum.workspace import Workspace
from tests.render.myositis import revision
from tests.web.conftest import Site, running


@pytest.mark.parametrize(
    "path", ["/", "/nowhere", "/api/v1/articles", "/static/style.css", "/library?page=x"]
)
def test_every_response_binds_the_browser(site: Site, path: str) -> None:
    sent = site.get(path).headers
    assert {name: sent[name] for name in HEADERS} == HEADERS
    assert "unsafe" not in sent["content-security-policy"]


def test_a_declared_body_that_is_too_large_is_refused(site: Site) -> None:
    response = site.client.post("/ask", data={"question": "x" * (LARGEST_BODY + 1)})
    assert response.status_code == 413
    assert "Ask a shorter question" in response.text


def test_an_undeclared_body_is_counted_as_it_comes(site: Site) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(2 * LARGEST_BODY // 1024):
            yield b"x" * 1024

    headers = {"content-type": "application/json"}
    response = site.client.post("/api/v1/ask", content=endless(), headers=headers)
    assert response.status_code == 413
    assert response.json()["error"]["status"] == 413


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
    ],
)
def test_a_form_of_another_site_is_refused(site: Site, headers: dict[str, str]) -> None:
    response = site.client.post("/ask", data={"question": "Can myositis relapse?"}, headers=headers)
    assert response.status_code == 403
    assert "another site" in response.text


def test_a_link_from_another_site_is_followed(site: Site) -> None:
    response = site.get(f"/articles/{revision().article}", headers={"sec-fetch-site": "cross-site"})
    assert response.status_code == 200


def test_a_form_of_our_own_is_taken(site: Site) -> None:
    for headers in ({"sec-fetch-site": "same-origin"}, {"origin": site.address}):
        response = site.client.post("/ask", data={"question": "Can myositis relapse?"}, headers=headers)
        assert response.status_code == 303


def test_a_fault_that_was_not_foreseen_binds_the_browser_too(library: Workspace) -> None:
    """It is told outside of the middleware that sets the headers of all others."""
    app = create_app(library)

    @app.get("/falls-over")
    def falls_over() -> None:
        raise RuntimeError("unforeseen")

    with running(app) as at:
        answer = httpx.get(f"{at}/falls-over", timeout=30)
    assert answer.status_code == 500
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def _behind(library: Workspace, proxies: int) -> FastAPI:
    """The application with so many proxies of ours before it."""
    access = library.settings.access.model_copy(update={"proxies": proxies})
    return create_app(replace(library, settings=library.settings.model_copy(update={"access": access})))


@pytest.mark.parametrize(
    ("proxies", "lines", "seen"),
    [
        (0, ["6.6.6.6"], "127.0.0.1"),
        (1, ["6.6.6.6, 203.0.113.9"], "203.0.113.9"),
        (1, ["6.6.6.6", "203.0.113.9"], "203.0.113.9"),
        (2, ["6.6.6.6", "203.0.113.9, 10.0.0.1"], "203.0.113.9"),
    ],
)
def test_an_address_is_the_last_that_our_own_proxies_saw_on_whichever_line(
    library: Workspace, proxies: int, lines: list[str], seen: str
) -> None:
    app = _behind(library, proxies)

    @app.get("/who")
    def who(request: Request) -> JSONResponse:
        return JSONResponse(address(request))

    with running(app) as at:
        answer = httpx.get(f"{at}/who", headers=[("x-forwarded-for", line) for line in lines], timeout=30)
    assert answer.json() == seen


@pytest.mark.parametrize(
    ("proxies", "lines", "tls"),
    [
        (0, ["https"], False),
        (1, [], False),
        (1, ["https"], True),
        (1, ["HTTPS"], True),
        (1, ["http", "https"], True),
        (1, ["https", "http"], False),
        (1, ["https, http"], False),
        (2, ["http", "https, http"], True),
        (2, ["https", "http, http"], False),
        (2, ["https"], True),
    ],
)
def test_that_the_browser_speaks_tls_is_what_the_first_of_our_own_proxies_saw_on_whichever_line(
    library: Workspace, proxies: int, lines: list[str], tls: bool
) -> None:
    app = _behind(library, proxies)

    @app.get("/how")
    def how(request: Request) -> JSONResponse:
        return JSONResponse([secure(request), site(request).partition(":")[0], cookie_name(request)])

    with running(app) as at:
        answer = httpx.get(f"{at}/how", headers=[("x-forwarded-proto", line) for line in lines], timeout=30)
    assert answer.json() == ([True, "https", "__Host-probatum"] if tls else [False, "http", "probatum"])
