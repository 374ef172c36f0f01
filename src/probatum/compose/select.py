"""Choose sentences: the best that tell a facet, each thing once, the strongest and newest work first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from probatum.compose.bind import stands_alone
from probatum.compose.outline import DESCRIBES_A_STUDY, Facet
from probatum.compose.relevance import Candidate, Subject, is_note, relevance
from probatum.records.passage import Role
from probatum.records.source import Design, Standing

#: Strength of design, strongest first (after the levels of evidence of the Oxford CEBM, 2011).
STRENGTH = {
    Design.GUIDELINE: 0,
    Design.META_ANALYSIS: 1,
    Design.SYSTEMATIC_REVIEW: 1,
    Design.CONSENSUS: 2,
    Design.RANDOMISED_TRIAL: 2,
    Design.TRIAL: 3,
    Design.COHORT: 3,
    Design.DIAGNOSTIC: 3,
    Design.CASE_CONTROL: 4,
    Design.CROSS_SECTIONAL: 4,
    Design.ABSTRACT: 5,
    Design.LABEL: 5,
    Design.REVIEW: 5,
    Design.CASE_SERIES: 6,
    Design.CASE_REPORT: 7,
}
WEAKEST = 8

LONGEST = 520
SHORTEST = 25
SAME = 0.72

_NUMBER = re.compile(r"\d+(?:[.,·]\d+)*")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A sentence to be written, and those that say the same."""

    candidate: Candidate
    also: tuple[Candidate, ...] = ()


def ranked(subject: Subject, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Usable candidates, most relevant first; ties by passage address and place, so order never varies."""
    listed = list(candidates)
    best = max((one.found.score for one in listed), default=0.0)
    scored = [replace(one, relevance=relevance(subject, one, best)) for one in listed if _usable(one)]
    return sorted(scored, key=lambda one: (-one.relevance, one.found.passage.id, one.sentence.start))


def _usable(candidate: Candidate) -> bool:
    text = candidate.sentence.text
    return (
        SHORTEST <= len(text) <= LONGEST
        and text[-1:] != "?"
        and candidate.source.standing is not Standing.RETRACTED
        and candidate.source.design is not Design.NOTICE
        and stands_alone(text)
    )


def tells(facet: Facet, subject: Subject, candidate: Candidate) -> bool:
    """Whether the candidate tells the facet, of the people and the outcome asked about."""
    text = candidate.sentence.text
    if candidate.sentence.role not in facet.roles or not facet.cue.search(text):
        return False
    if DESCRIBES_A_STUDY.search(text) or (facet.exclude and facet.exclude.search(text)):
        return False
    if candidate.found.passage.section == "Population":
        return False
    return _about(subject, candidate) and (not facet.outcome_bound or _outcome(subject, candidate))


def _about(subject: Subject, candidate: Candidate) -> bool:
    """The people asked about (or, where none are named, the treatment) must be spoken of."""
    must = subject.part("P") or subject.part("I") or subject.groups
    return all(group.matched(candidate.about) == 1.0 for group in must)


def _outcome(subject: Subject, candidate: Candidate) -> bool:
    outcome = subject.part("O")
    return not outcome or any(group.matched(candidate.tokens) == 1.0 for group in outcome)


def distinct(candidates: Sequence[Candidate], limit: int) -> list[Chosen]:
    """The first ``limit`` that say different things; those that say the same are kept beside them."""
    chosen: list[Chosen] = []
    for candidate in candidates:
        twin = next((i for i, one in enumerate(chosen) if _same(one.candidate, candidate)), None)
        if twin is None:
            if len(chosen) < limit:
                chosen.append(Chosen(candidate))
        elif candidate.source.id not in _sources(chosen[twin]) and _agree(chosen[twin].candidate, candidate):
            chosen[twin] = replace(chosen[twin], also=(*chosen[twin].also, candidate)[:3])
    return chosen


def _sources(chosen: Chosen) -> set[str]:
    return {chosen.candidate.source.id, *(one.source.id for one in chosen.also)}


def _same(one: Candidate, other: Candidate) -> bool:
    """Whether two sentences say the same: most of their words (Jaccard), or one stands in the other."""
    if one.found.passage.source == other.found.passage.source and _overlapping(one, other):
        return True
    both = len(one.tokens & other.tokens)
    return both / (len(one.tokens | other.tokens) or 1) >= SAME


def _overlapping(one: Candidate, other: Candidate) -> bool:
    """A note's summary says again what its facts say: most of the shorter in the longer."""
    shorter = min(len(one.tokens), len(other.tokens)) or 1
    return len(one.tokens & other.tokens) / shorter >= SAME and is_note(one) == is_note(other)


def _agree(one: Candidate, other: Candidate) -> bool:
    """Only sentences with the very same numbers can stand behind one statement."""
    return set(_NUMBER.findall(one.sentence.text)) == set(_NUMBER.findall(other.sentence.text))


def strongest_first(chosen: Iterable[Chosen]) -> list[Chosen]:
    """Strongest design, then newest, then most relevant, first."""
    return sorted(
        chosen,
        key=lambda one: (
            STRENGTH.get(one.candidate.source.design, WEAKEST),
            -(one.candidate.source.year or 0),
            -one.candidate.relevance,
            one.candidate.found.passage.id,
            one.candidate.sentence.start,
        ),
    )


def states_something(candidate: Candidate) -> bool:
    """Whether a sentence could stand in a lead: a finding or a fact, not a method or an aim."""
    return (
        candidate.sentence.role not in (Role.METHODS, Role.OBJECTIVE)
        and not DESCRIBES_A_STUDY.search(candidate.sentence.text)
        and candidate.found.passage.section != "Population"
    )
