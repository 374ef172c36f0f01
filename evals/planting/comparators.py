"""The two sides of a comparison changed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evals.planting.casing import lowered, raised
from evals.planting.errors import Change
from evals.planting.negation import NEGATED
from evals.planting.numbers import ANY_NUMBER
from evals.planting.words import plural, third

_TOKEN = r"(?:[^\s,;:().?!]|\.(?=\w))+"

_NAME = rf"(?:the |those |patients |people )?{_TOKEN}(?: {_TOKEN}){{0,3}}?"

_AGAINST = r"than|compared (?:with|to)|versus|vs\.?|v"

_END = r"(?=[,.;)]|$| (?:at|after|during|over|who|when)\b)"

_BOTH_SIDES = re.compile(
    rf"\b(?P<p>on|with|in|among|for|after|by) (?P<a>{_NAME})"
    rf"(?P<mid>,? (?:{_AGAINST}|and)(?: [^,;:()]{{1,60}}?)?) (?P=p) (?P<b>{_NAME}){_END}"
)

_ONE_SIDE = re.compile(
    rf"\b(?P<p>on|with|in|among|after) (?P<a>{_NAME})(?P<mid>,? (?:{_AGAINST})) "
    rf"(?!with |on |in |among |after |the same )(?P<b>{_NAME}){_END}"
)

_FIGURE = r"\d[\d.,]*(?<![.,])(?:%| of \d+)?(?: \(\d[\d.]*%\))?"

_FIGURES = re.compile(
    rf"(?<![\w.,:/-])(?P<a>{_FIGURE}) (?P<mid>v|vs\.?|versus|against) (?P<b>{_FIGURE})(?![\w/:-])"
)

_OPENED = re.compile(
    rf"^(?P<mid>Compared (?:with|to)|Versus|Relative to) (?P<b>{_NAME}), (?P<a>{_NAME}) "
    r"(?=(?:was|were|is|are|had|has|have|led|reduced|increased|improved|lowered|reduces|"
    r"increases|improves)\b)"
)

_THAN = re.compile(
    r"^(?P<a>[^,;:()?]{2,70}?) (?P<v>(?:is|are|was|were|has|have|had|reduced|increased|improved|lowered|"
    r"provides?|provided|led to|leads? to|resulted in|results? in|caused|causes?|show(?:s|ed)?|achieved) "
    r"[^,;:()]*?(?:than|compared (?:with|to)|versus|superior to|inferior to)) (?P<b>[^,;:.()]{2,60}?)"
    r"(?=[,.;(]|$| (?:at|after|during|for|in|among|over|who|when|and|as|by|on)\b)",
)

_COMPARES = re.compile(
    r"\b(?:more|less|fewer|better|worse|higher|lower|greater|smaller|larger|longer|shorter|faster|slower|"
    r"superior|inferior|stronger|weaker|reduc\w+|increas\w+|improv\w+|decreas\w+|\w+er than)\b",
    re.IGNORECASE,
)

_NOT_A_NAME = re.compile(
    r"^(?:the other|others?|before|expected|usual|ever|previously|that|those|any|it|this|these|they|more|"
    r"less|"
    r"there|experts?|we|the truth|the last|a lot|half)\b|^\d|\d%?$",
    re.IGNORECASE,
)


def comparators(statement: str, passage: str | None) -> Iterator[Change]:
    """The two sides of a comparison changed about: "A more than B" becomes "B more than A"."""
    if NEGATED.search(statement) or re.search(
        r"\?|\b(?:similar|equal|same|comparable)\w*\b", statement, re.I
    ):
        return
    for match in _FIGURES.finditer(statement):
        if match["a"] != match["b"]:
            yield Change(match.start(), match.end(), f"{match['b']} {match['mid']} {match['a']}")
    sides = list(_changed_sides(statement))
    yield from sides
    if not sides:
        yield from _changed_ends(statement, passage)


def _changed_sides(statement: str) -> Iterator[Change]:
    for match in _BOTH_SIDES.finditer(statement):
        if _swappable(match["a"], match["b"]) and _sides(match["mid"], statement):
            p = match["p"]
            yield Change(match.start(), match.end(), f"{p} {match['b']}{match['mid']} {p} {match['a']}")
    for match in _ONE_SIDE.finditer(statement):
        if _swappable(match["a"], match["b"]) and _COMPARES.search(statement):
            now = f"{match['p']} {match['b']}{match['mid']} {match['a']}"
            yield Change(match.start(), match.end(), now)


def _changed_ends(statement: str, passage: str | None) -> Iterator[Change]:
    opened = _OPENED.match(statement)
    if opened and _swappable(opened["a"], opened["b"]):
        yield Change(opened.start("b"), opened.end("a"), f"{opened['a']}, {opened['b']}")
    match = _THAN.match(statement)
    if match is None or not _swappable(match["a"], match["b"]) or not _COMPARES.search(match["v"]):
        return
    if re.search(r"\b(?:that|why|which|where|how|as a)\b", match["v"]):
        return
    one, other = lowered(match["a"], passage), match["b"]
    verb = _agreeing(match["v"], was=plural(one), now=plural(other))
    yield Change(0, match.end("b"), f"{raised(other)} {verb} {one}")


def _sides(middle: str, statement: str) -> bool:
    """Whether the middle compares: "and" does so only between two figures."""
    if re.search(r"\b(?:than|compared|versus|vs|v)\b", middle):
        return True
    return bool(re.search(r"\d", middle)) and len(ANY_NUMBER.findall(statement)) > 1


def _swappable(one: str, other: str) -> bool:
    if _NOT_A_NAME.search(one) or _NOT_A_NAME.search(other) or one.lower() == other.lower():
        return False
    return not re.search(r"\b(?:that|which|who|than|is|are|was|were|and)\b", f"{one} {other}")


def _agreeing(verb: str, *, was: bool, now: bool) -> str:
    """The verb of a phrase for a subject of the other number."""
    if was == now:
        return verb
    first, _, rest = verb.partition(" ")
    plain = ("provide", "lead", "result", "cause", "show")
    forms = {"is": "are", "was": "were", "has": "have", **{third(one): one for one in plain}}
    turned = forms if now else {other: one for one, other in forms.items()}
    return f"{turned.get(first, first)} {rest}"
