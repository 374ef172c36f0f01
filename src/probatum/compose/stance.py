"""What the evidence answers to a yes/no question: yes, no, that it disagrees, or that it does not settle it.

Whether one thing causes another is a yes only where a passage says so: what is seen together is called that.

The most relevant sentences that bear on the question are read for what they do to it
(``compose/stands``). Each reading weighs as its sentence is relevant; what affirms is set against what
denies, turns round or finds no difference. The margins are asymmetric and wide: a wrong yes or no is the
worst fault an answer can have. ``python -m evals answers`` measures them (docs/answers.md).

A regression over the same readings, trained on PubMedQA, was tried and not kept: it decided nearly every
question, and said yes where sentences weighed against it. Anyone can follow a sum.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from probatum.compose.asks import advises, asks_advice, asks_cause, asks_which, asks_worth, says_cause
from probatum.compose.limits import Kept
from probatum.compose.relevance import Candidate
from probatum.compose.select import ADVISING, is_summary
from probatum.compose.stands import (
    Arms,
    Reading,
    arms_of,
    asks_as_good,
    compares,
    names_of,
    read,
    second_named,
    those_without,
    told_by,
)
from probatum.language.drugs import drug_mentions
from probatum.records.passage import Role
from probatum.records.question import Concept, Question, QuestionKind
from probatum.records.source import Design

#: How many of the most relevant sentences are read, and how many are quoted as saying so. No is said on so
#: many, or on one that says the opposite: one that finds no difference may compare something else.
READERS = 8
SAYING = 2

#: What affirms less what speaks against: above the first it is yes, below the second no.
YES, NO = 0.0, -0.1

#: Where both sides weigh at least this much the evidence disagrees; of two treatments with no outcome named
#: less is enough against a no, since one may be better in one thing and not in another.
BOTH, BOTH_OF_ANY_OUTCOME = 0.3, 0.15


@dataclass(frozen=True, slots=True)
class Stance:
    """The answer in a word, the words that open the lead with it, and the sentences that say so."""

    word: str = ""
    opening: str = ""
    saying: tuple[Candidate, ...] = ()


#: The words that open the lead, by the word of the answer. They are ours, and no passage has them.
OPENINGS = {
    "yes": "Yes. ",
    "no": "No. ",
    "disagrees": "The evidence disagrees. ",
    "unsettled": "The evidence held does not settle this. ",
    "together": "Seen together; the passages do not say that one causes the other. ",
}
#: Studies in which nobody is compared with others, unless a sentence does so; and words that judge even so.
_UNCONTROLLED = frozenset({Design.TRIAL, Design.CASE_SERIES, Design.CASE_REPORT})
_SAYS_UNCONTROLLED = re.compile(
    r"\b(?:single|one)[- ]arm\b|\buncontrolled\b|\bno comparator\b", re.IGNORECASE
)
_SAYS_WORTH = re.compile(r"\b(?:effective\w*|efficac\w+|benefi\w+|superior\w*)\b", re.IGNORECASE)
#: A trial that drew lots finds what a treatment causes, whatever the words.
_EXPERIMENTS = frozenset({Design.RANDOMISED_TRIAL})
UNSETTLED = Stance("unsettled", OPENINGS["unsettled"])


def opposes(reading: Reading, *, alike: bool) -> bool:
    """Whether a reading speaks against what is asked; finding no difference does, unless that was asked."""
    return reading.denies or reading.opposite or (reading.alike and not alike and not reading.better)


def stance_on(question: Question, telling: Sequence[Candidate], kept: Kept | None = None) -> Stance:
    """The stance of the telling sentences (best first) on a yes/no question; an empty one for any other.

    So it is for one that asks which of two ("Is A or B better?"). Of a sentence on several doses the part on
    the dose asked about (``kept``) is read.
    """
    if question.kind is not QuestionKind.YESNO or asks_which(question.text):
        return Stance()
    every = _facts_before_summaries(_readings(question, telling[:READERS], kept))
    readings = _without_composites(question, every)
    alike = asks_as_good(question.text)
    affirming = [(one, reading) for one, reading in readings if reading.affirms]
    affirming.sort(key=lambda pair: _second_in_a_composite(question, pair[0]))
    if asks_worth(question.text):  # what helps is said first by who compared
        affirming.sort(key=lambda pair: not compares(pair[0].sentence.text))
    opposing = [
        (one, reading)
        for one, reading in readings
        if opposes(reading, alike=alike) and not (_only_advises(one) and not reading.denies)
    ]
    total = _weighed(readings) or 1.0
    affirm, oppose = _weighed(affirming) / total, _weighed(opposing) / total
    yes, no = _said(affirming), _said(opposing)
    any_outcome = bool(question.pico.comparator) and not question.pico.outcome
    both = BOTH_OF_ANY_OUTCOME if any_outcome and oppose > affirm else BOTH
    if min(affirm, oppose) >= both * (affirm + oppose) > 0:
        if len({one.source.id for one, _ in (*affirming, *opposing)}) == 1:
            return UNSETTLED  # one work that finds this and that does not disagree with itself
        return Stance("disagrees", OPENINGS["disagrees"], yes[:1] + no[:1])
    if affirm - oppose > YES:
        if asks_worth(question.text) and all(_only_seen(one) for one, _ in affirming):
            return UNSETTLED
        word = "yes" if not asks_cause(question.text) or _tell_a_cause(readings) else "together"
        return Stance(word, OPENINGS[word], yes)
    turned = any(reading.opposite for _, reading in opposing[:SAYING])
    if affirm - oppose < NO and (turned or len(no) >= SAYING):
        return Stance("no", OPENINGS["no"], no)
    # What tells of the outcome alone says more of it than what tells of several at once.
    return UNSETTLED if len(readings) == len(every) else Stance("unsettled", UNSETTLED.opening, no[:1])


def shown_in(stance: Stance, lead: Sequence[Candidate]) -> Stance:
    """The stance where one of the sentences that say so may stand in the lead, else that nothing is settled:
    a reader could not see why."""
    said = not stance.saying or any(one in lead for one in stance.saying)
    return stance if said else UNSETTLED


def _facts_before_summaries(
    readings: Sequence[tuple[Candidate, Reading]],
) -> list[tuple[Candidate, Reading]]:
    """Without what the summary of a note says where a fact of the same note says something."""
    told = {one.source.id for one, reading in readings if not is_summary(one) and _says_something(reading)}
    return [(one, reading) for one, reading in readings if not (is_summary(one) and one.source.id in told)]


def _without_composites(
    question: Question, readings: Sequence[tuple[Candidate, Reading]]
) -> list[tuple[Candidate, Reading]]:
    """Without what affirms of several outcomes counted as one, where it cannot tell of the one asked about.

    "CV death, non-fatal MI or stroke" fell: whether strokes did is not said. Of two counted as one ("stroke
    or systemic embolism") it counts unless a sentence on that outcome alone speaks against it.
    """
    names = _outcome_names(question)
    counted = [(pair, counted_with(names, pair[0].sentence.text)) for pair in readings]
    against = any(opposes(reading, alike=False) for (_, reading), others in counted if not others)
    most = 0 if against else 1
    return [pair for pair, others in counted if not (pair[1].affirms and others > most)]


def _outcome_names(question: Question) -> list[str]:
    return [name for name in names_of(question.pico.outcome, shortest=1) if " or " not in name]


def _second_in_a_composite(question: Question, one: Candidate) -> bool:
    """Whether the outcome asked about is but the second of those that a sentence counts as one."""
    names = _outcome_names(question)
    for match in _COUNTED_AS_ONE.finditer(one.sentence.text.lower()):
        members = re.split(r", | or |/", match[0])
        if any(name in match[0] for name in names) and not any(name in members[0] for name in names):
            return True
    return False


def counted_with(names: Sequence[str], text: str) -> int:
    """With how many others an outcome is counted as one in ``text``; 0 where it stands alone. Pure.

    >>> counted_with(["stroke"], "Death, myocardial infarction or stroke 10.5% v 12.1%")
    2
    """
    said = text.lower()
    most = 0
    for match in _COUNTED_AS_ONE.finditer(said):
        members = [one for one in re.split(r", | or |/", match[0]) if one.strip()]
        if any(name in member for name in names for member in members):
            most = max(most, len(members) - 1)
    return most


#: Outcomes in a list that ends with "or", or joined by a stroke.
_COUNTED_AS_ONE = re.compile(
    r"(?:[a-z][a-z -]*, ){0,4}[a-z][a-z-]*(?: [a-z][a-z-]*){0,3} or [a-z][a-z-]*(?: [a-z][a-z-]*){0,3}|"
    r"[a-z][a-z-]*(?:/[a-z][a-z-]*)+"
)


def lacks_outcome(question: Question, candidate: Candidate) -> bool:
    """Whether a sentence names the outcome asked about only as what it is not ("non-haemorrhagic stroke"), or
    as the occasion on which something else was seen ("visual loss at flare")."""
    said = candidate.sentence.text.lower()
    names = names_of(question.pico.outcome)
    stems = [thing[:_STEM] for thing in those_without(said)]
    opposite = any(
        name.startswith(stem) and not re.search(rf"(?<!non-)\b{re.escape(stem)}", said)
        for name in names
        for stem in stems
    )
    return opposite or _only_an_occasion(names, said)


#: Before what is the occasion of what was seen, or of which a share is told: "at flare", "83% of relapses".
_OCCASION = re.compile(
    r"\b(?:at|during|before|after) (?:the |first |a )?$|(?:%|\d)\)? of (?:the |all )?(?:\d+ )?$"
)
_OPENS = re.compile(r"(?:at|during) (?:the )?$")


def _only_an_occasion(names: Sequence[str], said: str) -> bool:
    places = [match.start() for name in names for match in re.finditer(rf"\b{re.escape(name)}", said)]
    opened = any(_OPENS.fullmatch(said[:place]) for place in places)
    return opened or (bool(places) and all(_OCCASION.search(said[:place]) for place in places))


def _only_advises(one: Candidate) -> bool:
    """Whether a sentence is a guideline's or a panel's and no finding: whom a thing is for is no result."""
    return one.source.design in ADVISING and not compares(one.sentence.text)


def _says_something(reading: Reading) -> bool:
    return reading.affirms or reading.denies or reading.opposite or reading.alike


def _only_seen(one: Candidate) -> bool:
    """Whether a sentence tells how patients fared in a study that compared them with nobody, and no more."""
    text = one.sentence.text
    alone = one.source.design in _UNCONTROLLED or _SAYS_UNCONTROLLED.search(one.source.title or "")
    return bool(alone) and not (compares(text) or _SAYS_WORTH.search(text))


def _tell_a_cause(readings: Sequence[tuple[Candidate, Reading]]) -> bool:
    """Whether one of the sentences says that a thing brings about another, or is a trial's.

    What was seen in so many, or goes with it, is no cause yet.
    """
    return any(
        says_cause(one.sentence.text) or one.source.design in _EXPERIMENTS
        for one, reading in readings
        if not (reading.denies or reading.opposite)
    )


def _readings(
    question: Question, telling: Sequence[Candidate], kept: Kept | None
) -> list[tuple[Candidate, Reading]]:
    arms = arms_of(question)
    asked = question.pico.intervention
    treatment = names_of(asked if _OR.search(question.text) else asked[:1])
    bearing = [
        one for one in telling if not (_against_a_third(arms, one) if arms else _aside(treatment, one))
    ]
    if asks_advice(question.text):
        bearing = [one for one in bearing if advises(one.sentence.text)]
    bearing = [one for one in bearing if not _of_those_without(question.pico.intervention, one)]
    bearing = [one for one in bearing if not lacks_outcome(question, one)]
    outcome = told_by(question)
    said = [(one, kept.part(one.sentence.text) if kept else one.sentence.text) for one in bearing]
    return [(one, read(question.text, text, arms, one.source.title or "", outcome)) for one, text in said]


def _of_those_without(asked: Sequence[Concept], candidate: Candidate) -> bool:
    """Whether a sentence tells of those who do not have or do the thing asked about: "non-exercising"."""
    lacking = those_without(candidate.sentence.text)
    return any(name.startswith(thing[:_STEM]) for thing in lacking for name in names_of(asked))


#: So many letters tell that "exercising" and "exercise" are one.
_STEM = 6
_OR = re.compile(r"\bor\b")


def _aside(treatment: Sequence[str], candidate: Candidate) -> bool:
    """Whether a sentence tells of another medicine than the one asked about, of it only as what another is
    compared with, or stands in a work that does not speak of it.

    Only of medicines: what else is asked about has too many names for its absence to tell anything.
    """
    if not any(drug_mentions(name) for name in treatment):
        return False
    sentence = candidate.sentence.text
    if any(name in sentence.lower() for name in treatment):
        return second_named(treatment, sentence)
    around = f"{candidate.source.title or ''} {candidate.found.passage.text}".lower()
    others = any(one.sure for one in drug_mentions(sentence))
    return others or not any(name in around for name in treatment)


def _against_a_third(arms: Arms, candidate: Candidate) -> bool:
    """Whether a sentence names another treatment than the two that the question compares, and not what the
    one asked about is compared with."""
    sentence = candidate.sentence.text.lower()
    around = f"{candidate.source.title or ''} {candidate.found.passage.text}".lower()
    if drug_mentions(" ".join(arms.treatment)) and not any(name in around for name in arms.treatment):
        return True
    if any(name in sentence for name in arms.comparator):
        return False
    drugs = [sentence[one.start : one.end] for one in drug_mentions(sentence)]
    return any(not any(name in drug or drug in name for name in arms.treatment) for drug in drugs)


def _said(readings: Sequence[tuple[Candidate, Reading]]) -> tuple[Candidate, ...]:
    return tuple(one for one, _ in readings[:SAYING])


def _weighed(readings: Sequence[tuple[Candidate, Reading]]) -> float:
    return sum(_weight(one) for one, _ in readings)


def _weight(candidate: Candidate) -> float:
    """As the sentence is relevant; a conclusion weighs more than a result."""
    return candidate.relevance**2 * (1.5 if candidate.sentence.role is Role.CONCLUSIONS else 1.0)
