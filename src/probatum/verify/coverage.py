"""What the statement speaks of is spoken of in what it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from probatum.language.content import content, keys, names, shared
from probatum.records.verdict import Finding, Outcome, Span
from probatum.verify.check import Cited
from probatum.verify.facing import Facing, about, facing

#: From this share of its content on (by weight), a statement is covered. With both bounds, supported and
#: unsettled claims of SciFact's training part are told apart best.
COVERED = 0.75
#: Words that stand far apart say nothing together: so much must be in one sentence.
TOGETHER = 0.55
#: Below this share what is cited speaks of something else.
TOUCHED = 0.45
#: So much of what the statement names must be named there too: words of any medical text touch on nothing.
NAMED_THERE = 0.4
#: Fewer characters than this stand in any quote by chance.
TELLING = 20
_AUTHORS = re.compile(r"\b(?:the authors(?: have)?|we(?: have)?|here, we)\b")
_THIS = re.compile(r"\bthis (?:present )?(study|trial|review|analysis|cohort|report|paper|article)\b")
_SET_BEFORE = re.compile(r"[:.] ")
#: So many of the words that are missing are named.
NAMED = 3


def coverage(statement: str, cited: Sequence[Cited]) -> Iterator[Finding]:
    """A finding where the facing sentences lack much of what the statement speaks of.

    What is known of the work counts too (its title, design, population): who was studied is often said there.
    Numbers do not count: they have a check of their own. Nothing is found of a statement that is copied from
    its quote.
    """
    if copied(statement, cited) or not content(statement):
        return
    faces = facing(statement, cited)
    there = _there(faces)
    share = shared(statement, there, numbers=False)
    missing = missing_terms(statement, there)
    scattered = bool(faces) and _alone(statement, faces) < TOGETHER and not bound(statement, cited)
    if (share >= COVERED or (faces and not missing)) and not scattered:
        return
    touched = bool(faces) and share >= TOUCHED and named_share(statement, there) >= NAMED_THERE
    yield Finding(
        check="coverage",
        outcome=Outcome.PARTLY if touched else Outcome.NOT_FOUND,
        said=", ".join(statement[span.start : span.end] for span in missing),
        found=faces[0].text if faces else "",
        reason=_reason(statement, missing, touched=touched),
        said_at=missing,
        found_at=(Span(start=faces[0].start, end=faces[0].end),) if faces else (),
        passage=faces[0].cited.passage.id if faces else "",
    )


def _alone(statement: str, faces: Sequence[Facing]) -> float:
    """The most that one sentence has of the statement, with what is known of its work."""
    return max(shared(statement, keys(one.text) | about(one.cited.source), numbers=False) for one in faces)


def copied(statement: str, cited: Sequence[Cited]) -> bool:
    """Whether the statement stands, word for word, in one of its quotes."""
    return _in_quote(statement, cited)


def bound(statement: str, cited: Sequence[Cited]) -> bool:
    """Whether it is copied but for what our own statements put before: a study and a colon, "Yes.".

    After that a few words and a comma may stand before what is copied ("after adjustment, …"), which must
    then be three fifths of the rest.
    """
    for before in _SET_BEFORE.finditer(statement):
        rest = statement[before.end() :]
        _, _, turned = rest.partition(", ")
        if any(len(words) >= TELLING and _in_quote(words, cited) for words in (rest, _most(turned, rest))):
            return True
    return False


def _most(part: str, whole: str) -> str:
    return part if 5 * len(part) >= 3 * len(whole) else ""


def _in_quote(words: str, cited: Sequence[Cited]) -> bool:
    plain = _plain(words).rstrip(".")
    return any(plain in _plain(one.citation.quote) for one in cited)


def _plain(text: str) -> str:
    """The words alone; "we" and "this study" are "the authors" and "the study" where others tell of it."""
    return _THIS.sub(r"the \1", _AUTHORS.sub("we", " ".join(text.split()).casefold()))


def _there(faces: Sequence[Facing]) -> frozenset[str]:
    said: set[str] = set()
    for face in faces:
        said |= keys(face.text) | about(face.cited.source)
    return frozenset(said)


def named_share(statement: str, there: frozenset[str]) -> float:
    """The share of what the statement names (words of any medical text apart) that is among ``there``.

    What names nothing lacks nothing: 1.
    """
    named = names(statement)
    return len(named & there) / len(named) if named else 1.0


def missing_terms(statement: str, there: frozenset[str]) -> tuple[Span, ...]:
    """Where the statement names what is not among the keys ``there``; words of any medical text apart."""
    found: dict[str, Span] = {}
    for term in content(statement):
        if term.weight == 1.0 and term.key not in there:
            found.setdefault(term.key, Span(start=term.start, end=term.end))
    return tuple(list(found.values())[:NAMED])


def _reason(statement: str, missing: Sequence[Span], *, touched: bool) -> str:
    words = [f"“{statement[span.start : span.end]}”" for span in missing]
    if not words:
        return "What is cited speaks of all of this, but nowhere together."
    named = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
    if touched:
        return f"What is cited speaks of this, but not of {named}."
    return f"Nothing that is cited says this; it does not speak of {named}."
