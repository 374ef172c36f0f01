"""The selector that runs on this machine: does a sentence answer the question, or is it only about it?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from probatum.language.cross import CrossEncoder, CrossForm, form_of, shipped


class LocalSelector:
    """Reads questions and texts with the cross-encoder in ``folder``, whose graph gives one logit a pair.

    See :class:`~probatum.language.cross.CrossEncoder` for how it runs, and what it raises.
    """

    def __init__(
        self, folder: Path, form: CrossForm, *, threads: int = 0, tokenizer: Path | None = None
    ) -> None:
        self.name = form.name
        self._model = CrossEncoder(
            folder, form, kind="a selector", wanted=1, threads=threads, tokenizer=tokenizer
        )

    def answers(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """For each pair of question and text how likely it is to answer, whatever else is read with it."""
        return [float(1.0 / (1.0 + np.exp(-logit[0]))) for logit in self._model.logits(pairs)]


def default_selector(*, threads: int = 0) -> LocalSelector:
    """The selector that comes with the package. Raises :class:`ExtraMissing` without the ``dense`` extra."""
    folder, tokenizer = shipped("selector")
    return LocalSelector(folder, form_of(folder / "selector.json"), threads=threads, tokenizer=tokenizer)


def selector_of(folder: Path, *, threads: int = 0) -> LocalSelector:
    """A selector of one's own: a folder with ``model.onnx``, ``tokenizer.json`` and ``selector.json``.

    The last may be left out: its name is that of the folder then. Raises :class:`ExtraMissing` where the
    folder holds no model.
    """
    return LocalSelector(folder, form_of(folder / "selector.json"), threads=threads)
