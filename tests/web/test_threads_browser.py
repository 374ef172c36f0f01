"""In a real browser: five follow-ups in a row on the founding article, by keyboard, scriptless, small."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tests.web.conftest import Site

pytestmark = pytest.mark.browser

QUESTION = "Can inflammatory myositis relapse?"
PHONE = {"width": 320, "height": 700}

#: What is typed, and what it is taken to mean.
FOLLOW_UPS = (
    ("what about in children?", "Can inflammatory myositis relapse in children?"),
    ("why?", "Why can inflammatory myositis relapse in children?"),
    ("and in older people?", "Why can inflammatory myositis relapse in older people?"),
    (
        "what about azathioprine?",
        "What is the effect of azathioprine on relapse in older people with inflammatory myositis?",
    ),
    ("and the dose?", "What dose of azathioprine is used in older people with inflammatory myositis?"),
)


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def page(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Page]:
    """The founding article on a phone, with scripts and without. An error in the console fails the test."""
    context = browser.new_context(
        base_url=site.address, viewport=PHONE, java_script_enabled=request.param, reduced_motion="reduce"
    )
    context.set_default_timeout(20_000)
    fresh = context.new_page()
    faults: list[str] = []
    fresh.on("pageerror", lambda error: faults.append(str(error)))
    fresh.goto("/")
    fresh.get_by_label("Your question").fill(QUESTION)
    fresh.get_by_role("button", name="Ask").click()
    expect(fresh.get_by_role("heading", level=1)).to_have_text(QUESTION)
    yield fresh
    context.close()
    assert faults == []


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]


def by_keyboard(page: Page, words: str) -> None:
    """Type a follow-up and send it with the keys alone."""
    box = page.locator("#follow-question")
    box.focus()
    page.keyboard.type(words)
    page.keyboard.press("Tab")
    expect(page.locator("form:has(#follow-question) button[type=submit]")).to_be_focused()
    page.keyboard.press("Enter")


def test_five_follow_ups_in_a_row_by_keyboard(page: Page) -> None:
    for number, (typed, meant) in enumerate(FOLLOW_UPS, start=2):
        by_keyboard(page, typed)
        turn = page.locator(f"#turn-{number}")
        expect(turn.get_by_role("heading", level=2)).to_contain_text(typed)
        expect(turn.locator(".looked-for").first).to_contain_text(meant)
        expect(turn.locator(".turn-status")).to_have_text("Unreviewed")
        expect(page.locator("#follow-question")).to_have_value("")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_each_state_of_a_conversation_is_open_to_all(browser: Browser, site: Site) -> None:
    """Answered, not clear, the whole page, the list, and nothing left: light and dark."""
    for scheme in ("light", "dark"):
        context = browser.new_context(base_url=site.address, viewport=PHONE, color_scheme=scheme)  # type: ignore[arg-type]
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.goto(f"/ask?q={QUESTION}")
        by_keyboard(page, "what about in children?")
        expect(page.locator("[data-progress]").first).to_be_attached()
        expect(page.get_by_role("status").filter(has_text="complete")).to_be_visible()
        assert violations(page) == []
        by_keyboard(page, "which one?")
        expect(page.get_by_text("It is not clear which one is meant.").first).to_be_visible()
        assert violations(page) == []
        page.goto("/threads")
        assert violations(page) == []
        page.get_by_role("link", name=QUESTION).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(QUESTION)
        page.get_by_text("Not what you meant?").last.click()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        forgotten = page.get_by_role("button", name="Delete it for good")
        expect(forgotten).to_be_hidden()  # one slip deletes nothing
        page.get_by_text("Delete this conversation").click()
        assert violations(page) == []
        forgotten.click()
        expect(page.get_by_text("There are none.")).to_be_visible()
        assert violations(page) == []
        context.close()


def test_a_suggestion_asks_itself_and_a_choice_too(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.address)
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto(f"/ask?q={QUESTION}")
    first = page.locator(".follow .suggestions button").first
    words = first.inner_text()
    first.click()
    expect(page.locator("#turn-2 h2")).to_contain_text(words)
    by_keyboard(page, "and the dose?")
    choice = page.locator(".unclear button").first
    asked = choice.inner_text()
    choice.click()
    expect(page.locator("#turn-3 h2")).to_contain_text(asked)
    expect(page.locator(".unclear")).to_have_count(0)
    context.close()


def test_a_connection_that_breaks_off_loses_nothing(browser: Browser, site: Site) -> None:
    """The stream ends after its second piece; the rest comes from the turn that was kept."""
    context = browser.new_context(base_url=site.address)
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto(f"/ask?q={QUESTION}")

    def cut(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body="\n\n".join(answer.text().split("\n\n")[:2]) + "\n\n")

    page.route("**/threads", cut)
    by_keyboard(page, "what about in children?")
    expect(page.get_by_role("status").filter(has_text="complete")).to_be_visible()
    expect(page.locator("#turn-2 [data-answer]")).to_contain_text("Bottom line")
    expect(page.locator("#turn-2")).to_have_count(1)
    context.close()
