"""An adapted sentence says what the original says: no more, no less, in the same order.

Two looks, each enough to refuse. What is read out of both must be the same: every number and unit,
negation, hedge, direction, medicine, people and warning. And the words themselves must be the same in the
same order, once plain words and the frames that sentences were cut with are brought to one form: a word
that is not on a list of the house cannot come in, and none can go. What explains (a gloss) must be the
house's own, after the word it is of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from probatum.language import plain
from probatum.language.assertion import assertions
from probatum.language.drugs import drug_mentions
from probatum.language.frequency import meanings
from probatum.language.glossary import explanation
from probatum.language.numbers import QuantityKind, quantities
from probatum.language.people import people_said
from probatum.records.adapted import Piece, PieceKind, said_of, squared
from probatum.records.verdict import Finding, Outcome

_NUMBER = re.compile(r"\d+(?:[.,·]\d+)*")
_TOKEN = re.compile(r"\d+(?:[.,·]\d+)*|[^\W\d_]+(?:_\w+)*|[%<>=≤≥±/+×]|[-−–](?=\s?\d)")
_FRAMES = re.compile("|".join(map(re.escape, plain.FRAMES)), re.IGNORECASE)
_HEDGES = re.compile(
    r"\b(?:may|might|could|can|would|should|must|possibl[ey]|probabl[ey]|potential(?:ly)?|perhaps|seem(?:s|ed)?|"
    r"appear(?:s|ed)?|suggest(?:s|ed|ing)?|likely|unlikely|about|approximately|some|most|all|usually|often|mainly|"
    r"mostly|partly|limited|weak|strong|low|moderate|high|conditional|uncertain|unclear|unknown|said to|"
    r"thought to|always|never|proven|unproven)\b",
    re.IGNORECASE,
)
_DENIALS = re.compile(
    r"\b(?:no|not|non|none|neither|nor|never|without|cannot|fail\w*|lack\w*|absen\w+|except|only|un\w{4,})\b|n['’]t\b",
    re.IGNORECASE,
)
_WARNINGS = re.compile(
    r"\b(?:contraindicat\w+|avoid\w*|stop\w*|warn\w*|caution\w*|danger\w*|urgent\w*|immediate\w*|emergenc\w+|"
    r"irreversibl\w+|severe\w*|serious\w*|fatal\w*|death\w*|die[ds]?|toxic\w*|harm\w*|overdos\w*|monitor\w*|"
    r"pregnan\w+|interact\w*|risks?|must|withhold\w*)\b",
    re.IGNORECASE,
)
_K = QuantityKind
_MEASURED = frozenset({_K.DOSE, _K.DURATION, _K.AGE, _K.MEASUREMENT})


def invariance(original: str, pieces: Sequence[Piece], context: str = "") -> tuple[Finding, ...]:
    """A finding for each way in which ``pieces`` say something else than ``original``; none where they do
    not.

    ``context`` are the words around, by which the glosses were chosen. Pure.
    """
    said = said_of(tuple(pieces))
    told = list(_not_ours(pieces, f"{original} {context}"))
    one, other = _plain(original), _plain(said)
    for check, read in _READINGS.items():
        before, after = read(one), read(other)
        if before != after:
            told.append(_finding(check, before - after, after - before))
    return (*told, *_words(one, other))


def _plain(text: str) -> str:
    """Without frames, with plain words in one form."""
    return plain.folded(_FRAMES.sub(" ", text))


# --- what is read out of both -------------------------------------------------------------------------------

_Read = Counter[Hashable]


def _numbers(text: str) -> _Read:
    return Counter(_NUMBER.findall(text))


def _units(text: str) -> _Read:
    return Counter((one.value, one.unit) for one in quantities(text) if one.kind in _MEASURED)


def _denied(text: str) -> _Read:
    return Counter(match[0].lower() for match in _DENIALS.finditer(text))


def _hedged(text: str) -> _Read:
    return Counter(match[0].lower() for match in _HEDGES.finditer(text))


def _directed(text: str) -> _Read:
    return Counter(one.text.lower() for one in assertions(text).signed)


def _drugs(text: str) -> _Read:
    return Counter(one.name for one in drug_mentions(text))


def _people(text: str) -> _Read:
    return Counter((one.slot, one.value) for one in people_said(text))


def _warned(text: str) -> _Read:
    return Counter(match[0].lower() for match in _WARNINGS.finditer(text))


#: Each reading under the name of what it looks at.
_READINGS: Mapping[str, Callable[[str], _Read]] = {
    "numbers": _numbers,
    "units": _units,
    "negation": _denied,
    "hedging": _hedged,
    "direction": _directed,
    "drugs": _drugs,
    "population": _people,
    "warnings": _warned,
}


def _finding(check: str, gone: _Read, come: _Read) -> Finding:
    there, said = _listed(gone), _listed(come)
    missing = f"leaves out “{there}”" if there else ""
    added = f"has “{said}”, which the original has not" if said else ""
    reason = f"The other wording {' and '.join(part for part in (missing, added) if part)}."
    return Finding(check=check, outcome=Outcome.CONTRADICTED, said=said, found=there, reason=reason)


def _listed(read: _Read) -> str:
    return ", ".join(sorted(" ".join(map(str, one)) if isinstance(one, tuple) else str(one) for one in read))


# --- the words themselves -----------------------------------------------------------------------------------


def _tokens(text: str) -> list[str]:
    return [token.casefold() for token in _TOKEN.findall(text)]


def _words(one: str, other: str) -> Iterator[Finding]:
    before, after = _tokens(one), _tokens(other)
    if before == after:
        return
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    _, first, last, begin, end = next(step for step in steps if step[0] != "equal")
    there, said = " ".join(before[first:last]), " ".join(after[begin:end])
    yield Finding(
        check="wording",
        outcome=Outcome.CONTRADICTED,
        said=said,
        found=there,
        reason=f"The other wording has “{said}” where the original has “{there}”.",
    )


# --- what explains ------------------------------------------------------------------------------------------


def _ours(of: str, context: str) -> tuple[str, ...]:
    """All that the house has to say of a word or figure; in a bracket it stands in square ones."""
    told = (*meanings(of), explanation(of, context), explanation(of, context, long=True)) if of else ()
    return (*(one for one in told if one), *(squared(one) for one in told if one))


def _not_ours(pieces: Sequence[Piece], context: str) -> Iterator[Finding]:
    """A gloss that is not the house's own for the word or figure that it stands after."""
    before = ""
    for piece in pieces:
        if piece.kind is not PieceKind.GLOSS:
            before += piece.text
        elif piece.text not in _ours(piece.of, context) or not _ends(before, piece.of):
            said = piece.text.strip()
            reason = f"“{said}” is not how this house explains “{piece.of}”."
            yield Finding(check="gloss", outcome=Outcome.NOT_FOUND, said=said, reason=reason)


def _ends(before: str, word: str) -> bool:
    """Whether the words so far end with a word, as it is printed or in plain words."""
    folded = plain.folded(before).casefold().endswith(plain.folded(word).casefold())
    return folded or before.casefold().endswith(word.casefold())
