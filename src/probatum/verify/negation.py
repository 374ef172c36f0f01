"""The statement does not affirm what the passage denies, nor deny what it affirms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from probatum.language.amounts import Fit, fit
from probatum.language.assertion import Assertions, Denial, assertions
from probatum.language.numbers import QuantityKind, quantities
from probatum.language.stance import stance
from probatum.records.verdict import Finding, Outcome
from probatum.verify.check import Cited
from probatum.verify.coverage import copied
from probatum.verify.derived import denies, derived, turned
from probatum.verify.facing import Facing, facing, set_against
from probatum.verify.frequency import seldom

#: A sentence that shares so much with the statement, by weight, says the same thing of it or the opposite.
PLAINLY = 0.6
#: The same for a sentence whose words stand in the statement's order.
IN_ORDER = 0.5
#: What another sentence must share, beside the nearest, for its plain affirmation to count.
AS_NEAR = 0.7
#: So many sentences are looked at for one that says the same.
LOOKED_AT, LEAST = 30, 0.15


def negation(statement: str, cited: Sequence[Cited]) -> Iterator[Finding]:
    """A finding where the statement affirms a finding that its facing sentence denies, or the reverse.

    Compared is what the negation stands with, not whether there is one: a negation of the passage that is
    about something else, and one that both have, are nothing. Where any sentence of what is cited denies the
    like, a denial is borne out.
    """
    faces = facing(statement, cited, most=LOOKED_AT, least=LEAST)
    if not faces or copied(statement, cited):
        return
    said = assertions(statement)
    finding = _in_order(said, faces)
    if finding is None:
        denied = any(one.main for one in said.denials)
        finding = _denied(said, faces) if denied else _affirmed(said, faces)
    if finding is None or _both_no_worse(statement, cited):
        return
    if not any(_says_the_same(statement, face.text) for face in faces[:2]):
        yield _found(statement, *finding)


#: "Not without screening" asks for screening: two negations that make one demand.
_DEMANDS = re.compile(
    r"\b(?:should|must|ought to|shall|may|can) ?(?:not|n['’]t|never)\b[^.;:]{0,80}?"
    r"\b(?:without|unless|until)\b",
    re.IGNORECASE,
)

#: Words that say without a negation that something was not done.
_LEAVES_OUT = re.compile(r"\b(?:exclu\w+|preclu\w+|withheld|omit\w*|left out)\b", re.IGNORECASE)

#: What the trials of non-inferiority find, in whatever words.
_NO_WORSE = re.compile(
    r"\bnon-?inferior(?:ity)?\b|\b(?:no|not|never|n['’]t)\b[^.;:]{0,20}?\b(?:worse|inferior|less effective)\b"
    r"|\bas (?:good|effective|safe|well) as\b|\bat least as\b",
    re.IGNORECASE,
)
_BUT_FOR = re.compile(r"\b(?:without|unless|until)\b", re.IGNORECASE)


def _both_no_worse(statement: str, cited: Sequence[Cited]) -> bool:
    """Whether statement and passage both tell what a trial of non-inferiority found."""
    return bool(_NO_WORSE.search(statement)) and any(_NO_WORSE.search(one.passage.text) for one in cited)


def _says_the_same(statement: str, near: str) -> bool:
    """Whether a negation on one side alone turns nothing round.

    Both warn of the thing ("should be avoided", "should not be used"); one demands what the other does with
    two negations; or one share is what the other leaves (88% did not, 12% did).
    """
    if stance(statement) == stance(near) == -1:
        return True
    for one, other in ((statement, near), (near, statement)):
        if _DEMANDS.search(one) and not _BUT_FOR.search(other):
            return True
    if denies(statement) is not denies(near):
        if _LEAVES_OUT.search(statement if denies(near) else near):
            return True  # "were excluded", "were not included"
        if seldom(statement) is not seldom(near):
            return True  # "most do not", "few do"
        totals = (one for one in quantities(statement) if one.kind is QuantityKind.OF_TOTAL)
        if any(derived(statement, one, near) for one in totals):
            return True
    return any(
        turned(statement, one, near, other)
        for one in quantities(statement)
        for other in quantities(near)
        if fit(one, other) > Fit.ROUNDED  # half leaves half
    )


_Pair = tuple[tuple[int, int], Facing, tuple[int, int], bool]


def _in_order(said: Assertions, faces: Sequence[Facing]) -> _Pair | None:
    """The same two words stand side by side in both, and a negation between them in one alone."""
    for face in faces:
        if face.shared < IN_ORDER:
            continue
        there = assertions(face.text)
        for one in said.denials:
            place = _parted(one, said, there)
            if place is not None:
                return (one.start, one.end), face, place, True
        for one in there.denials:
            place = _parted(one, there, said)
            if place is not None:
                return place, face, (one.start, one.end), False
    return None


def _parted(denial: Denial, its: Assertions, other: Assertions) -> tuple[int, int] | None:
    """Where ``other`` has the words around the denial side by side, and denies neither."""
    if denial.antonym or not denial.main:
        return None
    before = [term for term in its.terms if term.end <= denial.start]
    after = [term for term in its.terms if term.start >= denial.end]
    if not before or not after or len(other.terms) < 2:
        return None
    left, right = before[-1].key, after[0].key
    if _of_the_denied(denial.scope - {left, right}, other):
        return None
    for one, two in zip(other.terms, other.terms[1:], strict=False):
        if one.key == left and two.key == right:
            near = any(one.end - 40 <= d.start <= two.end + 25 for d in other.denials if d.main)
            return None if near else (one.start, two.end)
    return None


def _of_the_denied(told: frozenset[str], other: Assertions) -> bool:
    """Whether what is told of is what another sentence denies, beside what it affirms: B of "A but not B"."""
    denied, elsewhere = told & other.denied_there, told & other.said_elsewhere
    return bool(other.said_elsewhere) and len(denied) > len(elsewhere)


def _of_the_affirmed(said: Assertions, there: Assertions) -> bool:
    """Whether the statement tells of what a sentence affirms beside what it denies: A of "A but not B"."""
    told = frozenset(term.key for term in said.terms)
    denied = there.denied_there - there.said_elsewhere
    return bool(denied and told & (there.said_elsewhere - there.denied_there)) and not told & denied


def _denied(said: Assertions, faces: Sequence[Facing]) -> _Pair | None:
    """The statement denies what the nearest sentence affirms, and no sentence denies the like."""
    denial = said.denials[0]
    near = next((face for face in faces if not assertions(face.text).inquires), None)
    if len(said.denials) != 1 or near is None or near.shared < PLAINLY:
        return None
    told = frozenset(term.key for term in said.terms)
    if any(_alike(denial, one, told) for face in faces for one in assertions(face.text).denials):
        return None
    there = assertions(near.text)
    named = {term.key for term in said.terms if term.weight == 1.0} & denial.scope
    if named and len(named & there.affirmed) * 2 < len(named):
        return None
    if not named and not denial.families & there.families:
        return None
    return (denial.start, denial.end), near, (0, len(near.text)), True


def _alike(one: Denial, other: Denial, told: frozenset[str]) -> bool:
    if other.elided:
        return bool(other.scope & told)
    if other.antonym:
        return bool(one.scope & other.scope)
    if one.head & other.head:
        return True
    return bool(one.families & other.families or one.head & other.scope or other.head & one.scope)


def _affirmed(said: Assertions, faces: Sequence[Facing]) -> _Pair | None:
    """The nearest sentence denies what the statement affirms, and no other as near affirms it."""
    near = faces[0]
    there = assertions(near.text)
    mains = [one for one in there.denials if one.main]
    if said.negative or near.shared < PLAINLY or len(mains) != 1 or there.inquires:
        return None
    if _of_the_affirmed(said, there):
        return None
    denial = mains[0]
    named = {term.key for term in there.terms if term.weight == 1.0} & denial.scope
    if not (denial.head & said.affirmed or denial.families & said.families):
        return None
    told = named & said.affirmed
    if len(told) * 2 < len(named) and not (denial.elided and told):  # "but A, B and C did not": each of them
        return None
    if any(f.shared >= AS_NEAR * near.shared and not assertions(f.text).denials for f in faces[1:]):
        return None
    return (0, said.terms[-1].end), near, (denial.start, denial.end), False


def _found(
    statement: str, at: tuple[int, int], face: Facing, there: tuple[int, int], denied: bool
) -> Finding:
    reason = (
        "The statement denies (“{said}”) what the passage affirms."
        if denied
        else "The statement affirms what the passage denies (“{found}”)."
    )
    return set_against("negation", Outcome.CONTRADICTED, statement, at, face, there, reason)
