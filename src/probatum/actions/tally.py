"""The table of an ingest: what became of each record of each file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from probatum.records.event import Event
from probatum.store.store import FileState, Refusal

#: Of one file this many refusals are remembered, and of a run this many shown; all are counted.
REFUSALS_OF_A_FILE, REFUSALS_OF_A_RUN = 1_000, 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """How far an ingest is: the file now read, records and files of the whole run, bytes of this file.

    ``bytes_total`` is 0 where the size is not known beforehand.
    """

    origin: str
    records: int
    bytes_done: int
    bytes_total: int
    files: int


Progress = Callable[[Reached], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What became of records: ``read == new + updated + unchanged + refused``."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0

    @property
    def read(self) -> int:
        """All of them."""
        return self.new + self.updated + self.unchanged + self.refused


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What became of the records of one file on disk (an archive is one file)."""

    origin: str
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """What an ingest did: file by file, in all, and each refusal with its reason.

    ``read == new + updated + unchanged + refused_count``; ``refused`` holds the first
    ``REFUSALS_OF_A_RUN`` refusals.
    """

    files: tuple[FileReport, ...]
    refused: tuple[Refusal, ...]

    @property
    def read(self) -> int:
        """Records met, refused ones among them."""
        return sum(file.counts.read for file in self.files)

    @property
    def new(self) -> int:
        """Works that were not held before."""
        return sum(file.counts.new for file in self.files)

    @property
    def updated(self) -> int:
        """Records that added to a work, or replaced what was known of it."""
        return sum(file.counts.updated for file in self.files)

    @property
    def unchanged(self) -> int:
        """Records that said nothing new."""
        return sum(file.counts.unchanged for file in self.files)

    @property
    def refused_count(self) -> int:
        """Records and files that could not be read."""
        return sum(file.counts.refused for file in self.files)


class FileTally:
    """One file while it is read: how far a run before came, and what became of each record.

    ``skip`` results were dealt with by a run before; ``met`` counts the results of this run.
    """

    __slots__ = ("_start", "counts", "finished", "met", "origin", "records", "refusals", "refused", "skip")

    def __init__(self, start: FileState) -> None:
        self._start = start
        self.origin = start.origin
        self.finished = start.finished
        self.records = self.skip = start.records
        self.refused = start.refused
        self.refusals = list(start.refusals)
        self.met = 0
        self.counts = dict.fromkeys(("new", "updated"), 0)
        self.counts |= {"refused": start.refused, "unchanged": start.records - start.refused}

    def refuse(self, refusal: Refusal) -> None:
        """Count a record that could not be read, and remember it for the runs to come."""
        self.refused += 1
        self.counts["refused"] += 1
        if len(self.refusals) < REFUSALS_OF_A_FILE:
            self.refusals.append(refusal)

    def state(self) -> FileState:
        """How far the file has been read, for the store."""
        return FileState(
            origin=self.origin,
            sha256=self._start.sha256,
            size=self._start.size,
            version=self._start.version,
            finished=self.finished,
            records=self.records,
            refused=self.refused,
            refusals=tuple(self.refusals),
        )

    def event(self, by: str, at: str) -> Event:
        """That the file has been read to its end."""
        return Event(
            kind="ingested",
            subject=self._start.sha256,
            by=by,
            at=at,
            detail=(
                ("file", self.origin),
                ("records", str(self.records)),
                ("refused", str(self.refused)),
            ),
        )

    def report(self) -> FileReport:
        """What became of its records."""
        return FileReport(origin=self.origin, counts=Counts(**self.counts))


class Refusals:
    """The first refusals of a run."""

    def __init__(self) -> None:
        self._first: list[Refusal] = []

    def show(self, refusals: Iterable[Refusal]) -> None:
        """Take refusals up, as long as there is room."""
        for refusal in refusals:
            if len(self._first) >= REFUSALS_OF_A_RUN:
                return
            self._first.append(refusal)

    def all(self) -> tuple[Refusal, ...]:
        """Those taken up."""
        return tuple(self._first)
