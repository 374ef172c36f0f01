"""Opens what a user points at: files, folders, archives in them; one file after another.

Nothing is ever unpacked to a place that an archive names; links are not followed out of a folder; what
expands out of all proportion is refused.
"""

from __future__ import annotations

import os
import stat
import struct
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from probatum.errors import HostileInput, InputError
from probatum.sources.expanding import Watched, buffered, expanded, packing
from probatum.sources.parts import one_line
from probatum.sources.reader import Refused

#: A file within an archive within an archive within a compressed file: no deeper.
DEEPEST = 4
#: The table of contents of a zip may have this many bytes (some 200,000 members).
LARGEST_DIRECTORY = 16 * 1024 * 1024
#: A header of a tar member (a long name, extended attributes) may have this many bytes.
LARGEST_HEADER = 1024 * 1024
#: A zip within an archive is copied to a temporary file to be read; larger ones are refused.
LARGEST_INNER_ZIP = 2 * 1024 * 1024 * 1024

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
#: A zip with one of these in it is one document (Word, OpenDocument, EPUB), not an archive.
_PACKAGES = ("[Content_Types].xml", "mimetype")
_IN = " › "


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A file, or a member of an archive, ready to be read once from its beginning.

    ``origin`` names it for people (``folder/a.tar.gz › b.xml``), ``name`` is its own name without the
    endings of compression, ``head`` its first bytes (``expanding.HEAD`` at most), ``path`` the file on disk
    that it is or lies in, ``size`` its bytes where that is known beforehand. ``stream`` serves until the
    next one is asked for.
    """

    origin: str
    name: str
    stream: BinaryIO
    head: bytes
    path: Path
    size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotOpened:
    """A file or member that cannot be opened, and why."""

    origin: str
    refused: Refused


def walk(paths: Iterable[Path]) -> Iterator[Opened | NotOpened]:
    """Open every file under ``paths``, in the order given, folders in the order of their names.

    A folder is walked to its leaves; a hidden file (a leading point, ``__MACOSX``) in it is passed over.
    An archive (zip, tar, either in gzip, bzip2 or xz) is opened in place, member by member. What cannot be
    opened is a :class:`NotOpened` and the walk goes on; nothing is raised for what the paths hold.
    """
    for path in paths:
        if _is_dir(path):
            yield from _folder(path)
        else:
            yield from _file(path)


def _refused(origin: str, reason: str, fix: str = "") -> NotOpened:
    return NotOpened(origin=origin, refused=Refused(place="file", reason=reason, fix=fix))


def _hidden(name: str) -> bool:
    return name.startswith(".") or name == "__MACOSX"


def _folder(root: Path) -> Iterator[Opened | NotOpened]:
    """Every file under ``root``, without recursion: a hostile folder may be thousands deep."""
    real = root.resolve()
    pending = [root]
    while pending:
        path = pending.pop()
        if path is not root and path.is_symlink() and not _within(path, real):
            yield _refused(shown(path), "a link that leads out of the folder or to one", "give its target")
        elif _is_dir(path):
            try:
                within = sorted(entry for entry in path.iterdir() if not _hidden(entry.name))
            except OSError as error:
                yield _refused(shown(path), f"cannot be listed ({error.strerror})", "change its permissions")
                continue
            pending += reversed(within)
        else:
            yield from _file(path)


def _is_dir(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _within(link: Path, root: Path) -> bool:
    """Whether a link leads to a file in ``root``. (A link to a folder could lead round and round.)"""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return False
    return target.is_file() and target.is_relative_to(root)


def shown(path: Path) -> str:
    """A path for messages: on one line, whatever its name holds."""
    return one_line(str(path)) or "(a file without a printable name)"


def _file(path: Path) -> Iterator[Opened | NotOpened]:
    origin = shown(path)
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            yield _refused(origin, "not a regular file", "give a file or a folder")
            return
        with path.open("rb") as stream:
            yield from _opened(stream, origin, path.name, path, size=state.st_size)
    except FileNotFoundError:
        yield _refused(origin, "no such file", "check the path")
    except OSError as error:
        yield _refused(
            origin, f"cannot be read ({error.strerror})", "change its permissions or copy it again"
        )


def _opened(
    stream: BinaryIO, origin: str, name: str, path: Path, *, size: int | None
) -> Iterator[Opened | NotOpened]:
    """One file on disk. What goes wrong within it is reported, and ends it."""
    try:
        watched = Watched(stream, origin=origin)
        yield from _layer(watched, name, path, size=size, depth=0, file=stream)
    except InputError as error:
        yield NotOpened(
            origin=error.origin or origin,
            refused=Refused(place=error.place or "file", reason=error.problem, fix=error.fix),
        )


def _layer(
    watched: Watched, name: str, path: Path, *, size: int | None, depth: int, file: BinaryIO | None = None
) -> Iterator[Opened | NotOpened]:
    """Take off one layer: a compression, an archive, or none. ``file`` is the stream, if it can be sought."""
    if depth > DEEPEST:
        raise HostileInput(
            f"archives within archives, more than {DEEPEST} deep",
            origin=watched.origin,
            fix="unpack it yourself",
        )
    how = packing(watched.head)
    if how:
        inner = expanded(watched, how)
        yield from _layer(inner, _bare(name), path, size=None, depth=depth + 1)
    elif watched.head[257:262] == b"ustar":
        yield from _tar(watched, path, depth)
    elif watched.head.startswith(_ZIP):
        yield from _zip(watched, name, path, depth, file)
    else:
        yield _ready(watched, name, path, size)


def _ready(watched: Watched, name: str, path: Path, size: int | None) -> Opened:
    return Opened(
        origin=watched.origin, name=name, stream=buffered(watched), head=watched.head, path=path, size=size
    )


def _bare(name: str) -> str:
    """The name without the ending of its compression."""
    stem, dot, ending = name.rpartition(".")
    if dot and ending.lower() in {"gz", "bz2", "xz", "gzip"}:
        return stem
    return f"{stem}.tar" if ending.lower() in {"tgz", "tbz2", "txz"} else name


class _Header(tarfile.TarInfo):
    """A tar header that is not read where reading it is the attack."""

    def _proc_member(self, tarfile_: tarfile.TarFile) -> tarfile.TarInfo:
        kinds = tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE
        names = tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK
        if self.type in kinds + names and self.size > LARGEST_HEADER:
            raise HostileInput(f"a header of {self.size} bytes", fix="unpack it yourself")
        if self.type == tarfile.GNUTYPE_SPARSE:
            raise HostileInput("a sparse member, whose size is only pretended", fix="unpack it yourself")
        return cast(tarfile.TarInfo, super()._proc_member(tarfile_))  # type: ignore[misc]

    def _refuse_sparse(self, *_: Any) -> None:
        raise HostileInput("a sparse member, whose size is only pretended", fix="unpack it yourself")

    _proc_gnusparse_00 = _proc_gnusparse_01 = _proc_gnusparse_10 = _refuse_sparse


def _tar(watched: Watched, path: Path, depth: int) -> Iterator[Opened | NotOpened]:
    """The members of a tar, in its order, read as the stream passes."""
    try:
        with tarfile.open(fileobj=buffered(watched), mode="r|", tarinfo=_Header) as archive:
            while (member := archive.next()) is not None:
                yield from _tar_member(archive, member, watched, path, depth)
                # The archive would remember every member.
                archive.members = []  # type: ignore[attr-defined]
    except HostileInput as error:
        raise HostileInput(error.problem, origin=error.origin or watched.origin, fix=error.fix) from error
    except (tarfile.TarError, ValueError) as error:
        yield _refused(
            watched.origin, f"a damaged tar archive ({error})", "fetch it again; what came before is read"
        )


def _tar_member(
    archive: tarfile.TarFile, member: tarfile.TarInfo, watched: Watched, path: Path, depth: int
) -> Iterator[Opened | NotOpened]:
    name = one_line(member.name)
    origin = f"{watched.origin}{_IN}{name}"
    if member.isdir() or any(_hidden(part) for part in name.split("/") if part not in {".", ".."}):
        return
    content = archive.extractfile(member) if member.isreg() else None
    if content is None:
        yield _refused(origin, "a link or device, which is not followed", "give its target")
        return
    inner = Watched(content, origin=origin)
    yield from _contained(inner, name, path, member.size, depth)


def _contained(inner: Watched, name: str, path: Path, size: int, depth: int) -> Iterator[Opened | NotOpened]:
    """A member of an archive. What goes wrong within it does not end it (unless it is at fault)."""
    short = name.rsplit("/", 1)[-1]
    try:
        yield from _layer(inner, short, path, size=size, depth=depth + 1)
    except InputError as error:
        if not (error.origin or inner.origin).startswith(inner.origin):
            raise
        yield NotOpened(
            origin=error.origin or inner.origin,
            refused=Refused(place=error.place or "file", reason=error.problem, fix=error.fix),
        )


def _zip(
    watched: Watched, name: str, path: Path, depth: int, file: BinaryIO | None
) -> Iterator[Opened | NotOpened]:
    """The members of a zip in the order of its table; or the zip itself, where it is one document."""
    if file is not None:
        yield from _zip_members(file, watched, name, path, depth)
        return
    with tempfile.TemporaryFile() as copy:
        _copy(watched, copy)
        yield from _zip_members(cast(BinaryIO, copy), watched, name, path, depth)


def _copy(watched: Watched, copy: Any) -> None:
    stream = buffered(watched)
    while piece := stream.read(1024 * 1024):
        if copy.tell() + len(piece) > LARGEST_INNER_ZIP:
            raise HostileInput(
                f"a zip of more than {LARGEST_INNER_ZIP} bytes within an archive",
                origin=watched.origin,
                fix="unpack the outer archive yourself",
            )
        copy.write(piece)


def _zip_members(
    file: BinaryIO, watched: Watched, name: str, path: Path, depth: int
) -> Iterator[Opened | NotOpened]:
    _check_directory(file, watched.origin)
    file.seek(0)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        yield _refused(watched.origin, f"a damaged zip archive ({error})", "fetch it again")
        return
    with archive:
        if any(member in archive.NameToInfo for member in _PACKAGES):
            file.seek(0)
            yield _ready(Watched(file, origin=watched.origin), name, path, None)
            return
        for member in archive.infolist():
            yield from _zip_member(archive, member, watched, path, depth)


def _zip_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, watched: Watched, path: Path, depth: int
) -> Iterator[Opened | NotOpened]:
    name = one_line(member.filename)
    origin = f"{watched.origin}{_IN}{name}"
    if member.is_dir() or any(_hidden(part) for part in name.split("/") if part not in {".", ".."}):
        return
    if member.flag_bits & 0x1:
        yield _refused(origin, "encrypted", "unpack it with its password and give what was in it")
        return
    try:
        content = archive.open(member)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        yield _refused(origin, f"cannot be unpacked ({error})", "unpack it yourself and give what was in it")
        return
    with content:
        try:
            inner = Watched(content, origin=origin, packed=max(member.compress_size, 1))
        except InputError as error:
            yield _refused(origin, error.problem, error.fix)
            return
        yield from _contained(inner, name, path, member.file_size, depth)


def _check_directory(file: BinaryIO, origin: str) -> None:
    """Refuse a zip whose table of contents would fill the memory (APPNOTE.TXT 6.3, sections 4.3.14-16)."""
    end = file.seek(0, os.SEEK_END)
    start = file.seek(max(0, end - 65_557))
    tail = file.read(65_557)
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) < place + 22:
        return
    (size,) = struct.unpack_from("<L", tail, place + 12)
    if size == 0xFFFFFFFF and place >= 20 and tail[place - 20 : place - 16] == b"PK\x06\x07":
        (offset,) = struct.unpack_from("<Q", tail, place - 12)
        file.seek(min(offset, start + place))
        record = file.read(56)
        size = struct.unpack_from("<Q", record, 40)[0] if len(record) == 56 else 0
    if size > LARGEST_DIRECTORY:
        raise HostileInput(
            f"a zip whose table of contents has {size} bytes", origin=origin, fix="split the archive"
        )
