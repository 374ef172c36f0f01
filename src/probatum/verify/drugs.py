"""A medicine that the statement names is named in what it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from probatum.language.content import keys, shared
from probatum.language.drugs import (
    DrugMention,
    classes_of,
    drug_mentions,
    drugs_named,
    look_alikes,
    members,
    spelt,
)
from probatum.records.verdict import Finding, Outcome, Span
from probatum.verify.check import Cited
from probatum.verify.facing import Facing, facing, set_against

#: A sentence that shares so much with the rest of the statement says the same of another medicine.
PLAINLY = 0.75
#: Where nothing that is cited shares so much, the statement is about something else: not for this check.
FACES = 0.5


def drugs(statement: str, cited: Sequence[Cited]) -> Iterator[Finding]:
    """A finding for each medicine or class of the statement that nothing which is cited names.

    All names of a medicine are one; a class is named with any of its members. Where the facing sentence has
    another medicine of the class, or one whose name is taken for it, that one is named beside it; where it
    says the same of that one, the statement is contradicted.
    """
    said = _said(statement)
    if not said or not cited:
        return
    there = frozenset().union(*(drugs_named(_all(one)) for one in cited))
    missing = [one for one in said if not _named(one, there) and not _written(one, statement, cited)]
    if not missing:
        return
    faces = facing(statement, cited)
    named = drugs_named(statement)
    alone = bool(faces) and faces[0].shared >= FACES and not named & there
    for one in missing:
        finding = _judged(statement, one, faces, named, cited)
        if finding is None and not one.is_class:
            finding = _beside(statement, one, named & there)
        if finding is None and alone and not one.is_class and not there & classes_of(one.name):
            finding = _missing(statement, one)
        if finding is not None:
            yield finding


#: "prednisone or equivalent" names any of its class.
_OR_LIKE = re.compile(
    r"[\s,(]*(?:or|and) (?:(?:an?|another|its) )?(?:equivalent|similar|comparable)\b", re.IGNORECASE
)


def _said(statement: str) -> list[DrugMention]:
    """The medicines of the statement, each once, where it is first named."""
    found: dict[str, DrugMention] = {}
    for one in drug_mentions(statement):
        if one.sure and not _OR_LIKE.match(statement, one.end):
            found.setdefault(one.name, one)
    return list(found.values())


def _all(one: Cited) -> str:
    """All words that are held of what is cited, the passage first."""
    source = one.source
    return _joined(one.passage.text, source.title or "", source.population or "", "; ".join(source.keywords))


@lru_cache(maxsize=4096)
def _joined(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _named(one: DrugMention, there: frozenset[str]) -> bool:
    """Whether it is named; a class also where a class within it or a wider one is, or a member of it."""
    if one.name in there:
        return True
    if not one.is_class:
        return False
    return bool(there & {*members(one.name), *classes_of(one.name)}) or any(
        one.name in classes_of(other) for other in there
    )


def _written(one: DrugMention, statement: str, cited: Sequence[Cited]) -> bool:
    """Whether any of its names stands there as a word, whatever it may be part of."""
    names = {name.lower() for name in (*spelt(one.name), statement[one.start : one.end])}
    return any(_stands(name, _lower(_all(source))) for source in cited for name in names)


@lru_cache(maxsize=4096)
def _lower(text: str) -> str:
    return text.lower()


def _stands(name: str, text: str) -> bool:
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if not text[at - 1 : at].isalpha() and not text[end : end + 1].rstrip("s").isalpha():
            return True
        at = text.find(name, at + 1)
    return False


def _judged(
    statement: str, one: DrugMention, faces: Sequence[Facing], named: frozenset[str], cited: Sequence[Cited]
) -> Finding | None:
    """What stands in its place: in a facing sentence, else anywhere in what is cited."""
    for face in faces:
        rival = _rival(one, face.text, named)
        if rival is not None:
            return _instead(statement, one, face, rival)
    for source in cited:
        rival = _rival(one, _all(source), named)
        if rival is not None:
            return _elsewhere(statement, one, source, rival)
    return None


def _rival(one: DrugMention, text: str, named: frozenset[str]) -> DrugMention | None:
    """The medicine of ``text`` that may stand where the statement has this one."""
    own = classes_of(one.name)
    alike = look_alikes(one.name)
    for other in drug_mentions(text):
        if other.name in named or other.name in own or (one.is_class and not other.is_class):
            continue
        if other.name in alike or own & classes_of(other.name):
            return other
    return None


def _instead(statement: str, one: DrugMention, face: Facing, rival: DrugMention) -> Finding:
    rest = f"{statement[: one.start]} {statement[one.end :]}"
    same = shared(rest, keys(face.text), numbers=False) >= PLAINLY
    return set_against(
        "drugs",
        Outcome.CONTRADICTED if same else Outcome.NOT_FOUND,
        statement,
        (one.start, one.end),
        face,
        (rival.start, rival.end),
        "The passage speaks of {found}, not of {said}.",
    )


def _word(statement: str, one: DrugMention) -> str:
    return statement[one.start : one.end]


def _elsewhere(statement: str, one: DrugMention, source: Cited, rival: DrugMention) -> Finding:
    said, found = _word(statement, one), _all(source)[rival.start : rival.end]
    within = rival.end <= len(source.passage.text)
    return Finding(
        check="drugs",
        outcome=Outcome.NOT_FOUND,
        said=said,
        found=found,
        reason=f"The passage speaks of {found}, not of {said}.",
        said_at=(Span(start=one.start, end=one.end),),
        found_at=(Span(start=rival.start, end=rival.end),) if within else (),
        passage=source.passage.id,
    )


def _beside(statement: str, one: DrugMention, borne: frozenset[str]) -> Finding | None:
    """The statement names it beside another of its class, and only that one is in what is cited."""
    own = classes_of(one.name)
    other = next((name for name in sorted(borne) if own & classes_of(name)), None)
    if other is None:
        return None
    return _absent(
        statement, one, f"The passage speaks of {other}, not of {_word(statement, one)}.", found=other
    )


def _missing(statement: str, one: DrugMention) -> Finding:
    return _absent(statement, one, f"Nothing that is cited speaks of {_word(statement, one)}.")


def _absent(statement: str, one: DrugMention, reason: str, *, found: str = "") -> Finding:
    return Finding(
        check="drugs",
        outcome=Outcome.NOT_FOUND,
        said=_word(statement, one),
        found=found,
        reason=reason,
        said_at=(Span(start=one.start, end=one.end),),
    )
