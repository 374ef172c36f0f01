"""One side of a disagreement: what was counted, in whom, of how many, for how long, as the work states it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from probatum.appraise.recommendations import Advice
from probatum.appraise.stated import Stated
from probatum.appraise.subject import tokens_of
from probatum.language.counts import count_in
from probatum.records.effect import RATIOS, Measure
from probatum.records.evidence import Found, Side
from probatum.records.source import Design, Source

_DEFINES = re.compile(
    r"\b(?:defin(?:ed|ition|itions)|was counted|were counted|counted only|meant|refers? to|criteria for)\b",
    re.IGNORECASE,
)
_FOLLOWED = re.compile(
    r"\b(?:follow(?:ed)?[- ]?up (?:was|of|for|ranged|period|averaged)|followed (?:up )?for|(?:mean|"
    r"median) follow|"
    r"(?:years?|months?|weeks?) of follow|follow-up,? \d|follow-up \(?(?:mean|median))",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"\b\d[\d,]* (?:[\w-]+ ){0,5}?(?:patients|participants|adults|children|women|men|subjects|people|"
    r"individuals|charts)\b[^.;]{0,80}"
)
#: How many people, at the head of a population; not how many studies.
FIRST = re.compile(
    r"^(\d{1,3}(?:,\d{3})+|\d+)\s"
    r"(?!(?:[\w-]+ ){0,2}(?:studies|trials|cohorts|RCTs|records|reports|articles|papers))"
)


def sentences_by_source(found: Iterable[Found]) -> Mapping[str, Sequence[str]]:
    """What is held of each work among ``found``, sentence by sentence."""
    said: dict[str, list[str]] = {}
    for one in found:
        said.setdefault(one.source.id, []).extend(sentence.text for sentence in one.passage.sentences)
    return said


def side_of(one: Stated, said: Sequence[str]) -> Side:
    """The side that an effect takes. ``said`` are the sentences held of its work."""
    source, effect = one.found.source, one.effect
    population = source.population or first(_PEOPLE, said, whole=False)
    return Side(
        source=one.source,
        passage=one.found.passage.id,
        statement=one.statement,
        population=population,
        definition=_defined(one, said),
        denominator=effect.text if effect.n and effect.measure is Measure.PROPORTION else "",
        follow_up=first(_FOLLOWED, [one.statement, *said, source.population or ""], whole=True),
        effect=effect,
        title=source.label,
        outcome=effect.outcome,
        n=effect.n or _counted(population),
        design=_design(source),
        year=source.year,
        adjusted=effect.adjusted if effect.measure in RATIOS else None,
    )


def side_of_advice(one: Advice, said: Sequence[str]) -> Side:
    """The side that a recommendation takes."""
    source = one.found.source
    return Side(
        source=source.id,
        passage=one.found.passage.id,
        statement=one.statement,
        population=source.population or "",
        definition="",
        title=source.label,
        n=_counted(first(_PEOPLE, said, whole=False)) if source.design not in (Design.GUIDELINE,) else None,
        design=_design(source),
        year=source.year,
        stance=one.stance.value,
    )


def first(pattern: re.Pattern[str], sentences: Sequence[str], *, whole: bool) -> str:
    """The first sentence in which ``pattern`` stands: all of it, or what matched; empty where none has it."""
    for sentence in sentences:
        match = pattern.search(sentence)
        if match:
            return sentence if whole else match[0].strip()
    return ""


def _defined(one: Stated, sentences: Sequence[str]) -> str:
    """The sentence of the work that says what was counted."""
    wanted = tokens_of(one.outcome)
    for sentence in sentences:
        if _DEFINES.search(sentence) and wanted & tokens_of(sentence):
            return sentence
    return ""


def _counted(population: str) -> int | None:
    match = FIRST.match(population)
    return count_in(match[1]) if match else None


def _design(source: Source) -> str:
    return "" if source.design is Design.UNKNOWN else source.design.value
