"""Understand: what is to be told before an answer, and what is to be asked of the library in which words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from probatum.actions.ask import NOWHERE
from probatum.language.general import general_form
from probatum.language.notices import notices_of
from probatum.language.parts import parts_of
from probatum.language.personal import without_details
from probatum.language.pico import read_question
from probatum.language.spelling import corrected, corrections
from probatum.language.tokens import phrase
from probatum.language.triage import Triage, triage
from probatum.records.notice import Correction, Notice, NoticeKind, Part
from probatum.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A question as it was ``asked``, and as it is put to the library: ``text``.

    ``asked`` is without what would tell who it is about, since it stands in addresses; ``left_out`` is
    whether there was such a thing. ``notices`` come first, before anything else. ``corrections`` are names
    that were put right, or may be misspelt. ``parts`` are the questions in it where there are several, each
    standing alone. ``general`` is whether a question about one person was put as it is for everybody.
    """

    asked: str
    text: str
    notices: tuple[Notice, ...] = ()
    corrections: tuple[Correction, ...] = ()
    parts: tuple[Part, ...] = ()
    general: bool = False
    left_out: bool = False

    @property
    def set_right(self) -> bool:
        """Whether another text is asked than was written: a name put right, or one person left out of it."""
        return self.asked != self.text

    @property
    def declined(self) -> Notice | None:
        """The notice for which no article is made; None where the question is answered."""
        return next((one for one in self.notices if one.kind in _NO_ARTICLE), None)


#: Of these no article is made: a person is needed, or it is no medicine.
_NO_ARTICLE = frozenset({NoticeKind.CRISIS, NoticeKind.NOT_MEDICINE})


def understand(ws: Workspace, text: str, *, as_it_stands: bool = False) -> Understood:
    """Read a question before it is answered. The words in it are words, whatever they say to do.

    ``as_it_stands``: nothing is put right, split, put in general or taken for another subject; what is urgent
    is told all the same, and what would tell who it is about is left out. Raises ``QuestionEmpty`` and
    ``QuestionTooLong``.
    """
    typed = read_question(text, ws.vocabulary).text
    found = triage(typed, ws.vocabulary)
    asked = without_details(typed) or typed
    out = asked != typed
    if as_it_stands:
        return Understood(asked=asked, text=asked, notices=_told(ws, found, other=False), left_out=out)
    spelt = corrections(asked, ws.vocabulary, _holds(ws))
    put = corrected(asked, spelt)
    parts = tuple(
        replace(one, text=general_form(one.text, ws.vocabulary)) for one in parts_of(put, ws.vocabulary)
    )
    asks = put if parts else general_form(put, ws.vocabulary)
    return Understood(
        asked=asked,
        text=asks,
        notices=_told(ws, found),
        corrections=spelt,
        parts=parts,
        general=asks != put,
        left_out=out,
    )


def notices_on(ws: Workspace, text: str) -> tuple[Notice, ...]:
    """What is to be told before the article that bears this question."""
    return _told(ws, triage(text, ws.vocabulary), other=False)


def _told(ws: Workspace, found: Triage, *, other: bool = True) -> tuple[Notice, ...]:
    call = ws.settings.urgent
    return notices_of(found, emergency=call.emergency, crisis=call.crisis, poison=call.poison, other=other)


def _holds(ws: Workspace) -> Callable[[str], bool]:
    """Whether a word stands in the library, in whatever ending."""
    rarest = ws.index.rarity((NOWHERE,))[NOWHERE]

    def holds(word: str) -> bool:
        return any(rarity < rarest for rarity in ws.index.rarity(phrase(word)).values())

    return holds
