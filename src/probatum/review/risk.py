"""Where an article can do harm: by rule, from its words."""

from __future__ import annotations

import re
from enum import StrEnum

from probatum.records.article import Revision


class Risk(StrEnum):
    """What makes an article more dangerous when it is wrong."""

    DOSING = "dosing"
    PREGNANCY = "pregnancy"
    CHILDREN = "children"
    EMERGENCY = "emergency"


_CUES = {
    Risk.DOSING: r"\d\s?(?:mg|µg|μg|mcg|g|ml|units?|iu|mmol)(?:/\w+)*\b|\bdos(?:e|es|ed|age|ing)\b|"
    r"\btitrat\w+|\btaper\w*|\b(?:once|twice|three times) (?:a day|daily|weekly)\b",
    Risk.PREGNANCY: r"\bpregnan\w+|\bbreast-?feed\w*|\blactati\w+|\bfetus\b|\bfetal\b|\bfoet\w+|"
    r"\bteratogen\w*|\bpostpartum\b|\bprenatal\b|\bantenatal\b|\bgestation\w*",
    Risk.CHILDREN: r"\bchild(?:ren|hood)?\b|\bp(?:a)?ediatric\w*|\binfan\w+|\bneonat\w+|\bnewborns?\b|"
    r"\bjuvenile\b|\badolescen\w+|\btoddlers?\b|\bteenage\w*",
    Risk.EMERGENCY: r"\bemergenc\w+|\banaphyla\w+|\bcardiac arrest\b|\bresuscitat\w+|\blife-?threatening\b|"
    r"\bsepsis\b|\bseptic shock\b|\boverdos\w+|\bpoisoning\b|\bstatus epilepticus\b",
}
_RULES = {risk: re.compile(words, re.IGNORECASE) for risk, words in _CUES.items()}


def words_of(revision: Revision) -> tuple[str, ...]:
    """The question and every statement shown."""
    return (revision.question.text, *(claim.text for claim in revision.claims))


def risks(revision: Revision) -> tuple[Risk, ...]:
    """The risks of a revision, in the order of :class:`Risk`; rather one too many than one too few."""
    words = words_of(revision)
    return tuple(risk for risk, rule in _RULES.items() if any(rule.search(text) for text in words))
