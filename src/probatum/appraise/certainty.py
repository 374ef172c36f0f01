"""How sure the body of evidence is about one outcome, in a first GRADE-like way, with its reasons.

After GRADE (Guyatt et al., BMJ 2008;336:924): randomised evidence starts high and observational evidence low;
for questions of prognosis and frequency cohorts start high (Iorio et al., BMJ 2015;350:h870). Lowered for
imprecision (an interval that includes no effect; fewer than 400 people, after Guyatt et al., J Clin Epidemiol
2011;64:1283), inconsistency, indirectness, and where only our own summaries are held. Risk of bias cannot be
judged from abstracts: the rating is never higher than moderate. It is automated, and every rating says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from probatum.appraise.rating import BIAS, HELD, LADDER, PUBLICATION, rate
from probatum.appraise.stated import Stated, crosses, people_of, sources_of
from probatum.appraise.subject import context, mentioned
from probatum.language import reasons
from probatum.language.reasons import AUTOMATED, BOUND
from probatum.records.effect import DIFFERENCES, RATIOS
from probatum.records.evidence import Certainty, Conflict, Domain, Judgement
from probatum.records.passage import TextKind
from probatum.records.question import ClinicalType, Question
from probatum.records.source import Design, Source

#: Below this many people an estimate is called imprecise.
ENOUGH_PEOPLE = 400

_RANDOMISED = frozenset({Design.RANDOMISED_TRIAL, Design.META_ANALYSIS, Design.SYSTEMATIC_REVIEW})
_FOLLOWED = frozenset(
    {Design.COHORT, Design.META_ANALYSIS, Design.SYSTEMATIC_REVIEW, Design.RANDOMISED_TRIAL}
)
_WEAKEST = frozenset(
    {
        Design.CASE_SERIES,
        Design.CASE_REPORT,
        Design.ANIMAL,
        Design.LABORATORY,
        Design.REVIEW,
        Design.EDITORIAL,
    }
)
_COURSE = frozenset({ClinicalType.PROGNOSIS, ClinicalType.FREQUENCY})


def certainty(
    question: Question, outcome: str, listed: Sequence[Stated], conflicts: Sequence[Conflict]
) -> Certainty:
    """The certainty of what ``listed`` (never empty) says of ``outcome``, and why. Pure.

    The effects of the best design decide; where two designs start alike, all of them.
    """
    start, best = _start(question, listed)
    lowered = _lowered(question, outcome, best, conflicts)
    bound = [BOUND] if start[0] == 0 and not lowered else []
    domains = _domains(question, outcome, best, conflicts)
    return Certainty(
        outcome=outcome,
        rating=rate(LADDER[start[0]], domains),
        reasons=(start[1], *lowered, *bound, AUTOMATED),
        sources=sources_of(best),
        domains=domains,
    )


def _start(question: Question, listed: Sequence[Stated]) -> tuple[tuple[int, str], list[Stated]]:
    """Where the rating starts, why, and the effects that start there."""
    levels = [_level(question, one.found.source) for one in listed]
    start = min(levels)
    best = [one for one, level in zip(listed, levels, strict=True) if level == start]
    designs = sorted({one.found.source.design.value for one in best})
    count = len(sources_of(best))
    sentence = reasons.STARTS_ONE if count == 1 else reasons.STARTS
    why = sentence.format(rating=LADDER[start].value, number=count, designs=", ".join(designs))
    return (start, why), best


#: What a review adds up, where its title or population says that it is no more than reports of cases, or of
#: people whom nobody was compared with.
_OF_CASES = re.compile(
    r"\b(?:reported cases|case (?:reports?|series)|single[- ]arm|uncontrolled)\b", re.IGNORECASE
)
_OF_OBSERVATIONS = re.compile(r"\b(?:observational|real[- ]world|cohort studies|registr\w+)\b", re.IGNORECASE)
_POOLED = frozenset({Design.META_ANALYSIS, Design.SYSTEMATIC_REVIEW})


def _level(question: Question, source: Source) -> int:
    """How far below high it starts. A review is as sure as what it adds up."""
    design = source.design
    if design in _POOLED:
        about = f"{source.title or ''} {source.population or ''}"
        if _OF_CASES.search(about):
            return 3
        if _OF_OBSERVATIONS.search(about):
            design = Design.COHORT
    if question.clinical_type in _COURSE:
        return 0 if design in _FOLLOWED else 3 if design in _WEAKEST else 2
    return 0 if design in _RANDOMISED else 3 if design in _WEAKEST else 2


def _lowered(
    question: Question, outcome: str, best: Sequence[Stated], conflicts: Sequence[Conflict]
) -> list[str]:
    """The reason of each step down."""
    steps = [
        _imprecise(best),
        _inconsistent(outcome, conflicts),
        _indirect(question, best),
        _summaries_only(best),
    ]
    return [reason for reason in steps if reason]


def _domains(
    question: Question, outcome: str, best: Sequence[Stated], conflicts: Sequence[Conflict]
) -> tuple[Domain, ...]:
    """Each domain of GRADE as the program judged it; what it cannot judge is not assessed."""
    return (
        _unseen(BIAS, reasons.NOT_TOLD),
        _domain("inconsistency", _inconsistent(outcome, conflicts), _consistent(best), reasons.ONE_WORK),
        _domain("indirectness", _indirect(question, best), _direct(question), reasons.NO_TREATMENT),
        _domain("imprecision", _imprecise(best), _precise(best), reasons.NO_NUMBERS),
        _unseen(PUBLICATION, reasons.NOT_PUBLISHED),
        _domain(HELD, _summaries_only(best), reasons.WORKS_HELD, ""),
    )


def _domain(name: str, concern: str, otherwise: str, unjudged: str) -> Domain:
    """A concern where there is one, else what speaks against it, else why it was not assessed."""
    if concern:
        return Domain(name=name, judgement=Judgement.SERIOUS, reason=concern)
    if otherwise:
        return Domain(name=name, judgement=Judgement.NONE_SEEN, reason=otherwise)
    return _unseen(name, unjudged)


def _unseen(name: str, reason: str) -> Domain:
    return Domain(name=name, judgement=Judgement.NOT_ASSESSED, reason=reason)


def _consistent(best: Sequence[Stated]) -> str:
    works = len(sources_of(best))
    return reasons.AGREE.format(number=works) if works > 1 else ""


def _direct(question: Question) -> str:
    """What was looked for and met; where the question names no treatment, nothing was looked for."""
    named = [concept.text for concept in (*question.pico.intervention, *question.pico.comparator)]
    return reasons.DIRECT.format(named=" and ".join(named)) if named else ""


def _precise(best: Sequence[Stated]) -> str:
    told = [crosses(one.effect) for one in best]
    if any(one is False for one in told):
        return reasons.ONE_SIDE
    people = people_of(best)
    if people and len(people) == len(sources_of(best)):
        return reasons.PEOPLE.format(number=format(sum(people.values()), ","))
    return ""


def _imprecise(best: Sequence[Stated]) -> str:
    compared = [one.effect for one in best if one.effect.measure in RATIOS | DIFFERENCES]
    told = [effect for effect in compared if crosses(effect) is not None]
    if told and all(crosses(effect) for effect in told):
        effect = told[0]
        return reasons.CROSSES.format(low=format(effect.low, "g"), high=format(effect.high, "g"))
    people = people_of(best)
    known = sum(people.values())
    if people and len(people) == len(sources_of(best)) and known < ENOUGH_PEOPLE:
        return reasons.FEW.format(number=known, enough=ENOUGH_PEOPLE)
    return ""


def _inconsistent(outcome: str, conflicts: Sequence[Conflict]) -> str:
    if any(conflict.about == outcome for conflict in conflicts):
        return reasons.DISAGREE
    return ""


def _indirect(question: Question, best: Sequence[Stated]) -> str:
    pico = question.pico
    unmet = [
        concept.text
        for concept in (*pico.intervention, *pico.comparator)
        if not any(mentioned(concept, context(one.found)) for one in best)
    ]
    return reasons.INDIRECT.format(named=" or ".join(unmet)) if unmet else ""


def _summaries_only(best: Sequence[Stated]) -> str:
    if all(one.found.passage.kind is TextKind.NOTE for one in best):
        return reasons.SUMMARIES
    return ""
