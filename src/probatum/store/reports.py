"""What readers wrote in their reports, outside the trail so that it can be erased."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

import orjson

from probatum.records.decode import from_plain
from probatum.records.report import ReportWords
from probatum.store.blobs import disk_error
from probatum.store.private import keep_instead

_ID = re.compile(r"[0-9a-f]{24}")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReport:
    """The words of a report with the salt of their commitment, and where the reporter wants to be told."""

    words: ReportWords
    salt: str
    contact: str = ""


class ReportFiles:
    """One file a report, in a folder that only its owner can read. A file is whole or it is not there."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def keep(self, report: str, kept: KeptReport) -> None:
        """Keep the words of a report; when this returns they are on the disk. Raises ``WorkspaceError``."""
        file = self._file(report)
        try:
            keep_instead(file, orjson.dumps(kept))
            self._settle()
        except OSError as problem:
            raise disk_error(file, problem) from problem

    def read(self, report: str) -> KeptReport | None:
        """The words of a report; None where they were erased, or cannot be read."""
        try:
            return from_plain(KeptReport, orjson.loads(self._file(report).read_bytes()))
        except (OSError, ValueError):
            return None

    def erase(self, report: str) -> None:
        """Remove the words of a report and the contact. Raises ``WorkspaceError``."""
        try:
            self._file(report).unlink(missing_ok=True)
            self._settle()
        except OSError as problem:
            raise disk_error(self._path, problem) from problem

    def _file(self, report: str) -> Path:
        # What is no id of ours names a file that never is there.
        return self._path / f"{report if _ID.fullmatch(report) else 'none'}.json"

    def _settle(self) -> None:
        """See that the folder itself is on the disk: else a name that was written could be lost."""
        if not self._path.is_dir():
            return
        folder = os.open(self._path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
