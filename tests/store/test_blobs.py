"""Original bytes: kept once, whole or not at all."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.errors import DiskFull, NotHeld, WorkspaceReadOnly
from probatum.store.blobs import Blobs, disk_error


@given(st.binary(max_size=3000))
def test_bytes_come_back_under_their_hash(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """And the name is SHA-256."""
    blobs = Blobs(tmp_path_factory.mktemp("files"))
    digest = blobs.keep(io.BytesIO(data))
    assert digest == hashlib.sha256(data).hexdigest()
    with blobs.open(digest) as stream:
        assert stream.read() == data


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    """The file is not written again."""
    blobs = Blobs(tmp_path)
    digest = blobs.keep(io.BytesIO(b"a"))
    before = blobs.path_of(digest).stat().st_mtime_ns
    assert blobs.keep(io.BytesIO(b"a")) == digest
    assert blobs.path_of(digest).stat().st_mtime_ns == before
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [digest]


class _Breaks(io.RawIOBase):
    """A stream that fails in the middle."""

    def __init__(self) -> None:
        self._left = 3

    def read(self, size: int = -1, /) -> bytes:
        """Some bytes, then an error."""
        self._left -= 1
        if not self._left:
            raise OSError(28, "No space left on device")
        return b"x" * size


def test_what_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    """And says what to do."""
    with pytest.raises(DiskFull, match="make room"):
        Blobs(tmp_path).keep(_Breaks())  # type: ignore[arg-type]
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_what_a_killed_process_left_is_tidied(tmp_path: Path) -> None:
    """Half copies only."""
    blobs = Blobs(tmp_path)
    digest = blobs.keep(io.BytesIO(b"a"))
    (tmp_path / "incoming" / "half").write_bytes(b"x")
    assert blobs.tidy() == 1
    assert blobs.path_of(digest).exists()


def test_bytes_that_are_not_held(tmp_path: Path) -> None:
    """Say so."""
    with pytest.raises(NotHeld, match="ingest it again"):
        Blobs(tmp_path).open("ab" * 32)


def test_what_the_disk_says_becomes_an_error_of_ours() -> None:
    """Full, read-only, anything else."""
    path = Path("x")
    assert isinstance(disk_error(path, OSError(28, "full")), DiskFull)
    assert isinstance(disk_error(path, OSError(30, "read-only")), WorkspaceReadOnly)
    assert str(disk_error(path, OSError(5, "Input/output error"))) == (
        "x: Input/output error; check the disk and repeat"
    )


def test_what_is_kept_is_counted(tmp_path: Path) -> None:
    """Whole files alone."""
    blobs = Blobs(tmp_path)
    assert blobs.held() == (0, 0)
    for data in (b"a", b"bc", b"a"):
        blobs.keep(io.BytesIO(data))
    assert blobs.held() == (2, 3)
