"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

#: Of a text so many words are compared; what is beyond them is shown as changed as a whole.
_MOST_WORDS = 2_000

_PIECE = re.compile(r"\S+\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of words: ``change`` is ``kept``, ``removed`` or ``added``."""

    change: str
    text: str


def word_marks(old: str, new: str) -> tuple[Piece, ...]:
    """The words of both texts in one reading: kept, removed from the old, added in the new.

    The pieces that are not ``added`` make up the old text, and those that are not ``removed`` the new one,
    white space apart.
    """
    before, after = _PIECE.findall(old.strip()), _PIECE.findall(new.strip())
    if max(len(before), len(after)) > _MOST_WORDS:
        return _some(("removed", old), ("added", new)) if before != after else _some(("kept", old))
    pieces: list[tuple[str, str]] = []
    bare = [word.split()[0] for word in before], [word.split()[0] for word in after]
    for tag, a, b, c, d in SequenceMatcher(None, *bare, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("kept", "".join(after[c:d])))
        else:
            pieces += [("removed", "".join(before[a:b])), ("added", "".join(after[c:d]))]
    return _some(*pieces)


def _some(*pieces: tuple[str, str]) -> tuple[Piece, ...]:
    return tuple(Piece(change=change, text=text) for change, text in pieces if text)
