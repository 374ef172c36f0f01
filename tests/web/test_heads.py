"""What answers GET answers HEAD, without content."""

from __future__ import annotations

import pytest

from tests.render.myositis import revision
from tests.web.conftest import Site

ARTICLE = f"/articles/{revision().article}"


@pytest.mark.parametrize(
    "address", ["/", "/library", ARTICLE, "/api/v1/articles", "/nowhere", "/static/style.css", "/desk"]
)
def test_the_status_and_headers_are_those_of_get(site: Site, address: str) -> None:
    got = site.client.get(address, follow_redirects=False)
    head = site.client.head(address, follow_redirects=False)
    assert (head.status_code, head.content) == (got.status_code, b"")
    names = set(got.headers) - {"date", "server", "content-length", "transfer-encoding", "set-cookie"}
    assert {name: head.headers[name] for name in names} == {name: got.headers[name] for name in names}


def test_what_takes_only_what_is_sent_in_refuses_it(site: Site) -> None:
    head = site.client.head("/api/v1/ask")
    assert (head.status_code, head.content, head.headers["allow"]) == (405, b"", "POST")
