"""What is cited bears the statement out, as a model that reads both sees it, weighed with what rules see."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from probatum.language.amounts import Fit, fit
from probatum.language.content import content, keys, shared
from probatum.language.judging import FEATURES, Judging, shipped_judging
from probatum.language.models import Entailed, Entailer
from probatum.language.numbers import Quantity, quantities
from probatum.records.verdict import Finding, Outcome, Span
from probatum.verify.check import Check, Cited
from probatum.verify.comparison import by_figures, told_from_the_other_side
from probatum.verify.coverage import bound, copied, coverage
from probatum.verify.facing import Facing, facing
from probatum.verify.frequency import as_often
from probatum.verify.numbers import reckoned, restated

#: So many sentences are read one by one, and so many of them, the nearest, together as one text. Of SciFact's
#: training claims the first three hold the sentence that decides in 83 of 100 cases, the first five in 95.
SENTENCES, TOGETHER = 5, 3
#: The log of a share is not taken of less than this.
_FLOOR = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """How what is cited bears on a statement: three calibrated shares that add up to 1, and what decides.

    ``rationale`` is the sentence that decides, where there is one; ``by`` the model that read some of it in
    the place of the one that was asked.
    """

    support: float
    contradict: float
    neither: float
    rationale: Facing | None = None
    by: str = ""


def entailment(entailer: Entailer, judging: Judging | None = None) -> Check:
    """The check by the model ``entailer``: a plain function, pure given the model.

    ``judging`` says how readings and rules add up; without it the shipped one does.
    """

    def entailment(statement: str, cited: Sequence[Cited]) -> Iterator[Finding]:
        """A finding where what is cited contradicts the statement, or does not say it."""
        how = judging or shipped_judging()
        if _needs_no_reading(statement, cited):
            yield from coverage(statement, cited)
            return
        seen = bearing(statement, cited, entailer, how)
        if seen.by == "none":  # the model gave no answer, and there is no other: words alone
            yield from coverage(statement, cited)
            return
        outcome = how.outcome(seen.support, seen.contradict, seen.neither)
        if outcome is Outcome.CONTRADICTED and _beyond(statement, cited):
            yield from coverage(statement, cited)
            return
        if outcome is Outcome.CONTRADICTED and not _of_the_same(statement, seen.rationale):
            outcome = Outcome.NOT_FOUND
        if outcome is not None and not (outcome in _LACKING and _worded(statement, cited)):
            yield _finding(statement, outcome, seen)

    return entailment


#: What the model may only say where words do not say all of it: it misses what stands there plainly.
_LACKING = frozenset({Outcome.NOT_FOUND, Outcome.PARTLY})


#: So much of what a statement speaks of must the sentence speak of that contradicts it. Of SciFact's training
#: claims that the model had not seen, 43 of 47 contradictions are left and 31 of the 32 right ones, of
#: Citation Integrity's, 49 of the 79 that stand against accurate citations.
SAME = 0.2


def _of_the_same(statement: str, against: Facing | None) -> bool:
    """Whether the sentence speaks of what the statement speaks of: what does not is silent, not against."""
    return against is not None and shared(statement, keys(against.text), numbers=False) >= SAME


def _beyond(statement: str, cited: Sequence[Cited]) -> bool:
    """Whether the passage says it in a form that the model is known to take for the opposite.

    A figure in other units or words, or worked out of two, or what a share leaves; a word for a share; a
    comparison told from its other side, or in figures. Rules have read it, and find what is wrong in it.
    """
    if reckoned(statement, cited) or as_often(statement, cited) or _of_several_works(statement, cited):
        return True
    faces = facing(statement, cited)
    if restated(statement, faces) != statement:
        return True
    return any(
        told_from_the_other_side(statement, face) or (by_figures(statement, face) or (0,))[0] > 0
        for face in faces
    )


def _of_several_works(statement: str, cited: Sequence[Cited]) -> bool:
    """Whether the works have the figures of the statement together, and none has all: "from 22% to 65%".

    Each of them is one side of what is said; by itself it neither says nor denies it.
    """
    figures = quantities(statement)
    works: dict[str, list[Quantity]] = {}
    for one in cited:
        works.setdefault(one.source.id, []).extend(quantities(one.passage.text))
    held = [{place for place, one in enumerate(figures) if _among(one, there)} for there in works.values()]
    every = set(range(len(figures)))
    return len(figures) > 1 and set().union(*held) == every and every not in held


def _among(one: Quantity, there: Sequence[Quantity]) -> bool:
    return any(fit(one, other) <= Fit.ROUNDED for other in there)


def _worded(statement: str, cited: Sequence[Cited]) -> bool:
    """Whether all that the statement speaks of is spoken of together in what is cited."""
    return next(iter(coverage(statement, cited)), None) is None


def pairs_of(statement: str, cited: Sequence[Cited]) -> list[tuple[str, str]]:
    """What the model reads for a statement: so that the pairs of many can be read in one batch beforehand."""
    if _needs_no_reading(statement, cited):
        return []
    return _pairs(statement, _faces(statement, cited))


def _needs_no_reading(statement: str, cited: Sequence[Cited]) -> bool:
    """Whether words tell all: it is copied, or is our own with the study named before it, or says nothing."""
    return copied(statement, cited) or bound(statement, cited) or not content(statement)


def bearing(statement: str, cited: Sequence[Cited], entailer: Entailer, judging: Judging) -> Bearing:
    """How ``cited`` bears on ``statement``. Where nothing faces it: neither."""
    faces = _faces(statement, cited)
    if not faces:
        return Bearing(support=0.0, contradict=0.0, neither=1.0)
    read = entailer.entail(_pairs(statement, faces))
    support, contradict, neither = judging.shares(features(statement, faces, read))
    alone = read[: len(faces)]
    against = contradict > support
    weights = [one.contradict if against else one.support for one in alone]
    telling = max(range(len(faces)), key=weights.__getitem__)
    by = max(one.by for one in read)
    return Bearing(support=support, contradict=contradict, neither=neither, rationale=faces[telling], by=by)


def _faces(statement: str, cited: Sequence[Cited]) -> tuple[Facing, ...]:
    return facing(statement, cited, most=SENTENCES, least=0.0)


def _pairs(statement: str, faces: Sequence[Facing]) -> list[tuple[str, str]]:
    """The statement, its figures as they print them, with each facing sentence, and with the nearest together
    in the order of their text."""
    texts, said = [face.text for face in faces], restated(statement, faces)
    if len(faces) > 1:
        nearest = faces[:TOGETHER]
        places = {id(one.cited): number for number, one in reversed(list(enumerate(nearest)))}
        ordered = sorted(nearest, key=lambda face: (places[id(face.cited)], face.start))
        texts.append(" ".join(face.text for face in ordered))
    return [(said, text) for text in texts]


def features(statement: str, faces: Sequence[Facing], read: Sequence[Entailed]) -> tuple[float, ...]:
    """What is weighed, in the order of ``FEATURES``: readings, also times the share of the content there."""
    alone, whole = read[: len(faces)], read[-1]
    told = min(alone, key=lambda one: one.neither)
    there = frozenset[str]().union(*(keys(face.text) for face in faces[:TOGETHER]))
    covered = shared(statement, there, numbers=False)
    known = {
        "whole_support": _odds(whole.support, whole.neither),
        "whole_contradict": _odds(whole.contradict, whole.neither),
        "best_support": max(_odds(one.support, one.neither) for one in alone),
        "best_contradict": max(_odds(one.contradict, one.neither) for one in alone),
        "told_support": _odds(told.support, told.neither),
        "told_contradict": _odds(told.contradict, told.neither),
        "covered_support": covered * _odds(whole.support, whole.neither),
        "covered_contradict": covered * _odds(whole.contradict, whole.neither),
    }
    return tuple(known[name] for name in FEATURES)


def _odds(one: float, other: float) -> float:
    return math.log(max(one, _FLOOR)) - math.log(max(other, _FLOOR))


def _finding(statement: str, outcome: Outcome, seen: Bearing) -> Finding:
    face = seen.rationale
    return Finding(
        check="entailment",
        outcome=outcome,
        said=statement,
        found=face.text if face else "",
        reason=_REASONS[outcome](face.text if face else "") + _other(seen.by),
        said_at=(Span(start=0, end=len(statement)),),
        found_at=(Span(start=face.start, end=face.end),) if face else (),
        passage=face.cited.passage.id if face else "",
    )


def _other(by: str) -> str:
    return f" (The model that was asked did not answer; this was read by {by}.)" if by else ""


#: So much of the passage's sentence is repeated in a reason.
_LONGEST = 240


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else plain[:_LONGEST].rsplit(" ", 1)[0] + " …"


_REASONS: dict[Outcome, Callable[[str], str]] = {
    Outcome.CONTRADICTED: lambda text: f"Read as a whole, the passage says otherwise: “{_short(text)}”",
    Outcome.PARTLY: lambda text: f"Read as a whole, the passage does not fully say this: “{_short(text)}”",
    Outcome.NOT_FOUND: lambda text: (
        f"Read as a whole, nothing that is cited says this; the nearest is: “{_short(text)}”"
        if text
        else "Nothing that is cited speaks of this."
    ),
}
