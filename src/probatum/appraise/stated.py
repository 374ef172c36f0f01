"""An effect with everything that is needed to weigh it: its sentence, its work, the outcome it tells of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from probatum.appraise.effects import effects
from probatum.appraise.subject import about, mentioned, names_a_part, tokens_of, treated
from probatum.language.counts import count_in
from probatum.records.effect import DIFFERENCES, RATIOS, Effect, Measure
from probatum.records.evidence import Found
from probatum.records.house import HOUSE
from probatum.records.question import Question
from probatum.records.source import Design, Standing


@dataclass(frozen=True, slots=True)
class Stated:
    """One effect where it stands. ``statement`` is its sentence, ``outcome`` the name of what it tells of."""

    effect: Effect
    found: Found
    statement: str
    outcome: str = ""

    @property
    def source(self) -> str:
        """The id of the work."""
        return self.found.source.id


#: How many people, at the head of the population that a note states; not how many studies.
_FIRST_COUNT = re.compile(
    r"(\d{1,3}(?:,\d{3})+|\d+)\s"
    r"(?!(?:[\w-]+ ){0,2}(?:studies|trials|cohorts|RCTs|records|reports|articles|papers))"
)
#: Works of which nothing is weighed: they do not stand, or are about another work.
_NO_EVIDENCE = frozenset({Design.NOTICE, Design.EDITORIAL, *HOUSE})


def stated(question: Question, found: Sequence[Found]) -> tuple[Stated, ...]:
    """Every effect of the passages that are about the question, in the order found, with its outcome.

    Retracted and superseded works, notices and editorials are passed over; so are articles of this house,
    whose figures are those of the works that they rest on.
    """
    listed: list[Stated] = []
    for one in found:
        if (
            one.source.standing in (Standing.RETRACTED, Standing.SUPERSEDED)
            or one.source.design in _NO_EVIDENCE
        ):
            continue
        read = effects(one.passage)
        if read and about(question, one):
            listed += [_named(question, _counted(effect, one), one) for effect in read]
    return tuple(listed)


def _counted(effect: Effect, found: Found) -> Effect:
    """The effect with how many were studied, where our note states it of the population."""
    population = _FIRST_COUNT.match(found.source.population or "")
    if effect.n is not None or not population or effect.measure is Measure.PROPORTION:
        return effect
    return replace(effect, n=count_in(population[1]))


def _named(question: Question, effect: Effect, found: Found) -> Stated:
    statement = sentence_of(found, effect)
    named = tokens_of(effect.outcome)
    for concept in question.pico.outcome:
        if mentioned(concept, named):
            return Stated(effect, found, statement, (concept.preferred or concept.text).lower())
    return Stated(effect, found, statement, _lower(effect.outcome))


#: Two capitals and more make an abbreviation, which stays as it is written.
_SHORT = re.compile(r"\w*[A-Z]\w*[A-Z]\w*")


def _lower(outcome: str) -> str:
    return " ".join(word if _SHORT.match(word) else word.lower() for word in outcome.split(" "))


def sentence_of(found: Found, effect: Effect) -> str:
    """The sentence in which the effect stands, without outer white space."""
    for sentence in found.passage.sentences:
        if sentence.start <= effect.start < sentence.end:
            return sentence.text
    return effect.text


def by_outcome(question: Question, listed: Iterable[Stated]) -> dict[str, list[Stated]]:
    """The effects grouped by outcome: those asked about first, else every outcome that is named.

    Where the question names outcomes, others are left out; where something found is about the treatment asked
    about, only that counts. Names that have the same tokens are one outcome.
    """
    asked = {(one.preferred or one.text).lower() for one in question.pico.outcome}
    told = list(listed)
    on_treatment = [one for one in told if treated(question, one.found)]
    groups: dict[str, list[Stated]] = {}
    names: dict[frozenset[str], str] = {}
    for one in on_treatment or told:
        if not one.outcome or (asked and one.outcome not in asked) or names_a_part(question, one.outcome):
            continue
        name = names.setdefault(tokens_of(one.outcome) or frozenset({one.outcome}), one.outcome)
        groups.setdefault(name, []).append(one)
    return dict(sorted(groups.items(), key=lambda item: (-len(sources_of(item[1])), -len(item[1]), item[0])))


def sources_of(listed: Iterable[Stated]) -> tuple[str, ...]:
    """The works, each once, in the order met."""
    return tuple(dict.fromkeys(one.source for one in listed))


#: Works whose "n" may count studies.
_POOLED = frozenset({Design.META_ANALYSIS, Design.SYSTEMATIC_REVIEW})


def people_of(listed: Iterable[Stated]) -> dict[str, int]:
    """How many people each work tells of, where it says so: its whole, or its arms together."""
    arms: dict[tuple[str, str], int] = {}
    for one in listed:
        if one.effect.n is None or one.found.source.design in _POOLED:
            continue
        key = (one.source, one.statement)
        share = one.effect.measure is Measure.PROPORTION
        arms[key] = arms.get(key, 0) + one.effect.n if share else max(arms.get(key, 0), one.effect.n)
    people: dict[str, int] = {}
    for (source, _), n in arms.items():
        people[source] = max(people.get(source, 0), n)
    return people


def crosses(effect: Effect) -> bool | None:
    """Whether the interval of a ratio or difference includes no effect; None without an interval."""
    if effect.low is None or effect.high is None or effect.measure not in RATIOS | DIFFERENCES:
        return None
    return effect.low <= (1.0 if effect.measure in RATIOS else 0.0) <= effect.high
