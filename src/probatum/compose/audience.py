"""A statement in other words for other readers: the same facts, cut into short sentences, with words
explained.

Every change is an edit of the clinician's sentence, so that nothing can come in but words of the house
lists: what is cut is cut where a sentence, bracket or list already parts, figures are explained as
``language/frequency`` explains them, words of medical prose give way to those of ``language/plain``, and
``language/glossary`` explains. The order never changes. Whether the result says the same is not for this
file to judge (``verify/invariance``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Flag, auto

from probatum.compose.bind import SPEAKS, STUDY_WORDS
from probatum.compose.stance import OPENINGS
from probatum.language.frequency import explained
from probatum.language.glossary import Mention, explanation, mentions
from probatum.language.plain import COVERS, FIGURES, FOUND, RATING, SAYS, WHERE, WHO, in_name, plainer
from probatum.records.adapted import Edit, Piece, PieceKind, squared
from probatum.records.article import Audience
from probatum.records.source import Design


class Change(Flag):
    """What is done to a sentence beside explaining it: the study named before it cut off into sentences of
    its own, the sentence itself cut, words of medical prose put plainly."""

    STUDY = auto()
    CUT = auto()
    PLAIN = auto()


#: Nothing is done but to explain.
ONLY_EXPLAINED = Change(0)
ALL = Change.STUDY | Change.CUT | Change.PLAIN
#: What is done at most for each audience; those that are not named read the clinician's sentences.
FURTHEST = {Audience.PATIENT: ALL, Audience.STUDENT: ONLY_EXPLAINED}
#: So many words are explained in one statement; the others only in the list of words.
EXPLAINED = 2
#: Where a new sentence begins: the next letter becomes a capital.
_BEGINS = "\x02"

_REVIEWS = frozenset({Design.REVIEW, Design.SYSTEMATIC_REVIEW, Design.META_ANALYSIS, Design.EDITORIAL})
_SAYING = _REVIEWS | SPEAKS | {Design.LABEL}
_BY_WORDS = {words: design for design, words in STUDY_WORDS.items()}
_STUDY = re.compile("|".join(sorted(map(re.escape, (*_BY_WORDS, "Work")), key=len, reverse=True)))
_N = r"[-−]?\d+(?:[.·]\d+)?"
#: What can stand in a bracket of figures: all of it must be of these.
_FIGURE = re.compile(
    rf"(?:(?:HR|OR|RR|IRR) {_N}|\d\d% (?:CI|CrI) {_N}(?:[-–]| to ){_N}|{_N}[-–]{_N}|[Pp] ?[=<>≤≥] ?0?[.·]\d+"
    rf"(?: for [\w-]+)?|[nN] = \d[\d,]*|{_N} ?%)$"
)
_ESTIMATE = re.compile(r"\b(?:HR|OR|RR|IRR|CI|CrI)\b")
_LISTED = re.compile(r"(?<=%\)), (?=(?:and )?[a-z][\w -]{2,40} \d+ \(\d)")
_PLACE = re.compile(
    r", (?=(?:(?:one|two|three|\d+) (?:[A-Z][\w-]+ )?(?:centres?|centers?|hospitals?|clinics?|countries)|"
    r"(?:the )?[A-Z][a-z]{2,}(?: [A-Z][a-z]+)*)(?:[;,)]|$))"
)
_TITLED = re.compile(r": [A-Z][a-z]+(?: [A-Z][a-z]+)* \([A-Z]{2,}\)(?=:)")
_BUT = re.compile(r", (?=but )")
_AND = re.compile(r" (?=and \d+(?:\.\d+)?% (?:had|have|has|were|was|are|is|died|relapsed) )")
_RANGE = r"-?\d[\d.]*(?: ?[-–] ?| to )-?\d[\d.]*"
_RATED = re.compile(
    r" \((?P<first>(?:strong|weak|conditional|ungraded|grade|level)[^()]*)\)"
    r"(?: \((?P<second>grade[^()]*)\))?(?=[.;]|$)"
)


@dataclass(slots=True)
class Seen:
    """The words that were explained before, in the article so far."""

    words: set[str] = field(default_factory=set)


def plain_places(text: str) -> tuple[int, ...]:
    """Where words of ``text`` have plain ones: what ``leave`` of :func:`reworded` names."""
    return tuple(edit.start for edit in plainer(text))


def reworded(
    text: str,
    change: Change,
    *,
    context: str = "",
    seen: Seen | None = None,
    written_out: bool = False,
    leave: frozenset[int] = frozenset(),
) -> tuple[Piece, ...]:
    """``text`` as pieces, with what ``change`` names done to it.

    ``context`` are the words that it stands in (they tell which abbreviation is meant), ``seen`` what was
    explained already; it is added to. Without ``seen`` nothing is explained; with ``written_out``
    abbreviations are written out, and nothing else is explained. What is said does not depend on either. At
    the places ``leave`` no plain word is put.
    """
    if _BEGINS in text:  # no text that is kept has it
        return (Piece(text=text),)
    head = _head(text)
    made: list[Edit] = []
    if Change.STUDY in change:
        made += _study_cuts(text, head)
    if Change.CUT in change:
        made += _cuts(text, head)
    if Change.PLAIN in change:
        made += [edit for edit in plainer(text) if edit.start not in leave and not _titled(text, edit.start)]
    if seen is not None and not written_out:
        made += _figures_explained(text, made)
    if seen is not None:
        made += _glosses(text, made, context, seen, written_out=written_out)
    return _pieces(text, _apart(made), head)


# --- the study that a statement names before it -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Head:
    """Where what names the study stands: it begins after the opening word, ``who`` is its bracket, if any."""

    start: int = 0
    end: int = 0
    who: tuple[int, int] | None = None
    design: Design | None = None


def _head(text: str) -> _Head:
    start = next((len(one) for one in OPENINGS.values() if one and text.startswith(one)), 0)
    named = _STUDY.match(text, start)
    if named is None:
        return _Head(start=start, end=start)
    end = _colon(text, named.end())
    if end is None:
        return _Head(start=start, end=start)
    titled = _TITLED.match(text, end)  # a body whose name has a colon
    end = titled.end() if titled else end
    design = _BY_WORDS.get(named[0])
    who = _bracket_before(text, end) if text[end - 1] == ")" and design not in SPEAKS else None
    if who is not None and who[0] <= named.end():
        who = (max(who[0], named.end()), who[1])
    return _Head(start=start, end=end, who=who, design=design)


def _colon(text: str, start: int) -> int | None:
    """The first colon outside brackets and quotation marks."""
    depth = 0
    for place in range(start, len(text)):
        depth += (text[place] in "(“") - (text[place] in ")”")
        if text[place] == ":" and depth == 0:
            return place
        if text[place] == "." and depth == 0:
            return None
    return None


def _bracket_before(text: str, end: int) -> tuple[int, int] | None:
    """The bracket that closes right before ``end``."""
    depth = 0
    for place in range(end - 1, -1, -1):
        depth += (text[place] == ")") - (text[place] == "(")
        if depth == 0:
            return place, end
    return None


def _study_cuts(text: str, head: _Head) -> Iterator[Edit]:
    """The study, whom it studied, and what it says: a sentence each."""
    if head.end == head.start:
        return
    if head.who is None:
        frame = SAYS if head.design in _SAYING else FOUND
        yield Edit(start=head.end, end=head.end + 1, text=f". {frame}")
        return
    start, end = head.who
    frame = COVERS if head.design in _REVIEWS else WHO
    yield Edit(start=start - 1 if text[start - 1] == " " else start, end=start + 1, text=f". {frame} ")
    yield Edit(start=end - 1, end=head.end + 1, text=f".{_BEGINS}")
    yield from _people_cuts(text, start, end)


def _people_cuts(text: str, start: int, end: int) -> Iterator[Edit]:
    """Within the bracket that says who was studied: at a semicolon, before a place, at a bracket that ends
    it."""
    for match in re.finditer(r"; ", text[:end]):
        if match.start() > start and _depth(text, start, match.start()) == 1:
            yield Edit(start=match.start(), end=match.end() - 1, text=f".{_BEGINS}")
    for match in _PLACE.finditer(text, start, end - 1):
        if _depth(text, start, match.start()) == 1:
            yield Edit(start=match.start(), end=match.end(), text=f". {WHERE} ")
    inner = re.search(r" \(([^()]+)\)$", text[start : end - 1])
    if inner:
        yield Edit(start=start + inner.start(), end=start + inner.start(1), text=f". {_BEGINS}")
        yield Edit(start=start + inner.end(1), end=start + inner.end(), text="")


def _depth(text: str, start: int, place: int) -> int:
    return text.count("(", start, place) - text.count(")", start, place)


# --- long sentences ----------------------------------------------------------------------------------------


def _cuts(text: str, head: _Head) -> Iterator[Edit]:
    """Where a sentence already parts: at a semicolon, before "but", in a list of counts, at a bracket of
    figures."""
    for match in re.finditer(r";(?= )", text):
        if match.start() > head.end and _depth(text, head.end, match.start()) == 0:
            yield Edit(start=match.start(), end=match.end(), text=f".{_BEGINS}")
    for pattern in (_BUT, _AND, _LISTED):
        for match in pattern.finditer(text, head.end):
            if _depth(text, head.end, match.start()) == 0:
                yield Edit(start=match.start(), end=match.end(), text=f". {_BEGINS}")
    yield from _figures_apart(text, head)
    yield from _rating_apart(text, head)


def _figures_apart(text: str, head: _Head) -> Iterator[Edit]:
    """A bracket of nothing but figures, at the end of a sentence, becomes a sentence for each."""
    for match in re.finditer(r" \(([^()]+)\)(?=[.;]|$)", text):
        inside = match[1]
        parts = re.split(r", |; ", inside)
        if match.start() < head.end or not _ESTIMATE.search(inside) or not all(map(_FIGURE.match, parts)):
            continue
        yield Edit(start=match.start(), end=match.start(1), text=f". {FIGURES} ")
        for part in re.finditer(
            rf"[,;](?= )(?! {_RANGE}(?:[,;]|$))", inside
        ):  # a range stays with its figure
            at = match.start(1) + part.start()
            yield Edit(start=at, end=at + 1, text=f".{_BEGINS}")
        yield Edit(start=match.end() - 1, end=match.end(), text="")


def _rating_apart(text: str, head: _Head) -> Iterator[Edit]:
    """How a body rates its advice, in a bracket at the end of a sentence, becomes a sentence."""
    for match in _RATED.finditer(text, head.end):
        yield Edit(start=match.start(), end=match.start("first"), text=f". {RATING} ")
        for semicolon in re.finditer(";", match["first"]):
            at = match.start("first") + semicolon.start()
            yield Edit(start=at, end=at + 1, text=f".{_BEGINS}")
        if match["second"]:
            yield Edit(start=match.end("first"), end=match.start("second"), text=f". {_BEGINS}")
        yield Edit(start=match.end() - 1, end=match.end(), text="")


# --- explaining ---------------------------------------------------------------------------------------------


def _glosses(text: str, made: Sequence[Edit], context: str, seen: Seen, *, written_out: bool) -> list[Edit]:
    """The first words that are not known yet, each explained after it."""
    bracketed = _without(text, made)
    found: list[Edit] = []
    for one in mentions(text, context):
        if any(_touches(one, edit) for edit in made):
            continue
        printed = text[one.start : one.end]
        told = explanation(printed, f"{text} {context}", long=written_out)
        room = written_out or len(found) < EXPLAINED
        if told and room and _explains(bracketed, one) and not _known(one, told, seen):
            seen.words |= {one.entry.term, told}
            found.append(Edit(start=one.end, end=one.end, text=told, kind=PieceKind.GLOSS, of=printed))
    return found


def _touches(one: Mention, edit: Edit) -> bool:
    """Whether a word is put otherwise, or explained already where it ends."""
    if edit.kind is PieceKind.GLOSS:
        return edit.start == one.end
    return edit.start < one.end and one.start < edit.end


def _known(one: Mention, told: str, seen: Seen) -> bool:
    return one.entry.term in seen.words or told in seen.words


def _without(text: str, made: Sequence[Edit]) -> str:
    """``text`` with the brackets blotted out that the edits take away."""
    for edit in made:
        blotted = text[edit.start : edit.end].replace("(", " ").replace(")", " ")
        text = text[: edit.start] + blotted + text[edit.end :]
    return text


def _explains(text: str, one: Mention) -> bool:
    """Whether a bracket may be put after a word: none follows it, it stands in none, and is in no name."""
    return (
        not in_name(text, one.start)
        and not _titled(text, one.start)
        and not re.match(r"\s?[(/\d=:]", text[one.end :])
        and _depth(text, 0, one.end) == 0
    )


def _titled(text: str, place: int) -> bool:
    """Whether a place stands in a title, between quotation marks: a title is left as it is printed."""
    return text.count("“", 0, place) > text.count("”", 0, place)


def _figures_explained(text: str, made: Sequence[Edit]) -> list[Edit]:
    """The figures explained where they stand; in a bracket that stays, in square brackets."""
    bracketed = _without(text, made)
    return [
        replace(one, text=squared(one.text)) if _depth(bracketed, 0, one.start) else one
        for one in explained(text)
    ]


# --- putting together ---------------------------------------------------------------------------------------


def _apart(made: Sequence[Edit]) -> list[Edit]:
    """The edits in order without those that overlap an earlier one; a gloss goes where its word has ended."""
    kept: list[Edit] = []
    for edit in sorted(made, key=lambda one: (one.start, one.kind is not PieceKind.GLOSS, one.end)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def _pieces(text: str, edits: Sequence[Edit], head: _Head) -> tuple[Piece, ...]:
    made: list[Piece] = []
    at = 0
    for edit in edits:
        made += _as_said(text, at, edit.start, head)
        study = edit.kind is PieceKind.SAID and head.start <= edit.start < head.end
        made.append(Piece(text=edit.text, kind=PieceKind.STUDY if study else edit.kind, of=edit.of))
        at = edit.end
    made += _as_said(text, at, len(text), head)
    return _joined(_capitals(made))


def _as_said(text: str, start: int, end: int, head: _Head) -> list[Piece]:
    first, last = (min(max(place, start), end) for place in (head.start, head.end))
    parts = (
        (text[start:first], PieceKind.SAID),
        (text[first:last], PieceKind.STUDY),
        (text[last:end], PieceKind.SAID),
    )
    return [Piece(text=part, kind=kind) for part, kind in parts if part]


def _capitals(pieces: Sequence[Piece]) -> list[Piece]:
    """Each letter that begins a sentence as a capital, but in names that begin with a small one (eGFR)."""
    made: list[Piece] = []
    begins = False
    for piece in pieces:
        text = piece.text
        if piece.kind is not PieceKind.GLOSS:
            text, begins = _begun(text, begins=begins)
        made.append(Piece(text=text, kind=piece.kind, of=piece.of))
    return made


def _begun(text: str, *, begins: bool) -> tuple[str, bool]:
    parts = text.split(_BEGINS)
    if begins or len(parts) > 1:
        raised = [parts[0] if not begins else _raised(parts[0]), *map(_raised, parts[1:])]
        waits = begins if len(parts) == 1 else True
        return "".join(raised), waits and not re.search(r"\w", parts[-1])
    return text, False


def _raised(text: str) -> str:
    first = re.match(r"(\W*)([a-z])(\w*)", text)
    if first is None or any(letter.isupper() for letter in first[3]):
        return text
    return f"{first[1]}{first[2].upper()}{text[first.end(2) :]}"


def _joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Neighbours of one kind as one piece; empty ones fall away."""
    made: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if made and made[-1].kind is piece.kind is not PieceKind.GLOSS:
            made[-1] = Piece(text=made[-1].text + piece.text, kind=piece.kind)
        else:
            made.append(piece)
    return tuple(made)
