"""In a real browser: a summary is written from a guideline, by keyboard, without a script, on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from probatum.web.identity import COOKIE
from tests.actions.invented import COHORT, TITLE, bring, guideline
from tests.people import People, Somebody
from tests.web.conftest import Site
from tests.web.test_browser import DESKTOP, no_sideways, violations

pytestmark = pytest.mark.browser

PHONE = {"width": 320, "height": 700}

Seat = Callable[..., Page]


@pytest.fixture
def seat(browser: Browser, own_site: Site, tmp_path: Path) -> Iterator[Seat]:
    """Opens a page for an author, where the invented guideline is held. Any error in its console fails it."""
    bring(own_site.ws, tmp_path, {"guideline.md": guideline(), "cohort.md": COHORT})
    faults: list[str] = []
    with ExitStack() as stack:

        def opened(who: Somebody, **more: object) -> Page:
            context = browser.new_context(base_url=own_site.address, **{"viewport": DESKTOP, **more})  # type: ignore[arg-type]
            stack.callback(context.close)
            context.set_default_timeout(20_000)
            context.add_cookies([{"name": COOKIE, "value": who.cookie, "url": own_site.address}])
            page = context.new_page()
            page.on("pageerror", lambda error: faults.append(str(error)))
            return page

        yield opened
    assert faults == []


def begun(page: Page, title: str) -> None:
    """Begin a summary of the invented guideline."""
    page.goto("/desk/write?q=zanthic")
    page.get_by_label(TITLE).check()
    page.get_by_label("Title of the summary").fill(title)
    page.get_by_role("button", name="Begin the summary").click()
    expect(page.get_by_role("heading", name="What the guideline recommends")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_a_summary_is_written_one_recommendation_at_a_time(
    seat: Seat, people: People, own_site: Site, *, script: bool
) -> None:
    page = seat(people.author, java_script_enabled=script)
    begun(page, "Written in a browser")
    page.get_by_role("button", name="Accept recommendation 1 as it stands").click()
    expect(page.locator(".claim .said")).to_have_text(
        ["We recommend glucocorticoids as first-line treatment in adults with zanthic myositis."]
    )
    expect(page.locator(".claim")).to_contain_text("“Strong recommendation” (Strong recommendation: most")
    page.get_by_role("link", name="Alter recommendation 1").click()
    page.get_by_label("The article says").fill("Methotrexate cures 90% of adults with zanthic myositis.")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator(".judged")).to_contain_text("It was not saved.")
    expect(page.get_by_label("The article says")).to_have_value(
        "Methotrexate cures 90% of adults with zanthic myositis."
    )
    page.get_by_label("The article says").fill(
        "Adding methotrexate is suggested in adults with zanthic myositis who relapse."
    )
    page.get_by_role("button", name="Check without adding").click()
    expect(page.locator(".judged")).to_contain_text("It can be saved.")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator(".claim")).to_have_count(2)
    page.get_by_role("button", name="Accept recommendation 1 as it stands").click()
    expect(page.get_by_text("Nothing is left to go through.")).to_be_visible()
    (made,) = [one for one in own_site.ws.store.articles() if one.title == "Written in a browser"]
    assert [bool(one.strength) for one in made.grades] == [True, True, False]
    page.goto(f"/articles/{made.article}")
    expect(page.locator(".eyebrow")).to_have_text("Practice summary for clinicians")
    expect(page.locator(".caution").first).to_contain_text("It was written by people")
    expect(page.locator("#bottom-line")).to_have_text("What this sums up")


def test_every_page_is_clean_and_fits_a_phone(seat: Seat, people: People) -> None:
    page = seat(people.author, viewport=PHONE)
    page.goto("/desk/write")
    assert violations(page) == []
    no_sideways(page)
    page.get_by_label("Title of the overview").fill(" ")
    page.get_by_role("button", name="Begin the overview").click()
    expect(page.get_by_role("alert")).to_contain_text("The article has no title")
    assert violations(page) == []
    begun(page, "On a phone")
    assert violations(page) == []
    no_sideways(page)
    page.get_by_role("link", name="Alter recommendation 1").click()
    page.get_by_role("button", name="Check without adding").click()
    expect(page.locator(".judged")).to_contain_text("Supported")
    assert violations(page) == []
    no_sideways(page)
    page.emulate_media(color_scheme="dark")
    assert violations(page) == []
    page.get_by_role("button", name="Add it").click()
    expect(page.locator(".claim")).to_have_count(1)
    assert violations(page) == []
    page.goto(page.url.split("#")[0].replace("/desk/write/", "/articles/"))
    assert violations(page) == []
    no_sideways(page)
