"""In a real browser: the founding question's forest plot, the tables behind, every width and scheme."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.conftest import Site
from tests.web.test_browser import ARTICLE, no_sideways, violations

pytestmark = pytest.mark.browser

FOUNDING = "/ask?q=Can inflammatory myositis relapse?"
STATES = {
    "light": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 320, "height": 740}, "color_scheme": "light", "has_touch": True},
}


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """A fresh page without JavaScript: pictures need none."""
    context = browser.new_context(
        base_url=site.address, java_script_enabled=False, reduced_motion="reduce", **STATES["light"]
    )  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


def test_the_founding_question_shows_its_three_hazard_ratios_and_pools_nothing(page: Page) -> None:
    page.goto(FOUNDING)
    plot = page.get_by_role("img", name="Forest plot. Hazard ratios: relapse")
    expect(plot).to_be_visible()
    for factor, figures in (
        ("Immunosuppressant use before relapse", "0.50 (0.29 to 0.86)"),
        ("Doubling of ANA titre", "1.13 (1.00 to 1.27)"),
        ("Histopathology consistent with IIM", "1.69 (1.01 to 2.83)"),
    ):
        row = plot.locator("g.pic-row").filter(has_text="Clin Rheumatol 2024").filter(has_text=factor)
        expect(row).to_contain_text(figures)
        expect(row.locator("rect")).to_have_count(1)
    # The library of the tests holds an invented cohort beside the starter library.
    expect(page.locator("figure.forest").first).to_contain_text(
        "No pooled estimate: they come from 2 studies, and fewer than 3 are never pooled."
    )


def test_marks_stand_where_their_figures_are(page: Page) -> None:
    page.goto(FOUNDING)
    rows = page.locator("figure.forest .canvas.wide g.pic-row").filter(has_text="Clin Rheumatol 2024")
    marks = rows.locator("rect")
    places = [box["x"] + box["width"] / 2 for box in (one.bounding_box() for one in marks.all()) if box]
    axis = page.locator("figure.forest .canvas.wide line[stroke-dasharray]").first.bounding_box()
    assert axis is not None
    halved, doubled, histology = places
    assert halved < axis["x"] < doubled < histology


def test_the_table_behind_is_reached_and_opened_by_keyboard(page: Page) -> None:
    page.goto(ARTICLE)
    summary = page.locator("figure.forest summary")
    summary.focus()
    page.keyboard.press("Enter")
    table = page.get_by_role("region", name="Table: Hazard ratios: relapse", exact=True)
    expect(table).to_be_visible()
    page.keyboard.press("Tab")
    expect(table).to_be_focused()
    expect(table.get_by_role("row")).to_have_count(3)
    page.keyboard.press("Tab")
    expect(table.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Enter")
    assert page.url.endswith("#ref-1")


def test_a_mark_of_the_timeline_leads_to_its_reference_by_keyboard(page: Page) -> None:
    page.goto(ARTICLE)
    mark = page.locator("figure.timeline .canvas.wide a").first
    mark.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#ref-2")
    expect(page.locator("#ref-2")).to_be_in_viewport()


@pytest.mark.parametrize("state", list(STATES))
def test_axe_finds_nothing_and_nothing_runs_off_the_side_with_every_table_open(
    browser: Browser, site: Site, state: str
) -> None:
    context = browser.new_context(base_url=site.address, **STATES[state])  # type: ignore[arg-type]
    fresh = context.new_page()
    for path in (FOUNDING, ARTICLE):
        fresh.goto(path)
        fresh.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        assert violations(fresh) == []
        assert no_sideways(fresh)
        seen = fresh.locator(f".canvas.{'narrow' if state == 'phone' else 'wide'}")
        assert all(one.is_visible() for one in seen.all())
    context.close()


def test_no_words_of_a_picture_run_out_of_it(browser: Browser, site: Site) -> None:
    for state in ("light", "phone"):
        context = browser.new_context(base_url=site.address, **STATES[state])  # type: ignore[arg-type]
        fresh = context.new_page()
        fresh.goto(FOUNDING)
        beyond = fresh.evaluate(
            """[...document.querySelectorAll('svg.picture')].filter(one => one.getBoundingClientRect().width)
            .flatMap(one => [...one.querySelectorAll('text')].filter(said =>
              said.getBoundingClientRect().right > one.getBoundingClientRect().right + 1 ||
              said.getBoundingClientRect().left < one.getBoundingClientRect().left - 1)
            .map(said => said.textContent))"""
        )
        context.close()
        assert beyond == []


def test_on_paper_the_pictures_and_their_tables_are_there(page: Page) -> None:
    page.goto(ARTICLE)
    page.emulate_media(media="print")
    expect(page.get_by_role("img", name="Forest plot. Hazard ratios: relapse")).to_be_visible()
    expect(page.locator("figure.forest table")).to_be_visible()
    expect(page.locator(".canvas.narrow").first).to_be_hidden()


@pytest.mark.parametrize("width", [360, 1280])
def test_every_figure_of_the_evidence_table_is_in_sight(browser: Browser, site: Site, width: int) -> None:
    """Nothing has to be moved sideways to see a figure, at a desk or on a phone."""
    context = browser.new_context(base_url=site.address, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(FOUNDING)
    table = page.locator("table.evidence")
    assert table.evaluate("table => table.parentElement.scrollWidth <= table.parentElement.clientWidth")
    expect(table.get_by_role("columnheader")).to_have_count(3)
    expect(table.get_by_role("row").nth(1).get_by_role("cell")).to_have_count(2)
    context.close()
