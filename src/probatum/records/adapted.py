"""What another reader is shown of a statement: the same facts in other words, and what was added to
explain."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from probatum.records.article import Audience


class PieceKind(StrEnum):
    """What a stretch of an adapted sentence is.

    ``SAID`` and ``STUDY`` (how it was found out, and in whom) are the statement: every word of it is checked.
    A ``GLOSS`` explains a word or a figure in house wording, and says nothing of its own.
    """

    SAID = "said"
    STUDY = "study"
    GLOSS = "gloss"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text. Of a gloss ``of`` is what it explains, as printed."""

    text: str
    kind: PieceKind = PieceKind.SAID
    of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapted:
    """A statement as another reader is shown it: ``claim`` is its id, ``original`` what clinicians read.

    ``fell_back`` says why the original stands instead of other words; empty where it does not.
    """

    claim: str
    original: str
    pieces: tuple[Piece, ...]
    fell_back: str = ""

    @property
    def text(self) -> str:
        """All of it, as it is read."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def said(self) -> str:
        """The statement alone, without what explains: what the checks judge."""
        return said_of(self.pieces)

    @property
    def changed(self) -> bool:
        """Whether the reader sees anything but the original."""
        return self.text != self.original


def said_of(pieces: tuple[Piece, ...]) -> str:
    """What the pieces state, without the glosses among them."""
    return "".join(piece.text for piece in pieces if piece.kind is not PieceKind.GLOSS)


def squared(gloss: str) -> str:
    """A gloss as it stands within a bracket: in square ones."""
    return f" [{gloss[2:-1]}]" if gloss.startswith(" (") and gloss.endswith(")") else gloss


def kept(claim: str, original: str, why: str = "") -> Adapted:
    """The original as it stands; ``why`` says for what reason no other words are shown."""
    return Adapted(claim=claim, original=original, pieces=(Piece(text=original),), fell_back=why)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """``original[start:end]`` becomes ``text``. A gloss is put in (``start == end``) and names what it is
    of."""

    start: int
    end: int
    text: str
    kind: PieceKind = PieceKind.SAID
    of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """How many years of school a text asks for: Flesch-Kincaid and SMOG; None where there is no sentence."""

    fkgl: float | None
    smog: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word that the article uses, with its meaning in plain words."""

    term: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A part of the page that is the same on every article (house wording, no medical claim)."""

    name: str
    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Studied:
    """Whom a work studied and how, as is held of it: for who weighs methods or applicability first.

    ``marker`` is its number in the reference list; ``definitions`` are sentences of its text that define what
    was counted, each with the address of its passage.
    """

    marker: int
    source: str
    design: str
    population: str = ""
    definitions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One revision as one audience reads it. Made anew each time, and never kept.

    ``order`` names the parts of the page in the order in which this audience reads them; ``before`` and
    ``after`` are the reading grade of the statements in the clinician's words and in those shown.
    """

    audience: Audience
    claims: tuple[Adapted, ...]
    before: Grade
    after: Grade
    words: tuple[Word, ...] = ()
    first: tuple[Block, ...] = ()
    last: tuple[Block, ...] = ()
    studied: tuple[Studied, ...] = ()
    order: tuple[str, ...] = ()

    @property
    def fell_back(self) -> int:
        """How many statements stand in the clinician's words because other words failed a check."""
        return sum(bool(one.fell_back) for one in self.claims)
