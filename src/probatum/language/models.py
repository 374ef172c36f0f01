"""The seams of the models, each with a null one that keeps everything working without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Embedder(Protocol):
    """Turns texts into vectors. ``name`` identifies the weights; ``dimension`` is the vector's length."""

    name: str
    dimension: int

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of shape ``(len(texts), dimension)`` for texts to be found."""
        ...

    def question(self, text: str) -> NDArray[np.float32]:
        """The unit vector of shape ``(dimension,)`` of a question."""
        ...


class NoEmbedder:
    """The null embedder: search stays lexical."""

    name = "none"
    dimension = 0

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """No vectors: shape ``(len(texts), 0)``."""
        return np.zeros((len(texts), 0), dtype=np.float32)

    def question(self, text: str) -> NDArray[np.float32]:  # noqa: ARG002 - the seam's signature
        """No vector: shape ``(0,)``."""
        return np.zeros(0, dtype=np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entailed:
    """How a text bears on a statement: three shares that add up to 1.

    ``by`` names the model that read in the place of the one that was asked, and is empty else.
    """

    support: float
    contradict: float
    neither: float
    by: str = ""


class Entailer(Protocol):
    """Reads a statement beside a text. ``name`` identifies the weights; ``none`` stands for no model."""

    name: str

    def entail(self, pairs: Sequence[tuple[str, str]]) -> list[Entailed]:
        """One reading for each pair of statement and text, in their order."""
        ...


class NoEntailer:
    """The null entailer: the checks by rule stand alone."""

    name = "none"

    def entail(self, pairs: Sequence[tuple[str, str]]) -> list[Entailed]:
        """Nothing is known of any pair."""
        return [Entailed(support=0.0, contradict=0.0, neither=1.0) for _ in pairs]


class Selector(Protocol):
    """Reads a text beside a question, and says whether it answers. ``name`` identifies the weights.

    Answer sentence selection (Yang, Yih and Meek, "WikiQA", EMNLP 2015): a text that is about what is asked
    is not yet one that answers it.
    """

    name: str

    def answers(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """For each pair of question and text, in their order, how likely the text is to answer, 0 to 1."""
        ...


class NoSelector:
    """The null selector: what answers is told by words alone."""

    name = "none"

    def answers(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Nothing speaks against any text."""
        return [1.0 for _ in pairs]
