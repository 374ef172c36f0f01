"""The page of a PDF is shown as it is, opened where the quote stands and marked there; else its text is."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from probatum.actions.ask import ask
from probatum.actions.draw import original_of
from probatum.actions.ingest import ingest
from probatum.records.passage import Document
from probatum.settings import Dense, Limits, Settings
from probatum.workspace import Workspace, open_workspace
from tests.sources.test_pdf import Words, made
from tests.web.conftest import Site, _served
from tests.web.test_browser import DESKTOP, PHONE, no_sideways, violations

QUESTION = "Does inventamab reduce relapse in invented arteritis?"
TITLE = "Inventamab for invented arteritis in adults"


def _lines(top: float, *lines: str) -> list[Words]:
    return [(60, top - 14 * number, 10, line) for number, line in enumerate(lines)]


def article() -> bytes:
    """An invented article of three pages; what it found stands on the second and runs on to the third."""
    first: list[Words] = [
        (60, 740, 18, TITLE),
        (60, 700, 10, "BBackground"),
        *_lines(680, "Invented arteritis relapses in many adults when glucocorticoids are tapered."),
    ]
    second: list[Words] = [
        (60, 700, 10, "BMethods"),
        *_lines(680, "In this randomised trial 105 adults with invented arteritis were given inventamab",
                "or placebo for two years."),
        (60, 380, 10, "BResults"),
        *_lines(360, "Inventamab reduced relapse in adults with invented arteritis compared with placebo",
                "(HR 0.50, 95% CI 0.29 to 0.86, P = 0.013)."),
    ]  # fmt: skip
    third = _lines(700, "No adult with invented arteritis who was given inventamab died in the trial.")
    return made([first, second, third], info=f"/Title ({TITLE})")


class Held:
    """The site with the article, and what of it is looked at."""

    def __init__(self, ws: Workspace, folder: Path) -> None:
        self.ws = ws
        self.site: Site
        path = folder / "article.pdf"
        path.write_bytes(article())
        ingest(self.ws, [path], by="test")
        self.document = document_of(self.ws)
        self.made = ask(self.ws, QUESTION, by="test")

    def span(self, words: str) -> str:
        """Where words stand in the text, as an address names it."""
        at = self.document.text.index(words)
        return f"{at}-{at + len(words)}"


def document_of(ws: Workspace) -> Document:
    """The one text of a workspace."""
    (source,) = {change.source for change in ws.store.changed_since(0)}
    (document,) = ws.store.documents(source)
    return document


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    """A site that holds the article alone."""
    folder = tmp_path_factory.mktemp("pages")
    settings = Settings(dense=Dense(enabled=False), limits=Limits(asks=0, audits=0))
    ws = open_workspace(folder / "workspace", settings=settings, starter=False)
    house = Held(ws, folder)
    with _served(ws) as house.site:
        yield house
    ws.close()


@pytest.fixture
def page(browser: Browser, held: Held) -> Iterator[Page]:
    """A fresh page at desktop size."""
    context = browser.new_context(base_url=held.site.address, viewport=DESKTOP, reduced_motion="reduce")
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def test_a_quote_leads_to_its_page_and_not_to_the_first(held: Held) -> None:
    quote = held.span("Inventamab reduced relapse")
    led = held.site.client.get(f"/documents/{held.document.id}/pages", params={"quote": quote})
    assert led.status_code == 303
    assert led.headers["location"] == f"/documents/{held.document.id}/pages/2?quote={quote}#marked"
    text = held.site.get(led.headers["location"]).text
    assert "<title>Page 2 of Inventamab for invented arteritis" in text
    assert 'id="marked"' in text
    assert (
        "The quoted words are marked in the middle of it; they are marked in the text beside it too." in text
    )
    assert re.findall(r"<mark[^>]*>(.*?)</mark>", text) == ["Inventamab reduced relapse"]
    assert 'rel="prev"' in text
    assert 'rel="next"' in text


def test_a_quote_over_two_pages_is_marked_on_both(held: Held) -> None:
    at = held.document.text.index("(HR 0.50")
    quote = f"{at}-{held.document.text.index('who was given')}"
    second, third = (
        held.site.get(f"/documents/{held.document.id}/pages/{number}?quote={quote}").text for number in (2, 3)
    )
    assert ("The quote is also on page 3" in second, "The quote is also on page 2" in third) == (True, True)
    assert (second.count("<rect"), third.count("<rect")) == (1, 1)
    first = held.site.get(f"/documents/{held.document.id}/pages/1?quote={quote}").text
    assert ("The quote is on page 2" in first, first.count("<rect")) == (True, 0)


def test_the_picture_is_kept_by_its_content(held: Held) -> None:
    address = f"/documents/{held.document.id}/pages/2.png"
    given = held.site.get(address)
    assert (given.status_code, given.headers["content-type"]) == (200, "image/png")
    assert Image.open(io.BytesIO(given.content)).size == (1000, 1334)
    again = held.site.client.get(address, headers={"if-none-match": given.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    marked = held.site.get(address, params={"quote": held.span("Inventamab reduced relapse")})
    assert (marked.headers["etag"] == given.headers["etag"], marked.content == given.content) == (
        False,
        False,
    )
    assert Image.open(io.BytesIO(held.site.get(f"{address}?zoom=3").content)).width == 2200


@pytest.mark.parametrize(
    ("tail", "status", "says"),
    [
        ("/pages/9.png", 404, "has no page 9"),
        ("/pages/0", 404, "has no page 0"),
        ("/pages/-99999999999999999999", 404, "has no page 0"),
        ("/pages/99999999999999999999", 404, "has no page"),
        ("/pages/99999999999999999999.png", 404, "has no page"),
        ("/pages/2?quote=9-4", 404, "has no span 9-4"),
        ("/pages/2?quote=x", 404, "has no span x"),
        ("/pages/2?quote=0-99999999", 404, "has no span"),
        ("/pages/2?zoom=9", 422, "Zoom"),
        ("/pages/two", 422, "number"),
    ],
)
def test_a_wrong_address_says_what_to_do(held: Held, tail: str, status: int, says: str) -> None:
    answer = held.site.get(f"/documents/{held.document.id}{tail}")
    assert (answer.status_code, says in unescape(answer.text)) == (status, True)


def test_a_text_without_a_pdf_has_no_pages(site: Site) -> None:
    source = next(iter(site.ws.store.changed_since(0))).source
    (document, *_) = site.ws.store.documents(source)
    answer = site.get(f"/documents/{document.id}/pages/1")
    assert (answer.status_code, "ingest it again to see its pages" in answer.text) == (404, True)


def test_what_is_cited_shows_its_section_and_its_page(held: Held) -> None:
    made = held.made
    claim = next(one for one in made.claims if "Inventamab reduced" in one.text or "HR 0.50" in one.text)
    marker = next(one.marker for one in made.references if claim.citations[0].passage in one.passages)
    ground = held.site.get(
        f"/articles/{made.article}/revisions/{made.hash}/statements/{claim.id}/{marker}"
    ).text
    assert '<span class="quiet">In the section</span> <span class="step">Results</span>' in ground
    (leads,) = re.findall(r'<figcaption><a href="([^"]+)">Open page 2 of the PDF', ground)
    (picture,) = [unescape(one) for one in re.findall(r'<img src="(/documents/[^"]+)"', ground)]
    assert 'id="marked"' in held.site.get(unescape(leads).partition("#")[0]).text
    assert held.site.get(picture).headers["content-type"] == "image/png"


@pytest.mark.parametrize("harm", ["broken", "gone"])
def test_where_the_page_cannot_be_drawn_its_text_is_shown(tmp_path: Path, harm: str) -> None:
    ws = open_workspace(tmp_path / "workspace", settings=Settings(dense=Dense(enabled=False)), starter=False)
    path = tmp_path / f"{harm}.pdf"
    path.write_bytes(article() + harm.encode())
    ingest(ws, [path], by="test")
    document = document_of(ws)
    original = original_of(ws, document)
    assert original is not None
    (kept,) = (tmp_path / "workspace/files").glob(f"??/{original.sha256}")
    if harm == "gone":
        kept.unlink()
    else:
        kept.write_bytes(b"%PDF-1.7 and nothing more")
    with _served(ws) as site:
        answer = site.get(f"/documents/{document.id}/pages/2?quote=0-5")
    if harm == "gone":
        assert (answer.status_code, "ingest it again to see its pages" in answer.text) == (404, True)
        ingest(ws, [path], by="test")  # read before, and kept again
        assert kept.exists()
    else:
        assert answer.status_code == 200
        assert "A damaged file, of which this page cannot be drawn. Its text is below." in answer.text
        assert "Inventamab reduced relapse in adults" in answer.text
    ws.close()


def test_a_pdf_in_an_archive_is_drawn_too(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "works.zip", "w") as archive:
        archive.writestr("inner/article.pdf", article())
    ws = open_workspace(tmp_path / "workspace", settings=Settings(dense=Dense(enabled=False)), starter=False)
    ingest(ws, [tmp_path / "works.zip"], by="test")
    with _served(ws) as site:
        given = site.get(f"/documents/{document_of(ws).id}/pages/2.png")
    ws.close()
    assert (given.status_code, given.headers["content-type"]) == (200, "image/png")


@pytest.mark.browser
def test_the_page_opens_at_its_highlight_by_keyboard(page: Page, held: Held) -> None:
    page.goto(f"/articles/{held.made.article}")
    page.locator("a.marker").first.focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog")
    picture = panel.locator(".clip img")
    expect(picture).to_have_js_property("complete", True)
    expect(picture).to_have_js_property("naturalWidth", 1000)
    assert violations(page) == []
    panel.get_by_role("link", name="of the PDF, with the quote marked").last.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/pages/2\?quote=.*#marked$"))
    mark = page.locator("#marked")
    expect(mark).to_be_in_viewport()
    place, sheet = mark.bounding_box(), page.locator(".leaf img").bounding_box()
    assert place is not None
    assert sheet is not None
    assert (place["y"] - sheet["y"]) / sheet["height"] == pytest.approx(1 - 370 / 800, abs=0.02)
    assert violations(page) == []
    page.get_by_role("link", name="Next page").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Page 3 of 3")
    page.get_by_role("link", name="The quote is on page 2").click()
    expect(page.locator("#marked")).to_be_in_viewport()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_a_phone_and_needs_no_script(browser: Browser, held: Held, scheme: str) -> None:
    context = browser.new_context(
        base_url=held.site.address,
        viewport={"width": 320, "height": PHONE["height"]},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()
    quote = held.span("Inventamab reduced relapse")
    for zoom in (1, 3):
        page.goto(f"/documents/{held.document.id}/pages/2?quote={quote}&zoom={zoom}#marked")
        expect(page.get_by_role("img", name="Page 2 of 3")).to_be_visible()
        assert no_sideways(page)
        assert violations(page) == []
    context.close()
    bare = browser.new_context(base_url=held.site.address, viewport=DESKTOP, java_script_enabled=False)
    page = bare.new_page()
    page.goto(f"/documents/{held.document.id}/pages/2?quote={quote}#marked")
    expect(page.locator("#marked")).to_be_in_viewport()
    page.get_by_role("link", name="Larger").click()
    expect(page.locator("#marked")).to_be_in_viewport()
    bare.close()
