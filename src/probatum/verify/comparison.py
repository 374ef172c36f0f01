"""What the passage says of one side of a comparison the statement does not say of the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from probatum.language.assertion import Comparison, assertions
from probatum.records.verdict import Finding, Outcome, Span
from probatum.verify.check import Cited
from probatum.verify.coverage import copied
from probatum.verify.facing import facing

#: A sentence that shares so much with the statement, by weight, makes the same comparison or the reverse.
PLAINLY = 0.6


def comparison(statement: str, cited: Sequence[Cited]) -> Iterator[Finding]:
    """A finding where the two sides of a comparison are changed about: "A more than B" for "B more than A".

    Where the word of change is turned too, or the figures are changed about with the sides, the comparison is
    the same. Nothing is found where a sentence makes it the statement's way round.
    """
    said = assertions(statement).comparison
    if said is None or copied(statement, cited):
        return
    crossed = None
    for face in facing(statement, cited, most=8):
        there = assertions(face.text).comparison
        if there is None:
            continue
        if face.shared >= PLAINLY and said.that & there.that and not _crossed(said, there):
            return
        if crossed is None and face.shared >= PLAINLY and _crossed(said, there):
            crossed = face, there
    if crossed is None:
        return
    face, there = crossed
    yield Finding(
        check="comparison",
        outcome=Outcome.CONTRADICTED,
        said=statement[said.start : said.end],
        found=face.text[there.start : there.end],
        reason=f"The two sides are changed about: the statement says “{statement[said.start : said.end]}”; "
        f"the passage says “{face.text[there.start : there.end]}”.",
        said_at=(Span(start=said.start, end=said.end),),
        found_at=(Span(start=face.start + there.start, end=face.start + there.end),),
        passage=face.cited.passage.id,
    )


def _crossed(said: Comparison, there: Comparison) -> bool:
    """Whether the names are changed about and the figures not, or the figures and not the names."""
    names = _names_crossed(said, there)
    mine, theirs = said.figures, there.figures
    if all(mine) and all(theirs):
        if mine[1] & theirs[0] and theirs[1] & mine[0]:
            nameless = not said.that and not there.that
            return not names and (nameless or bool(said.that & there.that))
        if mine[1] & theirs[1]:
            return names
    return names and said.sign == there.sign != 0


def _names_crossed(said: Comparison, there: Comparison) -> bool:
    if said.that & there.that or not said.that or not there.that:
        return False
    one, other = said.that & there.this, there.that & said.this
    return len(one) * 2 >= len(said.that) and len(other) * 2 >= len(there.that)
