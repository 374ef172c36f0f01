"""A text that cites by number has a list in which each number names one work, and each work has one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from probatum.records.audit import Pasted, PastedReference, StructureFinding
from probatum.records.verdict import Outcome, Span
from probatum.verify.structure.entries import counted, is_number, is_numbered, listed, quoted, series, uses

_SAME_NUMBER = "{count} references carry the number {shared}: {titles}. Which is meant can only be guessed."
_SAME_WORK = "{count} references are one work, {shared}: {titles}."


def unnumbered_references(pasted: Pasted) -> Iterator[StructureFinding]:
    """A finding where the text cites by number and the entries carry none, where two entries carry one
    number, and where one work is listed twice: which is meant is a guess.

    ICMJE Recommendations, "References".
    """
    yield from _without_numbers(pasted)
    entries = listed(pasted)
    whole = [one for one in entries if one.title and (one.year or one.doi or one.pmid or one.url)]
    yield from _twice(whole, lambda one: one.marker, _SAME_NUMBER)
    yield from _twice(entries, lambda one: one.doi or one.pmid or "", _SAME_WORK)


def _without_numbers(pasted: Pasted) -> Iterator[StructureFinding]:
    entries = listed(pasted)
    if not entries or is_numbered(pasted) or not any(is_number(label) for label in uses(pasted)):
        return
    bare = not any(entry.doi or entry.pmid or entry.url for entry in entries)
    more = " None carries a DOI, a PMID or an address by which it could be looked up." if bare else ""
    yield StructureFinding(
        check="unnumbered_references",
        message=(
            f"The text cites by number, and its {counted(len(entries), 'reference has', 'references have')} "
            f"none: which is meant can only be guessed.{more}"
        ),
        outcome=Outcome.PARTLY,
        spans=tuple(Span(start=entry.start, end=entry.end) for entry in entries),
    )


def _twice(
    entries: Sequence[PastedReference], key: Callable[[PastedReference], str], message: str
) -> Iterator[StructureFinding]:
    """A finding for each key that several entries have. Pure."""
    found: dict[str, list[PastedReference]] = {}
    for one in entries:
        found.setdefault(key(one), []).append(one)
    for shared, same in found.items():
        if shared and len(same) > 1:
            yield StructureFinding(
                check="unnumbered_references",
                message=message.format(
                    count=len(same),
                    shared=shared,
                    titles=series([quoted(one.title or one.text, 60) for one in same]),
                ),
                outcome=Outcome.PARTLY,
                spans=tuple(Span(start=one.start, end=one.end) for one in same),
            )
