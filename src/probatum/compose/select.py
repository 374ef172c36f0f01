"""Choose sentences: the best that tell a facet, each thing once, the strongest and newest work first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from probatum.compose.bind import of_none_that_is_named, stands_alone
from probatum.compose.outline import (
    DESCRIBES_A_STUDY,
    ESTIMATES,
    UNADJUSTED,
    Facet,
    divides_a_whole,
    names_a_treatment,
)
from probatum.compose.relevance import (
    SUMMARY,
    Candidate,
    Group,
    Subject,
    all_met,
    any_met,
    coverage,
    is_note,
    of_others,
    relevance,
)
from probatum.language.polarity import CueKind, polarity
from probatum.language.tokens import analyse
from probatum.records.house import is_house
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

#: Designs that say what to do.
ADVISING = frozenset({Design.GUIDELINE, Design.CONSENSUS})

#: Designs that find out what is so; guidelines and panels say what to do about it.
STUDIES = frozenset(
    {Design.META_ANALYSIS, Design.SYSTEMATIC_REVIEW, Design.RANDOMISED_TRIAL, Design.TRIAL, Design.COHORT}
)

#: What supports nothing any more.
FALLEN = frozenset({Standing.RETRACTED, Standing.SUSPENDED, Standing.WITHDRAWN})

#: So many sentences that say the same may stand beside the one that is written.
MOST_ALSO = 3

LONGEST = 520
SHORTEST = 25
SAME = 0.72

#: How much of a question must be spoken of in a sentence that is to say yes or no.
SPOKEN = 0.65

#: The section of a house note that says whom its work studied: named before a statement, never one itself.
POPULATION = "Population"

#: Half of the words of an outcome (``Group.matched`` halves what is not whole).
NEAR = 0.25

#: What tells a finding; before it, or led by one of these words after it, stands what brings it about.
_TELLING = frozenset(
    {CueKind.INCREASE, CueKind.DECREASE, CueKind.BETTER, CueKind.WORSE, CueKind.CAUSAL, CueKind.NO_DIFFERENCE}
)
_LED_BY = re.compile(
    r"\b(?:by|with|on|from|after|under|using|receiving|taking|between|of|for|to|than) ((?:[\w-]+[ ,]*){1,5})"
)

_FACTOR = re.compile(r"\b(?:[A-Z]{2,}[\w-]*|[a-z]{6,})\b")
_COMPARING = frozenset(
    {
        *("adjusted", "adjustment", "unadjusted", "univariate", "multivariate", "multivariable", "analysis"),
        *("comparison", "significant", "statistically", "associated", "higher", "independent", "patients"),
        *("relapse", "before", "hazard"),
    }
)
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
        and candidate.source.standing not in FALLEN
        and candidate.source.design is not Design.NOTICE
        and stands_alone(text)
        and not of_none_that_is_named(candidate)
    )


def tells(facet: Facet, subject: Subject, candidate: Candidate) -> bool:
    """Whether the candidate tells the facet, of the people and the outcome asked about."""
    # Sets are compared before words are read: most candidates are of other people or another outcome.
    if candidate.sentence.role not in facet.roles or candidate.found.passage.section == POPULATION:
        return False
    if facet.studies_only and candidate.source.design in ADVISING:
        return False
    if not (about(subject, candidate) and _outcome(subject, candidate, facet)):
        return False
    text = candidate.sentence.text
    if not facet.cue.search(text) or _excluded(facet, subject, text):
        return False
    if DESCRIBES_A_STUDY.search(text) or (facet.counts and divides_a_whole(text)):
        return False
    # Last: to find medicines in a text takes longest.
    return not facet.of_treatments or _of_a_treatment(candidate)


def _excluded(facet: Facet, subject: Subject, text: str) -> bool:
    """Whether a sentence has what the facet refuses, and the question does not name that itself."""
    return facet.exclude is not None and any(
        match[0].lower() not in subject.asked for match in facet.exclude.finditer(text)
    )


def _of_a_treatment(candidate: Candidate) -> bool:
    return names_a_treatment(f"{candidate.source.title or ''}. {candidate.sentence.text}")


def about(subject: Subject, candidate: Candidate) -> bool:
    """The people asked about must be spoken of, and one of the treatments, where the question names them."""
    if of_others(subject, candidate):
        return False
    people, treatments = subject.part("P"), subject.part("I")
    if not people and not treatments:
        return all_met(subject.groups, candidate.about)
    named = not treatments or any_met(treatments, candidate.about)
    return named and all(_is_of(group, candidate) for group in people)


def _is_of(people: Group, candidate: Candidate) -> bool:
    """Whether a work is of the people asked about; one of a wider kind is where the sentence names them."""
    if people.matched(candidate.people) == 1.0:
        return True
    wide = any(name <= candidate.people for name in people.wider)
    return wide and people.matched(candidate.tokens) == 1.0


def of_the_known(subject: Subject, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those around which one of the treatments asked about that the vocabulary knows is spoken of.

    A concept that was only read by its place in the question may be no concept; a medicine that has a name
    is never answered with what another does, nor other people's outcome for those asked about.
    """
    known = [group for group in subject.part("I") if group.known]
    own = [one for one in candidates if not of_others(subject, one)]
    return [one for one in own if not known or any_met(known, one.about)]


