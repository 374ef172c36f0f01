"""A text has no words that its reader cannot see."""

from __future__ import annotations

from collections.abc import Iterator

from probatum.records.audit import Pasted, StructureFinding
from probatum.records.verdict import Outcome
from probatum.verify.structure.entries import counted


def unseen_words(pasted: Pasted) -> Iterator[StructureFinding]:
    """A finding where letters of the file were left out because nobody who reads it sees them.

    ISO 32000-1 (9.3.6) lets text be set without ink; words that are hidden so are meant for programs.
    """
    if pasted.unseen:
        letters = counted(pasted.unseen, "letter", "letters")
        yield StructureFinding(
            check="unseen_words",
            message=f"The file holds {letters} that a reader cannot see. They were left out and not judged.",
            outcome=Outcome.NOT_CHECKABLE,
        )
