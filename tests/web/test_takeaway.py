"""Every form of an article is a file that says how it stands; the HTML one opens without a network."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from probatum.actions.export import KINDS, Form
from tests.render.myositis import revision
from tests.web.conftest import Site
from tests.web.test_browser import PHONE, no_sideways, violations

ARTICLE = f"/articles/{revision().article}"


@pytest.mark.parametrize("form", list(Form))
def test_each_form_is_a_file_with_its_status_revision_and_disclaimer(site: Site, form: Form) -> None:
    page = site.get(ARTICLE).text
    address = f"{ARTICLE}/revisions/{revision().hash}/files/{form}"
    assert f'href="{address}" download' in page
    given = site.get(address)
    if given.status_code == 501:
        pytest.skip(given.text[-200:])
    assert (given.status_code, given.headers["content-type"]) == (200, KINDS[form].media)
    name = f"{revision().article}-{revision().hash[:8]}.{KINDS[form].ending}"
    assert given.headers["content-disposition"] == f"attachment; filename*=UTF-8''{name}"
    assert given.headers["x-robots-tag"] == "noindex"
    if form is not Form.PDF:
        words = " ".join(given.text.split())
        assert revision().hash in words
        assert "nreviewed" in words
        assert "For health professionals." in words
    again = site.client.get(address, headers={"if-none-match": given.headers["etag"]})
    assert again.status_code == 304
    by_program = site.get(f"/api/v1{ARTICLE}/files/{form}")
    assert by_program.content == given.content


def test_a_form_that_is_none_is_told(site: Site) -> None:
    answer = site.get(f"{ARTICLE}/files/docx")
    assert (answer.status_code, "there are json, markdown, html, pdf" in answer.text) == (404, True)
    assert site.get(f"/api/v1{ARTICLE}/files/docx").status_code == 422
    assert site.get("/articles/none/files/pdf").status_code == 404


def test_a_file_is_worded_for_who_reads(site: Site) -> None:
    given = site.get(f"/api/v1{ARTICLE}/files/html?audience=patient").text
    assert "For patients and carers" in given
    assert site.get(f"{ARTICLE}/files/html?for=patient").text == given


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_html_file_opens_without_a_network(
    browser: Browser, site: Site, tmp_path: Path, scheme: str
) -> None:
    path = tmp_path / "article.html"
    path.write_bytes(site.get(f"{ARTICLE}/files/html").content)
    context = browser.new_context(
        offline=True,
        viewport={"width": 320, "height": PHONE["height"]},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: faults.append(said.text))
    page.goto(path.as_uri())
    assert page.locator(".status").inner_text().startswith("Status: Unreviewed.")
    assert no_sideways(page)
    assert (asked, faults) == ([path.as_uri()], [])
    # axe is a script, which the file itself forbids: look at the same page without its policy.
    page.set_content(path.read_text("utf-8").replace('http-equiv="Content-Security-Policy"', 'name="policy"'))
    assert violations(page) == []
    context.close()
