"""What guidelines and consensus documents advise on a treatment, and where two bodies advise the opposite.

The words of strength are those of GRADE (Guyatt et al., BMJ 2008): strong, and conditional (weak). A body
that revised its own advice, advice for other people, and advice under a condition that the other does not
make are not set against each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from probatum.appraise.subject import about, mentioned, tokens_of
from probatum.language.stance import AGAINST, stances
from probatum.records.evidence import Found
from probatum.records.question import Concept, Question
from probatum.records.source import Design, Standing

_BODIES = frozenset({Design.GUIDELINE, Design.CONSENSUS})
_CONDITIONAL = re.compile(
    r"\b(?:conditional(?:ly)?|weak(?:ly)? recommend\w*|(?:may|can|could|might) be (?:considered|used|tried)|"
    r"(?:suggests?|suggested)\b|should be considered|consider(?:s|ing)? (?:using|adding|giving))",
    re.IGNORECASE,
)
_NO_RECOMMENDATION = re.compile(
    r"\b(?:no|without|insufficient evidence|cannot|unable|whether)\b[^.;]{0,40}\brecommend", re.IGNORECASE
)
#: Under which condition it is advised.
_CONDITION = re.compile(
    r"\b(?:if|unless|when|whenever|until|except|with|without|after|before|who|whose|"
    r"in (?:patients|those|people|adults|children|cases?|selected)\b|"
    r"for (?:patients|those|people|adults|children|selected)\b)(.*)",
    re.IGNORECASE | re.DOTALL,
)
#: At least so much of the smaller of two conditions must stand in the other.
_ALIKE = 0.5


class Advised(StrEnum):
    """Which way a recommendation goes."""

    FOR = "for"
    CONDITIONAL = "conditional"
    AGAINST = "against"


@dataclass(frozen=True, slots=True)
class Advice:
    """One recommendation where it stands."""

    found: Found
    statement: str
    stance: Advised

    @property
    def body(self) -> str:
        """Who advises: the issuer, else the work itself."""
        source = self.found.source
        return (source.issuer or source.id).casefold()


def stance_of(sentence: str) -> Advised | None:
    """Which way a sentence advises; None where it does not."""
    if _NO_RECOMMENDATION.search(sentence):
        return None
    signs = {one.sign for one in stances(sentence)}
    if AGAINST in signs:
        return Advised.AGAINST
    if _CONDITIONAL.search(sentence):
        return Advised.CONDITIONAL
    return Advised.FOR if signs else None


def at_odds(question: Question, found: Sequence[Found]) -> Iterator[tuple[str, list[Advice]]]:
    """For each treatment asked about the recommendations that go against each other, newest first."""
    for concept in question.pico.intervention:
        listed = list(_advice(question, concept, found))
        pairs = [pair for pair in combinations(listed, 2) if _disagree(concept, *pair)]
        kept: dict[str, Advice] = {}
        for one in (one for pair in pairs for one in pair):
            kept.setdefault(one.found.source.id, one)
        if len(kept) > 1:
            ordered = sorted(
                kept.values(), key=lambda one: (-(one.found.source.year or 0), one.found.source.id)
            )
            yield (concept.preferred or concept.text).lower(), ordered


def _advice(question: Question, concept: Concept, found: Iterable[Found]) -> Iterator[Advice]:
    for one in found:
        source = one.source
        if source.design not in _BODIES or source.standing not in (Standing.CURRENT, Standing.CORRECTED):
            continue
        if not about(question, one):
            continue
        for sentence in one.passage.sentences:
            stance = stance_of(sentence.text)
            if stance and mentioned(concept, tokens_of(sentence.text)):
                yield Advice(one, sentence.text, stance)


def _disagree(concept: Concept, one: Advice, two: Advice) -> bool:
    """For or conditional against against, from two bodies, on the same terms."""
    stances = {one.stance, two.stance}
    if Advised.AGAINST not in stances or len(stances) == 1 or one.body == two.body:
        return False
    return _same_terms(concept, one.statement, two.statement)


def _same_terms(concept: Concept, one: str, two: str) -> bool:
    first, second = _terms(concept, one), _terms(concept, two)
    if not first or not second:
        return first == second
    return len(first & second) / min(len(first), len(second)) >= _ALIKE


def _terms(concept: Concept, sentence: str) -> frozenset[str]:
    condition = _CONDITION.search(sentence)
    return tokens_of(condition[1]) - tokens_of(concept.text) if condition else frozenset()
