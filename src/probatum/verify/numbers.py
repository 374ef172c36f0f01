"""Every number of the statement is in what it cites, and is there said of the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from probatum.language.amounts import Fit, fit, slip
from probatum.language.content import content, keys
from probatum.language.counterparts import exclusive
from probatum.language.numbers import Quantity, QuantityKind, Relation, quantities
from probatum.language.sentences import sentences
from probatum.records.verdict import Finding, Outcome, Span
from probatum.verify.check import Cited
from probatum.verify.derived import Derived, derived, says_a_difference, turned
from probatum.verify.facing import Facing, facing

#: So far from a number (in characters, before and after it) stands what it is a number of.
BEFORE, AFTER = 70, 45
#: A sentence that shares so much with the statement states the same thing: another value contradicts it.
PLAINLY = 0.8
#: The same for a count of something, and a time.
COUNTED = 0.6
#: A sentence that shares less speaks of something else: its numbers are not set against the statement's.
FACES, TOUCHES = 0.55, 0.4
#: How much must speak for a number of the passage being the one that is meant (:func:`_speaks_for`). The
#: weights are of a logistic regression on true pairs of training splits (SciFact, Citation Integrity,
#: HealthVer) against the same pairs with a planted error, rounded to quarters; docs/checks/numbers.md.
MEANT = 4.75
#: How much more alike than with an equal number elsewhere the words beside must be, and what is as good as
#: verbatim, where less will do.
MARGIN, CLOSER, VERBATIM = 0.35, 0.1, 0.8
#: Where the equal number is of something else altogether (as much as that must be told of it), so much
#: likeness to another one is enough.
ANOTHER, TOLD = 0.2, 0.5
#: A share and what it leaves are of one thing where the words beside them are so much alike.
LEFT = 0.3
#: So much of the words beside a number must be words of what is cited; else it is from somewhere else.
COVERED = 0.5
#: No more numbers of a statement, and of what is cited, are compared; and every sentence is.
MOST_SAID, MOST_THERE, EVERY = 40, 1_000, 10_000

#: Where a clause may end: a number after it is of something else.
_BREAK = re.compile(r"[,;:] |\b(?:and|but|while|whereas|versus|vs)\b")
_K = QuantityKind
#: Kinds whose number, when it is not there, can hardly be said in other words.
_HARD = frozenset({_K.PERCENT, _K.RATIO, _K.P_VALUE, _K.INTERVAL, _K.DOSE, _K.OF_TOTAL, _K.MEASUREMENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stated:
    """A quantity, the content words beside it (each with its weight: the nearer, the more), its sentence."""

    quantity: Quantity
    beside: dict[str, float]
    weight: float
    sentence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _There:
    """A quantity of a cited passage. ``shared``: how much its sentence shares with the statement."""

    stated: _Stated
    cited: Cited
    shared: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """The numbers of a statement and those of what it cites, and how each fits each.

    ``faces`` is how much the sentence shares that faces the statement best; ``anchors`` are, for each number
    of the statement, the sentences that state it.
    """

    statement: str
    said: Sequence[_Stated]
    there: Sequence[_There]
    fits: Sequence[Sequence[Fit]]
    anchors: Sequence[frozenset[tuple[str, int]]]
    faces: float
    known: frozenset[str]


def numbers(statement: str, cited: Sequence[Cited]) -> Iterator[Finding]:
    """A finding for each quantity of the statement that what is cited does not state of the same thing.

    Value, unit, bounds, total and relation must agree (:func:`probatum.language.amounts.fit` says what
    counts as agreement), and so must the words beside the two numbers where the facing sentence has another
    value in that place. A percentage, ratio, interval, p value, dose or measurement that is nowhere is always
    missing; another number that is nowhere only where the passage speaks of what it is a number of.
    """
    said = _stated(statement, ((0, len(statement)),))[:MOST_SAID]
    if not said or not cited:
        return
    page = _page(statement, said, cited)
    for place in range(len(said)):
        finding = _judged(page, place)
        if finding:
            yield finding


def _page(statement: str, said: Sequence[_Stated], cited: Sequence[Cited]) -> _Page:
    faces = facing(statement, cited, most=EVERY, least=0.0)
    there = list(islice(_theirs(cited, faces), MOST_THERE))
    fits = [[fit(one.quantity, other.stated.quantity) for other in there] for one in said]
    anchors = [
        frozenset(_sentence(other) for other, of in zip(there, row, strict=True) if of <= Fit.ALLOWED)
        for row in fits
    ]
    return _Page(
        statement=statement,
        said=said,
        there=there,
        fits=fits,
        anchors=anchors,
        faces=max((face.shared for face in faces), default=0.0),
        known=frozenset().union(*(keys(one.passage.text) for one in cited)),
    )


def _theirs(cited: Sequence[Cited], faces: Sequence[Facing]) -> Iterator[_There]:
    shares = {(id(face.cited), face.start): face.shared for face in faces}
    for one in cited:
        cuts = tuple((sentence.start, sentence.end) for sentence in one.passage.sentences)
        for stated in _stated(one.passage.text, cuts):
            yield _There(stated=stated, cited=one, shared=shares.get((id(one), stated.sentence), 0.0))


def _sentence(other: _There) -> tuple[str, int]:
    return other.cited.passage.id, other.stated.sentence


@lru_cache(maxsize=4096)
def _stated(text: str, cuts: tuple[tuple[int, int], ...]) -> tuple[_Stated, ...]:
    """The quantities of ``text`` with what stands beside them in their sentence."""
    found = quantities(text)
    if not found:
        return ()
    terms = [
        (term.start, term.end, term.key, term.weight) for term in content(text) if not term.key[0].isdigit()
    ]
    spans = cuts or tuple(sentences(text)) or ((0, len(text)),)
    stated: list[_Stated] = []
    first, span = 0, 0
    for one in found:
        while span + 1 < len(spans) and spans[span][1] <= one.start:
            span += 1
        while first < len(terms) and terms[first][1] < one.start - BEFORE:
            first += 1
        around = clause(text, found, len(stated), spans[span])
        beside = _beside(one, around, islice(terms, first, None))
        stated.append(
            _Stated(quantity=one, beside=beside, weight=sum(beside.values()), sentence=spans[span][0])
        )
    return tuple(stated)


def clause(text: str, found: Sequence[Quantity], place: int, span: tuple[int, int]) -> tuple[int, int]:
    """What a number can be a number of: its sentence, up to where a clause with another number begins."""
    one = found[place]
    start, end = span
    if place and found[place - 1].end > start:
        breaks = list(_BREAK.finditer(text, found[place - 1].end, one.start))
        start = breaks[-1].end() if breaks else start
    if place + 1 < len(found) and found[place + 1].start < end:
        cut = _BREAK.search(text, one.end, found[place + 1].start)
        end = cut.start() if cut else end
    return start, end


def _beside(
    one: Quantity, span: tuple[int, int], terms: Iterator[tuple[int, int, str, float]]
) -> dict[str, float]:
    beside: dict[str, float] = {}
    for start, end, key, weight in terms:
        if start > one.end + AFTER:
            break
        apart = end <= one.start or start >= one.end
        if apart and span[0] <= start and end <= span[1]:
            away = max(one.start - end, start - one.end)
            beside[key] = max(beside.get(key, 0.0), weight / (1 + away / 15))
    return beside


def _likeness(one: _Stated, other: _Stated) -> float:
    """How alike the words beside two numbers are: from 0 to 1 (Dice's coefficient, weighted)."""
    total = one.weight + other.weight
    theirs = other.beside
    both = sum(min(weight, theirs[key]) for key, weight in one.beside.items() if key in theirs)
    return 2 * both / total if total else 0.0


def alike(said: str, one: Quantity, there: str, other: Quantity) -> float:
    """How alike the words beside two quantities are, ``one`` of ``said``, ``other`` of ``there`` (0 to 1)."""
    mine = next(stated for stated in _stated(said, ((0, len(said)),)) if stated.quantity == one)
    theirs = next(stated for stated in _stated(there, ((0, len(there)),)) if stated.quantity == other)
    return _likeness(mine, theirs)


#: Of these no words stand in the text that could be put for those of another.
_KEPT = frozenset({_K.P_VALUE, _K.LEVEL, _K.YEAR, _K.INTERVAL, _K.RANGE, _K.SPREAD, _K.AGE})


def restated(statement: str, faces: Sequence[Facing]) -> str:
    """The statement with its figures as the facing sentences print them: "24 months" for "2 years" of that.

    Where two figures say the same, a model that reads letters should not see two. Only what fits is put for
    another (the same, or rounded), so a wrong figure stays as it is. Pure.
    """
    parts, at = [], 0
    for stated in _stated(statement, ((0, len(statement)),)):
        one = stated.quantity
        printed = _printed_there(stated, faces)
        if printed and one.start >= at:
            parts += [statement[at : one.start], printed]
            at = one.end
    return "".join([*parts, statement[at:]])


def _printed_there(stated: _Stated, faces: Sequence[Facing]) -> str:
    """How the facing sentences print a figure; nothing where one has it as it stands, or none has it."""
    one = stated.quantity
    if one.kind in _KEPT or one.relation not in (Relation.EQUAL, Relation.ABOUT):
        return ""
    found = [
        (fit(one, other.quantity), -_likeness(stated, other), other.quantity)
        for face in faces
        for other in _stated(face.text, ((0, len(face.text)),))
        if other.quantity.kind not in _KEPT and fit(one, other.quantity) <= Fit.ROUNDED
    ]
    if not found or any(other.text.lower() == one.text.lower() for _, _, other in found):
        return ""
    return min(found, key=lambda row: row[:2])[2].text


def _left(page: _Page, place: int) -> bool:
    """Whether the passage states what this share leaves: in like words, of the same, or of the others."""
    one = page.said[place]
    if one.quantity.kind not in (_K.PERCENT, _K.OF_TOTAL):
        return False
    for other in page.there:
        sentence = _sentence_of(other)
        if turned(page.statement, one.quantity, sentence, other.stated.quantity) and (
            _likeness(one, other.stated) >= LEFT
            or other.shared >= FACES
            or exclusive(page.statement, sentence)
        ):
            return True
    return False


def _derived(page: _Page, place: int) -> Derived:
    """How the figure is worked out of two of a sentence that speaks of what the statement speaks of."""
    near = {_sentence(other): other for other in page.there if other.shared >= min(TOUCHES, page.faces)}
    one = page.said[place].quantity
    found = (derived(page.statement, one, _sentence_of(other)) for other in near.values())
    return max(found, default=Derived.NO)


def reckoned(statement: str, cited: Sequence[Cited]) -> bool:
    """Whether a figure of the statement is what a share of the passage leaves, or worked out of two of it."""
    said = _stated(statement, ((0, len(statement)),))[:MOST_SAID]
    if not said or not cited:
        return False
    page = _page(statement, said, cited)
    return any(
        min(page.fits[place], default=Fit.APART) > Fit.ALLOWED
        and (_left(page, place) or _derived(page, place) is Derived.SURE)
        for place in range(len(said))
    )


def _sentence_of(other: _There) -> str:
    """The words of the sentence that a quantity of a passage stands in."""
    passage, start = other.cited.passage, other.stated.sentence
    ends = [sentence.end for sentence in passage.sentences if sentence.start == start]
    return passage.text[start : ends[0] if ends else len(passage.text)]


def _judged(page: _Page, place: int) -> Finding | None:
    one, row = page.said[place], page.fits[place]
    if min(row, default=Fit.APART) <= Fit.ALLOWED:
        return _elsewhere(page, place)
    if _left(page, place) or _derived(page, place) > Derived.NO:
        return None
    hard = one.quantity.kind in _HARD
    if not hard and one.beside and _coverage(one, page.known) < COVERED:
        return None
    points, rival = _rival(page, place)
    if rival is not None and (points >= MEANT or row[rival] < Fit.OTHER):
        return _finding(one, page.there[rival], row[rival])
    counted = one.quantity.kind in (_K.COUNT, _K.DURATION) and one.quantity.unit
    plainly = hard or page.faces >= (COUNTED if counted else PLAINLY)
    return _missing(one) if plainly and not _bare(one.quantity) else None


def _coverage(one: _Stated, known: frozenset[str]) -> float:
    """How much of what stands beside the number is spoken of in what is cited."""
    held = sum(weight for key, weight in one.beside.items() if key in known)
    return held / one.weight if one.weight else 0.0


def _bare(one: Quantity) -> bool:
    """A number of which it is not said what it counts: as likely as not the mark of a reference."""
    return one.kind is _K.YEAR or (one.kind is _K.NUMBER and not one.unit and "." not in one.text)


def _elsewhere(page: _Page, place: int) -> Finding | None:
    """The number stands in the passage, but where the statement has it, the passage has another one."""
    one, row = page.said[place], page.fits[place]
    equals = [other for other, of in zip(page.there, row, strict=True) if of <= Fit.ALLOWED]
    changed = one.quantity.kind is _K.PERCENT and says_a_difference(page.statement, one.quantity)
    changed = changed and any(map(_tells_a_change, equals))
    rivals = [
        (_likeness(one, other.stated) - _unlike(one, other), other.shared, -number)
        for number, other in enumerate(page.there)
        if row[number] is Fit.OTHER and other.shared >= TOUCHES and not _stated_too(page, place, number)
        if not changed or _tells_a_change(other)
    ]
    if not rivals:
        return None
    mine, shared, number = max(rivals)
    equal = max(_likeness(one, other.stated) for other in equals)
    verbatim = mine >= VERBATIM and mine >= equal + CLOSER
    another = equal == 0.0 and mine >= ANOTHER and all(other.stated.weight >= TOLD for other in equals)
    if (verbatim and shared >= FACES) or another or (shared >= PLAINLY and mine >= equal + MARGIN):
        return _finding(one, page.there[-number], Fit.OTHER)
    return None


def _tells_a_change(other: _There) -> bool:
    """Whether a number of the passage tells how much more or less: a ratio, or "by 16%". A rate does not."""
    one = other.stated.quantity
    return one.kind is _K.RATIO or says_a_difference(other.cited.passage.text, one)


def _unlike(one: _Stated, other: _There) -> float:
    """A small step back for a number of another kind: a percentage is rather meant by a percentage."""
    return 0.0 if one.quantity.kind is other.stated.quantity.kind else 0.25


def _stated_too(page: _Page, place: int, number: int) -> bool:
    """Whether another number of the statement states this one of the passage. Levels are often alike."""
    if page.said[place].quantity.kind is _K.LEVEL:
        return _claimed(page, place, number)
    return any(row[number] <= Fit.ALLOWED for row in page.fits)


def _claimed(page: _Page, place: int, number: int) -> bool:
    """Whether another number of the statement states this one, in words that are closer to it."""
    other = page.there[number].stated
    stating = [row for row, fits in enumerate(page.fits) if row != place and fits[number] <= Fit.ALLOWED]
    if not stating:
        return False
    mine = _likeness(page.said[place], other)
    return any(_likeness(page.said[row], other) > mine for row in stating)


def _rival(page: _Page, place: int) -> tuple[float, int | None]:
    """The other number of the passage that is most likely meant, and what speaks for it."""
    rivals = [
        (_speaks_for(page, place, number), -number)
        for number, of in enumerate(page.fits[place])
        if Fit.ALLOWED < of < Fit.APART and not _claimed(page, place, number)
    ]
    points, number = max(rivals, default=(0.0, 1))
    return points, -number if number <= 0 else None


def _speaks_for(page: _Page, place: int, number: int) -> float:
    """What speaks for a number of the passage being the one that is meant: the words beside it, its sentence,
    the other numbers of the statement that stand in that sentence, and that a slip would make the one of it.
    """
    one, other = page.said[place], page.there[number]
    mine, theirs = one.quantity, other.stated.quantity
    like, slipped = _likeness(one, other.stated), slip(mine, theirs)
    points = 2.5 * like + 2.0 * other.shared + (2.0 + 1.5 * like if slipped == 1 else 1.5 * slipped)
    points += 0.75 * _anchored(page, place, _sentence(other)) + 0.75 * _coverage(one, page.known)
    points += 1.5 * _telling(mine) + 0.25 * bool(mine.unit and mine.unit == theirs.unit)
    points -= 0.5 * _bare(mine) + 1.5 * (mine.kind is not theirs.kind) + 1.25 * (mine.kind is _K.YEAR)
    return points


def _anchored(page: _Page, place: int, sentence: tuple[str, int]) -> float:
    """How many other numbers of the statement stand in a sentence; those that say little count for less."""
    count = sum(
        1.0 if _telling(page.said[row].quantity) else 0.3
        for row, found in enumerate(page.anchors)
        if row != place and sentence in found
    )
    return min(count, 2.0)


def _telling(one: Quantity) -> bool:
    return bool(one.unit) or "." in one.text or (one.value >= 10 and one.kind is not _K.YEAR)


def _missing(one: _Stated) -> Finding:
    said = one.quantity
    return Finding(
        check="numbers",
        outcome=Outcome.NOT_FOUND,
        said=said.text,
        reason=f"The cited passages do not state {said.text}.",
        said_at=(Span(start=said.start, end=said.end),),
    )


_REASONS = {
    Fit.ROUNDED: "The statement gives {said} where the passage gives {found}, rounded without saying so.",
    Fit.BOUND: "The statement gives {said} where the passage gives the range {found}.",
}


def _finding(one: _Stated, other: _There, of: Fit) -> Finding | None:
    said, found = one.quantity, other.stated.quantity
    if of is Fit.BOUND and said.kind is not _K.DOSE:
        return None
    same_thing = other.shared >= PLAINLY or (
        other.shared >= FACES and _likeness(one, other.stated) >= VERBATIM
    )
    plainly = Outcome.CONTRADICTED if same_thing else Outcome.NOT_FOUND
    reason = _REASONS.get(of, "The statement says {said}; the passage says {found}.")
    return Finding(
        check="numbers",
        outcome=plainly if of is Fit.OTHER else Outcome.PARTLY,
        said=said.text,
        found=found.text,
        reason=reason.format(said=said.text, found=found.text),
        said_at=(Span(start=said.start, end=said.end),),
        found_at=(Span(start=found.start, end=found.end),),
        passage=other.cited.passage.id,
    )
