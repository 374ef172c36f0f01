"""What a status means to a reader: its steps, its label and the caution that follows from it.

Nothing here is stored and nothing is chosen: the same status always gives the same words.
"""

from __future__ import annotations

from dataclasses import dataclass

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
        "No person has reviewed this answer.",
        "A program made it from the library and checked each statement against the passage it cites. "
        "Open the passages before you rely on it.",
    ),
    Status.SUBMITTED: (
        "This answer waits for its review.",
        "It has been handed in and nobody has judged it yet. Open the passages before you rely on it.",
    ),
    Status.UNDER_REVIEW: (
        "This answer is being reviewed.",
        "Reviewers have not decided. Open the passages before you rely on it.",
    ),
    Status.RETURNED: (
        "Reviewers sent this answer back.",
        "They asked for changes that have not been made yet. Do not rely on it as it stands.",
    ),
    Status.SUSPENDED: (
        "This article is suspended.",
        "Something it rests on has changed or is in doubt. Do not rely on it before it is reviewed again.",
    ),
    Status.RETIRED: (
        "This article is retired.",
        "It is kept for the record and no longer kept up to date.",
    ),
}

_WRITTEN = (
    "It was written by people, and each statement was checked against the passage it cites. "
    "Open the passages before you rely on it."
)

_NOTES = {
    Status.CORRECTED: (
        "This article was corrected after it was published.",
        "The corrected revision is shown; the earlier ones keep their addresses.",
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


def status_label(status: Status) -> str:
    """The status as a reader sees it: ``Under review``."""
    return status.value.capitalize()


def steps(status: Status) -> tuple[Step, ...]:
    """The five steps of the review, each with its state; the current one bears the status' own label."""
    at = STEPS.index(_STANDS_AT.get(status, status))
    return tuple(
        Step(
            label=status_label(status if place == at else step),
            state="done" if place < at else "current" if place == at else "to come",
        )
        for place, step in enumerate(STEPS)
    )


def caution(status: Status, kind: str = Kind.ANSWER, again: str = "", overdue: str = "") -> Caution | None:
    """The banner that follows from a status; none once the article is approved or published.

    ``kind`` is what the article is called; ``again`` says why it is under review again, where it is, and
    ``overdue`` is the day by which it should have been, where that has passed.
    """
    if status in _CAUTIONS:
        title, text = _CAUTIONS[status]
        if status is Status.UNREVIEWED and kind != Kind.ANSWER:
            text = _WRITTEN
        return Caution(title.replace("answer", kind), text, grave=True)
    if again:
        return Caution(
            f"This {kind} is under review again.",
            f"{again} Read the newer version before you rely on what stands here.",
            grave=True,
        )
    if overdue:
        return Caution(
            f"This {kind} is overdue for its next review.",
            f"It should have been looked at again by {overdue}. Newer works may say otherwise.",
            grave=True,
        )
    if status in _NOTES:
        return Caution(*_NOTES[status], grave=False)
    return None
