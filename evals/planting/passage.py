"""What stands in the passage, read with rules of its own and not with those that are to be measured."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]{3,}")

_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z(])")


def holds(passage: str | None, words: str) -> bool:
    """Whether the passage has these words, in any case, with word ends on both sides."""
    if passage is None:
        return False
    return bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", passage, re.IGNORECASE))


def near(statement: str, passage: str, most: int = 3) -> str:
    """The sentences of the passage that share most words with the statement."""
    words = {word.lower() for word in _WORD.findall(statement)}
    cut = _SENTENCE.split(passage)
    ranked = sorted(
        range(len(cut)),
        key=lambda place: (-len(words & {word.lower() for word in _WORD.findall(cut[place])}), place),
    )
    return " ".join(cut[place] for place in sorted(ranked[:most]))
