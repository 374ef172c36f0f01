"""Seek: passages of the library that could support a statement, for whoever writes it."""

from __future__ import annotations

from probatum.actions.grounds import Library
from probatum.verify.check import Cited
from probatum.workspace import Workspace

#: So many passages are shown, of as many works.
MOST = 6
#: Of what is looked for no more characters than these are taken.
LONGEST = 300


def seek(ws: Workspace, words: str) -> tuple[Cited, ...]:
    """The nearest passage of each of the works that speak of ``words``, nearest first, with its sentence."""
    said = " ".join(words.split())[:LONGEST]
    if not said:
        return ()
    found = Library(ws=ws, filters=ws.filters()).grounds(said)
    return tuple(one.cited[0] for one in found[:MOST] if one.cited and one.shared > 0)
