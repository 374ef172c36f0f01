"""How a verdict is told to a reader of an audit: a word, a sign that differs in form, and what it means."""

from __future__ import annotations

from dataclasses import dataclass

from probatum.language.interface import N_
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
        N_("Contradicted"), "✗", N_("A passage that is held says otherwise."), N_("The passage says"), "red"
    ),
    Outcome.OVERSTATED.value: Word(
        N_("Overstated"),
        "▲",
        N_("A passage that is held says it, but more weakly."),
        N_("The passage says"),
        "yellow",
    ),
    Outcome.NOT_FOUND.value: Word(
        N_("Not found here"),
        "∅",
        N_("Nothing that is held says this. That does not make it wrong."),
        N_("The nearest passage held"),
        "magenta",
    ),
    Outcome.PARTLY.value: Word(
        N_("Partly supported"),
        "◐",
        N_("A passage that is held says a part of it."),
        N_("The passage says"),
        "yellow",
    ),
    Outcome.SUPPORTED.value: Word(
        N_("Supported"), "✓", N_("A passage that is held says this."), N_("The passage says"), "green"
    ),
    Outcome.NOT_CHECKABLE.value: Word(
        N_("Not checkable"),
        "–",
        N_("It states nothing that evidence could bear out."),
        N_("The nearest passage held"),
        "dim",
    ),
}


def check_label(check: str) -> str:
    """The name of a check in a sentence: ``held_works`` is ``Held works``."""
    return check.replace("_", " ").strip().capitalize() or "Check"
