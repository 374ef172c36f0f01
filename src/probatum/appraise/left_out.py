"""Why works that the search found are not cited: a flow diagram after PRISMA 2020 (BMJ 2021;372:n71)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from probatum.appraise.subject import about
from probatum.records.article import LeftOut
from probatum.records.evidence import Found
from probatum.records.house import HOUSE
from probatum.records.question import Question
from probatum.records.source import Design, Source, Standing

RETRACTED = "retracted"
SUPERSEDED = "replaced by a newer version"
OURS = "our own articles: the works behind them are used"
OPINION = "notices, editorials or letters"
ELSEWHERE = "not about those whom the question names"
FAILED = "what was written from them failed its checks"
NOT_CHOSEN = "nothing in them answered better than what is cited"
_ORDER = (RETRACTED, SUPERSEDED, OURS, OPINION, ELSEWHERE, FAILED, NOT_CHOSEN)


def left_out(
    question: Question, found: Sequence[Found], cited: Collection[str], failed: Collection[str]
) -> tuple[LeftOut, ...]:
    """How many works found are not cited, by the first reason that holds of each. Pure.

    ``cited`` are the ids of the works cited, ``failed`` those from which something was written that failed
    its checks. All works found are either cited or counted here, once.
    """
    passages: dict[str, list[Found]] = {}
    for one in found:
        passages.setdefault(one.source.id, []).append(one)
    counted = Counter(
        _reason(question, held, failed) for source, held in passages.items() if source not in cited
    )
    return tuple(LeftOut(reason=reason, works=counted[reason]) for reason in _ORDER if counted[reason])


def _reason(question: Question, held: Sequence[Found], failed: Collection[str]) -> str:
    source = held[0].source
    if source.id in failed:
        return FAILED
    return _by_itself(source) or (NOT_CHOSEN if any(about(question, one) for one in held) else ELSEWHERE)


def _by_itself(source: Source) -> str:
    """Why a work is never cited whatever it says; empty where it may be."""
    if source.standing is Standing.RETRACTED:
        return RETRACTED
    if source.standing is Standing.SUPERSEDED:
        return SUPERSEDED
    if source.design in HOUSE:
        return OURS
    return OPINION if source.design in (Design.NOTICE, Design.EDITORIAL) else ""
