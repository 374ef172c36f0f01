"""What is private is whole, readable for its owner alone, and made once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from probatum.store.private import keep_instead, keep_once


def test_of_many_who_make_a_file_at_once_one_does(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "a.key"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: keep_once(file, bytes([number]) * 32), range(8)))
    assert len(set(file.read_bytes())) == 1
    assert [one.name for one in file.parent.iterdir()] == ["a.key"]


def test_a_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "a.key"
    keep_instead(file, b"one")
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_file_is_put_in_the_place_of_another(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    keep_instead(file, b"one")
    keep_instead(file, b"two")
    keep_once(file, b"three")
    assert file.read_bytes() == b"two"
