"""``probatum audit``: judge every claim of a text that somebody brings."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from probatum.actions.audit import audit as audit_text
from probatum.actions.gather import gather
from probatum.cli.door import DONE, NO, JsonOption, WorkspaceOption, json_bytes, opened, print_json, write
from probatum.errors import BrokenInput, NoFormNamed
from probatum.render.audit_contract import AuditForm, audit_document, in_doubt
from probatum.render.audit_markdown import audit_markdown
from probatum.render.audit_terminal import print_audit, watched_audit

#: What a text from a pipe is called.
PIPED = "standard input"


class AuditFormat(StrEnum):
    """In what form an audit can be taken along."""

    HTML = "html"
    JSON = "json"
    MARKDOWN = "markdown"


_BY_SUFFIX = {
    ".html": AuditFormat.HTML,
    ".htm": AuditFormat.HTML,
    ".json": AuditFormat.JSON,
    ".md": AuditFormat.MARKDOWN,
    ".markdown": AuditFormat.MARKDOWN,
}


def audit(
    context: typer.Context,
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE|-",
            help="The text: plain, Markdown, HTML, DOCX or PDF; - reads it from a pipe.",
            show_default=False,
        ),
    ],
    source: Annotated[
        list[str] | None,
        typer.Option(
            "--source",
            metavar="ID",
            help="Hold it against this work alone: an id, PMID, DOI or title. May be given several times.",
            show_default=False,
        ),
    ] = None,
    json: JsonOption = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write it to this file.")
    ] = None,
    to: Annotated[
        AuditFormat | None, typer.Option("--to", help="The form.  [default: by the name of the file]")
    ] = None,
    starter: Annotated[
        bool, typer.Option("--starter/--no-starter", help="Whether to search the starter library too.")
    ] = True,
    workspace: WorkspaceOption = None,
) -> int:
    """Judge each claim of a text against the library. Exit status 1 where anything must be looked at."""
    form_named = _form_named(output, to)
    data, name = _read(file)
    console = Console(stderr=True, highlight=False)
    with opened(context, workspace, starter=starter) as ws:
        with watched_audit(console) as progress:
            made = audit_text(ws, data, name=name, sources=source or (), starter=starter, progress=progress)
        found = gather(ws, made)
    form = audit_document(made, found.works, found.passages)
    if form_named is not None:
        write(_written(form, form_named), output)
    if json:
        print_json(form)
    elif form_named is None:
        print_audit(Console(highlight=False), form)
    return NO if in_doubt(form) else DONE


def _form_named(output: Path | None, to: AuditFormat | None) -> AuditFormat | None:
    """The form to write, from ``--to`` or the suffix of the file; none where nothing is to be written."""
    if output is None or to is not None:
        return to
    if output.suffix.lower() not in _BY_SUFFIX:
        raise NoFormNamed(f"{output}: in which form? Name it with --to html, markdown or json")
    return _BY_SUFFIX[output.suffix.lower()]


def _read(file: str) -> tuple[bytes, str]:
    if file == "-":
        return sys.stdin.buffer.read(), PIPED
    path = Path(file)
    try:
        return path.read_bytes(), path.name
    except OSError as problem:
        raise BrokenInput(
            f"cannot be read ({problem.strerror})",
            origin=file,
            fix="name a file, or - for a text from a pipe",
        ) from None
    except ValueError:  # a name with a null byte
        raise BrokenInput("is no name of a file", origin=repr(file), fix="name a file, or -") from None


def _written(form: AuditForm, to: AuditFormat) -> bytes:
    if to is AuditFormat.JSON:
        return json_bytes(form)
    if to is AuditFormat.MARKDOWN:
        return audit_markdown(form).encode()
    from probatum.web.audit_file import audit_html  # the web framework takes a while to load

    return audit_html(form).encode()
