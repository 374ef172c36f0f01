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
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from probatum.compose.relevance import FORM_WORDS, Candidate
from probatum.language.polarity import CueKind, Direction, Polarity, polarity
from probatum.language.tokens import analyse
from probatum.records.passage import Role
from probatum.records.question import Question, QuestionKind
from probatum.records.source import Design

#: How many of the most relevant sentences are read, and how many are quoted as saying so.
READERS = 8
SAYING = 2

_MOVES = frozenset({Direction.INCREASE, Direction.DECREASE})

MANY_CLAUSES = 2

#: A sentence that has so many of the question's words says the thing itself.
MOST_WORDS = 0.75

#: Words of medicine and biology that exclude each other.
OPPOSITES = (
    ("aerob", "anaerob"),
    ("monoclonal", "polyclonal"),
    ("agonist", "antagonist"),
    ("activat", "inhibit"),
    ("activat", "suppress"),
    ("activation", "repression"),
    ("hyper", "hypo"),
    ("benign", "malignant"),
    ("dominant", "recessive"),
    ("positive", "negative"),
    ("upregulat", "downregulat"),
    ("up-regulat", "down-regulat"),
    ("soluble", "insoluble"),
    ("single-stranded", "double-stranded"),
    ("reversible", "irreversible"),
    ("oncogene", "tumor suppressor"),
    ("symptomatic", "asymptomatic"),
    ("typical", "atypical"),
    ("intracellular", "extracellular"),
    ("prokaryot", "eukaryot"),
)

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


_RATIO = re.compile(
    r"\b(?:HR|OR|RR|IRR|hazard ratio|odds ratio|relative risk|risk ratio)\b[^\d%]{0,20}(\d+\.\d+)"
)
#: Two proportions side by side, the treatment's first: ``2.13% v 3.09%``, ``24% on X and 58% on placebo``.
_PAIR = re.compile(
    r"(\d+(?:\.\d+)?)\s?%\)?(?: (?:on|with|in|for) [^.;%\d]{2,40}?)? "
    r"(?:v|vs\.?|versus|and|compared with|against) [^.;%]{0,25}?(\d+(?:\.\d+)?)\s?%"
)
_GOOD = re.compile(r"\b(?:remission|respon|surviv|improve|success|cure|recover|benefit)\w*", re.IGNORECASE)

_NON = re.compile(r"\bnon-[a-z]{4,}")

