"""Runs a module of ours in a process of its own, with little memory and time.

So a file that was built to exhaust whoever reads it ends that process, and nothing else. The module is told
its :class:`Bounds` as its first arguments and keeps to them with :func:`confine`. Where the system cannot
bound memory (macOS, Windows) the time is bounded all the same, by whoever waits.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

if sys.platform != "win32":
    import resource

#: So much longer (seconds) than it may work may a process take, for waiting its turn and for beginning.
GRACE = 20.0

#: Ask Linux to end this process when the one that began it ends (prctl(2)).
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a process may take: seconds of work, and bytes of memory."""

    seconds: int
    memory: int


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended and what it had said by then. ``late``: it was not done when its time was up."""

    out: bytes
    sound: bool
    late: bool


def run(module: str, bounds: Bounds, *told: str, data: bytes = b"", descriptors: Sequence[int] = ()) -> Ended:
    """Run ``module`` with ``data`` as its input, wait for its end, and bring that about where it is late.

    ``descriptors`` are open files that it may use. It looks for modules where Python keeps them and not in
    the folder that it is run in, which may be one that somebody brought.
    """
    command = [sys.executable, "-P", "-m", module, str(bounds.seconds), str(bounds.memory), *told]
    try:
        done = subprocess.run(  # noqa: S603 - this program itself, told nothing that a visitor wrote
            command,
            input=data,
            capture_output=True,
            pass_fds=tuple(descriptors),
            timeout=bounds.seconds + GRACE,
            check=False,
            # Each thread of a library for arithmetic would ask for memory of its own.
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        )
    except subprocess.TimeoutExpired as late:
        return Ended(late.stdout or b"", sound=False, late=True)
    return Ended(done.stdout, sound=done.returncode == 0, late=_overworked(done.returncode))


def _overworked(code: int) -> bool:
    return sys.platform != "win32" and code == -signal.SIGXCPU


def confine(bounds: Bounds) -> None:
    """Let this process take no more than it may, write no file, and not outlive the one that began it."""
    if sys.platform == "win32":
        return
    _lower(resource.RLIMIT_CPU, bounds.seconds, slack=1)  # first told that its time is up, then ended
    _lower(resource.RLIMIT_AS, bounds.memory)
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_CORE, 0)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _lower(what: int, most: int, *, slack: int = 0) -> None:
    """Lower one limit, as far as the system lets it be and none is lower already."""
    given = [limit for limit in resource.getrlimit(what) if limit != resource.RLIM_INFINITY]
    soft, hard = min([most, *given]), min([most + slack, *given])
    try:
        resource.setrlimit(what, (soft, hard))
    except (OSError, ValueError):  # macOS knows the memory's limit by name alone
        return
