"""The reference list of a text: where it stands, and what each of its entries says of a work.

Read are numbered and unnumbered lists under a heading (``References``, ``Sources``), also in groups under
headings of their own (``Guidelines``, ``Trials``), lists of addresses or numbered citations at the end
without one, footnotes, and entries on one line or on lines of type, title and publisher.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, replace

from probatum.language.frame import is_frame_heading, speaks_of_page
from probatum.language.lines import Block, Kind
from probatum.language.markers import DEFINITION, plain
from probatum.language.reference_entry import (
    LONGEST,
    URL,
    adds_to_entry,
    begins_with_authors,
    is_citation,
    is_type,
    opens_entry,
    read_work,
)
from probatum.records.audit import PastedReference

_LIST = r"(?:references?|bibliograph(?:y|ies)|sources?|citations?|literature|further reading|works cited)"
_HEADING = re.compile(
    r"(?:\d{1,2}[.)]?\s+)?(?:key |selected |main |full |list of |cited |external )?(?:"
    rf"{_LIST}(?: cited)?|reference list|footnotes|endnotes|evidence (?:base|sources)|"
    rf"{_LIST}\s?(?:and|&|/)\s?(?:{_LIST}|links|notes|resources?))(?:\s\(\d+\))?\s?:?",
    re.IGNORECASE,
)
#: A list in one paragraph, and where its entries part.
_IN_LINE = re.compile(
    r"\W{0,3}(?:key |main )?(?:references?|sources?|citations?|bibliography)\s?:[*_]{0,3}\s{0,3}(?=\S)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_PARTED = re.compile(r"\s(?=\[\d{1,3}\]\s)|(?<=[.)])\s(?=\d{1,3}[.)]\s[A-Z])")
_SEMICOLON = re.compile(r";\s(?=[A-Z])")
#: Pictures and signs around the words of a heading (``📚 References``).
_ADORNED = re.compile(r"^[^\w(]+|[^\w):]+$")
_NUMBERED = re.compile(
    r"(?:\\?\[\^?(?:(?:web|source|ref|cite|citation)[: ]\s?)?(?P<square>[\w.-]{1,20}?)\\?\]:?|"
    r"\((?P<round>\d{1,3})\)|【(?P<lens>\d{1,3})】|(?P<plain>\d{1,3})(?:[.)]|"
    r"(?=\s+[A-Z\[(]))|(?P<raised>[⁰¹²³⁴-⁹]{1,3})|\^(?P<caret>\d{1,3})\^|"
    r"<sup>(?P<sup>\d{1,3})</sup>)[ \t\u00a0]{0,8}"
)
_MOST = 2_000
#: So many headings are looked at for that of the list.
_MOST_LISTS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceList:
    """Where a reference list stands among the blocks of a text: ``blocks[first:last]``, heading included."""

    first: int
    last: int
    references: tuple[PastedReference, ...]


def reference_list(text: str, found: Sequence[Block]) -> ReferenceList:
    """The reference list of a text, by its blocks; an empty one at the end where there is none.

    Footnotes and addresses that are told elsewhere in the text are entries too.
    """
    listed = _listed(text, found)
    body = [block for place, block in enumerate(found) if not listed.first <= place < listed.last]
    return replace(listed, references=(*listed.references, *_entries(text, list(_definitions(text, body)))))


def _definitions(text: str, body: Sequence[Block]) -> Iterator[Block]:
    """The footnotes that stand in the text itself, each as a paragraph with its indented lines.

    A short line of it ("PMID: 123") may have been taken for a heading, so that its block ends too early.
    """
    for block in body:
        if block.kind not in (Kind.TEXT, Kind.ITEM):
            continue
        for match in DEFINITION.finditer(text, block.start, block.end):
            whole = DEFINITION.match(text, match.start()) or match
            yield Block(kind=Kind.TEXT, start=whole.start(), end=whole.end(), opened=whole.start())


def _listed(text: str, found: Sequence[Block]) -> ReferenceList:
    opened = _opening(text, found)
    if opened is None:
        return _unheaded(text, found)
    last = _closing(text, found, opened)
    entries = tuple(_entries(text, found[opened + 1 : last]))
    if not entries:
        return _unheaded(text, found)
    return ReferenceList(first=opened, last=last, references=entries)


def _opening(text: str, found: Sequence[Block]) -> int | None:
    """The heading of the list: the last one that is called so and has something below it; of several that
    follow each other ("References", "Further reading") the first."""
    opened: int | None = None
    for place in _called_lists(text, found):
        if opened is not None and _closing(text, found, place) <= opened:
            break
        opened = place
    return opened


def _called_lists(text: str, found: Sequence[Block]) -> Iterator[int]:
    """The last headings that are called as lists are, the last first."""
    seen = 0
    for place in range(len(found) - 2, -1, -1):
        block = found[place]
        if block.end - block.start <= 60 and block.kind in (Kind.HEADING, Kind.TEXT):
            words = _ADORNED.sub("", plain(text, block.start, block.end)).strip(" :")
            if _HEADING.fullmatch(words):
                yield place
                seen += 1
        if seen == _MOST_LISTS:
            return


def _closing(text: str, found: Sequence[Block], opened: int) -> int:
    """Where the list ends: at a heading without entries below it, at a note, or at plain prose."""
    entries: list[Block] = []
    for place in range(opened + 1, len(found)):
        block = found[place]
        words = _words(text, block)
        if is_type(words) or (entries and _heads_entries(text, found, place, found[opened])):
            continue
        if is_frame_heading(words) or (entries and _ends_list(block, words, entries[0])):
            return place
        entries.append(block)
    return len(found)


def _words(text: str, block: Block) -> str:
    return text[block.start : min(block.end, block.start + LONGEST)]


def _heads_entries(text: str, found: Sequence[Block], place: int, opened: Block) -> bool:
    """Whether a heading within the list stands over entries of it (``Trials``, ``Further reading``)."""
    if found[place].kind is not Kind.HEADING or place + 1 >= len(found):
        return False
    after = found[place + 1]
    words = _words(text, after)
    deeper = found[place].level > opened.level
    return opens_entry(_NUMBERED.sub("", words, count=1)) or (
        after.kind is Kind.ITEM and (is_citation(words) or (deeper and bool(after.number)))
    )


def _ends_list(block: Block, words: str, first: Block) -> bool:
    if is_citation(words) or is_type(words):
        return False
    if block.kind is Kind.HEADING:
        return block.sure
    note = first.number and block.kind is Kind.ITEM and not block.number and block.level <= first.level
    prose = block.kind is Kind.TEXT and len(words) > 160 and words.count(". ") >= 2
    return (
        bool(note)
        or prose
        or bool(speaks_of_page(words))
        or (words.rstrip().endswith("?") and len(words) < 80 and not block.number)
    )


def _unheaded(text: str, found: Sequence[Block]) -> ReferenceList:
    """A list at the end without a heading: addresses, footnotes, numbered citations."""
    first = len(found)
    while first and _stands_as_entry(text, found[first - 1]):
        first -= 1
    first = min(first, _counted_down(text, found))
    if first == len(found) and found and (in_line := _in_line(text, found[-1])):
        return ReferenceList(first=first - 1, last=first, references=tuple(_entries(text, in_line)))
    entries = tuple(_entries(text, found[first:])) if first < len(found) else ()
    return ReferenceList(first=first if entries else len(found), last=len(found), references=entries)


def _in_line(text: str, block: Block) -> list[Block]:
    """The entries of a list in one paragraph at the end (``Sources: A 2018; B 2020.``)."""
    opened = _IN_LINE.match(text, block.start, block.end) if block.kind is Kind.TEXT else None
    if opened is None or block.end - block.start > 2 * LONGEST:
        return []
    at, parts = opened.end(), list[Block]()
    parting = _PARTED if _PARTED.search(text, at, block.end) else _SEMICOLON
    for match in [*parting.finditer(text, at, block.end), None]:
        end = match.start() if match else block.end
        parts.append(Block(kind=Kind.TEXT, start=at, end=end, opened=at))
        at = match.end() if match else end
    words = [text[part.start : part.end] for part in parts]
    return parts if all(is_citation(one) or _YEAR.search(one) for one in words) else []


def _counted_down(text: str, found: Sequence[Block]) -> int:
    """Where the paragraphs at the end begin that are numbered from 1 on, if most of them name works."""
    works = 0
    for place in range(len(found) - 1, -1, -1):
        block = found[place]
        words = _words(text, block)
        number = _number(block.number or words) if block.kind in (Kind.TEXT, Kind.ITEM) else 0
        after = (
            _number(found[place + 1].number or _words(text, found[place + 1]))
            if place + 1 < len(found)
            else 0
        )
        if not number or (after and after != number + 1):
            return len(found)
        works += is_citation(words)
        if number == 1:
            return place if works * 2 >= len(found) - place else len(found)
    return len(found)


def _number(words: str) -> int:
    """The number with which words begin; 0 where they begin with none."""
    match = _NUMBERED.match(words)
    printed = next((value for value in match.groups() if value), "") if match else words.strip("().")
    return int(printed) if re.fullmatch(r"[0-9]{1,3}", printed) else 0


def _stands_as_entry(text: str, block: Block) -> bool:
    if block.kind not in (Kind.TEXT, Kind.ITEM):
        return False
    words = _words(text, block).strip()
    rest = DEFINITION.sub("", words)
    lines = [line.strip() for line in rest.splitlines() if line.strip()]
    if words and not lines:
        return True
    if lines and (all(map(_is_entry_line, lines[:40])) or _are_numbered(lines[:40])):
        return True
    return bool(block.number) and is_citation(words) and not words.rstrip().endswith(":")


def _are_numbered(lines: Sequence[str]) -> bool:
    """Whether lines are numbered from 1 on, two or more, and most of them name works."""
    numbers = [_number(line) for line in lines]
    return (
        len(lines) > 1
        and numbers == list(range(1, len(lines) + 1))
        and 2 * sum(map(is_citation, lines)) >= len(lines)
    )


def _is_entry_line(line: str) -> bool:
    url = URL.match(line)
    if url is not None and len(line) - url.end() < 60:
        return True
    if re.match(r"\[\^[\w.-]{1,40}\]:", line):
        return True
    numbered = _NUMBERED.match(line)
    if numbered is None:
        return " " not in line and re.search(r"[=&?/%]", line) is not None and len(line) > 12
    rest = line[numbered.end() :].lstrip(": ")
    return (
        bool(URL.match(rest))
        or (is_citation(rest) and numbered["plain"] is None)
        or (is_citation(rest) and bool(begins_with_authors(rest)))
    )


# --- entries


def _entries(text: str, found: Sequence[Block]) -> Iterator[PastedReference]:
    rows = [row for block in found[:_MOST] if block.kind is not Kind.RULE for row in _rows(text, block)]
    heads = {place for place in range(len(rows)) if _heads_group(text, rows, place)}
    opens = _opener(text, [row for place, row in enumerate(rows) if place not in heads])
    for kind, section in _sections(text, rows, heads):
        for group in _groups(section, opens):
            entry = _entry(text, group, kind)
            if entry is not None:
                yield entry


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a list: its words, the number it begins with, whether it opens a block or an item.

    ``titled``: it is a line as headings are; ``apart``: and stands as one.
    """

    start: int
    end: int
    words: int
    marker: str
    opens: bool
    item: bool
    type: bool
    titled: bool
    apart: bool


