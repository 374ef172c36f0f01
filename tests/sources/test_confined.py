"""A PDF that was built to exhaust whoever reads it ends the process that reads it, and nothing else."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from probatum.errors import HostileInput
from probatum.sources.confined import Bounds, Ended, run
from probatum.sources.pasted import read_upload
from probatum.sources.pdf import Limits, read_paragraphs, read_pdf
from probatum.sources.reader import Read
from tests.sources.exhausting import WORDS, bomb, nested, stream, written

_FINE = stream(WORDS)
_MB = 1024**2
#: A gigabyte of blanks in three kilobytes; and forms within forms, letters without number in as many.
_BOMB = written([], [_FINE, bomb(1_200_000_000), _FINE])
_FORMS = written(nested(), [_FINE, stream(b"/X4 Do"), _FINE])


def _resident() -> int:
    """The most memory (kB) that this process has had."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0])


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux alone")
@pytest.mark.parametrize("data", [_BOMB, _FORMS], ids=["bomb", "forms"])
def test_a_page_that_takes_the_memory_is_named_and_this_process_takes_none(data: bytes) -> None:
    assert len(data) < 5_000
    before = _resident()
    with pytest.raises(
        HostileInput,
        match=r"^a\.pdf, page 2: takes more than 400 MB of memory to read, .*; leave this page out",
    ):
        list(read_pdf(io.BytesIO(data), origin="a.pdf", limits=Limits(memory=400 * _MB)))
    assert _resident() - before < 50_000


def test_a_page_that_takes_the_time_is_named() -> None:
    with pytest.raises(HostileInput, match=r"^a\.pdf, page 2: not read after 1 seconds; leave this page out"):
        read_paragraphs(_FORMS, origin="a.pdf", limits=Limits(seconds=1))


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux alone")
def test_a_text_that_is_brought_is_read_within_less() -> None:
    with pytest.raises(HostileInput, match=r"^a\.pdf, page 2: takes more than 1024 MB of memory to read"):
        read_upload(_BOMB, name="a.pdf")


def test_nobody_waits_for_another_pdf() -> None:
    """Read in threads, as the server does."""
    fine = written([], [_FINE])
    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(read_paragraphs, _FORMS, origin="slow.pdf", limits=Limits(seconds=4))
        (read,) = pool.submit(lambda: list(read_pdf(io.BytesIO(fine), origin="a.pdf"))).result()
        assert isinstance(read, Read)
        assert not slow.done()
        with pytest.raises(HostileInput, match=r"^slow\.pdf, page 2: "):
            slow.result()


_READS = """
import sys, threading
from probatum.sources.pdf import read_paragraphs
data = sys.stdin.buffer.read()
reading = threading.Thread(target=read_paragraphs, args=(data,), kwargs={"origin": "a.pdf"})
reading.start()
print("reading", flush=True)
reading.join()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux who began what")
def test_whoever_is_killed_leaves_no_reader_behind() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _READS], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as server:
        assert server.stdin is not None
        server.stdin.write(_FORMS)
        server.stdin.close()
        reader = _begun_by(server.pid)
        assert _confined(reader)
        server.send_signal(signal.SIGKILL)
        server.wait()
        if server.stdout is not None:
            server.stdout.close()
    assert _gone(reader)


def _begun_by(process: int) -> int:
    for _ in range(600):
        for children in Path(f"/proc/{process}/task").glob("*/children"):
            if begun := children.read_text().split():
                return int(begun[0])
        time.sleep(0.05)
    raise AssertionError("no reader was begun")


def _confined(process: int) -> bool:
    """Whether it comes to keep to its limits."""
    for _ in range(600):
        (files,) = [
            line.split()
            for line in Path(f"/proc/{process}/limits").read_text().splitlines()
            if line.startswith("Max file size")
        ]
        if files[3:5] == ["0", "0"]:
            time.sleep(0.2)
            return True
        time.sleep(0.05)
    return False


def _gone(process: int) -> bool:
    for _ in range(200):
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    os.kill(process, signal.SIGKILL)
    return False


def test_the_folder_that_it_is_run_in_lends_it_no_modules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``probatum ingest .`` is run among files that came from elsewhere."""
    marked = tmp_path / "was-here"
    (tmp_path / "orjson.py").write_text(f"import os; os.mkdir({str(marked)!r})")
    monkeypatch.chdir(tmp_path)
    (read,) = read_pdf(io.BytesIO(written([], [_FINE])), origin="a.pdf")
    assert isinstance(read, Read)
    assert not marked.exists()


def test_what_it_said_before_it_was_late_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "slow_module.py").write_text("import time; print(7, flush=True); time.sleep(60)")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    monkeypatch.setattr("probatum.sources.confined.GRACE", 2.0)
    assert run("slow_module", Bounds(seconds=1, memory=0)) == Ended(b"7\n", sound=False, late=True)
