"""The composer that needs no model: it quotes, names the study, and says what it did not find."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from probatum.compose.asks import advises, asks_advice
from probatum.compose.bind import Binder
from probatum.compose.hedge import hedge
from probatum.compose.limits import Kept, kept_to
from probatum.compose.outline import (
    FORETOLD,
    GIVES_A_SHARE,
    Facet,
    opened_by,
    plan,
)
from probatum.compose.relevance import Candidate, Subject, candidates, coverage, subject_of
from probatum.compose.select import (
    ADVISING,
    POPULATION,
    Chosen,
    about,
    answers_well,
    apart,
    bears_on,
    beside,
    distinct,
    facts_first,
    measures_another,
    of_the_known,
    ranked,
    settled,
    speaks_of_outcome,
    states_something,
    strongest_first,
    tells,
    tells_well,
    works_on_outcome,
)
from probatum.compose.shown import shown
from probatum.compose.stance import Stance, lacks_outcome, shown_in, stance_on
from probatum.language.interface import N_
from probatum.language.limits import Limits, limits_of
from probatum.language.models import NoSelector, Selector
from probatum.language.tokens import analyse
from probatum.records.article import Audience, Draft, Gap, Section
from probatum.records.evidence import Evidence
from probatum.records.passage import Passage
from probatum.records.question import ClinicalType, Concept, Question, QuestionKind

#: How much of what is asked must be spoken of around a sentence before it can answer: below this the words
#: that the question shares with the passage are the ordinary ones. ``python -m evals abstention`` gives the
#: curve from which it is taken (docs/answers.md).
ENOUGH = 0.5
#: A sentence below this tells next to nothing about the question.
FLOOR = 0.25

#: How likely the selector must hold the best sentence to answer, and any other to stand beside it; how many
#: it reads, the best by words first, and with how many works that may stand it is content.
ANSWERING, BESIDE = 0.5, 0.35
READ, WORKS, AT_ONCE = 8, 4, 2

_OF_BIOLOGY = frozenset({ClinicalType.OTHER, ClinicalType.MECHANISM})

LEAD = 3
SECTION = 6
NEAREST = 3

#: So many sentences on the first facet settle a question without the others.
ENOUGH_VOTERS = 2


class ExtractiveComposer:
    """Composes from quotes alone.

    ``enough`` is the coverage below which it declines to answer. ``selector`` reads the best sentences beside
    the question: where none of them is as likely as ``answering`` to answer it, it declines too, and those
    that answer lead. The null selector leaves both to words.
    """

    def __init__(
        self,
        *,
        enough: float = ENOUGH,
        selector: Selector | None = None,
        answering: float = ANSWERING,
    ) -> None:
        self._enough, self._answering = enough, answering
        self._selector = selector or NoSelector()
        without = self._selector.name == "none"
        self.name = "extractive@1" if without else f"extractive@1 with {self._selector.name}"

    def compose(self, question: Question, evidence: Evidence, audience: Audience) -> Draft:  # noqa: ARG002
        """Write the lead and the sections that the question's clinical type plans; a gap where nothing fits.

        Deterministic: the same question and evidence give the same draft.
        """
        subject = subject_of(question, dict(evidence.rarity))
        pool, house = apart(ranked(subject, candidates(evidence.found)))
        facets = plan(question)
        opening = self._opening(question, subject, pool, evidence)
        if not opening:
            return Draft(gap=_gap(question, pool))
        opening, nearest = self._answering_of(question, opening), opening
        if leaves_open(question, subject, opening):
            return Draft(gap=_gap_for(question, _UNANSWERED, nearest))
        kept = kept_to(limits_of(question.text), evidence.found)
        leading = [one for one in opening if kept.leads(one)]
        if not leading:
            return Draft(gap=_gap_for(question, _beyond(kept.limits), opening))
        voters = [one for one in leading if bears_on(subject, one)]
        # An estimate of what foretells an outcome need not name that again.
        near = [one for one in leading if facets is FORETOLD or speaks_of_outcome(subject, one)]
        if question.kind is QuestionKind.YESNO or question.clinical_type is ClinicalType.FREQUENCY:
            near = [one for one in near if not lacks_outcome(question, one)] or near
        if not (voters or _must_be_settled(question)):
            voters = leading
        voters = [one for one in voters if kept.votes(one)]
        binder = Binder(subject, _populations(evidence))
        stance = stance_on(question, _voters(question, facets[0], subject, voters), kept)
        stance = shown_in(stance, near or leading)
        lead = beside(_lead(question, stance, near or leading), house)
        written = tuple(
            binder.claim(one.candidate, one.also, opening=stance.opening if place == 0 else "")
            for place, one in enumerate(lead)
        )
        disagreeing = hedge(question, evidence)
        if disagreeing is not None:
            written = (*written, disagreeing)
        sections = _sections(facets, subject, pool, house, binder)
        return Draft(lead=written, sections=sections, answer=stance.word)

    def reach(self, question: Question, evidence: Evidence) -> float:
        """How near the evidence comes to answering, 0 to 1; it is answered from ``answering`` on.

        With a selector it is the likelihood of the sentence that answers best, without one 1 where the words
        suffice; 0 where the words do not.
        """
        subject = subject_of(question, dict(evidence.rarity))
        pool, _ = apart(ranked(subject, candidates(evidence.found)))
        opening = self._opening(question, subject, pool, evidence)
        return max((likely for likely, _ in self._read(question, opening)), default=0.0)

    def _opening(
        self, question: Question, subject: Subject, pool: Sequence[Candidate], evidence: Evidence
    ) -> list[Candidate]:
        """What could open the answer by its words, best first; nothing where the words do not suffice."""
        if names_unseen(question, subject, evidence):
            return []
        telling = [one for one in _telling(pool) if coverage(subject, one.work) >= self._enough]
        telling = _told_first(opened_by(question), subject, telling)
        # What is about other people or another treatment may stand near, but never in the lead.
        telling = [one for one in telling if about(subject, one)] or of_the_known(subject, telling)
        telling = [one for one in telling if not measures_another(subject, one)]
        if _must_be_settled(question):
            telling = [one for one in telling if subject.things <= one.about]
        if leaves_open(question, subject, telling):
            return []
        telling.sort(key=partial(_opens_well_first, plan(question)[0], subject))
        return _within_first(kept_to(limits_of(question.text), evidence.found), telling)

    def _answering_of(self, question: Question, opening: Sequence[Candidate]) -> list[Candidate]:
        """Of what could open the answer that which answers, in its order; all of it without a selector."""
        if self._selector.name == "none":
            return list(opening)
        kept: list[Candidate] = []
        best = 0.0
        # A yes or a no is voted for: there everything is read.
        wanted = READ if question.kind is QuestionKind.YESNO else WORKS
        for likely, candidate in self._read(question, opening):
            best = max(best, likely)
            if likely >= BESIDE:
                kept.append(candidate)
            if best >= self._answering and len({one.source.id for one in kept}) == wanted:
                break
        return kept if best >= self._answering else []

    def _read(self, question: Question, opening: Sequence[Candidate]) -> Iterator[tuple[float, Candidate]]:
        """The first that could open the answer, each with how likely it is to answer by the selector.

        ``AT_ONCE`` are read side by side; who has enough need not have the rest read.
        """
        first = opening[:READ]
        for at in range(0, len(first), AT_ONCE):
            read = first[at : at + AT_ONCE]
            yield from zip(self._selector.answers([shown(question, one) for one in read]), read, strict=True)


def _within_first(kept: Kept, telling: Sequence[Candidate]) -> list[Candidate]:
    """First what tells of just the dose, the people and the stop asked about; each in its order."""
    if not kept.limits:
        return list(telling)
    return sorted(telling, key=lambda one: (not kept.votes(one), not kept.says(one)))


def leaves_open(question: Question, subject: Subject, answering: Sequence[Candidate]) -> bool:
    """Whether ``answering``, what is left to answer with, cannot: there is nothing or nothing of the outcome.

    The second counts for clinical questions: what was found of another outcome is no answer to them. A yes or
    a no needs a sentence that speaks of it; elsewhere it is enough that the title of a work does, and an
    outcome that the vocabulary does not know may go under another name.
    """
    if _must_be_settled(question):
        return not any(speaks_of_outcome(subject, one) for one in answering)
    if question.clinical_type in _OF_BIOLOGY:
        return not answering
    return not any(works_on_outcome(subject, one) for one in answering)


def _must_be_settled(question: Question) -> bool:
    """Whether nothing is better than something near it: a clinical yes/no question.

    Of biology, where nobody is treated on the answer, what comes near is shown as not settling it.
    """
    return question.clinical_type not in _OF_BIOLOGY and question.kind is QuestionKind.YESNO


def _voters(
    question: Question, facet: Facet, subject: Subject, bearing: Sequence[Candidate]
) -> list[Candidate]:
    """Of the sentences that bear on the question those that settle it: on the first facet, from studies.

    What ought to be done is settled by who advises.
    """
    on_facet = [one for one in bearing if tells(facet, subject, one)]
    settling = on_facet if len(on_facet) >= ENOUGH_VOTERS else list(bearing)
    if asks_advice(question.text):
        return settling
    return [one for one in settling if _was_found(one)] or settling


def _was_found(one: Candidate) -> bool:
    """Whether a sentence tells what a study found; guidelines and panels report some of that too."""
    text = one.sentence.text
    return one.source.design not in ADVISING or bool(GIVES_A_SHARE.search(text) and not advises(text))


def _opens_well_first(facet: Facet, subject: Subject, one: Candidate) -> tuple[float, str, int]:
    return -answers_well(facet, subject, one), one.found.passage.id, one.sentence.start


def names_unseen(question: Question, subject: Subject, evidence: Evidence) -> bool:
    """Whether the question names a thing of which the library has never seen any name.

    However much of the rest is spoken of, nothing can be known of it here. An adjective before a name
    ("penile cancer") makes it another thing.
    """
    unseen = frozenset(evidence.unseen)
    if any(all(variant & unseen for variant in group.variants) for group in subject.groups):
        return True
    named = {term for group in subject.groups for variant in group.variants for term in variant}
    adjectives = (match for match in _ADJECTIVE.finditer(question.text) if unseen & set(analyse(match[1])))
    return any(named & set(analyse(match[2])) for match in adjectives)


#: An adjective of place or kind, and the word that it goes with.
_ADJECTIVE = re.compile(r"\b([a-z]{2,}(?:al|ar|ic|ian|ile|ous|ary)) (?=([\w-]+))", re.IGNORECASE)


def _telling(pool: Sequence[Candidate]) -> list[Candidate]:
    return [one for one in pool if one.relevance >= FLOOR and states_something(one)]


def _told_first(
    groups: Sequence[Sequence[Facet]], subject: Subject, telling: Sequence[Candidate]
) -> list[Candidate]:
    """The sentences that tell a facet of the first group that any of them tells; an empty group takes all."""
    for group in groups:
        found = [one for one in telling if not group or any(tells(facet, subject, one) for facet in group)]
        if found:
            return found
    return []


def _lead(question: Question, stance: Stance, telling: Sequence[Candidate]) -> list[Chosen]:
    """The sentences that answer: for a yes/no question those that say so, then the most relevant."""
    first = [one for one in stance.saying if one in telling]
    rest = [one for one in telling if one not in first]
    limit = LEAD + (question.kind in (QuestionKind.LIST, QuestionKind.SUMMARY))
    return distinct(_one_of_each([*first, *facts_first(rest)]), limit)


def _one_of_each(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The best of each work first, then the others: several works say more than one says twice."""
    first: dict[str, Candidate] = {}
    for one in candidates:
        first.setdefault(one.source.id, one)
    best = list(first.values())
    return best + [one for one in candidates if one is not first[one.source.id]]


