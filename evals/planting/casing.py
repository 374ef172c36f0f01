"""The first letter of what is put elsewhere in a sentence."""

from __future__ import annotations

import re

_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "these",
        "those",
        "in",
        "on",
        "at",
        "of",
        "for",
        "with",
        "among",
        "after",
        "before",
        "during",
        "both",
        "each",
        "patients",
        "people",
        "there",
        "treatment",
        "use",
        "using",
        "high",
        "low",
        "higher",
        "lower",
        "increased",
        "decreased",
        "reduced",
        "early",
        "late",
        "long",
        "short",
    ]
)


def lowered(text: str, passage: str | None) -> str:
    """A beginning without its capital, but for names: what the passage writes with one, or in capitals."""
    first = re.match(r"[^\s,;]+", text)
    if not first or not text[:1].isupper() or any(mark.isupper() or mark.isdigit() for mark in first[0][1:]):
        return text
    word = first[0]
    if word.lower() in _SMALL or word == "A":
        return text[0].lower() + text[1:]
    named = passage is not None and re.search(rf"(?<=[a-z,] ){re.escape(word)}\b", passage)
    small = passage is None or re.search(rf"\b{re.escape(word.lower())}\b", passage)
    return text if named and not small else text[0].lower() + text[1:]


def raised(text: str) -> str:
    return text[:1].upper() + text[1:]


def like(was: str, now: str) -> str:
    return now.upper() if was.isupper() and len(was) > 2 else raised(now) if was[:1].isupper() else now
