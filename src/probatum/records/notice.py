"""What is told before an answer, and what was made of the words in which a question was asked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class NoticeKind(StrEnum):
    """What a notice is about. The first five are emergencies."""

    CRISIS = "crisis"
    POISONING = "poisoning"
    PREGNANCY = "pregnancy"
    INFANT = "infant"
    EMERGENCY = "emergency"
    OWN_CARE = "own care"
    NOT_MEDICINE = "not medicine"


#: What cannot wait for an answer.
URGENT = frozenset(
    {
        NoticeKind.CRISIS,
        NoticeKind.POISONING,
        NoticeKind.PREGNANCY,
        NoticeKind.INFANT,
        NoticeKind.EMERGENCY,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something to be told before anything else: a title and a few sentences, in the house's words."""

    kind: NoticeKind
    title: str
    text: str

    @property
    def urgent(self) -> bool:
        """Whether it cannot wait for an answer."""
        return self.kind in URGENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A name that was misspelt: ``said`` stood at ``start``-``end`` of the question.

    With one of ``options`` it was put right; of several nobody but the asker can say which is meant, and
    nothing was changed.
    """

    said: str
    options: tuple[str, ...]
    start: int
    end: int

    @property
    def sure(self) -> bool:
        """Whether it was put right."""
        return len(self.options) == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One question of several asked at once: ``asked[start:end]``, and ``text``, which stands alone."""

    text: str
    start: int
    end: int