def _sections(
    facets: Sequence[Facet],
    subject: Subject,
    pool: Sequence[Candidate],
    house: Sequence[Candidate],
    binder: Binder,
) -> tuple[Section, ...]:
    # The lead sums up: what it says stands again in its section, beside what else is known.
    used: set[str] = set()
    sections = []
    for facet in facets:
        telling = [one for one in pool if tells(facet, subject, one)]
        fresh = [one for one in facts_first(settled(telling)) if one.sentence.text not in used]
        fresh.sort(key=partial(_tells_well_first, facet, subject))
        chosen = beside(strongest_first(distinct(fresh, SECTION)), house)
        used |= {one.candidate.sentence.text for one in chosen}
        claims = tuple(binder.claim(one.candidate, one.also) for one in chosen)
        note = "" if claims else facet.empty
        sections.append(Section(heading=facet.heading, facet=facet.name, claims=claims, note=note))
    return tuple(sections)


def _tells_well_first(facet: Facet, subject: Subject, one: Candidate) -> tuple[float, str, int]:
    return -tells_well(facet, subject, one), one.found.passage.id, one.sentence.start


def _populations(evidence: Evidence) -> Mapping[str, Passage]:
    return {one.passage.source: one.passage for one in evidence.found if one.passage.section == POPULATION}


