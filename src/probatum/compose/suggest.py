"""What could be asked next: from what an answer could not tell, held back, left out, or was not asked about.

Each is a question that stands alone, or a limit to the evidence, and says why it is offered. Nothing is made
up: every one comes from a section without statements, a statement withheld, a disagreement, people whom the
works cited studied, or designs among them. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from probatum.language.drugs import drug_mentions
from probatum.language.people import people_said
from probatum.language.standalone import asked_of, of_other_people, of_other_treatment
from probatum.records.article import Revision
from probatum.records.source import Design
from probatum.records.thread import ALL, Narrowing, Topic

#: At most so many are offered.
MOST = 5

#: The sections of an answer, and the side of the topic that each is.
_SIDES = {
    "frequency": "frequency",
    "timing": "timing",
    "risk": "risk factors",
    "monitoring": "monitoring",
    "treatment": "treatment",
    "outlook": "prognosis",
    "harms": "harms",
    "recommendations": "guidelines",
    "causes": "causes",
    "mechanism": "mechanism",
    "tests": "tests",
    "features": "signs",
}
#: Whom it is worth asking about, and how they are named in a question.
_WHOM = {
    "children": "in children",
    "adolescents": "in adolescents",
    "older people": "in older people",
    "women": "in women",
    "men": "in men",
    "pregnant": "in pregnancy",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A follow-up that is offered: what it asks, and why."""

    text: str
    why: str


def suggestions(revision: Revision, topic: Topic, narrowing: Narrowing = ALL) -> tuple[Suggestion, ...]:
    """What could be asked after an answer on ``topic``, at most ``MOST``, no two alike.

    One of each kind comes first, so that they differ.
    """
    kinds = [
        list(made)
        for made in (
            _of_all_people(revision, topic),
            _of_empty_sections(revision, topic),
            _of_people(revision, topic),
            _of_what_was_withheld(revision, topic),
            _of_disagreements(revision, topic),
            _of_evidence(revision, narrowing),
        )
    ]
    asked = revision.question.text.casefold()
    found: dict[str, Suggestion] = {}
    for rank in range(max(map(len, kinds), default=0)):
        for made in kinds:
            for one in made[rank : rank + 1]:
                if one.text.casefold() != asked:
                    found.setdefault(one.text, one)
    return tuple(islice(found.values(), MOST))


def _of_empty_sections(revision: Revision, topic: Topic) -> Iterator[Suggestion]:
    for section in revision.sections:
        text = asked_of(_SIDES.get(section.facet, ""), topic) if not section.claims else ""
        if text:
            yield Suggestion(text=text, why=f"Nothing was found for “{section.heading}”; ask for it alone.")


def _of_all_people(revision: Revision, topic: Topic) -> Iterator[Suggestion]:
    """The question without the people for whom nothing was found."""
    if revision.gap is not None and topic.people:
        text = of_other_people(revision.question.text, topic, "")
        yield Suggestion(text=text, why="Nothing held answers for them; this asks of people in general.")


def _of_people(revision: Revision, topic: Topic) -> Iterator[Suggestion]:
    """People in the works cited who were not asked about."""
    asked = {one.value for one in people_said(revision.question.text)}
    titles = ". ".join(reference.title for reference in revision.references)
    said = ". ".join(claim.text for claim in revision.claims)
    for one in people_said(f"{titles}. {said}"):
        whom = _WHOM.get(one.value)
        if whom and one.value not in asked:
            text = of_other_people(revision.question.text, topic, whom)
            yield Suggestion(text=text, why=f"Works cited speak of {one.value}; the question did not.")


def _of_what_was_withheld(revision: Revision, topic: Topic) -> Iterator[Suggestion]:
    asked = {one.name for one in drug_mentions(revision.question.text)}
    for back in revision.held_back:
        for one in drug_mentions(back.claim.text):
            if one.sure and not one.is_class and one.name not in asked:
                text = of_other_treatment(revision.question.text, topic, one.name)
                yield Suggestion(text=text, why=f"A statement on {one.name} was withheld; ask about it.")


def _of_disagreements(revision: Revision, topic: Topic) -> Iterator[Suggestion]:
    if revision.conflicts:
        outcome = topic.outcome or topic.condition
        where = f" in {topic.condition}" if topic.condition and outcome != topic.condition else ""
        if outcome:
            yield Suggestion(
                text=f"What explains differences between studies of {outcome}{where}?",
                why="The works cited disagree.",
            )


def _of_evidence(revision: Revision, narrowing: Narrowing) -> Iterator[Suggestion]:
    """The stronger designs among the works cited, where others are cited beside them."""
    if narrowing:
        yield Suggestion(text="Show all the evidence again", why=f"Only {narrowing.words} were searched.")
        return
    designs = {reference.of or reference.type for reference in revision.references}
    for design, words in (
        (Design.RANDOMISED_TRIAL, "Only randomised trials"),
        (Design.META_ANALYSIS, "Only meta-analyses"),
        (Design.GUIDELINE, "Only guidelines"),
    ):
        if design.value in designs and len(designs) > 1:
            yield Suggestion(text=words, why="Other kinds of work are cited beside them.")
