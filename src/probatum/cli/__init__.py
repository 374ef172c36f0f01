"""The command line. Answers on stdout, everything else on stderr; an error is one line with its fix.

Exit status: 0 done; 1 the answer is "no", or something was refused; 2 wrong usage.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from probatum import __version__
from probatum.actions.adapt import view_for
from probatum.actions.clock import now
from probatum.actions.enquire import enquire, made_of, shown_of
from probatum.actions.examine import examine
from probatum.actions.export import Form
from probatum.actions.export import export as write_article
from probatum.actions.ingest import ingest as ingest_paths
from probatum.actions.people.invite import invite, withdraw
from probatum.actions.picture import picture
from probatum.actions.published import Catalogue, Listed
from probatum.actions.show import Shown
from probatum.actions.show import show as show_article
from probatum.cli.audit import audit as audit_text
from probatum.cli.corrections import corrections
from probatum.cli.dismiss import dismiss as dismiss_finding
from probatum.cli.door import (
    DONE,
    NO,
    STOPPED,
    WRONG_USAGE,
    ArticleArgument,
    JsonOption,
    WorkspaceOption,
    clean,
    opened,
    print_json,
    say,
    who,
)
from probatum.cli.door import write as write_out
from probatum.cli.people import FIRST
from probatum.cli.people import people as people_app
from probatum.cli.review import review as review_app
from probatum.cli.threads import threads as threads_app
from probatum.cli.trail import trail as trail_app
from probatum.cli.write import write as write_app
from probatum.errors import NoFormNamed, ProbatumError, QuestionError, SettingsError, WorkspaceError
from probatum.records.adapted import View
from probatum.records.article import Audience, Status
from probatum.render.audiences import for_readers
from probatum.render.contract import ArticleForm, article_document
from probatum.render.report import (
    doctor_document,
    doctor_facts,
    facts_view,
    ingest_document,
    ingest_view,
    watched,
)
from probatum.render.terminal import list_view, print_article, print_before
from probatum.render.understood import asked_document, before
from probatum.web.translation import language_of
from probatum.workspace import Workspace

#: Errors that mean that the command was called wrongly.
_USAGE = (NoFormNamed, QuestionError, SettingsError)

app = typer.Typer(
    name="probatum",
    help="Medical answers that can be checked.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


AudienceOption = Annotated[
    Audience, typer.Option("--audience", help="For whom the words are chosen; the facts are the same.")
]
RevisionOption = Annotated[
    str | None,
    typer.Option("--revision", metavar="HASH", help="A revision's hash, or the beginning of it."),
]


@app.callback(invoke_without_command=True)
def globally(
    context: typer.Context,
    workspace: WorkspaceOption = None,
    version: Annotated[bool, typer.Option("--version", help="Say the version and stop.")] = False,
) -> None:
    """Medical answers that can be checked: every statement points to a passage that is held."""
    context.obj = workspace
    if version:
        typer.echo(f"probatum {__version__}")
        raise typer.Exit(DONE)
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(WRONG_USAGE)


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help="Where to listen.  [default: 127.0.0.1]")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="On which port; 0 takes a free one.  [default: 8000]")
    ] = None,
    workspace: WorkspaceOption = None,
) -> int:
    """Serve the web application on the workspace."""
    from probatum.web import (
        listening,
    )  # the web framework takes a while to load and no other command needs it
    from probatum.web.app import create_app

    with opened(context, workspace) as ws:
        settings = ws.settings.server
        listener = listening.listen(host or settings.host, settings.port if port is None else port)
        with listener:
            typer.echo(f"Probatum serves {ws.path} at {listening.address_of(listener)} (stop with Ctrl-C)")
            sys.stdout.flush()
            _welcome(ws, listening.address_of(listener))
            listening.run(create_app(ws), listener)
    return DONE


def _welcome(ws: Workspace, address: str) -> None:
    """A workspace in which nobody has an account: say how the first person gets one."""
    if ws.read_only or ws.accounts.all():
        return
    for earlier in ws.accounts.invitations():  # of all that were ever printed only the last one opens
        if not earlier.email and not earlier.name and earlier.roles == FIRST:
            withdraw(ws, earlier.id, by=who(), at=now())
    made = invite(ws, roles=FIRST, by=who(), at=now())
    typer.echo(
        f"Nobody has an account yet. Asking needs none; to write, review and decide, become the first "
        f"administrator at {address.rstrip('/')}/join/{made.secret}",
        err=True,
    )


@app.command()
def ask(
    context: typer.Context,
    question: Annotated[
        str, typer.Argument(metavar="QUESTION", help="The question, in quotes.", show_default=False)
    ],
    audience: AudienceOption = Audience.CLINICIAN,
    json: JsonOption = False,
    starter: Annotated[
        bool, typer.Option("--starter/--no-starter", help="Whether to search the starter library too.")
    ] = True,
    as_it_stands: Annotated[
        bool,
        typer.Option(
            "--as-it-stands", help="Ask the very words: put nothing right, split nothing, lead nowhere else."
        ),
    ] = False,
    workspace: WorkspaceOption = None,
) -> int:
    """Answer a question from the library. Exit status 1 where the library does not answer it."""
    with opened(context, workspace, starter=starter) as ws:
        found = enquire(
            ws,
            Catalogue().listing(ws),
            clean(question),
            by=who(),
            starter=starter,
            as_it_stands=as_it_stands,
        )
        shown = [shown_of(ws, found, one, at=now()) for one in found.answers]
        views = [view_for(ws, one.revision, audience) for one in shown]
    if json:
        print_json(asked_document(_document(shown[0], views[0]), made_of(found)))
    else:
        print_before(Console(highlight=False), before(made_of(found)))
        for one, view in zip(shown, views, strict=True):
            _print(one, view, json=False)
    return DONE if all(one.revision.answered for one in found.answers) else NO


@app.command()
def ingest(
    context: typer.Context,
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Files, folders, archives.", show_default=False)
    ],
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> int:
    """Read works into the library. Exit status 1 where anything was refused; the rest is kept."""
    with opened(context, workspace) as ws, watched(Console(stderr=True, highlight=False)) as progress:
        taken = ingest_paths(ws, paths, by=who(), progress=progress)
    if json:
        print_json(ingest_document(taken))
    else:
        Console(highlight=False).print(ingest_view(taken))
    return NO if taken.refused_count else DONE


app.command(name="audit")(audit_text)
app.command(name="corrections")(corrections)
app.command(name="dismiss")(dismiss_finding)
app.add_typer(people_app, name="people")
app.add_typer(review_app, name="review")
app.add_typer(threads_app, name="threads")
app.add_typer(trail_app, name="trail")
app.add_typer(write_app, name="write")


@app.command(name="list")
def list_articles(
    context: typer.Context,
    status: Annotated[
        Status | None, typer.Option("--status", help="Only articles that stand so.", show_default=False)
    ] = None,
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> int:
    """List the articles, newest first."""
    with opened(context, workspace, create=False) as ws:
        held = Catalogue().listing(ws).by_name
        found = [held[article] for article, _ in ws.store.newest()]
    listed = [one for one in found if status in (None, one.status)]
    if json:
        articles = [_listed(one) for one in listed]
        print_json({"schema": "probatum/articles@1", "articles": articles})
    else:
        rows = [
            (one.article, one.status, one.facts.answered, one.facts.edited, one.facts.hash) for one in listed
        ]
        Console(highlight=False).print(list_view(rows), soft_wrap=True)
    return DONE


def _listed(one: Listed) -> dict[str, Any]:
    return {
        "article": one.article,
        "question": one.facts.question,
        "status": one.status.value,
        "answered": one.facts.answered,
        "revision": one.facts.hash,
        "edited": one.facts.edited,
    }


@app.command()
def show(
    context: typer.Context,
    article: ArticleArgument,
    revision: RevisionOption = None,
    audience: AudienceOption = Audience.CLINICIAN,
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> int:
    """Show an article."""
    shown, view = _shown(context, workspace, article, revision, audience)
    _print(shown, view, json=json)
    return DONE


def _print(shown: Shown, view: View | None, *, json: bool) -> None:
    if json:
        print_json(_document(shown, view))
    else:
        print_article(
            Console(highlight=False),
            shown.revision,
            shown.status,
            shown.dismissed,
            shown.reviewed,
            view,
            panels=picture(shown.revision).plotted.panels,
        )


def _document(shown: Shown, view: View | None) -> ArticleForm:
    form = article_document(shown.revision, shown.status, shown.reviewed, shown.dismissed)
    return for_readers(form, view)


@app.command()
def export(
    context: typer.Context,
    article: ArticleArgument,
    to: Annotated[Form, typer.Option("--to", help="The form.", show_default=False)],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write it; else stdout.")
    ] = None,
    revision: RevisionOption = None,
    audience: AudienceOption = Audience.CLINICIAN,
    workspace: WorkspaceOption = None,
) -> int:
    """Write an article in another form."""
    with opened(context, workspace, create=False) as ws:
        language = language_of(ws.settings.language, ws.path)
        shown = show_article(ws, article, revision, at=now())
        write_out(
            write_article(ws, shown, to, view_for(ws, shown.revision, audience), language.spoken), output
        )
    return DONE


@app.command()
def doctor(context: typer.Context, json: JsonOption = False, workspace: WorkspaceOption = None) -> int:
    """Say what is installed, how the workspace is, and what was repaired on opening it."""
    try:
        with opened(context, workspace, create=False) as ws:
            found = examine(ws)
    except WorkspaceError as error:
        found = examine(None, str(error))
    if json:
        print_json(doctor_document(found))
    else:
        Console(highlight=False).print(facts_view(doctor_facts(found)))
    if found.problem:
        say(found.problem)
    return DONE if found.well else NO


def _shown(
    context: typer.Context, workspace: Path | None, article: str, revision: str | None, audience: Audience
) -> tuple[Shown, View | None]:
    with opened(context, workspace, create=False) as ws:
        shown = show_article(ws, article, revision, at=now())
        return shown, view_for(ws, shown.revision, audience)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit status."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a terminal without ✓ is no reason to fail
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    try:
        status = app(args=arguments, prog_name="probatum", standalone_mode=False)
    except typer.TyperException as error:
        say(f"{_told(error)}; see: {_help_of(error)}")
        return WRONG_USAGE
    except ProbatumError as error:
        say(str(error))
        return WRONG_USAGE if isinstance(error, _USAGE) else NO
    except (KeyboardInterrupt, typer.Abort):
        say("stopped; what was acknowledged is kept")
        return STOPPED
    except BrokenPipeError:  # the reader, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    return status or DONE


def _told(error: typer.TyperException) -> str:
    """What was wrong, with the name of the option or argument."""
    format_message = getattr(error, "format_message", None)
    told = str(format_message() if format_message else error)
    return told.replace("Value error, ", "").rstrip(".")


def _help_of(error: typer.TyperException) -> str:
    context = getattr(error, "ctx", None)
    return f"{context.command_path if context else 'probatum'} --help"
