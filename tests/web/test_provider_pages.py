"""Signing in with an OpenID Connect provider: a real one, in a process of its own, that can also lie."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, expect
from pydantic import SecretStr

from probatum.actions.clock import now
from probatum.actions.people.roles import close
from probatum.records.review import Role
from probatum.settings import Oidc, Settings
from probatum.web.identity import COOKIE
from probatum.workspace import open_workspace
from tests.people import somebody
from tests.web.conftest import Site, _served
from tests.web.oidc_provider import CLIENT, SECRET
from tests.web.test_browser import violations

ADA = {"sub": "ada", "name": "A. Person", "email": "ada@example.org", "email_verified": True}


@pytest.fixture(scope="module")
def provider(root: Path) -> Iterator[str]:
    """The issuer."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, root / "tests" / "web" / "oidc_provider.py", str(port)])
    issuer = f"http://127.0.0.1:{port}"
    for _ in range(300):
        with suppress(httpx.ConnectError):
            httpx.get(f"{issuer}/keys", trust_env=False)
            break
        time.sleep(0.1)
    yield issuer
    process.terminate()
    process.wait(timeout=30)


@contextmanager
def house(folder: Path, issuer: str, **more: Any) -> Iterator[Site]:
    """A site that signs people in with the provider."""
    oidc = Oidc(
        issuer=issuer,
        client_id=CLIENT,
        client_secret=SecretStr(SECRET),
        **{"allow_new": True, "name": "the hospital"} | more,
    )
    ws = open_workspace(folder / "workspace", settings=Settings(oidc=oidc))
    with _served(ws) as site:
        yield site
    ws.close()


@pytest.fixture
def hospital(tmp_path: Path, provider: str) -> Iterator[Site]:
    """A site where whoever the provider vouches for gets an account."""
    with house(tmp_path, provider) as site:
        yield site


@pytest.fixture(scope="module")
def wary(tmp_path_factory: pytest.TempPathFactory, provider: str) -> Iterator[Site]:
    """A site like it, in which nobody has got an account."""
    with house(tmp_path_factory.mktemp("wary"), provider) as site:
        yield site


def pretend(provider: str, user: dict[str, Any], lie: str = "") -> None:
    """Say who sits at the browser, and how the provider lies."""
    httpx.post(f"{provider}/pretend", json={"user": user, "lie": lie}, trust_env=False).raise_for_status()


def browser(site: Site) -> httpx.Client:
    """Another browser."""
    return httpx.Client(base_url=site.address, timeout=30, trust_env=False)


def answer(client: httpx.Client, path: str = "/sign-in/provider") -> httpx.URL:
    """With which address the provider sends the browser back."""
    sent = client.get(path)
    assert sent.status_code == 303, sent.text
    return httpx.URL(httpx.get(sent.headers["location"], trust_env=False).headers["location"])


def test_whom_the_provider_vouches_for_is_signed_in_and_is_the_same_person_the_next_time(
    hospital: Site, provider: str
) -> None:
    pretend(provider, ADA)
    for name in ("A. Person", "A. New-Name"):
        pretend(
            provider,
            {**ADA, "name": name, "email": "moved@example.org" if name != ADA["name"] else ADA["email"]},
        )
        with browser(hospital) as client:
            back = client.get(answer(client, "/sign-in/provider?next=/library"))
            assert (back.status_code, back.headers["location"]) == (303, "/library")
            assert "A. Person" in client.get("/account").text
    [account] = hospital.ws.accounts.all()
    assert (account.name, account.email, account.roles) == ("A. Person", "ada@example.org", (Role.READER,))


def test_the_sign_in_page_offers_the_provider_only_where_the_settings_name_one(
    wary: Site, site: Site
) -> None:
    assert "Sign in with the hospital" in wary.get("/sign-in").text
    assert "/sign-in/provider" not in site.get("/sign-in").text
    assert site.get("/sign-in/provider").status_code == 404


