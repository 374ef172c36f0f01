"""An audit for the terminal, laid out with rich, and its progress while it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table
from rich.text import Text

from probatum.render.audit_contract import AuditForm
from probatum.render.audit_page import AuditPage, Fault, Judged, Shown, audit_page
from probatum.render.audit_sides import Piece
from probatum.render.references import standing_words
from probatum.render.terminal import words

#: Lines longer than this (columns) are hard to read.
WIDEST = 100


class Judging(Protocol):
    """How far an audit is: claims judged, of how many."""

    @property
    def done(self) -> int: ...
    @property
    def of(self) -> int: ...


@contextmanager
def watched_audit(console: Console) -> Iterator[Callable[[Judging], None]]:
    """Show on ``console`` how far an audit is, while it runs; nothing where nobody watches (no terminal)."""
    columns = (
        SpinnerColumn(),
        TextColumn("claims judged"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=None)

        def reached(how_far: Judging) -> None:
            progress.update(task, completed=how_far.done, total=how_far.of)

        yield reached


def print_audit(console: Console, form: AuditForm) -> None:
    """Print an audit at a width that can be read: the tally, faults of form, then claim by claim."""
    width = min(console.width, WIDEST)
    for part in audit_view(form):
        console.print(part, width=width)


def audit_view(form: AuditForm) -> Iterator[RenderableType]:
    """The parts of an audit, in order, as something that a rich console can print."""
    page = audit_page(form)
    yield words(f"Audit of {form['title'] or form['name'] or 'a text'}", "bold")
    yield words(f"{form['name']} · {len(form['claims']):,} claims · {form['at'][:10]}", "dim")
    yield _tally(page)
    if page.faults:
        yield _heading("How the text is built")
        yield from (_fault(one, form) for one in page.faults)
    yield _heading("Claim by claim")
    for one in page.claims:
        yield from _claim(one)
    yield Padding(words(form["disclaimer"], "dim italic"), (1, 0, 0, 0))


def _heading(text: str) -> RenderableType:
    return Padding(words(text, "bold cyan"), (1, 0, 0, 0))


def _tally(page: AuditPage) -> RenderableType:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(justify="right")
    table.add_column(style="dim")
    for share in page.tally:
        name = Text(f"{share.word.sign} {share.word.label}", style=share.word.style)
        table.add_row(name, f"{share.count:,}", share.word.meaning)
    return Padding(table, (1, 0, 0, 0))


def _fault(fault: Fault, form: AuditForm) -> RenderableType:
    line = Text(f"{fault.number}. ", style="cyan")
    line.append_text(words(f"{fault.check}. ", "bold"))
    line.append_text(words(fault.message))
    spans = form["structure"][fault.number - 1]["spans"]
    if spans:
        number = form["text"].count("\n", 0, spans[0]["start"]) + 1
        line.append(f" (line {number:,})", style="dim")
    return line


def _claim(one: Judged) -> Iterator[RenderableType]:
    head = Text(f"{one.number}. ", style="dim")
    head.append(f"{one.word.sign} {one.word.label}", style=f"bold {one.word.style}")
    yield Padding(head, (1, 0, 0, 0))
    said = words(f"{one.stem} … " if one.stem else "", "dim")
    said.append_text(_marked(one.said))
    said.append_text(words("".join(f" [{marker}]" for marker in one.markers), "cyan"))
    yield Padding(said, (0, 0, 0, 3))
    for reason in one.reasons or ((one.why,) if one.why else ()):
        yield Padding(words(f"→ {reason}", "italic"), (0, 0, 0, 3))
    if one.passage is not None:
        yield Padding(_passage(one.passage, one.word.facing), (0, 0, 0, 3))


def _marked(pieces: tuple[Piece, ...]) -> Text:
    line = Text()
    for piece in pieces:
        line.append_text(words(" ".join(piece.text.split("\n")), "bold underline" if piece.marked else ""))
    return line


def _passage(shown: Shown, facing: str) -> Text:
    line = words(f"{facing}: “{'… ' * shown.cut_before}", "dim")
    line.append_text(_marked(shown.pieces))
    line.append_text(words(f"{' …' * shown.cut_after}” ", "dim"))
    work = shown.work
    if work is None:
        line.append_text(words(f"({shown.source}, no longer held)", "dim"))
        return line
    told = (work["label"], work["design_name"], str(work["year"] or ""), standing_words(work["standing"]))
    line.append_text(words(f"({', '.join(part for part in told if part)})", "cyan"))
    return line
