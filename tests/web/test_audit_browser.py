"""In a real browser: bring a text, see its claims marked, compare one with its passage, by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.web.conftest import Site

pytestmark = pytest.mark.browser

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
BROUGHT = """\
# What is known of invented myositis

Relapse occurred in 65 of 105 patients (62%) [1]. Relapse occurred in 85 of 105 patients (81%) [1].

- Immunosuppressants were associated with fewer relapses (HR 0.50, 95% CI 0.29-0.86, P = 0.013) [1].
- Zanthofibrate 40 mg prevents relapse in nine of ten patients [4].

Talk to your doctor before you change a dose.

References
1. Relapse in invented myositis. PMID 11111111
"""


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """A fresh page at desktop size. Any error in its console fails the test."""
    yield from _watched(browser.new_context(base_url=site.address, viewport=DESKTOP, reduced_motion="reduce"))


@pytest.fixture
def bare(browser: Browser, site: Site) -> Iterator[Page]:
    """A fresh page without JavaScript."""
    yield from _watched(
        browser.new_context(base_url=site.address, viewport=DESKTOP, java_script_enabled=False)
    )


def _watched(context: BrowserContext) -> Iterator[Page]:
    context.set_default_timeout(60_000)
    expect.set_options(timeout=60_000)
    fresh = context.new_page()
    faults: list[str] = []
    fresh.on("pageerror", lambda error: faults.append(str(error)))
    yield fresh
    context.close()
    expect.set_options(timeout=5_000)
    assert faults == []


def bring(page: Page, text: str = BROUGHT, sources: str = "") -> None:
    """Paste a text and wait until it is judged."""
    page.goto("/audit")
    page.get_by_label("Paste the text").fill(text)
    if sources:
        page.get_by_text("Hold it against certain works only").click()
        page.get_by_label("Works, one to a line").fill(sources)
    page.get_by_role("button", name="Audit the text").click()
    expect(page.get_by_role("heading", name="The text as it stood")).to_be_visible(timeout=60_000)


def violations(page: Page) -> list[str]:
    """What axe finds wrong, one line each."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]


def beside(page: Page) -> Locator:
    """The panel with the open claim."""
    return page.get_by_role("dialog")


