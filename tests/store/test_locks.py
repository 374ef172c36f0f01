"""Locks: one holder at a time, threads in their order, and a clear word to who waits in vain."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from probatum.errors import WorkspaceBusy
from probatum.store.locks import Line, locked

#: Longer than any test waits; no test waits so long.
LONG = 60.0


def test_threads_are_served_in_the_order_in_which_they_came() -> None:
    line, served, come = Line(), [], []

    def wait(number: int) -> None:
        with line.turn(LONG) as came:
            assert came
            served.append(number)

    with line.turn(LONG) as came:
        assert came
        for number in range(20):
            thread = threading.Thread(target=wait, args=(number,))
            thread.start()
            come.append(thread)
            while len(line._waiting) < number + 2:  # it stands in the line before the next one comes
                os.sched_yield()
    for thread in come:
        thread.join()
    assert served == list(range(20))


def test_who_gives_up_leaves_the_line_and_holds_nobody_up() -> None:
    line = Line()
    with line.turn(LONG), line.turn(0.0) as came:
        assert not came
    with line.turn(0.0) as came:
        assert came


def test_an_error_lets_go_of_the_lock(tmp_path: Path) -> None:
    lock = tmp_path / "a.lock"
    with pytest.raises(ZeroDivisionError), locked(lock, 0.0):
        raise ZeroDivisionError
    with locked(lock, 0.0):
        assert lock.read_text() == str(os.getpid())


def test_a_thread_that_waits_in_vain_is_told_to_come_back(tmp_path: Path) -> None:
    with locked(tmp_path / "a.lock", 0.0):
        with (
            pytest.raises(WorkspaceBusy, match="too many others write to it"),
            locked(tmp_path / "a.lock", 0.0),
        ):
            pass
        with locked(tmp_path / "b.lock", 0.0):
            pass


def test_another_process_that_holds_it_is_named_and_its_end_frees_it(tmp_path: Path) -> None:
    lock = tmp_path / "a.lock"
    script = (
        "import sys; from pathlib import Path; from probatum.store.locks import locked\n"
        "with locked(Path(sys.argv[1]), 0.0):\n    print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with (
            pytest.raises(WorkspaceBusy, match=rf"another process \(number {other.pid}\)"),
            locked(lock, 0.0),
        ):
            pass
        other.kill()
        other.wait()
    with locked(lock, LONG):
        pass


def test_no_two_hold_it_at_once(tmp_path: Path) -> None:
    inside, most = 0, 0

    def work() -> None:
        nonlocal inside, most
        for _ in range(20):
            with locked(tmp_path / "a.lock", LONG):
                inside += 1
                most = max(most, inside)
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (most, inside) == (1, 0)
