"""The seam of the checks: a check is a plain function of a statement and what it cites."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from probatum.records.claim import Citation
from probatum.records.passage import Passage
from probatum.records.source import Source
from probatum.records.verdict import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """One citation with everything it points to."""

    citation: Citation
    passage: Passage
    source: Source


class Check(Protocol):
    """Looks at one thing. Gives a finding for each fault it sees, and nothing where all is well.

    ``__name__`` is the check's id: its page in the docs is ``docs/checks/<id>.md``.
    """

    __name__: str

    def __call__(self, statement: str, cited: Sequence[Cited]) -> Iterable[Finding]: ...
