"""Writing a summary and an overview by program, and who may."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from probatum.actions.browse import browse
from tests.actions.invented import COHORT, FIRST_LINE, RELAPSED, TITLE, bring, cite, guideline
from tests.people import People
from tests.web.conftest import Site


@pytest.fixture
def held(own_site: Site, tmp_path: Path) -> Site:
    """A site that holds the invented guideline and cohort."""
    bring(own_site.ws, tmp_path, {"guideline.md": guideline(), "cohort.md": COHORT})
    return own_site


def sent(site: Site, title: str, text: str, **more: Any) -> dict[str, Any]:
    one = cite(site.ws, title, text)
    return {"text": text, "citations": [{"passage": one.passage, "quote": one.quote}], **more}


def test_a_summary_is_written_by_program(held: Site, people: People) -> None:
    program = people.author.program
    found = program.get("/api/v1/house/proposals", params={"source": TITLE}).json()
    assert (found["issuer"], found["version"], len(found["proposals"])) == (
        "Invented Society of Rheumatology",
        "2021",
        3,
    )
    begun = program.post("/api/v1/house/summaries", json={"source": TITLE, "title": "By program"}).json()
    assert (begun["kind"], begun["title"], begun["guideline"]["title"]) == (
        "practice summary",
        "By program",
        TITLE,
    )
    address = f"/api/v1/house/{begun['article']}/statements"
    body = sent(held, TITLE, FIRST_LINE, base=begun["revision"]["hash"])
    made = program.post(address, json=body).json()
    ((claim,),) = [section["claims"] for section in made["sections"]]
    assert (claim["verdict"], claim["strength"]["words"], claim["certainty"]["words"]) == (
        "supported",
        "Strong recommendation",
        "low certainty evidence",
    )
    assert program.post(address, json=body).status_code == 409
    gone = program.delete(f"{address}/{claim['id']}", params={"base": made["revision"]["hash"]}).json()
    assert gone["sections"] == []


def test_what_cannot_be_written_is_refused_with_what_to_do(held: Site, people: People) -> None:
    program = people.author.program
    (cohort,) = [one.id for one in browse(held.ws, "relapse").sources if "cohort study" in (one.title or "")]
    refused = program.post("/api/v1/house/summaries", json={"source": cohort, "title": "No"})
    assert (refused.status_code, refused.json()["error"]["kind"]) == (422, "GuidelineNotHeld")
    begun = program.post("/api/v1/house/overviews", json={"title": "An overview by program"}).json()
    wrong = sent(held, "Relapse in zanthic myositis, a cohort study of 105 adults", RELAPSED)
    wrong["text"] = RELAPSED.replace("62%", "81%")
    refused = program.post(f"/api/v1/house/{begun['article']}/statements", json=wrong)
    assert (refused.status_code, refused.json()["error"]["kind"]) == (422, "NotSupported")


def test_nobody_writes_without_a_name_or_the_role(held: Site, people: People) -> None:
    body = {"title": "An overview"}
    assert held.client.post("/api/v1/house/overviews", json=body).status_code == 401
    for one in (people.reader, people.reviewer, people.administrator):
        assert one.program.post("/api/v1/house/overviews", json=body).status_code == 403