def _outcome(subject: Subject, candidate: Candidate, facet: Facet) -> bool:
    outcome = subject.part("O")
    if facet.outcome_near:
        near = any(group.matched(candidate.about) >= NEAR for group in outcome)
        return not outcome or near or _asked_in_title(subject, candidate)
    if not facet.outcome_bound:
        return True
    estimated = facet.estimate_enough and ESTIMATES.search(candidate.sentence.text)
    tokens = candidate.about if estimated else candidate.tokens
    return not outcome or any_met(outcome, tokens)


def _asked_in_title(subject: Subject, candidate: Candidate) -> bool:
    """Whether the work is, by its title, about the very treatment in the very people asked about."""
    title = frozenset(analyse(candidate.source.title or ""))
    asked = [*subject.part("P"), *subject.part("I")]
    return bool(subject.part("I")) and all_met(asked, title)


def bears_on(subject: Subject, candidate: Candidate) -> bool:
    """Whether a sentence can say yes or no: it speaks of the people, the outcome, and what acts on it.

    Where no outcome is asked about, a sentence with most of the telling words of the question does; so does
    one of the right people, outcome and treatment. A fact of a house note may leave the treatment to its
    title and the outcome to its note.
    """
    outcome, treatment = subject.part("O"), subject.part("I")
    if not outcome:
        # What the question names beside its concepts is part of what is asked: without it nothing is settled.
        if not subject.things <= candidate.about:
            return False
        spoken = coverage(subject, candidate.tokens) >= SPOKEN
        if spoken or not treatment:
            return spoken and (not treatment or _acts(treatment, candidate))
    note = is_note(candidate)
    meets = any_met(outcome, candidate.tokens)
    # Half of a name that the vocabulary knows is another thing: "haemorrhagic stroke" is no bleeding.
    near = note and any(group.matched(candidate.about) >= (1.0 if group.known else NEAR) for group in outcome)
    # By its title a work is on the treatment, and not on every outcome that has a name.
    by_title = note and not any(group.known for group in outcome) and _asked_in_title(subject, candidate)
    told = not outcome or meets or near or by_title
    return told and _of_the_people(subject, candidate) and (not treatment or _acts(treatment, candidate))


def _of_the_people(subject: Subject, candidate: Candidate) -> bool:
    """Whether the sentence, or the title of its work, is of the people asked about."""
    spoken = candidate.people if is_note(candidate) else candidate.tokens | _headline(candidate)
    return all_met(subject.part("P"), spoken)


def _headline(candidate: Candidate) -> frozenset[str]:
    """The title of the work; what stands around the sentence where its record has none."""
    title = candidate.source.title
    return frozenset(analyse(title)) if title else candidate.about


def speaks_of_outcome(subject: Subject, candidate: Candidate) -> bool:
    """Whether a sentence speaks itself of the outcome asked about, where one is."""
    outcome = subject.part("O")
    return not outcome or any_met(outcome, candidate.tokens)


def works_on_outcome(subject: Subject, candidate: Candidate) -> bool:
    """Whether a sentence or its title speaks of the outcome asked about, where the vocabulary knows one."""
    outcome = [group for group in subject.part("O") if group.known]
    title = frozenset(analyse(candidate.source.title or ""))
    return not outcome or any_met(outcome, candidate.tokens | title)


def _acts(treatment: Sequence[Group], candidate: Candidate) -> bool:
    """Whether the treatment is what the sentence is about, and not only named beside it."""
    context = candidate.about if is_note(candidate) else _headline(candidate)
    if not any_met(treatment, candidate.tokens):
        return any_met(treatment, context)
    text = candidate.sentence.text
    cues = [cue for cue in polarity(text).cues if cue.kind in _TELLING]
    if not cues or is_note(candidate):
        return True
    before, after = text[: cues[0].end], text[cues[0].end :]
    led = " ".join(match[1] for match in _LED_BY.finditer(after))
    spoken = frozenset(analyse(before)) | frozenset(analyse(led))
    return any_met(treatment, spoken)


