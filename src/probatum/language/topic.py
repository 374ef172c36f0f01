"""What a question is about: its condition, whom, which treatment against which, and what comes of it.

Read from the PICO of the question (:mod:`probatum.language.pico`) and from the nature of what it names: a
medicine or a test is a treatment wherever it stands, a disease is none. The words are those of the question.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from probatum.language.drugs import drug_mentions
from probatum.language.vocabulary import Vocabulary
from probatum.records.question import Concept, Question
from probatum.records.thread import Topic

TREATMENT, DISEASE, OUTCOME, PEOPLE, OTHER = "treatment", "disease", "outcome", "people", "other"


@cache
def followups() -> dict[str, Any]:
    """The word lists and forms of ``followups.toml``."""
    return tomllib.loads(resources.files("probatum.language").joinpath("followups.toml").read_text("utf-8"))


@cache
def words_of(name: str) -> re.Pattern[str]:
    """One of its word lists, as whole words."""
    return re.compile(rf"(?<![\w-])(?:{followups()['words'][name]})(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One thing that a text names, and of what nature it is: ``text[start:end]``."""

    words: str
    nature: str
    start: int
    end: int
    concept: Concept


#: A disease by its name, with the words before it that are no part of the sentence.
_DISEASE = re.compile(
    r"(?<![\w-])(?:(?!(?:an?|the|in|of|with|for|on|at|to|is|are|was|does|do|can|could|how|what|which|why|when|who|"
    r"and|or|by|from|cause|causes|have|has|treat|people|patients|most|about|this|that|these|common|his|her|my|your|"
    r"their|other|any|no|without|during|after|be|been|monitoring|monitored|treated|managing|treating|"
    r"predict)\b)[\w'’-]+ ){0,2}"
    r"(?:\w*(?:itis|pathy|pathies|rheumatica|algia|omas?|sclerosis|psoriasis)|disease|diseases|syndrome|disorder|"
    r"cancer|carcinoma|leuka?emia|arthritis|diabetes|heart failure|fibrillation|dystrophy|asthma|COPD|"
    r"epilepsy|migraine|hypertension|ana?emia|lupus|gout)(?![\w-])",
    re.IGNORECASE,
)
#: Whom a question is about, with the preposition: "in older people", "among women over 65".
_WHOM = re.compile(
    r"(?<![\w-])(?P<prep>in|among|for|during|of) (?P<whom>(?!(?:the )?treatment|which|what)"
    r"(?:(?!in\b|with\b|for\b|of\b|or\b|and\b|than\b)[\w'-]+ ){0,3}?"
    rf"(?:{followups()['words']['people']})"
    r"(?: (?:over|under|above|below|older than|younger than) (?:the age of )?\d+|"
    r" aged? [\w-]+(?: and (?:over|older|above))?|"
    r" (?:on|taking|after|without) (?!with\b)[\w-]+(?: (?!with\b|in\b|and\b)[\w-]+)?)?)"
    r"(?= (?:with|who|and|in|after|on|taking|of|for)\b|[?.,;]|$)",
    re.IGNORECASE,
)
#: The same where they come first: "Should frail older people with …".
_WHO = re.compile(
    rf"^(?:\w+ )(?P<whom>(?:[\w-]+ ){{0,2}}?(?:{followups()['words']['people']}))(?= with\b)", re.IGNORECASE
)
#: People of no kind: who they are is said by what follows.
_ANYBODY = re.compile(r"^(?:the )?(?:people|patients|persons?|individuals|those|adults)$", re.IGNORECASE)
_AGAINST = re.compile(
    r"\b(?:than|versus|vs\.?|compared (?:with|to)|or|against|to)\s+(?:the )?$", re.IGNORECASE
)
_ONE_OF_MANY = re.compile(r"^(?:which|what|are|any|other|some)\b", re.IGNORECASE)


def named(text: str, vocabulary: Vocabulary) -> tuple[Named, ...]:
    """What a text names, in its order; of what overlaps the longest."""
    found = [
        Named(words=text[one.start : one.end], nature="", start=one.start, end=one.end, concept=one.concept)
        for one in vocabulary.mentions(text)
    ]
    found += [_plainly(text, one.start, one.end, TREATMENT) for one in drug_mentions(text) if one.sure]
    found += [_plainly(text, *match.span(), TREATMENT) for match in words_of("treatments").finditer(text)]
    kept = _apart(found)
    kept = _apart([*kept, *_diseases(text, kept)])
    happens = [_plainly(text, *match.span(), OUTCOME) for match in words_of("outcomes").finditer(text)]
    free = [one for one in happens if all(one.end <= two.start or one.start >= two.end for two in kept)]
    return tuple(_joined(text, [_natured(one) for one in _apart([*kept, *free])]))


def _diseases(text: str, kept: Sequence[Named]) -> list[Named]:
    """Diseases that no list names, without the words before them that are something else."""
    found = []
    for match in _DISEASE.finditer(text):
        start, end = match.span()
        start = max([start, *(one.end for one in kept if start < one.end < end)])
        words = text[start:end].lstrip()
        while " " in words and words_of("generic").fullmatch(words.split()[0]):
            words = words.split(" ", 1)[1]
        if words and all(one.end <= end - len(words) or one.start >= end for one in kept):
            found.append(_plainly(text, end - len(words), end, DISEASE))
    return found


