"""What the framework refuses is said in our words, on a page and in the API, and with how to mend it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from probatum.records.article import Audience
from probatum.web.refused import invalid
from tests.web.conftest import Site

#: How Pydantic, FastAPI and Starlette put it.
_THEIRS = re.compile(
    r"Input should|[Ff]ield required|String should|Value error|valid (?:string|integer|boolean)|"
    r"unable to parse|JSON decode|Extra inputs|error parsing|Method Not Allowed$|\[type="
)


class Inner(BaseModel):
    """One of several."""

    name: str
    place: int = Field(0, ge=0, le=9)


class Sent(BaseModel):
    """Every kind of field that our calls have."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, max_length=4)
    audience: Audience = Audience.CLINICIAN
    yes: bool = True
    number: int | None = None
    listed: list[Inner] = Field(default_factory=list, max_length=2)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "text is missing"),
        ({"text": ""}, "text is empty or too short; it takes 1 or more"),
        ({"text": "abcde"}, "text must have at most 4 characters"),
        ({"text": 7}, "text must be a text"),
        ({"text": "a", "wrong": 1}, "wrong is not known here"),
        (
            {"text": "a", "audience": "martian"},
            "audience must be one of these: clinician, specialist, student, patient, policy",
        ),
        ({"text": "a", "yes": "maybe"}, "yes must be true or false"),
        ({"text": "a", "number": "one"}, "number must be a whole number"),
        ({"text": "a", "number": 1.5}, "number must be a whole number"),
        ({"text": "a", "listed": {}}, "listed must be a list"),
        ({"text": "a", "listed": [{}] * 3}, "listed must have at most 2 entries"),
        ({"text": "a", "listed": ["x"]}, "listed.0 must be an object with named fields"),
        (
            {"text": "a", "listed": [{"name": "n"}, {"name": "n", "place": 10}]},
            "listed.1.place must be at most 9",
        ),
        ({"text": "a", "listed": [{"name": "n", "place": -1}]}, "listed.0.place must be at least 0"),
        ([], "what was sent must be an object with named fields"),
        ({"text": 7, "number": "one"}, "text must be a text; number must be a whole number"),
    ],
)
def test_each_kind_of_fault_has_its_sentence(sent: object, said: str) -> None:
    with pytest.raises(ValidationError) as raised:
        Sent.model_validate(sent)
    faults: list[dict[str, Any]] = [{**one, "loc": ("body", *one["loc"])} for one in raised.value.errors()]
    assert invalid(faults) == f"{said}. Correct it and send it again."


def test_a_field_of_several_types_is_told_of_once() -> None:
    faults = [
        {"type": "date_from_datetime_parsing", "loc": ("query", "since", "date"), "msg": "Input should be…"},
        {"type": "literal_error", "loc": ("query", "since", "literal['']"), "ctx": {"expected": "''"}},
    ]
    assert invalid(faults) == "since must be a day, such as 2026-01-31. Correct it and send it again."


def test_a_fault_of_a_kind_not_known_here_is_told_of_its_field() -> None:
    for kind in ("something_new", "too_long"):  # the second does not say how long it may be
        one = {"type": kind, "loc": ("query", "page"), "msg": "Input should be new"}
        assert invalid([one]) == "page cannot be used as it is. Correct it and send it again."


@pytest.mark.parametrize(
    ("content", "kind", "said"),
    [
        ("", "application/json", "nothing was sent. Correct it and send it again."),
        (
            "[]",
            "application/json",
            "what was sent must be an object with named fields. Correct it and send it again.",
        ),
        (
            '{"question": ',
            "application/json",
            "what was sent is no JSON; it goes wrong at character 13. Correct it and send it again.",
        ),
        (
            "question=x",
            "application/x-www-form-urlencoded",
            "what was sent must be an object with named fields. Correct it and send it again.",
        ),
    ],
)
def test_a_body_that_cannot_be_read_is_told_of(site: Site, content: str, kind: str, said: str) -> None:
    answer = site.client.post("/api/v1/ask", content=content, headers={"Content-Type": kind})
    assert (answer.status_code, answer.json()["error"]["message"]) == (422, said)


@pytest.mark.parametrize("address", ["/api/v1/ask", "/ask", "/audit", "/sign-in", "/api/v1/audits"])
@pytest.mark.parametrize(
    "kind", ["application/json", "multipart/form-data", "multipart/form-data; boundary=b"]
)
@pytest.mark.parametrize(
    "content", [b"\xff\xfe{", b"[" * 90_000, b"--b\r\nContent-Disposition: form-data\r\n\r\n"]
)
def test_a_damaged_body_is_refused_in_our_words(site: Site, address: str, kind: str, content: bytes) -> None:
    answer = site.client.post(address, content=content, headers={"Content-Type": kind})
    assert 300 <= answer.status_code < 500
    assert not _THEIRS.search(answer.text)


@pytest.mark.parametrize(
    ("method", "address", "takes"),
    [
        ("DELETE", "/api/v1/articles", "GET"),
        ("GET", "/api/v1/ask", "POST"),
        ("PUT", "/ask", "GET, POST"),
        ("POST", "/library", "GET"),
        ("POST", "/static/style.css", "GET, HEAD"),
    ],
)
def test_another_method_is_told_which_there_are(site: Site, method: str, address: str, takes: str) -> None:
    answer = site.client.request(method, address)
    said = f"{address} takes {takes}, not {method}. Use that, or start from the front page."
    assert (answer.status_code, answer.headers["allow"]) == (405, takes)
    if address.startswith("/api/"):
        assert answer.json() == {"error": {"status": 405, "kind": "Method Not Allowed", "message": said}}
    else:
        assert said in answer.text
        assert "<h1>Not that way</h1>" in answer.text


@pytest.mark.parametrize(
    "address", ["/articles?page=x", "/library?page=0", "/articles?status=bogus&since=never"]
)
def test_a_page_asked_for_wrongly_is_a_page_that_says_how(site: Site, address: str) -> None:
    answer = site.get(address)
    assert (answer.status_code, "<h1>That cannot be used</h1>" in answer.text) == (422, True)
    assert "Correct it and send it again." in answer.text
    assert not _THEIRS.search(answer.text)


def test_no_call_answers_in_the_words_of_the_framework(site: Site) -> None:
    """Every call of the API with every parameter wrong, and a body that has none of its fields."""
    described = site.get("/api/v1/openapi.json").json()
    for path, calls in described["paths"].items():
        for method, call in calls.items():
            queried = [one["name"] for one in call.get("parameters", []) if one["in"] == "query"]
            body: dict[str, Any] = {"json": {"no such field": None}} if "requestBody" in call else {}
            answer = site.client.request(
                method, re.sub(r"\{\w+\}", "x", path), params=dict.fromkeys(queried, "☃" * 600), **body
            )
            assert not _THEIRS.search(answer.text), (method, path, answer.text)
