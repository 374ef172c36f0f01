"""What a question limits its answer to beyond what it is about: a dose, people without something, a stop.

"7.5 mg", "in people without diabetes", "after stopping tocilizumab": what is known of another dose, of people
who have it, or of those who go on, does not answer. Read by rule, of questions and of sentences alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: A text is read up to here.
LONGEST = 20_000

_DOSE = re.compile(
    r"(?<![\w.,-])(?P<numbers>\d+(?:,\d{3})*(?:[.·]\d+)?(?:(?:-|–| to | or | and |/)\d+(?:[.·]\d+)?)?)[ -]?"
    r"(?P<unit>mg/kg|g/kg|mg|mcg|[µμ]g|g|units?|IU)\b(?!/(?:d|m)?L\b)",
)
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:[.·]\d+)?")
_UNITS = {"µg": "mcg", "μg": "mcg", "unit": "units"}

_PEOPLE = r"(?:people|patients?|adults?|children|women|men|those|persons?|individuals?|participants?)"
_LACKING = (
    r"(?:(?:who |that )?(?:are |were )?(?:without(?: any| a history of)?|free of|"
    r"not (?:yet )?(?:on|taking|receiving|using|treated with)|"
    r"(?:who |that )?(?:do|did) not (?:have|take|receive|use)))"
)
_EXCLUDES = re.compile(
    rf"(?<=\b)(?P<people>{_PEOPLE}) {_LACKING} (?P<thing>[\w-]+(?: [\w-]+){{0,3}}?)"
    r"(?=\s*(?:$|[?.,;:!]|\b(?:and|or|in|for|who|with|compared|versus|than|at|on)\b))",
    re.IGNORECASE,
)

_STOPS = re.compile(
    r"\b(?:stopping|discontinuing|withdrawing|ceasing|coming off|quitting|stops? (?:taking|using)|to stop)\b|"
    r"\b(?:discontinuation|withdrawal|cessation)\b|"
    r"\b(?:be|is|are|was|were|been|being) (?:\w+ly )?(?:stopped|discontinued|withdrawn)\b",
    re.IGNORECASE,
)
#: Words that tell of those who stopped; a trial that was stopped, and who left one, tell nothing of it.
_STOPPED = re.compile(
    r"(?<!trial )(?<!trial was )(?<!study )(?<!study was )(?<!early )\bstop(?:ped|ping)?\b"
    r"(?! early| for (?:futility|benefit|efficacy))|\b(?:discontinu|ceas|cessation|suspend)\w*|"
    r"\bwithdraw(?:al|n|ing)\b|\bquit(?:ting)?\b|\boff (?:treatment|medication|therapy|drug)\b",
    re.IGNORECASE,
)

_AGES_AND_WEIGHTS = re.compile(
    r"\b(?:aged|over|under|above|below) \d+s?\b(?: ?years?| ?yrs?)?(?: old| of age)?|"
    r"\b\d+[- ]years?[- ]olds?\b|\byears?[- ]old\b|\bweigh(?:s|ing|ed)? (?:\w+ )?\d+ ?kg\b|"
    r"\b(?:of )?\d+ ?kg\b|\b(?:low|high|normal) (?:body )?weight\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What an answer must keep to: ``doses`` that are named, what the people do not have, and a stop."""

    doses: frozenset[str] = frozenset()
    without: tuple[str, ...] = ()
    stopping: bool = False

    def __bool__(self) -> bool:
        return bool(self.doses or self.without or self.stopping)


def limits_of(question: str) -> Limits:
    """What ``question`` limits its answer to. Pure.

    >>> limits_of("Does dabigatran 110 mg reduce stroke in people without diabetes?").without
    ('diabetes',)
    """
    said = question[:LONGEST]
    things = tuple(dict.fromkeys(match["thing"] for match in _EXCLUDES.finditer(said)))
    return Limits(doses=doses_in(said), without=things, stopping=bool(_STOPS.search(said)))


def without_exclusions(text: str) -> str:
    """The text without what its people do not have.

    >>> without_exclusions("in people without diabetes?")
    'in people?'
    """
    return _EXCLUDES.sub(lambda match: match["people"], text)


def without_ages_and_weights(text: str) -> str:
    """The text without how old and how heavy somebody is: such words name no concept, and no work has them.

    >>> without_ages_and_weights("in an 82 year old weighing 55 kg").split()
    ['in', 'an']
    """
    return _AGES_AND_WEIGHTS.sub(" ", text)


def doses_in(text: str) -> frozenset[str]:
    """The amounts of a medicine that a text names, each as a number and its unit; a range gives both ends.

    >>> sorted(doses_in("110 mg or 150 mg twice daily"))
    ['110 mg', '150 mg']
    """
    return frozenset(
        f"{float(number.replace(',', '').replace('·', '.')):g} {_UNITS.get(match['unit'], match['unit'])}"
        for match in _DOSE.finditer(text[:LONGEST])
        for number in _NUMBER.findall(match["numbers"])
    )


def part_of_dose(text: str, doses: frozenset[str]) -> str:
    """Of a sentence on several doses the parts on those asked about; all of it where none is theirs alone.

    >>> part_of_dose("40% on 15 mg, 41% on 7.5 mg (not superior)", frozenset({"7.5 mg"}))
    '41% on 7.5 mg (not superior)'
    """
    if not doses or doses_in(text) <= doses:
        return text
    own = [part for part in _parts(text) if (named := doses_in(part)) and named <= doses]
    return "; ".join(own) or text


def _parts(text: str) -> list[str]:
    """What stands between commas, semicolons and "and" outside of brackets."""
    parts, depth, start = [], 0, 0
    for match in _BREAK.finditer(text):
        mark = match[0]
        depth += (mark in "([") - (mark in ")]")
        if depth <= 0 and mark not in "()[]":
            parts.append(text[start : match.start()])
            start = match.end()
    return [*parts, text[start:]]


_BREAK = re.compile(r"[()\[\]]|[,;] | and ")


def tells_a_stop(text: str) -> bool:
    """Whether a text tells of those who stopped a treatment."""
    return bool(_STOPPED.search(text[:LONGEST]))
