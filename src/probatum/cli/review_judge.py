"""``probatum review judge``: a domain of GRADE is judged by a person; the rating follows from the domains."""

from __future__ import annotations

from typing import Annotated

import typer

from probatum.actions.clock import now
from probatum.actions.judge_certainty import judge_certainty
from probatum.actions.show import show
from probatum.cli.door import (
    DONE,
    ArticleArgument,
    JsonOption,
    WorkspaceOption,
    clean,
    opened,
    signed_in,
)
from probatum.cli.review_edit import print_made
from probatum.records.edit import Judge
from probatum.records.evidence import Judgement

#: What is given as a judgement to put that of the program back.
COMPUTED = "computed"

_KNOWN = ", ".join(one.value for one in Judgement)


def judge_domain(
    context: typer.Context,
    article: ArticleArgument,
    revision: Annotated[
        str,
        typer.Option("--revision", metavar="HASH", help="The revision that you read.", show_default=False),
    ],
    outcome: Annotated[str, typer.Option("--outcome", help="The outcome, as it is named there.")],
    domain: Annotated[
        list[str], typer.Option("--domain", help="The domain, such as 'imprecision'; again for another.")
    ],
    judgement: Annotated[
        list[str],
        typer.Option("--judgement", help=f"One for each domain: {_KNOWN}; or computed: as before."),
    ],
    reason: Annotated[list[str], typer.Option("--reason", help="Why, in a sentence, for each domain.")],
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> int:
    """Judge domains of GRADE: makes another, unreviewed revision. The rating follows from them."""
    judgements = _judgements(outcome, domain, judgement, reason)
    with opened(context, workspace, create=False) as ws:
        made = judge_certainty(ws, article, judgements, base=revision, by=signed_in(ws), at=now())
        shown = show(ws, article, made.hash, at=now())
    print_made(shown, json=json)
    return DONE


def _judgements(
    outcome: str, domains: list[str], judgements: list[str], reasons: list[str]
) -> tuple[Judge, ...]:
    if not len(domains) == len(judgements) == len(reasons):
        raise typer.BadParameter(f"{len(domains)} domains; give one --judgement and one --reason for each")
    return tuple(
        Judge(outcome=clean(outcome), domain=clean(name), judgement=_judgement(said), reason=clean(why))
        for name, said, why in zip(domains, judgements, reasons, strict=True)
    )


def _judgement(said: str) -> Judgement | None:
    if said == COMPUTED:
        return None
    try:
        return Judgement(said)
    except ValueError:
        raise typer.BadParameter(f"{said!r} is no judgement; choose among {_KNOWN}, {COMPUTED}") from None