@pytest.mark.parametrize(
    "lie",
    [
        "another nonce",
        "leaves the nonce out",
        "another audience",
        "another audience beside",
        "another issuer",
        "over",
        "long ago",
        "from the future",
        "another token",
        "names nobody",
        "a shared secret",
        "no signature",
        "another key",
        "altered",
        "another provider's answer",
        "another user",
        "no",
    ],
)
def test_a_provider_that_lies_lets_nobody_in(wary: Site, provider: str, lie: str) -> None:
    known = {"sub": "ada"} if lie == "another user" else ADA
    pretend(provider, known, lie)
    with browser(wary) as client:
        back = client.get(answer(client))
        assert (back.status_code, back.text.count('role="alert"')) == (401, 1)
        assert "<h1>Sign in</h1>" in back.text
        assert dict(client.cookies) == {}  # neither a session nor what was begun
    assert wary.ws.accounts.all() == ()


def test_an_answer_counts_once_and_only_in_the_browser_that_asked(hospital: Site, provider: str) -> None:
    pretend(provider, ADA)
    with browser(hospital) as client, browser(hospital) as another, browser(hospital) as stranger:
        stolen = answer(client)
        answer(another)
        assert stranger.get(stolen).status_code == 401
        assert another.get(stolen).status_code == 401
        assert client.get(stolen).status_code == 303
        again = client.get(stolen)
        assert (again.status_code, "begin again" in again.text) == (401, True)
        held = f"{COOKIE}-away"
        client.get("/sign-in/provider")
        client.cookies.set(held, client.cookies[held][:-4] + "AAAA", domain=httpx.URL(hospital.address).host)
    assert len(hospital.ws.accounts.all()) == 1


def test_the_sign_in_ends_on_no_other_site(hospital: Site, provider: str) -> None:
    pretend(provider, ADA)
    with browser(hospital) as client:
        back = client.get(answer(client, "/sign-in/provider?next=//elsewhere.example.org"))
        assert back.headers["location"] == "/"


@pytest.mark.parametrize("allowed", [False, True])
def test_an_address_alone_opens_no_account(tmp_path: Path, provider: str, allowed: bool) -> None:
    """Not one that the provider did not verify, nor a verified one where the house does not say so."""
    with house(tmp_path, provider, allow_new=False, link_verified=allowed) as site:
        ada = somebody(site.ws, site.address, "Ada", Role.EDITOR)
        with browser(site) as client, closing(ada.client), closing(ada.program):
            for verified in (False, True):
                pretend(provider, {**ADA, "email_verified": verified})
                assert client.get(answer(client)).status_code == (303 if allowed and verified else 401)
        assert site.ws.accounts.identity(ada.account.id) == (f"{provider} ada" if allowed else None)


def test_an_address_that_nobody_verified_is_not_taken_from_its_owner(hospital: Site, provider: str) -> None:
    pretend(provider, {**ADA, "email_verified": False})
    with browser(hospital) as client:
        assert client.get(answer(client)).status_code == 303
    assert hospital.ws.accounts.by_email("ada@example.org") is None


def test_a_stranger_stays_one_where_the_house_makes_no_accounts(tmp_path: Path, provider: str) -> None:
    pretend(provider, ADA)
    with house(tmp_path, provider, allow_new=False) as site, browser(site) as client:
        back = client.get(answer(client))
        assert (back.status_code, "ask an administrator" in back.text) == (401, True)


def test_an_account_is_tied_by_whoever_is_signed_in_to_it(tmp_path: Path, provider: str) -> None:
    pretend(provider, {"sub": "e-1"})
    with house(tmp_path, provider, allow_new=False) as site:
        editor = somebody(site.ws, site.address, "E. Editor", Role.EDITOR)
        other = somebody(site.ws, site.address, "F. Editor", Role.EDITOR)
        with (
            closing(editor.client) as client,
            closing(other.client),
            closing(editor.program),
            browser(site) as new,
        ):
            page = client.post("/account/provider")
            there = page.text.partition('href="http://127.0.0.1')[2].partition('"')[0].replace("&amp;", "&")
            away = httpx.get(f"http://127.0.0.1{there}", trust_env=False).headers["location"]
            # Whoever is lured to the answer of another's sign-in is not tied to it.
            other.client.cookies.update({f"{COOKIE}-away": client.cookies[f"{COOKIE}-away"]})
            lured = other.client.get(away)
            assert (lured.status_code, "was not begun in this browser" in lured.text) == (401, True)
            assert "<h1>Your account</h1>" in lured.text
            assert client.get(away).headers["location"] == "/account"
            assert new.get(answer(new)).status_code == 303
            assert "E. Editor" in new.get("/account").text
        assert site.ws.accounts.identity(other.account.id) is None
        assert [event.kind for event in site.ws.store.events(f"account:{editor.account.id}")][-1] == (
            "account: tied to a provider"
        )


