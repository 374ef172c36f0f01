"""Entailers that run on this machine, and one that remembers what it has read."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import Counter, OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np

from probatum.errors import ExtraMissing
from probatum.language.models import Entailed, Entailer
from probatum.language.onnx import Loaded, installed, load, named

#: Of a statement or a text no more characters than these are read: a token has seldom more than ten.
_CHARACTERS = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class EntailerForm:
    """How an entailer is used: ``tokens`` of both sides together, and what its logits are divided by."""

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


class LocalEntailer:
    """Reads pairs with the cross-encoder in ``folder`` (``model.onnx``, ``tokenizer.json``) on the CPU.

    The graph gives three logits a pair: support, contradict, neither. A pair that is too long is cut by
    tokens, the longer side first. ``threads=1`` keeps to one core and gives the same bytes on every run;
    ``threads=0`` takes all cores. The weights are read at first use. Raises :class:`ExtraMissing` where
    onnxruntime, tokenizers or the weights are not installed, at first use also where they do not run here.
    """

    def __init__(
        self, folder: Path, form: EntailerForm, *, threads: int = 1, tokenizer: Path | None = None
    ) -> None:
        installed(folder, "entailer")
        self.name, self._form = form.name, form
        self._folder, self._threads, self._tokenizer = folder, threads, tokenizer
        self._lock = threading.Lock()
        self._loaded: Loaded | None = None

    def _model(self) -> Loaded:
        with self._lock:
            if self._loaded is None:
                made = load(self._folder, self._threads, tokenizer=self._tokenizer)
                made.tokenizer.enable_truncation(self._form.tokens, strategy="longest_first")
                self._loaded = made
            return self._loaded

    def entail(self, pairs: Sequence[tuple[str, str]]) -> list[Entailed]:
        """One reading for each pair of statement and text, in their order, whatever else is read with it."""
        if not pairs:
            return []
        cut = [(plain(statement), plain(text)) for statement, text in pairs]
        return [self._one(read.ids, read.type_ids) for read in self._model().tokenizer.encode_batch(cut)]

    def _one(self, ids: Sequence[int], kinds: Sequence[int]) -> Entailed:
        # Alone: int8 activations are scaled by all that is in a run, so company would change what is read.
        given = {
            "input_ids": np.asarray([ids], dtype=np.int64),
            "attention_mask": np.ones((1, len(ids)), dtype=np.int64),
            "token_type_ids": np.asarray([kinds], dtype=np.int64),
        }
        model = self._model()
        with named(self._folder / "model.onnx", "an entailer"):
            row = model.run(given)[0].astype(np.float64)
            if row.shape != (3,) or not np.isfinite(row).all():
                raise ValueError("it does not give three logits a pair")
        logits = row / self._form.temperature
        raised = np.exp(logits - logits.max())
        support, contradict, neither = raised / raised.sum()
        return Entailed(support=float(support), contradict=float(contradict), neither=float(neither))


def plain(text: str) -> str:
    """The beginning of a text as the tokenizer takes it: halves of a character are none."""
    return text[:_CHARACTERS].encode("utf-8", "replace").decode("utf-8")


class RememberingEntailer:
    """An entailer that reads each pair once: what was read last is kept, by the hash of the pair.

    So all pairs of an answer can be read in one batch, and each check finds its own already read. ``most``
    readings are kept; the one unused for longest goes first. What another model read in its place is not
    kept. May be used from several threads.
    """

    def __init__(self, entailer: Entailer, *, most: int = 50_000) -> None:
        self.name, self.inner = entailer.name, entailer
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[bytes, Entailed] = OrderedDict()

    def entail(self, pairs: Sequence[tuple[str, str]]) -> list[Entailed]:
        """One reading for each pair; those not kept are read together."""
        marks = [mark_of(self.name, *pair) for pair in pairs]
        found = self._recalled(marks)
        new = {mark: pair for mark, pair in zip(marks, pairs, strict=True) if mark not in found}
        if new:
            found.update(zip(new, self.inner.entail(list(new.values())), strict=True))
            self._keep({mark: found[mark] for mark in new if not found[mark].by})
        return [found[mark] for mark in marks]

    def _recalled(self, marks: Sequence[bytes]) -> dict[bytes, Entailed]:
        with self._lock:
            found = {mark: self._kept[mark] for mark in marks if mark in self._kept}
            for mark in found:
                self._kept.move_to_end(mark)
            return found

    def _keep(self, read: dict[bytes, Entailed]) -> None:
        with self._lock:
            self._kept.update(read)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


def mark_of(*parts: str) -> bytes:
    """A hash of a model's name, a statement and a text, in which their boundaries count."""
    made = hashlib.blake2b(digest_size=16)
    for part in parts:
        coded = part.encode("utf-8", "surrogatepass")
        made.update(len(coded).to_bytes(8, "big") + coded)
    return made.digest()


class Tallied:
    """An entailer that counts by whom pairs were read, for what an answer or an audit says of its making."""

    def __init__(self, entailer: Entailer) -> None:
        self.name = entailer.name
        self._entailer = entailer
        self._read: Counter[str] = Counter()

    def entail(self, pairs: Sequence[tuple[str, str]]) -> list[Entailed]:
        """The readings of the entailer that is counted."""
        read = self._entailer.entail(pairs)
        self._read.update(one.by for one in read)
        return read

    @property
    def said(self) -> str:
        """The model by name; where it gave no answer to some pairs, to how many, and who read them."""
        of = self._read.total()
        others = [
            f"; {n} of {of} readings by {by}, as it gave no answer" for by, n in self._read.items() if by
        ]
        return self.name + "".join(sorted(others))


def default_entailer(*, threads: int = 1) -> LocalEntailer:
    """The entailer that comes with the package. Raises :class:`ExtraMissing` without the ``dense`` extra.

    It reads words as the encoder does: the two share one tokenizer.
    """
    weights = Path(str(resources.files("probatum.weights")))
    return _entailer(weights / "entailer", threads=threads, tokenizer=weights / "encoder" / "tokenizer.json")


def entailer_of(folder: Path, *, threads: int = 1) -> LocalEntailer:
    """An entailer of one's own: a folder with ``model.onnx``, ``tokenizer.json`` and ``entailer.json``.

    The last may be left out: its name is that of the folder then. Raises :class:`ExtraMissing` where the
    folder holds no model.
    """
    return _entailer(folder, threads=threads)


def _entailer(folder: Path, *, threads: int, tokenizer: Path | None = None) -> LocalEntailer:
    card = folder / "entailer.json"
    try:
        known = json.loads(card.read_text("utf-8")) if card.exists() else {"name": folder.name}
        form = EntailerForm(**known)
    except (OSError, ValueError, TypeError) as problem:
        raise ExtraMissing(f"{card}: cannot be read as a model's card ({problem}); see its page") from problem
    own = folder / "tokenizer.json"
    return LocalEntailer(folder, form, threads=threads, tokenizer=own if own.exists() else tokenizer)
