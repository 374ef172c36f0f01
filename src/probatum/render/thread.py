"""A conversation as others read it: one JSON document, or Markdown to take along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from typing_extensions import TypedDict

from probatum.language.interface import ENGLISH, N_, Spoken
from probatum.records.adapted import View
from probatum.records.article import Audience, Revision, Status
from probatum.records.thread import Thread, Turn
from probatum.render.audiences import READERS
from probatum.render.markdown import escaped
from probatum.render.status import status_label
from probatum.render.verdicts import verdict_word

SCHEMA = "probatum/thread@1"


class CarriedForm(TypedDict):
    """Words that a follow-up left out: which part of the question, and the turn that first said them."""

    part: str
    words: str
    turn: int


class NarrowingForm(TypedDict):
    """To which works the search was limited; ``words`` says it, and is empty where it was not."""

    since: int | None
    until: int | None
    designs: list[str]
    words: str


class SaidForm(TypedDict):
    """A statement of the bottom line, as its audience reads it, with its verdict."""

    text: str
    verdict: str


class TurnForm(TypedDict):
    """One question: as typed, as looked for, and the article and revision that answer it."""

    number: int
    asked: str
    question: str
    kind: str
    carried: list[CarriedForm]
    only: NarrowingForm
    article: str
    revision: str
    status: str
    answered: bool
    lead: list[SaidForm]
    gap: str | None
    at: str


class ThreadForm(TypedDict):
    """A conversation, in schema ``probatum/thread@1``, worded for ``audience``."""

    schema: str
    thread: str
    audience: str
    title: str
    made: str
    turns: list[TurnForm]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What answers a turn: a revision, how it stands, and how another audience than clinicians reads it."""

    revision: Revision
    status: Status
    view: View | None = None


def thread_document(thread: Thread, answers: Sequence[Answer]) -> ThreadForm:
    """The conversation with its answers, one for each turn, in order, all worded for one audience."""
    views = [one.view for one in answers if one.view is not None]
    return {
        "schema": SCHEMA,
        "thread": thread.id,
        "audience": views[0].audience.value if views else Audience.CLINICIAN.value,
        "title": thread.title,
        "made": thread.made,
        "turns": [
            _turn(number, turn, answer)
            for number, (turn, answer) in enumerate(zip(thread.turns, answers, strict=True), start=1)
        ],
    }


def _turn(number: int, turn: Turn, answer: Answer) -> TurnForm:
    revision = answer.revision
    verdicts = dict(revision.verdicts)
    worded = {one.claim: one.text for one in answer.view.claims} if answer.view else {}
    lead: list[SaidForm] = [
        {"text": worded.get(claim.id, claim.text), "verdict": verdicts[claim.id].outcome.value}
        for claim in revision.lead
    ]
    return {
        "number": number,
        "asked": turn.asked,
        "question": turn.question,
        "kind": turn.kind.value,
        "carried": [{"part": one.part, "words": one.words, "turn": one.turn} for one in turn.carried],
        "only": {
            "since": turn.narrowing.since,
            "until": turn.narrowing.until,
            "designs": [design.value for design in turn.narrowing.designs],
            "words": turn.narrowing.words,
        },
        "article": turn.article,
        "revision": turn.revision,
        "status": answer.status.value,
        "answered": revision.answered,
        "lead": lead,
        "gap": revision.gap.reason if revision.gap else None,
        "at": turn.at,
    }


def thread_markdown(form: ThreadForm, *, site: str = "", said: Spoken = ENGLISH) -> str:
    """The same as Markdown; ``site`` is the address before the links to the articles."""
    begun = said(N_("A conversation of {day}.")).format(day=form["made"][:10])
    lines = [f"# {escaped(form['title'])}", "", begun, ""]
    if form["audience"] != Audience.CLINICIAN:
        worded = said(N_("Worded for {readers}; each article tells how, and of which revision."))
        lines += [worded.format(readers=said(READERS[form["audience"]])), ""]
    for turn in form["turns"]:
        lines += [f"## {turn['number']}. {escaped(turn['asked'])}", ""]
        if turn["question"] != turn["asked"]:
            lines += [said(N_("Looked for: {question}")).format(question=escaped(turn["question"])), ""]
        if turn["only"]["words"]:
            lines += [said(N_("Only {works}.")).format(works=turn["only"]["words"]), ""]
        lines += [
            f"- {escaped(one['text'])} ({verdict_word(one['verdict'], said).lower()})" for one in turn["lead"]
        ]
        if turn["gap"] is not None:
            lines += [" ".join((said(N_("The library does not answer this.")), escaped(turn["gap"])))]
        address = f"{site}/articles/{turn['article']}/revisions/{turn['revision']}"
        whole = said(N_("{status}. Whole article: {address}"))
        lines += ["", whole.format(status=status_label(Status(turn["status"]), said), address=address), ""]
    return "\n".join(lines).rstrip() + "\n"
