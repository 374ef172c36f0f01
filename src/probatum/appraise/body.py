"""The body of evidence for one question: what was found, its effects, how sure it is, where it disagrees."""

from __future__ import annotations

from collections.abc import Sequence

from probatum.records.evidence import Evidence, Found
from probatum.records.question import Question


def body_of_evidence(question: Question, found: Sequence[Found]) -> Evidence:  # noqa: ARG001
    """Everything that the passages found say together, best passage first. Pure."""
    return Evidence(found=tuple(found))
