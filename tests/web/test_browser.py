"""In a real browser: ask, open a citation, see the quote; by keyboard, scriptless, small, dark, on paper."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.render.myositis import gap_revision, revision
from tests.web.conftest import Site

pytestmark = pytest.mark.browser

QUESTION = "Can inflammatory myositis relapse?"
ARTICLE = f"/articles/{revision().article}"
GROUND = f"{ARTICLE}/revisions/{revision().hash}/statements/{revision().sections[0].claims[0].id}/2"
PAGES = (
    "/",
    "/audit",
    "/articles",
    ARTICLE,
    GROUND,
    f"/articles/{gap_revision().article}",
    "/library",
    "/library?q=nothing-like-this-is-held",
    "/sources/pmid:11111111",
    "/sources/doi:10.1000/trial/2",
    f"/passages/{revision().references[0].passages[0]}?start=0&end=20",
    "/how-we-check",
    "/api",
    "/nowhere",
)
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """A fresh page at desktop size. Any error in its console fails the test."""
    context = browser.new_context(base_url=site.address, viewport=DESKTOP, reduced_motion="reduce")
    yield from _watched(context)


@pytest.fixture
def bare(browser: Browser, site: Site) -> Iterator[Page]:
    """A fresh page without JavaScript."""
    context = browser.new_context(base_url=site.address, viewport=DESKTOP, java_script_enabled=False)
    yield from _watched(context)


def _watched(context: BrowserContext) -> Iterator[Page]:
    context.set_default_timeout(15_000)
    fresh = context.new_page()
    faults: list[str] = []
    fresh.on("pageerror", lambda error: faults.append(str(error)))
    fresh.on(
        "console",
        lambda said: faults.append(said.text) if said.type == "error" and _ours(said.text) else None,
    )
    asked: list[str] = []
    fresh.on("request", lambda request: asked.append(request.url))
    yield fresh
    own = fresh.url.split("/")[2]
    context.close()
    assert faults == []
    assert [url for url in asked if url.split("/")[2] != own] == []


def _ours(told: str) -> bool:
    """Whether a line of the console is a fault of the page; a status that was asked for is none."""
    return not told.startswith("Failed to load resource: the server responded with a status of 4")


def violations(page: Page) -> list[str]:
    """What axe finds wrong, one line each."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]


