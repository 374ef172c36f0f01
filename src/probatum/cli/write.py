"""``probatum write``: practice summaries and topic overviews, statement by statement."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.console import Console

from probatum.actions.clock import now
from probatum.actions.guideline import recommendations
from probatum.actions.show import status_of
from probatum.actions.write import Statement, add, drop, start_overview, start_summary
from probatum.appraise.grading import Proposed
from probatum.cli.door import (
    DONE,
    ArticleArgument,
    JsonOption,
    WorkspaceOption,
    clean,
    opened,
    print_json,
    signed_in,
)
from probatum.records.article import Revision
from probatum.records.edit import Cite
from probatum.records.house import Grade
from probatum.render.contract import article_document
from probatum.render.terminal import print_article
from probatum.workspace import Workspace

write = typer.Typer(name="write", no_args_is_help=True, rich_markup_mode=None)

SourceArgument = Annotated[
    str,
    typer.Argument(metavar="SOURCE", help="The guideline: its id, PMID, DOI or title.", show_default=False),
]
TitleOption = Annotated[str, typer.Option("--title", help="What the article is called.", show_default=False)]
BaseOption = Annotated[
    str, typer.Option("--base", metavar="HASH", help="The revision that you read; else the newest.")
]


@write.callback()
def about() -> None:
    """Write for the house library, in the name of whoever's token $PROBATUM_TOKEN is."""


@write.command()
def summary(
    context: typer.Context,
    source: SourceArgument,
    title: TitleOption,
    issuer: Annotated[str, typer.Option("--issuer", help="The issuer, where its record names none.")] = "",
    version: Annotated[str, typer.Option("--version", help="The version, as its text has it.")] = "",
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> int:
    """Begin a practice summary of one guideline."""
    with opened(context, workspace, create=False) as ws:
        revision = start_summary(
            ws,
            clean(source),
            title=clean(title),
            by=signed_in(ws),
            at=now(),
            issuer=clean(issuer),
            version=clean(version),
        )
        _print(ws, revision, json=json)
    return DONE


@write.command()
def overview(
    context: typer.Context,
    title: TitleOption,
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> int:
    """Begin a topic overview over several works."""
    with opened(context, workspace, create=False) as ws:
        _print(ws, start_overview(ws, title=clean(title), by=signed_in(ws), at=now()), json=json)
    return DONE


@write.command(name="add")
def add_statement(
    context: typer.Context,
    article: ArticleArgument,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The statement.", show_default=False)],
    passage: Annotated[
        list[str],
        typer.Option(
            "--passage", metavar="ADDRESS", help="The passage; again for another.", show_default=False
        ),
    ],
    quote: Annotated[
        list[str],
        typer.Option("--quote", metavar="WORDS", help="Its words, one for each passage.", show_default=False),
    ],
    section: Annotated[str, typer.Option("--section", help="Under which heading.")] = "",
    strength: Annotated[
        str, typer.Option("--strength", help="The issuer's words; none: it gives none; else as found.")
    ] = "",
    certainty: Annotated[
        str, typer.Option("--certainty", help="The issuer's words; none: it gives none; else as found.")
    ] = "",
    base: BaseOption = "",
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> int:
    """Add a statement. What its passage does not say is refused, with what the checks found."""
    if len(passage) != len(quote):
        raise typer.BadParameter(f"{len(passage)} passages and {len(quote)} quotes; give one quote for each")
    cites = tuple(Cite(passage=one, quote=clean(words)) for one, words in zip(passage, quote, strict=True))
    statement = Statement(
        text=clean(text),
        citations=cites,
        section=clean(section),
        strength=clean(strength),
        certainty=clean(certainty),
    )
    with opened(context, workspace, create=False) as ws:
        revision = add(ws, article, statement, by=signed_in(ws), at=now(), base=base)
        _print(ws, revision, json=json)
    return DONE


@write.command(name="drop")
def drop_statement(
    context: typer.Context,
    article: ArticleArgument,
    claim: Annotated[
        str, typer.Argument(metavar="CLAIM", help="The statement's id, as `probatum show --json` gives it.")
    ],
    base: BaseOption = "",
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> int:
    """Take a statement out."""
    with opened(context, workspace, create=False) as ws:
        _print(ws, drop(ws, article, claim, by=signed_in(ws), at=now(), base=base), json=json)
    return DONE


@write.command()
def propose(
    context: typer.Context,
    source: SourceArgument,
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> int:
    """Print what a guideline recommends, with passages and the grades beside them. Nothing is written."""
    with opened(context, workspace, create=False) as ws:
        held, found = recommendations(ws, clean(source))
    if json:
        print_json(
            {
                "schema": "probatum/proposals@1",
                "source": held.source.id,
                "title": held.guideline.title,
                "issuer": held.guideline.issuer,
                "version": held.guideline.version,
                "proposals": [_plain(one) for one in found],
            }
        )
        return DONE
    console = Console(highlight=False, markup=False)
    for one in found:
        console.print(one.quote.quote, soft_wrap=True)
        console.print(f"  passage {one.quote.passage}", soft_wrap=True)
        console.print(
            f"  strength {_words(one.strength) or 'none'}, certainty {_words(one.certainty) or 'none'}"
        )
    return DONE


def _plain(one: Proposed) -> dict[str, Any]:
    quote = one.quote
    return {
        "text": quote.quote,
        "passage": quote.passage,
        "start": quote.start,
        "end": quote.end,
        "section": one.section,
        "stance": one.stance.value,
        "strength": _words(one.strength),
        "certainty": _words(one.certainty),
    }


def _words(grade: Grade | None) -> str | None:
    return grade.words.quote if grade else None


def _print(ws: Workspace, revision: Revision, *, json: bool) -> None:
    status = status_of(ws, revision)
    if json:
        print_json(article_document(revision, status))
    else:
        print_article(Console(highlight=False), revision, status)
        typer.echo(f"\n{revision.article} is at revision {revision.hash[:12]}")
