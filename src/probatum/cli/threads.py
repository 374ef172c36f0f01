"""``probatum threads``: conversations on the command line: ask on, list, show, take along, delete."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from probatum.actions.clock import now
from probatum.actions.follow_up import Followed, begin_with, follow_up, whole_of
from probatum.actions.published import Catalogue
from probatum.actions.show import show
from probatum.actions.threads import (
    answers_of,
    delete_thread,
    delete_threads,
    local_owner,
    thread_of,
    threads_of,
)
from probatum.cli.door import (
    DONE,
    NO,
    JsonOption,
    WorkspaceOption,
    clean,
    json_bytes,
    opened,
    print_json,
    say,
    who,
    write,
)
from probatum.records.thread import Thread, Turn
from probatum.render.terminal import print_article
from probatum.render.thread import ThreadForm, thread_document, thread_markdown
from probatum.workspace import Workspace

threads = typer.Typer(name="threads", no_args_is_help=True, rich_markup_mode=None)

ThreadArgument = Annotated[
    str, typer.Argument(metavar="THREAD", help="The conversation's id, as `probatum threads list` gives it.")
]


class Form(StrEnum):
    """In what form a conversation can be taken along."""

    JSON = "json"
    MARKDOWN = "markdown"


@threads.callback()
def about() -> None:
    """Ask on: follow-ups are completed from the questions before them, and answered like any question."""


def _mine() -> tuple[str, ...]:
    return (local_owner(who()),)


@threads.command()
def ask(
    context: typer.Context,
    question: Annotated[
        str, typer.Argument(metavar="QUESTION", help="What is asked, in quotes.", show_default=False)
    ],
    thread: Annotated[
        str | None,
        typer.Option("--thread", metavar="THREAD", help="Which conversation to go on with; else the last."),
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="Begin a conversation.")] = False,
    stands: Annotated[
        bool, typer.Option("--stands", help="Ask it as it stands; nothing is carried over.")
    ] = False,
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> int:
    """Ask on. Exit status 1 where it is not clear what is asked, or the library does not answer it."""
    with opened(context, workspace) as ws:
        made = _asked(ws, clean(question), thread, new=new, stands=stands)
        if not made.resolved.text:
            return _unclear(made, json=json)
        turns = [made.thread.turns[number - 1] for number in made.numbers]
        shown = [show(ws, turn.article, turn.revision, at=now()) for turn in turns]
        if json:
            print_json(_document(ws, made.thread))
        else:
            console = Console(highlight=False)
            for turn, one in zip(turns, shown, strict=True):
                _print_understood(console, turn)
                print_article(console, one.revision, one.status, one.dismissed, one.reviewed)
    return DONE if all(one.revision.answered for one in shown) else NO


def _asked(ws: Workspace, asked: str, thread: str | None, *, new: bool, stands: bool) -> Followed:
    listing, owners = Catalogue().listing(ws), _mine()
    held = None if new else _last(ws, thread, owners)
    if held is None:
        made = begin_with(ws, asked, owner=owners[0], at=now(), listing=listing)
        return Followed(resolved=whole_of(ws, asked), thread=made)
    return follow_up(ws, held, asked, owners=owners, at=now(), stands=stands, listing=listing)


def _last(ws: Workspace, thread: str | None, owners: Sequence[str]) -> Thread | None:
    if thread is not None:
        return thread_of(ws, thread, owners)
    return next(iter(threads_of(ws, owners, at=now())), None)


def _unclear(made: Followed, *, json: bool) -> int:
    resolved = made.resolved
    if json:
        print_json(
            {
                "schema": "probatum/unclear@1",
                "asked": resolved.asked,
                "reason": resolved.reason,
                "choices": list(resolved.choices),
            }
        )
        return NO
    say(resolved.reason)
    for choice in resolved.choices:
        typer.echo(choice)
    return NO


def _print_understood(console: Console, turn: Turn) -> None:
    """What was looked for, where that is not what was typed, and what of it was carried over."""
    if turn.question != turn.asked or turn.narrowing:
        only = f" (only {turn.narrowing.words})" if turn.narrowing else ""
        console.print(f"Looked for: {turn.question}{only}", markup=False)
    if turn.carried:
        told_ = "; ".join(f"{one.words} ({one.part}, from question {one.turn})" for one in turn.carried)
        console.print(f"Carried over: {told_}", markup=False, style="dim")


@threads.command(name="list")
def list_threads(context: typer.Context, json: JsonOption = False, workspace: WorkspaceOption = None) -> int:
    """List your conversations, the one used last first."""
    with opened(context, workspace, create=False) as ws:
        found = threads_of(ws, _mine(), at=now())
    if json:
        listed = [
            {"thread": one.id, "title": one.title, "made": one.made, "turns": len(one.turns)} for one in found
        ]
        print_json({"schema": "probatum/threads@1", "threads": listed})
    else:
        for one in found:
            typer.echo(f"{one.id}  {len(one.turns)}  {one.title}")
    return DONE


@threads.command(name="show")
def show_thread(
    context: typer.Context,
    thread: ThreadArgument,
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> int:
    """Show a conversation: each question, what was looked for, and the bottom line."""
    with opened(context, workspace, create=False) as ws:
        form = _document(ws, thread_of(ws, thread, _mine()))
    write(json_bytes(form) if json else thread_markdown(form).encode(), None)
    return DONE


@threads.command()
def export(
    context: typer.Context,
    thread: ThreadArgument,
    to: Annotated[Form, typer.Option("--to", help="The form.")] = Form.MARKDOWN,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write it; else stdout.")
    ] = None,
    workspace: WorkspaceOption = None,
) -> int:
    """Write a conversation to take along."""
    with opened(context, workspace, create=False) as ws:
        form = _document(ws, thread_of(ws, thread, _mine()))
    write(json_bytes(form) if to is Form.JSON else thread_markdown(form).encode(), output)
    return DONE


@threads.command()
def delete(
    context: typer.Context,
    thread: Annotated[
        str | None, typer.Argument(metavar="[THREAD]", help="Which one.", show_default=False)
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All that are yours.")] = False,
    workspace: WorkspaceOption = None,
) -> int:
    """Delete a conversation for good, or all that are yours; the articles that answered stay."""
    if (thread is None) is not everything:
        raise typer.BadParameter("name a conversation, or give --all")
    with opened(context, workspace, create=False) as ws:
        if thread is not None:
            delete_thread(ws, thread, _mine())
        else:
            typer.echo(f"{delete_threads(ws, _mine())} deleted")
    return DONE


def _document(ws: Workspace, thread: Thread) -> ThreadForm:
    return thread_document(thread, answers_of(ws, thread, at=now()))
