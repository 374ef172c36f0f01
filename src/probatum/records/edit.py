"""What a person changes in a revision. Several changes together make one new revision."""

from __future__ import annotations

from dataclasses import dataclass

from probatum.records.evidence import Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """A passage and the words of it that are quoted, character for character.

    ``source`` says of which work, where two hold the same text; ``start`` where in the passage the quote
    begins, where it stands there more than once (without it: the first place).
    """

    passage: str
    quote: str
    source: str = ""
    start: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reword:
    """A statement (its id) gets another text or other citations; None leaves either as it is."""

    claim: str
    text: str | None = None
    citations: tuple[Cite, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """A statement goes."""

    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Add:
    """A statement comes: in the section with this number (from 0; None: the bottom line), at this place.

    ``place`` counts from 0; None is the end.
    """

    text: str
    citations: tuple[Cite, ...]
    section: int | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A statement goes to another section (None: the bottom line), or to another place in it."""

    claim: str
    section: int | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A statement changes places with its neighbour in one section (None: the bottom line).

    ``by`` is -1 for up and 1 for down. Where else it stands, it stays as it is.
    """

    claim: str
    by: int
    section: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A section gets another heading or note; None leaves either as it is.

    A note stands where a section has no statement: it says that nothing was found, and claims nothing else.
    """

    section: int
    heading: str | None = None
    note: str | None = None


Change = Reword | Drop | Add | Move | Shift | Head


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """A domain of GRADE of one outcome gets another judgement, and why; None: that of the program again."""

    outcome: str
    domain: str
    judgement: Judgement | None
    reason: str
