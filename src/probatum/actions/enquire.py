"""Enquire: from what somebody typed to what is told: first the notices, then an article for each question."""

from __future__ import annotations

from dataclasses import dataclass

from probatum.actions.ask import article_name, ask
from probatum.actions.canonical import draft_lead, lead, near
from probatum.actions.clock import now
from probatum.actions.published import Listed, Listing
from probatum.actions.show import Shown, show
from probatum.actions.understand import Understood, understand
from probatum.language.pico import read_question
from probatum.records.article import Audience, Gap, Revision, Status
from probatum.records.notice import Notice, NoticeKind
from probatum.render.understood import Made
from probatum.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One question and the revision that answers it: ``asked`` are the words, as they stand alone.

    ``led`` is whether the article bears the same question in other words, ``near`` are articles on questions
    that may be meant instead.
    """

    asked: str
    revision: Revision
    led: bool = False
    near: tuple[Listed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiry:
    """What was understood, and an answer for each part; of what is declined the one revision is not kept."""

    understood: Understood
    answers: tuple[Answered, ...]

    @property
    def first(self) -> Answered:
        """The answer to the first question asked."""
        return self.answers[0]


def enquire(
    ws: Workspace,
    listing: Listing,
    text: str,
    *,
    by: str = "anonymous",
    starter: bool = True,
    as_it_stands: bool = False,
) -> Enquiry:
    """Understand a question, and answer each part of it by the article that bears it, in whatever words.

    ``as_it_stands``: the very words are asked, nothing put right, split, or led to other words. Without the
    ``starter`` library nothing is led either: those articles rest on other works. Raises ``QuestionError``.
    """
    understood = understand(ws, text, as_it_stands=as_it_stands)
    if understood.declined is not None:
        made = _declined(ws, understood.asked, understood.declined)
        return Enquiry(understood=understood, answers=(Answered(asked=understood.asked, revision=made),))
    wanted = [part.text for part in understood.parts] or [understood.text]
    known = listing if starter and not as_it_stands else Listing()
    return Enquiry(
        understood=understood,
        answers=tuple(answer(ws, known, one, by=by, starter=starter) for one in wanted),
    )


def answer(ws: Workspace, listing: Listing, text: str, *, by: str, starter: bool = True) -> Answered:
    """One question, answered by the article that bears it: its own, or that of other words for the same."""
    found = lead(ws, listing, text) or draft_lead(ws, listing, text)
    led = found is not None and not found.own
    put = found.listed.facts.question if found is not None else text
    revision = ask(ws, put, by=by, starter=starter)
    return Answered(asked=text, revision=revision, led=led, near=() if led else near(ws, listing, text))


def _declined(ws: Workspace, asked: str, notice: Notice) -> Revision:
    """A gap that says why nothing was looked for. It is not kept: there is no article on it."""
    medical = notice.kind is not NoticeKind.NOT_MEDICINE
    gap = Gap(
        searched="",
        reason="A person can help here, not an article." if medical else notice.title,
        advice=notice.text,
    )
    return Revision.empty(
        article_name(asked, Audience.CLINICIAN),
        read_question(asked, ws.vocabulary),
        index=ws.index.fingerprint,
        made_by="nobody: nothing was searched",
        at=now(),
        gap=gap,
    )


def shown_of(ws: Workspace, enquiry: Enquiry, answered: Answered, *, at: str) -> Shown:
    """An answer as it stands; what was declined is shown though it is not kept."""
    revision = answered.revision
    if enquiry.understood.declined is not None:
        return Shown(revision=revision, status=Status.UNREVIEWED, latest=revision.hash, at=at)
    return show(ws, revision.article, revision.hash, at=at)


def made_of(enquiry: Enquiry) -> Made:
    """What was made of the question, for the public form."""
    understood, first = enquiry.understood, enquiry.first
    return Made(
        asked=understood.asked,
        notices=understood.notices,
        corrections=understood.corrections,
        general=understood.text if understood.general else "",
        left_out=understood.left_out,
        parts=understood.parts,
        articles=tuple((one.revision.article, one.revision.answered) for one in enquiry.answers),
        led=first.led,
        near=tuple((one.article, one.facts.question) for one in first.near),
    )
