"""People for tests: each with an account, a session and a token, on a real workspace."""

from __future__ import annotations

from dataclasses import dataclass

import httpx

from probatum.actions.clock import now
from probatum.actions.people.secrets import new_id
from probatum.actions.people.sign_in import enter
from probatum.actions.people.tokens import make_token
from probatum.records.account import Account, Scope
from probatum.records.review import Role
from probatum.web.identity import COOKIE
from probatum.workspace import Workspace


@dataclass(frozen=True)
class Somebody:
    """Somebody with an account.

    ``client`` is a browser that is signed in and sends the session's ``csrf`` with everything; ``program``
    sends the ``token`` instead. ``cookie`` is what a real browser must hold.
    """

    account: Account
    client: httpx.Client
    program: httpx.Client
    csrf: str
    token: str
    cookie: str


def somebody(
    ws: Workspace,
    address: str,
    name: str,
    *roles: Role,
    specialties: tuple[str, ...] = (),
    scopes: tuple[Scope, ...] = tuple(Scope),
) -> Somebody:
    """Make an account with these roles, and sign it in at ``address``. Its clients are to be closed."""
    email = f"{name.lower().replace(' ', '.').replace('..', '.')}@example.org"
    account = Account(id=new_id("p"), name=name, email=email, roles=roles, specialties=specialties)
    ws.accounts.add(account)
    entry = enter(ws, account, agent="test", at=now())
    token = make_token(ws, account, name="test", scopes=scopes, days=1, by=account.id, at=now()).secret
    csrf = entry.session.csrf
    return Somebody(
        account=account,
        client=httpx.Client(
            base_url=address, timeout=60, cookies={COOKIE: entry.secret}, headers={"X-CSRF-Token": csrf}
        ),
        program=httpx.Client(base_url=address, timeout=60, headers={"Authorization": f"Bearer {token}"}),
        csrf=csrf,
        token=token,
        cookie=entry.secret,
    )


@dataclass(frozen=True)
class People:
    """A house with one of each, two reviewers and two editors."""

    reader: Somebody
    author: Somebody
    reviewer: Somebody
    second_reviewer: Somebody
    editor: Somebody
    second_editor: Somebody
    administrator: Somebody

    @property
    def all(self) -> tuple[Somebody, ...]:
        """Everybody."""
        return tuple(getattr(self, name) for name in self.__dataclass_fields__)

    def close(self) -> None:
        """Close every client."""
        for one in self.all:
            one.client.close()
            one.program.close()


def people_at(ws: Workspace, address: str) -> People:
    """Fill a house."""
    return People(
        reader=somebody(ws, address, "R. Reader", Role.READER),
        author=somebody(ws, address, "A. Author", Role.AUTHOR),
        reviewer=somebody(ws, address, "V. Reviewer", Role.REVIEWER, specialties=("rheumatology",)),
        second_reviewer=somebody(ws, address, "W. Reviewer", Role.REVIEWER, specialties=("neurology",)),
        editor=somebody(ws, address, "E. Editor", Role.EDITOR),
        second_editor=somebody(ws, address, "F. Editor", Role.EDITOR),
        administrator=somebody(ws, address, "M. Administrator", Role.ADMINISTRATOR),
    )
