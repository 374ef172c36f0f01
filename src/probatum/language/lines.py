"""How a text that somebody brought is laid out: its headings, paragraphs, items and rows, line by line.

Plain text and Markdown are read alike, as both are what people paste: ``# Heading``, an underlined line, a
bold line or a short line of its own is a heading; ``•``, ``-``, ``*``, ``1.`` or ``(a)`` opens an item,
deeper where it is indented more. Nothing is changed: a block is a stretch of the text. One pass, linear
in its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class Kind(StrEnum):
    """What a block of a text is."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    ROW = "row"
    CODE = "code"
    RULE = "rule"
    BLANK = "blank"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A heading, paragraph, item or row: its words are ``text[start:end]``, ``opened`` is where its line
    begins.

    ``level`` is the rank of a heading (1 to 6) or the indentation of an item in columns; ``number`` what an
    item is numbered with (``1.``), empty elsewhere; ``apart``: a blank line stands before it.
    """

    kind: Kind
    start: int
    end: int
    opened: int
    level: int = 0
    number: str = ""
    apart: bool = False
    sure: bool = True


#: A line of more characters than this is no heading.
LONGEST_HEADING = 120
_MOST_WORDS = 14
#: A text with longer lines is not cut at a width: each of its lines is whole.
_WIDEST = 120
#: The rank of a heading that only looks like one.
GUESSED = 3

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]*")
_FENCE = re.compile(r"[ \t]{0,8}(?:```|~~~)")
_ATX = re.compile(r"[ \t]{0,3}(#{1,6})(?:[ \t]+|$)")
_UNDERLINE = re.compile(r"[ \t]{0,3}(?:={3,}|-{3,})[ \t]*")
_RULER = re.compile(r"[ \t]*(?:[-*_=~–—•·.][ \t]*){3,200}")
_SEPARATOR = re.compile(
    r"[ \t]*\|?(?:[ \t]*:?-{2,200}:?[ \t]*\|){1,60}(?:[ \t]*:?-{2,200}:?)?[ \t]*\|?[ \t]*"
)
_QUOTED = re.compile(r"(?:[ \t]{0,3}>[ \t]?){1,20}")
_BULLET = re.compile(
    r"([ \t\u00a0]{0,60})(?:[•◦▪●‣∙○■□➢➤✓✔*+·–—†‡¶-])"
    r"(?:[ \t\u00a0]{1,20}|(?<=[•◦▪●‣†‡¶])(?=\S))(?:\[[ xX]\] )?"
)
_NUMBERED = re.compile(
    r"([ \t\u00a0]{0,60})(\((?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})\)|(?:\d{1,3}|[a-zA-Z]|"
    r"[ivx]{2,4})[.)])[ \t\u00a0]{1,20}(?=\S)"
)
_BOLD_LINE = re.compile(r"(\*\*|__)(?=\S)(.{1,118}?)(?<=\S)\1:?")
_ENDS = re.compile(r"[.!;,…][\"'”’)\]*_]{0,4}$")
_CLOSED = re.compile(r"[.!?:;…][\"'”’)\]*_]{0,4}(?:\s?(?:\[[^\]]{0,20}\]|[\d,; ⁰-⁹¹²³]{1,20}))?$")
#: What ends with a citation marker is a sentence.
_MARKED = re.compile(r"\[\^?\d[^\]\s]{0,12}\]$|[.!?]\s?\d{1,3}$|\s\d{1,3}(?:, ?\d{1,3}){1,5}$|[⁰¹²³⁴-⁹]$")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|does|do|did|can|could|may|might|must|should|will|would|"
    r"shall|"
    r"include|includes|included|causes|reduces|increases|improves|helps|shows|showed|shown|suggests|"
    r"requires|"
    r"occurs|occur|remains|becomes|leads|depends|provides|affects|appears|prevents|recommends|"
    r"recommended)\b",
    re.IGNORECASE,
)
_SMALL = frozenset(
    """
    a an and as at but by for from in into nor of on onto or per so than that the their to vs via with without
    """.split()  # noqa: SIM905 - a list to be read by people
)
_NAMED = re.compile(
    r"(?:\d{1,2}[.)]?\s+)?(?:abstract|background|introduction|overview|summary|methods?|results?|"
    r"discussion|conclusions?|"
    r"references?|bibliography|sources?|literature(?: cited)?|works cited|citations?|further reading|"
    r"footnotes|notes|disclaimer|key (?:points|takeaways|messages)|take-?aways?|bottom line|treatment|"
    r"diagnosis|"
    r"symptoms|causes|prognosis|prevention|management|monitoring|epidemiology|definition|complications|"
    r"risk factors|limitations|recommendations)\s{0,3}:?",
    re.IGNORECASE,
)


def blocks(text: str, *, headings: Mapping[int, int] | None = None) -> list[Block]:
    """The blocks of ``text`` in order; they do not overlap.

    ``headings`` are the places at which lines begin that are known to be headings, with their ranks from 1,
    for instance from the elements of a web page; then no other plain line is taken for one unless its words
    are those of a section (``References``). Without it short lines without a stop are.
    """
    lines = list(_lines(text, headings or {}))
    if headings is None:
        lines = _with_guessed(text, lines)
    return list(_joined(text, lines, wrapped=_wrapped(lines)))


def _wrapped(lines: Sequence[Block]) -> bool:
    """Whether lines may have been cut at a width: hardly any is longer than such a width."""
    prose = [line for line in lines if line.kind in (Kind.TEXT, Kind.ITEM)]
    return sum(line.end - line.opened > _WIDEST for line in prose) <= len(prose) // 50


# --- lines


def _lines(text: str, known: Mapping[int, int]) -> Iterator[Block]:
    hidden = list(_comments(text))
    fenced = apart = False
    comment = 0
    before: Block | None = None
    for start, end in _cut(text):
        while comment < len(hidden) and hidden[comment][1] <= start:
            comment += 1
        within = comment < len(hidden) and hidden[comment][0] <= start and start < hidden[comment][1]
        fence = _FENCE.match(text, start, end) is not None
        if fenced or fence or within:
            block = Block(kind=Kind.CODE, start=start, end=end, opened=start)
            fenced = fenced != fence
        else:
            block = replace(_line(text, start, end, known, before), apart=apart)
        apart = block.kind is Kind.BLANK
        before = block
        yield block


def _comments(text: str) -> Iterator[tuple[int, int]]:
    """Where comments of HTML stand."""
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            return
        yield start, end + 3
        start = text.find("<!--", end + 3)


def _cut(text: str) -> Iterator[tuple[int, int]]:
    """The lines of a text, without their ends."""
    at = 0
    while at <= len(text):
        match = _LINE.match(text, at)
        end = match.end() if match else at
        yield at, end
        at = end + (2 if text[end : end + 2] == "\r\n" else 1)


def _line(text: str, opened: int, end: int, known: Mapping[int, int], before: Block | None) -> Block:
    quoted = _QUOTED.match(text, opened, end)
    start = quoted.end() if quoted else opened
    start, end = _trimmed(text, start, end)
    if start >= end:
        return Block(kind=Kind.BLANK, start=opened, end=opened, opened=opened)
    if opened in known:
        return Block(kind=Kind.HEADING, start=start, end=end, opened=opened, level=known[opened])
    return _marked(text, opened, start, end, before) or Block(
        kind=Kind.TEXT, start=start, end=end, opened=opened, level=_column(text, opened, start)
    )


def _marked(text: str, opened: int, start: int, end: int, before: Block | None) -> Block | None:
    """A line that says by its signs what it is."""
    line = text[start : min(end, start + 400)]
    whole = end - start <= 400
    if atx := _ATX.match(text, start, end):
        inner, last = _trimmed(text, atx.end(), end)
        while last > inner and text[last - 1] == "#":
            last -= 1
        inner, last = _trimmed(text, inner, last)
        return Block(kind=Kind.HEADING, start=inner, end=last, opened=opened, level=len(atx[1]))
    if (whole and _SEPARATOR.fullmatch(line)) or (whole and _RULER.fullmatch(line)):
        level = 1 if line.startswith("=") else 2
        under = before is not None and before.kind is Kind.TEXT and _UNDERLINE.fullmatch(line) is not None
        return Block(kind=Kind.RULE, start=start, end=end, opened=opened, level=level if under else 0)
    if text[start] == "|" or (whole and line.count(" | ") >= 2):
        return Block(kind=Kind.ROW, start=start, end=end, opened=opened)
    if whole and (bold := _BOLD_LINE.fullmatch(line)) and not _ENDS.search(bold[2]):
        return Block(kind=Kind.HEADING, start=start, end=end, opened=opened, level=GUESSED + 1)
    return _item(text, opened, start, end)


def _item(text: str, opened: int, start: int, end: int) -> Block | None:
    column = _column(text, opened, start)
    bullet = _BULLET.match(text, start, end)
    numbered = None if bullet else _NUMBERED.match(text, start, end)
    match = bullet or numbered
    if match is None or match.end() >= end:
        return None
    number = numbered[2] if numbered else ""
    return Block(kind=Kind.ITEM, start=match.end(), end=end, opened=opened, level=column, number=number)


def _column(text: str, opened: int, start: int) -> int:
    return sum(4 if letter == "\t" else 1 for letter in text[opened:start][:60])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space at its ends."""
    kept = text[start:end].strip()
    if not kept:
        return start, start
    first = start + len(text[start:end]) - len(text[start:end].lstrip())
    return first, first + len(kept)


