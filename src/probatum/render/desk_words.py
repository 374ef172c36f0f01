"""What the desk calls things: the signs of the states, and the acts of the board with what they mean."""

from __future__ import annotations

from collections.abc import Mapping

from probatum.language.interface import N_
from probatum.records.article import Status
from probatum.records.review import Act

#: A sign for each state; they differ in form, so that colour is never all that tells.
STATE_SIGNS: Mapping[str, str] = {
    Status.UNREVIEWED: "○",
    Status.SUBMITTED: "→",
    Status.UNDER_REVIEW: "◔",
    Status.RETURNED: "↩",
    Status.APPROVED: "✓",
    Status.PUBLISHED: "●",
    Status.SUSPENDED: "‖",
    Status.CORRECTED: "◉",
    Status.RETIRED: "×",
}

#: What an editor decides, in the order in which it is offered.
DECISIONS: tuple[Act, ...] = (
    Act.APPROVE,
    Act.PUBLISH,
    Act.CORRECT,
    Act.RETURN,
    Act.REJECT,
    Act.SUSPEND,
    Act.RESUME,
    Act.REVIEW_AGAIN,
    Act.RETIRE,
)

#: What a button says.
ACT_WORDS: Mapping[str, str] = {
    Act.SUBMIT: N_("Submit for review"),
    Act.ACCEPT: N_("Accept the review"),
    Act.DECLINE: N_("Decline the review"),
    Act.APPROVE: N_("Approve"),
    Act.PUBLISH: N_("Publish"),
    Act.CORRECT: N_("Publish as a correction"),
    Act.RETURN: N_("Send back"),
    Act.REJECT: N_("Reject"),
    Act.SUSPEND: N_("Suspend"),
    Act.RESUME: N_("Lift the suspension"),
    Act.REVIEW_AGAIN: N_("Put back to review"),
    Act.RETIRE: N_("Retire"),
}

#: What it does, in a sentence, before it is done.
ACT_MEANS: Mapping[str, str] = {
    Act.DECLINE: N_("You are no longer assigned, and what you recommended on this revision does not count."),
    Act.APPROVE: N_("This exact revision is approved. Readers see it as published only after the next step."),
    Act.PUBLISH: N_("Readers see this revision as reviewed, with the names of those who approved it."),
    Act.CORRECT: N_("This revision takes the place of the one that is out, which is retired."),
    Act.RETURN: N_("The author is asked to change it. The edited revision comes before the board afresh."),
    Act.REJECT: N_("The revision is retired. It cannot come back; another revision can be submitted."),
    Act.SUSPEND: N_(
        "Readers are warned not to rely on it, until the suspension is lifted or it is corrected."
    ),
    Act.RESUME: N_("The warning goes, and the revision stands as it did before."),
    Act.REVIEW_AGAIN: N_(
        "The same revision comes before the board afresh; no earlier recommendation counts."
    ),
    Act.RETIRE: N_("It is kept for the record and no longer kept up to date. This cannot be undone."),
}


def capitalize_first(text: str) -> str:
    """The text with a capital at its beginning, and nothing else of it changed."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """What a refusal says, as a sentence: with a capital, but where a name begins it, and a stop.

    >>> sentence("no article 'x' is held; list the articles"), sentence("a.docx: no Word file")
    ("No article 'x' is held; list the articles.", 'a.docx: no Word file.')
    """
    begins = text.split(" ", 1)[0].rstrip(",")
    said = capitalize_first(text) if begins.isalpha() else text
    return said if said.endswith((".", "?", "!", "…")) or not said else f"{said}."
