"""For whom a page is worded: by address, remembered by a cookie, told to caches, alike in every form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import httpx
import pypdfium2 as pdfium
import pytest

from probatum.actions.export import Form
from probatum.records.article import Audience
from probatum.render.audiences import READERS
from probatum.render.markdown import escaped
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


# --- every form says the same to the same reader ------------------------------------------------------------

OTHERS = [audience for audience in Audience if audience is not Audience.CLINICIAN]
#: The forms that hold the statements, and those of the references alone.
WORDED = (Form.JSON, Form.MARKDOWN, Form.HTML, Form.JSON_LD)
LISTED = (Form.RIS, Form.BIBTEX, Form.CSL_JSON, Form.AMA, Form.VANCOUVER)


def said(document: dict[str, Any]) -> list[str]:
    """Every statement of an article as its reader reads it, lead first."""
    sections = [claim for section in document["sections"] for claim in section["claims"]]
    return [claim["text"] for claim in [*document["lead"], *sections]]


def told(audience: str) -> str:
    """What a view says that it is."""
    readers = READERS[audience]
    return f"A view for {readers}, made by a program of revision {revision().hash}."


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("at", ["", f"/revisions/{revision().hash}"])
def test_page_json_and_markdown_say_to_a_reader_what_the_api_says(
    fresh: httpx.Client, audience: Audience, at: str
) -> None:
    document = fresh.get(f"{API}{at}", params={"audience": audience}).json()
    assert fresh.get(f"{ARTICLE}{at}.json", params={"for": audience}).json() == document
    page = " ".join(
        unescape(re.sub("<[^>]+>", "", fresh.get(f"{ARTICLE}{at}", params={"for": audience}).text)).split()
    )
    assert [text for text in said(document) if " ".join(text.split()) not in page] == []
    text = fresh.get(f"{ARTICLE}{at}.md", params={"for": audience}).text
    assert text == fresh.get(f"{ARTICLE}{at}/files/markdown", params={"for": audience}).text
    assert [one for one in said(document) if escaped(one) not in text] == []


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("form", list(Form))
def test_every_file_is_of_the_wording_that_its_reader_chose(
    fresh: httpx.Client, audience: Audience, form: Form
) -> None:
    given = fresh.get(f"{ARTICLE}/files/{form}", params={"for": audience})
    if given.status_code == 501:
        pytest.skip(given.text[-200:])
    assert given.content == fresh.get(f"/api/v1{ARTICLE}/files/{form}", params={"audience": audience}).content
    words = in_pdf(given.content) if form is Form.PDF else in_one_line(unescape(given.text))
    assert (told(audience) in words.replace("\\_", "_")) is (audience in OTHERS)
    assert revision().hash in words
    document = fresh.get(API, params={"audience": audience}).json()
    if form is Form.JSON:
        assert given.json() == document
    elif form is Form.JSON_LD:
        assert given.json()["abstract"] == " ".join(claim["text"] for claim in document["lead"])
    elif form in (Form.HTML, Form.PDF):
        assert [one for one in said(document) if one not in words] == []


def in_one_line(text: str) -> str:
    """``text`` without line ends."""
    return " ".join(text.split())


def in_pdf(made: bytes) -> str:
    """The words of a PDF, in one line."""
    return in_one_line(" ".join(page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(made)))


@pytest.mark.parametrize("form", ["json", "md"])
def test_what_a_browser_remembers_holds_for_every_form(fresh: httpx.Client, form: str) -> None:
    chosen = fresh.get(f"{ARTICLE}.{form}", params={"for": "patient"})
    assert (
        chosen.history[0].headers["set-cookie"].startswith("probatum_for=patient;")
        if chosen.history
        else (chosen.headers["set-cookie"].startswith("probatum_for=patient;"))
    )
    again = fresh.get(f"{ARTICLE}.{form}")
    assert again.text == chosen.text
    assert told("patient") in again.text


def test_what_a_statement_rests_on_has_it_as_it_was_read(fresh: httpx.Client) -> None:
    claim = fresh.get(API, params={"audience": "patient"}).json()["lead"][0]
    address = f"{ARTICLE}/revisions/{revision().hash}/statements/{claim['id']}/1"
    page = unescape(fresh.get(address, params={"for": "patient"}).text)
    assert claim["text"] in page
    assert f"In the clinician’s words: {claim['original']}" in page
    plain = unescape(fresh.get(address, params={"for": "clinician"}).text)
    assert (claim["original"] in plain, "In the clinician’s words" in plain) == (True, False)


@pytest.mark.parametrize("audience", OTHERS)
def test_a_view_of_a_gap_says_what_it_is_too(fresh: httpx.Client, audience: Audience) -> None:
    address = f"/articles/{gap_revision().article}"
    document = fresh.get(f"{address}.json", params={"for": audience}).json()
    assert document["reader"]["derived"] == (
        f"A view for {READERS[audience]}, made by a program of revision {gap_revision().hash}. "
        "The board reviews the text for clinicians."
    )
    assert escaped(document["reader"]["derived"]) in fresh.get(f"{address}.md", params={"for": audience}).text


def test_choosing_on_the_front_page_keeps_the_question_and_is_remembered(fresh: httpx.Client) -> None:
    page = fresh.post("/ask", data={"question": "Can it <relapse>?", "for": "patient", "choose": "yes"})
    assert (page.status_code, "Can it &lt;relapse&gt;?</textarea>" in page.text) == (200, True)
    assert re.findall(r'value="(\w+)" checked', page.text) == ["patient"]
    assert eyebrow(fresh.get(ARTICLE).text) == "Answer for patients and carers"


def test_a_choice_goes_along_with_the_question(fresh: httpx.Client) -> None:
    page = fresh.post("/ask", data={"question": QUESTION, "for": "student"})
    assert eyebrow(page.text) == "Answer for students"
    assert eyebrow(fresh.get(ARTICLE).text) == "Answer for students"


def test_a_question_that_is_refused_keeps_the_choice(fresh: httpx.Client) -> None:
    page = fresh.post("/ask", data={"question": "?", "for": "policy"})
    assert (page.status_code, re.findall(r'value="(\w+)" checked', page.text)) == (422, ["policy"])
