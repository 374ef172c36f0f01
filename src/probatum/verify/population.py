"""The people of the statement are those of what it cites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from probatum.language.content import keys, shared
from probatum.language.people import People, people_said, told
from probatum.records.source import Design
from probatum.records.verdict import Finding, Outcome, Span
from probatum.verify.check import Cited
from probatum.verify.facing import Facing, facing

#: A sentence that shares so much with the rest of the statement says the same of other people.
PLAINLY = 0.8
#: Where nothing that is cited shares so much, the statement is about something else: not for this check.
FACES = 0.4
#: Who would be named if they were meant: for them nobody need stand in their place. Children most of all.
NAMED = frozenset({
    "newborns", "infants", "children", "adolescents", "pregnant", "breastfeeding", "mice", "rats",
})  # fmt: skip
CHILDREN = 0.2
#: Values of one sort that may hold of the same people.
TOGETHER = (
    frozenset({"adults", "older people", "young adults"}),
    frozenset({"newborns", "infants", "children"}),
    frozenset({"children", "adolescents"}),
)


def population(statement: str, cited: Sequence[Cited]) -> Iterator[Finding]:
    """A finding for each people of the statement whom nothing that is cited speaks of.

    Where the facing sentence says the same of others of the same sort (men for women, type 1 for type 2), the
    statement is contradicted; where animals were studied and it speaks of humans, it is overstated.
    """
    said = people_said(statement)
    if not said or not cited:
        return
    texts = tuple(words for one in cited for words in _known(one))
    faces = facing(statement, cited)
    here = frozenset((one.slot, one.value) for one in said)
    for one in _alone(statement, said, texts):
        other = _other(one, faces, here)
        if _absent(one, texts, faces, instead=other is not None):
            finding = _judged(statement, one, faces, other, _elsewhere(one, texts, here))
            if finding is not None:
                yield finding


def _alone(statement: str, said: Sequence[People], texts: Sequence[str]) -> Iterator[People]:
    """The people of the statement, but those of a list of which some are borne out, and shares of a sex."""
    for one in said:
        others = [other for other in said if other.slot == one.slot and other.value != one.value]
        listed = any(told(text, other.slot, other.value) for other in others for text in texts)
        share = one.slot == "sex" and statement[: one.start].rstrip().endswith(("%", "cent", "percent"))
        if not listed and not share:
            yield one


def _apart(one: People, other: People) -> bool:
    """Whether both are of one sort and cannot be the same people."""
    pair = {one.value, other.value}
    return one.slot == other.slot and len(pair) == 2 and not any(pair <= together for together in TOGETHER)


def _absent(one: People, texts: Sequence[str], faces: Sequence[Facing], *, instead: bool) -> bool:
    """Whether nothing that is cited speaks of these people.

    Where the facing sentence names others (``instead``), no more is asked than that no facing sentence may
    speak of these and that nothing names them plainly.
    """
    if not any(told(text, one.slot, one.value) for text in texts):
        return True
    if not instead or any(told(face.text, one.slot, one.value) for face in faces):
        return False
    return not any(_is(one, other) for text in texts for other in people_said(text))


def _is(one: People, other: People) -> bool:
    return one.slot == other.slot and one.value == other.value


def _other(
    one: People, faces: Sequence[Facing], here: frozenset[tuple[str, str]]
) -> tuple[Facing, People] | None:
    """The first people of the same sort that a facing sentence has and the statement has not."""
    for face in faces:
        for other in people_said(face.text):
            if _apart(one, other) and (other.slot, other.value) not in here:
                return face, other
    return None


def _elsewhere(one: People, texts: Sequence[str], here: frozenset[tuple[str, str]]) -> str:
    """Other people of the same sort that are named anywhere in what is cited."""
    for text in texts:
        for other in people_said(text):
            if _apart(one, other) and (other.slot, other.value) not in here:
                return other.value
    return ""


def _known(one: Cited) -> tuple[str, ...]:
    """All words that are held of what is cited."""
    source = one.source
    headings = "; ".join((*(heading.descriptor for heading in source.mesh), *source.keywords))
    parts = (one.passage.text, source.title, source.population, headings, _design(source.design))
    return tuple(part for part in parts if part)


def _design(design: Design) -> str:
    """A study of people, where its design says so."""
    studied = {Design.RANDOMISED_TRIAL, Design.GUIDELINE, Design.TRIAL, Design.COHORT, Design.CASE_CONTROL}
    return "patients" if design in studied else ""


def _judged(
    statement: str, one: People, faces: Sequence[Facing], other: tuple[Facing, People] | None, elsewhere: str
) -> Finding | None:
    if other is not None:
        return _instead(statement, one, *other)
    if not elsewhere and one.value not in NAMED:
        return None
    least = CHILDREN if one.value == "children" else FACES
    if not faces or faces[0].shared < least:
        return None
    return _missing(statement, one, elsewhere)


def _instead(statement: str, one: People, face: Facing, other: People) -> Finding:
    said, found = statement[one.start : one.end], face.text[other.start : other.end]
    rest = f"{statement[: one.start]} {statement[one.end :]}"
    same = shared(rest, keys(face.text), numbers=False) >= PLAINLY
    outcome = Outcome.CONTRADICTED if same else Outcome.NOT_FOUND
    return Finding(
        check="population",
        outcome=Outcome.OVERSTATED if one.value == "humans" else outcome,
        said=said,
        found=found,
        reason=f"The statement speaks of “{said}”; the passage speaks of “{found}”.",
        said_at=(Span(start=one.start, end=one.end),),
        found_at=(Span(start=face.start + other.start, end=face.start + other.end),),
        passage=face.cited.passage.id,
    )


def _missing(statement: str, one: People, elsewhere: str) -> Finding:
    said = statement[one.start : one.end]
    rest = f"; it speaks of {elsewhere}" if elsewhere else ""
    return Finding(
        check="population",
        outcome=Outcome.OVERSTATED if one.value == "humans" else Outcome.NOT_FOUND,
        said=said,
        found=elsewhere,
        reason=f"What is cited does not speak of “{said}”{rest}.",
        said_at=(Span(start=one.start, end=one.end),),
    )
