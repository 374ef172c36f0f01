"""A figure of one study is not stated as a rate among all, nor a relative effect as an absolute one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from probatum.language.counts import MOST
from probatum.language.numbers import Quantity, QuantityKind, quantities
from probatum.records.source import Design
from probatum.records.verdict import Finding, Outcome, Span
from probatum.verify.check import Cited
from probatum.verify.facing import Facing, facing

#: Designs that follow or count some people in some place; what a synthesis or a registry says may be general.
OF_SOME_PEOPLE = frozenset(
    {Design.COHORT, Design.CASE_CONTROL, Design.CROSS_SECTIONAL, Design.CASE_SERIES, Design.CASE_REPORT}
)
#: A study of so many people may speak for others.
MANY = 1_000
#: A sentence that shares less with the statement is about something else.
NEAR = 0.35

_POINTS = "percentage point"
#: How far a difference of two shares may be from the figure that is told, by whether that has decimals.
_LAST = {False: 0.5, True: 0.051}
_SHARES = frozenset({QuantityKind.PERCENT, QuantityKind.OF_TOTAL})
#: Words that tie a figure to a study, a sample, a place or a time; or that make the statement modest.
_BOUND = re.compile(
    r"\b(?:stud(?:y|ies)|cohorts?|trials?|series|registr\w+|surve(?:y|ys)|samples?|reports?|reported|analys\w+|"
    r"centres?|centers?|hospitals?|consecutive|enrol\w+|recruited|randomi[sz]ed|included|observed|"
    r"participants?|review(?:ed)?|authors?|et al|"
    r"may|might|could|some|suggest\w*|estimat\w*|ranges?|ranging|between|"
    r"was|were|had|did|experienced|occurred|developed|achieved|relapsed|died|received|showed|"
    r"used|reached|needed|remained|responded|stopped|required|survived|recovered|returned|became|took|kept|"
    r"started|discontinued|presented)\b|\bn ?=",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"\b(?:patients?|people|persons?|individuals?|adults?|children|women|men|cases|those|sufferers)\b",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(
    r"\b(?:absolute (?:risk )?(?:reduction|increase|difference)s?|percentage points?)\b", re.IGNORECASE
)
_RELATIVE = re.compile(
    r"\b(?:relative risk|relative (?:risk )?reduction|(?:hazard|odds|risk|rate) ratio|HR|OR|RR)\b"
)
_COUNTED = frozenset({"patient", "participant", "adult", "child", "person", "individual", "case", "subject"})


def scope(statement: str, cited: Sequence[Cited]) -> Iterator[Finding]:
    """A finding where a figure of one study is stated as a general rate, or a relative effect as absolute.

    A general rate is a share of people in the present tense that names no study and is not hedged; the one
    work that has it is observational and of fewer than :data:`MANY` people. Guyatt et al., "GRADE guidelines:
    8. Rating the quality of evidence: indirectness", J Clin Epidemiol 2011: whom a figure comes from is part
    of what it says.
    """
    faces = [face for face in facing(statement, cited) if face.shared >= NEAR]
    if not faces:
        return
    yield from _general(statement, cited, faces)
    yield from _absolute(statement, faces)


def _general(statement: str, cited: Sequence[Cited], faces: Sequence[Facing]) -> Iterator[Finding]:
    works = {one.source.id: one.source for one in cited}
    if len(works) != 1 or _BOUND.search(statement) or not _PEOPLE.search(statement):
        return
    (work,) = works.values()
    if work.design not in OF_SOME_PEOPLE or (people := _people(cited)) >= MANY:
        return
    share = next((one for one in quantities(statement) if one.kind in _SHARES), None)
    face = next((one for one in faces if share and _has(one, share)), None)
    if share is None or face is None:
        return
    of = f" of {people:,} people" if people else ""
    yield _finding(
        share,
        face,
        f"“{share.text}” is stated as a general rate; it comes from one study ({work.design.value}{of}), "
        f"“{work.label}”.",
    )


def _people(cited: Sequence[Cited]) -> int:
    """The largest number of people that the passages or the record of the work count; 0 where none is."""
    texts = {one.passage.text for one in cited} | {one.source.population or "" for one in cited}
    counts = [
        int(min(one.total or one.value, MOST))
        for text in texts
        for one in quantities(text)
        if one.unit in _COUNTED and one.kind in (QuantityKind.COUNT, QuantityKind.OF_TOTAL)
    ]
    return max(counts, default=0)


def _has(face: Facing, share: Quantity) -> bool:
    """Whether the sentence states a share near that of the statement: within ten percentage points."""
    stated = [_percent(one) for one in quantities(face.text) if one.kind in _SHARES]
    return any(abs(one - _percent(share)) <= 10 for one in stated)


def _percent(one: Quantity) -> float:
    return 100 * one.value / one.total if one.total else one.value


def _absolute(statement: str, faces: Sequence[Facing]) -> Iterator[Finding]:
    said = _ABSOLUTE.search(statement)
    if said is None or any(_ABSOLUTE.search(face.text) for face in faces):
        return
    face = next((one for one in faces if _RELATIVE.search(one.text)), None)
    if face is None or _worked_out(statement, faces):
        return
    found = _RELATIVE.search(face.text)
    assert found is not None
    yield Finding(
        check="scope",
        outcome=Outcome.OVERSTATED,
        said=said[0],
        found=found[0],
        reason=f"The statement speaks of an absolute difference (“{said[0]}”); "
        f"the passage gives a relative one (“{found[0]}”).",
        said_at=(Span(start=said.start(), end=said.end()),),
        found_at=(Span(start=face.start + found.start(), end=face.start + found.end()),),
        passage=face.cited.passage.id,
    )


def _worked_out(statement: str, faces: Sequence[Facing]) -> bool:
    """Whether a figure of the statement is the difference of two that a sentence gives: of two shares."""
    said = [one for one in quantities(statement) if one.kind is QuantityKind.PERCENT or one.unit == _POINTS]
    for face in faces:
        shares = [_percent(one) for one in quantities(face.text) if one.kind in _SHARES]
        apart = [abs(one - other) for one, other in combinations(shares, 2)]
        if any(abs(one.value - other) <= _LAST["." in one.text] for one in said for other in apart):
            return True
    return False


def _finding(share: Quantity, face: Facing, reason: str) -> Finding:
    return Finding(
        check="scope",
        outcome=Outcome.OVERSTATED,
        said=share.text,
        found=face.text,
        reason=reason,
        said_at=(Span(start=share.start, end=share.end),),
        found_at=(Span(start=face.start, end=face.end),),
        passage=face.cited.passage.id,
    )
