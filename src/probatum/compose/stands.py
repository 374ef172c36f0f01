"""How one sentence stands to what a yes/no question puts forward: affirms it, denies it, turns it round."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from probatum.compose.asks import (
    asks_cause,
    asks_safe,
    asks_worth,
    says_safe,
    says_unsafe,
    speaks_of_harm,
)
from probatum.compose.outline import divides_a_whole
from probatum.compose.relevance import FORM_WORDS
from probatum.language.drugs import drug_mentions, members
from probatum.language.polarity import CueKind, Direction, Polarity, polarity
from probatum.language.tokens import analyse
from probatum.records.question import Concept, Question

_MOVES = frozenset({Direction.INCREASE, Direction.DECREASE})
_REVERSED = {Direction.INCREASE: Direction.DECREASE, Direction.DECREASE: Direction.INCREASE}

_TELLING = (CueKind.BETTER, CueKind.WORSE, CueKind.NO_DIFFERENCE, CueKind.INCREASE, CueKind.DECREASE)

#: From so many results in one sentence the one that is asked about is read.
MANY_CLAUSES = 2

#: A shorter name is an abbreviation that stands in many words.
SHORTEST_NAME = 3

#: A sentence that has so many of the question's words says the thing itself; one that has so many, and a
#: share, says that it happens.
MOST_WORDS, SOME_WORDS = 0.6, 0.4

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

_RATIO = re.compile(
    r"\b(?:HR|OR|RR|IRR|hazard ratio|odds ratio|relative risk|risk ratio|rate ratio)\b[^\d%]{0,20}(\d+\.\d+)"
)
#: The interval that follows a ratio.
_INTERVAL = re.compile(
    r"^[^;a-zA-Z]{0,16}?(?:9\d(?:\.\d+)?\s?% ?(?:CI|confidence interval|CrI)[:,]? ?)?"
    r"(\d+\.\d+)\s?(?:-|–|to)\s?(\d+\.\d+)"
)
#: After a ratio the next of a list ("lixisenatide 1.02, exenatide 0.91").
_NEXT_OF_LIST = re.compile(r"^,? (?:and )?[A-Za-z][\w-]+(?: \d+)? \d+\.\d+")
#: Two proportions side by side, the treatment's first: ``2.13% v 3.09%``. Joined by "and" they may be two
#: kinds of people: there the control has to be named (``24% on X and 58% on placebo``).
_PAIR = re.compile(
    r"(\d+(?:\.\d+)?)\s?%\)?[^.;%\d]{0,60}? (?:(?:v|vs\.?|versus|compared with|against) "
    r"[^.;%]{0,25}?(\d+(?:\.\d+)?)\s?%|"
    r"and [^.;%]{0,25}?(\d+(?:\.\d+)?)\s?%\)? (?:on|with|in|for|of) (?:the )?(?:\w+ )?"
    r"(?:placebo|controls?|usual|standard|untreated)\b)"
)
_CONTROL_FIRST = re.compile(
    r"(\d+(?:\.\d+)?)\s?%\)? (?:on|with|in|for) (?:the )?(?:placebo|controls?|usual|standard)\b"
    r"[^.;%]{0,40}? and [^.;%]{0,25}?(\d+(?:\.\d+)?)\s?%",
    re.IGNORECASE,
)
#: A sentence that asks, plans or examines tells nothing yet.
_INQUIRES = re.compile(
    r"\b(?:assess|investigat|examin|evaluat|stud(?:y|ied|ying)|determin|test(?:ed|ing)|compar)\w* "
    r"(?:\w+ ){0,6}(?:of|whether|if|the effect)\b|\bwhether\b|\baim(?:s|ed)? (?:to|of)\b|"
    r"\b(?:we|study|trial) aim|\b(?:needed|warranted|required) to\b|\bhypothesi[sz]",
    re.IGNORECASE,
)
_ASKS_AS_GOOD = re.compile(
    r"\bas (?:\w+ ){1,2}as\b|\b(?:equivalent|comparable|similar|non-?inferior)\b", re.IGNORECASE
)
_GOOD = re.compile(
    r"\b(?:remission|respon|surviv|improve|success|cure|recover|benefit|achiev|reach|met\b|favou?rabl)\w*",
    re.IGNORECASE,
)
#: Words after which stands what something is compared with.
_COMPARED = re.compile(r"\b(?:than|versus|vs\.?|v|compared (?:with|to)|against|over|instead of)\b")

#: Before what somebody's treatment is changed to.
_SWITCHED_TO = re.compile(
    r"\b(?:switch|chang|convert|transition)(?:ed|es?|ing|s)?(?: over)?\b[^.;:]{0,80}? (?:on)?to "
    r"(?:an? |the )?"
)

_WORD = re.compile(r"[\w-]+")
_NON = re.compile(r"\bnon-([a-z]{4,})")

#: A plain statement that something happens: it affirms a question that asks whether it can.
_OCCURS = re.compile(
    r"\b(?:occur(?:s|red)?|was seen|were seen|observed|develop(?:s|ed)?|common(?:ly)?|frequent(?:ly)?|often|"
    r"usual(?:ly)?|known to)\b|\b[1-9]\d*(?:\.\d+)?\s?%|\b[1-9]\d* of \d",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """How one sentence stands to what the question puts forward."""

    denies: bool
    affirms: bool
    opposite: bool
    states: bool
    alike: bool
    unknown: bool
    better: bool
    worse: bool


@dataclass(frozen=True, slots=True)
class Arms:
    """The two treatments that a question compares, each under all its names, in lower case."""

    treatment: tuple[str, ...]
    comparator: tuple[str, ...]


def arms_of(question: Question) -> Arms | None:
    """The treatments that a question compares; None where it does not compare two."""
    pico = question.pico
    treatment, comparator = names_of(pico.intervention), names_of(pico.comparator)
    return Arms(treatment, comparator) if treatment and comparator else None


def names_of(concepts: Iterable[Concept], shortest: int = SHORTEST_NAME) -> tuple[str, ...]:
    """All names of the concepts that are long enough, and of the members of a class, in lower case."""
    names = (
        name for one in concepts for name in (one.text, one.preferred, *one.synonyms, *members(one.preferred))
    )
    return tuple(dict.fromkeys(name.lower() for name in names if len(name) >= shortest))


def told_by(question: Question) -> tuple[str, ...]:
    """The words by which a result tells what is asked.

    They are the names of the outcome; where none is known, the words of the question that name no concept.
    """
    pico = question.pico
    if outcome := names_of(pico.outcome, shortest=1):
        return outcome
    concepts = (*pico.population, *pico.intervention, *pico.comparator)
    named = _form() | {token for name in names_of(concepts, shortest=1) for token in analyse(name)}
    words = (word.lower() for word in _WORD.findall(question.text))
    return tuple(word for word in words if (tokens := frozenset(analyse(word))) and not tokens <= named)


def asks_as_good(question: str) -> bool:
    """Whether it is asked if one thing is as good as another, so that no difference is a yes."""
    return bool(_ASKS_AS_GOOD.search(question))


def read(
    question: str, sentence: str, arms: Arms | None = None, title: str = "", also: Sequence[str] = ()
) -> Reading:
    """Read one sentence against the question. Pure; by words and numbers alone.

    ``also`` are names of the outcome that is asked about, or words that tell it; by them the result that says
    it is found where the sentence has several.

    Where the question compares two treatments (``arms``), what is said of the one that stands first in the
    sentence, else in the ``title`` of its work, is turned to the one asked about; where that cannot be told,
    the sentence neither affirms nor opposes.
    """
    clause = _clause(question, also, sentence)
    order = 1 if arms is None else _order(arms, clause, title)
    clause = clause if arms is None else _own_part(arms.treatment, clause)
    said = _with_numbers(polarity(clause), clause)
    said = _turned(said, order)
    if asks_as_good(question):
        return _as_good(said)
    if asks_safe(question) and not (arms and speaks_of_harm(clause)):
        return _as_safe(said, clause, compared=arms is not None)
    if _not_shown(said):  # too few may have been seen for it: neither for nor against
        said = replace(said, negated=False)
    asked = polarity(question).direction
    alike = _finds_alike(said) or (arms is not None and _leaves_open(said, clause))
    if not order:
        return _reading(said, denies=False, affirms=False, opposite=False, alike=alike)
    turned = {asked, said.direction} == {Direction.INCREASE, Direction.DECREASE}
    wanted = bool(polarity(question).of(CueKind.BETTER))
    worse = wanted and said.better is False and not alike
    feared = bool(polarity(question).of(CueKind.WORSE)) and said.better is True and not alike
    opposite = turned or worse or feared or _has_opposite(question, clause)
    states = not said.negated and not opposite and _restated(question, sentence) >= MOST_WORDS
    stated = said.direction in _MOVES or bool(said.of(CueKind.ASSOCIATION, CueKind.CAUSAL, CueKind.BETTER))
    occurs = arms is None and asked is Direction.UNSTATED and _happens(question, sentence, also)
    says_it = states and asked not in _MOVES and not asks_worth(question)
    stated = stated or says_it or occurs or (wanted and said.better is True)
    stated = stated and not (said.uncertain or _INQUIRES.search(clause) or _beside(question, said))
    return _reading(
        said,
        denies=said.negated,
        affirms=stated and not (said.negated or alike or opposite or said.significant is False),
        opposite=opposite and not said.negated,
        states=states,
        alike=alike,
    )


def _reading(
    said: Polarity, *, denies: bool, affirms: bool, opposite: bool, states: bool = False, alike: bool = False
) -> Reading:
    return Reading(
        denies=denies,
        affirms=affirms,
        opposite=opposite,
        states=states,
        alike=alike,
        unknown=said.uncertain,
        better=said.better is True,
        worse=said.better is False,
    )


def _happens(question: str, sentence: str, also: Sequence[str]) -> bool:
    """Whether the sentence says that what is asked about happens, to a question that asks no more."""
    if asks_worth(question) or not _OCCURS.search(sentence) or divides_a_whole(sentence):
        return False
    tokens = frozenset(analyse(sentence))
    if also:
        return any(frozenset(analyse(name)) <= tokens for name in also)
    return _restated(question, sentence) >= SOME_WORDS


def compares(sentence: str) -> bool:
    """Whether a sentence sets one group against another, in words or by figures side by side."""
    by_figures = (_RATIO, _PAIR, _CONTROL_FIRST)
    return polarity(sentence).comparative or any(one.search(sentence) for one in by_figures)


def _beside(question: str, said: Polarity) -> bool:
    """Whether what is found does not bear on what is asked: a worsening on whether something helps, a gain on
    whether it is the cause of harm."""
    if asks_cause(question):
        return said.better is True or said.direction is Direction.DECREASE
    return asks_worth(question) and said.better is False


def _as_safe(said: Polarity, clause: str, *, compared: bool) -> Reading:
    """Of a question whether something is safe: only what speaks of harm tells, and not that some was seen."""
    tells = not (compared or said.uncertain or _INQUIRES.search(clause))
    safe, unsafe = tells and says_safe(clause), tells and says_unsafe(clause)
    return _reading(said, denies=False, affirms=safe, opposite=unsafe)


def second_named(names: Sequence[str], sentence: str) -> bool:
    """Whether a treatment stands only as what another one is compared with.

    >>> second_named(("azathioprine",), "Survival was higher with methotrexate than azathioprine.")
    True
    """
    text = sentence.lower()
    place = _place(names, text)
    compared = _COMPARED.search(text)
    return place is not None and compared is not None and compared.start() < place


def _finds_alike(said: Polarity) -> bool:
    """Whether a sentence finds no difference; one that finds something better too speaks of several."""
    alike = said.direction is Direction.NONE or bool(said.of(CueKind.NO_DIFFERENCE))
    return alike and not said.of(CueKind.BETTER)


def _not_shown(said: Polarity) -> bool:
    """Whether a sentence only gives figures and calls their difference not significant."""
    told = said.of(CueKind.ASSOCIATION, CueKind.CAUSAL, CueKind.BETTER, CueKind.INCREASE, CueKind.DECREASE)
    return said.significant is False and said.direction is Direction.UNSTATED and not told


def _as_good(said: Polarity) -> Reading:
    """Of a question whether one is as good as the other: alike or better affirms, worse opposes."""
    alike = _finds_alike(said)
    return _reading(
        said,
        denies=False,
        affirms=alike or said.better is True,
        opposite=said.better is False and not alike,
        alike=alike,
    )


def _order(arms: Arms, clause: str, title: str) -> int:
    """1 where the treatment asked about stands first, -1 where the comparator does, 0 where none is told.

    What somebody is switched to stands first, wherever the words are: its result is told.
    """
    for text in (clause.lower(), title.lower()):
        if switched := _SWITCHED_TO.search(text):
            to = text[switched.end() :]
            for names, order in ((arms.treatment, 1), (arms.comparator, -1)):
                if any(to.startswith(name) for name in names):
                    return order
        if compared := _COMPARED.search(text):  # "v warfarin: apixaban 0.82"
            after = text[compared.end() :].lstrip()
            for names, order in ((arms.comparator, 1), (arms.treatment, -1)):
                if any(after.startswith(name) for name in names):
                    return order
        first, second = _place(arms.treatment, text), _place(arms.comparator, text)
        if first is not None and second is not None and first != second:
            return 1 if first < second else -1
    return int(_against_nothing(arms, f"{clause} {title}"))


#: Of what these are compared with a trial of one treatment seldom says more than its figures.
_NO_TREATMENT = frozenset({"placebo", "no treatment", "usual care", "standard care"})


def _against_nothing(arms: Arms, text: str) -> bool:
    """Whether no more than the treatment asked about is named, and it is asked against no treatment."""
    named = [text[one.start : one.end].lower() for one in drug_mentions(text) if one.sure]
    named = [one for one in named if one not in _NO_TREATMENT]
    own = [one for one in named if any(name in one or one in name for name in arms.treatment)]
    return not _NO_TREATMENT.isdisjoint(arms.comparator) and bool(own) and len(own) == len(named)


def _place(names: Sequence[str], text: str) -> int | None:
    return min((text.find(name) for name in names if name in text), default=None)


def _turned(said: Polarity, order: int) -> Polarity:
    """What is said of the first of two treatments, as it goes for the one asked about."""
    if order == 1:
        return said
    if order == 0:
        return replace(said, direction=_only_alike(said.direction), better=None)
    turned = _REVERSED.get(said.direction, said.direction)
    return replace(said, direction=turned, better=None if said.better is None else not said.better)


def _only_alike(direction: Direction) -> Direction:
    return direction if direction is Direction.NONE else Direction.UNSTATED


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
    return pairs or any(thing in asked and f"non-{thing}" not in asked for thing in those_without(said))


def those_without(text: str) -> list[str]:
    """What those of whom a text tells do not have or do: "exercising" of "non-exercising". Pure."""
    return _NON.findall(text.lower())


def _clause(question: str, outcome: Sequence[str], sentence: str) -> str:
    """Of several results in one sentence the one that speaks most of the outcome, then of what is asked; the
    first of equals."""
    clauses = [clause for clause in sentence.split("; ") if clause.strip()]
    asked, names = frozenset(analyse(question)), [analyse(name) for name in outcome]
    if len(clauses) < MANY_CLAUSES:
        return _tail_or_head(sentence, names)
    told = frozenset(token for name in names for token in name)
    heads = frozenset(name[-1] for name in names if name)

    def speaks(clause: str) -> tuple[bool, int, int]:
        tokens = frozenset(analyse(clause))
        return bool(heads & tokens), len(told & tokens), len((asked | told) & tokens)

    return _tail_or_head(max(clauses, key=speaks), names)


#: What begins a result that is told in passing: "better for stroke, with similar bleeding".
_IN_PASSING = re.compile(
    r"(?<!associated)(?<!linked)(?<!correlated)(?<!patients)(?<!people)(?<!those),? (?:but )?with "
    r"(?=(?:similar|comparable|less|more|fewer|no)\b)"
)


def _tail_or_head(clause: str, names: Sequence[Sequence[str]]) -> str:
    """Of a result and one told in passing behind it the one that names the outcome, where only one does."""
    parts = _IN_PASSING.split(clause)
    if len(parts) < MANY_CLAUSES:
        return clause
    told = [part for part in parts if any(set(name) <= set(analyse(part)) for name in names if name)]
    return told[0] if len(told) == 1 else clause


def _own_part(names: Sequence[str], clause: str) -> str:
    """Of a list in which each part tells of other medicines ("A and B superior, C similar") the part with the
    one asked about; else all of it.
    """
    parts = clause.split(", ")
    own = [part for part in parts if any(name in part.lower() for name in names)]
    others = [part for part in parts if part not in own and drug_mentions(part)]
    tells = len(own) == 1 and bool(polarity(own[0]).of(*_TELLING))
    return own[0] if tells and any(polarity(part).of(*_TELLING) for part in others) else clause


def _with_numbers(said: Polarity, sentence: str) -> Polarity:
    """The direction that numbers tell where words tell none: a ratio below 1, a smaller first proportion."""
    if said.direction is not Direction.UNSTATED or said.negated or said.significant is False:
        return said
    change = _by_ratio(sentence) if _RATIO.search(sentence) else _by_pair(sentence)
    if not change:
        return said
    direction = Direction.DECREASE if change < 0 else Direction.INCREASE
    good = bool(_GOOD.search(sentence))
    return replace(said, direction=direction, better=good is (change > 0))


def _by_ratio(sentence: str) -> int:
    """-1 for a ratio below 1, 1 for one above; 0 where it tells none.

    It tells none where the interval beside it holds 1, where it is one of a list, and where the ratios of the
    sentence do not all go the same way.
    """
    ways = {_way(match, sentence) for match in _RATIO.finditer(sentence)}
    return ways.pop() if len(ways) == 1 else 0


def _leaves_open(said: Polarity, sentence: str) -> bool:
    """Whether the ratios of two treatments leave open which of them does better."""
    return said.direction is Direction.UNSTATED and any(
        _way(match, sentence) == 0 and _INTERVAL.match(sentence[match.end() :])
        for match in _RATIO.finditer(sentence)
    )


def _way(ratio: re.Match[str], sentence: str) -> int:
    estimate, rest = float(ratio[1]), sentence[ratio.end() :]
    interval = _INTERVAL.match(rest)
    open_ = interval is not None and float(interval[1]) <= 1 <= float(interval[2])
    if open_ or _NEXT_OF_LIST.match(rest):
        return 0
    return (estimate > 1) - (estimate < 1)


def _by_pair(sentence: str) -> int:
    """The same of two proportions side by side."""
    control, pair = _CONTROL_FIRST.search(sentence), _PAIR.search(sentence)
    if control:
        first, second = float(control[2]), float(control[1])
    elif pair:
        first, second = float(pair[1]), float(pair[2] or pair[3])
    else:
        return 0
    return (first > second) - (first < second)
