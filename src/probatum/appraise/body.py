"""The body of evidence for one question: what was found, its effects, how sure it is, where it disagrees."""

from __future__ import annotations

from collections.abc import Sequence

from probatum.appraise.certainty import certainty
from probatum.appraise.conflict import conflicts
from probatum.appraise.stated import by_outcome, stated
from probatum.records.evidence import Evidence, Found
from probatum.records.question import Question

#: No more outcomes are rated: those told of by most works come first.
MOST_OUTCOMES = 6


def body_of_evidence(question: Question, found: Sequence[Found]) -> Evidence:
    """Everything that the passages found say together. Pure and deterministic.

    Takes passages with their sentences, best first. Gives the same passages, the effects of those that are
    about the question, the certainty of each outcome asked about (of the best told where none is named), and
    the conflicts within these.
    """
    listed = stated(question, found)
    groups = dict(list(by_outcome(question, listed).items())[:MOST_OUTCOMES])
    disagreeing = conflicts(question, groups, found)
    rated = tuple(certainty(question, outcome, group, disagreeing) for outcome, group in groups.items())
    return Evidence(
        found=tuple(found),
        effects=tuple(one.effect for one in listed),
        certainty=rated,
        conflicts=disagreeing,
    )