# --- headings that only look like ones


def _with_guessed(text: str, lines: Sequence[Block]) -> list[Block]:
    found: list[Block] = []
    for place, line in enumerate(lines):
        after = lines[place + 1] if place + 1 < len(lines) else None
        if after is not None and after.kind is Kind.RULE and after.level and line.kind is Kind.TEXT:
            found.append(replace(line, kind=Kind.HEADING, level=after.level))
            continue
        found.append(_guessed(text, line, found, lines, place))
    return found


def _guessed(text: str, line: Block, before: Sequence[Block], lines: Sequence[Block], place: int) -> Block:
    if line.kind is Kind.ITEM and _heads_a_list(text, line, lines, place):
        return replace(line, kind=Kind.HEADING, level=GUESSED + 2)
    if line.kind is not Kind.TEXT or not _looks(text, line):
        return line
    words = text[line.start : line.end]
    following = next((one for one in lines[place + 1 : place + 4] if one.kind is not Kind.BLANK), None)
    if _NAMED.fullmatch(words):
        return replace(line, kind=Kind.HEADING, level=GUESSED)
    last = before[-1] if before else None
    opens = last is None or last.kind is not Kind.TEXT or bool(_CLOSED.search(_tail(text, last)))
    if (
        not opens
        or following is None
        or (words.endswith(":") and following.kind is Kind.ITEM and _FINITE.search(words))
    ):
        return line
    return (
        replace(line, kind=Kind.HEADING, level=GUESSED, sure=False) if _titled(words, lines, place) else line
    )