def _plainly(text: str, start: int, end: int, nature: str) -> Named:
    return Named(
        words=text[start:end], nature=nature, start=start, end=end, concept=Concept(text=text[start:end])
    )


def _apart(found: Iterable[Named]) -> list[Named]:
    """No two that overlap: the longest stay, of those as long the first; a known nature is kept."""
    kept: list[Named] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, one.nature == "", one.start)):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _natured(one: Named) -> Named:
    if one.nature:
        return one
    names = (one.words, one.concept.preferred)
    return Named(words=one.words, nature=_nature(names), start=one.start, end=one.end, concept=one.concept)


def _nature(names: Sequence[str]) -> str:
    if any(_is_drug(name) for name in names) or any(words_of("treatments").fullmatch(name) for name in names):
        return TREATMENT
    if any(words_of("outcomes").fullmatch(name) for name in names):
        return OUTCOME
    if any(words_of("people").fullmatch(name) for name in names):
        return PEOPLE
    if any(words_of("diseases").search(name) for name in names if name):
        return DISEASE
    return OTHER


def _is_drug(name: str) -> bool:
    return any((one.start, one.end) == (0, len(name)) for one in drug_mentions(name))


def _joined(text: str, found: Sequence[Named]) -> list[Named]:
    """A medicine right before a disease is part of its name: immune checkpoint inhibitor myositis."""
    joined: list[Named] = []
    for one in found:
        last = joined[-1] if joined else None
        if (
            last is not None
            and one.nature == DISEASE
            and (last.nature in (DISEASE, OTHER) or _is_drug(last.words))
            and text[last.end : one.start] == " "
        ):
            joined[-1] = Named(
                words=text[last.start : one.end],
                nature=DISEASE,
                start=last.start,
                end=one.end,
                concept=one.concept,
            )
        else:
            joined.append(one)
    return joined


def whom_of(text: str) -> re.Match[str] | None:
    """Where a text says whom it is about; people of no kind do not count."""
    for match in _WHOM.finditer(text):
        if not _ANYBODY.match(match["whom"]):
            return match
    return None


def topic_of(question: Question, vocabulary: Vocabulary) -> Topic:
    """What a question is about. Pure; what it does not name is empty."""
    text = question.text
    found = [one for one in named(text, vocabulary) if one.nature != PEOPLE]
    when = _CIRCUMSTANCE.search(text)
    upto = when.start() if when else len(text)
    treatments = [
        one for one in found if one.nature == TREATMENT and not _asked_for(text, one) and one.start < upto
    ]
    acts = [one for one in treatments if not _is_against(text, one, question)]
    against = [one for one in treatments if one not in acts]
    condition, outcome = _condition_and_outcome(question, found)
    whom = whom_of(text)
    who = _WHO.search(text)
    return Topic(
        condition=condition,
        people=whom[0] if whom else f"in {who['whom']}" if who else _circumstance(text),
        intervention=acts[0].words if acts else "",
        comparator=against[0].words if against and acts else "",
        outcome=outcome,
    )


#: When or in what state, at the end of a question: "before surgery", "on dialysis".
_CIRCUMSTANCE = re.compile(
    r"(?<![\w-])(?:(?:before|after|during|without)(?: an?| the)?(?: [\w-]+){1,3}|"
    r"on (?:dialysis|treatment|steroids))(?=[?.]?$)",
    re.IGNORECASE,
)


def _circumstance(text: str) -> str:
    match = _CIRCUMSTANCE.search(text)
    return match[0] if match else ""


def _asked_for(text: str, one: Named) -> bool:
    """Whether the word is what is asked for: "Which anticoagulant is best"."""
    before = text[: one.start].strip()
    return bool(before) and _ONE_OF_MANY.match(before) is not None and len(before.split()) == 1


def _is_against(text: str, one: Named, question: Question) -> bool:
    told = {concept.text.casefold() for concept in question.pico.comparator}
    return one.words.casefold() in told or bool(_AGAINST.search(text[: one.start]))


def _condition_and_outcome(question: Question, found: Sequence[Named]) -> tuple[str, str]:
    outcomes = {concept.text.casefold() for concept in question.pico.outcome}
    people = {concept.text.casefold() for concept in question.pico.population}
    diseases = [one for one in found if one.nature == DISEASE]
    at = [one for one in diseases if one.words.casefold() in people]
    conditions = at or [one for one in diseases if one.words.casefold() not in outcomes] or diseases
    chosen = conditions[-1] if at and len(at) > 1 and "turn into" not in question.text else None
    condition = chosen or (conditions[0] if conditions else None)
    others = [one for one in found if one.nature in (OUTCOME, DISEASE, OTHER) and one is not condition]
    told = [one for one in others if one.nature == OUTCOME or one.words.casefold() in outcomes]
    outcome = (told or others)[:1]
    if outcome:
        return condition.words if condition else "", outcome[0].words
    plain = [
        concept.text
        for concept in question.pico.outcome
        if concept.text and not condition_is(condition, concept)
    ]
    return condition.words if condition else "", plain[0] if plain else ""


def condition_is(condition: Named | None, concept: Concept) -> bool:
    """Whether a concept is the condition itself."""
    return condition is not None and concept.text.casefold() in condition.words.casefold()
