"""What the changes of a person make of a revision: its statements in their new order, not judged yet."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from probatum.errors import EditRefused, NotHeld, OutOfOrder
from probatum.language.interface import filled
from probatum.language.sentences import sentences
from probatum.records.article import Revision, Section
from probatum.records.claim import Citation, Claim
from probatum.records.edit import Add, Change, Cite, Drop, Head, Move, Reword, Shift

#: Of a statement, a heading and a note no more characters than these.
LONGEST_TEXT, LONGEST_HEADING, LONGEST_NOTE = 1_000, 120, 300

#: Characters that are not seen, or change how what follows is seen (Unicode categories).
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})

Citing = Callable[[tuple[Cite, ...]], tuple[Citation, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """The statements after the changes. ``renamed`` gives the new id of each statement that was reworded;
    ``said`` tells in words what was done."""

    lead: tuple[Claim, ...]
    sections: tuple[Section, ...]
    renamed: dict[str, str]
    said: str

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every statement, lead first."""
        return self.lead + tuple(claim for section in self.sections for claim in section.claims)


@dataclass(slots=True)
class _Desk:
    """A revision while it is worked on. Part 0 is the bottom line, part n + 1 section n."""

    parts: list[list[Claim]]
    sections: list[Section]
    cite: Citing
    openings: Sequence[str]
    renamed: dict[str, str] = field(default_factory=dict)


def changed(revision: Revision, changes: Iterable[Change], cite: Citing, openings: Sequence[str]) -> Changed:
    """The statements of ``revision`` after ``changes``, one after the other.

    ``cite`` makes citations of what is to be cited; ``openings`` are the words that may open the bottom line
    before its first sentence. Raises ``NotHeld`` where there is no such statement or section, ``EditRefused``
    where a text is none that an article may have, and ``OutOfOrder`` where nothing would change.
    """
    desk = _Desk(
        parts=[list(revision.lead), *(list(section.claims) for section in revision.sections)],
        sections=list(revision.sections),
        cite=cite,
        openings=openings,
    )
    listed = tuple(changes)
    said = "; ".join(dict.fromkeys(_made(desk, one) for one in listed))
    sections = tuple(
        replace(section, claims=tuple(claims), note="" if claims else section.note)
        for section, claims in zip(desk.sections, desk.parts[1:], strict=True)
    )
    if (tuple(desk.parts[0]), sections) == (revision.lead, revision.sections):
        raise OutOfOrder("the edit changes nothing; change something, or leave the revision as it is")
    return Changed(lead=tuple(desk.parts[0]), sections=sections, renamed=desk.renamed, said=said)


def _made(desk: _Desk, change: Change) -> str:
    if isinstance(change, Reword):
        return _reword(desk, change)
    if isinstance(change, Drop):
        _taken(desk, change.claim)
        return "dropped a statement"
    if isinstance(change, Add):
        claim = Claim(text=_sentence(change.text, desk.openings), citations=desk.cite(change.citations))
        _put(desk, claim, change.section, change.place)
        return "added a statement"
    if isinstance(change, Move):
        _put(desk, _taken(desk, change.claim), change.section, change.place)
        return "moved a statement"
    return _shift(desk, change) if isinstance(change, Shift) else _head(desk, change)


def _reword(desk: _Desk, change: Reword) -> str:
    old = _found(desk, change.claim)
    text = old.text if change.text is None else _sentence(change.text, desk.openings, instead=old.text)
    citations = old.citations if change.citations is None else desk.cite(change.citations)
    new = Claim(text=text, citations=citations)
    if new.id != old.id and any(new in part for part in desk.parts):
        raise EditRefused("the same statement stands in the article already; drop this one instead")
    desk.parts = [[new if one.id == old.id else one for one in part] for part in desk.parts]
    began = next((first for first, now in desk.renamed.items() if now == old.id), old.id)
    desk.renamed[began] = new.id
    return "reworded a statement" if text != old.text else "cited a statement anew"


