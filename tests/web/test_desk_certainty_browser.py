"""Judging domains, adding and moving statements in a real browser: by keys, without a script, on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from probatum.actions.ask import ask
from probatum.records.article import Revision
from tests.people import People
from tests.web.conftest import Site
from tests.web.test_browser import DESKTOP, no_sideways, violations
from tests.web.test_desk_browser import PHONE, Seat, press, seat, state, told

__all__ = ["seat"]  # a fixture

pytestmark = pytest.mark.browser

QUESTION = "Can inflammatory myositis relapse?"
FACT = "Relapse was seen in 12 of 40 patients (30%) while the dose was lowered."


@pytest.fixture
def made(own_site: Site, people: People) -> Revision:
    return ask(own_site.ws, QUESTION, by=people.author.account.id)


def reach(page: Page, selector: str) -> None:
    """Go with the tab key until what is meant has the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} is not reached by the tab key")


def test_a_domain_is_judged_by_keyboard_and_readers_see_who_did(
    own_site: Site, people: People, seat: Seat, made: Revision
) -> None:
    page = seat(people.author)
    page.goto(f"/desk/{made.article}/certainty/1?revision={made.hash}")
    assert violations(page) == []
    reach(page, "#judgement-0")
    page.keyboard.press("N")  # the first that begins so
    expect(page.locator("#judgement-0")).to_have_value("no concern seen")
    page.keyboard.press("Tab")
    page.keyboard.type("We read the work: all were followed.")
    reach(page, "button[value=check]")
    page.keyboard.press("Enter")
    expect(page.locator("#would")).to_contain_text("It would be moderate. That is as it stands now.")
    assert violations(page) == []
    reach(page, "button[value=save]")
    page.keyboard.press("Enter")
    expect(page.locator(".done-now")).to_contain_text("The judgement is kept as a new revision.")
    assert state(page) == "Unreviewed"
    assert violations(page) == []
    page.get_by_role("link", name="As readers see it").click()
    domain = page.locator("table.domains tr", has_text="Risk of bias")
    expect(domain.locator(".by-board")).to_have_text(
        re.compile(r"Judged by the board: • No concern seen, A\. Author, \d+ \w+ \d{4}")
    )
    expect(domain.locator("td").first).to_contain_text("Computed: – Not assessed")
    assert violations(page) == []
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert no_sideways(page)


def test_without_a_script_and_on_a_phone_it_is_judged_and_a_missing_reason_is_told(
    own_site: Site, people: People, seat: Seat, made: Revision
) -> None:
    page = seat(people.author, java_script_enabled=False, viewport=PHONE)
    page.goto(f"/desk/{made.article}?revision={made.hash}")
    page.get_by_role("link", name="Judge the domains of relapse").click()
    imprecision = page.get_by_role("group", name="Imprecision")
    imprecision.get_by_label("You judge").select_option("no concern seen")
    press(page, "Save")
    expect(imprecision.locator(".fault")).to_have_text("Say why, in a sentence.")
    expect(imprecision.get_by_label("You judge")).to_have_value("no concern seen")
    imprecision.get_by_label("Why").fill("105 people are enough for this.")
    press(page, "Save")
    assert told(page) == "The judgement is kept as a new revision. It is not submitted yet."
    expect(page.locator(".rated .turn.changed")).to_contain_text("The imprecision of relapse:")


def test_a_statement_is_added_and_moved_with_buttons(
    own_site: Site, people: People, seat: Seat, made: Revision
) -> None:
    page = seat(people.author, java_script_enabled=False)
    page.goto(f"/desk/{made.article}?revision={made.hash}")
    press(page, "Add a statement")
    page.get_by_label("Where it stands").select_option("When")
    page.get_by_label("Words to look for").fill("relapse while the dose was lowered")
    press(page, "Look")
    page.locator(".found", has_text=FACT).get_by_role("button").click()
    page.get_by_label("The words quoted").fill(FACT)
    page.get_by_label("The article says").fill(FACT.replace("12 of 40", "22 of 40"))
    page.get_by_label("Why").fill("It was missing.")
    press(page, "Save")
    expect(page.locator(".verdict-line")).to_contain_text("It was not saved.")
    page.get_by_label("The article says").fill(FACT)
    press(page, "Check without saving")
    expect(page.locator(".verdict-line")).to_contain_text("it can be saved")
    press(page, "Save")
    assert told(page) == "The edit is kept as a new revision. It is not submitted yet."
    one = page.locator("[data-statement]", has_text="12 of 40")
    expect(one.locator("h3")).to_contain_text("When")
    one.locator("summary", has_text="Move").click()
    one.get_by_role("button", name="to: Bottom line").click()
    assert told(page) == "The statement is moved, in a new revision. It is not submitted yet."
    one = page.locator("[data-statement]", has_text="12 of 40")
    expect(one.locator("h3")).to_contain_text("Bottom line")
    one.get_by_role("button", name="up", exact=False).click()
    texts = [claim.text for claim in own_site.ws.store.revision(made.article).lead]
    assert texts[1] == FACT


def test_axe_finds_nothing_and_it_fits_a_phone(
    own_site: Site, people: People, seat: Seat, made: Revision
) -> None:
    page = seat(people.author)
    found, fits = {}, {}
    for name, address in {
        "judge": f"/desk/{made.article}/certainty/1?revision={made.hash}",
        "add": f"/desk/{made.article}/statements?revision={made.hash}",
        "bench": f"/desk/{made.article}?revision={made.hash}",
    }.items():
        page.goto(address)
        if name == "bench":
            for summary in page.locator(".tools .reply > summary").all():
                summary.click()
        if name == "judge":
            page.locator("#judgement-1").select_option("serious concern")
            press(page, "Save")  # the fault is told
        found[name] = violations(page)
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        page.emulate_media(color_scheme="dark")
        fits[name] = no_sideways(page)
        found[f"{name}, dark and small"] = violations(page)
        page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
        page.emulate_media(color_scheme="light")
    assert found == {name: [] for name in found}
    assert [name for name, good in fits.items() if not good] == []
