"""The report of an ingest adds up, and its progress is shown to those who watch."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from rich.console import Console

from probatum.render.report import MOST_REFUSALS, ingest_document, ingest_view, watched


@dataclass(frozen=True)
class Refused:
    origin: str = "a.xml"
    place: str = "record 3"
    reason: str = "no [bold]title[/bold]\x1b[31m"
    fix: str = "add one"


@dataclass(frozen=True)
class Counts:
    read: int = 12
    new: int = 4
    updated: int = 3
    unchanged: int = 2
    refused: int = 3


@dataclass(frozen=True)
class File:
    origin: str = "a.xml"
    counts: Counts = Counts()


@dataclass(frozen=True)
class Taken:
    read: int = 1_234_012
    new: int = 4
    updated: int = 3
    unchanged: int = 2
    refused_count: int = 60
    refused: tuple[Refused, ...] = tuple(Refused(place=f"record {number}") for number in range(60))
    files: tuple[File, ...] = (File(),)


@dataclass(frozen=True)
class Reached:
    origin: str = "/a/very/long/path/to/pubmed26n0001.xml.gz"
    records: int = 12_345
    bytes_done: int = 50
    bytes_total: int = 100
    files: int = 1


@dataclass
class Screen:
    out: io.StringIO = field(default_factory=io.StringIO)

    def console(self, *, terminal: bool) -> Console:
        return Console(file=self.out, force_terminal=terminal, width=100, highlight=False)


def test_the_closing_table_and_the_refusals() -> None:
    screen = Screen()
    screen.console(terminal=False).print(ingest_view(Taken()))
    lines = screen.out.getvalue().splitlines()
    assert [line.split() for line in lines[:5]] == [
        ["read", "1,234,012"],
        ["new", "4"],
        ["updated", "3"],
        ["unchanged", "2"],
        ["refused", "60"],
    ]
    assert lines[5] == "a.xml, record 0: no [bold]title[/bold]\N{REPLACEMENT CHARACTER}[31m; add one"
    assert len(lines) == 5 + MOST_REFUSALS + 1
    assert lines[-1] == "… and 10 more refused; --json lists them"


def test_the_document_has_every_refusal_and_every_file() -> None:
    document = ingest_document(Taken())
    assert document["schema"] == "probatum/ingest@1"
    assert (document["refused"], len(document["refusals"])) == (60, 60)
    assert document["refusals"][0] == {
        "origin": "a.xml",
        "place": "record 0",
        "reason": "no [bold]title[/bold]\x1b[31m",
        "fix": "add one",
    }
    assert document["files"] == [
        {"origin": "a.xml", "read": 12, "new": 4, "updated": 3, "unchanged": 2, "refused": 3}
    ]


def test_progress_is_shown_on_a_terminal_and_nowhere_else() -> None:
    seen, unseen = Screen(), Screen()
    for screen, terminal in ((seen, True), (unseen, False)):
        with watched(screen.console(terminal=terminal)) as progress:
            progress(Reached())
    assert "pubmed26n0001.xml.gz" in seen.out.getvalue()
    assert "12,345 records" in seen.out.getvalue()
    assert unseen.out.getvalue() == ""