def _rows(text: str, block: Block) -> Iterator[_Row]:
    at = block.start
    first = True
    for line in text[block.start : block.end].splitlines(keepends=True):
        kept = line.strip()
        start = at + len(line) - len(line.lstrip())
        at += len(line)
        if not kept:
            continue
        item = first and block.kind is Kind.ITEM
        number = block.number.strip("().") if item else ""
        match = None if number else _NUMBERED.match(kept)
        marker = number or next((value for value in match.groups() if value), "") if match else number
        begins = start + (match.end() if match and marker else 0)
        opened = block.opened if item else start
        titled = block.kind is Kind.HEADING and not _YEAR.search(kept)
        yield _Row(
            start=min(opened + _indent(text, opened), start),
            end=start + len(kept),
            words=begins,
            marker=_digits(marker),
            opens=first,
            item=item,
            type=is_type(kept),
            titled=titled,
            apart=titled and (block.sure or block.apart),
        )
        first = False


def _indent(text: str, opened: int) -> int:
    rest = text[opened : opened + 80]
    return len(rest) - len(rest.lstrip(" \t\u00a0>"))


def _digits(marker: str) -> str:
    return marker.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))


def _heads_group(text: str, rows: Sequence[_Row], place: int) -> bool:
    """Whether a line is the heading of entries below it: a type or a title of its own, before a line that
    opens an entry by its number, its bullet or its authors."""
    row = rows[place]
    if row.marker or row.item or not (row.type or row.apart) or place + 1 >= len(rows):
        return False
    after = rows[place + 1]
    return bool(after.marker) or after.item or opens_entry(plain(text, after.words, after.end))


