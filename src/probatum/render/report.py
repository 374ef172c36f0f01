"""Reports of the commands that are not articles: what was read in, and how the workspace is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from rich.console import Console, Group, RenderableType
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from probatum.render.terminal import words

#: How many refusals the closing table lists; ``--json`` lists every one.
MOST_REFUSALS = 50


class Refusal(Protocol):
    """One record, or one file, that was not read."""

    @property
    def origin(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def fix(self) -> str: ...


class Counts(Protocol):
    """What became of records: ``read`` is ``new + updated + unchanged`` and those refused."""

    @property
    def read(self) -> int: ...
    @property
    def new(self) -> int: ...
    @property
    def updated(self) -> int: ...
    @property
    def unchanged(self) -> int: ...


class CountsOfFile(Counts, Protocol):
    """The same of one file, with how many were refused."""

    @property
    def refused(self) -> int: ...


class FileReport(Protocol):
    """What became of the records of one file."""

    @property
    def origin(self) -> str: ...
    @property
    def counts(self) -> CountsOfFile: ...


class Taken(Counts, Protocol):
    """What came of an ingest, in all and file by file; ``refused`` lists refusals, at least the first."""

    @property
    def refused_count(self) -> int: ...
    @property
    def refused(self) -> Sequence[Refusal]: ...
    @property
    def files(self) -> Sequence[FileReport]: ...


class Reached(Protocol):
    """How far an ingest is; ``bytes_total`` is 0 where the size is not known."""

    @property
    def origin(self) -> str: ...
    @property
    def records(self) -> int: ...
    @property
    def bytes_done(self) -> int: ...
    @property
    def bytes_total(self) -> int: ...
    @property
    def files(self) -> int: ...


@contextmanager
def watched(console: Console) -> Iterator[Callable[[Reached], None]]:
    """Show on ``console`` how far an ingest is, while it runs; nothing where nobody watches (no terminal)."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.fields[name]}", markup=False),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[records]:,} records"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=None, name="", records=0)

        def reached(how_far: Reached) -> None:
            name = words(how_far.origin.rpartition("/")[2][-40:]).plain
            progress.update(
                task,
                name=name,
                records=how_far.records,
                completed=how_far.bytes_done,
                total=how_far.bytes_total or None,
            )

        yield reached


def ingest_document(taken: Taken) -> dict[str, Any]:
    """The report of an ingest in the form ``probatum/ingest@1``: counts, and each refusal with its reason."""
    return {
        "schema": "probatum/ingest@1",
        "read": taken.read,
        "new": taken.new,
        "updated": taken.updated,
        "unchanged": taken.unchanged,
        "refused": taken.refused_count,
        "files": [
            {
                "origin": file.origin,
                "read": file.counts.read,
                "new": file.counts.new,
                "updated": file.counts.updated,
                "unchanged": file.counts.unchanged,
                "refused": file.counts.refused,
            }
            for file in taken.files
        ],
        "refusals": [
            {"origin": one.origin, "place": one.place, "reason": one.reason, "fix": one.fix}
            for one in taken.refused
        ],
    }


def ingest_view(taken: Taken) -> RenderableType:
    """The closing table of an ingest, and the refusals below it."""
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="bold")
    table.add_column(justify="right")
    for name, number in (
        ("read", taken.read),
        ("  new", taken.new),
        ("  updated", taken.updated),
        ("  unchanged", taken.unchanged),
        ("  refused", taken.refused_count),
    ):
        table.add_row(name, f"{number:,}")
    return Group(table, *_refusals(taken))


def _refusals(taken: Taken) -> Iterator[RenderableType]:
    shown = taken.refused[:MOST_REFUSALS]
    for one in shown:
        where = ", ".join(part for part in (one.origin, one.place) if part)
        line = words(f"{where}: ", "yellow")
        line.append_text(words(one.reason + (f"; {one.fix}" if one.fix else ""), "default"))
        yield line
    more = taken.refused_count - len(shown)
    if more:
        yield Text(f"… and {more:,} more refused; --json lists them", style="dim")


