"""``probatum trail``: hand a trail on, and verify one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from probatum.actions.trail import export_trail, verify_bundle, verify_workspace
from probatum.cli.door import (
    DONE,
    NO,
    ArticleArgument,
    JsonOption,
    WorkspaceOption,
    opened,
    print_json,
    write,
)
from probatum.errors import NotHeld

trail = typer.Typer(name="trail", no_args_is_help=True, rich_markup_mode=None)


@trail.callback()
def about() -> None:
    """Verify who decided what, or hand it on. The trail is a chain of hashes; decisions in it are signed."""


@trail.command()
def export(
    context: typer.Context,
    article: ArticleArgument,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write it; else stdout.")
    ] = None,
    workspace: WorkspaceOption = None,
) -> int:
    """Write an article's trail as one file that a stranger can verify."""
    with opened(context, workspace, create=False) as ws:
        write(export_trail(ws, article), output)
    return DONE


@trail.command()
def verify(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="An exported trail; else the workspace's own.")
    ] = None,
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> int:
    """Say what was changed. Exit status 1 where anything was."""
    if file is not None:
        found = verify_bundle(_read(file))
    else:
        with opened(context, workspace, create=False) as ws:
            found = verify_workspace(ws)
    if json:
        print_json({"schema": "probatum/trail-verified@1", "sound": not found, "found": list(found)})
    else:
        typer.echo("\n".join(found) or "Nothing was changed.")
    return NO if found else DONE


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as problem:
        raise NotHeld(f"{file}: cannot be read ({problem.strerror}); name an exported trail") from None
