"""Sizes, origins and headers: what every request and response keeps to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from probatum.web.guard import HEADERS, LARGEST_BODY
from tests.render.myositis import revision
from tests.web.conftest import Site


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