def _sections(text: str, rows: Sequence[_Row], heads: Container[int]) -> Iterator[tuple[str, list[_Row]]]:
    """The lines below each heading of a group, with the type that it names."""
    kind, held = "", list[_Row]()
    for place, row in enumerate(rows):
        if place not in heads:
            held.append(row)
            continue
        if held:
            yield kind, held
        kind, held = (_type(text, row) if row.type else ""), []
    if held:
        yield kind, held


def _type(text: str, row: _Row) -> str:
    return plain(text, row.start, row.end).strip(" :[]()")


_Opens = Callable[[Sequence[_Row], int], bool]


def _groups(rows: Sequence[_Row], opens: _Opens) -> Iterator[list[_Row]]:
    """The lines of each entry."""
    held: list[_Row] = []
    for place, row in enumerate(rows):
        if held and opens(rows, place):
            yield held
            held = []
        held.append(row)
    if held:
        yield held


def _opener(text: str, rows: Sequence[_Row]) -> _Opens:
    """What opens an entry in this list: a type, a number, a bullet, a whole citation, or a block."""
    if any(row.type for row in rows):
        return lambda all_rows, place: all_rows[place].type and not all_rows[place - 1].type
    if sum(bool(row.marker) for row in rows) >= max(1, len(rows) // 4):
        return lambda all_rows, place: bool(all_rows[place].marker)
    if sum(row.item for row in rows) >= max(1, len(rows) // 4):
        return lambda all_rows, place: all_rows[place].item
    cites = [row for row in rows if is_citation(text[row.start : row.end])]
    whole = [row for row in cites if not adds_to_entry(text[row.start : row.end])] or cites
    if len(cites) >= max(1, len(rows) // 2):
        cited = {row.start for row in whole}
        return lambda all_rows, place: (
            all_rows[place].start in cited and (all_rows[place].opens or all_rows[place - 1].start in cited)
        )
    # A line that looks like a heading is a title; what stands below it belongs to it.
    return lambda all_rows, place: (
        all_rows[place].opens and (all_rows[place].titled or not all_rows[place - 1].titled)
    )


def _entry(text: str, group: Sequence[_Row], kind: str) -> PastedReference | None:
    """An entry; ``kind`` is what its group is called, where it has no type of its own."""
    start, end = group[0].start, group[-1].end
    types = [row for row in group if row.type]
    lines = [plain(text, row.words, row.end) for row in group if not row.type]
    if not any(lines) and not types:
        return None
    work = read_work(lines, text[start : min(end, start + 2 * LONGEST)])
    return PastedReference(
        start=start,
        end=end,
        text=" ".join(plain(text, row.words, row.end) for row in group)[:LONGEST],
        marker=next((row.marker for row in group if row.marker), ""),
        type=_type(text, types[0]) if types else work.type or kind,
        title=work.title,
        publisher=work.publisher,
        year=work.year,
        doi=work.doi,
        pmid=work.pmid,
        url=work.url,
    )
