"""How a verdict is told to a reader of an audit: a word, a sign that differs in form, and what it means."""

from __future__ import annotations

from dataclasses import dataclass

from probatum.records.verdict import Outcome


@dataclass(frozen=True, slots=True)
class Word:
    """A verdict in words. ``facing`` is the heading of the passage that it is shown beside."""

    label: str
    sign: str
    meaning: str
    facing: str
    style: str


#: What is not held is "not found here" and never called wrong: nobody holds everything.
WORDS = {
    Outcome.CONTRADICTED.value: Word(
        "Contradicted", "✗", "A passage that is held says otherwise.", "The passage says", "red"
    ),
    Outcome.OVERSTATED.value: Word(
        "Overstated", "▲", "A passage that is held says it, but more weakly.", "The passage says", "yellow"
    ),
    Outcome.NOT_FOUND.value: Word(
        "Not found here",
        "∅",
        "Nothing that is held says this. That does not make it wrong.",
        "The nearest passage held",
        "magenta",
    ),
    Outcome.PARTLY.value: Word(
        "Partly supported", "◐", "A passage that is held says a part of it.", "The passage says", "yellow"
    ),
    Outcome.SUPPORTED.value: Word(
        "Supported", "✓", "A passage that is held says this.", "The passage says", "green"
    ),
    Outcome.NOT_CHECKABLE.value: Word(
        "Not checkable",
        "–",
        "It states nothing that evidence could bear out.",
        "The nearest passage held",
        "dim",
    ),
}


def check_label(check: str) -> str:
    """The name of a check in a sentence: ``held_works`` is ``Held works``."""
    return check.replace("_", " ").strip().capitalize() or "Check"
