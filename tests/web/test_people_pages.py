"""Joining, signing in and out, one's account, and the administration of people, over real HTTP."""

from __future__ import annotations

import re
from contextlib import closing

import httpx
import pyotp
import pytest

from probatum.actions.clock import now
from probatum.actions.people.invite import invite
from probatum.records.review import Role
from probatum.web.identity import COOKIE
from probatum.web.view import browser_name
from tests.people import People
from tests.web.conftest import Site

GOOD = "seven quiet herons wade home"


def browser(site: Site) -> httpx.Client:
    """Another browser on the same site."""
    return httpx.Client(base_url=site.address, timeout=30)


def joined(site: Site, *roles: Role, email: str = "ada@example.org") -> httpx.Client:
    """A browser in which somebody has just joined."""
    link = invite(site.ws, roles=roles, by="test", at=now()).secret
    client = browser(site)
    answer = client.post(f"/join/{link}", data={"name": "A. Person", "email": email, "password": GOOD})
    assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    return client


def csrf_of(client: httpx.Client) -> str:
    """What the forms of a signed-in browser hold."""
    found = re.search(r'name="csrf" value="([^"]+)"', client.get("/account").text)
    assert found is not None
    return found[1]


def test_an_invitation_makes_one_account_and_is_used_up(own_site: Site) -> None:
    link = invite(own_site.ws, roles=[Role.REVIEWER], by="test", at=now()).secret
    with browser(own_site) as client, browser(own_site) as late:
        form = {"name": "A. Person", "email": "ada@example.org", "password": GOOD}
        assert client.post(f"/join/{link}", data=form).status_code == 303
        assert "A. Person" in client.get("/account").text
        again = late.post(f"/join/{link}", data={**form, "email": "other@example.org"})
        assert again.status_code == 410
        assert "ask for a new one" in again.text
    assert [(one.name, one.email, one.roles) for one in own_site.ws.accounts.all()] == [
        ("A. Person", "ada@example.org", (Role.REVIEWER,))
    ]


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaaaa", "ada.person.example", "passwordpassword1"])
def test_a_password_that_could_be_guessed_is_refused_and_the_link_stays_good(
    own_site: Site, password: str
) -> None:
    link = invite(own_site.ws, by="test", at=now()).secret
    form = {"name": "Ada Person", "email": "ada.person@example.org"}
    with browser(own_site) as client:
        assert client.post(f"/join/{link}", data={**form, "password": password}).status_code == 422
        assert client.post(f"/join/{link}", data={**form, "password": GOOD}).status_code == 303


def test_the_session_is_made_anew_at_each_sign_in_and_its_cookie_is_closed_to_scripts(own_site: Site) -> None:
    with closing(joined(own_site)) as client:
        first = client.cookies[COOKIE]
        answer = client.post("/sign-in", data={"email": "ada@example.org", "password": GOOD})
        assert answer.status_code == 303
        assert client.cookies[COOKIE] != first
        said = answer.headers["set-cookie"]
        assert ("HttpOnly" in said, "SameSite=lax" in said, "Path=/" in said) == (True, True, True)


def test_it_is_not_told_whether_there_is_an_account(own_site: Site) -> None:
    joined(own_site).close()
    wrong = own_site.client.post("/sign-in", data={"email": "ada@example.org", "password": "wrong"})
    nobody = own_site.client.post("/sign-in", data={"email": "bob@example.org", "password": "wrong"})
    assert wrong.status_code == nobody.status_code == 401
    assert wrong.text.replace("ada@", "") == nobody.text.replace("bob@", "")


def test_signing_in_waits_after_five_failures(own_site: Site) -> None:
    joined(own_site).close()
    form = {"email": "ada@example.org", "password": "wrong"}
    assert [own_site.client.post("/sign-in", data=form).status_code for _ in range(6)] == [401] * 5 + [429]
    right = own_site.client.post("/sign-in", data={**form, "password": GOOD})
    assert right.status_code == 429


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:1"]
)
def test_the_sign_in_leads_to_no_other_site(own_site: Site, elsewhere: str) -> None:
    joined(own_site).close()
    form = {"email": "ada@example.org", "password": GOOD, "next": elsewhere}
    assert own_site.client.post("/sign-in", data=form).headers["location"] == "/"


def test_a_page_that_needs_an_account_leads_to_the_sign_in_and_back(own_site: Site) -> None:
    joined(own_site).close()
    led = own_site.client.get("/account")
    assert (led.status_code, led.headers["location"]) == (303, "/sign-in?next=/account")
    form = {"email": "ada@example.org", "password": GOOD, "next": "/account"}
    assert own_site.client.post("/sign-in", data=form).headers["location"] == "/account"


