"""When a figure was counted, where each figure of a sentence has its own time."""

from __future__ import annotations

import re

_OWN = re.compile(r"\s*(?:\([^()]*\)\s*)?((?:at|by|within|after) \d+(?:\.\d+)?)\b")
_UNIT = re.compile(r"\b(?:day|week|month|year)s?\b")


def time_of(statement: str, printed: str) -> str:
    """The time that stands behind a figure where ``statement`` prints it; empty where none does. Pure."""
    place = statement.find(printed)
    return time_after(statement, place + len(printed)) if place >= 0 else ""


def time_after(text: str, place: int) -> str:
    """The time that stands behind the figure that ends at ``place``, with its unit; empty where none does.

    >>> time_after("Survival was 77% at 5 and 62% at 10 years.", 16)
    'at 5 years'
    """
    own, unit = _OWN.match(text, place), _UNIT.search(text, place)
    return f"{own[1]} {unit[0]}" if own and unit else ""
