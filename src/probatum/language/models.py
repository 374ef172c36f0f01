"""The seams of the three models, each with a null one that keeps everything working without it."""

from __future__ import annotations

from collections.abc import Sequence
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