def test_signing_out_ends_the_session_on_the_server(own_site: Site) -> None:
    with closing(joined(own_site)) as client:
        held = client.cookies[COOKIE]
        assert client.post("/sign-out", data={"csrf": csrf_of(client)}).status_code == 303
    with httpx.Client(base_url=own_site.address, cookies={COOKIE: held}) as thief:
        assert thief.get("/account").status_code == 303


def test_a_form_without_the_token_of_its_session_is_refused(own_site: Site) -> None:
    with closing(joined(own_site)) as client:
        for sent in ({}, {"csrf": "something else"}):
            refused = client.post("/account/name", data={"name": "X", "email": "x@example.org", **sent})
            assert refused.status_code == 403
        assert "A. Person" in client.get("/account").text


def test_a_second_factor_is_asked_for_and_each_code_opens_once(own_site: Site) -> None:
    with closing(joined(own_site)) as client:
        page = client.get("/account/second-factor").text
        secret = re.search(r'name="secret" value="([A-Z2-7]+)"', page)
        assert secret is not None
        code = pyotp.TOTP(secret[1]).now()
        shown = client.post(
            "/account/second-factor",
            data={"csrf": csrf_of(client), "secret": secret[1], "code": code, "password": GOOD},
        )
        codes = re.findall(r'<code class="letters">([a-z0-9-]+)</code>', shown.text)
        assert len(codes) == 10
    password = {"email": "ada@example.org", "password": GOOD}
    with browser(own_site) as other:
        assert other.post("/sign-in", data=password).headers["location"] == "/sign-in/code?next=/"
        assert other.get("/account").status_code == 303  # half a sign-in opens nothing
        assert other.post("/sign-in/code", data={"code": code}).status_code == 401  # used at the enrolment
        assert other.post("/sign-in/code", data={"code": codes[0]}).status_code == 303
        assert other.get("/account").status_code == 200
    with browser(own_site) as third:
        third.post("/sign-in", data=password)
        assert third.post("/sign-in/code", data={"code": codes[0]}).status_code == 401
        assert third.post("/sign-in/code", data={"code": codes[1].upper()}).status_code == 303


def test_how_one_signs_in_is_changed_only_with_the_password(own_site: Site) -> None:
    """An open desk does not become somebody's for good (OWASP ASVS 5.0, 7.5.1)."""
    with closing(joined(own_site)) as client:
        page = client.get("/account/second-factor").text
        secret = re.search(r'name="secret" value="([A-Z2-7]+)"', page)
        assert secret is not None
        enrolling = {"secret": secret[1], "code": pyotp.TOTP(secret[1]).now()}
        moving = {"name": "A. Person", "email": "thief@example.org"}
        for password in ("", "wrong"):
            for path, form in (("second-factor", enrolling), ("name", moving)):
                sent = {**form, "csrf": csrf_of(client), "password": password}
                refused = client.post(f"/account/{path}", data=sent)
                assert refused.status_code == 422
                assert "The password is not right" in refused.text
        assert 'value="thief@example.org"' in refused.text  # what was typed is kept
        sent = {"csrf": csrf_of(client), "name": "B. Person", "email": "ada@example.org"}
        assert client.post("/account/name", data=sent).status_code == 303  # a name needs none
        moving |= {"csrf": csrf_of(client), "password": GOOD}
        assert client.post("/account/name", data=moving).status_code == 303
        assert [one.email for one in own_site.ws.accounts.all()] == ["thief@example.org"]


def test_nonsense_in_the_form_of_the_second_factor_is_told(own_site: Site, people: People) -> None:
    client = people.editor.client
    for secret in ("", "A", "A" * 17, "1" * 16, "Å" * 16, "A" * 5_000):
        for code in ("", "12345", "١٢٣٤٥٦", "x" * 300):
            sent = client.post("/account/second-factor", data={"secret": secret, "code": code})
            assert sent.status_code == 422
            assert "The code is not right" in sent.text


def test_a_new_password_ends_every_other_session(own_site: Site) -> None:
    with closing(joined(own_site)) as client, browser(own_site) as other:
        other.post("/sign-in", data={"email": "ada@example.org", "password": GOOD})
        new = "nine loud robins march off"
        form = {"csrf": csrf_of(client), "old": GOOD, "new": new}
        assert client.post("/account/password", data={**form, "old": "wrong"}).status_code == 422
        assert client.post("/account/password", data=form).status_code == 303
        assert client.get("/account").status_code == 200
        assert other.get("/account").status_code == 303


def test_a_token_acts_for_a_program_until_it_is_revoked(own_site: Site) -> None:
    with closing(joined(own_site, Role.AUTHOR)) as client:
        form = {"csrf": csrf_of(client), "name": "nightly", "scopes": "read", "days": "30"}
        made = client.post("/account/tokens", data=form)
        token = re.search(r"(pbt_[\w-]+)", made.text)
        assert token is not None
        headers = {"Authorization": f"Bearer {token[1]}"}
        assert own_site.client.get("/desk", headers=headers).status_code == 200
        revoke = re.search(r'action="(/account/tokens/[^"]+/revoke)"', client.get("/account").text)
        assert revoke is not None
        client.post(revoke[1], data={"csrf": csrf_of(client)})
        refused = own_site.client.get("/api/v1/articles", headers=headers)
        assert (refused.status_code, refused.json()["error"]["kind"]) == (401, "NotSignedIn")


