"""The hedge of a lead: that works disagree, as a statement bound to what both sides say."""

from __future__ import annotations

import re
from collections.abc import Mapping

from probatum.language.times import time_of
from probatum.records.claim import Citation, Claim
from probatum.records.evidence import Conflict, Disagreement, Evidence, Side
from probatum.records.passage import Passage
from probatum.records.question import ClinicalType, Question

#: Questions to whose answer it belongs how often something is seen.
_HOW_OFTEN = frozenset({ClinicalType.FREQUENCY, ClinicalType.PROGNOSIS})
#: The stance of a recommendation against.
AGAINST = "against"
_SHARE = re.compile(r"\d+(?:\.\d+)?(?=\s?%)")


def hedge(question: Question, evidence: Evidence) -> Claim | None:
    """The statement that opens a reader's eyes to the first disagreement that bears on the answer.

    None where there is none, or where one of its two ends cannot be quoted.
    """
    passages = {(one.source.id, one.passage.id): one.passage for one in evidence.found}
    for conflict in evidence.conflicts:
        if conflict.kind is Disagreement.FREQUENCY and question.clinical_type not in _HOW_OFTEN:
            continue
        claim = _hedged(conflict, passages)
        if claim is not None:
            return claim
    return None


def _hedged(conflict: Conflict, passages: Mapping[tuple[str, str], Passage]) -> Claim | None:
    ends = _ends(conflict)
    cited = [_cited(side, passages) for side in ends]
    quotes = tuple(citation for citation in cited if citation is not None)
    if not ends or len(quotes) < len(ends):
        return None
    told = [_words(conflict.kind, side) for side in ends]
    if not all(told):
        return None
    who = "Recommendations differ" if conflict.kind is Disagreement.RECOMMENDATION else "Studies differ"
    between = " to " if conflict.kind is Disagreement.FREQUENCY else " against "
    return Claim(text=f"{who} on {conflict.about}: {between.join(told)}.", citations=quotes)


def _cited(side: Side, passages: Mapping[tuple[str, str], Passage]) -> Citation | None:
    passage = passages.get((side.source, side.passage))
    if passage is None or side.statement not in passage.text:
        return None
    return Citation.quoting(passage, side.statement)


def _ends(conflict: Conflict) -> tuple[Side, ...]:
    """The two sides that stand furthest apart."""
    if conflict.kind is Disagreement.RECOMMENDATION:
        ordered = sorted(conflict.sides, key=lambda side: side.stance == AGAINST)
    else:
        ordered = sorted((side for side in conflict.sides if side.effect), key=_estimate)
    return (ordered[0], ordered[-1]) if len(ordered) > 1 else ()


def _estimate(side: Side) -> float:
    return side.effect.estimate if side.effect else 0.0


def _words(kind: Disagreement, side: Side) -> str:
    """What a side says, in the words and digits of its passage; empty where it is not printed as counted."""
    if kind is Disagreement.RECOMMENDATION:
        return f"“{_plain(side.statement)}”"
    effect = side.effect
    if effect is None:
        return ""
    if kind is Disagreement.EFFECT:
        return _plain(effect.text)
    printed = [share for share in _SHARE.findall(effect.text) if float(share) == effect.estimate]
    counted = f"{_plain(effect.outcome)} {time_of(side.statement, effect.text)}".strip()
    return f"{printed[0]}% ({counted[:1].lower()}{counted[1:]})" if printed and counted else ""


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(".")
