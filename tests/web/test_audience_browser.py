"""In a real browser: choose who you are; the words change, the numbers do not, and each original can be "
"opened."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.web.conftest import Site
from tests.web.test_browser import DESKTOP, no_sideways, violations

pytestmark = pytest.mark.browser

QUESTION = "Can inflammatory myositis relapse?"
LABELS = ("Clinician", "Specialist", "Student", "Patient or carer", "Policy maker")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
#: What is said on the page, by the id of the statement: without the explanations, and with them.
SAID = """() => Object.fromEntries([...document.querySelectorAll('.claim[id]')].map((claim) => {
  const said = claim.querySelector('.said').cloneNode(true);
  const whole = said.textContent;
  said.querySelectorAll('.gloss').forEach((gloss) => gloss.remove());
  return [claim.id, [said.textContent, whole]];
}))"""


@pytest.fixture
def context(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """A browser that has chosen nothing yet."""
    made = browser.new_context(base_url=site.address, viewport=DESKTOP, reduced_motion="reduce")
    made.set_default_timeout(15_000)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """The founding article."""
    opened = context.new_page()
    opened.goto(f"/ask?q={QUESTION}")
    return opened


def choose(page: Page, label: str) -> None:
    page.get_by_label(label, exact=True).check()
    page.get_by_role("button", name="Choose").click()
    expect(page.get_by_label(label, exact=True)).to_be_checked()


def test_the_audience_changes_and_no_number_does(page: Page) -> None:
    clinician = page.evaluate(SAID)
    assert len(clinician) > 20
    for label in LABELS[1:]:
        choose(page, label)
        shown = page.evaluate(SAID)
        assert {name: NUMBER.findall(said) for name, (said, _) in shown.items()} == {
            name: NUMBER.findall(said) for name, (said, _) in clinician.items()
        }
    choose(page, "Patient or carer")
    patient = page.evaluate(SAID)
    changed = [name for name, (said, _) in patient.items() if said != clinician[name][0]]
    assert len(changed) > 0.9 * len(patient)


def test_numbers_that_explain_are_rounded_ones_of_a_hundred(page: Page) -> None:
    choose(page, "Patient or carer")
    for said, whole in page.evaluate(SAID).values():
        held = [float(number.replace(",", "")) for number in NUMBER.findall(said)]
        allowed = {100.0, 1.0, *held, *(float(int(number + 0.5)) for number in held)}
        assert {float(number.replace(",", "")) for number in NUMBER.findall(whole)} <= allowed


def test_the_reading_grade_is_shown_and_for_patients_nine_at_most(page: Page) -> None:
    choose(page, "Patient or carer")
    told = page.locator(".worded").inner_text()
    found = re.search(r"Reading grade ([\d.]+) \(SMOG [\d.]+\); in the clinician’s words ([\d.]+)", told)
    assert found
    assert float(found[1]) <= 9 < float(found[2])
    assert "The facts are the same" in told


def test_each_original_sentence_can_be_opened_beside_the_other(page: Page) -> None:
    clinician = page.evaluate(SAID)
    choose(page, "Patient or carer")
    claim = page.locator(".claims .claim[id]").first
    claim.get_by_text("The clinician’s words").click()
    name = claim.get_attribute("id")
    expect(claim.locator(".original p")).to_have_text(clinician[name][0].strip())
    assert violations(page) == []


@pytest.mark.parametrize("label", LABELS)
def test_nothing_stands_in_the_way_of_anybody(page: Page, label: str) -> None:
    choose(page, label)
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert no_sideways(page)


def test_specialists_see_the_figures_first_and_policy_makers_who_was_studied(page: Page) -> None:
    choose(page, "Specialist")
    order = page.locator(".body h2").all_inner_texts()
    assert order.index("Figures behind this answer") < order.index("How often")
    assert order.index("Who was studied, and how") < order.index("How often")
    choose(page, "Policy maker")
    order = page.locator(".body h2").all_inner_texts()
    assert order.index("Certainty of the evidence") < order.index("How often")
    assert "Costs and resources" in order


def test_the_choice_is_made_by_keyboard_and_remembered(page: Page) -> None:
    page.get_by_label("Clinician", exact=True).focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator(".eyebrow")).to_have_text(re.compile("for patients and carers", re.IGNORECASE))
    page.goto("/")
    expect(page.get_by_label("Patient or carer")).to_be_checked()


def test_it_works_without_javascript(browser: Browser, site: Site) -> None:
    bare = browser.new_context(base_url=site.address, java_script_enabled=False).new_page()
    bare.goto(f"/ask?q={QUESTION}")
    choose(bare, "Student")
    expect(bare.get_by_role("heading", name="Words used here")).to_be_visible()
    bare.context.close()


def test_on_paper_the_choice_is_gone_and_the_words_stay(page: Page) -> None:
    choose(page, "Patient or carer")
    page.emulate_media(media="print")
    expect(page.locator(".readers")).to_be_hidden()
    expect(page.locator(".original").first).to_be_hidden()
    expect(page.locator(".gloss").first).to_be_visible()


def test_on_a_phone_the_bottom_line_stands_in_the_first_screen(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    first = page.locator(".lead .claim").first.bounding_box()
    assert first is not None
    assert first["y"] + first["height"] < 844
    assert page.locator(".lead ~ .whom .readers").count() == 1
    no_sideways(page)
