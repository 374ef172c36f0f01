"""Joining, signing in with a second factor, and administering people in a real browser, on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from probatum.actions.clock import now
from probatum.actions.people.invite import invite, invite_back
from probatum.actions.people.join import join as joined
from probatum.actions.people.roles import erase
from probatum.records.review import Role
from probatum.web.identity import COOKIE
from tests.people import People
from tests.web.conftest import Site
from tests.web.test_browser import no_sideways, violations

pytestmark = pytest.mark.browser

PHONE = {"width": 320, "height": 700}
PASSWORD = "seven quiet herons wade home"


@contextmanager
def opened(browser: Browser, site: Site, **more: object) -> Iterator[Page]:
    """A page of a browser in which nobody is signed in."""
    context = browser.new_context(base_url=site.address, viewport=PHONE, **more)  # type: ignore[arg-type]
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def sound(page: Page, title: str) -> None:
    """The page with this title is there, can be used by anybody, and fits a phone."""
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert violations(page) == []
    assert no_sideways(page)


def join(page: Page, site: Site, name: str, *roles: Role) -> None:
    """Follow an invitation and fill in its form."""
    page.goto(f"/join/{invite(site.ws, roles=roles, by='test', at=now()).secret}")
    page.get_by_label("Your name").fill(name)
    page.get_by_label("E-mail address").fill("ada@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Join").click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_an_account_can_be_used_by_anybody_on_a_phone(
    browser: Browser, own_site: Site, scheme: str
) -> None:
    with opened(browser, own_site, color_scheme=scheme) as page:
        page.goto("/sign-in")
        sound(page, "Sign in")
        page.get_by_label("E-mail address").fill("nobody@example.org")
        page.get_by_label("Password").fill("wrong")
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert")).to_contain_text("not right")
        sound(page, "Sign in")
        page.goto(f"/join/{invite(own_site.ws, by='test', at=now()).secret}")
        sound(page, "Join")
        join(page, own_site, "A. Person", Role.ADMINISTRATOR, Role.EDITOR)
        sound(page, "Your account")
        page.get_by_role("link", name="People", exact=True).click()
        page.get_by_text("Change", exact=False).first.click()
        sound(page, "People")
        page.get_by_label("Name", exact=True).fill("B. Person")
        page.get_by_role("button", name="Make the link").click()
        sound(page, "The link")
        page.goto("/account")
        page.get_by_label("What it is for").fill("nightly")
        page.get_by_role("button", name="Make a token").click()
        sound(page, "Your token")
        page.goto("/account/second-factor")
        sound(page, "Enrol a second factor")


def test_a_second_factor_is_enrolled_and_asked_for_without_a_script(browser: Browser, own_site: Site) -> None:
    with opened(browser, own_site, java_script_enabled=False) as page:
        join(page, own_site, "A. Person", Role.REVIEWER)
        page.get_by_role("link", name="Enrol one").click()
        secret = page.locator("code.letters").inner_text()
        page.get_by_label("Code").fill(pyotp.TOTP(secret).now())
        page.get_by_label("Your password").fill(PASSWORD)
        page.get_by_role("button", name="Enrol").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
        codes = page.locator(".secrets code").all_inner_texts()
        assert (len(codes), len(set(codes))) == (10, 10)
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("banner").get_by_role("link", name="Sign in")).to_be_visible()
        page.goto("/account")
        page.get_by_label("E-mail address").fill("ada@example.org")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Second factor")
        page.get_by_label("Code").fill(codes[0])
        page.get_by_role("button", name="Go on").click()
        expect(page).to_have_url(re.compile("/account$"))
        expect(page.get_by_role("main")).to_contain_text("9 recovery codes are left")
        expect(page.get_by_role("banner")).to_contain_text("A. Person")


def test_somebody_signs_in_with_nothing_but_the_keyboard_and_is_led_on(
    browser: Browser, own_site: Site
) -> None:
    link = invite(own_site.ws, roles=[Role.EDITOR], by="test", at=now()).secret
    joined(own_site.ws, link, email="ada@example.org", name="A. Person", password=PASSWORD, at=now())
    with opened(browser, own_site) as page:
        page.goto("/desk")
        expect(page).to_have_url(re.compile(r"/sign-in\?next=/desk$"))
        for _ in range(30):  # past the skip link, the brand and the navigation
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == "email":
                break
        page.keyboard.type("ada@example.org")
        page.keyboard.press("Tab")
        page.keyboard.type("wrong")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_be_visible()
        page.get_by_label("Password").focus()
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("/desk$"))


def test_a_house_with_a_closed_account_and_open_links_can_be_used_by_anybody(
    browser: Browser, own_site: Site, people: People
) -> None:
    ws = own_site.ws
    closed = erase(ws, people.reader.account, by="test", at=now())
    invite_back(ws, people.author.account, by="test", at=now())
    with opened(browser, own_site) as page:
        page.context.add_cookies(
            [{"name": COOKIE, "value": people.administrator.cookie, "url": own_site.address}]
        )
        page.goto("/people")
        for summary in page.locator("summary").all():
            summary.click()
        sound(page, "People")
        expect(page.get_by_role("main")).to_contain_text("address erased")
        page.get_by_role("button", name=f"Open it again: {closed.name}").click()
        page.get_by_role("button", name="Withdraw the link of A. Author").click()
        expect(page.get_by_role("main")).to_contain_text("None is open.")
    assert [one.active for one in ws.accounts.all()] == [True] * 7
