"""Under which wider names a thing goes: what is told of diabetes may name type 2 diabetes in one sentence.

Read from the shipped list of concepts, whose third column has the narrower names of each.
"""

from __future__ import annotations

from functools import cache

from probatum.language.vocabulary import shipped_rows


def wider_names(name: str) -> tuple[str, ...]:
    """All names of the concepts of which ``name`` is a narrower one, in the order of the list.

    >>> wider_names("type 2 diabetes")
    ('diabetes', 'diabetes mellitus')
    """
    return _wider().get(name.lower(), ())


@cache
def _wider() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for concept, narrower in shipped_rows():
        for one in narrower:
            found[one.lower()] = (*found.get(one.lower(), ()), concept.preferred, *concept.synonyms)
    return found
