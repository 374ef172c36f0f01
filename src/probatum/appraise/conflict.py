"""Where sources disagree: laid side by side, with what can explain it.

Two kinds are seen. Opposite effects: of the same treatment on the same outcome, one significantly for and one
significantly against. Frequencies of one outcome that differ by more than sampling explains: the test of two
proportions (pooled standard error, two-sided, Agresti, Categorical Data Analysis, 2013, 3.1) beyond
``BEYOND_CHANCE`` and at least ``POINTS`` percentage points.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from probatum.appraise.stated import Stated, sources_of
from probatum.appraise.subject import mentioned, tokens_of
from probatum.records.effect import RATIOS, Effect, Measure
from probatum.records.evidence import Conflict, Found, Side
from probatum.records.question import Question

#: |z| above which two frequencies differ by more than chance (two-sided p < .01).
BEYOND_CHANCE = 2.576
#: Percentage points by which frequencies must differ: with the numbers of people known, and without.
POINTS, POINTS_UNKNOWN = 10.0, 20.0
#: No more sides of one disagreement are shown.
MOST_SIDES = 6


def conflicts(
    question: Question, groups: dict[str, list[Stated]], found: Sequence[Found]
) -> tuple[Conflict, ...]:
    """The disagreements within each outcome. ``found`` are all passages, to say how the works differ."""
    told = []
    for outcome, listed in groups.items():
        for sides in (_opposite(question, listed), _frequencies(listed)):
            if sides:
                told.append(_conflict(outcome, sides, found))
    return tuple(told)


# --- opposite effects


def _opposite(question: Question, listed: Sequence[Stated]) -> list[Stated]:
    """Effects of what was asked about, one way and the other, from different works."""
    own = [one for one in listed if one.effect.measure in RATIOS and _of_treatment(question, one)]
    lower = [one for one in own if one.effect.high is not None and one.effect.high < 1]
    higher = [one for one in own if one.effect.low is not None and one.effect.low > 1]
    if not lower or not higher or len(sources_of([*lower, *higher])) < 2:
        return []
    return _one_each([*lower, *higher])


def _of_treatment(question: Question, one: Stated) -> bool:
    tokens = tokens_of(one.statement)
    wanted = question.pico.intervention
    return bool(wanted) and all(mentioned(concept, tokens) for concept in wanted)


# --- frequencies

_COMPLEMENT = re.compile(r"\b(?:non|no|without|free of|never|relapse-free|\w+-free)\b|-free\b", re.IGNORECASE)
_SUBGROUP = re.compile(
    r"\b(?:versus|vs\.?|v|compared with|among those|subgroup|of relapses|of the relapses)\s|\bplacebo\b|"
    r"\b(?:group|arm)s?\b",
    re.IGNORECASE,
)


_FURTHER = re.compile(r"\b(?:second|third|further|multiple|repeated|several|subsequent)\b", re.IGNORECASE)


def _frequencies(listed: Sequence[Stated]) -> list[Stated]:
    """One frequency of each work, where two of them differ by more than chance."""
    whole = [_affirmed(one) for one in listed if _is_frequency(one)]
    each = _one_each(sorted(whole, key=lambda one: -(one.effect.n or 0)))
    if not any(_differ(one.effect, two.effect) for one, two in combinations(each, 2)):
        return []
    return each


def _is_frequency(one: Stated) -> bool:
    effect = one.effect
    whole = not effect.arms and not _SUBGROUP.search(one.statement) and not _FURTHER.search(effect.outcome)
    return effect.measure is Measure.PROPORTION and whole


def _affirmed(one: Stated) -> Stated:
    """ "73% non-relapsing" counts as 27% relapsing; the effect as stated stays what is shown."""
    if not _COMPLEMENT.search(one.effect.outcome):
        return one
    effect = one.effect
    events = effect.n - effect.events if effect.n is not None and effect.events is not None else None
    return replace(
        one, effect=replace(effect, estimate=100 - effect.estimate, events=events, low=None, high=None)
    )


def _differ(one: Effect, two: Effect) -> bool:
    apart = abs(one.estimate - two.estimate)
    if one.n is None or two.n is None:
        return apart >= POINTS_UNKNOWN
    return apart >= POINTS and abs(z_of(one.estimate, one.n, two.estimate, two.n)) > BEYOND_CHANCE


def z_of(percent: float, n: int, other_percent: float, other_n: int) -> float:
    """The z statistic of two proportions (in per cent) of ``n`` and ``other_n`` people; 0 where undefined."""
    if n < 1 or other_n < 1:
        return 0.0
    first, second = percent / 100, other_percent / 100
    pooled = (first * n + second * other_n) / (n + other_n)
    error = math.sqrt(max(pooled * (1 - pooled), 0.0) * (1 / n + 1 / other_n))
    return (first - second) / error if error else 0.0


def _one_each(listed: Sequence[Stated]) -> list[Stated]:
    """The first effect of each work."""
    kept: dict[str, Stated] = {}
    for one in listed:
        kept.setdefault(one.source, one)
    return list(kept.values())


# --- side by side

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


def _conflict(outcome: str, listed: Sequence[Stated], found: Sequence[Found]) -> Conflict:
    ordered = sorted(listed, key=lambda one: (-(one.found.source.year or 0), one.source))[:MOST_SIDES]
    sides = tuple(_side(one, found) for one in ordered)
    return Conflict(about=outcome, sides=sides, explanation=_explained(outcome, sides))


def _side(one: Stated, found: Sequence[Found]) -> Side:
    said = [
        sentence.text
        for other in found
        if other.source.id == one.source
        for sentence in other.passage.sentences
    ]
    return Side(
        source=one.source,
        passage=one.found.passage.id,
        statement=one.statement,
        population=one.found.source.population or _first(_PEOPLE, said, whole=False),
        definition=_defined(one, said),
        denominator=one.effect.text if one.effect.n else "",
        follow_up=_first(_FOLLOWED, [one.statement, *said, one.found.source.population or ""], whole=True),
        effect=one.effect,
    )


def _first(pattern: re.Pattern[str], sentences: Sequence[str], *, whole: bool) -> str:
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


def _explained(outcome: str, sides: Sequence[Side]) -> str:
    """What can explain the difference: only what the passages state."""
    ways = (
        ("whom they studied", [side.population for side in sides]),
        (f"what they counted as {outcome}", [side.definition for side in sides]),
        ("how long they followed", [side.follow_up for side in sides]),
    )
    differ = [way for way, stated in ways if len({text for text in stated if text}) > 1]
    unknown = [way for way, stated in ways if not all(stated)]
    parts = []
    if differ:
        parts.append(f"The works differ in {_listed(differ)}; that can explain the difference.")
    if unknown:
        parts.append(f"Not all of them state, in what is held, {_listed(unknown)}.")
    parts.append("Nothing held tests which of the figures is right for other people.")
    return " ".join(parts)


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