def walk_to(page: Page, selector: str) -> None:
    """Press Tab until what has the focus fits ``selector``."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("fits => document.activeElement.matches(fits)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_bring_a_text_and_compare_a_claim_by_keyboard_alone(page: Page) -> None:
    page.goto("/audit")
    walk_to(page, "#text")
    page.keyboard.insert_text(BROUGHT)
    walk_to(page, "button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The text as it stood")).to_be_visible(timeout=60_000)
    walk_to(page, "a[data-open]")
    page.keyboard.press("Enter")
    expect(beside(page).locator("h3")).to_be_focused()
    expect(beside(page)).to_contain_text("The text says")
    expect(beside(page)).to_contain_text("The passage says")
    first = beside(page).locator("h3").inner_text()
    page.keyboard.press("j")
    expect(beside(page).locator("h3")).not_to_have_text(first)
    expect(beside(page).locator("h3")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(beside(page).locator("h3")).to_have_text(re.compile(first.split()[-1]))
    walk_to(page, ".beside a[href^='/passages/']")
    page.keyboard.press("Escape")
    expect(beside(page)).to_have_count(0)
    assert page.evaluate("document.activeElement.matches('a[data-open]')")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.matches('a[data-open]')")
    expect(beside(page)).to_have_count(0)


def test_escape_closes_the_claim_from_anywhere_on_the_page(page: Page) -> None:
    bring(page)
    page.locator("a[data-open]").first.click()
    expect(beside(page)).to_be_visible()
    page.get_by_role("link", name="Audit a text").first.focus()
    page.keyboard.press("Escape")
    expect(beside(page)).to_have_count(0)
    assert page.evaluate("document.activeElement.matches('a[data-open]')")


def test_an_audit_is_forgotten_only_when_that_is_said_twice(bare: Page) -> None:
    bring(bare)
    assert bare.get_by_role("heading", level=1).inner_text() == "What is known of invented myositis"
    forget = bare.get_by_role("button", name="Forget it now")
    expect(forget).to_be_hidden()
    bare.get_by_text("Forget this audit").click()
    forget.click()
    expect(bare.get_by_role("heading", name="Audit a text")).to_be_visible()


def test_a_text_without_a_title_is_named_once(bare: Page) -> None:
    bring(bare, "Relapse occurred in 65 of 105 patients (62%).")
    assert bare.get_by_role("heading", level=1).inner_text() == "Audit of pasted text"
    expect(bare.locator(".masthead .eyebrow")).to_have_count(0)


def test_a_passage_is_opened_beside_the_text_at_its_quote_and_leads_back(page: Page) -> None:
    bring(page)
    here = page.url
    page.locator("a[data-open]").first.click()
    claim = beside(page).locator("h3").inner_text()
    walk_to(page, ".beside a[data-passage]")
    page.keyboard.press("Enter")
    expect(beside(page).locator("#quote")).to_be_focused()
    expect(beside(page).locator("#quote")).to_be_in_viewport()
    assert page.url == here
    assert violations(page) == []
    beside(page).get_by_role("button", name="Back to the claim").click()
    expect(beside(page).locator("h3")).to_have_text(claim)
    expect(beside(page).locator("a[data-passage]").first).to_be_focused()
    beside(page).get_by_role("link", name="Open the passage").first.click()
    beside(page).get_by_role("link", name="Open as a page").click()
    expect(page.locator("#quote")).to_be_in_viewport()
    assert page.url != here


def test_a_passage_that_cannot_be_fetched_is_opened_as_a_page(page: Page) -> None:
    bring(page)
    page.locator("a[data-open]").first.click()
    page.route(
        "**/passages/**",
        lambda route: route.abort() if route.request.resource_type == "fetch" else route.continue_(),
    )
    beside(page).get_by_role("link", name="Open the passage").first.click()
    expect(page.locator("#quote")).to_be_in_viewport()


def test_the_sign_of_a_claim_stands_behind_its_stop(bare: Page) -> None:
    bring(bare)
    assert (
        bare.locator(".sheet p", has_text="Talk to your doctor")
        .inner_text()
        .startswith("Talk to your doctor before you change a dose.")
    )


def test_every_verdict_is_told_by_a_word_and_by_a_line_too(page: Page) -> None:
    bring(page)
    kinds = page.evaluate(
        "[...document.querySelectorAll('a[data-open]')].map(chip => [chip.classList[1], chip.ariaLabel])"
    )
    assert {kind for kind, _ in kinds} >= {"supported", "not_checkable"}
    assert all(label.split(":")[0] for _, label in kinds)
    styles = page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('.c')].map(part => [part.classList[1], "
        "((look) => `${look.textDecorationLine} ${look.textDecorationStyle} ${look.textDecorationThickness}`)"
        "(getComputedStyle(part))]))"
    )
    assert len(set(styles.values())) == len(styles)


def test_only_what_is_picked_is_shown_also_without_a_script(bare: Page) -> None:
    bring(bare)
    number = bare.locator(".judged").count()
    assert bare.locator(".judged:visible").count() == number
    bare.get_by_role("radio", name=re.compile("^✓ Supported|Supported")).last.check()
    shown = bare.locator(".judged:visible")
    assert 0 < shown.count() < number
    assert shown.count() == bare.locator(".judged.supported").count()


def test_without_a_script_a_claim_leads_to_its_passage(bare: Page) -> None:
    bring(bare)
    bare.locator("a[data-open]").first.click()
    opened = bare.locator(".judged:target")
    expect(opened).to_be_in_viewport()
    opened.get_by_role("link", name="See it in the text").click()
    expect(bare.locator(".c:target")).to_be_in_viewport()


def test_a_fault_leads_to_its_place_and_back(bare: Page) -> None:
    bring(bare)
    bare.locator(".faults .where a").first.click()
    flag = bare.locator(".flag:target")
    expect(flag).to_be_in_viewport()
    flag.click()
    expect(bare.locator(".faults li:target")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong(browser: Browser, site: Site, scheme: str) -> None:
    # At rest: of a panel that is still coming in the contrast is not yet what it will be.
    context = browser.new_context(
        base_url=site.address,
        viewport=DESKTOP,
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    context.set_default_timeout(60_000)
    page = context.new_page()
    found = {}
    page.goto("/audit")
    found["form"] = violations(page)
    page.get_by_role("button", name="Audit the text").click()
    page.get_by_role("alert").wait_for()
    found["fault"] = violations(page)
    bring(page)
    found["result"] = violations(page)
    page.locator("a[data-open]").first.click()
    found["opened"] = violations(page)
    page.goto("/audit/none-such")
    found["gone"] = violations(page)
    context.close()
    assert found == {name: [] for name in found}


def test_progress_is_shown_while_an_audit_is_made(page: Page, bare: Page) -> None:
    """A text of eight hundred claims takes longer than what is done here: its page tells how far it is."""
    long = "\n\n".join(f"Relapse occurred in {number} of 5050 patients." for number in range(1, 801))
    page.goto("/audit")
    page.get_by_label("Paste the text").fill(long)
    page.get_by_role("button", name="Audit the text").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Each claim is being checked")
    bare.goto(page.url)
    assert bare.locator("meta[http-equiv=refresh]").count() == 1
    assert violations(page) == []
    page.get_by_role("button", name="Stop, and forget the text").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Audit a text")
    bring(page, long[:2_000])
    assert page.locator(".judged").count() > 10


def test_on_a_phone_nothing_runs_off_the_side(browser: Browser, site: Site) -> None:
    context = browser.new_context(
        base_url=site.address, viewport=PHONE, has_touch=True, reduced_motion="reduce"
    )
    context.set_default_timeout(60_000)
    page = context.new_page()
    fits = "document.documentElement.scrollWidth <= window.innerWidth"
    page.goto("/audit")
    assert page.evaluate(fits)
    bring(page)
    assert page.evaluate(fits)
    page.locator("a[data-open]").first.tap()
    expect(beside(page)).to_be_visible()
    assert page.evaluate(fits)
    assert violations(page) == []
    page.get_by_role("button", name="Close").tap()
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    assert page.evaluate(fits)
    context.close()


def test_on_paper_the_verdicts_are_words(page: Page) -> None:
    bring(page)
    page.locator("a[data-open]").first.click()
    expect(beside(page)).to_be_visible()
    page.emulate_media(media="print")
    for furniture in ("header.site nav", "footer.site", ".take", ".picks", ".beside"):
        expect(page.locator(furniture).first).to_be_hidden()
    word = page.locator(".chip.supported .word").first
    assert word.evaluate("word => word.getBoundingClientRect().width") > 20
    assert page.pdf().startswith(b"%PDF-")


def test_still_where_motion_is_not_wanted(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.address, viewport=DESKTOP, reduced_motion="reduce")
    context.set_default_timeout(60_000)
    page = context.new_page()
    bring(page)
    page.locator("a[data-open]").first.click()
    assert beside(page).evaluate("panel => getComputedStyle(panel).animationName") == "none"
    context.close()


@pytest.mark.shared
def test_the_founding_page(page: Page, shared: Path) -> None:
    """Paste it, see the claims, open one, compare passages, by keyboard alone; axe finds nothing."""
    (founding,) = sorted((shared / "founding_page").glob("*.txt"))
    bring(page, founding.read_text("utf-8"))
    assert page.locator("a[data-open]").count() >= 25
    assert page.locator(".faults li").count() >= 5
    walk_to(page, "a[data-open].supported, a[data-open].partly, a[data-open].overstated")
    page.keyboard.press("Enter")
    expect(beside(page).locator("h3")).to_be_focused()
    expect(beside(page).locator(".side")).to_have_count(2)
    for _ in range(5):
        page.keyboard.press("j")
        expect(beside(page).locator("h3")).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(beside(page)).to_have_count(0)
