"""Entailers that run on this machine, and one that remembers what it has read."""

from __future__ import annotations

import hashlib
import threading
from collections import Counter, OrderedDict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from probatum.language.cross import CrossEncoder, CrossForm, form_of, shipped
from probatum.language.models import Entailed, Entailer


class LocalEntailer:
    """Reads pairs with the cross-encoder in ``folder``, whose graph gives support, contradict, neither.

    See :class:`~probatum.language.cross.CrossEncoder` for how it runs, and what it raises.
    """

    def __init__(
        self, folder: Path, form: CrossForm, *, threads: int = 0, tokenizer: Path | None = None
    ) -> None:
        self.name = form.name
        self._model = CrossEncoder(
            folder, form, kind="an entailer", wanted=3, threads=threads, tokenizer=tokenizer
        )

    def entail(self, pairs: Sequence[tuple[str, str]]) -> list[Entailed]:
        """One reading for each pair of statement and text, in their order, whatever else is read with it."""
        read = []
        for logits in self._model.logits(pairs):
            raised = np.exp(logits - logits.max())
            support, contradict, neither = (raised / raised.sum()).tolist()
            read.append(Entailed(support=support, contradict=contradict, neither=neither))
        return read


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


def default_entailer(*, threads: int = 0) -> LocalEntailer:
    """The entailer that comes with the package. Raises :class:`ExtraMissing` without the ``dense`` extra."""
    folder, tokenizer = shipped("entailer")
    return LocalEntailer(folder, form_of(folder / "entailer.json"), threads=threads, tokenizer=tokenizer)


def entailer_of(folder: Path, *, threads: int = 0) -> LocalEntailer:
    """An entailer of one's own: a folder with ``model.onnx``, ``tokenizer.json`` and ``entailer.json``.

    The last may be left out: its name is that of the folder then. Raises :class:`ExtraMissing` where the
    folder holds no model.
    """
    return LocalEntailer(folder, form_of(folder / "entailer.json"), threads=threads)