def test_the_provider_gives_and_takes_roles_where_the_house_lets_it(tmp_path: Path, provider: str) -> None:
    roles = {"board": "reviewer", "chairs": "editor"}
    with house(tmp_path, provider, roles_claim="groups", roles=roles) as site:
        for groups, expected in (
            (["board", "chairs"], (Role.REVIEWER, Role.EDITOR)),
            (["board"], (Role.REVIEWER,)),
            ("chairs", (Role.EDITOR,)),
            ([], (Role.READER,)),
        ):
            pretend(provider, {**ADA, "groups": groups})
            with browser(site) as client:
                assert client.get(answer(client)).status_code == 303
            assert [one.roles for one in site.ws.accounts.all()] == [expected]


def test_groups_are_read_from_the_page_of_the_user_too(tmp_path: Path, provider: str) -> None:
    with house(tmp_path, provider, roles_claim="groups", roles={"board": "reviewer"}) as site:
        pretend(provider, {**ADA, "kept back": {"groups": ["board"]}})
        with browser(site) as client:
            assert client.get(answer(client)).status_code == 303
        assert [one.roles for one in site.ws.accounts.all()] == [(Role.REVIEWER,)]


def test_the_last_administrator_keeps_the_keys(tmp_path: Path, provider: str) -> None:
    with house(tmp_path, provider, roles_claim="groups", roles={"it": "administrator"}) as site:
        pretend(provider, {**ADA, "groups": ["it"]})
        with browser(site) as client:
            client.get(answer(client))
        pretend(provider, {**ADA, "groups": []})
        with browser(site) as client:
            assert client.get(answer(client)).status_code == 303
        assert [one.roles for one in site.ws.accounts.all()] == [(Role.ADMINISTRATOR,)]


def test_a_closed_account_stays_closed(hospital: Site, provider: str) -> None:
    pretend(provider, ADA)
    with browser(hospital) as client:
        client.get(answer(client))
        [account] = hospital.ws.accounts.all()
        close(hospital.ws, account, by="test", at=now())
        assert client.get(answer(client)).status_code == 401
        assert client.get("/account").status_code == 303
    assert hospital.ws.accounts.all() == (replace(account, active=False),)


def test_a_provider_that_is_away_is_said_to_be_and_passwords_still_work(tmp_path: Path) -> None:
    with house(tmp_path, "http://127.0.0.1:1") as site:
        answer_ = site.get("/sign-in/provider")
        assert (answer_.status_code, "sign in by password" in answer_.text) == (503, True)
        assert site.get("/sign-in").status_code == 200


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False])
def test_the_button_leads_there_and_back_in_a_real_browser_by_keyboard(
    browser: Browser, hospital: Site, provider: str, script: bool
) -> None:
    context = browser.new_context(base_url=hospital.address, java_script_enabled=script)
    context.set_default_timeout(20_000)
    page = context.new_page()
    for lie, end in (("no", "Sign in"), ("", "Library")):
        pretend(provider, ADA, lie)
        page.goto("/sign-in?next=/library")
        page.get_by_role("link", name="Sign in with the hospital").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(end)
        if lie:
            expect(page.get_by_role("alert")).to_contain_text("did not let you in")
            assert not script or violations(page) == []
    expect(page.get_by_role("banner")).to_contain_text("A. Person")
    page.get_by_role("banner").get_by_role("link", name="A. Person").click()
    expect(page.get_by_role("main")).to_contain_text("Your account is tied to your sign-in there.")
    context.close()
