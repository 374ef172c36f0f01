"""What a status means to a reader: its steps, its label and the caution that follows from it.

Nothing here is stored and nothing is chosen: the same status always gives the same words.
"""

from __future__ import annotations

from dataclasses import dataclass

from probatum.language.interface import N_, Gettext, english
from probatum.records.article import Status
from probatum.records.house import Kind

#: The way of an article, in order. Every other status is a turn off this way.
STEPS = (Status.UNREVIEWED, Status.SUBMITTED, Status.UNDER_REVIEW, Status.APPROVED, Status.PUBLISHED)

#: At which step an article stands that has left the straight way.
_STANDS_AT = {
    Status.RETURNED: Status.UNDER_REVIEW,
    Status.SUSPENDED: Status.PUBLISHED,
    Status.CORRECTED: Status.PUBLISHED,
    Status.RETIRED: Status.PUBLISHED,
}

_CAUTIONS = {
    Status.UNREVIEWED: (
        N_("No person has reviewed this {kind}."),
        N_(
            "A program made it from the library and checked each statement against the passage it cites. "
            "Open the passages before you rely on it."
        ),
    ),
    Status.SUBMITTED: (
        N_("This {kind} waits for its review."),
        N_("It has been handed in and nobody has judged it yet. Open the passages before you rely on it."),
    ),
    Status.UNDER_REVIEW: (
        N_("This {kind} is being reviewed."),
        N_("Reviewers have not decided. Open the passages before you rely on it."),
    ),
    Status.RETURNED: (
        N_("Reviewers sent this {kind} back."),
        N_("They asked for changes that have not been made yet. Do not rely on it as it stands."),
    ),
    Status.SUSPENDED: (
        N_("This article is suspended."),
        N_(
            "Something it rests on has changed or is in doubt. Do not rely on it before it is reviewed again."
        ),
    ),
    Status.RETIRED: (
        N_("This article is retired."),
        N_("It is kept for the record and no longer kept up to date."),
    ),
}

_WRITTEN = N_(
    "It was written by people, and each statement was checked against the passage it cites. "
    "Open the passages before you rely on it."
)

_UNANSWERED = N_(
    "A program searched the library and found no answer that it could check. That the library does not "
    "answer does not mean that nothing is known."
)

_NOTES = {
    Status.CORRECTED: (
        N_("This article was corrected after it was published."),
        N_("The corrected revision is shown; the earlier ones keep their addresses."),
    ),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the review. ``state`` is ``done``, ``current`` or ``to come``."""

    label: str
    state: str


@dataclass(frozen=True, slots=True)
class Caution:
    """The banner over an article. ``grave`` where a reader must be warned, else it only informs."""

    title: str
    text: str
    grave: bool


def status_label(status: Status, said: Gettext = english) -> str:
    """The status as a reader sees it: ``Under review``; in the language of ``said``."""
    words = said(status.value)
    return words[:1].upper() + words[1:]


def steps(status: Status, said: Gettext = english) -> tuple[Step, ...]:
    """The five steps of the review, each with its state; the current one bears the status' own label."""
    at = STEPS.index(_STANDS_AT.get(status, status))
    return tuple(
        Step(
            label=status_label(status if place == at else step, said),
            state="done" if place < at else "current" if place == at else "to come",
        )
        for place, step in enumerate(STEPS)
    )


def caution(
    status: Status,
    kind: str = Kind.ANSWER,
    again: str = "",
    overdue: str = "",
    said: Gettext = english,
    *,
    answered: bool = True,
) -> Caution | None:
    """The banner that follows from a status; none once the article is approved or published.

    ``kind`` is what the article is called; ``again`` says why it is under review again, where it is, and
    ``overdue`` is the day by which it should have been, where that has passed. ``answered`` is false where
    there are no statements whose passages could be opened.
    """
    if status in _CAUTIONS:
        title, text = _CAUTIONS[status]
        if status is Status.UNREVIEWED:
            text = _made(text, kind, answered=answered)
        return Caution(said(title).format(kind=said(kind)), said(text), grave=True)
    if again:
        return Caution(
            said(N_("This {kind} is under review again.")).format(kind=said(kind)),
            " ".join((again, said(N_("Read the newer version before you rely on what stands here.")))),
            grave=True,
        )
    if overdue:
        return Caution(
            said(N_("This {kind} is overdue for its next review.")).format(kind=said(kind)),
            said(N_("It should have been looked at again by {day}. Newer works may say otherwise.")).format(
                day=overdue
            ),
            grave=True,
        )
    if status in _NOTES:
        title, text = _NOTES[status]
        return Caution(said(title), said(text), grave=False)
    return None


def _made(text: str, kind: str, *, answered: bool) -> str:
    """How what nobody has reviewed came about: by people, by a program (``text``), or as no answer."""
    if kind != Kind.ANSWER:
        return _WRITTEN
    return text if answered else _UNANSWERED
