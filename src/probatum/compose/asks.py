"""What a yes/no question wants to know, where a figure alone cannot tell it.

That something was seen in so many per cent answers whether it happens. It does not answer whether a treatment
is worth having, whether it is safe, whether it is the cause, or what one ought to do.
"""

from __future__ import annotations

import re

_WORTH = re.compile(
    r"\b(?:helps?|helpful|work(?:s|ing)?|effective(?:ness)?|efficac\w+|useful|benefi\w+|respon[ds]\w*|"
    r"protect\w*|improve\w*|spar(?:e|ing)|good enough|accurate|reliable)\b",
    re.IGNORECASE,
)
_SAFE = re.compile(r"\b(?:safe(?:r|ly|ty|st)?|harmless|tolerated|tolerable)\b", re.IGNORECASE)
_CAUSE = re.compile(
    r"\b(?:caus(?:e|es|ed|ing)|leads? to|results? in|trigger(?:s|ed)?|provoke[sd]?|side[- ]effects?)\b"
    r"(?! (?:less|fewer|lower|reduced)\b)",
    re.IGNORECASE,
)
_SAYS_CAUSE = re.compile(
    r"\b(?:caus(?:e[sd]?|al|ing|ative)|leads? to|led to|leading to|result(?:s|ed|ing)? (?:in|from)|due to|"
    r"because of|attributable to|attributed to|trigger(?:s|ed|ing)?|provok\w+|induc(?:e[sd]?|ing)|"
    r"responsible for|complication of|\w+ complication|secondary to|brought on|side[- ]effects?|"
    r"adverse (?:reactions?|effects?)|mediated by|increas(?:e[sd]?|ing) the (?:risk|rate|odds) of)\b|"
    r"\b\w+-induced\b",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"\b(?:should|ought|recommend(?:ed|s)?|advis(?:e|ed|able)|first[- ]line|necessary)\b|"
    r"\b(?:must|needs? to|ha(?:ve|s) to)\b.{1,60}?\b(?:stop|tak|start|treat|giv|avoid|continu|monitor|test|"
    r"screen|adjust|reduc|chang|switch|remov|operat|prescrib)\w*|"
    r"\b(?:can|may|could|do) (?:i|we|you|one) (?:(?:have|need) to |safely )?"
    r"(?:take|use|stop|start|change|switch|have|give|get|skip|combine|eat|drink|drive|fly)\b|"
    r"\bcan\b.{1,80}\bbe (?:safely )?(?:taken|used|given|stopped|started|switched|combined|continued)\b",
    re.IGNORECASE,
)
_ADVISES = re.compile(
    r"\b(?:should|ought|recommend\w*|advis(?:e|es|ed|able)|first[- ]line|indicated|considered?|necessary|"
    r"must|needs? to|ha(?:ve|s) to|required?|preferred|options?|warrant(?:s|ed))\b"
    r"(?! (?:is|are|was|were) (?:being )?considered)",
    re.IGNORECASE,
)
_SAYS_SAFE = re.compile(
    r"\b(?:safe(?:r|ly)?|harmless|well[- ]tolerated|tolerable|"
    r"no (?:\w+ ){0,2}(?:adverse|harm\w*|toxic\w*|safety (?:signal|concern)\w*|side[- ]effects?))\b|"
    r"\b(?:not|no) (?:\w+ ){0,3}(?:increase[sd]?|excess|raised?|worsen(?:ed)?)\b",
    re.IGNORECASE,
)
_SAYS_UNSAFE = re.compile(
    r"\b(?:unsafe|not safe|contraindicated|dangerous|harm(?:s|ed|ful)|toxic|boxed warnings?|"
    r"not (?:well )?tolerated|poorly tolerated)\b|"
    r"\b(?:increas|rais|high|excess|more)\w* (?:[\w-]+ ){0,4}"
    r"(?:risk|bleeding|bleeds|deaths?|mortality|adverse|toxicity|complications?|infections?|malformations?)\b",
    re.IGNORECASE,
)
_HARM = re.compile(
    r"\b(?:bleed\w*|h(?:a)?emorrhag\w*|adverse|harm\w*|toxic\w*|deaths?|mortality|fatal\w*|infections?|"
    r"complications?|safe\w*|tolerat\w*|events?|hypo\w+|neutropeni\w+|discontinu\w+)\b",
    re.IGNORECASE,
)


_WHICH = re.compile(
    r"^\W*(?:is|are|was|were|does|do|should|would)\b[^?,]{1,60} or [^?,]{1,60}?\b(?:the )?"
    r"(?:better|best|safer|safest|superior|preferable|preferred|more \w+|less \w+|first)\b(?! (?:than|or)\b)",
    re.IGNORECASE,
)


def asks_which(question: str) -> bool:
    """Whether it is asked which of two things, though it begins as if yes or no were: "Is A or B better?"."""
    return bool(_WHICH.search(question))


def asks_worth(question: str) -> bool:
    """Whether it is asked if something helps: what was merely seen does not tell it."""
    return bool(_WORTH.search(question))


def asks_safe(question: str) -> bool:
    """Whether it is asked if something is safe: only what is said of harm can tell it."""
    return bool(_SAFE.search(question))


def asks_cause(question: str) -> bool:
    """Whether it is asked if something brings about another thing."""
    return bool(_CAUSE.search(question))


def says_cause(sentence: str) -> bool:
    """Whether a sentence says that one thing brings about another: more than that both were seen."""
    return bool(_SAYS_CAUSE.search(sentence))


def asks_advice(question: str) -> bool:
    """Whether it is asked what ought to be done: that is said by who advises, not by a result."""
    return bool(_ADVICE.search(question))


def advises(sentence: str) -> bool:
    """Whether a sentence says what ought to be done."""
    return bool(_ADVISES.search(sentence))


def says_safe(sentence: str) -> bool:
    """Whether a sentence calls something safe, or finds no more harm with it."""
    return bool(_SAYS_SAFE.search(sentence)) and not says_unsafe(sentence)


def says_unsafe(sentence: str) -> bool:
    """Whether a sentence warns of something, or finds more harm with it."""
    unsafe = _SAYS_UNSAFE.search(sentence)
    return unsafe is not None and not re.search(
        r"\b(?:no|not|without) (?:\w+ ){0,3}$", sentence[: unsafe.start()]
    )


def speaks_of_harm(sentence: str) -> bool:
    """Whether what a sentence measures is a harm."""
    return bool(_HARM.search(sentence))
