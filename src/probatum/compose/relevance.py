"""How much a sentence tells about what was asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from probatum.language.drugs import members
from probatum.language.limits import without_ages_and_weights
from probatum.language.people import People, people_said, told
from probatum.language.tokens import analyse, token_set
from probatum.language.wider import wider_names
from probatum.records.evidence import Found
from probatum.records.passage import Role, Sentence, TextKind
from probatum.records.question import Concept, Question
from probatum.records.source import Source

#: Words of a question that say what form the answer has, not what it is about.
FORM_WORDS = (
    "what which who whom whose when where why how is are was were do does did can could should would will "
    "may might has have had be been being "
    "happen happens list describe name mention explain please tell me about there "
    "any many much most used use using known main role common type types kind different currently"
)

#: How names of procedures, states and tests end in English; and words that end so and name nothing.
_THING = re.compile(
    r"\b\w{3,}(?:tion|[aeiy]sis|itis|oma|omy|pathy|a?emia|gram|scopy|plasty|ancy|ency|plant|stent|surgery|graft|"
    r"valve|fasting)s?\b",
    re.IGNORECASE,
)
#: The section of a note that says in a few words what its work found.
SUMMARY = "Summary"

#: Whom a wider name takes in: what is told of adults may be told of older people.
_WIDER = {
    "older people": ("adults",),
    "young adults": ("adults",),
    "adolescents": ("children",),
    "infants": ("children",),
    "newborns": ("children", "infants"),
}
_DISEASE = frozenset(analyse("disease"))
#: Names of harm at large: which harms there are is told by naming one, and seldom in these words.
_HARMS = re.compile(r"\b(?:side[- ]effects?|adverse (?:effects?|events?|reactions?))\b", re.IGNORECASE)
_NO_THING = (
    "function progression reduction prevention association recommendation evaluation action duration "
    "question indication administration combination relation correlation efficiency frequency "
    "interaction contribution application regulation expression activation inhibition mutation analysis "
    "hypothesis population option information condition position proportion concentration "
)

#: What is believed of a sentence by its role, before it is read: results and conclusions tell.
ROLE_PRIOR = {
    Role.RESULTS: 0.9,
    Role.CONCLUSIONS: 1.0,
    Role.BACKGROUND: 0.6,
    Role.OBJECTIVE: 0.2,
    Role.METHODS: 0.15,
    Role.OTHER: 0.3,
    None: 0.7,
}


@dataclass(frozen=True, slots=True)
class Group:
    """One concept of the question: the token sets under which it goes, and what it weighs.

    ``known``: the vocabulary has it; else it was read by its place in the question. ``wider`` are the wider
    names of the people asked about.
    """

    part: str
    weight: float
    variants: tuple[frozenset[str], ...]
    known: bool = False
    wider: tuple[frozenset[str], ...] = ()

    def matched(self, tokens: frozenset[str] | set[str]) -> float:
        """How much of the best variant stands in ``tokens``, 0 to 1."""
        if any(variant <= tokens for variant in self.variants):
            return 1.0
        return max((len(v & tokens) / len(v) for v in self.variants), default=0.0) * 0.5


def any_met(groups: Iterable[Group], tokens: frozenset[str]) -> bool:
    """Whether one of the concepts stands whole in ``tokens``."""
    return any(group.matched(tokens) == 1.0 for group in groups)


def all_met(groups: Iterable[Group], tokens: frozenset[str]) -> bool:
    """Whether each of the concepts stands whole in ``tokens``."""
    return all(group.matched(tokens) == 1.0 for group in groups)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a question is about: its concepts, and each of its telling words with its weight.

    ``things`` are those of the words that belong to no concept and by their form name a procedure, a state or
    a test all the same ("ablation"). ``people`` are whom the question plainly names, ``asked`` are its words.
    """

    groups: tuple[Group, ...]
    terms: Mapping[str, float]
    things: frozenset[str] = frozenset()
    people: tuple[People, ...] = ()
    asked: str = ""

    def part(self, part: str) -> tuple[Group, ...]:
        """The groups of one part of the PICO (``P``, ``I``, ``C``, ``O``)."""
        return tuple(group for group in self.groups if group.part == part)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that an answer could quote.

    ``about`` are the tokens of everything around it; ``people`` of what says whom its work is about; ``work``
    those of ``about`` with the summary of a note: a fact of it leaves to that what was compared with what.
    """

    found: Found
    sentence: Sentence
    tokens: frozenset[str]
    about: frozenset[str]
    people: frozenset[str]
    relevance: float = 0.0
    work: frozenset[str] = frozenset()

    @property
    def source(self) -> Source:
        """The work that it comes from."""
        return self.found.source


def subject_of(question: Question, rarity: Mapping[str, float]) -> Subject:
    """Read the question as token sets. ``rarity`` is the idf of its terms; an unknown term is the rarest."""
    form = frozenset(analyse(FORM_WORDS))
    asked = without_ages_and_weights(_HARMS.sub(" ", question.text))
    terms = [term for term in dict.fromkeys(analyse(asked)) if term not in form]
    rarest = max(rarity.values(), default=1.0)
    weights = {term: rarity.get(term, rarest) for term in terms}
    pico = question.pico
    parts = (("P", pico.population), ("I", pico.intervention), ("C", pico.comparator), ("O", pico.outcome))
    groups = tuple(
        group
        for part, concepts in parts
        for group in (_group(part, concept, rarity, rarest) for concept in concepts)
        if group.variants
    )
    named = {term for group in groups for variant in group.variants for term in variant}
    things = frozenset(analyse(" ".join(match[0] for match in _THING.finditer(question.text))))
    things = things & frozenset(weights) - named - frozenset(analyse(_NO_THING))
    return Subject(groups, weights, things, people_said(question.text), question.text.lower())


def _group(part: str, concept: Concept, rarity: Mapping[str, float], rarest: float) -> Group:
    names = [concept.text, concept.preferred, *concept.synonyms]
    if part in ("I", "C"):
        # What a class does is told of its members, each under its own name.
        names += members(concept.preferred)
    sets = [frozenset(analyse(name)) for name in names if name]
    if part == "O":
        sets += [one - _DISEASE for one in sets]  # of a kidney disease "kidney events" tell as well
    variants = tuple(dict.fromkeys(one for one in sets if one))
    own = analyse(concept.text)
    weight = max((rarity.get(term, rarest) for term in own), default=1.0)
    wider = tuple(frozenset(analyse(name)) for name in wider_names(concept.preferred)) if part == "P" else ()
    return Group(part, weight, variants, bool(concept.preferred or concept.mesh), wider)


def context_tokens(found: Found) -> tuple[frozenset[str], frozenset[str]]:
    """What says what a passage is about, and what says of whom: both as tokens.

    The first are those of title, population, subject headings and text. The second are the same, but for a
    house note without its text: one fact of it can name a disease as a mere sign of another.
    """
    source = found.source
    words: Iterable[str] = (
        source.title or "",
        source.population or "",
        *source.keywords,
        *(heading.descriptor for heading in source.mesh),
    )
    outside = frozenset[str]().union(*map(token_set, words))
    about = outside | token_set(found.passage.text)
    return about, outside if found.passage.kind is TextKind.NOTE and outside else about


def candidates(found: Iterable[Found]) -> list[Candidate]:
    """Every sentence of the passages found, with its tokens."""
    held = list(found)
    summaries = {
        one.source.id: frozenset(analyse(one.passage.text)) for one in held if one.passage.section == SUMMARY
    }
    listed = []
    for one in held:
        about, people = context_tokens(one)
        note = one.passage.kind is TextKind.NOTE
        work = about | summaries.get(one.source.id, frozenset()) if note else about
        for sentence in one.passage.sentences:
            tokens = frozenset(analyse(sentence.text))
            listed.append(Candidate(one, sentence, tokens, about, people, work=work))
    return listed


def coverage(subject: Subject, tokens: frozenset[str]) -> float:
    """How much of what is asked about is spoken of in ``tokens``, 0 to 1, weighed by rarity.

    A word counts as there when it stands there itself or when a synonym of its concept does. Words that
    belong to no concept ("safer", "cure") say how it is asked more than what, and weigh less.
    """
    named = {term for group in subject.groups for term in group.variants[0]}
    weights = {
        term: weight * (1.0 if term in named or not named else UNNAMED)
        for term, weight in subject.terms.items()
    }
    met = {
        term
        for group in subject.groups
        if any(variant <= tokens for variant in group.variants)
        for term in group.variants[0]
    }
    there = sum(weight for term, weight in weights.items() if term in tokens or term in met)
    return there / (sum(weights.values()) or 1.0)


#: What a word of the question that belongs to no concept weighs beside one that does.
UNNAMED = 0.35

#: How the parts of a question weigh, in the sentence itself and in what surrounds it.
IN_SENTENCE = {"P": 0.5, "I": 1.0, "C": 0.6, "O": 1.2}
IN_CONTEXT = {"P": 1.0, "I": 0.6, "C": 0.3, "O": 0.2}


def relevance(subject: Subject, candidate: Candidate, best_score: float) -> float:
    """How much the candidate tells about the subject, from 0 upwards; about 1 is good.

    The sum of: concepts met in the sentence and around it, words of the question in the sentence (by
    rarity), the rank that search gave the passage, and what the sentence's role promises.
    """
    total = sum(subject.terms.values()) or 1.0
    words = sum(weight for term, weight in subject.terms.items() if term in candidate.tokens) / total
    concepts = _concepts_met(subject, candidate)
    rank = candidate.found.score / best_score if best_score > 0 else 0.0
    prior = ROLE_PRIOR[candidate.sentence.role]
    return (0.45 * words + 0.35 * concepts + 0.2 * min(rank, 1.0)) * (0.55 + 0.45 * prior)


def _concepts_met(subject: Subject, candidate: Candidate) -> float:
    possible = sum(IN_SENTENCE[group.part] + IN_CONTEXT[group.part] for group in subject.groups)
    if not possible:
        return 0.0
    met = sum(
        IN_SENTENCE[group.part] * group.matched(candidate.tokens)
        + IN_CONTEXT[group.part] * group.matched(candidate.about)
        for group in subject.groups
    )
    return met / possible


def of_others(subject: Subject, candidate: Candidate) -> bool:
    """Whether a sentence with what stands around it names other people in a way of being that is asked about.

    Of preserved ejection fraction is asked, and only reduced ejection fraction is spoken of.
    """
    if not subject.people:
        return False
    source = candidate.source
    text = f"{source.title or ''}. {source.population or ''}. {candidate.sentence.text}"
    named = [(one.slot, one.value) for one in people_said(text)]
    return any(
        any(slot == one.slot and value not in _WIDER.get(one.value, ()) for slot, value in named)
        and not told(text, one.slot, one.value)
        for one in subject.people
    )


def is_note(candidate: Candidate) -> bool:
    """Whether the candidate is a sentence of our own summary."""
    return candidate.found.passage.kind is TextKind.NOTE