def _heads_a_list(text: str, line: Block, lines: Sequence[Block], place: int) -> bool:
    """Whether a numbered item in bold is the heading of what stands below it, indented."""
    if line.end - line.start > LONGEST_HEADING or not _BOLD_LINE.fullmatch(text[line.start : line.end]):
        return False
    following = next((one for one in lines[place + 1 : place + 4] if one.kind is not Kind.BLANK), None)
    return following is not None and (
        (following.kind is Kind.ITEM and following.level > line.level) or following.kind is Kind.TEXT
    )


def _tail(text: str, block: Block) -> str:
    return text[max(block.start, block.end - 60) : block.end]


def _looks(text: str, line: Block) -> bool:
    if line.end - line.start > LONGEST_HEADING:
        return False
    words = text[line.start : line.end]
    found = _WORD.findall(words)
    if not found or len(found) > _MOST_WORDS or _ENDS.search(words) or "http" in words or "@" in words:
        return False
    return not _MARKED.search(words)


def _titled(words: str, lines: Sequence[Block], place: int) -> bool:
    """Whether the words are written as those of headings are, and stand as headings do."""
    found = [word for word in _WORD.findall(words) if word.lower() not in _SMALL]
    capital = sum(word[0].isupper() for word in found) >= 0.75 * len(found) if found else False
    follows = lines[place + 1] if place + 1 < len(lines) else None
    alone = follows is None or follows.kind is not Kind.TEXT
    plain = not _FINITE.search(words) and words[:1].isupper()
    if words.endswith("?"):
        return alone
    if len(found) == 1 or not alone:
        return capital and plain and len(found) <= 8
    return (capital and len(found) >= 2) or (plain and len(found) <= 9)


# --- blocks


def _joined(text: str, lines: Sequence[Block], *, wrapped: bool) -> Iterator[Block]:
    """Lines put together: a paragraph and an item go on until something else begins."""
    held: Block | None = None
    for line in lines:
        if held is not None and _goes_on(text, held, line, wrapped=wrapped):
            held = replace(held, end=line.end)
            continue
        if held is not None:
            yield held
        held = line if line.kind is not Kind.BLANK else None
    if held is not None:
        yield held


def _goes_on(text: str, held: Block, line: Block, *, wrapped: bool) -> bool:
    if line.kind is not Kind.TEXT or line.apart:
        return False
    broken = not _CLOSED.search(_tail(text, held)) and text[line.start].islower()
    if held.kind is Kind.TEXT:
        return wrapped or broken
    # An item goes on where its next line is indented, or where its sentence has not ended.
    return held.kind is Kind.ITEM and (broken or line.level > held.level)