def test_no_token_sees_to_the_account_that_made_it(own_site: Site, people: People) -> None:
    """Else one that is good for reading could make another that is good for all."""
    owner = people.administrator
    form = {"name": "more", "scopes": "administer", "days": "30"}
    assert owner.program.get("/account").status_code == 403
    refused = owner.program.post("/account/tokens", data=form)
    assert refused.status_code == 403
    assert "sign in with a browser" in refused.text
    assert len(own_site.ws.accounts.tokens(owner.account.id)) == 1


def test_only_an_administrator_sees_to_people(own_site: Site, people: People) -> None:
    seen = {one.account.name: one.client.get("/people").status_code for one in people.all}
    assert {name for name, status in seen.items() if status == 200} == {"M. Administrator"}
    assert set(seen.values()) == {200, 403}


def test_an_administrator_invites_changes_roles_and_closes(own_site: Site, people: People) -> None:
    client = people.administrator.client
    shown = client.post("/people/invite", data={"name": "New", "roles": ["reviewer", "author"]})
    link = re.search(r"/join/([\w-]+)", shown.text)
    assert link is not None
    with browser(own_site) as other:
        other.post(f"/join/{link[1]}", data={"name": "", "email": "new@example.org", "password": GOOD})
        account = own_site.ws.accounts.by_email("new@example.org")
        assert account is not None
        assert (account.name, account.roles) == ("New", (Role.REVIEWER, Role.AUTHOR))
        client.post(
            f"/people/{account.id}/roles", data={"roles": ["editor"], "specialties": "Rheumatology, "}
        )
        changed = own_site.ws.accounts.account(account.id)
        assert changed is not None
        assert (changed.roles, changed.specialties) == ((Role.EDITOR,), ("rheumatology",))
        client.post(f"/people/{account.id}/close")
        assert other.get("/account").status_code == 303


def test_what_was_done_is_said_and_what_was_refused_gives_back_what_was_typed(
    own_site: Site, people: People
) -> None:
    client, account = people.administrator.client, people.reader.account
    done = client.post(f"/people/{account.id}/roles", data={"roles": ["author"]}, follow_redirects=True)
    assert (done.url.path, "Roles and specialties are kept." in done.text) == ("/people", True)
    typed = {"name": "Nora <New>", "email": account.email, "roles": ["editor"], "specialties": "Neurology"}
    refused = client.post("/people/invite", data=typed)
    form = refused.text.partition('action="/people/invite"')[2]
    assert refused.status_code == 422
    assert re.findall(r'value="([^"]*)"( checked)?', form)[1:] == [  # the first is the token of the form
        *((value, "") for value in ("Nora &lt;New&gt;", account.email)),
        *((role.value, " checked" if role is Role.EDITOR else "") for role in Role),
        ("Neurology", ""),
    ]


def test_an_address_is_erased_only_when_that_is_said_twice(own_site: Site, people: People) -> None:
    client, account = people.administrator.client, people.reader.account
    client.post(f"/people/{account.id}/close")
    page = client.get("/people").text
    asked = page.partition('<details class="sure">')[2].partition("</details>")[0]
    assert f"/people/{account.id}/erase" in asked
    assert page.count("/erase") == 1


def test_the_last_administrator_stays(own_site: Site, people: People) -> None:
    me = people.administrator
    refused = me.client.post(f"/people/{me.account.id}/close")
    assert refused.status_code == 403
    assert "make another one first" in refused.text


def test_what_happens_to_people_is_in_the_trail_without_addresses_or_secrets(own_site: Site) -> None:
    with closing(joined(own_site, Role.EDITOR)) as client:
        token = client.post(
            "/account/tokens",
            data={"csrf": csrf_of(client), "name": "nightly", "scopes": "read", "days": "30"},
        )
        assert token.status_code == 200
    told = [event for event in own_site.ws.store.events() if event.kind.startswith("account: ")]
    assert [event.kind for event in told] == ["account: invited", "account: joined", "account: token made"]
    assert "@" not in repr(told)
    assert "pbt_" not in repr(told)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "Version/18.0 Mobile/15E148 Safari/604.1",
            "Safari on an iPhone",
        ),
        ("python-httpx/0.28.1", "python-httpx/0.28.1"),
        ("", "A program without a name"),
        ("x" * 120, "x" * 40),
    ],
)
def test_a_browser_is_called_so_that_its_owner_knows_it(agent: str, name: str) -> None:
    assert browser_name(agent) == name