def settled(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Without the unadjusted comparisons for which the same work gives an adjusted one on the same factor."""
    adjusted = [one for one in candidates if _is_adjusted(one)]
    return [one for one in candidates if not any(_overtakes(other, one) for other in adjusted)]


def _is_adjusted(candidate: Candidate) -> bool:
    text = candidate.sentence.text
    return bool(ESTIMATES.search(text)) and not UNADJUSTED.search(text)


def _overtakes(adjusted: Candidate, other: Candidate) -> bool:
    """Whether ``other`` is the unadjusted form of ``adjusted``: one work, and a named factor in common."""
    if not UNADJUSTED.search(other.sentence.text) or adjusted.source.id != other.source.id:
        return False
    return bool(_names(adjusted.sentence.text) & _names(other.sentence.text))


def _names(text: str) -> set[str]:
    """The words of a sentence that can name a factor: acronyms, and words of six letters or more."""
    return {word.lower() for word in _FACTOR.findall(text)} - _COMPARING


def distinct(candidates: Sequence[Candidate], limit: int) -> list[Chosen]:
    """The first ``limit`` that say different things; those that say the same are kept beside them."""
    chosen: list[Chosen] = []
    for candidate in candidates:
        twin = next((i for i, one in enumerate(chosen) if _same(one.candidate, candidate)), None)
        if twin is None:
            if len(chosen) < limit:
                chosen.append(Chosen(candidate))
        elif candidate.source.id not in _sources(chosen[twin]) and _agree(chosen[twin].candidate, candidate):
            chosen[twin] = replace(chosen[twin], also=(*chosen[twin].also, candidate)[:MOST_ALSO])
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


def apart(pool: Iterable[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
    """The sentences of works, and those of this house's own articles, each in the order given."""
    listed = list(pool)
    works = [one for one in listed if not is_house(one.source)]
    return works, [one for one in listed if is_house(one.source)]


def beside(chosen: Iterable[Chosen], house: Sequence[Candidate]) -> list[Chosen]:
    """What was chosen from works, with the sentences of our own articles that say the same beside it.

    Our own article is cited next to the work that it rests on, and never in its place.
    """
    return [
        replace(one, also=(*one.also, *_twins(one.candidate, house))[:MOST_ALSO]) if house else one
        for one in chosen
    ]


def _twins(candidate: Candidate, house: Sequence[Candidate]) -> list[Candidate]:
    return [other for other in house if _same(candidate, other) and _agree(candidate, other)][:1]


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


def tells_well(facet: Facet, subject: Subject, candidate: Candidate) -> float:
    """How well a sentence that tells the facet does so: relevance, and what its words and its author add."""
    text = candidate.sentence.text
    cues = len({cue.group().lower() for cue in facet.cue.finditer(text)})
    outcome = any_met(subject.part("O"), candidate.tokens)
    advises = facet.advises and candidate.source.design in ADVISING
    asked = 0.1 * _asked_in_title(subject, candidate)
    return candidate.relevance + 0.04 * min(cues, 3) + 0.08 * outcome + 0.1 * advises + asked


def answers_well(facet: Facet, subject: Subject, candidate: Candidate) -> float:
    """How well a sentence would open an answer: relevance, and what the first facet and its design add."""
    told = 0.25 * tells(facet, subject, candidate)
    strong = 0.1 * (candidate.source.design in STUDIES)
    measured = 0.05 * bool(_NUMBER.search(candidate.sentence.text))
    own_words = 0.2 * is_summary(candidate)
    replaced = 0.3 * (candidate.source.standing is Standing.SUPERSEDED)
    return candidate.relevance + told + strong + measured - own_words - replaced


def is_summary(candidate: Candidate) -> bool:
    """A note's summary says in passing what its facts say with their figures."""
    return is_note(candidate) and candidate.found.passage.section == SUMMARY


def facts_first(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Without the sentences of a note's summary where a fact of the same note is among the candidates."""
    factual = {one.source.id for one in candidates if is_note(one) and not is_summary(one)}
    return [one for one in candidates if not (is_summary(one) and one.source.id in factual)]


#: A measure whose object is not told: only the title of the work says of what.
_BARE = re.compile(
    r"^(?:the )?(?:(?:pooled|overall|annual|median|mean) )?(?:prevalence|incidence|rates?|frequency|risk|"
    r"proportion|occurrence|onset|sensitivity|specificity) "
    r"(?:was|were|is|are|rose|fell|increased|decreased|did)\b",
    re.IGNORECASE,
)


def measures_another(subject: Subject, candidate: Candidate) -> bool:
    """Whether a sentence measures what it does not name, and its title names not what is asked about."""
    outcome = subject.part("O")
    if not outcome or not _BARE.match(candidate.sentence.text):
        return False
    return not any_met(outcome, frozenset(analyse(candidate.source.title or "")))


def states_something(candidate: Candidate) -> bool:
    """Whether a sentence could stand in a lead: a finding or a fact, not a method or an aim."""
    return (
        candidate.sentence.role not in (Role.METHODS, Role.OBJECTIVE)
        and not DESCRIBES_A_STUDY.search(candidate.sentence.text)
        and candidate.found.passage.section != POPULATION
    )
