"""What a question asks and of what, so that it is known again in other words. In doubt it is not.

A question is matched whole against the forms of ``senses.toml``, each of which says what is asked
("treatment", "causes", "safer") and which of its words is what acts, what it is compared with, and the rest.
Two questions are one where what is asked is the same and each of the three has the same words, in whatever
order. So nothing is left out of account but what the form itself says and the words that carry nothing: a
population, a medicine, an outcome, a "not", a "without", a number, a time that one has and the other has not
makes two questions.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from probatum.language.wording import one_name, said_words
from probatum.records.question import Question

#: A longer question has no form: it says too much for one.
LONGEST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """What is asked, of what that acts, compared with what, and with what else, each as a set of words.

    ``within`` are those of the rest in whom or in which it is asked, where that may be turned round: a risk
    of stroke in atrial fibrillation is not one of atrial fibrillation in stroke.
    """

    asks: str
    acts: frozenset[str] = field(default_factory=frozenset)
    against: frozenset[str] = field(default_factory=frozenset)
    rest: frozenset[str] = field(default_factory=frozenset)
    within: frozenset[str] = field(default_factory=frozenset)

    @property
    def about(self) -> frozenset[str]:
        """Every word of what is asked about."""
        return self.acts | self.against | self.rest | self.within


@dataclass(frozen=True, slots=True)
class _Form:
    asks: str
    less: frozenset[str]
    ordered: bool
    words: re.Pattern[str]


def sense_of(question: Question) -> Sense | None:
    """The sense of a question, None where no form fits: two with one sense are the same question."""
    said = plain_words(question.text)
    if not said or len(said) > LONGEST:
        return None
    for form in _forms():
        match = form.words.fullmatch(said)
        if match:
            return _sense(form, match)
    return None


def plain_words(text: str) -> str:
    """The words of a question as the forms are written for: one spelling, one name, one word for the same."""
    turned = _FIRST.sub(r"\2 \1", text)
    words = (name.replace(" ", "_") for name in one_name(said_words(turned)))
    said = " ".join(_VERBS.get(word, word) for word in words)
    for pattern, to in _rewrites():
        said = pattern.sub(to, said)
    return " ".join(said.split())


def content_words(text: str) -> frozenset[str]:
    """The words of a question that carry something, whatever is asked: by them it is near to another."""
    return frozenset(_telling(plain_words(text), frozenset())) - _ASKING


def _sense(form: _Form, match: re.Match[str]) -> Sense | None:
    parts = {name: words for name, words in match.groupdict().items() if words}

    def telling(*texts: str) -> frozenset[str]:
        return frozenset(word for text in texts for word in _telling(text, form.less))

    acts = telling(parts.get("x", ""), parts.get("x2", ""))
    rest = " in ".join(parts[name] for name in ("y", "y2", "w") if name in parts)
    what, _, whom = rest.rpartition(" in ") if form.ordered else ("", "", rest)
    if not (acts or telling(rest)):
        return None
    # Without a "in" all of it is what is asked about.
    event, within = (what, whom) if what else (whom, "")
    return Sense(
        asks=form.asks,
        acts=acts,
        against=telling(parts.get("c", "")),
        rest=telling(event),
        within=telling(within),
    )


def _telling(words: str, less: frozenset[str]) -> Iterator[str]:
    split = (part for word in words.split() for part in _split(word))
    return (word for word in split if word not in _empty() and word not in less)


def _split(word: str) -> Sequence[str]:
    """The words of a compound of words; a compound of letters and digits is one name."""
    parts = word.split("-")
    return parts if all(part.isalpha() for part in parts) else [word]


#: What stands before the question and belongs behind it: "Before surgery, should …".
_FIRST = re.compile(
    r"^((?:before|after|during|for) [^,?]{1,120}), (?!and\b|or\b|but\b)(.+?)[ ?.!]*$", re.IGNORECASE
)
_VERBS = {
    "is": "be", "are": "be", "was": "be", "were": "be", "does": "do", "did": "do",
    "could": "can", "may": "can", "might": "can",
}  # fmt: skip
#: Words that say how it is asked, which two questions that are only near may differ in.
_ASKING = frozenset(
    {
        "be", "do", "can", "should", "will", "what", "which", "who", "how", "when", "why", "where", "have",
        "has", "with", "and", "or", "than", "that", "often", "much", "many", "long", "used", "given",
        "from", "what's", "about",
    }
)  # fmt: skip


@cache
def _read() -> dict[str, object]:
    return tomllib.loads(resources.files("probatum.language").joinpath("senses.toml").read_text("utf-8"))


@cache
def _empty() -> frozenset[str]:
    return frozenset(str(_read()["empty"]).split())


@cache
def _rewrites() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(one), other) for one, other in _read()["rewrite"])  # type: ignore[attr-defined]


@cache
def _forms() -> tuple[_Form, ...]:
    """The forms in order, each with its places as groups."""
    return tuple(
        _Form(
            asks=table["asks"],
            less=frozenset(table.get("less", "").split()),
            ordered=bool(table.get("ordered")),
            words=re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>.+?)", form)),
        )
        for table in _read()["form"]  # type: ignore[attr-defined]
        for form in table["forms"]
    )
