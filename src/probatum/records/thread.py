"""A conversation: the questions of one reader in their order, each with what it was taken to mean."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from probatum.records.source import Design


class FollowKind(StrEnum):
    """What a follow-up asks for, seen from the question before it."""

    WHOLE = "whole question"
    POPULATION = "other people"
    CONDITION = "another condition"
    INTERVENTION = "another treatment or test"
    COMPARATOR = "a comparison"
    OUTCOME = "another outcome"
    FACET = "another side of it"
    REFERRING = "a question that points back"
    FILTER = "other evidence"
    UNCLEAR = "not clear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """Which works may answer: of these years (inclusive) and designs; all where nothing is said."""

    since: int | None = None
    until: int | None = None
    designs: tuple[Design, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.designs) or self.since is not None or self.until is not None

    @property
    def words(self) -> str:
        """How the narrowing is told, as the subject of a sentence; empty for all works.

        >>> Narrowing(since=2015, until=2020).words
        'works of 2015 to 2020'
        """
        if not self:
            return ""
        kinds = _kinds(self.designs)
        if self.since is not None and self.until is not None:
            return f"{kinds} of {self.since} to {self.until}"
        if self.since is not None:
            return f"{kinds} since {self.since}"
        return f"{kinds} until {self.until}" if self.until is not None else kinds

    def admits(self, design: Design, year: int | None) -> bool:
        """Whether a work of this design and year may answer. One without a year is in no range of years."""
        if self.designs and design not in self.designs:
            return False
        if self.since is not None and (year is None or year < self.since):
            return False
        return self.until is None or (year is not None and year <= self.until)


#: What several works of one design are called, where that is not the design and an s.
_SEVERAL = {
    Design.CONSENSUS: "consensus statements",
    Design.META_ANALYSIS: "meta-analyses",
    Design.CASE_CONTROL: "case-control studies",
    Design.CROSS_SECTIONAL: "cross-sectional studies",
    Design.DIAGNOSTIC: "studies of diagnostic accuracy",
    Design.CASE_SERIES: "case series",
}


def _kinds(designs: tuple[Design, ...]) -> str:
    if set(designs) == {Design.RANDOMISED_TRIAL, Design.TRIAL}:
        return "trials"
    return " and ".join(_SEVERAL.get(one, f"{one}s") for one in designs) or "works"


#: All works that are held.
ALL = Narrowing()


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a question is about, in its own words; empty where it names none.

    ``people`` is told with its preposition (``in children``, ``without diabetes``).
    """

    condition: str = ""
    people: str = ""
    intervention: str = ""
    comparator: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """Words that a follow-up leaves out and that were taken from an earlier turn.

    ``part`` is their part in the question (``condition``, ``people``, ``treatment``, ``comparison``,
    ``outcome``, ``evidence``), ``turn`` the turn (counted from 1) in which they were first said.
    """

    part: str
    words: str
    turn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A follow-up as it is understood: the question that stands alone, and what that rests on.

    Where it is not clear ``text`` is empty, ``reason`` says why and ``choices`` are questions that it may
    mean.
    """

    asked: str
    text: str
    kind: FollowKind
    topic: Topic = Topic()
    narrowing: Narrowing = Narrowing()
    carried: tuple[Carried, ...] = ()
    reason: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One question of a thread and the revision that answers it (``article`` and ``revision``, its hash).

    ``asked`` is what was typed, ``question`` what was looked for; ``at`` when (ISO 8601, UTC).
    """

    asked: str
    question: str
    kind: FollowKind
    topic: Topic = Topic()
    narrowing: Narrowing = Narrowing()
    carried: tuple[Carried, ...] = ()
    article: str
    revision: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A conversation. ``id`` names it, ``owner`` is whose it is: both are known to its reader alone."""

    id: str
    owner: str
    made: str
    turns: tuple[Turn, ...] = ()

    @property
    def title(self) -> str:
        """What it is called: its first question."""
        return self.turns[0].question if self.turns else ""
