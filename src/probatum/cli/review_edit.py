"""``probatum review edit``: one change to a revision, judged before it is kept."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from probatum.actions.clock import now
from probatum.actions.edit import edit
from probatum.actions.show import Shown, show
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
from probatum.records.edit import Add, Change, Cite, Drop, Head, Move, Reword
from probatum.render.contract import article_document
from probatum.render.terminal import print_article


def edit_article(
    context: typer.Context,
    article: ArticleArgument,
    revision: Annotated[
        str,
        typer.Option("--revision", metavar="HASH", help="The revision that you read.", show_default=False),
    ],
    reword: Annotated[
        str, typer.Option("--reword", metavar="ID", help="The statement that gets another --text or --cite.")
    ] = "",
    drop: Annotated[
        list[str] | None,
        typer.Option("--drop", metavar="ID", help="A statement that goes; again for another."),
    ] = None,
    add: Annotated[
        bool, typer.Option("--add", help="A statement comes, with its --text and --cite.")
    ] = False,
    move: Annotated[
        str, typer.Option("--move", metavar="ID", help="The statement that goes to another --section.")
    ] = "",
    text: Annotated[str | None, typer.Option("--text", help="The words of the statement.")] = None,
    cite: Annotated[
        list[str] | None,
        typer.Option("--cite", metavar="ADDRESS", help="A passage cited; again for another."),
    ] = None,
    quote: Annotated[
        list[str] | None,
        typer.Option("--quote", metavar="WORDS", help="Its words, one for each passage."),
    ] = None,
    section: Annotated[
        int | None, typer.Option("--section", min=0, help="The section, from 0; else the bottom line.")
    ] = None,
    place: Annotated[
        int | None, typer.Option("--place", min=0, help="The place there, from 0; else the end.")
    ] = None,
    heading: Annotated[str | None, typer.Option("--heading", help="Another heading for the section.")] = None,
    note: Annotated[str | None, typer.Option("--note", help="Another note for the section.")] = None,
    reason: Annotated[str, typer.Option("--reason", help="Why, in a sentence.")] = "",
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> int:
    """Change a revision: makes another, unreviewed one. What its passages do not say is refused."""
    cites = _cites(cite or [], quote or [])
    said = None if text is None else clean(text)
    changes: list[Change] = [Drop(claim=one) for one in drop or ()]
    if reword:
        changes.append(Reword(claim=reword, text=said, citations=cites or None))
    if add:
        changes.append(Add(text=said or "", citations=cites, section=section, place=place))
    if move:
        changes.append(Move(claim=move, section=section, place=place))
    if heading is not None or note is not None:
        changes.append(_head(section, heading, note))
    if not changes:
        raise typer.BadParameter("say what to change: --reword, --drop, --add, --move, --heading or --note")
    with opened(context, workspace, create=False) as ws:
        made = edit(ws, article, changes, base=revision, by=signed_in(ws), at=now(), reason=clean(reason))
        shown = show(ws, article, made.hash, at=now())
    print_made(shown, json=json)
    return DONE


def print_made(shown: Shown, *, json: bool) -> None:
    """Print the revision that a change made."""
    if json:
        print_json(article_document(shown.revision, shown.status, shown.reviewed, shown.dismissed))
    else:
        print_article(Console(highlight=False), shown.revision, shown.status, shown.dismissed, shown.reviewed)


def _cites(passages: list[str], quotes: list[str]) -> tuple[Cite, ...]:
    if len(passages) != len(quotes):
        raise typer.BadParameter(
            f"{len(passages)} passages and {len(quotes)} quotes; give one quote for each"
        )
    return tuple(
        Cite(passage=passage, quote=clean(words)) for passage, words in zip(passages, quotes, strict=True)
    )


def _head(section: int | None, heading: str | None, note: str | None) -> Head:
    if section is None:
        raise typer.BadParameter("say with --section which heading or note is meant")
    return Head(
        section=section,
        heading=None if heading is None else clean(heading),
        note=None if note is None else clean(note),
    )
