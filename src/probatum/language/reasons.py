"""How a rating says why: each sentence as it stands in the catalogue, and which of them a text was made of.

A revision keeps its reasons as they were written, in English; a page that speaks another language finds the
sentence again, with what was filled in, and says it in its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, reduce
from typing import Final

from probatum.language.interface import N_, Message, filled, worded

STARTS: Final = N_("Starts at {rating}: {number} sources, design: {designs}.")
STARTS_ONE: Final = N_("Starts at {rating}: one source, design: {designs}.")
CROSSES: Final = N_("Lowered for imprecision: the interval {low} to {high} includes no effect.")
FEW: Final = N_("Lowered for imprecision: {number} people in all, fewer than {enough}.")
DISAGREE: Final = N_("Lowered for inconsistency: the sources disagree by more than chance.")
INDIRECT: Final = N_("Lowered for indirectness: none of it is about {named}.")
SUMMARIES: Final = N_("Lowered: only our own summaries of these works are held, not the works.")
AGREE: Final = N_("{number} works, and none at odds with another beyond chance.")
DIRECT: Final = N_("It is about {named}, as asked.")
ONE_SIDE: Final = N_("At least one interval lies wholly on one side of no effect.")
PEOPLE: Final = N_("{number} people in all.")
ONE_WORK: Final = N_("One work alone cannot disagree with another.")
NO_TREATMENT: Final = N_(
    "The question names no treatment; how alike the people are, a program does not weigh."
)
NO_NUMBERS: Final = N_("What is held does not give every number of people, nor an interval.")
NOT_TOLD: Final = N_("Abstracts and summaries do not tell it; a person has to read the works.")
NOT_PUBLISHED: Final = N_("What was not published is not in the library.")
WORKS_HELD: Final = N_("A text of the works themselves is held.")
UNSAID: Final = N_("A program does not judge whether to rate up.")
AUTOMATED: Final = N_(
    "Rated by machine from the passages; risk of bias was not assessed; no person has checked it."
)
BOUND: Final = N_("Not rated high, since risk of bias was not assessed.")
LOWERED: Final = N_("Lowered by one level for {domain}, as the board judged. {reason}")
LOWERED_TWO: Final = N_("Lowered by two levels for {domain}, as the board judged. {reason}")
RAISED: Final = N_("Raised by one level for {domain}, as the board judged. {reason}")
RAISED_TWO: Final = N_("Raised by two levels for {domain}, as the board judged. {reason}")
NOT_RAISED: Final = N_(
    "Not raised for {domain}, since GRADE raises only what nothing lowers, as the board judged. {reason}"
)
JUDGED: Final = N_("{Domain}, as the board judged: {judgement}. {reason}")
BY_ALL: Final = N_("Rated by the rule of GRADE from the domains: {told}.")
BY_SOME: Final = N_(
    "Rated by the rule of GRADE from the domains: {told}; the other domains were judged by machine."
)
BY_ONE: Final = N_("{name} judged {domains}")

#: The domains as they begin a sentence.
DOMAINS: Final = (
    N_("Risk of bias"), N_("Inconsistency"), N_("Indirectness"), N_("Imprecision"), N_("Publication bias"),
    N_("What is held"), N_("Large effect"), N_("Dose-response gradient"), N_("Plausible confounding"),
)  # fmt: skip

#: What can be said, the more particular before the more general.
_SENTENCES: Final = (
    STARTS_ONE, STARTS, CROSSES, FEW, DISAGREE, INDIRECT, SUMMARIES, AGREE, DIRECT, ONE_SIDE, PEOPLE,
    ONE_WORK, NO_TREATMENT, NO_NUMBERS, NOT_TOLD, NOT_PUBLISHED, WORKS_HELD, UNSAID, AUTOMATED, BOUND,
    LOWERED, LOWERED_TWO, RAISED, RAISED_TWO, NOT_RAISED, JUDGED, BY_SOME, BY_ALL,
)  # fmt: skip


def reason_of(text: str) -> str:
    """The sentence that a reason was made of, to be said in another language; ``text`` where none fits.

    What people wrote, their names and the names of treatments stay as they are. Pure: in English it is
    ``text``.
    """
    for sentence in _SENTENCES:
        if made := _made_of(sentence, text):
            return made
    return text


def _made_of(sentence: str, text: str) -> Message | None:
    found = _form(sentence).fullmatch(text)
    if found is None:
        return None
    values = {name: _NAMED.get(name, str)(value) for name, value in found.groupdict().items()}
    return filled(sentence, **values) if values else worded(sentence)


@cache
def _form(sentence: str) -> re.Pattern[str]:
    """What a sentence looks like with something filled in."""
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(sentence)), re.DOTALL)


_BETWEEN: Final = {", ": N_("{before}, {one}"), "; ": N_("{before}; {one}")}


def _listed(text: str) -> Message:
    """Words of ours between commas."""
    return _joined(text, ", ", worded)


def _told(text: str) -> Message:
    """Who judged what."""
    return _joined(text, "; ", lambda one: _made_of_one(one) or worded(one))


def _made_of_one(text: str) -> Message | None:
    return _made_of(BY_ONE, text)


def _joined(text: str, between: str, said: Callable[[str], Message]) -> Message:
    first, *more = map(said, text.split(between))
    return reduce(lambda before, one: filled(_BETWEEN[between], before=before, one=one), more, first)


#: What is filled in and is of ours, and how it is said.
_NAMED: Final[Mapping[str, Callable[[str], Message]]] = {
    "rating": worded,
    "designs": _listed,
    "domain": worded,
    "Domain": worded,
    "judgement": worded,
    "domains": _listed,
    "told": _told,
}
