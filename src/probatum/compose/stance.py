"""What the evidence answers to a yes/no question: yes, no, that it disagrees, or that it does not settle it.

The most relevant sentences that bear on the question are read for what they do to it
(``compose/stands``). Each reading weighs as its sentence is relevant; what affirms is set against what
denies, turns round or finds no difference. The margins are asymmetric and wide: a wrong yes or no is the
worst fault an answer can have. ``python -m evals answers`` measures them (docs/answers.md).

A regression over the same readings, trained on PubMedQA, was tried and not kept: it decided nearly every
question, and said yes where sentences weighed against it. Anyone can follow a sum.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from probatum.compose.relevance import Candidate
from probatum.compose.stands import Reading, arms_of, asks_as_good, read
from probatum.records.passage import Role
from probatum.records.question import Question, QuestionKind

#: How many of the most relevant sentences are read, and how many are quoted as saying so. No is said on so
#: many, or on one that says the opposite: one that finds no difference may compare something else.
READERS = 8
SAYING = 2

#: What affirms less what speaks against: above the first it is yes, below the second no.
YES, NO = 0.0, -0.1

#: Where both sides weigh at least this much the evidence disagrees.
BOTH = 0.3


@dataclass(frozen=True, slots=True)
class Stance:
    """The answer in a word, the words that open the lead with it, and the sentences that say so."""

    word: str = ""
    opening: str = ""
    saying: tuple[Candidate, ...] = ()


UNSETTLED = Stance("unsettled", "The evidence held does not settle this. ")


@dataclass(frozen=True, slots=True)
class Shares:
    """What the sentences that were read say, as shares of their weight from 0 to 1."""

    affirm: float
    oppose: float


def shares(question: Question, telling: Sequence[Candidate]) -> Shares:
    """What the most relevant of ``telling`` (best first) say to the question."""
    read_ = [(_weight(one), _read(question, one)) for one in telling[:READERS]]
    total = sum(weight for weight, _ in read_) or 1.0
    alike = asks_as_good(question.text)
    return Shares(
        affirm=sum(weight for weight, reading in read_ if reading.affirms) / total,
        oppose=sum(weight for weight, reading in read_ if opposes(reading, alike=alike)) / total,
    )


def opposes(reading: Reading, *, alike: bool) -> bool:
    """Whether a reading speaks against what is asked; finding no difference does, unless that was asked."""
    return reading.denies or reading.opposite or (reading.alike and not alike)


def stance_on(question: Question, telling: Sequence[Candidate]) -> Stance:
    """The stance of the telling sentences (best first) on a yes/no question; an empty one for any other."""
    if question.kind is not QuestionKind.YESNO:
        return Stance()
    if not telling:
        return UNSETTLED
    seen = shares(question, telling)
    margin = seen.affirm - seen.oppose
    affirming = _saying(question, telling, lambda reading: reading.affirms)
    opposing = _saying(question, telling, lambda r: opposes(r, alike=asks_as_good(question.text)))
    if min(seen.affirm, seen.oppose) >= BOTH:
        return Stance("disagrees", "The evidence disagrees. ", affirming[:1] + opposing[:1])
    if margin > YES:
        return Stance("yes", "Yes. ", affirming)
    turned = any(_read(question, one).opposite for one in opposing)
    if margin < NO and (turned or len(opposing) >= SAYING):
        return Stance("no", "No. ", opposing)
    return UNSETTLED


def _saying(
    question: Question, telling: Sequence[Candidate], says: Callable[[Reading], bool]
) -> tuple[Candidate, ...]:
    return tuple(one for one in telling[:READERS] if says(_read(question, one)))[:SAYING]


def _read(question: Question, candidate: Candidate) -> Reading:
    return read(question.text, candidate.sentence.text, arms_of(question), candidate.source.title or "")


def _weight(candidate: Candidate) -> float:
    """As the sentence is relevant; a conclusion weighs more than a result."""
    return candidate.relevance**2 * (1.5 if candidate.sentence.role is Role.CONCLUSIONS else 1.0)
