"""Where sources disagree: laid side by side, with what can explain it.

Three kinds are seen. Opposite effects: of the same treatment against the same comparator on the same outcome,
one significantly for and one significantly against. Frequencies of one outcome that differ by more than
sampling explains: the test of two proportions (pooled standard error, two-sided, Agresti, Categorical Data
Analysis, 2013, 3.1) beyond ``BEYOND_CHANCE`` and at least ``POINTS`` percentage points. Recommendations of
two bodies on one treatment that go against each other (``appraise/recommendations``).

When in doubt nothing is said: works that are silent on how many they studied, that tell of another outcome or
another time point, of a part of the people, or of the arms of a trial are not set against each other.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from probatum.appraise.explaining import explained
from probatum.appraise.recommendations import at_odds
from probatum.appraise.sides import FIRST, sentences_by_source, side_of, side_of_advice
from probatum.appraise.stated import Stated, sources_of
from probatum.appraise.subject import mentioned, tokens_of
from probatum.language.counts import count_in
from probatum.language.times import time_of
from probatum.records.effect import RATIOS, Effect, Measure
from probatum.records.evidence import Conflict, Disagreement, Found, Side
from probatum.records.question import Question
from probatum.records.source import Design

#: |z| above which two frequencies differ by more than chance (two-sided p < .01).
BEYOND_CHANCE = 2.576
#: Percentage points by which frequencies must differ.
POINTS = 10.0
#: No more sides of one disagreement are shown.
MOST_SIDES = 6


def conflicts(
    question: Question, groups: dict[str, list[Stated]], found: Sequence[Found]
) -> tuple[Conflict, ...]:
    """The disagreements within each outcome, and between recommendations on the treatment asked about.

    ``found`` are all passages, to say how the works differ.
    """
    said = sentences_by_source(found)
    told = []
    for outcome, listed in groups.items():
        for kind, sides in (
            (Disagreement.EFFECT, _opposite(question, listed)),
            (Disagreement.FREQUENCY, _frequencies(question, outcome, listed)),
        ):
            if sides:
                laid = tuple(side_of(one, said.get(one.source, ())) for one in _newest_first(sides))
                told.append(_conflict(outcome, kind, laid))
    for treatment, advised in at_odds(question, found):
        laid = tuple(side_of_advice(one, said.get(one.found.source.id, ())) for one in advised)
        told.append(_conflict(treatment, Disagreement.RECOMMENDATION, laid[:MOST_SIDES]))
    return tuple(told)


def _newest_first(listed: Sequence[Stated]) -> list[Stated]:
    return sorted(listed, key=lambda one: (-(one.found.source.year or 0), one.source))[:MOST_SIDES]


def _conflict(about: str, kind: Disagreement, sides: tuple[Side, ...]) -> Conflict:
    explanation, differences = explained(about, kind, sides)
    return Conflict(about=about, sides=sides, explanation=explanation, kind=kind, differences=differences)


# --- opposite effects

_AGAINST = re.compile(
    r"\b(?:versus|vs\.?|compared (?:with|to)|than|over|against|relative to|in comparison (?:with|to))\s+"
    r"((?:[\w-]+ ?){1,3})",
    re.IGNORECASE,
)
#: Words that turn an outcome into its opposite: "relapse-free", "non-haemorrhagic stroke".
COMPLEMENT = re.compile(r"\b(?:non|no|without|free of|never|relapse-free|\w+-free)\b|-free\b", re.IGNORECASE)
_GOOD = re.compile(r"\b(?:surviv|remission|respon|improve|success|recover|cure|complet)\w*", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:among|subgroups?|stratum|strata|in those|for those|only in|in (?:wo)?men|in females?|in males?|"
    r"in (?:the )?(?:elderly|older|younger|children)|aged|interaction|sensitivity analys\w+|per)\b",
    re.IGNORECASE,
)


def _opposite(question: Question, listed: Sequence[Stated]) -> list[Stated]:
    """Effects of what was asked about, one way and the other, from different works."""
    own = [one for one in listed if one.effect.measure in RATIOS and _of_treatment(question, one)]
    own = [one for one in own if not _PART.search(one.statement)]
    lower = [one for one in own if one.effect.high is not None and one.effect.high < 1]
    higher = [one for one in own if one.effect.low is not None and one.effect.low > 1]
    at_odds = [(one, two) for one in lower for two in higher if _comparable(question, one, two)]
    return _one_each([one for pair in zip(*at_odds, strict=True) for one in pair]) if at_odds else []


def _of_treatment(question: Question, one: Stated) -> bool:
    tokens = tokens_of(one.statement)
    wanted = question.pico.intervention
    return bool(wanted) and all(mentioned(concept, tokens) for concept in wanted)


def _comparable(question: Question, one: Stated, two: Stated) -> bool:
    """Whether two effects of two works tell of one thing: same comparator, same side of the outcome."""
    return (
        one.source != two.source
        and _comparator(question, one) == _comparator(question, two)
        and _sense(one.effect.outcome) == _sense(two.effect.outcome)
        and _same_times(one.statement, two.statement)
    )


def _comparator(question: Question, one: Stated) -> frozenset[str]:
    """What the effect is against, in tokens; empty where the sentence does not say."""
    against = _AGAINST.search(one.statement)
    if not against:
        return frozenset()
    tokens = tokens_of(against[1])
    named = [concept.text for concept in question.pico.comparator if mentioned(concept, tokens)]
    return frozenset(named) or tokens


def _sense(outcome: str) -> tuple[bool, bool]:
    return bool(COMPLEMENT.search(outcome)), bool(_GOOD.search(outcome))


# --- frequencies

_SUBGROUP = re.compile(
    r"\b(?:versus|vs\.?|v|compared with|among those|subgroup|of relapses|of the relapses)\s|\bplacebo\b|"
    r"\b(?:group|arm)s?\b|"
    r"\b(?:higher|lower|better|worse|greater|more|less|fewer)\b[^.;]{0,60}?\bthan\s(?!\d|half\b|one\b|two\b)",
    re.IGNORECASE,
)
#: A course of the illness, one of several in a list: no count of all to whom the outcome happened.
_COURSE = re.compile(
    r"\b(?:remitting|mono(?:phasic|cyclic)|poly(?:phasic|cyclic)|continuous|progressive)\b", re.I
)
#: Names of death and of its opposite: who says how many lived says how many died.
_DEATH = re.compile(r"\b(?:death|deaths|died|mortality|fatality)\b", re.IGNORECASE)
_SURVIVAL = re.compile(r"\bsurviv\w*", re.IGNORECASE)
_FURTHER = re.compile(r"\b(?:second|third|further|multiple|repeated|several|subsequent)\b", re.IGNORECASE)
#: After these what was counted is told of only as its occasion: "visual loss at flare" counts visual loss.
_OCCASION = re.compile(
    r"\b(?:at|after|before|during|following|in|of|with|without|on|for|until|despite|among)\b", re.IGNORECASE
)
#: Words that make the people studied a part of those asked about, so that the whole is not set against them.
_NARROW = re.compile(
    r"\banti-[\w/-]+|\b[\w-]+-(?:positive|negative|naive|refractory|resistant|dependent)\b|\bsero(?:positive|"
    r"negative)\b|\b(?:refractory|resistant|critically ill|intensive care|hospitali[sz]ed|reported cases|"
    r"case reports?|pregnan\w+|transplant\w*|severe|fatal)\b",
    re.IGNORECASE,
)
#: When it was counted: "at 1 year", "within 24 months".
_TIME = re.compile(
    r"\b(?:at|by|within|after|over|in the first|during the first) (?:the )?(\d+(?:\.\d+)?|one|two|three|five|"
    r"ten|first)[ -](day|week|month|year)s?\b|\b(\d+)[ -](day|week|month|year)\b",
    re.IGNORECASE,
)
_DAYS = {"day": 1, "week": 7, "month": 30.4, "year": 365}
_WORDS = {"one": 1.0, "first": 1.0, "two": 2.0, "three": 3.0, "five": 5.0, "ten": 10.0}
_N = re.compile(r"\bn ?= ?(\d[\d,]*)|\bof (\d[\d,]*)\b(?! ?%)")
#: Designs whose shares are of an arm, of several works at once, or of people chosen for how they fared.
_NO_FREQUENCY = frozenset(
    {
        Design.RANDOMISED_TRIAL,
        Design.TRIAL,
        Design.CASE_CONTROL,
        Design.CASE_REPORT,
        Design.REVIEW,
        Design.ANIMAL,
        Design.LABORATORY,
        Design.DIAGNOSTIC,
    }
)


@dataclass(frozen=True, slots=True)
class _Share:
    """One frequency: as stated, and of how many people, with the outcome affirmed."""

    one: Stated
    percent: float
    n: int

    @property
    def narrow(self) -> frozenset[str]:
        """What makes its people a part of those asked about."""
        source = self.one.found.source
        text = f"{source.population or ''} {source.title or ''}"
        return frozenset(match[0].lower() for match in _NARROW.finditer(text))


def _frequencies(question: Question, outcome: str, listed: Sequence[Stated]) -> list[Stated]:
    """One frequency of each work that differs by more than chance from that of another."""
    shares = (_share(outcome, one) for one in listed if _is_frequency(question, outcome, one))
    each: dict[str, _Share] = {}
    for share in sorted((one for one in shares if one), key=lambda one: -one.n):
        each.setdefault(share.one.source, share)
    apart = [pair for pair in combinations(each.values(), 2) if _differ(*pair)]
    differing = {share.one.source for pair in apart for share in pair}
    return [_affirmed(outcome, each[source].one) for source in each if source in differing]


def _is_frequency(question: Question, outcome: str, one: Stated) -> bool:
    effect = one.effect
    whole = not effect.arms and not _SUBGROUP.search(one.statement) and not _FURTHER.search(effect.outcome)
    whole = whole and one.found.source.design not in _NO_FREQUENCY
    whole = whole and (not _COURSE.search(effect.outcome) or bool(_COURSE.search(outcome)))
    return effect.measure is Measure.PROPORTION and whole and _counts(question, outcome, effect.outcome)


def _counts(question: Question, outcome: str, counted: str) -> bool:
    """Whether the outcome is what was counted, and not the occasion on which something else was."""
    occasion = _OCCASION.search(counted, 1) if counted else None
    head = tokens_of(counted[: occasion.start()] if occasion else counted)
    concepts = [one for one in question.pico.outcome if (one.preferred or one.text).lower() == outcome]
    if concepts:
        return any(mentioned(concept, head) for concept in concepts)
    return bool(head) and tokens_of(outcome) <= head | tokens_of(counted)


def _share(outcome: str, one: Stated) -> _Share | None:
    """The frequency with its number of people; None where the work does not say how many."""
    n = one.effect.n or _people(one)
    return _Share(one, _affirmed(outcome, one).effect.estimate, n) if n else None


def _people(one: Stated) -> int | None:
    for text, pattern in ((one.statement, _N), (one.found.source.population or "", FIRST)):
        match = pattern.search(text)
        if match:
            return count_in(next(group for group in match.groups() if group))
    return None


def _affirmed(outcome: str, one: Stated) -> Stated:
    """ "73% non-relapsing" counts as 27% relapsing, and 95% who survived as 5% who died; the statement as it
    stands stays what is shown."""
    if bool(COMPLEMENT.search(one.effect.outcome)) is _turned(outcome, one.effect.outcome):
        return one
    effect = one.effect
    events = effect.n - effect.events if effect.n is not None and effect.events is not None else None
    return replace(
        one, effect=replace(effect, estimate=100 - effect.estimate, events=events, low=None, high=None)
    )


def _turned(outcome: str, counted: str) -> bool:
    """Whether the living were counted where death is asked about, or the other way round."""
    lived, died = bool(_SURVIVAL.search(counted)), bool(_DEATH.search(counted))
    if lived is died:
        return False
    return bool((_DEATH if lived else _SURVIVAL).search(outcome))


def _differ(one: _Share, two: _Share) -> bool:
    """Whether two shares differ beyond chance, of the same people, at the same time where both say when."""
    if one.narrow != two.narrow or not _same_times(_told_at(one.one), _told_at(two.one)):
        return False
    if _overlap(one.one.effect, two.one.effect):
        return False
    apart = abs(one.percent - two.percent)
    return apart >= POINTS and abs(z_of(one.percent, one.n, two.percent, two.n)) > BEYOND_CHANCE


def _overlap(one: Effect, two: Effect) -> bool:
    if one.low is None or one.high is None or two.low is None or two.high is None:
        return False
    return one.low <= two.high and two.low <= one.high


def _told_at(one: Stated) -> str:
    """When a share was counted, in words: its own time where several stand beside several shares."""
    return time_of(one.statement, one.effect.text) or one.statement


def _same_times(one: str, two: str) -> bool:
    """Whether both were counted at one time; also where one does not say when."""
    first, second = _times(one), _times(two)
    return not first or not second or bool(first & second)


def _times(statement: str) -> frozenset[int]:
    found = set()
    for match in _TIME.finditer(statement):
        number, unit = (match[1], match[2]) if match[1] else (match[3], match[4])
        value = _WORDS.get(number.lower()) or float(number)
        found.add(round(value * _DAYS[unit.lower()] / 30.4))
    return frozenset(found)


def z_of(percent: float, n: int, other_percent: float, other_n: int) -> float:
    """The z statistic of two proportions (in per cent) of ``n`` and ``other_n`` people; 0 where undefined."""
    if n < 1 or other_n < 1:
        return 0.0
    first, second = percent / 100, other_percent / 100
    pooled = (first * n + second * other_n) / (n + other_n)
    error = math.sqrt(max(pooled * (1 - pooled), 0.0) * (1 / n + 1 / other_n))
    return (first - second) / error if error else 0.0


def _one_each(listed: Sequence[Stated]) -> list[Stated]:
    """The first effect of each work; nothing where only one work is left."""
    kept: dict[str, Stated] = {}
    for one in listed:
        kept.setdefault(one.source, one)
    return list(kept.values()) if len(sources_of(kept.values())) > 1 else []
