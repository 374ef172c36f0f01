"""What the evidence answers to a yes/no question: yes, no, that it disagrees, or that it does not settle it.

The most relevant sentences are read for what they do to what the question puts forward: deny it ("did not
reduce", "no significant difference"), state its direction or the opposite one, find things alike, hedge,
or call it unknown. A softmax regression over the shares of these readings, weighed by relevance, gives the
answer (``training/stance``: its recipe, data and figures); a sentence is only ever quoted as saying so
where it was itself read that way.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from probatum.compose.relevance import Candidate
from probatum.compose.stands import Arms, Reading, arms_of, read
from probatum.language.polarity import CueKind, polarity
from probatum.records.passage import Role
from probatum.records.question import Question, QuestionKind
from probatum.records.source import Design

#: How many of the most relevant sentences are read, and how many are quoted as saying so.
READERS = 8
SAYING = 2

ANSWERS = ("yes", "no", "unsettled")

#: A yes or no that is not likelier than this is not said.
SURE = 0.36

#: What counts as nearly all that is read, and as next to nothing.
MOST, FEW = 0.6, 0.15

#: Where sentences that affirm and sentences that deny both weigh at least the first, and neither answer is
#: likelier than the second, the evidence disagrees.
BOTH, SPLIT = 0.3, 0.42

_ASKS_ALIKE = re.compile(
    r"\bas (?:\w+ ){1,3}as\b|\b(?:safe|feasible|equivalent|non-?inferior|comparable|similar|enough)\b",
    re.IGNORECASE,
)
_ASKS_DIFFERENCE = re.compile(
    r"\b(?:differ|better|worse|superior|more|less|greater|higher|lower|affect|influence|impact)\w*",
    re.IGNORECASE,
)
_ASKS_NECESSARY = re.compile(
    r"\b(?:necessary|need(?:ed)?|required?|always|all|only|any|mandatory)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Stance:
    """The answer in a word, the words that open the lead with it, and the sentences that say so."""

    word: str = ""
    opening: str = ""
    saying: tuple[Candidate, ...] = ()


def features(question: str, telling: Sequence[Candidate], arms: Arms | None = None) -> dict[str, float]:
    """The readings of the most relevant sentences as shares from 0 to 1, and what the question asks for."""
    readers = telling[:READERS]
    weights = [one.relevance**2 * _weight(one) for one in readers]
    total = sum(weights) or 1.0
    readings = [_read(question, one, arms) for one in readers]
    shares = {
        name: sum(w for w, reading in zip(weights, readings, strict=True) if getattr(reading, name)) / total
        for name in Reading.__slots__
    }
    first = readings[0] if readings else read(question, "")
    asks = polarity(question)
    alike, difference = bool(_ASKS_ALIKE.search(question)), bool(_ASKS_DIFFERENCE.search(question))
    return {
        "one": 1.0,
        **shares,
        "first_denies": float(first.denies),
        "first_affirms": float(first.affirms),
        "first_unknown": float(first.unknown),
        "asks_alike": float(alike),
        "asks_difference": float(difference),
        "asks_necessary": float(bool(_ASKS_NECESSARY.search(question))),
        "alike_asked": shares["alike"] * alike,
        "alike_unasked": shares["alike"] * (not alike),
        "denied_difference": shares["denies"] * difference,
        "negative_question": float(asks.negated),
        "better_asked": shares["better"] * bool(asks.of(CueKind.BETTER)),
        "worse_asked": shares["worse"] * bool(asks.of(CueKind.BETTER)),
    }


def _read(question: str, candidate: Candidate, arms: Arms | None) -> Reading:
    return read(question, candidate.sentence.text, arms, candidate.source.title or "")


def _weight(candidate: Candidate) -> float:
    """A conclusion weighs more than a result; what a guideline advises says little of what is so."""
    if candidate.source.design in (Design.GUIDELINE, Design.CONSENSUS):
        return 0.3
    return 1.5 if candidate.sentence.role is Role.CONCLUSIONS else 1.0


def stance_on(question: Question, telling: Sequence[Candidate]) -> Stance:
    """The stance of the telling sentences (best first) on a yes/no question; an empty one for any other."""
    if question.kind is not QuestionKind.YESNO or not telling:
        return Stance()
    arms = arms_of(question)
    seen = features(question.text, telling, arms)
    chances = _chances(seen, _weights())
    plain = _plainly(seen)
    word = plain or max(ANSWERS, key=lambda answer: (chances[answer], answer))
    if (
        not plain
        and min(seen["denies"] + seen["opposite"], seen["affirms"]) >= BOTH
        and chances[word] < SPLIT
    ):
        return Stance("disagrees", "The evidence disagrees. ", _for_both(question.text, telling, arms))
    if word == "unsettled" or (not plain and chances[word] < SURE):
        return Stance("unsettled", "The evidence held does not settle this. ", ())
    return _answered(word, question.text, telling, arms)


def _plainly(seen: Mapping[str, float]) -> str:
    """The word where nearly all that is read says it and next to nothing the contrary; else nothing."""
    against = seen["denies"] + seen["opposite"]
    if seen["affirms"] >= MOST and against <= FEW:
        return "yes"
    if against >= MOST and seen["affirms"] <= FEW and not seen["asks_alike"]:
        return "no"
    return ""


def _answered(word: str, question: str, telling: Sequence[Candidate], arms: Arms | None) -> Stance:
    saying = _saying(word, question, telling, arms)
    return Stance(word, f"{word.capitalize()}. ", saying)


def _saying(
    word: str, question: str, telling: Sequence[Candidate], arms: Arms | None
) -> tuple[Candidate, ...]:
    """The sentences that were read as saying the word."""
    denying = word == "no"
    said = [
        one
        for one in telling[:READERS]
        for reading in (_read(question, one, arms),)
        if (reading.denies or reading.opposite if denying else reading.affirms)
    ]
    return tuple(said[:SAYING])


def _for_both(question: str, telling: Sequence[Candidate], arms: Arms | None) -> tuple[Candidate, ...]:
    return _saying("yes", question, telling, arms)[:1] + _saying("no", question, telling, arms)[:1]


def _chances(seen: Mapping[str, float], weights: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """The softmax of the weighted features, one chance an answer."""
    scores = {
        answer: sum(weights[answer].get(name, 0.0) * value for name, value in seen.items())
        for answer in ANSWERS
    }
    highest = max(scores.values())
    powers = {answer: math.exp(score - highest) for answer, score in scores.items()}
    total = sum(powers.values())
    return {answer: power / total for answer, power in powers.items()}


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    held = resources.files("probatum").joinpath("weights/stance/weights.json").read_text(encoding="utf-8")
    weights: dict[str, dict[str, float]] = json.loads(held)["weights"]
    return weights
