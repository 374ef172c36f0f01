"""People on the command line: links, roles, tokens, closing, each in the trail under the user's name."""

from __future__ import annotations

import getpass
import json
from contextlib import closing
from pathlib import Path

import pyotp
import pytest

from probatum.actions.clock import now
from probatum.actions.people.join import join, set_anew
from probatum.actions.people.second_factor import enrol, propose
from probatum.actions.people.tokens import token_of
from probatum.cli import main
from probatum.cli.door import signed_in
from probatum.cli.people import FIRST
from probatum.errors import NotAllowed, NotSignedIn
from probatum.records.account import Account, Scope
from probatum.records.review import Role
from probatum.workspace import Workspace, open_workspace

PASSWORD = "seven quiet herons wade home"


class Shell:
    """Runs commands on one workspace."""

    def __init__(self, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capfd = capfd
        open_workspace(folder, starter=False).close()

    def run(self, *call: str, code: int = 0) -> str:
        """What a command prints on stdout; where it is refused, on stderr."""
        self._capfd.readouterr()
        with pytest.raises(SystemExit) as left:
            main(("people", *call, "--workspace", str(self.folder)))
        said = self._capfd.readouterr()
        assert left.value.code == code, said.err
        return said.err if code else said.out

    def opened(self) -> closing[Workspace]:
        """The workspace."""
        return closing(open_workspace(self.folder, create=False))

    def joined(self, *options: str) -> Account:
        """Somebody who followed a link that a command printed."""
        link = self.run("invite", *options).strip().rpartition("/join/")[2]
        with self.opened() as ws:
            return join(ws, link, email="ada@example.org", name="A. Person", password=PASSWORD, at=now())


@pytest.fixture
def shell(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path / "ws", capfd)


def test_somebody_is_invited_listed_given_roles_closed_and_opened_again(shell: Shell) -> None:
    account = shell.joined("--role", "reviewer", "--specialty", "Neurology")
    assert (account.roles, account.specialties) == ((Role.REVIEWER,), ("neurology",))
    assert shell.run("roles", "ada@example.org", "--role", "editor") == "A. Person: editor\n"
    assert shell.run("close", account.id) == "A. Person: closed\n"
    assert shell.run("reopen", account.id) == "A. Person: open\n"
    listed = json.loads(shell.run("list", "--json"))
    assert listed["accounts"] == [
        {
            "id": account.id,
            "name": "A. Person",
            "email": "ada@example.org",
            "roles": ["editor"],
            "specialties": ["neurology"],
            "active": True,
            "second_factor": False,
        }
    ]
    assert "A. Person" in shell.run("list")
    shell.run("close", account.id, "--erase")
    assert "ada@example.org" not in shell.run("list")
    with shell.opened() as ws:
        told = [(event.kind, event.by) for event in ws.store.events(f"account:{account.id}")]
    me = getpass.getuser()
    assert told == [
        ("account: joined", account.id),
        ("account: roles changed", me),
        ("account: closed", me),
        ("account: opened again", me),
        ("account: closed", me),
        ("account: address erased", me),
    ]


def test_a_house_whose_links_are_lost_gets_an_administrator(shell: Shell) -> None:
    assert shell.joined("--administrator").roles == FIRST


def test_who_forgot_the_password_and_lost_the_second_factor_is_let_in_again(shell: Shell) -> None:
    account = shell.joined()
    with shell.opened() as ws:
        secret = propose(account).secret
        enrol(ws, account, secret, pyotp.TOTP(secret).now(), at=now())
    assert shell.run("disenrol", account.id) == "A. Person: no second factor\n"
    link = shell.run("link", account.id).strip().rpartition("/join/")[2]
    with shell.opened() as ws:
        assert set_anew(ws, link, password="another long sentence", at=now()) == account


def test_a_token_signs_whoever_runs_a_command_in(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    account = shell.joined("--role", "editor")
    token = shell.run("token", account.id, "--name", "desk").strip()
    narrow = shell.run("token", account.id, "--scope", "read").strip()
    with shell.opened() as ws:
        assert token_of(ws, token, at=now())[1].scopes == (Scope.READ, Scope.WRITE, Scope.REVIEW)
        with pytest.raises(NotSignedIn, match="PROBATUM_TOKEN"):
            signed_in(ws)
        monkeypatch.setenv("PROBATUM_TOKEN", narrow)
        with pytest.raises(NotAllowed, match="scopes write and review"):
            signed_in(ws)
        monkeypatch.setenv("PROBATUM_TOKEN", token)
        assert signed_in(ws) == account
        monkeypatch.setenv("PROBATUM_TOKEN", "pbt_nothing")
        with pytest.raises(NotSignedIn, match="make a new one"):
            signed_in(ws)


def test_somebody_unknown_is_named_with_the_way_to_find_them(shell: Shell) -> None:
    assert "probatum people list" in shell.run("close", "nobody@example.org", code=1)


def test_the_only_administrator_is_not_closed(shell: Shell) -> None:
    account = shell.joined("--administrator")
    assert "make another one first" in shell.run("close", account.id, code=1)
    assert "make another one first" in shell.run("roles", account.id, "--role", "reader", code=1)
