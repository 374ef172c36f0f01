"""What every command has in common: the workspace, its options, and how things are said."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from probatum.actions.clock import now
from probatum.actions.people.tokens import token_of
from probatum.actions.starter import ensure_starter
from probatum.errors import NotAllowed, NotSignedIn, WorkspaceReadOnly
from probatum.records.account import Account, Scope
from probatum.workspace import Workspace, open_workspace

DONE, NO, WRONG_USAGE = 0, 1, 2
STOPPED = 130  # as a shell says it of a program stopped with Ctrl-C


#: Where a person's token is looked for.
IN_WHOSE_NAME = "PROBATUM_TOKEN"

DEFAULT_WORKSPACE = Path("probatum-data")

WorkspaceOption = Annotated[
    Path | None,
    typer.Option(
        "--workspace",
        metavar="DIR",
        help="The folder that holds the library and the articles.  [default: $PROBATUM_WORKSPACE, else "
        "./probatum-data]",
        show_default=False,
    ),
]
ArticleArgument = Annotated[
    str, typer.Argument(metavar="ARTICLE", help="The article's name, as `probatum list` gives it.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]


@contextmanager
def opened(
    context: typer.Context, workspace: Path | None, *, create: bool = True, starter: bool = True
) -> Iterator[Workspace]:
    """The workspace that was named, opened; what had to be repaired is said."""
    named = workspace or context.obj or os.environ.get("PROBATUM_WORKSPACE") or DEFAULT_WORKSPACE
    ws = open_workspace(Path(named), create=create, starter=starter)
    try:
        for repair in ws.repaired:
            say(f"repaired: {repair}")
        if create and starter:
            ensure_starter(ws)
        yield ws
    finally:
        ws.close()


def clean(text: str) -> str:
    """What was typed, with bytes that are no text replaced."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def who() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no such user in this container
        return "unknown"


def signed_in(ws: Workspace) -> Account:
    """Whose token ``$PROBATUM_TOKEN`` is. Raises ``NotSignedIn``: nobody decides without a name."""
    said = os.environ.get(IN_WHOSE_NAME, "").strip()
    if not said:
        raise NotSignedIn(
            f"nobody is named to act; put a token into {IN_WHOSE_NAME} (made on your account page, or with: "
            "probatum people token PERSON)"
        )
    account, token = token_of(ws, said, at=now())
    if Scope.REVIEW not in token.scopes or Scope.WRITE not in token.scopes:
        raise NotAllowed("this token may not write or review; make one with the scopes write and review")
    return account


def json_bytes(document: Any) -> bytes:
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def print_json(document: Any) -> None:
    write(json_bytes(document), None)


def say(message: str) -> None:
    """One line on stderr."""
    print(f"probatum: {' '.join(message.split())}", file=sys.stderr)


def write(data: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        raise WorkspaceReadOnly(
            f"{output} cannot be written ({error.strerror}); choose another file with -o"
        ) from None
