"""Words that stand in the same place of a sentence and are not the same: systolic and diastolic.

The rows are in ``counterparts.txt``. Words that differ in a prefix alone (hyper-, hypo-; pre-, post-) need
none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

#: Prefixes of which one is not the other. A word of so many letters after them is told by the rest.
_PREFIXES = (
    ("hyper", "hypo"),
    ("pre", "post", "peri"),
    ("intra", "extra"),
    ("micro", "macro"),
    ("brady", "tachy"),
    ("uni", "bi"),
    ("afferent", "efferent"),
    ("endo", "exo"),
    ("ab", "ad"),
)
_REST = 6
_WORD = re.compile(r"[A-Za-z]+(?:[-‐‑'’][A-Za-z]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A word at ``start`` to ``end`` that has a counterpart: which ``row``, and which ``side`` of it.

    ``next`` is the word that follows, where only that tells that two are of one row; else empty.
    ``exclusive``: everybody is either the one or the other.
    """

    start: int
    end: int
    row: str
    side: int
    next: str = ""
    exclusive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """The names of one side. A text with one of them has one of ``begins``, which is found much sooner."""

    begins: tuple[str, ...]
    names: re.Pattern[str]

    def found(self, text: str, folded: str) -> Iterator[re.Match[str]]:
        """Each name in ``text``, of which ``folded`` is the folded form."""
        return self.names.finditer(text) if any(map(folded.__contains__, self.begins)) else iter(())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    name: str
    sides: tuple[_Side, ...]
    exclusive: bool
    followed: bool


@lru_cache(maxsize=8192)
def members(text: str) -> tuple[Member, ...]:
    """The words of ``text`` that have a counterpart, row after row; each of the first that has it. Pure.

    >>> [(one.row, one.side) for one in members("Diastolic pressure fell in hypothyroidism.")]
    [('systolic', 1), ('thyroidism', 1)]
    """
    found: dict[int, Member] = {}
    for one in (*_listed(text), *_prefixed(text)):
        found.setdefault(one.start, one)
    return tuple(found.values())


def _listed(text: str) -> Iterator[Member]:
    text_folded = folded(text)
    for row in _rows():
        for side, names in enumerate(row.sides):
            for match in names.found(text, text_folded):
                after = _WORD.match(text, match.end() + 1)
                if not row.followed or after:
                    follows = _plain(after[0]) if row.followed and after else ""
                    yield Member(
                        start=match.start(),
                        end=match.end(),
                        row=row.name,
                        side=side,
                        next=follows,
                        exclusive=row.exclusive,
                    )


def _prefixed(text: str) -> Iterator[Member]:
    for match in _WORD.finditer(text):
        word = match[0].lower()
        for prefixes in _PREFIXES:
            for side, prefix in enumerate(prefixes):
                rest = word.removeprefix(prefix).lstrip("-‐‑")
                if word.startswith(prefix) and len(rest) >= _REST:
                    yield Member(start=match.start(), end=match.end(), row=_plain(rest), side=side)


@lru_cache(maxsize=8192)
def exclusive(one: str, other: str) -> bool:
    """Whether ``one`` speaks of those alone who are not ``other``'s: of the dead where that has survivors.

    Pure.

    >>> exclusive("77% survived.", "23% died.")
    True
    """
    for row in _rows():
        if row.exclusive:
            mine, theirs = (
                {side for side, one in enumerate(row.sides) if one.names.search(text)}
                for text in (one, other)
            )
            if len(mine) == len(theirs) == 1 and mine != theirs:
                return True
    return False


def _plain(word: str) -> str:
    """A word as it is compared: its number and its English or American spelling apart."""
    return word.lower().replace("ae", "e").removesuffix("s")


@cache
def _rows() -> tuple[_Row, ...]:
    text = resources.files("probatum.language").joinpath("counterparts.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(map(_row, lines))


def _row(line: str) -> _Row:
    exclusive, followed = line.startswith("= "), line.startswith("~ ")
    sides = [[name.strip() for name in side.split(";")] for side in line.lstrip("=~ ").split("|")]
    return _Row(
        name=sides[0][0],
        sides=tuple(map(_side, sides)),
        exclusive=exclusive,
        followed=followed,
    )


def _side(names: Sequence[str]) -> _Side:
    begins = (folded(re.split(r"[\s*-]", name)[0]) for name in names)
    return _Side(begins=tuple(dict.fromkeys(begins)), names=re.compile("|".join(map(_name, names))))


def folded(text: str) -> str:
    """The text with its case folded as patterns do that ignore it: they take the two Turkish i for ours."""
    return text.replace("\u0130", "i").replace("\u0131", "i").casefold()


def _name(name: str) -> str:
    """The pattern of a name; capitals count only as such. "Non-" before it makes it another."""
    stem = re.escape(name.removesuffix("*")).replace("\\ ", r"[\s-]").replace("\\-", "[-‐‑ ]")
    end = r"\w*" if name.endswith("*") else r"(?!\w)"
    whole = rf"(?<!\w)(?<!non-)(?<!non ){stem}{end}"
    return whole if name.isupper() else f"(?i:{whole})"
