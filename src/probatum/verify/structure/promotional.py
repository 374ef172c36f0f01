"""What a text says in praise of itself or of a product has a source."""

from __future__ import annotations

from collections.abc import Iterator

from probatum.language.frame import PROMOTION
from probatum.records.audit import Pasted, StructureFinding
from probatum.records.verdict import Outcome, Span
from probatum.verify.structure.entries import quoted


def promotional(pasted: Pasted) -> Iterator[StructureFinding]:
    """A finding for each sentence that praises the product or service behind the text without a source.

    WHO, "Ethical criteria for medicinal drug promotion" (1988), and JAMA benchmarks (Silberg, Lundberg and
    Musacchio, 1997): promotion is told from information, and what it claims can be substantiated.
    """
    for line in pasted.frame:
        match = PROMOTION.search(line.text)
        if match is not None and not line.markers:
            yield StructureFinding(
                check="promotional",
                message=f"{quoted(line.text, 120)} praises a product and gives no source for it.",
                outcome=Outcome.NOT_FOUND,
                spans=(Span(start=line.start, end=line.end),),
            )