class State(Protocol):
    """How a workspace is."""

    @property
    def path(self) -> str: ...
    @property
    def store(self) -> str: ...
    @property
    def ails(self) -> tuple[str, ...]: ...
    @property
    def works(self) -> int: ...
    @property
    def articles(self) -> int: ...
    @property
    def position(self) -> int: ...
    @property
    def indexed_to(self) -> int: ...
    @property
    def level(self) -> bool: ...
    @property
    def index(self) -> str: ...
    @property
    def encoder(self) -> str: ...
    @property
    def covered(self) -> float | None: ...
    @property
    def entailer(self) -> str: ...
    @property
    def silent(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def originals(self) -> tuple[int, int]: ...
    @property
    def read_only(self) -> bool: ...


class Examined(Protocol):
    """What was seen of the installation and the workspace."""

    @property
    def versions(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def missing(self) -> tuple[tuple[str, tuple[str, ...]], ...]: ...
    @property
    def workspace(self) -> State | None: ...
    @property
    def problem(self) -> str: ...
    @property
    def repaired(self) -> tuple[str, ...]: ...
    @property
    def well(self) -> bool: ...


def doctor_document(found: Examined) -> dict[str, Any]:
    """What was examined in the form ``probatum/doctor@1``."""
    state = found.workspace
    return {
        "schema": "probatum/doctor@1",
        "well": found.well,
        "problem": found.problem,
        "versions": dict(found.versions),
        "extras": {
            extra: {"installed": not missing, "missing": list(missing)} for extra, missing in found.missing
        },
        "workspace": None
        if state is None
        else {
            "path": state.path,
            "store": state.store,
            "ails": list(state.ails),
            "works": state.works,
            "articles": state.articles,
            "position": state.position,
            "indexed_to": state.indexed_to,
            "index": state.index,
            "encoder": state.encoder,
            "covered": state.covered,
            "entailer": state.entailer,
            "silent": state.silent,
            "bytes": state.size,
            "originals": {"files": state.originals[0], "bytes": state.originals[1]},
            "read_only": state.read_only,
        },
        "repaired": list(found.repaired),
    }


def doctor_facts(found: Examined) -> tuple[tuple[str, str], ...]:
    """The same as names and words, in the order in which they are read."""
    facts = list(found.versions)
    for extra, missing in found.missing:
        facts.append((f"extra {extra}", f"not installed: {', '.join(missing)}" if missing else "installed"))
    state = found.workspace
    if state is None:
        facts.append(("workspace", "none that can be used"))
    else:
        level = f"at {state.indexed_to:,} of {state.position:,}"
        facts += [
            ("workspace", state.path + (" (read only)" if state.read_only else "")),
            ("store", state.store),
            *(("store", ail) for ail in state.ails),
            ("works", f"{state.works:,}"),
            ("articles", f"{state.articles:,}"),
            ("index", f"level with the store ({level})" if state.level else f"behind the store ({level})"),
            ("index made by", state.index),
            ("encoder", state.encoder),
            ("by meaning", "no: by words alone" if state.covered is None else _share(state.covered)),
            ("statements read by", state.entailer),
            *((("judge", state.silent),) if state.silent else ()),
            ("on disk", f"{state.size / 1_000_000:,.1f} MB"),
            ("originals", f"{state.originals[0]:,} files as they came, {state.originals[1] / 1e6:,.1f} MB"),
        ]
    facts += [("repaired", repair) for repair in found.repaired]
    facts.append(("verdict", "well" if found.well else "not well: see above"))
    return tuple(facts)


def _share(covered: float) -> str:
    """How much of the library is searched by meaning; rounded down, so that 100 per cent is all of it."""
    return f"{int(covered * 100)}% of the passages have a vector"


def facts_view(facts: Sequence[tuple[str, str]]) -> RenderableType:
    """Names and what they are, one to a line."""
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in facts:
        table.add_row(words(name), words(value))
    return table
