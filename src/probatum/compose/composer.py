"""The seam of the composers: a question and its evidence in, a cited draft out."""

from __future__ import annotations

from typing import Protocol

from probatum.records.article import Audience, Draft
from probatum.records.evidence import Evidence
from probatum.records.question import Question


class Composer(Protocol):
    """Writes a draft. ``name`` is recorded in the revision (``made_by``)."""

    name: str

    def compose(self, question: Question, evidence: Evidence, audience: Audience) -> Draft:
        """Write what the evidence says to the question; a gap where it says too little."""
        ...
