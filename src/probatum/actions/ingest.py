"""Ingest: files, folders and archives in; works that can be found and cited, and what became of each record.

A record is acknowledged when the transaction that stores it has been committed; how far each file has been
read is stored in the same transaction. Killed at any moment, the next run goes on where the last commit
stood. A file whose bytes were read to the end before is not read again.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

import orjson

from probatum import __version__
from probatum.actions.clock import now
from probatum.actions.indexing import Indexing
from probatum.actions.tally import FileTally, IngestReport, Progress, Reached, Refusals
from probatum.appraise.design import design_of
from probatum.errors import InputError
from probatum.records.source import DesignBasis, Source
from probatum.sources.folder import NotOpened, Opened, walk
from probatum.sources.formats import reader_for
from probatum.sources.reader import Read, Reader, Refused
from probatum.store.store import FileState, Kept, Reading, Refusal
from probatum.workspace import Workspace

#: Names how files are read. Files that were read by another version are read again.
READING = f"{__version__}/2"

#: A batch is committed, however few its records, when its texts have this many characters.
LARGEST_BATCH = 16_000_000

#: And when it holds this many files.
MOST_FILES = 500

#: Results taken from a reader at a time.
_BUNDLE = 200

#: Arguments that name something on the network rather than on the disk.
REMOTE = ("pmid:", "pubmed:")


def ingest(
    ws: Workspace, paths: Sequence[str | Path], *, by: str, progress: Progress | None = None
) -> IngestReport:
    """Read everything under ``paths`` into the library, in the name of ``by``.

    Takes files, folders and archives. One bad record or file never stops the rest: it is refused, with its
    place, reason and fix. ``progress`` is called as files are read. Raises ``WorkspaceBusy`` where another
    process is ingesting, ``WorkspaceReadOnly`` and ``DiskFull``; what was committed before is kept.
    """
    with ws.writing(), Indexing(ws) as indexing:
        run = _Run(ws, by, indexing, progress)
        for name in (str(path) for path in paths if str(path).startswith(REMOTE)):
            run.refuse_file(_not_fetched(name))
        run.read(walk(Path(path).absolute() for path in paths if not str(path).startswith(REMOTE)))
        return run.ended()


def ingest_contents(
    ws: Workspace, named: Iterable[tuple[str, bytes]], reader: Reader, *, by: str
) -> IngestReport:
    """Read each of several named contents with ``reader``, as :func:`ingest` reads files."""
    with ws.writing(), Indexing(ws) as indexing:
        run = _Run(ws, by, indexing, None)
        for origin, data in named:
            run.begin(origin, hashlib.sha256(data).hexdigest(), len(data))
            if not run.file.finished:
                run.take(reader(io.BytesIO(data), origin=origin), origin)
        return run.ended()


def _not_fetched(name: str) -> NotOpened:
    return NotOpened(
        origin=name,
        refused=Refused(
            place="network",
            reason="records are not fetched from PubMed yet",
            fix="download them there as XML (efetch, or Save in PubMed format) and ingest the file",
        ),
    )


class _Run:
    """One ingest: the file being read, the batch being filled, the table so far."""

    def __init__(self, ws: Workspace, by: str, indexing: Indexing, progress: Progress | None) -> None:
        self._ws = ws
        self._by = by
        self._indexing = indexing
        self._progress = progress
        self._files: list[FileTally] = []
        self._open: list[FileTally] = []  # read, in whole or in part, since the last commit
        self._batch: list[Reading] = []
        self._owners: list[FileTally] = []
        self._weight = 0
        self._records = 0
        self._refusals = Refusals()

    @property
    def file(self) -> FileTally:
        """The file being read."""
        return self._files[-1]

    # --- files --------------------------------------------------------------------------------------------

    def read(self, found: Iterable[Opened | NotOpened]) -> None:
        """Read every file that a walk opens."""
        path: Path | None = None
        readable = False
        own = f"{self._ws.path.absolute()}{os.sep}"
        for one in found:
            if one.origin.startswith(own):  # what we keep ourselves is no input
                continue
            if isinstance(one, NotOpened):
                self.refuse_file(one)
                continue
            if one.path != path:
                path = one.path
                readable = self._begin_path(path)
            if readable:
                self._read_opened(one)

    def _begin_path(self, path: Path) -> bool:
        """Begin a file on disk; False where nothing is to be read of it."""
        try:
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
                size = stream.tell()
                self.begin(str(path), digest, size)
                if size <= self._ws.settings.limits.keep_originals and not self._ws.store.holds_bytes(digest):
                    stream.seek(0)  # also of a file that was read when none were kept: its pages are drawn
                    self._ws.store.keep_bytes(stream)
        except OSError as problem:
            reason = f"cannot be read ({problem.strerror})"
            refused = Refused(place="file", reason=reason, fix="change its permissions or copy it again")
            self.refuse_file(NotOpened(origin=str(path), refused=refused))
            return False
        return not self.file.finished

    def begin(self, origin: str, digest: str, size: int) -> None:
        """Begin a file. One that was read before, whole or in part, begins with the counts of that run."""
        self._end_file()
        before = self._ws.store.file(origin)
        if before is None or (before.sha256, before.version) != (digest, READING):
            before = FileState(origin=origin, sha256=digest, size=size, version=READING)
        file = FileTally(before)
        self._files.append(file)
        self._records += before.records
        self._refusals.show(before.refusals)
        if not file.finished:
            self._open.append(file)

    def _end_file(self) -> None:
        """The file being read has come to its end; the next commit says so."""
        if self._open:
            self._open[-1].finished = True
        if len(self._open) >= MOST_FILES:
            self._commit()

    def refuse_file(self, one: NotOpened) -> None:
        """A file, or a member of one, that cannot be opened. Every run meets it again: it is not stored."""
        refused = one.refused
        self._refusals.show(
            [Refusal(origin=one.origin, place=refused.place, reason=refused.reason, fix=refused.fix)]
        )
        self._records += 1
        if self._files and one.origin.startswith(f"{self.file.origin} "):
            self.file.counts["refused"] += 1
            return
        self._end_file()
        file = FileTally(FileState(origin=one.origin, sha256="", size=0, version="", finished=True))
        file.counts["refused"] = 1
        self._files.append(file)

    # --- records ------------------------------------------------------------------------------------------

    def _read_opened(self, one: Opened) -> None:
        counted = _Counted(one.stream)
        self._report(one, counted)
        try:
            _, reader = reader_for(one.head, one.name, one.origin)
            stream = cast(BinaryIO, io.BufferedReader(counted, 1 << 18))
            for results in _bundles(reader(stream, origin=one.origin)):
                self.take(results, one.origin)
                self._report(one, counted)
        except InputError as problem:
            refused = Refused(place=problem.place or "file", reason=problem.problem, fix=problem.fix)
            self.take([refused], one.origin)

    def _report(self, one: Opened, counted: _Counted) -> None:
        if self._progress is not None:
            self._progress(
                Reached(
                    origin=one.origin,
                    records=self._records,
                    bytes_done=counted.given,
                    bytes_total=one.size or 0,
                    files=len(self._files),
                )
            )

    def take(self, results: Iterable[Read | Refused], origin: str) -> None:
        """Put what a reader gives into the batch; what a run before dealt with is passed over."""
        file = self.file
        for result in results:
            file.met += 1
            if file.met <= file.skip:
                continue
            file.records += 1
            self._records += 1
            if isinstance(result, Refused):
                self._refuse(file, result, origin)
            else:
                self._add(result, origin)

    def _refuse(self, file: FileTally, refused: Refused, origin: str) -> None:
        refusal = Refusal(origin=origin, place=refused.place, reason=refused.reason, fix=refused.fix)
        file.refuse(refusal)
        self._refusals.show([refusal])

    def _add(self, read: Read, origin: str) -> None:
        text = read.document.text if read.document else ""
        source = _designed(read.source, text)
        self._batch.append(
            Reading(
                source=source, document=read.document, reader=read.reader, origin=origin, place=read.place
            )
        )
        self._owners.append(self.file)
        self._weight += len(text)
        if len(self._batch) >= self._ws.settings.limits.batch or self._weight >= LARGEST_BATCH:
            self._commit()

    def _commit(self) -> None:
        """Store the batch, and how far its files have been read, in one transaction."""
        try:
            kept = self._keep()
        except (TypeError, UnicodeEncodeError):  # a text that is none: nothing of the batch was stored
            self._sift()
            kept = self._keep()
        for owner, one in zip(self._owners, kept, strict=True):
            owner.counts[one.outcome] += 1
        self._batch, self._owners, self._weight = [], [], 0
        self._open = [file for file in self._open if not file.finished]
        self._indexing.stored(sum(one.outcome != "unchanged" for one in kept))

    def _keep(self) -> Sequence[Kept]:
        at = now()
        return self._ws.store.keep(
            self._batch,
            files=[file.state() for file in self._open],
            events=[file.event(self._by, at) for file in self._open if file.finished],
        )

    def _sift(self) -> None:
        """Refuse what of the batch cannot be written as text."""
        batch, self._batch = self._batch, []
        owners, self._owners = self._owners, []
        for reading, owner in zip(batch, owners, strict=True):
            refused = _unwritable(reading)
            if refused is not None:
                self._refuse(owner, refused, reading.origin)
            else:
                self._batch.append(reading)
                self._owners.append(owner)

    def ended(self) -> IngestReport:
        """Commit what is left, let the index catch up, and give the table."""
        self._end_file()
        if self._open:
            self._commit()
        self._indexing.finish()
        return IngestReport(files=tuple(file.report() for file in self._files), refused=self._refusals.all())


class _Counted(io.RawIOBase):
    """A stream that counts the bytes it gives."""

    def __init__(self, inner: BinaryIO) -> None:
        super().__init__()
        self._inner = inner
        self.given = 0

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        """Fill the buffer as far as the inner stream gives at once."""
        piece = self._inner.read(len(buffer))
        buffer[: len(piece)] = piece
        self.given += len(piece)
        return len(piece)


def _bundles(results: Iterator[Read | Refused]) -> Iterator[list[Read | Refused]]:
    """Results some at a time. Where the reader gives up, what it gave before comes first."""
    bundle: list[Read | Refused] = []
    try:
        for result in results:
            bundle.append(result)
            if len(bundle) >= _BUNDLE:
                yield bundle
                bundle = []
    except InputError:
        yield bundle
        raise
    yield bundle


def _unwritable(reading: Reading) -> Refused | None:
    """A refusal where the record holds what no text can hold (half of a surrogate pair)."""
    try:
        orjson.dumps((reading.source, reading.document))
    except orjson.JSONEncodeError as problem:
        return Refused(
            place=reading.place, reason=f"not Unicode text ({problem})", fix="correct its encoding"
        )
    return None


def _designed(source: Source, text: str) -> Source:
    """The source with its design, and with what that was read."""
    if source.design_basis is DesignBasis.STATED:
        return source
    design, basis = design_of(source, text)
    return replace(source, design=design, design_basis=basis)