def no_sideways(page: Page) -> bool:
    """Whether the page fits the width of its window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_ask_open_a_citation_and_see_the_quote(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Your question").fill(QUESTION)
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(QUESTION)
    expect(page.get_by_role("listitem").filter(has_text="Unreviewed")).to_have_attribute(
        "aria-current", "step"
    )
    expect(page.get_by_role("note").first).to_contain_text("No person has reviewed this answer.")
    page.locator(".lead a.marker").first.click()
    panel = page.get_by_role("dialog")
    expect(panel).to_be_visible()
    quote = panel.locator("#quote")
    expect(quote).to_be_in_viewport()
    expect(quote).to_be_focused()
    assert violations(page) == []


def test_every_marker_of_an_answer_opens_the_words_it_quotes(page: Page, site: Site) -> None:
    page.goto(f"/ask?q={QUESTION}")
    article = page.url.rsplit("/", 1)[1]
    form = site.get(f"/api/v1/articles/{article}").json()
    claims = form["lead"] + [claim for section in form["sections"] for claim in section["claims"]]
    for claim in claims[:6]:
        for marker in dict.fromkeys(citation["marker"] for citation in claim["citations"]):
            quotes = {c["quote"] for c in claim["citations"] if c["marker"] == marker}
            page.locator(f"#claim-{claim['id']} a.marker", has_text=str(marker)).first.click()
            marked = page.get_by_role("dialog").locator("mark")
            expect(marked.first).to_be_visible()
            joined = "".join(marked.all_text_contents())
            assert [quote for quote in quotes if "".join(quote.split()) not in "".join(joined.split())] == []
            page.keyboard.press("Escape")
            expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_panel_gives_the_focus_back(page: Page) -> None:
    page.goto(ARTICLE)
    marker = page.locator(".lead a.marker").first
    marker.click()
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(marker).to_be_focused()


def test_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Your question")).to_be_focused()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(QUESTION)
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('marker')"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").locator("#quote")).to_be_focused()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.classList.contains('marker')")


def test_without_a_script(bare: Page) -> None:
    bare.goto("/")
    bare.get_by_label("Your question").fill(QUESTION)
    bare.get_by_role("button", name="Ask").click()
    expect(bare.get_by_role("heading", level=1)).to_have_text(QUESTION)
    bare.locator(".lead a.marker").first.click()
    expect(bare.get_by_role("heading", level=1)).to_have_text("Passage behind reference 1")
    expect(bare.locator("#quote")).to_be_in_viewport()
    bare.get_by_role("link", name="Back to").click()
    expect(bare.get_by_role("heading", level=1)).to_have_text(QUESTION)


def test_a_question_that_cannot_be_asked_keeps_its_words(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Your question").fill("why " * 3_000)
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Your question")).to_have_value("why " * 500)
    assert violations(page) == []


def test_the_library_is_searched_and_a_work_opened(page: Page) -> None:
    page.goto("/library")
    page.get_by_label("Words").fill("invented myositis")
    page.get_by_label("Study design").select_option("cohort")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Relapse in <b>invented</b> myositis").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Relapse in <b>invented</b> myositis")
    page.locator(f"a[href='{ARTICLE}']").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Can invented myositis relapse?")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_on_any_page(browser: Browser, site: Site, scheme: str) -> None:
    context = browser.new_context(base_url=site.address, viewport=DESKTOP, color_scheme=scheme)  # type: ignore[arg-type]
    fresh = context.new_page()
    found = {}
    for path in PAGES:
        fresh.goto(path)
        found[path] = violations(fresh)
    context.close()
    assert found == {path: [] for path in PAGES}


def test_on_a_phone_nothing_runs_off_the_side(browser: Browser, site: Site) -> None:
    context = browser.new_context(
        base_url=site.address, viewport=PHONE, has_touch=True, reduced_motion="reduce"
    )
    fresh = context.new_page()
    wide = []
    for path in PAGES:
        fresh.goto(path)
        wide += [] if no_sideways(fresh) else [path]
    fresh.goto(ARTICLE)
    assert violations(fresh) == []
    fresh.locator(".lead a.marker").first.tap()
    expect(fresh.get_by_role("dialog").locator("#quote")).to_be_in_viewport()
    wide += [] if no_sideways(fresh) else ["the panel"]
    context.close()
    assert wide == []


def test_twice_the_letters_still_fit(browser: Browser, site: Site) -> None:
    """WCAG 2.2, 1.4.4 and 1.4.10: text at 200 per cent, no scrolling in two directions."""
    context = browser.new_context(base_url=site.address, viewport={"width": 640, "height": 450})
    fresh = context.new_page()
    wide = []
    for path in PAGES:
        fresh.goto(path)
        fresh.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        wide += [] if no_sideways(fresh) else [path]
    context.close()
    assert wide == []


def test_on_paper_there_is_the_article_and_no_furniture(page: Page) -> None:
    page.goto(ARTICLE)
    page.emulate_media(media="print")
    for furniture in ("header.site nav", "footer.site", ".rail", ".next"):
        expect(page.locator(furniture).first).to_be_hidden()
    for kept in ("h1", ".lead", ".caution", ".references", ".disclaimer"):
        expect(page.locator(kept).first).to_be_visible()
    assert page.pdf().startswith(b"%PDF-")


def test_no_id_is_given_twice(page: Page) -> None:
    page.goto(f"/ask?q={QUESTION}")
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(element => element.id)")
    assert sorted(ids) == sorted(set(ids))
    leads = page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')].map(link => link.getAttribute('href').slice(1))"
    )
    assert set(leads) - set(ids) == set()


def test_still_where_motion_is_not_wanted(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.address, viewport=DESKTOP, reduced_motion="reduce")
    fresh = context.new_page()
    fresh.goto(ARTICLE)
    assert fresh.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    fresh.locator(".lead a.marker").first.click()
    assert fresh.locator("dialog").evaluate("panel => getComputedStyle(panel).animationName") == "none"
    context.close()
