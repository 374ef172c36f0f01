"""Bring a text, follow its audit, read and take along what came of it; nothing of it is stored or trusted."""

from __future__ import annotations

import re
import time
from html import unescape
from pathlib import Path

import pytest

from probatum.settings import Settings
from probatum.web.audit_file import audit_html
from probatum.web.brought import Brought, file_name
from probatum.workspace import Workspace
from tests.render.audited import form
from tests.render.myositis import COHORT
from tests.web.conftest import Site

#: Sentences of our own about the invented cohort of ``tests/render/myositis.py``.
BROUGHT = """\
Relapse in <b>invented</b> myositis

Relapse occurred in 65 of 105 patients (62%) [1].
Relapse occurred in 85 of 105 patients (81%) [1].
Zanthofibrate 40 mg prevents relapse in nine of ten patients [4].

References
1. Relapse in invented myositis. PMID 11111111
"""


def brought(site: Site, text: str = BROUGHT, **fields: str) -> str:
    """The address of the audit of a text, made."""
    begun = site.client.post("/audit", data={"text": text, **fields}, files={"file": ("", b"")})
    assert begun.status_code == 303, begun.text
    address = str(begun.headers["location"])
    for _ in range(600):
        if site.get(f"{address}/progress").json()["over"]:
            return address
        time.sleep(0.1)
    raise AssertionError("the audit did not end")


@pytest.fixture(scope="module")
def address(site: Site) -> str:
    """The address of an audit that is made."""
    return brought(site)


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_the_result_shows_the_text_its_claims_and_their_passages(site: Site, address: str) -> None:
    page = site.get(address).text
    words = words_of(page)
    document = site.get(f"{address}.json").json()
    assert document["text"].strip() == BROUGHT.strip()
    for claim in document["claims"]:
        assert f'id="at-{claim["number"]}"' in page
        assert f'id="claim-{claim["number"]}"' in page
    for wanted in ("The text as it stood", "How the text is built", "Claim by claim", "Not found here"):
        assert wanted in words
    assert "<b>invented" not in page
    assert "&lt;b&gt;invented&lt;/b&gt;" in page


def test_ids_are_given_once_and_every_link_within_the_page_leads_somewhere(site: Site, address: str) -> None:
    page = site.get(address).text
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_every_passage_that_is_shown_can_be_opened(site: Site, address: str) -> None:
    leads = {unescape(one) for one in re.findall(r'href="(/passages/[^"]+)"', site.get(address).text)}
    assert leads
    for lead in sorted(leads)[:5]:
        assert site.get(lead).status_code == 200


def test_a_page_with_somebodys_text_is_kept_by_nothing_on_its_way(site: Site, address: str) -> None:
    for path in (address, f"{address}.json", f"{address}.md", f"{address}.html", f"{address}/progress"):
        assert site.get(path).headers["cache-control"] == "no-store"


def test_it_can_be_taken_along_in_three_forms(site: Site, address: str) -> None:
    kinds = {"json": "application/json", "md": "text/markdown", "html": "text/html"}
    for suffix, kind in kinds.items():
        answer = site.get(f"{address}.{suffix}")
        assert answer.headers["content-type"].startswith(kind)
        assert answer.headers["content-disposition"] == f'attachment; filename="audit.{suffix}"'
    assert site.get(f"{address}.exe").status_code == 404


def test_the_file_needs_nothing_beside_it() -> None:
    page = audit_html(form())
    assert "<script" not in page
    assert re.findall(r'(?:src|href)="(?!#|https://doi\.org/10\.1000/)[^"]*"', page) == []
    assert "url(" not in page
    assert "@import" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert page.count("<mark>HR 0.50</mark>") == 1


def test_two_thousand_claims_are_rendered_in_time() -> None:
    made = form()
    text, claims = "", []
    for number in range(1, 2_001):
        claim = made["claims"][1 + number % 5]
        start = len(text)
        text += f"{claim['text']}\n\n"
        claims.append({**claim, "number": number, "start": start, "end": len(text) - 2})
    begun = time.process_time()
    page = audit_html({**made, "text": text, "claims": claims, "headings": [], "structure": []})
    assert page.count('class="judged ') == 2_000
    assert time.process_time() - begun < 4