_ADVICE = N_("Ingest sources on the subject (probatum ingest), or ask again in other words.")
_NOTHING = N_("Nothing held speaks of what is asked.")
_PARTS = N_("No passage held speaks of everything that is asked, only of parts of it.")
_GOING_ON = N_("What is held does not tell of those who stopped.")
_UNANSWERED = N_("What is held speaks of the subject, but no sentence of it was read as an answer to this.")


def _beyond(limits: Limits) -> str:
    """Why nothing answers where all that is near is of another dose or of other people."""
    if limits.without:
        whom = _listed(limits.without)
        return (
            f"What is held tells of people with {whom}, and what holds for them need not hold for people "
            "without."
        )
    if limits.doses:
        return f"What is held tells of other doses than {_listed(sorted(limits.doses))}."
    return _GOING_ON


def _gap(question: Question, pool: Sequence[Candidate]) -> Gap:
    """The gap where the words do not suffice."""
    spoken = frozenset(token for one in pool for token in one.about)
    missing = [concept.text for concept in question.pico.concepts if not _spoken(concept, spoken)]
    if not pool:
        return _gap_for(question, _NOTHING, pool)
    return _gap_for(question, f"Nothing held speaks of {_listed(missing)}." if missing else _PARTS, pool)


def _gap_for(question: Question, reason: str, near: Sequence[Candidate]) -> Gap:
    nearest = tuple(dict.fromkeys(one.source.label for one in near))[:NEAREST]
    return Gap(searched=question.text, reason=reason, nearest=nearest, advice=_ADVICE)


def _spoken(concept: Concept, spoken: frozenset[str]) -> bool:
    names = (concept.text, concept.preferred, *concept.synonyms)
    return any(set(tokens) <= spoken for tokens in map(analyse, names) if tokens)


def _listed(words: Sequence[str]) -> str:
    quoted = [f"“{word}”" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
