"""A text that somebody brought, taken apart: its statements with their markers, its references, its frame.

Nothing is judged here, and nothing is changed: every statement keeps the place from which it was read, so
that a reader sees the text as it stood. It serves plain text and Markdown alike, as both are what people
paste.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from probatum.language.frame import (
    GENERAL_REMARK,
    is_frame_heading,
    is_open_stem,
    speaks_of_page,
    states_nothing,
)
from probatum.language.lines import Block, Kind, blocks
from probatum.language.markers import (
    Habits,
    Marker,
    after_stop,
    after_word,
    leading,
    masked,
    numbers_in,
    plain,
    strong_markers,
)
from probatum.language.reference_list import ReferenceList, reference_list
from probatum.language.sentences import sentences
from probatum.records.audit import Pasted, PastedClaim, PastedReference
from probatum.records.verdict import Span

#: So many bare numbers at ends of sentences are a habit of citing.
HABIT = 2
#: So many numbers in round brackets at ends of clauses are one, in a text without a reference list.
ROUND_HABIT = 3
#: So many bullets in the middle of a paragraph are a list whose line ends were lost.
RUN_ON = 2
#: An item of fewer words than this that deeper items follow is their label.
_LABEL_WORDS = 12

_LETTERS = re.compile(r"[^\W\d_]{2}")
_OPENING = re.compile(
    r",?\s+(?:including|such as|for example|for instance|e\.g\.,?|namely|as follows|the following|"
    r"these include)\s?:$",
    re.IGNORECASE,
)
_RUN_ON = re.compile(r"[.:;]\s[-–•*▪●]\s+(?=\w)")
_FIRST_ITEM = re.compile(r"(?<=:)\s+(?=[-–•*▪●]\s+\w)")
_SIGN = re.compile(r"[-–•*▪●]\s+(?=\w)")
#: The number of a recommendation, which is none of its words (``1.2.1 Give …``).
_PLACE = re.compile(r"\d{1,2}(?:\.\d{1,2}){2,3}\.?\s+(?=[A-Z])")
#: What heads a table of two columns and says how the page stands (``| Status | Approved |``).
_STATUS = re.compile(r"^(?:\w+ ){0,2}status$", re.IGNORECASE)
_ROUND = re.compile(r"[^\W\d_)%]\s?\(\d{1,3}(?:[,;–-]\s?\d{1,3}){0,9}\)(?=[.,;:])")
_GLUED = re.compile(r"[a-z]{4}(\d{1,3}(?:[,–—-]\d{1,3}){0,12})(?=[.,;:](?:\s|$))")
_CELL = re.compile(r"(?<!\\)\|")


def read_pasted(text: str, *, headings: Mapping[int, int] | None = None, title: str = "") -> Pasted:
    """Take ``text`` apart. Pure, and linear in its length; it never fails, whatever the text is.

    ``headings`` are the places where lines begin that are known to be headings, with their ranks (1 for the
    outermost); without it headings are told by their form. ``title`` is what the text is called; without it
    the first heading of the text is.

    Questions and headings are no claims; what speaks of the page is in ``frame``; a sentence that no evidence
    could bear out stays a claim that is not ``checkable``.

    >>> [(one.text, one.markers) for one in read_pasted("Steroids help most. [1,2] Is that so?").claims]
    [('Steroids help most.', ('1', '2'))]
    """
    found = blocks(text, headings=headings)
    listed = reference_list(text, found)
    body = [block for place, block in enumerate(found) if not listed.first <= place < listed.last]
    walk = _Walk(text=text, title=title, path=[])
    walk.read(body, _read_statements(text, body, _highest(listed)))
    references = (*listed.references, *_inline(text, walk.links, listed))
    return Pasted(
        text=text,
        title=walk.title,
        claims=tuple(walk.claims),
        references=tuple(references),
        frame=tuple(walk.frame),
        headings=tuple(Span(start=block.start, end=block.end) for block in _headings(text, found, listed)),
    )


def _headings(text: str, found: Sequence[Block], listed: ReferenceList) -> Iterator[Block]:
    for place, block in enumerate(found):
        within = listed.first < place < listed.last
        if (block.kind is Kind.HEADING and not within and _heads(text, block)) or (
            place == listed.first and not _is_entry(block, listed)
        ):
            yield block


def _heads(text: str, block: Block) -> bool:
    words = plain(text, block.start, block.end)
    return is_frame_heading(words) or not speaks_of_page(words)


def _is_entry(block: Block, listed: ReferenceList) -> bool:
    return any(block.start < entry.end and entry.start < block.end for entry in listed.references[:1])


# --- statements


@dataclass(frozen=True, slots=True)
class _Statement:
    """A sentence where it stands, with its markers; ``loose`` are bare numbers that may be markers.

    ``item``: a bullet stands before it in the middle of a line, as where line ends were lost.
    """

    start: int
    end: int
    markers: tuple[Marker, ...] = ()
    loose: Marker | None = None
    item: bool = False


def _highest(listed: ReferenceList) -> int:
    """The highest number that a list of references has, or the number of its entries where it has none."""
    numbers = [int(entry.marker) for entry in listed.references if entry.marker.isdecimal()]
    return max(numbers, default=len(listed.references))


def _read_statements(text: str, body: Sequence[Block], most: int) -> dict[int, list[_Statement]]:
    """The statements of each block, by where it starts; the habit of the text decides what bare numbers
    are. ``most`` is the highest number of its list, 0 where it has none."""
    prose = [block for block in body if block.kind in (Kind.TEXT, Kind.ITEM)]
    listed, rounds = most > 0, _rounds(text, prose)
    habits = Habits(
        most=most,
        rounds=listed or rounds >= ROUND_HABIT,
        after_figures=rounds > 0,
        glued=_glued(text, prose, most) >= HABIT,
    )
    read = {block.start: _statements(text, block, habits) for block in prose}
    every = [one for found in read.values() for one in found]
    bare = sum(any(text[mark.start].isdigit() for mark in one.markers) for one in every)
    loose = sum(one.loose is not None for one in every)
    cites = (bare > 0 and loose > 0) or loose >= (HABIT if listed else HABIT + 1)
    if not cites:
        return read
    return {start: [_settled(one) for one in found] for start, found in read.items()}


def _settled(one: _Statement) -> _Statement:
    return one if one.loose is None else replace(one, markers=(*one.markers, one.loose), loose=None)


def _rounds(text: str, prose: Sequence[Block]) -> int:
    return sum(len(_ROUND.findall(text, block.start, block.end)) for block in prose)


def _glued(text: str, prose: Sequence[Block], most: int) -> int:
    """How many words at the end of a clause have numbers of the list right behind them (``symptoms1,2.``)."""
    words = {
        match[0]
        for block in prose
        for match in _GLUED.finditer(text, block.start, block.end)
        if all(0 < int(number) <= most for number in numbers_in(match[1]))
    }
    return len(words)


def _statements(text: str, block: Block, habits: Habits) -> list[_Statement]:
    strong = strong_markers(text, block.start, block.end, habits=habits)
    cut = masked(text, block.start, block.end, strong)
    spans = [[block.start + first, block.start + last] for first, last in _cut_items(cut)]
    numbers = _moved(cut, block.start, spans)
    return [_statement(cut, block.start, *row) for row in _with_markers(spans, strong, numbers)]


def _cut_items(cut: str) -> Iterator[tuple[int, int]]:
    """Sentences, and the items of lists that run on in one line (``…: - One. - Two.``)."""
    several = len(_RUN_ON.findall(cut)) >= RUN_ON
    for start, end in sentences(cut):
        at = start
        for match in _FIRST_ITEM.finditer(cut, start, end) if several else ():
            yield at, match.start()
            at = match.end()
        yield at, end


def _moved(cut: str, offset: int, spans: list[list[int]]) -> dict[int, Marker]:
    """Numbers that begin a sentence and belong to the one before (``improvement. 1 Next``), by its place.

    ``spans`` are changed: the one before ends behind them, the one after begins there or is gone.
    """
    found: dict[int, Marker] = {}
    kept: list[list[int]] = []
    for start, end in spans:
        nums = leading(cut, start - offset, end - offset) if kept else None
        before = cut[kept[-1][0] - offset : kept[-1][1] - offset] if kept else ""
        if nums is None or before[-1:] not in '.!?…"”)’' or not before.rstrip('"”)’')[-1:].strip("(["):
            kept.append([start, end])
            continue
        found[len(kept) - 1] = _bare(cut, offset, nums)
        kept[-1][1] = offset + nums[1]
        rest = offset + nums[1] + len(cut[nums[1] : end - offset]) - len(cut[nums[1] : end - offset].lstrip())
        if rest < end:
            kept.append([rest, end])
    spans[:] = kept
    return found


def _bare(cut: str, offset: int, nums: tuple[int, int]) -> Marker:
    return Marker(labels=numbers_in(cut[nums[0] : nums[1]]), start=offset + nums[0], end=offset + nums[1])


def _with_markers(
    spans: Sequence[Sequence[int]], strong: Sequence[Marker], numbers: Mapping[int, Marker]
) -> Iterator[tuple[int, int, list[Marker]]]:
    """Each sentence with the markers in it and behind it."""
    at = 0
    for place, (start, end) in enumerate(spans):
        limit = spans[place + 1][0] if place + 1 < len(spans) else None
        held = [numbers[place]] if place in numbers else []
        while at < len(strong) and (limit is None or strong[at].start < limit):
            held.append(strong[at])
            at += 1
        held.sort(key=lambda marker: marker.start)
        yield (
            min([start, *(marker.start for marker in held)]),
            max([end, *(marker.end for marker in held)]),
            held,
        )


def _statement(cut: str, offset: int, start: int, end: int, held: list[Marker]) -> _Statement:
    sign = _SIGN.match(cut, start - offset, end - offset)
    placed = sign or _PLACE.match(cut, start - offset, end - offset)
    start = offset + placed.end() if placed else start
    item = sign is not None
    sentence = cut[start - offset : end - offset].rstrip()
    nums = after_stop(sentence)
    if nums is not None:
        marker = _bare(sentence, start, nums)
        if all(marker.start >= one.end or marker.end <= one.start for one in held):
            held = sorted([*held, marker], key=lambda one: one.start)
        return _Statement(start, end, tuple(held), item=item)
    nums = after_word(sentence)
    return _Statement(start, end, tuple(held), _bare(sentence, start, nums) if nums else None, item=item)


# --- the walk over a text


@dataclass(slots=True)
class _Walk:
    """Goes over the blocks of one text, and knows under which heading and after which stem it is."""

    text: str
    title: str
    path: list[tuple[int, str]]
    claims: list[PastedClaim] = field(default_factory=list)
    frame: list[PastedClaim] = field(default_factory=list)
    links: list[Marker] = field(default_factory=list)
    stems: list[tuple[int, str]] = field(default_factory=list)
    framed: bool = False
    header: str = ""

    def read(self, body: Sequence[Block], statements: Mapping[int, list[_Statement]]) -> None:
        """Read all blocks in turn."""
        for place, block in enumerate(body):
            after = body[place + 1] if place + 1 < len(body) else None
            if block.kind is not Kind.ROW and block.kind is not Kind.RULE:
                self.header = ""
            if block.kind is Kind.HEADING:
                self._heading(block)
            elif block.kind is Kind.ROW:
                self._row(block, after)
            elif block.kind in (Kind.TEXT, Kind.ITEM):
                self._block(block, after, statements.get(block.start, []))

    @property
    def section(self) -> str:
        """The headings under which the walk is, outermost first."""
        return " › ".join(name for _, name in self.path)

    def _heading(self, block: Block) -> None:
        self.stems = []
        name = plain(self.text, block.start, block.end).rstrip(" :")
        if is_frame_heading(name) or speaks_of_page(name):
            self.framed = self.framed or is_frame_heading(name)
            self.path = [] if self.framed else self.path
            self._frame(
                block.start, block.end, name, speaks_of_page(name) or "It heads a part about the page itself."
            )
            return
        self.framed = False
        if not self.title and not self.claims and not self.path:
            self.title = name
            return
        self.path = [(level, other) for level, other in self.path if level < block.level]
        self.path.append((block.level, name))

    def _frame(self, start: int, end: int, words: str, why: str) -> None:
        self.frame.append(
            PastedClaim(text=words, start=start, end=end, section=self.section, checkable=False, why=why)
        )

    def _row(self, block: Block, after: Block | None) -> None:
        """A row of a table: its cells are one statement; the row above a rule heads them."""
        markers = strong_markers(self.text, block.start, block.end, habits=Habits())
        words = plain(self.text, block.start, block.end, markers)
        cells = [cell for part in _CELL.split(words) if (cell := part.strip())]
        row = " | ".join(cells)
        said = f"{cells[0]}: {'; '.join(cells[1:])}" if len(cells) > 1 else row
        if after is not None and after.kind is Kind.RULE and not self.header:
            self.header = row
            if len(cells) == 2 and _STATUS.search(cells[0]):
                self._frame(block.start, block.end, said, speaks_of_page(said))
            return
        if not _LETTERS.search(words):
            return
        menu = self.text[block.start] != "|"
        why = "" if markers else speaks_of_page(row if menu else said)
        if why:
            self._frame(block.start, block.end, said, why)
            return
        self._claim(_Statement(block.start, block.end, tuple(markers)), said, self.header, "")

    def _block(self, block: Block, after: Block | None, statements: Sequence[_Statement]) -> None:
        if any(one.markers for one in statements):
            self.framed = False
        if block.kind is Kind.TEXT and not (self.stems and block.level > self.stems[-1][0]):
            self.stems = []
        if block.kind is Kind.ITEM:
            self.stems = [stem for stem in self.stems if stem[0] < block.level or stem[0] < 0]
        stem = self.stems[-1][1] if self.stems and block.kind is Kind.ITEM else ""
        said = inner = ""
        for place, one in enumerate(statements):
            following = statements[place + 1] if place + 1 < len(statements) else None
            last = self._introduces(block, after) if following is None else following.item
            self._said(one, inner if one.item and inner else stem, last=last)
            said = plain(self.text, one.start, one.end, one.markers) or said
            inner = said if said.endswith(":") else inner if one.item else ""
        if said and self._introduces(block, after) and self._is_stem(block, said):
            level = block.level if block.kind is Kind.ITEM else -1
            self.stems.append((level, said))

    def _introduces(self, block: Block, after: Block | None) -> bool:
        """Whether a list follows that belongs to this block."""
        if after is None or after.kind is not Kind.ITEM:
            return False
        return block.kind is not Kind.ITEM or after.level > block.level

    def _is_stem(self, block: Block, said: str) -> bool:
        short = len(said.split()) <= _LABEL_WORDS and said[-1] not in ".!?"
        return said.endswith(":") or (block.kind is Kind.ITEM and short)

    def _said(self, one: _Statement, stem: str, *, last: bool) -> None:
        words = plain(self.text, one.start, one.end, one.markers)
        if not _LETTERS.search(words):
            self.links += [marker for marker in one.markers if marker.address]
            return
        why = "" if one.markers else speaks_of_page(words)
        if why or self.framed:
            self._frame(one.start, one.end, words, why or "It belongs to a part about the page itself.")
            return
        if words.rstrip(" \"'”’)").endswith("?"):
            return
        why = "It introduces the list below it." if last and is_open_stem(words) else ""
        if not why and not one.markers:
            why = states_nothing(words)
        said = words if why or not words.endswith(":") else _OPENING.sub("", words)
        self._claim(one, said.rstrip(" :"), stem, why)

    def _claim(self, one: _Statement, words: str, stem: str, why: str) -> None:
        pairs = [(label, marker) for marker in one.markers for label in marker.labels]
        self.links += [
            marker for marker in one.markers if marker.address or marker.labels[0].startswith("PM")
        ]
        self.claims.append(
            PastedClaim(
                text=words,
                start=one.start,
                end=one.end,
                section=self.section,
                markers=tuple(label for label, _ in pairs),
                stem=stem,
                checkable=why in ("", GENERAL_REMARK),
                why=why,
                marked=tuple(Span(start=marker.start, end=marker.end) for _, marker in pairs),
            )
        )


# --- references in the text itself


def _inline(text: str, links: Sequence[Marker], listed: ReferenceList) -> Iterator[PastedReference]:
    """Works to which the text points by an address or a PMID where it stands, and that no list has."""
    numbered = {entry.marker for entry in listed.references}
    known = {entry.url for entry in listed.references if entry.url}
    seen: set[str] = set()
    for marker in links:
        label = marker.labels[0]
        if label in seen or label in numbered or marker.address in known:
            continue
        seen.add(label)
        yield _pointed(text, marker, label)


def _pointed(text: str, marker: Marker, label: str) -> PastedReference:
    words = plain(text, marker.start, marker.end).strip("()[] ")
    pmid = re.search(
        r"(?:PMID |pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/pubmed/)(\d{4,9})",
        f"{label} {marker.address}",
    )
    doi = re.search(r"\b10\.\d{4,9}/[^\s?#]{1,200}", marker.address)
    return PastedReference(
        start=marker.start,
        end=marker.end,
        text=text[marker.start : marker.end],
        marker=label,
        title="" if words == marker.address or words.isdigit() else words,
        doi=doi[0].rstrip(".,;)") if doi else None,
        pmid=pmid[1] if pmid else None,
        url=marker.address or None,
        inline=True,
    )
