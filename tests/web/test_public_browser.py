"""The public side in a real browser: report an error, read what changed, and find it in the ledger."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from probatum.actions.answer_report import answer_report
from probatum.actions.report import open_reports
from probatum.records.report import ReportOutcome
from probatum.records.review import Act
from tests.actions.publishing import EDITOR, NAME, act, changed, corrected, first, kept, opened, published
from tests.render.myositis import revision
from tests.web.conftest import Site, _served

pytestmark = pytest.mark.browser

FIRST, SECOND = first(), changed(first())
PAGE = f"/articles/{NAME}"
LAST = "2026-01-02T09:00:00Z"
#: Reports carry the time of the clock: what settles them must be later than that.
LATER, LATEST = "2998-01-01T09:00:00Z", "2999-01-01T09:00:00Z"
PHONE = {"width": 320, "height": 700}
PAGES = (
    "/articles",
    "/articles?q=relapse",
    PAGE,
    f"{PAGE}?asked=Does+IIM+relapse%3F",
    f"{PAGE}/revisions/{FIRST.hash}",
    f"{PAGE}/history",
    f"{PAGE}/diff?old={FIRST.hash}&new={SECOND.hash}",
    f"{PAGE}/report?claim={FIRST.lead[0].id}",
    "/corrections",
    "/policy",
    "/board",
)


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with one published article and one that nobody reviewed."""
    with opened(tmp_path_factory.mktemp("public") / "ws") as ws:
        published(ws, kept(ws, FIRST), LAST)
        kept(ws, revision())
        with _served(ws) as served:
            yield served


@pytest.fixture
def page(browser: Browser, public: Site) -> Iterator[Page]:
    context = browser.new_context(base_url=public.address, java_script_enabled=True)
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]


def test_a_reader_reports_an_error_and_it_ends_in_the_ledger(page: Page, public: Site) -> None:
    page.goto(PAGE)
    page.get_by_role("link", name="Report an error").click()
    page.get_by_label("Where", exact=True).select_option(FIRST.lead[0].id)
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_label("What is wrong")).to_be_focused()  # the browser asks for what is missing
    page.get_by_label("What is wrong").fill("The share is not that of the table.")
    page.get_by_label("How to reach you").fill("me@example.org")
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("note")).to_contain_text("waits for an editor")
    assert violations(page) == []
    link = page.url
    page.get_by_role("button", name="Erase how to reach me").click()
    expect(page.get_by_text("nothing is kept")).to_be_visible()

    (waiting,) = open_reports(public.ws)
    answer_report(public.ws, waiting.id, ReportOutcome.UPHELD, "It is 61%.", by=EDITOR, at=LATER)
    corrected(public.ws, kept(public.ws, SECOND), LATEST)
    page.goto(link)
    expect(page.get_by_role("note")).to_contain_text("You were right")
    page.get_by_role("link", name="All corrections").click()
    expect(page.get_by_text("It is 61%.")).to_be_visible()
    expect(page.get_by_text("1 of 1")).to_be_visible()
    page.get_by_role("link", name="What changed").click()
    expect(page.locator("ins")).to_contain_text(["underlined", "Relapse"])
    assert violations(page) == []


def test_two_revisions_are_chosen_and_compared(page: Page, public: Site) -> None:
    kept(public.ws, SECOND)  # held already where the test before has run
    page.goto(PAGE)
    page.get_by_role("link", name="Every revision, and what changed").click()
    page.get_by_label("From").select_option(FIRST.hash)
    page.get_by_label("To", exact=True).select_option(SECOND.hash)
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What changed")
    removed = page.locator(".changes del").first
    expect(removed).to_contain_text("Cohort study")
    drawn = removed.evaluate("node => getComputedStyle(node).textDecorationLine")
    assert (drawn, "[taken out:" in (removed.text_content() or "")) == ("line-through", True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_open_to_all_on_a_phone_light_and_dark(
    browser: Browser, public: Site, path: str, scheme: str
) -> None:
    kept(public.ws, SECOND)
    context = browser.new_context(
        base_url=public.address,
        viewport=PHONE,  # type: ignore[arg-type]
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto(path)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert faults == []
    context.close()


def test_a_report_is_sent_without_a_script_and_by_keyboard(browser: Browser, public: Site) -> None:
    context = browser.new_context(base_url=public.address, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{PAGE}/report")
    page.get_by_label("Where", exact=True).focus()
    page.keyboard.press("Tab")
    page.keyboard.type("Something is wrong.")
    for _ in range(4):  # right, source, contact, and past the field that people do not see
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your report")
    context.close()


def test_a_suspended_article_warns_and_is_open_to_all(page: Page, public: Site) -> None:
    live = SECOND if public.client.get(f"/api/v1/articles/{NAME}").json()["status"] == "corrected" else FIRST
    act(public.ws, live, Act.SUSPEND, EDITOR, LATEST, reason="Its main source is in doubt.")
    page.goto(PAGE)
    expect(page.get_by_role("note").first).to_contain_text("This article is suspended.")
    expect(page.get_by_text("Its main source is in doubt.")).to_be_visible()
    assert violations(page) == []
    act(public.ws, live, Act.RESUME, EDITOR, LATEST, reason="It is well.")