def test_it_is_held_against_the_works_that_are_named(site: Site) -> None:
    document = site.get(f"{brought(site, sources='PMID 11111111')}.json").json()
    assert {one["id"] for one in document["sources"]} == {COHORT.id}


def test_a_file_goes_before_the_text_and_its_name_is_not_trusted(site: Site) -> None:
    files = {"file": ("../../etc/<i>pass\u202ewd</i>.md", BROUGHT.encode())}
    begun = site.client.post("/audit", data={"text": "Nothing of this."}, files=files, follow_redirects=True)
    assert begun.status_code == 200
    assert "&lt;i&gt;passwd" not in begun.text.partition("Nothing of this")[2]
    assert "etc" not in words_of(begun.text).partition("Audit of")[2][:20]


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("a.pdf", "a.pdf"),
        ("C:\\Users\\ash\\draft.docx", "draft.docx"),
        ("/etc/passwd", "passwd"),
        ("\x00\x1b\u202e", "pasted text"),
        ("x" * 500 + ".md", "x" * 117 + ".md"),
    ],
)
def test_a_name_of_a_file_is_its_last_part(told: str, name: str) -> None:
    assert file_name(told) == name
    assert Brought(name=told[:300]).name == file_name(told[:300])


@pytest.mark.parametrize("text", ["", "   \n  ", "…!?"])
def test_where_there_is_no_text_the_form_says_so(site: Site, text: str) -> None:
    answer = site.client.post("/audit", data={"text": text, "sources": "PMID 1"}, files={"file": ("", b"")})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "PMID 1" in answer.text


def test_a_work_that_is_not_held_is_told_and_the_text_is_kept_in_the_form(site: Site) -> None:
    fields = {"text": BROUGHT, "sources": "PMID 99999999"}
    answer = site.client.post("/audit", data=fields, files={"file": ("", b"")}, follow_redirects=True)
    assert answer.status_code in (200, 422)
    for _ in range(100):
        if answer.status_code == 422:
            break
        time.sleep(0.1)
        answer = site.get(answer.url.path)
    assert "99999999" in words_of(answer.text)


def test_a_file_of_another_kind_is_told(site: Site) -> None:
    files = {"file": ("a.png", b"\x89PNG\r\n\x1a\n0000")}
    answer = site.client.post("/audit", files=files, follow_redirects=True)
    assert "a picture" in answer.text


def test_a_damaged_form_is_told(site: Site) -> None:
    headers = {"content-type": "multipart/form-data"}
    assert site.client.post("/audit", content=b"nothing", headers=headers).status_code == 400


def test_what_is_too_large_is_refused_with_a_way_on(site: Site) -> None:
    largest = Settings().limits.upload
    answer = site.client.post("/audit", data={"text": "x" * (largest + 70_000)}, files={"file": ("", b"")})
    assert answer.status_code == 413
    assert "probatum audit FILE" in answer.text


def test_a_form_of_another_site_is_refused(site: Site, address: str) -> None:
    headers = {"sec-fetch-site": "cross-site"}
    for path in ("/audit", f"{address}/forget", "/api/v1/audits"):
        assert site.client.post(path, data={"text": BROUGHT}, headers=headers).status_code == 403


def test_an_audit_is_forgotten_when_its_reader_says_so(site: Site) -> None:
    address = brought(site)
    forgotten = site.client.post(f"{address}/forget")
    assert (forgotten.status_code, forgotten.headers["location"]) == (303, "/audit")
    gone = site.get(address)
    assert gone.status_code == 404
    assert "not kept any more" in gone.text
    assert site.get(f"{address}/progress").status_code == 404


def test_nothing_of_a_text_is_written_to_the_workspace(site: Site, library: Workspace) -> None:
    telling = "quuxomab"
    brought(site, f"{BROUGHT}\nThe drug {telling} is of no use in relapse.\n")
    files = [one for one in Path(library.path).rglob("*") if one.is_file()]
    assert files
    assert [one.name for one in files if telling.encode() in one.read_bytes()] == []
