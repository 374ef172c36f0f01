"""Models that run on this machine: ONNX weights and a tokenizer in a folder, no torch, no network."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from probatum.errors import ExtraMissing

#: Texts that are read in one run of a model; longer texts go in smaller batches.
BATCH = 16


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model in memory: its tokenizer, its session, and what its graph wants to be given."""

    tokenizer: Any
    session: Any
    inputs: tuple[str, ...]

    def run(self, given: dict[str, NDArray[np.int64]]) -> NDArray[np.float32]:
        """The first output of the graph for what it asks of ``given``."""
        out = self.session.run(None, {name: given[name] for name in self.inputs})[0]
        return np.asarray(out, dtype=np.float32)


def installed(folder: Path, what: str) -> None:
    """Nothing, where ``folder`` holds a model that may run here; else raises :class:`ExtraMissing`."""
    lacking = [name for name in ("onnxruntime", "tokenizers") if importlib.util.find_spec(name) is None]
    if lacking:
        raise ExtraMissing(f"{' and '.join(lacking)} not installed; pip install 'probatum[dense]'")
    if not (folder / "model.onnx").exists():
        raise ExtraMissing(f"{folder}: holds no {what} (model.onnx); put one there, or install the weights")


def load(folder: Path, threads: int, *, tokenizer: Path | None = None) -> Loaded:
    """The model of ``folder`` (``model.onnx``, ``tokenizer.json``) on the CPU; ``threads=0`` takes all cores.

    ``tokenizer`` is a file that stands for the one of the folder. Raises :class:`ExtraMissing` where what is
    needed does not run on this machine.
    """
    ort, tokenizers = extra("onnxruntime"), extra("tokenizers")
    with named(tokenizer or folder / "tokenizer.json", "a tokenizer") as file:
        reading = tokenizers.Tokenizer.from_file(str(file))
    reading.no_padding()
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    with named(folder / "model.onnx", "a model") as file:
        session = ort.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    return Loaded(reading, session, tuple(sorted(one.name for one in session.get_inputs())))


@contextmanager
def named(file: Path, what: str) -> Iterator[Path]:
    """``file``, to be read as ``what``; whatever its reader raises becomes :class:`ExtraMissing`, by name."""
    try:
        yield file
    except Exception as problem:  # the libraries name no root of what they raise
        said = " ".join(str(problem).split())[:200]
        raise ExtraMissing(f"{file}: cannot be used as {what} ({said}); put a sound one there") from problem


def extra(name: str) -> Any:
    """The module ``name`` of the extra ``dense``. Raises :class:`ExtraMissing` where it cannot be loaded."""
    try:
        return import_module(name)
    except ImportError as problem:
        raise ExtraMissing(f"{name} cannot be loaded ({problem}); pip install 'probatum[dense]'") from problem


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def alike(encoded: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Rows in batches of about the same length, so that little is spent on padding."""
    order = sorted(range(len(encoded)), key=lambda row: len(encoded[row]))
    for at in range(0, len(order), BATCH):
        yield order[at : at + BATCH]


def padded(rows: Sequence[Sequence[int]]) -> NDArray[np.int64]:
    """The rows as one array, with zeros after the shorter ones."""
    made = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
    for at, row in enumerate(rows):
        made[at, : len(row)] = row
    return made
