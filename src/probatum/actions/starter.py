"""The starter library: house notes that the package carries, loaded once into each workspace."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

from probatum.actions.ingest import ingest_contents
from probatum.actions.tally import IngestReport
from probatum.errors import WorkspaceBusy
from probatum.sources.notes import read_notes
from probatum.workspace import STARTER, Workspace


def ensure_starter(ws: Workspace) -> IngestReport | None:
    """Load the starter library, unless the workspace has this edition of it or was opened without it.

    Gives what was loaded; None where there was nothing to do, or where another process is ingesting (the
    next opening does it).
    """
    if not ws.starter or ws.read_only:
        return None
    try:
        report = ingest_contents(ws, _files(), read_notes, by="probatum")
    except WorkspaceBusy:
        return None
    return report if report.new or report.updated else None


def _files() -> Iterator[tuple[str, bytes]]:
    folder = resources.files("probatum") / "starter"
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".jsonl"):
            yield f"{STARTER}{file.name}", file.read_bytes()
