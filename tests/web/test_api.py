"""The API gives the documents of the contract, describes itself truly, and tells errors as JSON."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from probatum.records.dismissal import DISMISSED
from probatum.render.contract import ArticleForm, article_document
from probatum.web.api import ArticlesForm, ErrorForm, PassageForm, SourcesForm, WorkForm
from probatum.web.app import STATUSES
from tests.people import People
from tests.render.myositis import ABSTRACT, abstract_passage, revision
from tests.web.conftest import Site

ARTICLE = f"/api/v1/articles/{revision().article}"


def test_an_article_is_the_public_form(site: Site) -> None:
    form = article_document(revision())
    assert site.get(ARTICLE).json() == form
    assert site.get(f"{ARTICLE}/revisions/{revision().hash}").json() == form


def test_articles_are_listed_newest_first(site: Site) -> None:
    listed = TypeAdapter(ArticlesForm).validate_python(site.get("/api/v1/articles").json())
    assert listed["total"] == len(listed["articles"])
    days = [one["edited"] for one in listed["articles"]]
    assert days == sorted(days, reverse=True)


def test_asking_gives_the_article(site: Site) -> None:
    asked = site.client.post("/api/v1/ask", json={"question": "Can inflammatory myositis relapse?"})
    form = TypeAdapter(ArticleForm).validate_python(asked.json())
    assert (form["schema"], form["status"], form["answered"]) == ("probatum/article@1", "unreviewed", True)
    markers = {reference["marker"] for reference in form["references"]}
    claims = form["lead"] + [claim for section in form["sections"] for claim in section["claims"]]
    assert {citation["marker"] for claim in claims for citation in claim["citations"]} == markers
    for claim in claims:
        for citation in claim["citations"]:
            passage = site.get(f"/api/v1/passages/{citation['passage']}").json()
            assert passage["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_a_passage_is_given_character_for_character(site: Site) -> None:
    passage = abstract_passage()
    given = TypeAdapter(PassageForm).validate_python(site.get(f"/api/v1/passages/{passage.id}").json())
    assert given["text"] == ABSTRACT.text
    assert (given["source"], given["start"], given["end"]) == ("pmid:11111111", 0, len(ABSTRACT.text))


def test_the_library_can_be_searched_and_paged(site: Site) -> None:
    first = TypeAdapter(SourcesForm).validate_python(site.get("/api/v1/sources").json())
    second = site.get("/api/v1/sources?page=2").json()
    assert len(first["sources"]) == 20
    assert not {one["id"] for one in first["sources"]} & {one["id"] for one in second["sources"]}
    found = site.get("/api/v1/sources?q=invented+drug").json()
    assert "doi:10.1000/trial/2" in [one["id"] for one in found["sources"]]


def test_a_work_names_its_texts_and_who_cites_it(site: Site) -> None:
    work = TypeAdapter(WorkForm).validate_python(site.get("/api/v1/sources/doi:10.1000/trial/2").json())
    assert [text["kind"] for text in work["texts"]] == ["house note"]
    assert work["cited_by"] == [revision().article]
    assert work["record"]["standing"] == "concern"


def test_every_error_has_one_status_and_none_is_behind_one_that_takes_it_in() -> None:
    kinds = [kind for kind, _ in STATUSES]
    assert [one for place, one in enumerate(kinds) if issubclass(one, tuple(kinds[:place]))] == []


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/api/v1/articles/none", 404, "NotHeld"),
        ("/api/v1/sources/none", 404, "NotHeld"),
        ("/api/v1/passages/none", 404, "NotHeld"),
        ("/api/v1/sources?page=0", 422, "Unprocessable"),
        ("/api/v1/nowhere", 404, "Not Found"),
    ],
)
def test_an_error_is_json_that_says_what_to_do(site: Site, path: str, status: int, kind: str) -> None:
    response = site.get(path)
    error = TypeAdapter(ErrorForm).validate_python(response.json())["error"]
    assert (response.status_code, error["status"], error["kind"]) == (status, status, kind)
    assert error["message"]


@pytest.mark.parametrize(
    "body",
    [
        {"question": ""},
        {"question": "x" * 20_000},
        {"question": "Can it relapse?", "audience": "martian"},
        {"q": "Can it relapse?"},
        {},
        [],
    ],
)
def test_what_is_no_question_is_refused(site: Site, body: object) -> None:
    response = site.client.post("/api/v1/ask", json=body)
    assert response.status_code == 422
    assert TypeAdapter(ErrorForm).validate_python(response.json())["error"]["message"]


def test_the_description_names_every_address(site: Site) -> None:
    described = site.get("/api/v1/openapi.json").json()
    assert {
        (method.upper(), path)
        for path, calls in described["paths"].items()
        for method, call in calls.items()
        if call["tags"] == ["v1"]
    } == {
        ("POST", "/api/v1/ask"),
        ("POST", "/api/v1/audits"),
        ("GET", "/api/v1/articles"),
        ("GET", "/api/v1/articles/{article}"),
        ("GET", "/api/v1/articles/{article}/revisions/{revision}"),
        ("POST", "/api/v1/articles/{article}/dismissals"),
        ("GET", "/api/v1/sources"),
        ("GET", "/api/v1/sources/{source}"),
        ("GET", "/api/v1/passages/{passage}"),
    }
    assert all(call["description"] for calls in described["paths"].values() for call in calls.values())


def test_a_finding_is_dismissed_and_the_article_given_as_it_then_reads(
    own_site: Site, people: People
) -> None:
    made, site, author = revision(), own_site, people.author.program
    claim = made.sections[0].claims[0].id
    address = f"/api/v1/articles/{made.article}/dismissals"
    body = {"claim": claim, "check": "standing", "reason": "The concern was lifted."}
    assert site.client.post(address, json=body).status_code == 401
    form = author.post(address, json=body).json()
    (said,) = [one for section in form["sections"] for one in section["claims"] if one["id"] == claim]
    assert (said["verdict"], form["verdicts"]) == ("supported", {"supported": 3})
    (finding,) = said["findings"]
    told = (finding["dismissed"]["by"], finding["dismissed"]["reason"])
    assert told == ("A. Author", "The concern was lifted.")
    (event,) = [one for one in site.ws.store.events(made.article) if one.kind == DISMISSED]
    assert event.by == people.author.account.id
    assert site.get(f"/api/v1/articles/{made.article}").json() == form
    assert author.post(address, json=body | {"check": "quote"}).status_code == 404
    assert author.post(address, json=body | {"reason": " "}).status_code == 422
