"""What a question limits its answer to, and which sentences keep to it.

A sentence on another dose, or of people who all have what those asked about do not have, neither says yes or
no nor leads. One that does not tell whose figures it gives says no yes or no either.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from probatum.compose.relevance import Candidate
from probatum.language.limits import Limits, doses_in, part_of_dose, tells_a_stop
from probatum.language.tokens import analyse
from probatum.records.evidence import Found
from probatum.records.passage import TextKind

#: Where a text says that somebody does not have a thing, or that it makes no difference; the thing follows.
_LACKS = re.compile(
    r"\b(?:with (?:or|and) without|without|no|not have|free of|absence of|irrespective of|regardless of)\b"
    r"(?P<thing>[^.;:()]{1,60})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Kept:
    """The limits of a question, and what each work found says of itself, by source."""

    limits: Limits
    works: Mapping[str, str]

    def votes(self, candidate: Candidate) -> bool:
        """Whether a sentence tells, itself or by its work, of just what is asked about."""
        limits = self.limits
        return (
            (not limits.doses or self._of_the_dose(candidate))
            and (not limits.stopping or self._of_a_stop(candidate))
            and all(self._lack(candidate, thing) for thing in limits.without)
        )

    def leads(self, candidate: Candidate) -> bool:
        """Whether a sentence may stand in the lead: it is not plainly of another dose, of other people, or of
        those who go on."""
        named = doses_in(candidate.sentence.text)
        other = self.limits.doses and named and not named & self.limits.doses
        have = any(self._have(candidate, thing) for thing in self.limits.without)
        return not (other or have or (self.limits.stopping and not self._of_a_stop(candidate)))

    def says(self, candidate: Candidate) -> bool:
        """Whether a sentence says itself what is asked about, and does not leave it to its work."""
        text = candidate.sentence.text
        dosed = not self.limits.doses or bool(doses_in(text) & self.limits.doses)
        return dosed and (not self.limits.stopping or tells_a_stop(text))

    def part(self, text: str) -> str:
        """Of a sentence on several doses the part on the one asked about."""
        return part_of_dose(text, self.limits.doses)

    def _of_the_dose(self, candidate: Candidate) -> bool:
        asked = self.limits.doses
        named = doses_in(candidate.sentence.text)
        if named:
            return bool(named & asked) and doses_in(self.part(candidate.sentence.text)) <= asked
        of_work = doses_in(self._work(candidate))
        return bool(of_work) and of_work <= asked

    def _of_a_stop(self, candidate: Candidate) -> bool:
        return tells_a_stop(candidate.sentence.text) or tells_a_stop(self._work(candidate))

    def _lack(self, candidate: Candidate, thing: str) -> bool:
        return _lacking(f"{self._work(candidate)} {candidate.sentence.text}", thing)

    def _have(self, candidate: Candidate, thing: str) -> bool:
        """Whether all of whom the work tells have the thing."""
        source = candidate.source
        whom = f"{source.title or ''}. {source.population or ''}. {candidate.sentence.text}"
        return frozenset(analyse(thing)) <= frozenset(analyse(whom)) and not self._lack(candidate, thing)

    def _work(self, candidate: Candidate) -> str:
        return f"{self.works.get(candidate.source.id, '')} {candidate.found.passage.text}"


def _lacking(text: str, thing: str) -> bool:
    wanted = frozenset(analyse(thing))
    return any(wanted <= frozenset(analyse(match["thing"])) for match in _LACKS.finditer(text))


def kept_to(limits: Limits, found: Sequence[Found]) -> Kept:
    """The limits with what each work found says: the title, the people, and all of a note."""
    works: dict[str, list[str]] = {}
    for one in found if limits else ():
        told = works.setdefault(one.source.id, [f"{one.source.title or ''}. {one.source.population or ''}."])
        if one.passage.kind is TextKind.NOTE:
            told.append(one.passage.text)
    return Kept(limits, {source: " ".join(told) for source, told in works.items()})