#: A plain statement that something happens: it affirms a question that asks whether it can.
_OCCURS = re.compile(
    r"\b(?:occur(?:s|red)?|was seen|were seen|observed|develop(?:s|ed)?|common(?:ly)?|frequent(?:ly)?|often|"
    r"usual(?:ly)?|known to)\b|\b[1-9]\d*(?:\.\d+)?\s?%|\b[1-9]\d* of \d",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stance:
    """The answer in a word, the words that open the lead with it, and the sentences that say so."""

    word: str = ""
    opening: str = ""
    saying: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """How one sentence stands to what the question puts forward."""

    denies: bool
    affirms: bool
    opposite: bool
    states: bool
    alike: bool
    hedges: bool
    unknown: bool
    significant: bool
    insignificant: bool
    better: bool
    worse: bool


def read(question: str, sentence: str) -> Reading:
    """Read one sentence against the question. Pure; by words alone."""
    clause = _clause(question, sentence)
    said = _with_numbers(polarity(clause), clause)
    asked = polarity(question).direction
    alike = said.direction is Direction.NONE or bool(said.of(CueKind.NO_DIFFERENCE))
    turned = {asked, said.direction} == {Direction.INCREASE, Direction.DECREASE}
    opposite = turned or _has_opposite(question, clause)
    states = not said.negated and not opposite and _restated(question, sentence) >= MOST_WORDS
    stated = said.direction in _MOVES or bool(said.of(CueKind.ASSOCIATION, CueKind.CAUSAL, CueKind.BETTER))
    wanted = polarity(question).of(CueKind.BETTER)
    occurs = asked is Direction.UNSTATED and bool(_OCCURS.search(sentence))
    stated = stated or states or occurs or bool(wanted and said.better)
    return Reading(
        denies=said.negated,
        affirms=stated and not (said.negated or alike or opposite),
        opposite=opposite and not said.negated,
        states=states,
        alike=alike,
        hedges=said.hedged,
        unknown=said.uncertain,
        significant=said.significant is True,
        insignificant=said.significant is False,
        better=said.better is True,
        worse=said.better is False,
    )


def _restated(question: str, sentence: str) -> float:
    """How many of the telling words of the question stand in the sentence, 0 to 1."""
    asked = frozenset(analyse(question)) - _form()
    return len(asked & frozenset(analyse(sentence))) / (len(asked) or 1)


@cache
def _form() -> frozenset[str]:
    return frozenset(analyse(FORM_WORDS))


def _has_opposite(question: str, sentence: str) -> bool:
    """Whether the sentence has the opposite of a word of the question where it does not have the word."""
    asked, said = question.lower(), sentence.lower()
    pairs = any(
        (one in asked and other in said and one not in said.replace(other, ""))
        or (other in asked and one not in asked.replace(other, "") and one in said.replace(other, ""))
        for one, other in OPPOSITES
    )
    return pairs or any(word[4:] in asked and word not in asked for word in _NON.findall(said))


def _clause(question: str, sentence: str) -> str:
    """Of several results in one sentence the one that speaks most of what is asked; the first of equals."""
    clauses = [clause for clause in sentence.split("; ") if clause.strip()]
    if len(clauses) < MANY_CLAUSES:
        return sentence
    asked = frozenset(analyse(question))
    return max(clauses, key=lambda clause: len(asked & frozenset(analyse(clause))))


def _with_numbers(said: Polarity, sentence: str) -> Polarity:
    """The direction that numbers tell where words tell none: a ratio below 1, a smaller first proportion."""
    if said.direction is not Direction.UNSTATED or said.negated or said.significant is False:
        return said
    ratio, pair = _RATIO.search(sentence), _PAIR.search(sentence)
    if ratio:
        lower, higher = float(ratio[1]) < 1, float(ratio[1]) > 1
    elif pair:
        lower, higher = float(pair[1]) < float(pair[2]), float(pair[1]) > float(pair[2])
    else:
        return said
    if lower == higher:
        return said
    direction = Direction.DECREASE if lower else Direction.INCREASE
    good = bool(_GOOD.search(sentence))
    return replace(said, direction=direction, better=good is not lower)


def features(question: str, telling: Sequence[Candidate]) -> dict[str, float]:
    """The readings of the most relevant sentences as shares from 0 to 1, and what the question asks for."""
    readers = telling[:READERS]
    weights = [one.relevance**2 * _weight(one) for one in readers]
    total = sum(weights) or 1.0
    readings = [read(question, one.sentence.text) for one in readers]
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


def _weight(candidate: Candidate) -> float:
    """A conclusion weighs more than a result; what a guideline advises says little of what is so."""
    if candidate.source.design in (Design.GUIDELINE, Design.CONSENSUS):
        return 0.3
    return 1.5 if candidate.sentence.role is Role.CONCLUSIONS else 1.0


def stance_on(question: Question, telling: Sequence[Candidate]) -> Stance:
    """The stance of the telling sentences (best first) on a yes/no question; an empty one for any other."""
    if question.kind is not QuestionKind.YESNO or not telling:
        return Stance()
    seen = features(question.text, telling)
    chances = _chances(seen, _weights())
    plain = _plainly(seen)
    word = plain or max(ANSWERS, key=lambda answer: (chances[answer], answer))
    if (
        not plain
        and min(seen["denies"] + seen["opposite"], seen["affirms"]) >= BOTH
        and chances[word] < SPLIT
    ):
        return Stance("disagrees", "The evidence disagrees. ", _for_both(question.text, telling))
    if word == "unsettled" or (not plain and chances[word] < SURE):
        return Stance("unsettled", "The evidence held does not settle this. ", ())
    return _answered(word, question.text, telling)


def _plainly(seen: Mapping[str, float]) -> str:
    """The word where nearly all that is read says it and next to nothing the contrary; else nothing."""
    against = seen["denies"] + seen["opposite"]
    if seen["affirms"] >= MOST and against <= FEW:
        return "yes"
    if seen["denies"] >= MOST and seen["affirms"] <= FEW and not seen["asks_alike"]:
        return "no"
    return ""


def _answered(word: str, question: str, telling: Sequence[Candidate]) -> Stance:
    saying = _saying(word, question, telling)
    return Stance(word, f"{word.capitalize()}. ", saying)


def _saying(word: str, question: str, telling: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The sentences that were read as saying the word; without one the most relevant stand for themselves."""
    denying = word == "no"
    said = [
        one
        for one in telling[:READERS]
        for reading in (read(question, one.sentence.text),)
        if (reading.denies or reading.opposite if denying else reading.affirms)
    ]
    return tuple(said[:SAYING])


def _for_both(question: str, telling: Sequence[Candidate]) -> tuple[Candidate, ...]:
    return _saying("yes", question, telling)[:1] + _saying("no", question, telling)[:1]


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
