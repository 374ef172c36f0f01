"""A sentence that is copied is copied right: its figures, units, medicines, people, arms and hedges."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from probatum.language.amounts import Fit, fit
from probatum.language.copying import Change, changes
from probatum.language.drugs import classes_of, drug_mentions
from probatum.language.numbers import Quantity, quantities
from probatum.language.people import people_said
from probatum.language.units import NUMBER_WORDS, UNITS
from probatum.records.verdict import Finding, Outcome, Span
from probatum.verify.check import Cited
from probatum.verify.coverage import copied
from probatum.verify.facing import Facing, facing

#: So many facing sentences are compared word for word; one that shares less is none that was copied.
LOOKED_AT, LEAST = 6, 0.5

_WORD = re.compile(r"\d+(?:[.,·]\d+)*|[^\W\d_]+|[<>≤≥]=?|=")
_MODALS = frozenset(
    {"may", "might", "could", "can", "possibly", "probably", "perhaps", "potentially", "presumably", "likely"}
    | {"seems", "seem", "seemed", "appears", "appear", "appeared", "suggests", "suggest", "suggested"}
)
#: Scales of how much or how sure, weakest first: a later word in the place of an earlier one says more.
_SCALES = (
    ("some", "several", "many", "most", "all"),
    ("some", "several", "many", "most", "every"),
    ("rarely", "occasionally", "sometimes", "often", "usually", "always"),
    ("might", "may", "can", "will"),
    ("might", "could", "does"),
    ("may", "can", "does"),
    ("may", "should", "must"),
    ("suggests", "indicates", "shows", "proves"),
    ("suggest", "indicate", "show", "prove"),
    ("suggested", "indicated", "showed", "proved"),
    ("possible", "probable", "certain"),
    ("partly", "fully"),
    ("partially", "completely"),
)
#: Words that cannot both be so.
_OPPOSED = tuple(
    frozenset(pair.split())
    for pair in (
        "above below", "before after", "over under", "least most", "more less", "more fewer", "< >", "≤ ≥",
        "< ≥", "> ≤", "<= >=", "first last", "earlier later", "with without", "maximum minimum", "long short",
        "longer shorter", "rise fall", "rises falls", "rose fell", "increase decrease", "increases decreases",
        "increased decreased", "higher lower", "high low", "better worse", "positive negative",
        "acute chronic",
    )
)  # fmt: skip
_CONTROL = frozenset({"placebo", "control", "controls", "comparator", "sham", "usual"})
_PERIODS = {
    **dict.fromkeys(("daily", "per-day"), "day"),
    "weekly": "week",
    "monthly": "month",
    **dict.fromkeys(("yearly", "annual", "annually"), "year"),
    "hourly": "hour",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Changed:
    """One change with both sentences: what stood in its place, as words."""

    change: Change
    statement: str
    original: str
    said: tuple[str, ...]
    there: tuple[str, ...]

    @property
    def pair(self) -> tuple[str, str]:
        """Both sides as they stand."""
        return self.statement[slice(*self.change.said)], self.original[slice(*self.change.there)]


def transcription(statement: str, cited: Sequence[Cited]) -> Iterator[Finding]:
    """A finding for each figure, unit, medicine, people, arm or hedge that was changed in a copied sentence.

    A statement that is a facing sentence word for word, but for a few words between others that stand in
    both, says that sentence; what is changed in it so that it is no longer true is a slip, also where the
    word itself stands elsewhere in the passage. Other words may differ as they like.
    """
    if copied(statement, cited):
        return
    best: tuple[int, Facing, tuple[Change, ...]] | None = None
    for face in facing(statement, cited, most=LOOKED_AT, least=LEAST):
        made = changes(statement, face.text)
        if made is not None and (best is None or len(made) < best[0]):
            best = len(made), face, made
    if best is None:
        return
    _, face, made = best
    for change in made:
        turned = _Changed(
            change=change,
            statement=statement,
            original=face.text,
            said=_words(statement[slice(*change.said)]),
            there=_words(face.text[slice(*change.there)]),
        )
        outcome = next((outcome for sort, outcome in _SORTS if sort(turned)), None)
        if outcome is not None:
            yield _finding(turned, face, outcome)


def _words(text: str) -> tuple[str, ...]:
    return tuple(match[0].lower() for match in _WORD.finditer(text))


# --- what was changed ---------------------------------------------------------------------------------------


def _figure(one: _Changed) -> bool:
    """Another number or unit, and no other way of writing the same amount."""
    mine, theirs = _measures(one.said), _measures(one.there)
    if not mine or not theirs or mine == theirs:
        return False
    if not any(word[0].isdigit() for word in (*mine, *theirs)):
        return True  # the same number, of another unit
    said = _over(quantities(one.statement), one.change.said)
    there = _over(quantities(one.original), one.change.there)
    return not any(fit(a, b) <= Fit.ROUNDED for a in said for b in there)


def _measures(words: Sequence[str]) -> tuple[str, ...]:
    """The numbers and units among the words, each as one reads it."""
    return tuple(_number(word) or _unit(word) for word in words if _number(word) or _unit(word))


def _number(word: str) -> str:
    if word[0].isdigit():
        return word.replace(",", "").replace("·", ".")
    return f"{NUMBER_WORDS[word]:g}" if word in NUMBER_WORDS else ""


def _unit(word: str) -> str:
    if word in _PERIODS:
        return _PERIODS[word]
    return UNITS.get(word, "") if len(word) > 1 else ""


def _over(found: Sequence[Quantity], span: tuple[int, int]) -> list[Quantity]:
    return [one for one in found if one.start < span[1] and span[0] < one.end]


def _medicine(one: _Changed) -> bool:
    """Another medicine, and not the class of it or a member."""
    mine = _drugs(one.statement, one.change.said)
    theirs = _drugs(one.original, one.change.there)
    if not (mine and theirs) or mine & theirs:
        return False
    return not any(a in classes_of(b) or b in classes_of(a) for a in mine for b in theirs)


def _drugs(text: str, span: tuple[int, int]) -> frozenset[str]:
    return frozenset(one.name for one in drug_mentions(text) if one.start < span[1] and span[0] < one.end)


def _people(one: _Changed) -> bool:
    """Others of the same sort: men for women, adults for children."""
    mine = _said_of(one.statement, one.change.said)
    theirs = _said_of(one.original, one.change.there)
    return any(slot in theirs and not values & theirs[slot] for slot, values in mine.items())


def _said_of(text: str, span: tuple[int, int]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in people_said(text):
        if one.start < span[1] and span[0] < one.end:
            found.setdefault(one.slot, set()).add(one.value)
    return found


def _arm(one: _Changed) -> bool:
    """The arm that was given a medicine for the one that was not, or the other way round."""
    mine, theirs = bool(_CONTROL & set(one.said)), bool(_CONTROL & set(one.there))
    other = _drugs(one.original, one.change.there) if mine else _drugs(one.statement, one.change.said)
    return mine is not theirs and bool(other)


def _opposed(one: _Changed) -> bool:
    """A word for its opposite."""
    return any(
        pair & set(one.said) and pair & set(one.there) and not pair & set(one.said) & set(one.there)
        for pair in _OPPOSED
    )


def _hedge(one: _Changed) -> bool:
    """A hedge is left out, and the verb put into its form: "may start" as "starts"."""
    rest = [word for word in one.there if word not in _MODALS]
    if len(rest) == len(one.there) or _MODALS & set(one.said):
        return False
    left = [word for word in rest if word not in ("to", "be", "that")]
    verbs = [word for word in one.said if word not in ("to", "is", "are", "does", "do", "will", "that")]
    return len(left) == len(verbs) and all(map(_one_verb, left, verbs))


def _one_verb(base: str, form: str) -> bool:
    """Whether both are forms of one verb, going by their beginning."""
    least = max(2, min(len(base), len(form)) - 2)
    return base[:least] == form[:least]


def _stronger(one: _Changed) -> bool:
    """A word that says more of the same scale: all for some, will for may."""
    return any(
        scale.index(mine) > scale.index(theirs)
        for scale in _SCALES
        for mine in one.said
        if mine in scale
        for theirs in one.there
        if theirs in scale
    )


_SORTS: tuple[tuple[Callable[[_Changed], bool], Outcome], ...] = (
    (_figure, Outcome.CONTRADICTED),
    (_medicine, Outcome.CONTRADICTED),
    (_arm, Outcome.CONTRADICTED),
    (_people, Outcome.CONTRADICTED),
    (_opposed, Outcome.CONTRADICTED),
    (_hedge, Outcome.OVERSTATED),
    (_stronger, Outcome.OVERSTATED),
)


def _finding(one: _Changed, face: Facing, outcome: Outcome) -> Finding:
    said, found = one.pair
    start, end = one.change.said
    there = one.change.there
    instead = f"“{said}” stands where the passage has “{found}”" if said else f"“{found}” is left out"
    return Finding(
        check="transcription",
        outcome=outcome,
        said=said,
        found=found,
        reason=f"The sentence is the passage’s own, but {instead}.",
        said_at=(Span(start=start, end=end),) if start < end else (),
        found_at=(Span(start=face.start + there[0], end=face.start + there[1]),),
        passage=face.cited.passage.id,
    )
