"""Whom an answer is about: where a question names children, pregnancy or the frail, others do not answer it.

What holds for adults is no answer for a child, and what was not studied in pregnancy is not known there: in
GRADE it is indirect at best (Guyatt et al., J Clin Epidemiol 2011). Such a question is answered from the
passages that speak of those people, themselves or in the title of their work; where none do, from none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from probatum.language.people import People, people_said, told
from probatum.records.article import Draft, Gap
from probatum.records.claim import Claim
from probatum.records.evidence import Found
from probatum.records.question import Question

#: Whom nothing that is known of others is taken to hold for, by slot and value of ``language.people``.
APART = frozenset(
    {
        ("age", "newborns"),
        ("age", "infants"),
        ("age", "children"),
        ("age", "adolescents"),
        ("pregnancy", "pregnant"),
        ("pregnancy", "breastfeeding"),
        ("frailty", "frail"),
    }
)

_NAMES = {"pregnant": "pregnancy", "breastfeeding": "breastfeeding", "frail": "frail people"}


def of_them(question: Question, found: Sequence[Found]) -> tuple[Found, ...]:
    """What was found that speaks of the people asked about; all of it where none are to be kept apart, and
    where it speaks of them nowhere (then ``about_them`` says so). Pure."""
    asked = _asked(question)
    if not asked:
        return tuple(found)
    kept = tuple(one for one in found if _tells(_text(one), asked))
    return kept or tuple(found)


def _asked(question: Question) -> list[People]:
    return [one for one in people_said(question.text) if (one.slot, one.value) in APART]


def _text(one: Found) -> str:
    return f"{one.source.title or ''}. {one.passage.text}"


def _tells(text: str, asked: Sequence[People]) -> bool:
    return all(told(text, one.slot, one.value) for one in asked)


def about_them(question: Question, draft: Draft, found: Sequence[Found]) -> Draft:
    """The draft without what its bottom line says of others than those asked about; a gap where nothing is
    left. The sections stay: each statement names whom it is about.

    A condition that is of children alone (juvenile dermatomyositis) names them itself. Pure.
    """
    asked = _asked(question)
    if not asked or draft.gap is not None:
        return draft
    held = {(one.source.id, one.passage.id): one for one in found}
    lead = tuple(claim for claim in draft.lead if _speaks_of(claim, asked, held))
    if lead == draft.lead:
        return draft
    if lead:
        word = draft.answer if lead[:1] == draft.lead[:1] else ""
        return replace(draft, lead=lead, answer=word)
    return Draft(gap=_gap(question, asked, draft, held))


def _speaks_of(claim: Claim, asked: Sequence[People], held: Mapping[tuple[str, str], Found]) -> bool:
    texts = [_text(one) for one in _cited(claim, held)]
    others = {one.slot for one in people_said(claim.text)}
    if any(one.slot in others and not told(claim.text, one.slot, one.value) for one in asked):
        return False  # it names others itself
    return all(any(told(text, one.slot, one.value) for text in texts) for one in asked)


def _cited(claim: Claim, held: Mapping[tuple[str, str], Found]) -> list[Found]:
    places = ((citation.source, citation.passage) for citation in claim.citations)
    return [held[place] for place in places if place in held]


def _gap(
    question: Question, asked: Sequence[People], draft: Draft, held: Mapping[tuple[str, str], Found]
) -> Gap:
    whom = " and ".join(dict.fromkeys(_NAMES.get(one.value, one.value) for one in asked))
    near = [one.source.label for claim in draft.lead for one in _cited(claim, held)]
    return Gap(
        searched=question.text,
        reason=f"Nothing held that answers speaks of {whom}. What is held is about others, and what holds "
        "for them need not hold here.",
        nearest=tuple(dict.fromkeys(near))[:5],
        advice=f"Ask without {whom} to read what is known of others, or add works that studied this.",
    )
