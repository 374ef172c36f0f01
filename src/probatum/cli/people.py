"""``probatum people``: who has an account, for whoever administers the machine on which the workspace is."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from probatum.actions.clock import moment, now
from probatum.actions.people.invite import Invited, invite, invite_back
from probatum.actions.people.roles import account_named, change_roles, close, erase, reopen
from probatum.actions.people.second_factor import disenrol
from probatum.actions.people.tokens import LONGEST, make_token
from probatum.cli.door import DONE, JsonOption, WorkspaceOption, opened, print_json, who
from probatum.records.account import Account, Scope
from probatum.records.review import Role

people = typer.Typer(name="people", no_args_is_help=True, rich_markup_mode=None)

PersonArgument = Annotated[
    str, typer.Argument(metavar="PERSON", help="The account's id or its e-mail address.", show_default=False)
]
RolesOption = Annotated[
    list[Role] | None, typer.Option("--role", help="A role; may be given more than once.")
]
SpecialtiesOption = Annotated[
    list[str] | None, typer.Option("--specialty", help="A specialty; may be given more than once.")
]


@people.callback()
def about() -> None:
    """See to the accounts of a workspace. Who can read its folder may do so; each change is in the trail."""


@people.command(name="list")
def list_people(context: typer.Context, json: JsonOption = False, workspace: WorkspaceOption = None) -> int:
    """List the accounts and the open invitations."""
    with opened(context, workspace, create=False) as ws:
        accounts, invitations = ws.accounts.all(), ws.accounts.invitations()
    if json:
        invited = [
            {"id": one.id, "name": one.name, "roles": list(one.roles), "expires": moment(one.expires)}
            for one in invitations
        ]
        print_json(
            {
                "schema": "probatum/people@1",
                "accounts": [_plain(one) for one in accounts],
                "invitations": invited,
            }
        )
        return DONE
    table = Table("Name", "Address", "Roles", "Specialties", "Id", box=None, pad_edge=False)
    for one in accounts:
        roles = ", ".join(one.roles) if one.active else "closed"
        table.add_row(one.name, one.email, roles, ", ".join(one.specialties), one.id)
    for link in invitations:
        table.add_row(link.name or "(invited)", link.email, ", ".join(link.roles), "", link.id)
    Console(highlight=False).print(table)
    return DONE


@people.command(name="invite")
def invite_somebody(
    context: typer.Context,
    name: Annotated[str, typer.Option(help="The person's name.")] = "",
    email: Annotated[str, typer.Option(help="The person's address; else the person chooses it.")] = "",
    roles: RolesOption = None,
    specialties: SpecialtiesOption = None,
    administrator: Annotated[
        bool, typer.Option("--administrator", help="Administrator, editor and author at once.")
    ] = False,
    workspace: WorkspaceOption = None,
) -> int:
    """Make a link with which somebody joins. It is printed this once."""
    chosen = [*(roles or []), *(FIRST if administrator else ())]
    with opened(context, workspace) as ws:
        made = invite(
            ws,
            email=email,
            name=name,
            roles=chosen or [Role.READER],
            specialties=specialties or [],
            by=who(),
            at=now(),
        )
        _print_link(made, ws.settings.server.host, ws.settings.server.port)
    return DONE


#: What the first person of a house can do: administer it, and work alone until others have joined.
FIRST = (Role.ADMINISTRATOR, Role.EDITOR, Role.AUTHOR)


@people.command()
def link(context: typer.Context, person: PersonArgument, workspace: WorkspaceOption = None) -> int:
    """Make a link with which somebody sets a new password. It is printed this once."""
    with opened(context, workspace, create=False) as ws:
        made = invite_back(ws, account_named(ws, person), by=who(), at=now())
        _print_link(made, ws.settings.server.host, ws.settings.server.port)
    return DONE


@people.command()
def roles(
    context: typer.Context,
    person: PersonArgument,
    chosen: RolesOption = None,
    specialties: SpecialtiesOption = None,
    workspace: WorkspaceOption = None,
) -> int:
    """Give somebody these roles and specialties instead of those they have."""
    with opened(context, workspace, create=False) as ws:
        found = account_named(ws, person)
        known = specialties if specialties is not None else list(found.specialties)
        changed = change_roles(ws, found, roles=chosen or [], specialties=known, by=who(), at=now())
    typer.echo(f"{changed.name}: {', '.join(changed.roles)}")
    return DONE


@people.command(name="close")
def close_account(
    context: typer.Context,
    person: PersonArgument,
    erased: Annotated[bool, typer.Option("--erase", help="Erase the address too.")] = False,
    workspace: WorkspaceOption = None,
) -> int:
    """Close an account: signed out, tokens revoked. What it decided stands."""
    with opened(context, workspace, create=False) as ws:
        found = account_named(ws, person)
        done = (erase if erased else close)(ws, found, by=who(), at=now())
    typer.echo(f"{done.name}: closed")
    return DONE


@people.command(name="reopen")
def reopen_account(context: typer.Context, person: PersonArgument, workspace: WorkspaceOption = None) -> int:
    """Open a closed account again."""
    with opened(context, workspace, create=False) as ws:
        done = reopen(ws, account_named(ws, person), by=who(), at=now())
    typer.echo(f"{done.name}: open")
    return DONE


@people.command(name="disenrol")
def disenrol_account(
    context: typer.Context, person: PersonArgument, workspace: WorkspaceOption = None
) -> int:
    """Take away the second factor of somebody who lost it."""
    with opened(context, workspace, create=False) as ws:
        found = account_named(ws, person)
        disenrol(ws, found, by=who(), at=now())
    typer.echo(f"{found.name}: no second factor")
    return DONE


@people.command()
def token(
    context: typer.Context,
    person: PersonArgument,
    name: Annotated[str, typer.Option(help="What it is for.")] = "command line",
    scopes: Annotated[
        list[Scope] | None, typer.Option("--scope", help="A scope; may be given more than once.")
    ] = None,
    days: Annotated[int, typer.Option(min=1, max=LONGEST, help="For how many days.")] = 90,
    workspace: WorkspaceOption = None,
) -> int:
    """Make a token that acts in somebody's name. It is printed this once; put it into PROBATUM_TOKEN."""
    with opened(context, workspace, create=False) as ws:
        found = account_named(ws, person)
        chosen = scopes or [Scope.READ, Scope.WRITE, Scope.REVIEW]
        made = make_token(ws, found, name=name, scopes=chosen, days=days, by=who(), at=now())
    typer.echo(made.secret)
    return DONE


def _plain(account: Account) -> dict[str, object]:
    return {
        "id": account.id,
        "name": account.name,
        "email": account.email,
        "roles": list(account.roles),
        "specialties": list(account.specialties),
        "active": account.active,
        "second_factor": account.second_factor,
    }


def _print_link(made: Invited, host: str, port: int) -> None:
    typer.echo(f"http://{host}:{port}/join/{made.secret}")
    typer.echo(f"Good until {moment(made.invitation.expires)}, for whoever opens it first.", err=True)
