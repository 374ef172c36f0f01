"""Secrets are sealed with a key of this workspace, and opened with no other."""

from __future__ import annotations

import stat
import string
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from probatum.errors import WorkspaceError
from probatum.store.sealed import Sealed

SIGNS = string.ascii_letters + string.digits + "-_"
#: Which signs of a short sealed secret are read: 73 bytes make 98 signs and "==", and four bits of the last
#: of these are nobody's.
READ = range(97)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_what_is_sealed_is_opened_again_and_cannot_be_read(tmp_path: Path, secret: str) -> None:
    sealed = Sealed(tmp_path / "keys" / "seal.key")
    closed = sealed.seal(secret)
    assert Sealed(tmp_path / "keys" / "seal.key").open(closed) == secret
    assert sealed.seal(secret) != closed
    if len(secret) > 3:
        assert secret not in closed


def test_the_key_is_readable_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "seal.key"
    Sealed(file).seal("x")
    assert (stat.S_IMODE(file.stat().st_mode), stat.S_IMODE(file.parent.stat().st_mode)) == (0o600, 0o700)
    assert [one.name for one in file.parent.iterdir()] == ["seal.key"]


@pytest.mark.parametrize("number", range(5))
def test_of_many_who_seal_first_at_once_all_have_one_key(tmp_path: Path, number: int) -> None:
    file, together = tmp_path / "keys" / "seal.key", Barrier(8)

    def seal(which: int) -> str:
        together.wait()
        return Sealed(file).seal(str(which))

    with ThreadPoolExecutor(8) as pool:
        closed = list(pool.map(seal, range(8)))
    assert [Sealed(file).open(one) for one in closed] == [str(which) for which in range(8)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(where=st.integers(0, READ[-1]), steps=st.integers(1, 63), never_sealed=st.text())
def test_what_was_changed_or_never_sealed_is_not_opened(
    tmp_path: Path, where: int, steps: int, never_sealed: str
) -> None:
    sealed = Sealed(tmp_path / "keys" / "seal.key")
    closed = sealed.seal("a secret")
    # What is drawn must not depend on what was sealed: that is another text each time.
    other = SIGNS[(SIGNS.index(closed[where]) + steps) % len(SIGNS)]
    for said in (closed[:where] + other + closed[where + 1 :], closed[:where], never_sealed):
        with pytest.raises(WorkspaceError):
            sealed.open(said)


def test_with_another_key_or_none_that_is_one_it_says_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "seal.key"
    closed = Sealed(file).seal("a secret")
    file.unlink()
    with pytest.raises(WorkspaceError, match="bring it back from a backup, or have each person enrol"):
        Sealed(file).open(closed)
    for broken in (b"", b"no key", b"\xff" * 44):
        file.write_bytes(broken)
        with pytest.raises(WorkspaceError, match="is no key; bring it back from a backup"):
            Sealed(file).open(closed)
