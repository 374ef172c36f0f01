"""Cross-encoders: models that read two texts together and say how one bears on the other."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from probatum.errors import ExtraMissing
from probatum.language.onnx import Loaded, installed, load, named, processors

#: Of a text no more characters than these are read: a token has seldom more than ten.
_CHARACTERS = 4_000

#: So many pairs are read side by side at most, whatever there is of processors: each takes memory.
SIDE_BY_SIDE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossForm:
    """How a model is used: ``tokens`` of both texts together, and what its logits are divided by."""

    name: str
    tokens: int = 224
    temperature: float = 1.0

    def __post_init__(self) -> None:
        if not (isinstance(self.name, str) and self.name):
            raise ValueError("name is to be words")
        if not (isinstance(self.tokens, int) and 16 <= self.tokens <= 8_192):
            raise ValueError("tokens is to be a number from 16 to 8192")
        if not (isinstance(self.temperature, int | float) and 0.01 <= self.temperature <= 100):
            raise ValueError("temperature is to be a number from 0.01 to 100")


class CrossEncoder:
    """Reads pairs with the model in ``folder`` (``model.onnx``, ``tokenizer.json``) on the CPU.

    ``kind`` is what it is called in errors ("an entailer"), ``wanted`` how many logits it gives a pair. A
    pair that is too long is cut by tokens, the longer side first. Each pair is read on one core and by
    itself, so it gives the same bytes on every run; ``threads`` pairs are read side by side, ``threads=0``
    stands for as many as there are cores, up to ``SIDE_BY_SIDE``. The weights are read at first use. Raises
    :class:`ExtraMissing` where onnxruntime, tokenizers or the weights are not installed, at first use also
    where they do not run here.
    """

    def __init__(
        self, folder: Path, form: CrossForm, *, kind: str, wanted: int, threads: int, tokenizer: Path | None
    ) -> None:
        installed(folder, kind.partition(" ")[2])
        self.form = form
        self._folder, self._kind, self._wanted = folder, kind, wanted
        self._tokenizer = tokenizer
        self._pool = ThreadPoolExecutor(threads or min(processors(), SIDE_BY_SIDE), "reading")
        self._lock = threading.Lock()
        self._loaded: Loaded | None = None

    def _model(self) -> Loaded:
        with self._lock:
            if self._loaded is None:
                made = load(self._folder, 1, tokenizer=self._tokenizer)
                made.tokenizer.enable_truncation(self.form.tokens, strategy="longest_first")
                self._loaded = made
            return self._loaded

    def logits(self, pairs: Sequence[tuple[str, str]]) -> Iterator[NDArray[np.float64]]:
        """The logits of each pair, divided by the temperature, whatever else is read with it."""
        if pairs:
            cut = [(plain(one), plain(other)) for one, other in pairs]
            yield from self._pool.map(self._one, self._model().tokenizer.encode_batch(cut))

    def _one(self, read: Any) -> NDArray[np.float64]:
        # Alone: int8 activations are scaled by all that is in a run, so company would change what is read.
        given = {
            "input_ids": np.asarray([read.ids], dtype=np.int64),
            "attention_mask": np.ones((1, len(read.ids)), dtype=np.int64),
            "token_type_ids": np.asarray([read.type_ids], dtype=np.int64),
        }
        model = self._model()
        with named(self._folder / "model.onnx", self._kind):
            row = model.run(given)[0].astype(np.float64)
            if row.shape != (self._wanted,) or not np.isfinite(row).all():
                raise ValueError(f"it does not give {_NUMBERS[self._wanted]} a pair")
        scaled: NDArray[np.float64] = row / self.form.temperature
        return scaled


_NUMBERS = {1: "one logit", 3: "three logits"}


def plain(text: str) -> str:
    """The beginning of a text as the tokenizer takes it: halves of a character are none."""
    return text[:_CHARACTERS].encode("utf-8", "replace").decode("utf-8")


def form_of(card: Path) -> CrossForm:
    """The form on a model's card; where there is no card, the folder's name and the usual numbers.

    Raises :class:`ExtraMissing` where the card cannot be read.
    """
    try:
        known = json.loads(card.read_text("utf-8")) if card.exists() else {"name": card.parent.name}
        return CrossForm(**known)
    except (OSError, ValueError, TypeError) as problem:
        raise ExtraMissing(f"{card}: cannot be read as a model's card ({problem}); see its page") from problem


def shipped(name: str) -> tuple[Path, Path]:
    """The folder of the weights ``name`` that come with the package, and the tokenizer of the encoder.

    All read words as the encoder does, so its tokenizer is there once.
    """
    weights = Path(str(resources.files("probatum.weights")))
    return weights / name, weights / "encoder" / "tokenizer.json"
