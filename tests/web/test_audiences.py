"""For whom a page is worded: chosen by address, remembered by a cookie, told to caches, the same in the "
"API."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest

from probatum.records.article import Audience
from tests.render.myositis import gap_revision, revision
from tests.web.conftest import Site

ARTICLE = f"/articles/{revision().article}"
API = f"/api/v1{ARTICLE}"
QUESTION = "Can inflammatory myositis relapse?"


@pytest.fixture
def fresh(site: Site) -> Iterator[httpx.Client]:
    """A browser that remembers nothing yet."""
    with httpx.Client(base_url=site.address, timeout=30, follow_redirects=True) as client:
        yield client


def eyebrow(page: str) -> str:
    found = re.search(r'class="eyebrow">([^<]+)<', page)
    return found[1] if found else ""


def test_without_a_choice_a_page_is_for_clinicians(fresh: httpx.Client) -> None:
    page = fresh.get(ARTICLE)
    assert eyebrow(page.text) == "Answer for clinicians"
    assert "set-cookie" not in page.headers
    assert page.headers["vary"] == "Cookie"


@pytest.mark.parametrize(
    ("audience", "words"),
    [
        ("specialist", "Answer for specialists"),
        ("student", "Answer for students"),
        ("patient", "Answer for patients and carers"),
        ("policy", "Answer for policy makers"),
    ],
)
def test_a_choice_is_made_by_address_and_remembered(fresh: httpx.Client, audience: str, words: str) -> None:
    chosen = fresh.get(ARTICLE, params={"for": audience})
    assert eyebrow(chosen.text) == words
    told = chosen.headers["set-cookie"]
    assert told.startswith(f"probatum_for={audience};")
    assert ("HttpOnly" in told, "SameSite=lax" in told, "Max-Age=31536000" in told) == (True, True, True)
    assert eyebrow(fresh.get(ARTICLE).text) == words
    assert f'value="{audience}" checked' in fresh.get("/").text


def test_any_other_word_is_no_choice(fresh: httpx.Client) -> None:
    page = fresh.get(ARTICLE, params={"for": "<martian>"})
    assert (page.status_code, eyebrow(page.text)) == (200, "Answer for clinicians")
    assert "set-cookie" not in page.headers
    assert "martian" not in page.text


def test_the_choice_can_be_made_on_the_front_page(fresh: httpx.Client) -> None:
    fresh.get("/", params={"for": "patient"})
    assert eyebrow(fresh.get(ARTICLE).text) == "Answer for patients and carers"


def test_each_audience_has_a_page_of_its_own_for_caches(fresh: httpx.Client) -> None:
    first = fresh.get(ARTICLE)
    mark = {"If-None-Match": first.headers["etag"]}
    assert fresh.get(ARTICLE, headers=mark).status_code == 304
    other = fresh.get(ARTICLE, headers=mark, params={"for": "patient"})
    assert other.status_code == 200
    assert other.headers["etag"] != first.headers["etag"]
    same = fresh.get(ARTICLE, headers={"If-None-Match": other.headers["etag"]})
    assert (same.status_code, same.headers["vary"]) == (304, "Cookie")


def test_one_article_has_one_name_one_hash_and_one_status_for_all(fresh: httpx.Client) -> None:
    forms = [fresh.get(API, params={"audience": audience.value}).json() for audience in Audience]
    assert len({form["article"] for form in forms}) == 1
    assert {form["revision"]["hash"] for form in forms} == {revision().hash}
    assert [form["audience"] for form in forms] == [audience.value for audience in Audience]
    told = [
        [(claim["id"], claim["original"], claim["verdict"], claim["citations"]) for claim in form["lead"]]
        for form in forms
    ]
    assert all(one == told[0] for one in told)


def test_the_api_words_an_article_and_a_new_answer(fresh: httpx.Client) -> None:
    plain, patient = fresh.get(API).json(), fresh.get(API, params={"audience": "patient"}).json()
    assert (plain["reading"], plain["reader"]) == (None, None)
    assert plain["lead"][0]["text"] == plain["lead"][0]["original"]
    assert patient["lead"][0]["text"] != patient["lead"][0]["original"]
    assert "".join(piece["text"] for piece in patient["lead"][0]["pieces"]) == patient["lead"][0]["text"]
    asked = fresh.post("/api/v1/ask", json={"question": QUESTION, "audience": "patient"}).json()
    assert asked["audience"] == "patient"
    assert asked["reading"]["fkgl"] < asked["reading"]["before"]["fkgl"]
    assert asked["article"] == fresh.post("/api/v1/ask", json={"question": QUESTION}).json()["article"]


def test_the_api_knows_its_audiences(fresh: httpx.Client) -> None:
    assert fresh.get(API, params={"audience": "martian"}).status_code == 422


def test_a_page_without_an_answer_has_the_choice_and_what_is_urgent(fresh: httpx.Client) -> None:
    page = fresh.get(f"/articles/{gap_revision().article}", params={"for": "patient"}).text
    assert "Which best describes you?" in page
    assert "When to get help at once" in page
    assert "Reading grade" not in page


def test_how_it_is_done_is_told_where_the_page_points(fresh: httpx.Client) -> None:
    assert 'href="/how-we-check#readers"' in fresh.get(ARTICLE, params={"for": "patient"}).text
    assert 'id="readers"' in fresh.get("/how-we-check").text
