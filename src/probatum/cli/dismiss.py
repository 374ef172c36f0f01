"""``probatum dismiss``: set aside what a check found in a statement, with a reason."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from probatum.actions.clock import now
from probatum.actions.dismiss import dismiss as dismiss_finding
from probatum.actions.show import show
from probatum.cli.door import (
    DONE,
    ArticleArgument,
    JsonOption,
    WorkspaceOption,
    clean,
    opened,
    print_json,
    who,
)
from probatum.render.contract import article_document
from probatum.render.terminal import print_article


def dismiss(
    context: typer.Context,
    article: ArticleArgument,
    claim: Annotated[
        str, typer.Argument(metavar="CLAIM", help="The statement's id, as `probatum show --json` gives it.")
    ],
    check: Annotated[str, typer.Argument(metavar="CHECK", help="The check whose finding does not hold.")],
    reason: Annotated[str, typer.Option("--reason", help="Why it does not hold.", show_default=False)],
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> int:
    """Set aside what a check found in a statement. Nothing is deleted, and the trail says who and why."""
    with opened(context, workspace, create=False) as ws:
        dismiss_finding(ws, article, claim, check, reason=clean(reason), by=who())
        shown = show(ws, article, at=now())
    if json:
        print_json(article_document(shown.revision, shown.status, dismissed=shown.dismissed))
    else:
        print_article(Console(highlight=False), shown.revision, shown.status, shown.dismissed, shown.reviewed)
    return DONE
