"""The reference list of a text: where it stands, and what each of its entries says of a work.

Read are numbered and unnumbered lists under a heading (``References``, ``Sources``), lists of addresses or
numbered citations at the end without one, footnotes, and entries in the forms of Vancouver, AMA and APA
(ICMJE, "Sample references"; AMA Manual of Style, chapter 3; APA Publication Manual, chapter 9), as one line
or as lines of type, title and publisher.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from probatum.language.frame import is_frame_heading, speaks_of_page
from probatum.language.lines import Block, Kind
from probatum.language.markers import DEFINITION, plain
from probatum.records.audit import PastedReference
from probatum.records.identity import pmid_of

_LIST = r"(?:references?|bibliograph(?:y|ies)|sources?|citations?|literature|further reading|works cited)"
_HEADING = re.compile(
    r"(?:\d{1,2}[.)]?\s+)?(?:key |selected |main |full |list of |cited |external )?(?:"
    rf"{_LIST}(?: cited)?|reference list|footnotes|endnotes|evidence (?:base|sources)|"
    rf"{_LIST}\s?(?:and|&|/)\s?(?:{_LIST}|links|notes|resources?))(?:\s\(\d+\))?\s?:?",
    re.IGNORECASE,
)
#: Pictures and signs around the words of a heading (``📚 References``).
_ADORNED = re.compile(r"^[^\w(]+|[^\w):]+$")
#: What lists call the kinds of their entries.
_TYPES = re.compile(
    r"(?:(?:clinical|practice|clinical practice|consensus|society|national|international|treatment|"
    r"evidence-based)\s)*"
    r"(?:guidelines?|guidance|guideline summary|consensus(?: statement)?|position (?:statement|paper)|"
    r"recommendations?|"
    r"(?:randomi[sz]ed|controlled|clinical|pragmatic|phase \w+|rct|\s)*trials?|rct|"
    r"(?:systematic|cochrane|narrative|scoping|umbrella|literature|rapid)?\s?reviews?|meta-analys[ie]s|"
    r"systematic review (?:and|&) meta-analysis|"
    r"(?:cohort|observational|case-control|cross-sectional|retrospective|prospective|research|clinical|"
    r"original)?\s?(?:study|studies|research|article|paper)|"
    r"case (?:report|series)|journal(?: article)?|book(?: chapter)?|textbook|preprint|editorial|"
    r"commentary|letter|news(?: article)?|website|web ?page|"
    r"drug label|label|prescribing information|product information|monograph|fact sheet|report|"
    r"government(?: document)?|registry|thesis|protocol|overview)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:\[\^?(?P<square>[\w.-]{1,20})\]:?|\((?P<round>\d{1,3})\)|(?P<plain>\d{1,3})(?:[.)]|"
    r"(?=\s+[A-Z\[(]))|(?P<raised>[⁰¹²³⁴-⁹]{1,3})|\^(?P<caret>\d{1,3})\^|"
    r"<sup>(?P<sup>\d{1,3})</sup>)[ \t\u00a0]{0,8}"
)
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\[\]()]+(?:\([^\s<>()]{0,60}\)[^\s<>\])]*)?")
_DOI = re.compile(r"\b10\.\d{4,9}/(?:[^\s\"<>\[\]()]|\([^\s\"<>\[\]()]{0,60}\)){1,200}")
#: What an address adds to a DOI: who sent the reader, a place on the page, in which form it is shown.
_ADDED = re.compile(
    r"[?#].*$|(?:/(?:full(?:[-/]?text)?(?:/html)?|e?pdf|abstract|html|references|summary|meta)/?|"
    r"(?:\.full)?\.pdf|\.full(?:-text)?|\.abstract)$"
)
_PMID = re.compile(r"\bPMID\W{0,3}(\d{4,9})\b", re.IGNORECASE)
_PUBMED = re.compile(r"(?:pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/pubmed/)(\d{4,9})")
_YEAR = re.compile(r"(?<![\d./-])(?:1[89]|20)\d\d(?![\d/])(?=[a-z]?\b)")
_BEST_YEAR = re.compile(
    r"\(((?:1[89]|20)\d\d)[a-z]?(?:,[^)]{0,30})?\)|[.,;]\s?((?:1[89]|"
    r"20)\d\d)(?:\s\w{3}(?:\s\d{1,2})?)?\s?[;:]|[.,]\s((?:1[89]|20)\d\d)\.?\s{0,2}(?:$|doi|https?|PMID)"
)
_AUTHORS = re.compile(
    r"(?:[A-ZÀ-ÖØ-Þ][\w'’-]{1,30}(?:\s[A-Zv][\w'’-]{1,30}){0,2},?\s(?:[A-Z]\.?-?\s?){1,3}(?:,|\.|;|$|"
    r"\s&|\sand|\set al)|et al\b)"
)
_APA = re.compile(
    r"(?P<who>.{2,400}?)\s?\((?P<year>(?:1[89]|20)\d\d)[a-z]?(?:,[^)]{0,40})?\)\.?\s+(?P<rest>.{3,})",
    re.DOTALL,
)
_ACCESS = re.compile(
    r"\b(?:doi|pmid|pmcid|available (?:at|from)|accessed|retrieved|https?:)\b", re.IGNORECASE
)
_STOP = re.compile(r"(?<=[^\W\d_)\]\"”?!])[.?!](?=\s+[A-ZÀ-ÖØ-Þ\d(\[\"“])|(?<=\d)\.(?=\s+[A-Z])")
_LONGEST = 2_000
_MOST = 2_000


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
    """The heading of the list: the last one that is called so and has something below it."""
    for place in range(len(found) - 2, -1, -1):
        block = found[place]
        if block.end - block.start <= 60 and block.kind in (Kind.HEADING, Kind.TEXT):
            words = _ADORNED.sub("", plain(text, block.start, block.end)).strip(" :")
            if _HEADING.fullmatch(words):
                return place
    return None


def _closing(text: str, found: Sequence[Block], opened: int) -> int:
    """Where the list ends: at a heading that names no type, or at the first block that is plain prose."""
    entries = 0
    for place in range(opened + 1, len(found)):
        block = found[place]
        words = text[block.start : min(block.end, block.start + _LONGEST)]
        if _is_type(words):
            continue
        if is_frame_heading(words) or (entries and _ends_list(block, words)):
            return place
        entries += 1
    return len(found)


def _ends_list(block: Block, words: str) -> bool:
    if _is_citation(words) or _is_type(words):
        return False
    if block.kind is Kind.HEADING:
        return block.sure
    prose = block.kind is Kind.TEXT and len(words) > 160 and words.count(". ") >= 2
    return (
        prose
        or bool(speaks_of_page(words))
        or (words.rstrip().endswith("?") and len(words) < 80 and not block.number)
    )


def _is_type(words: str) -> bool:
    return len(words) <= 60 and _TYPES.fullmatch(words.strip(" :*_[]()")) is not None


def _is_citation(words: str) -> bool:
    """Whether words name a work: an address, a DOI, a year with authors or a volume."""
    if _URL.search(words) or _DOI.search(words) or _PMID.search(words):
        return True
    year = _YEAR.search(words)
    return year is not None and bool(
        _AUTHORS.search(words)
        or re.search(r"\d{4};\s?\d|\d\(\d+\)|\bet al\b|\b(?:Journal|J|Lancet|NEJM|BMJ|JAMA)\b", words)
    )


def _unheaded(text: str, found: Sequence[Block]) -> ReferenceList:
    """A list at the end without a heading: addresses, footnotes, numbered citations."""
    first = len(found)
    while first and _stands_as_entry(text, found[first - 1]):
        first -= 1
    entries = tuple(_entries(text, found[first:])) if first < len(found) else ()
    return ReferenceList(first=first if entries else len(found), last=len(found), references=entries)


def _stands_as_entry(text: str, block: Block) -> bool:
    if block.kind not in (Kind.TEXT, Kind.ITEM):
        return False
    words = text[block.start : min(block.end, block.start + _LONGEST)].strip()
    rest = DEFINITION.sub("", words)
    lines = [line for line in rest.splitlines() if line.strip()]
    if words and not lines:
        return True
    if all(_is_entry_line(line.strip()) for line in lines[:40]) and lines:
        return True
    return bool(block.number) and _is_citation(words) and not words.rstrip().endswith(":")


def _is_entry_line(line: str) -> bool:
    url = _URL.match(line)
    if url is not None and len(line) - url.end() < 60:
        return True
    if re.match(r"\[\^[\w.-]{1,40}\]:", line):
        return True
    numbered = _NUMBERED.match(line)
    if numbered is None:
        return " " not in line and re.search(r"[=&?/%]", line) is not None and len(line) > 12
    rest = line[numbered.end() :].lstrip(": ")
    return (
        bool(_URL.match(rest))
        or (_is_citation(rest) and numbered["plain"] is None)
        or (_is_citation(rest) and bool(_AUTHORS.match(rest)))
    )


# --- entries


def _entries(text: str, found: Sequence[Block]) -> Iterator[PastedReference]:
    rows = [row for block in found[:_MOST] if block.kind is not Kind.RULE for row in _rows(text, block)]
    for group in _groups(text, rows):
        entry = _entry(text, group)
        if entry is not None:
            yield entry


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a list: its words, the number it begins with, whether it opens a block or an item."""

    start: int
    end: int
    words: int
    marker: str
    opens: bool
    item: bool
    type: bool
    titled: bool


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
        yield _Row(
            start=min(opened + _indent(text, opened), start),
            end=start + len(kept),
            words=begins,
            marker=_digits(marker),
            opens=first,
            item=item,
            type=_is_type(kept),
            titled=block.kind is Kind.HEADING and not _YEAR.search(kept),
        )
        first = False


