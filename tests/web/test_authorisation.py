"""Every door asks for a permission, opens to the roles that the documents name, and to nobody else."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
from fastapi import FastAPI

from probatum.records.account import Scope
from probatum.records.review import Role
from probatum.review.permission import ANYBODY, Permission, may, scope_for
from probatum.web.app import create_app
from probatum.workspace import Workspace
from tests.people import People, somebody
from tests.web.conftest import Site
from tests.web.doors import BEGIN, END, Door, doors, opens, table


def _app(library: Workspace) -> FastAPI:
    return create_app(library)


def test_no_door_is_without_a_permission(library: Workspace) -> None:
    assert [(method, path) for method, path, asked in doors(_app(library)) if not asked] == []


def test_the_documents_name_every_door_and_whom_it_opens_to(library: Workspace, root: Path) -> None:
    page = (root / "docs" / "security.md").read_text("utf-8")
    assert page.partition(BEGIN)[2].partition(END)[0].strip() == table(_app(library))


def _sent(client: httpx.Client, door: Door) -> httpx.Response:
    """What comes back where nothing is there by that name."""
    method, path, _ = door
    return client.request(method, re.sub(r"\{[^}]*\}", "nothing", path), follow_redirects=False)


def _refused(response: httpx.Response) -> bool:
    """Whether the door itself was shut: led to the sign-in, or told so in the words of the doors."""
    if response.headers.get("location", "").startswith("/sign-in"):
        return True
    return response.status_code in (401, 403) and bool(re.search(r"sign in first|may not ", response.text))


def test_every_door_is_open_to_exactly_the_roles_of_the_table(own_site: Site, people: People) -> None:
    """Over real HTTP, with a token of each role, and with none; to one's own account with a session."""
    programs: dict[Role | None, httpx.Client] = {None: own_site.client}
    programs |= {one.account.roles[0]: one.program for one in people.all}
    browsers = programs | {one.account.roles[0]: one.client for one in people.all}
    wrong = []
    for door in doors(create_app(own_site.ws)):
        visitors = browsers if Permission.ACCOUNT in door[2] else programs
        shut = [role for role in visitors if not opens(door, role)]
        seen = {role: _sent(client, door) for role, client in visitors.items() if shut}
        wrong += [(door[:2], role) for role, answer in seen.items() if _refused(answer) != (role in shut)]
        wrong += [(door[:2], role) for role, answer in seen.items() if answer.status_code >= 500]
    assert wrong == []


def test_a_token_opens_no_more_than_its_scope(own_site: Site) -> None:
    """An editor who is administrator too, with a token of each scope alone."""
    roles = (Role.EDITOR, Role.ADMINISTRATOR)
    wrong = []
    for scope in Scope:
        holder = somebody(own_site.ws, own_site.address, f"T. {scope}", *roles, scopes=(scope,))
        for door in doors(create_app(own_site.ws)):
            changes = door[0] != "GET" and not door[2] <= ANYBODY
            if changes and all(may(roles, permission) for permission in door[2]):
                opens_to = all(scope_for(permission) is scope for permission in door[2] - ANYBODY)
                if _refused(_sent(holder.program, door)) == opens_to:
                    wrong.append((scope, door[:2]))
        holder.client.close()
        holder.program.close()
    assert wrong == []
