"""The API of audits: the document of the contract for a text or a file, and errors as JSON."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from probatum.render.audit_contract import AuditForm
from probatum.web.api import ErrorForm
from tests.render.myositis import COHORT
from tests.web.conftest import Site

TEXT = "Relapse occurred in 65 of 105 patients (62%) [1].\n\nZanthofibrate prevents relapse [2].\n"


def test_a_text_gives_the_document(site: Site) -> None:
    answer = site.client.post("/api/v1/audits", json={"text": TEXT, "name": "draft.md"})
    made = TypeAdapter(AuditForm).validate_python(answer.json())
    assert (answer.status_code, made["schema"], made["name"]) == (200, "probatum/audit@1", "draft.md")
    assert [made["text"][claim["start"] : claim["end"]] for claim in made["claims"]] != []
    assert sum(made["summary"].values()) == len(made["claims"])


def test_a_file_gives_the_same_as_its_text(site: Site) -> None:
    pasted = site.client.post("/api/v1/audits", json={"text": TEXT, "name": "a.txt"}).json()
    sent = site.client.post("/api/v1/audits", files={"file": ("a.txt", TEXT.encode())}).json()
    assert {**sent, "at": ""} == {**pasted, "at": ""}


def test_works_can_be_named(site: Site) -> None:
    body = {"text": TEXT, "sources": [COHORT.id]}
    made = site.client.post("/api/v1/audits", json=body).json()
    assert {one["id"] for one in made["sources"]} == {COHORT.id}
    fields = {"text": TEXT, "sources": [COHORT.id]}
    form = site.client.post("/api/v1/audits", data=fields, files={"file": ("", b"")}).json()
    assert form["sources"] == made["sources"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"text": ""}, 422),
        ({"text": 7}, 422),
        ({"txt": TEXT}, 422),
        ([], 422),
        ({"text": TEXT, "sources": ["no such work"]}, 404),
        ({"text": TEXT, "sources": ["x"] * 1_000}, 422),
    ],
)
def test_what_cannot_be_audited_is_told_as_json(site: Site, body: object, status: int) -> None:
    answer = site.client.post("/api/v1/audits", json=body)
    error = TypeAdapter(ErrorForm).validate_python(answer.json())["error"]
    assert (answer.status_code, error["status"]) == (status, status)
    assert error["message"]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe"])
def test_what_is_no_json_is_told(site: Site, body: bytes) -> None:
    answer = site.client.post("/api/v1/audits", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 422


def test_the_description_names_both_ways_to_bring_a_text(site: Site) -> None:
    call = site.get("/api/v1/openapi.json").json()["paths"]["/api/v1/audits"]["post"]
    assert set(call["requestBody"]["content"]) == {"application/json", "multipart/form-data"}
    assert {"200", "404", "413", "422", "503"} <= set(call["responses"])
