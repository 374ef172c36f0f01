"""Folders and archives: everything in its order, nothing unpacked, nothing hostile followed."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import struct
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from probatum.errors import BrokenInput, HostileInput
from probatum.sources import expanding, folder
from probatum.sources.folder import NotOpened, Opened, walk


def tar_of(*members: tuple[str, bytes], mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members:
            header = tarfile.TarInfo(name)
            header.size = len(data)
            archive.addfile(header, io.BytesIO(data))
    return out.getvalue()


def zip_of(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def contents(*paths: Path) -> Iterator[tuple[str, str, bytes | str]]:
    """Origin (from the last folder on), name and bytes; or origin, ``!`` and the reason."""
    for one in walk(paths):
        short = one.origin.replace(f"{paths[0].parent}/", "")
        if isinstance(one, NotOpened):
            yield short, "!", one.refused.reason
        else:
            yield short, one.name, one.stream.read()


def test_a_folder_is_walked_in_the_order_of_names(tmp_path: Path) -> None:
    top = tmp_path / "top"
    (top / "b").mkdir(parents=True)
    for name in ("c.txt", "b/z.txt", "b/a.txt", "a.txt", ".hidden", "b/.DS_Store"):
        (top / name).write_bytes(name.encode())
    assert list(contents(top)) == [
        ("top/a.txt", "a.txt", b"a.txt"),
        ("top/b/a.txt", "a.txt", b"b/a.txt"),
        ("top/b/z.txt", "z.txt", b"b/z.txt"),
        ("top/c.txt", "c.txt", b"c.txt"),
    ]


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("x.tar", lambda data: data),
        ("x.tar.gz", gzip.compress),
        ("x.tgz", gzip.compress),
        ("x.tar.bz2", bz2.compress),
        ("x.tar.xz", lzma.compress),
        ("no-ending", gzip.compress),
    ],
)
def test_a_tar_is_read_member_by_member_however_it_is_packed(tmp_path: Path, name: str, pack: object) -> None:
    data = tar_of(("a/1.txt", b"one"), ("2.txt.gz", gzip.compress(b"two")), ("../../3.txt", b"three"))
    (tmp_path / name).write_bytes(pack(data))  # type: ignore[operator]
    assert list(contents(tmp_path / name)) == [
        (f"{name} › a/1.txt", "1.txt", b"one"),
        (f"{name} › 2.txt.gz", "2.txt", b"two"),
        (f"{name} › ../../3.txt", "3.txt", b"three"),
    ]
    assert sorted(path.name for path in tmp_path.parent.glob("3.txt")) == []


def test_a_member_left_unread_does_not_spoil_the_next(tmp_path: Path) -> None:
    (tmp_path / "x.tar.gz").write_bytes(gzip.compress(tar_of(("1", b"x" * 300_000), ("2", b"two"))))
    found = [one for one in walk([tmp_path / "x.tar.gz"]) if isinstance(one, Opened)]
    assert [(one.name, one.size) for one in found] == [("1", 300_000), ("2", 3)]


def test_a_zip_is_read_member_by_member_and_may_lie_in_an_archive(tmp_path: Path) -> None:
    inner = zip_of(("b/1.txt", b"one"), ("__MACOSX/x", b"no"), ("2.txt", b"two"))
    (tmp_path / "x.zip").write_bytes(zip_of(("in.zip", inner), ("/etc/3.txt", b"three")))
    assert list(contents(tmp_path / "x.zip")) == [
        ("x.zip › in.zip › b/1.txt", "1.txt", b"one"),
        ("x.zip › in.zip › 2.txt", "2.txt", b"two"),
        ("x.zip › /etc/3.txt", "3.txt", b"three"),
    ]


def test_a_package_is_one_document_and_not_an_archive(tmp_path: Path) -> None:
    package = zip_of(("word/document.xml", b"<x/>"), ("[Content_Types].xml", b"<x/>"))
    (tmp_path / "a.docx").write_bytes(package)
    (tmp_path / "b.tar").write_bytes(tar_of(("a.docx", package)))
    [one] = contents(tmp_path / "a.docx")
    assert one == ("a.docx", "a.docx", package)
    [one] = contents(tmp_path / "b.tar")
    assert one == ("b.tar › a.docx", "a.docx", package)


def test_links_are_not_followed_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    top = tmp_path / "top"
    top.mkdir()
    (top / "1.txt").write_text("one")
    (top / "2.txt").symlink_to("1.txt")
    (top / "3.txt").symlink_to(tmp_path / "secret.txt")
    (top / "4").symlink_to(top)
    (top / "5.txt").symlink_to(top / "nothing")
    reason = "a link that leads out of the folder or to one"
    assert list(contents(top)) == [
        ("top/1.txt", "1.txt", b"one"),
        ("top/2.txt", "2.txt", b"one"),
        ("top/3.txt", "!", reason),
        ("top/4", "!", reason),
        ("top/5.txt", "!", reason),
    ]


def test_links_and_devices_in_a_tar_are_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        pipe = tarfile.TarInfo("pipe")
        pipe.type = tarfile.FIFOTYPE
        archive.addfile(pipe)
        folder_ = tarfile.TarInfo("d")
        folder_.type = tarfile.DIRTYPE
        archive.addfile(folder_)
    (tmp_path / "x.tar").write_bytes(out.getvalue())
    reason = "a link or device, which is not followed"
    assert list(contents(tmp_path / "x.tar")) == [
        ("x.tar › link", "!", reason),
        ("x.tar › pipe", "!", reason),
    ]


def test_a_pipe_and_a_missing_path_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert list(contents(tmp_path / "pipe")) == [("pipe", "!", "not a regular file")]
    assert list(contents(tmp_path / "none")) == [("none", "!", "no such file")]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_what_may_not_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("x")
    (tmp_path / "x.txt").chmod(0)
    assert list(contents(tmp_path / "x.txt")) == [("x.txt", "!", "cannot be read (Permission denied)")]


def test_a_folder_a_thousand_deep_is_walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    top = tmp_path / "top"
    top.mkdir()
    monkeypatch.chdir(top)
    for _ in range(1200):
        Path("d").mkdir()
        os.chdir("d")
    Path("x.txt").write_text("deep")
    assert [(name, data) for _, name, data in contents(top)] == [("x.txt", b"deep")]
    Path("x.txt").unlink()
    for _ in range(1200):
        os.chdir("..")
        Path("d").rmdir()


def test_a_cut_off_archive_gives_what_it_has_and_says_so(tmp_path: Path) -> None:
    noise = os.urandom(400_000)
    whole = gzip.compress(tar_of(("1.txt", b"one"), ("2.bin", noise), ("3.txt", b"three")))
    (tmp_path / "x.tar.gz").write_bytes(whole[:200_000])
    walked = walk([tmp_path / "x.tar.gz"])
    first = next(walked)
    assert isinstance(first, Opened)
    assert first.stream.read() == b"one"
    second = next(walked)
    assert isinstance(second, Opened)
    with pytest.raises(BrokenInput, match=r"x\.tar\.gz.*: damaged or cut off"):
        second.stream.read()
    rest = list(walked)
    assert [type(one) for one in rest] == [NotOpened]


def test_a_bomb_is_refused_and_the_next_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expanding, "SMALL", 1024 * 1024)
    zeros = bytes(8 * 1024 * 1024)
    (tmp_path / "1.gz").write_bytes(gzip.compress(zeros))
    (tmp_path / "2.zip").write_bytes(zip_of(("bomb", zeros), ("fine.txt", b"fine")))
    (tmp_path / "3.tar.xz").write_bytes(lzma.compress(tar_of(("bomb", zeros), ("later.txt", b"later"))))
    (tmp_path / "4.txt").write_bytes(b"four")
    problem = "expands to more than 250 times its size"
    outcomes = []
    for one in walk([tmp_path]):
        if isinstance(one, NotOpened):
            outcomes.append((one.origin.rsplit("/", 1)[-1], "not opened"))
            continue
        name = one.origin.rsplit("/", 1)[-1]
        try:
            one.stream.read()
            outcomes.append((name, "read"))
        except HostileInput as error:
            outcomes.append((name, error.problem))
    assert outcomes == [
        ("1.gz", problem),
        ("2.zip › bomb", problem),
        ("2.zip › fine.txt", "read"),
        ("3.tar.xz › bomb", problem),
        ("3.tar.xz", "not opened"),
        ("4.txt", "read"),
    ]


def test_archives_within_archives_end_somewhere(tmp_path: Path) -> None:
    data = b"deep"
    for _ in range(8):
        data = zip_of(("in.zip", data))
    (tmp_path / "x.zip").write_bytes(data)
    [(_, mark, reason)] = contents(tmp_path / "x.zip")
    assert (mark, reason) == ("!", f"archives within archives, more than {folder.DEEPEST} deep")


def test_an_encrypted_member_is_refused_alone(tmp_path: Path) -> None:
    data = bytearray(zip_of(("1.txt", b"one"), ("2.txt", b"two")))
    # The flag of encryption, in the local header and in the table of contents of the first member.
    data[6] |= 1
    table = data.index(b"PK\x01\x02")
    data[table + 8] |= 1
    (tmp_path / "x.zip").write_bytes(data)
    assert list(contents(tmp_path / "x.zip")) == [
        ("x.zip › 1.txt", "!", "encrypted"),
        ("x.zip › 2.txt", "2.txt", b"two"),
    ]


def test_a_damaged_zip_or_tar_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04" + b"nothing" * 20)
    [(_, mark, reason)] = contents(tmp_path / "x.zip")
    assert (mark, reason[:22]) == ("!", "a damaged zip archive ")


def test_a_zip_with_an_endless_table_of_contents_is_refused(tmp_path: Path) -> None:
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, folder.LARGEST_DIRECTORY + 1, 0, 0)
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04" + end)
    [(_, mark, reason)] = contents(tmp_path / "x.zip")
    assert (mark, reason[:29]) == ("!", "a zip whose table of contents")


def test_an_endless_header_in_a_tar_is_refused(tmp_path: Path) -> None:
    header = tarfile.TarInfo("x")
    header.type, header.size = tarfile.XHDTYPE, 100 * 1024 * 1024
    data = header.tobuf(format=tarfile.USTAR_FORMAT) + bytes(10_000)
    (tmp_path / "x.tar").write_bytes(data)
    [(_, mark, reason)] = contents(tmp_path / "x.tar")
    assert (mark, reason) == ("!", "a header of 104857600 bytes")


def test_an_xz_that_asks_for_all_memory_is_refused(tmp_path: Path) -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": 512 * 1024 * 1024}]
    (tmp_path / "x.txt.xz").write_bytes(lzma.compress(b"text", filters=filters))
    [(_, mark, reason)] = contents(tmp_path / "x.txt.xz")
    assert mark == "!"
    assert "Memory usage limit" in str(reason)


def test_packed_streams_one_after_another_are_one(tmp_path: Path) -> None:
    for name, pack in (("a.gz", gzip.compress), ("b.bz2", bz2.compress), ("c.xz", lzma.compress)):
        (tmp_path / name).write_bytes(pack(b"one ") + pack(b"two"))
    assert [data for _, _, data in contents(tmp_path)] == [b"one two"] * 3


def test_odd_names_are_shown_on_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a\nb\x07.txt"
    path.write_bytes(b"x")
    assert [origin for origin, _, _ in contents(path)] == ["a b.txt"]