def _indent(text: str, opened: int) -> int:
    rest = text[opened : opened + 80]
    return len(rest) - len(rest.lstrip(" \t\u00a0>"))


def _digits(marker: str) -> str:
    return marker.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))


_Opens = Callable[[Sequence[_Row], int], bool]


def _groups(text: str, rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """The lines of each entry."""
    opens = _opener(text, rows)
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
    whole = [row for row in rows if _is_citation(text[row.start : row.end])]
    if len(whole) >= max(1, len(rows) // 2):
        cited = {row.start for row in whole}
        return lambda all_rows, place: (
            all_rows[place].start in cited and (all_rows[place].opens or all_rows[place - 1].start in cited)
        )
    # A line that looks like a heading is a title; what stands below it belongs to it.
    return lambda all_rows, place: (
        all_rows[place].opens and (all_rows[place].titled or not all_rows[place - 1].titled)
    )


def _entry(text: str, group: Sequence[_Row]) -> PastedReference | None:
    start, end = group[0].start, group[-1].end
    types = [row for row in group if row.type]
    rest = [row for row in group if not row.type]
    words = " ".join(plain(text, row.words, row.end) for row in rest)[:_LONGEST].strip()
    if not words and not types:
        return None
    raw = text[start : min(end, start + 2 * _LONGEST)]
    said = _said(text, rest, words)
    return PastedReference(
        start=start,
        end=end,
        text=" ".join(plain(text, row.words, row.end) for row in group)[:_LONGEST],
        marker=next((row.marker for row in group if row.marker), ""),
        type=plain(text, types[0].start, types[0].end).strip(" :[]()") if types else "",
        title=said[0],
        publisher=said[1],
        year=_year(words),
        doi=_doi(raw),
        pmid=_pmid(raw),
        url=_url(raw),
    )


def _said(text: str, rows: Sequence[_Row], words: str) -> tuple[str, str]:
    """Title and publisher of an entry."""
    lines = [plain(text, row.words, row.end) for row in rows]
    lines = [line for line in lines if line and not _URL.fullmatch(line) and not _DOI.fullmatch(line)]
    whole = lines and (_is_citation(lines[0]) or _AUTHORS.match(lines[0]))
    if len(lines) >= 2 and not whole and len(lines[0]) <= 300:
        return lines[0].strip(" ."), _without_year(lines[1])
    return _cut(" ".join(lines) or words)


def _cut(words: str) -> tuple[str, str]:
    """Title and publisher of an entry on one line, by the order in which its form puts them."""
    words = _URL.sub("", words).strip()
    apa = _APA.match(words[:_LONGEST])
    if apa and len(apa["who"]) < 400 and (_AUTHORS.search(apa["who"]) or "." not in apa["who"].rstrip(".")):
        parts = _sentences(apa["rest"])
        return parts[0], _without_year(parts[1]) if len(parts) > 1 else apa["who"].strip(" .")
    parts = _sentences(words)
    if len(parts) > 1 and (_AUTHORS.search(parts[0]) or _AUTHORS.search(parts[0] + ".")):
        parts = parts[1:]
    publisher = next((part for part in parts[1:] if not _ACCESS.match(part)), "")
    return parts[0].strip(" ."), _without_year(publisher)


def _sentences(words: str) -> list[str]:
    """The parts between full stops; never empty."""
    parts: list[str] = []
    at = 0
    for match in _STOP.finditer(words):
        parts.append(words[at : match.end()].strip(" ."))
        at = match.end()
    parts.append(words[at:].strip(" ."))
    return [part for part in parts if part] or [words.strip()]


def _without_year(words: str) -> str:
    """``The Journal, 2025`` without its year and what follows it."""
    return re.split(r"[,;.]?\s*\(?(?:1[89]|20)\d\d\b", words, maxsplit=1)[0].strip(" .,;(")


def _year(words: str) -> int | None:
    bare = _DOI.sub("", _URL.sub("", words))
    best = _BEST_YEAR.search(bare)
    if best:
        return int(best[1] or best[2] or best[3])
    years = _YEAR.findall(bare)
    return int(years[-1]) if years else None


def _doi(raw: str) -> str | None:
    match = _DOI.search(raw)
    if match is None:
        return None
    doi, cut = match[0].lower(), ""
    while cut != doi:
        cut, doi = doi, _ADDED.sub("", doi.rstrip(".,;:*_'/"))
    return doi


def _pmid(raw: str) -> str | None:
    match = _PMID.search(raw) or _PUBMED.search(raw)
    return pmid_of(match[1]) if match else None


def _url(raw: str) -> str | None:
    match = _URL.search(raw)
    if match is None:
        return None
    address = match[0].rstrip(".,;:*_'\"")
    return f"https://{address}" if address.startswith("www.") else address
