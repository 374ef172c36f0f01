"""Under which wider names a thing goes: what is told of diabetes may name type 2 diabetes in one sentence.

Read from the shipped list of concepts, whose third column has the narrower names of each.
"""

from __future__ import annotations

from functools import cache
from importlib import resources


def wider_names(name: str) -> tuple[str, ...]:
    """All names of the concepts of which ``name`` is a narrower one, in the order of the list.

    >>> wider_names("type 2 diabetes")
    ('diabetes', 'diabetes mellitus')
    """
    return _wider().get(name.lower(), ())


@cache
def _wider() -> dict[str, tuple[str, ...]]:
    text = resources.files("probatum.language").joinpath("concepts.txt").read_text("utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        preferred, _, synonyms, narrower = (*line.split("|"), "", "", "")[:4]
        names = (preferred.strip(), *_listed(synonyms))
        for one in _listed(narrower):
            found[one.lower()] = (*found.get(one.lower(), ()), *names)
    return found


def _listed(column: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in column.split(";") if name.strip())
