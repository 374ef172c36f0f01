"""Several questions asked at once, taken apart: each part is a question that stands alone.

Two questions are told by two question marks, or by a word that joins ("and", a comma, a semicolon) with a
whole question behind it: one that has its own question word or verb, and its own subject. What is joined
within one question ("nausea and vomiting", "risks and benefits", "how and why") is left alone: where in
doubt, nothing is split. A part that says "it" or "they" gets the name that stands for in the part before;
where none is found, the question is left whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from probatum.language.drugs import drug_mentions
from probatum.language.pico import kind_of, pico_of
from probatum.language.vocabulary import Vocabulary
from probatum.records.notice import Part

#: So many parts are told apart; who asks more at once is answered as if it were one question.
MOST = 4

_SHORTEST = 3

_BE = r"(?:is|are|was|were)"
_DO = r"(?:does|do|did)"
_MAY = r"(?:can|could|should|would|will|may|must|has|have|had)"
#: What a subject begins with, so that what stands before it is a verb that asks.
_SUBJECT = (
    r"(?:it|its|they|their|them|these|those|this|that|there|i|we|you|he|she|one|the|a|an|my|patients|people|"
    r"children|adults|women|men|pregnant)\b"
)
#: A whole question: its question word with a verb behind it, or its verb with a subject behind that.
_OPENS = (
    rf"(?:what (?:{_BE}|{_DO}|{_MAY}|dose|dosage|causes?|happens|tests?|drugs?|are|side effects)\b|"
    rf"which (?:[\w-]+ ){{1,3}}?(?:{_BE}|{_DO}|{_MAY})\b|"
    rf"how (?:{_BE}|{_DO}|{_MAY}|long|often|much|many|common|effective|safe|well|soon|high|likely)\b|"
    rf"(?:when|why|where) (?:{_BE}|{_DO}|{_MAY})\b|who should\b|"
    rf"(?:{_BE}|{_DO}|{_MAY}) {_SUBJECT}|"
    r"(?:does|do|did) (?!not\b)[\w-]+ (?:reduce|cause|increase|prevent|improve|help|work|affect|lower|slow|"
    r"interact|lead|raise|treat)\b)"
)
_AND = re.compile(
    rf"(?:;\s*(?:and |but )?|,? (?:and|but) (?:also |if so,? )?|[?!]+\s*(?:and |also |or )?)(?={_OPENS})",
    re.IGNORECASE,
)
#: A comma alone joins also what only explains: behind it the question must be plain.
_COMMA = re.compile(
    rf",\s*(?=(?:what|how|when|why|where) (?:{_BE}|{_DO}|{_MAY})\b|"
    rf"(?:{_BE}|{_DO}|{_MAY}) (?:it|they|this|these)\b)",
    re.IGNORECASE,
)
#: The end of a question, and that of a sentence told before one.
_BETWEEN = re.compile(r"[?!]+\s+(?=\S)|(?<=[a-z]{3})\.\s+(?=[A-Z])")
_ASKS = re.compile(
    rf"^(?:and |but |also |please )?(?:{_OPENS}|(?:{_BE}|{_DO}|{_MAY}|what|which|who|how|when|why)\b)",
    re.IGNORECASE,
)
#: Two question words of one verb: "how and why does", "when and how should".
_WORD_ONLY = re.compile(r"^(?:how|why|when|where|what|which|who)(?: and| or)?$", re.IGNORECASE)

_PRONOUN = re.compile(
    r"\b(?:it|they|them|this (?:drug|medicine|medication|treatment|disease|condition|disorder|illness)|"
    r"these (?:drugs|medicines|treatments|diseases|conditions)|this(?= (?:be|safe|work|help|cause|last))|"
    r"(?:its|their)(?! own\b|an?\b)(?= \w))\b",
    re.IGNORECASE,
)
_OWNED = re.compile(r"\b(?:its|their) (?!own\b|an?\b)((?:side |adverse |usual |best )?[\w-]+)", re.IGNORECASE)
#: "It" that stands for nothing: "is it safe to take", "is it necessary to".
_EMPTY_IT = re.compile(
    r"\bit (?:\w+ )?(?:safe|necessary|possible|ok|okay|better|useful|important|advisable|true|known|normal|"
    r"recommended) (?:to|that|for)\b",
    re.IGNORECASE,
)
#: What is asked of a disease, where a medicine is named too.
_OF_A_DISEASE = re.compile(
    r"\b(?:treated|diagnosed|cured|caught|inherited|hereditary|contagious|fatal|relapses?|recurs?|"
    r"symptoms)\b",
    re.IGNORECASE,
)


def parts_of(text: str, vocabulary: Vocabulary) -> tuple[Part, ...]:
    """The questions that are asked in ``text``, two or more, each standing alone; none where it is one.

    Pure. ``text[part.start:part.end]`` are the words of a part as they were asked; the spans are in order and
    never overlap.

    >>> [one.text for one in parts_of("What is gout and how is it treated?", Vocabulary())]
    ['What is gout?', 'How is gout treated?']
    """
    spans = _merged(text, list(_spans(text)))
    asking = [(start, end) for start, end in spans if _ASKS.match(text[start:end])]
    if not 2 <= len(asking) <= MOST or any(_short(text[start:end]) for start, end in asking):
        return ()
    context = text[: asking[0][0]].strip()
    made: list[Part] = []
    for start, end in asking:
        alone = _alone(text[start:end], [one.text for one in made], vocabulary)
        if not alone:
            return ()
        made.append(Part(text=_written(alone, context), start=start, end=end))
    return tuple(made)


#: What joins two follow-ups: a mark, or a word that joins with a question word or other people behind it.
_JOINS = re.compile(
    r"[?!]+\s+(?:and |also |or )?(?=\w)|[\r\n]+|"
    r"(?:,|;)? (?:and|but|or) (?:also )?(?=(?:(?:for|at|in|by) )?(?:what|which|how|when|why|who)\b|in \w|"
    rf"the \w|(?:{_BE}|{_DO}|{_MAY}) {_SUBJECT})",
    re.IGNORECASE,
)


def pieces_of(text: str, asked: Callable[[str], bool]) -> tuple[str, ...]:
    """The follow-ups in what was typed in a conversation, in their order; none where it is one.

    Two question marks are two questions. Without one "and" joins two only where ``asked`` says of each side
    that it is one by itself: "what dose and for how long", not "risks and benefits". Pure.

    >>> pieces_of("and in children? what dose?", lambda _: False)
    ('and in children', 'what dose')
    """
    found: list[str] = []
    joined = ""
    at = 0
    for match in [*_JOINS.finditer(text), None]:
        piece = text[at : match.start() if match else len(text)].strip(" ,;?!.")
        found = _with_piece(found, joined, piece, asked)
        if match:
            joined, at = text[match.start() : match.end()], match.end()
    return tuple(found) if 2 <= len(found) <= MOST else ()


def _with_piece(found: list[str], joined: str, piece: str, asked: Callable[[str], bool]) -> list[str]:
    """The pieces with one more: a piece of its own, or joined to the one before it again."""
    if not re.search(r"\w", piece):
        return found
    marked = re.search(r"[?!\r\n]", joined) is not None
    if not found or marked or (asked(found[-1]) and asked(piece)):
        return [*found, piece]
    return [*found[:-1], f"{found[-1]}{joined}{piece}"]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between what joins two questions."""
    joins = (_AND, _COMMA, _BETWEEN)
    cuts = sorted(match.span() for join in joins for match in join.finditer(text))
    at = 0
    for start, end in cuts:
        if start < at:
            continue
        yield from _trimmed(text, at, start)
        at = end
    yield from _trimmed(text, at, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    said = text[start:end]
    left = len(said) - len(said.lstrip(" \t\n,;"))
    kept = said.strip(" \t\n,;?!")
    if kept:
        yield start + left, start + left + len(kept)


def _merged(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches, those put together again of which one is no question by itself."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        before = text[found[-1][0] : found[-1][1]] if found else ""
        joined = found and not re.search(r"[?.]", text[found[-1][1] : start])
        if joined and (_short(before) or _short(text[start:end]) or not _ASKS.match(before)):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _short(said: str) -> bool:
    return len(said.split()) < _SHORTEST or _WORD_ONLY.match(said) is not None


def _written(said: str, context: str) -> str:
    """A part as a question: its first letter large, its mark at the end, what was told before it first."""
    plain = re.sub(r"^(?:and|but|also) ", "", said, flags=re.IGNORECASE)
    asked = f"{plain[:1].upper()}{plain[1:].rstrip(' ?!.')}?"
    return f"{context} {asked}" if context else asked


def _alone(said: str, before: Sequence[str], vocabulary: Vocabulary) -> str:
    """A part with the name of what it calls "it"; empty where that cannot be told."""
    empty = _EMPTY_IT.search(said)
    head, rest = (said[: empty.end()], said[empty.end() :]) if empty else ("", said)
    if not before or not _PRONOUN.search(rest):
        return said
    name = _meant(rest, before[0], vocabulary)
    if not name:
        return ""
    owned = _OWNED.sub(lambda match: f"the {match[1]} of {name}", rest)
    return head + _PRONOUN.sub(lambda _: name, owned)


def _meant(said: str, first: str, vocabulary: Vocabulary) -> str:
    """What "it" stands for: of what the first part names, the medicine or the disease, as is asked."""
    if _BOTH.search(first):
        return ""
    drugs = [first[one.start : one.end] for one in drug_mentions(first)]
    pico = pico_of(first, kind_of(first), vocabulary)
    named = [concept.text for concept in (*pico.population, *pico.outcome, *pico.intervention)]
    others = [name for name in named if not drug_mentions(name)]
    of_drug = bool(drugs) and not _OF_A_DISEASE.search(said)
    name = next((names[0] for names in ((drugs, others) if of_drug else (others, drugs)) if names), "")
    return f"the dose of {name}" if name and _DOSE.search(first) and _CHANGED.search(said) else name


_BOTH = re.compile(r"\b(?:between|both)\b|\b(?:versus|vs)\b", re.IGNORECASE)
_DOSE = re.compile(r"\b(?:dose|dosage) of\b", re.IGNORECASE)
_CHANGED = re.compile(
    r"\bit be (?:reduced|increased|adjusted|halved|doubled|changed|lowered|raised)\b", re.IGNORECASE
)
