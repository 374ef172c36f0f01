"""A body named that has not said it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evals.planting.casing import lowered
from evals.planting.errors import Change
from evals.planting.words import BASE_OF_PAST, BASE_OF_THIRD, BODIES

_OWN = re.compile(
    r"^(?:in (?:this|our|the present|one) (?:study|trial|cohort|review)|(?:the|these) "
    r"(?:authors?|investigators|results|"
    r"findings|data) (?:found|show|showed|suggest|suggested|concluded|report|reported|indicate) that|"
    r"(?:this|our|one|a) (?:\w+ )?study (?:found|shows|showed|suggests|concluded|reported) that|"
    r"studies (?:show|have shown|suggest|indicate) that|research (?:shows|suggests) that),? ",
    re.IGNORECASE,
)


def attributions(statement: str, passage: str | None) -> Iterator[Change]:
    """A body that is not in the passage is said to say it."""
    if statement.rstrip().endswith("?") or re.search(
        r"\b(?:according to|states? that|guidelines?)\b", statement, re.I
    ):
        return
    own = _OWN.match(statement)
    body_at = own.end() if own else 0
    rest = lowered(statement[body_at:], passage)
    verb = _FINITE.search(rest)
    if not verb or re.search(r"[:?]", rest[: verb.start()]):
        return
    first = rest.split(" ", 1)[0]
    for body, names in BODIES:
        if not any(name in (passage or "") or name in statement for name in names):
            for opening in _openings(body, rest):
                yield Change(0, body_at + len(first), opening + first)


def _openings(body: str, rest: str) -> tuple[str, ...]:
    if re.search(r"\b(?:should|recommend\w*)\b", rest):
        return (f"{body} recommends that ",)
    lower = body[0].lower() + body[1:]
    return (f"{body} states that ", f"According to {lower}, ", f"{body} guideline says that ")


#: Something that only a sentence has: a verb in a tense.
_FINITE = re.compile(
    rf"\b(?:is|are|was|were|has|have|had|can|may|might|could|should|will|do|does|did|occur\w*|"
    rf"{'|'.join(BASE_OF_THIRD)}|{'|'.join(BASE_OF_PAST)})\b"
)
