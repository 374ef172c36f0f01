"""Another drug of the same class."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evals.planting.casing import like
from evals.planting.errors import Change
from evals.planting.passage import holds
from evals.planting.words import DRUG_CLASSES, article

_CLASS_OF = {drug: names for names in DRUG_CLASSES for drug in names}

_DRUG = re.compile(rf"(?P<art>\b[Aa]n? )?\b(?P<w>{'|'.join(_CLASS_OF)})\b", re.IGNORECASE)


def drugs(statement: str, passage: str | None) -> Iterator[Change]:
    """Another drug of the class, that neither the statement nor the passage names."""
    for match in _DRUG.finditer(statement):
        word = match["w"].lower()
        if passage is not None and not holds(passage, word):
            continue
        for other in _CLASS_OF[word]:
            if other != word and not holds(passage, other) and not holds(statement, other):
                art = like(match["art"], f"{article(other)} ") if match["art"] else ""
                yield Change(match.start(), match.end(), art + like(match["w"], other))
