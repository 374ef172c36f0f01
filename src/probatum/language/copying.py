"""Where a sentence is another one copied, but for a word or figure here and there."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

#: A sentence of more words than these is not compared word for word.
LONGEST = 160
#: A sentence is copied where so many of its words, and this share of them, stand in the other in one row.
WORDS, SHARE = 6, 0.75
#: What was changed is a few words, each time between words that stand in both.
CHANGED, CHANGES = 3, 4

_TOKEN = re.compile(r"\d+(?:[.,·]\d+)*|[^\W\d_]+(?:[-’'][^\W\d_]+)*|[^\s\w]")


#: What is done to a run of words: how, from and to in the copy, from and to in the original.
_Step = tuple[str, int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """``said`` of the copy stands where the other sentence has ``there``: spans of the two texts.

    Either may be empty (``start == end``): a word that was added, or left out.
    """

    said: tuple[int, int]
    there: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int


def changes(copy: str, original: str) -> tuple[Change, ...] | None:
    """What was changed in ``copy``; None where it is no copy of ``original``. Pure, and remembered.

    A copy may begin and end within the original.
    """
    return _changes(copy, original)


@lru_cache(maxsize=4096)
def _changes(copy: str, original: str) -> tuple[Change, ...] | None:
    said, there = _words(copy), _words(original)
    if not WORDS <= len(said) <= LONGEST or not WORDS <= len(there) <= LONGEST:
        return None
    least = max(WORDS, SHARE * len(said))
    if (Counter(one.text for one in said) & Counter(one.text for one in there)).total() < least:
        return None
    matcher = SequenceMatcher(None, [one.text for one in said], [one.text for one in there], autojunk=False)
    steps: list[_Step] = list(matcher.get_opcodes())
    same = sum(step[2] - step[1] for step in steps if step[0] == "equal")
    if same < least:
        return None
    steps = _within(steps)
    turned = [step for step in steps if step[0] != "equal"]
    if len(turned) > CHANGES or any(map(_long, turned)):
        return None
    return tuple(
        Change(said=_span(said, first, last), there=_span(there, begin, end))
        for _, first, last, begin, end in turned
    )


def _within(steps: list[_Step]) -> list[_Step]:
    """The steps without what the original has before and after the part that was copied."""
    (how, first, last, begin, end), many = steps[0], steps[0][2] - steps[0][1]
    steps[0] = (
        how,
        first,
        last,
        end - many if how in ("insert", "replace") and end - begin > many else begin,
        end,
    )
    (how, first, last, begin, end), many = steps[-1], steps[-1][2] - steps[-1][1]
    steps[-1] = (how, first, last, begin, begin + many if how != "equal" and end - begin > many else end)
    return [step for step in steps if step[1] < step[2] or step[3] < step[4]]


def _long(step: _Step) -> bool:
    return step[2] - step[1] > CHANGED or step[4] - step[3] > CHANGED


def _span(words: list[_Word], first: int, last: int) -> tuple[int, int]:
    if first < last:
        return words[first].start, words[last - 1].end
    at = words[first].start if first < len(words) else words[-1].end
    return at, at


def _words(text: str) -> list[_Word]:
    return [_Word(match[0].lower(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
