"""A claim: one checkable sentence, and the passages it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from probatum.errors import QuoteNotInPassage, UncitedClaim
from probatum.records.canonical import content_hash
from probatum.records.passage import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A quote in its place: ``passage.text[start:end] == quote``. Make one with :meth:`of`."""

    source: str
    passage: str
    quote: str
    start: int
    end: int

    @classmethod
    def of(cls, passage: Passage, start: int, end: int) -> Citation:
        """Cite the span ``[start, end)`` of ``passage`` (characters, from its start).

        Raises :class:`QuoteNotInPassage` where the span is empty or outside the passage.
        """
        quote = passage.text[start:end] if 0 <= start < end <= len(passage.text) else ""
        if not quote.strip():
            raise QuoteNotInPassage(
                f"passage {passage.id} has no text at {start}-{end}; "
                f"cite a span inside its {len(passage.text)} characters"
            )
        return cls(source=passage.source, passage=passage.id, quote=quote, start=start, end=end)

    @classmethod
    def quoting(cls, passage: Passage, quote: str) -> Citation:
        """Cite the first place where ``quote`` stands in ``passage``, character for character.

        Raises :class:`QuoteNotInPassage` where it does not.
        """
        start = passage.text.find(quote) if quote.strip() else -1
        if start < 0:
            raise QuoteNotInPassage(
                f"passage {passage.id} does not hold the quote {quote[:60]!r}; "
                "quote it character for character"
            )
        return cls.of(passage, start, start + len(quote))


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One sentence of an article. It cannot be made without a citation."""

    text: str
    citations: tuple[Citation, ...]

    def __post_init__(self) -> None:
        if not self.citations:
            raise UncitedClaim(
                f"the sentence {self.text[:60]!r} cites nothing; bind it to a passage or drop it"
            )

    @property
    def id(self) -> str:
        """Sixteen hexadecimal digits of the content hash: the same claim has the same id anywhere."""
        return content_hash(self)[:16]
