"""Original bytes, kept under their SHA-256."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from probatum.errors import DiskFull, NotHeld, WorkspaceError, WorkspaceReadOnly
from probatum.language.interface import filled

_CHUNK = 1024 * 1024


class Blobs:
    """A folder of files named by their content: ``ab/abcd…``. The same bytes are kept once."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def keep(self, stream: BinaryIO) -> str:
        """Copy ``stream`` to its end; gives the SHA-256 (64 hexadecimal digits) under which it is kept.

        When this returns the bytes are on the disk. Killed before, it leaves a temporary file that
        :meth:`tidy` removes. Raises ``DiskFull`` and ``WorkspaceReadOnly``.
        """
        try:
            return self._keep(stream)
        except OSError as problem:
            raise disk_error(self._path, problem) from problem

    def _keep(self, stream: BinaryIO) -> str:
        incoming = self._path / "incoming"
        incoming.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=incoming)
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as copy:
                digest = _copied(stream, copy)
                target = self.path_of(digest)
                if target.exists():
                    return digest
                os.fsync(copy.fileno())
            target.parent.mkdir(exist_ok=True)
            temporary.replace(target)
            _sync_folder(target.parent)
            return digest
        finally:
            with suppress(FileNotFoundError):
                temporary.unlink()

    def path_of(self, digest: str) -> Path:
        """Where the bytes with this SHA-256 are or would be."""
        return self._path / digest[:2] / digest

    def held(self) -> tuple[int, int]:
        """How many files are kept, and their bytes together."""
        sizes = [path.stat().st_size for path in self._path.glob("[0-9a-f][0-9a-f]/*") if path.is_file()]
        return len(sizes), sum(sizes)

    def open(self, digest: str) -> BinaryIO:
        """The bytes with this SHA-256, from their beginning. Raises ``NotHeld``."""
        try:
            return self.path_of(digest).open("rb")
        except FileNotFoundError:
            raise NotHeld(
                filled("no file with the SHA-256 {digest} is held; ingest it again", digest=digest)
            ) from None

    def tidy(self) -> int:
        """Remove what a killed process left half copied; gives how many files."""
        left = sorted((self._path / "incoming").glob("*"))
        for path in left:
            with suppress(FileNotFoundError):
                path.unlink()
        return len(left)


def _copied(stream: BinaryIO, copy: BinaryIO) -> str:
    digest = hashlib.sha256()
    while piece := stream.read(_CHUNK):
        digest.update(piece)
        copy.write(piece)
    copy.flush()
    return digest.hexdigest()


def _sync_folder(path: Path) -> None:
    """A rename is durable only once its folder is."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def disk_error(path: Path, problem: OSError) -> WorkspaceError:
    """What the operating system says about writing to ``path``, as one of our errors."""
    if problem.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFull(
            filled("{path}: no room left on the disk; make room and repeat: what was read is kept", path=path)
        )
    if problem.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return WorkspaceReadOnly(
            filled("{path}: cannot be written; change its permissions or choose another", path=path)
        )
    return WorkspaceError(
        filled("{path}: {what}; check the disk and repeat", path=path, what=problem.strerror or problem)
    )