def _found(desk: _Desk, claim: str) -> Claim:
    for part in desk.parts:
        for one in part:
            if one.id == claim:
                return one
    raise NotHeld(
        filled("that revision has no statement {claim}; read it again and name one that it has", claim=claim)
    )


def _taken(desk: _Desk, claim: str) -> Claim:
    """Take a statement out, wherever it stands."""
    found = _found(desk, claim)
    desk.parts = [[one for one in part if one.id != claim] for part in desk.parts]
    return found


def _put(desk: _Desk, claim: Claim, section: int | None, place: int | None) -> None:
    part = desk.parts[0 if section is None else _number(desk, section) + 1]
    if claim in part:
        raise EditRefused("the same statement stands there already; put another one there")
    part.insert(len(part) if place is None else place, claim)


def _shift(desk: _Desk, change: Shift) -> str:
    part = desk.parts[0 if change.section is None else _number(desk, change.section) + 1]
    place = next((place for place, one in enumerate(part) if one.id == change.claim), None)
    if place is None:
        raise NotHeld(
            filled("no statement {claim} stands there; read the revision again", claim=change.claim)
        )
    to = place + change.by
    if not 0 <= to < len(part):
        raise OutOfOrder("the statement is at the end of its section already; move it to another one instead")
    part[place], part[to] = part[to], part[place]
    return "moved a statement"


def _number(desk: _Desk, section: int) -> int:
    if not 0 <= section < len(desk.sections):
        raise NotHeld(
            filled(
                "that revision has no section {section}; they count from 0 to {what}",
                section=section,
                what=len(desk.sections) - 1,
            )
        )
    return section


def _head(desk: _Desk, change: Head) -> str:
    number = _number(desk, change.section)
    section = desk.sections[number]
    if change.heading is not None:
        section = replace(section, heading=_heading(change.heading))
    if change.note is not None:
        if desk.parts[number + 1]:
            raise EditRefused("a note stands where a section has no statement; write a statement instead")
        section = replace(section, note=plain(change.note, LONGEST_NOTE, "note"))
    desk.sections[number] = section
    return "changed a heading" if change.heading is not None else "changed a note"


def _heading(text: str) -> str:
    """A heading names what follows; whoever could write a sentence there could claim anything."""
    heading = plain(text, LONGEST_HEADING, "heading")
    if heading[-1:] in ".!?;" or len(sentences(heading)) > 1:
        raise EditRefused("a heading is no sentence; name in a few words what the section is about")
    return heading


def _sentence(text: str, openings: Sequence[str], instead: str = "") -> str:
    """One sentence, or as many as it stands ``instead`` of: one judged with others could hide behind them."""
    said = plain(text, LONGEST_TEXT, "statement")
    if _sentences(said, openings) > max(1, _sentences(instead, openings)):
        raise EditRefused("a statement is one sentence; write the others as statements of their own")
    return said


def _sentences(text: str, openings: Sequence[str]) -> int:
    opening = next((one for one in openings if one and text.startswith(one)), "")
    return len(sentences(text[len(opening) :]))


def plain(text: str, longest: int, what: str) -> str:
    """The text with its white space as single spaces; ``what`` names it.

    Raises ``EditRefused`` where it has no words, more than ``longest`` characters, or one that is not seen.
    """
    said = " ".join(text.split())
    if not said:
        raise EditRefused(filled("the {what} has no words; write it, or drop it", what=what))
    if len(said) > longest:
        raise EditRefused(
            filled(
                "the {what} has {number} characters; say it in at most {longest}",
                what=what,
                number=format(len(said), ","),
                longest=format(longest, ","),
            )
        )
    if any(unicodedata.category(letter) in _UNSEEN for letter in said):
        raise EditRefused(filled("the {what} has a character that is not seen; write it without", what=what))
    return said
