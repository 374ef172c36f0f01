"""An article of this house is never all that a statement rests on while the work behind it is held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from probatum.records.house import Primary, is_house, primaries
from probatum.records.verdict import Finding, Outcome
from probatum.verify.check import Cited

#: So many works are named; of more it is said how many.
NAMED = 3


def primary(statement: str, cited: Sequence[Cited]) -> Iterator[Finding]:
    """A finding where everything that is cited is an article of this house, and what it rests on is held.

    Greenberg, "How citation distortions create unfounded authority", BMJ 2009: support comes from the work
    that found a thing, not from whoever repeats it. An article of this house rests on works that are held.
    """
    if not cited or not all(is_house(one.source) for one in cited):
        return
    behind: dict[str, Primary] = {}
    for one in cited:
        start = one.passage.start + one.citation.start
        for work in primaries(one.source, start, one.passage.start + one.citation.end):
            behind.setdefault(work.source, work)
    if not behind:
        return
    label = cited[0].source.label
    yield Finding(
        check="primary",
        outcome=Outcome.PARTLY,
        said=statement,
        found=label,
        reason=f"All that is cited is an article of this house ({label}); "
        f"{_listed([work.label for work in behind.values()])}: cite {'them' if len(behind) > 1 else 'it'}.",
    )


def _listed(labels: Sequence[str]) -> str:
    shown = "; ".join(labels[:NAMED])
    more = f" and {len(labels) - NAMED} more" if len(labels) > NAMED else ""
    works, are = ("works", "are") if len(labels) > 1 else ("work", "is")
    return f"the {works} that it rests on {are} held ({shown}{more})"
