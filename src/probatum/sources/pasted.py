"""What somebody brings to be audited, a file or pasted text, as one text that shows it as it stood.

Unlike the readers of the library this keeps what an audit looks at: citation marks, reference lists, status
lines, disclaimers. Headings stand on lines of their own, items behind a bullet or their number, raised
marks as raised digits; what a reader of the page does not see (scripts, hidden elements, comments) is not
there.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from zipfile import BadZipFile, ZipFile

import docx
from docx.document import Document as WordDocument
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree
from selectolax.lexbor import LexborHTMLParser, LexborNode

from probatum.errors import BrokenInput, EncryptedInput, HostileInput, UnknownFormat
from probatum.language.claims import read_pasted
from probatum.language.interface import N_, filled
from probatum.records.audit import Pasted
from probatum.sources.decoding import decoded, within
from probatum.sources.docx import DAMAGE, HEADING, OLE, Looks, damaged
from probatum.sources.docx import guard as guard_package
from probatum.sources.html import BLOCKS, HEADINGS, declared, unseen_style
from probatum.sources.html import guard as guard_page
from probatum.sources.parts import fit, one_line
from probatum.sources.pdf import Limits, read_paragraphs
from probatum.sources.pdf_layout import RAISED

#: A file of more bytes, or a text of more characters, is not one text.
LONGEST_FILE = 64 * 1024 * 1024
LONGEST_TEXT = 2_000_000
#: Seconds that one PDF may take, and its memory (bytes): those who bring the next one wait for it.
MOST_SECONDS = 45
MOST_MEMORY = 1024**3

_PROLOGUE = re.compile(rb"\s*(?:<\?xml[^>]{0,200}>\s*)?", re.IGNORECASE)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_BLANKS = re.compile(rb"\s*")
#: A comment before a page is no longer.
_LONGEST_COMMENT = 2_000
_FRAGMENT = re.compile(
    rb"\s*<(?:div|p|h[1-6]|article|section|main|ul|ol|table|header)\b[^>]{0,2000}>", re.IGNORECASE
)
_PICTURE, _PACKED = N_("a picture"), N_("a compressed file")
_KINDS = (
    (b"\x89PNG", _PICTURE), (b"\xff\xd8\xff", _PICTURE), (b"GIF8", _PICTURE), (b"{\\rtf", N_("an RTF file")),
    (b"RIFF", N_("a picture or sound")), (b"\x1f\x8b", _PACKED), (b"7z\xbc\xaf", _PACKED), (b"BZh", _PACKED),
    (b"\xfd7zXZ", _PACKED), (b"Rar!", _PACKED),
)  # fmt: skip
_FIX = N_("give plain text, Markdown, HTML, DOCX or PDF, or paste the text")


def read_upload(data: bytes, *, name: str) -> Pasted:
    """Read ``data``, the bytes of a file called ``name``, and take its text apart.

    What it is is told by its content: PDF, DOCX, HTML, else plain text or Markdown. ``Pasted.text`` is
    the text as it stood, to which all offsets refer. Raises :class:`BrokenInput`,
    :class:`EncryptedInput`, :class:`HostileInput` and :class:`UnknownFormat`, each naming the file and
    what to do.
    """
    sheet = _sheet(within(data, origin=name, limit=LONGEST_FILE), name)
    text = sheet.text if isinstance(sheet, _Sheet) else sheet
    if not re.search(r"\w", text):
        raise BrokenInput(N_("no words in it"), origin=name, fix=_FIX)
    if len(text) > LONGEST_TEXT:
        raise HostileInput(
            filled("more than {most} characters of text", most=LONGEST_TEXT),
            origin=name,
            fix=N_("split the file"),
        )
    if isinstance(sheet, _Sheet):
        read = read_pasted(text, headings=sheet.headings or None, title=sheet.title)
        return replace(read, unseen=sheet.unseen)
    return read_pasted(text)


def _sheet(data: bytes, name: str) -> _Sheet | str:
    if b"%PDF-" in data[:1024]:
        return _of_pdf(data, name)
    if data.startswith(b"PK\x03\x04"):
        return _of_docx(data, name)
    if data.startswith(OLE):
        raise EncryptedInput(
            N_("protected by a password, or in the old .doc format"),
            origin=name,
            fix=N_("save it as .docx without a password"),
        )
    for mark, kind in _KINDS:
        if data.startswith(mark):
            raise UnknownFormat(kind, origin=name, fix=_FIX)
    if _is_html(data, name):
        return _of_html(data, name)
    return fit(decoded(data, origin=name))


def _is_html(data: bytes, name: str) -> bool:
    if _HTML.match(data, _after_comments(data)) or name.lower().endswith((".html", ".htm", ".xhtml")):
        return True
    return (
        _FRAGMENT.match(data) is not None
        and b"</" in data
        and not name.lower().endswith((".md", ".markdown"))
    )


def _after_comments(data: bytes) -> int:
    """Where a page begins after its declaration and comments: stepped over one by one, since a pattern that
    may cut several of them in several ways takes twice as long with each."""
    prologue = _PROLOGUE.match(data)
    at = prologue.end() if prologue else 0
    while data.startswith(b"<!--", at):
        end = data.find(b"-->", at + 4, at + _LONGEST_COMMENT)
        if end < 0:
            break
        blanks = _BLANKS.match(data, end + 3)
        at = blanks.end() if blanks else end + 3
    return at


class _Sheet:
    """A text being written line by line, with the places of its headings."""

    def __init__(self) -> None:
        self.headings: dict[int, int] = {}
        self.title = ""
        self.unseen = 0
        self._lines: list[str] = []
        self._length = 0
        self._listed = False

    @property
    def text(self) -> str:
        """The text so far."""
        return "\n".join(self._lines)

    def add(self, words: str, *, level: int = 0, indent: int = 0, sign: str = "") -> None:
        """Add a paragraph; a heading of rank ``level``; an item behind its ``sign``. Nothing without
        words."""
        line = one_line(words)
        if not line:
            return
        item = bool(sign)
        if self._lines and not (item and self._listed):
            self._put("")
        if level:
            self.headings[self._length] = level
        self._put(f"{'  ' * min(indent, 20)}{sign}{' ' if sign else ''}{line}")
        self._listed = item

    def _put(self, line: str) -> None:
        self._lines.append(line)
        self._length += len(line) + 1


# --- PDF


def _of_pdf(data: bytes, name: str) -> _Sheet:
    sheet = _Sheet()
    limits = Limits(longest=LONGEST_TEXT, seconds=MOST_SECONDS, memory=MOST_MEMORY)
    paragraphs, sheet.unseen = read_paragraphs(data, origin=name, limits=limits)
    for paragraph in paragraphs:
        words = fit(paragraph.text)
        heading = paragraph.heading and not paragraph.caption
        bullet = re.match(r"[•◦▪●‣]\s", words)
        if bullet and not heading:
            sheet.add(words[bullet.end() :], sign=words[0])
        else:
            sheet.add(words, level=2 if heading else 0)
    return sheet


# --- HTML

_UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "head", "iframe", "object", "embed", "svg", "math", "canvas",
     "audio", "video", "button", "select", "textarea", "input", "nav", "map", "title"}
)  # fmt: skip
_MENU = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|nav|navbar|navigation|menu|breadcrumbs?|share|sharing|social|"
    r"advert(?:isement)?s?|ads?|"
    r"newsletter|subscribe|login|search|toolbar|skip(?:-link)?|sr-only|visually-hidden|popup|modal)(?:$|"
    r"[\s_-])",
    re.IGNORECASE,
)
_MARK = re.compile(r"[\s\[(]*\d{1,3}[a-z]?(?:\s*[,;–-]\s*\d{1,3})*[\])\s]*")
_RANGE = re.compile(r"[\[\]()\s]")
#: Signs of notes, raised as digits are.
_NOTES_RAISED = str.maketrans("abcdefg", "ᵃᵇᶜᵈᵉᶠᵍ")
#: So many raised marks, or links, around another are read whole. All that is in one is read to tell whether
#: it is a mark, so without a limit the innermost words of many would be read once for each.
_MOST_AROUND = 3


def _of_html(data: bytes, name: str) -> _Sheet:
    text = fit(decoded(data, origin=name, declared=declared(data)))
    guard_page(text, name)
    tree = LexborHTMLParser(text)
    sheet = _Sheet()
    body = tree.body
    if body is not None:
        _Page(sheet).read(body)
    heads = tree.css_first("title")
    if heads is not None and 1 not in sheet.headings.values():
        sheet.title = one_line(heads.text())[:300]
    return sheet


class _Page:
    """Walks over what a page shows and writes it on a sheet."""

    def __init__(self, sheet: _Sheet) -> None:
        self.sheet = sheet
        self.held: list[str] = []
        self.lists: list[int | None] = []  # the next number of each open list; None where it has bullets
        self.sign = ""
        self.head = False  # whether the cells of the row at hand head a table
        self.row = False  # whether what is held is a row with its cells
        self.around = {"sup": 0, "a": 0}  # how many of these are open

    def read(self, root: LexborNode) -> None:
        """Write everything below ``root``; no recursion, as pages nest as deep as they like."""
        stack: list[tuple[LexborNode, bool]] = [(root, False)]
        while stack:
            node, leaving = stack.pop()
            if leaving:
                self._leave(node)
            elif node.is_text_node:
                self.held.append(node.text_content or "")
            elif node is root or _shown(node):
                if self._enter(node):
                    continue
                stack.append((node, True))
                stack.extend(reversed([(child, False) for child in _children(node)]))
        self._flush()

    def _enter(self, node: LexborNode) -> bool:
        """Begin an element; True where all of it is written already."""
        tag = node.tag or ""
        if tag in BLOCKS:
            self._flush()
        if tag in {"ul", "ol"}:
            start = (node.attributes.get("start") or "1")[:6]
            self.lists.append((int(start) if start.isdecimal() else 1) if tag == "ol" else None)
        elif tag == "li":
            self.sign = self._next_sign()
        elif tag == "br":
            self._flush()
        elif tag == "tr":
            self.held.append("| ")
            self.head = False
            self.row = True
        elif tag in {"td", "th"}:
            self.head = self.head or tag == "th"
        elif tag in self.around:
            return self._whole(node, tag)
        return False

    def _whole(self, node: LexborNode, tag: str) -> bool:
        """Write a raised mark or a link as one; False where its words are to be read as others are."""
        near = self.around[tag] < _MOST_AROUND
        if near and (self._raised(node) if tag == "sup" else self._link(node)):
            return True
        self.around[tag] += 1
        return False

    def _next_sign(self) -> str:
        number = self.lists[-1] if self.lists else None
        if number is None:
            return "•"
        self.lists[-1] = number + 1
        return f"{number}."

    def _raised(self, node: LexborNode) -> bool:
        words = node.text().strip()
        if re.fullmatch(r"[-−–+]?\d{1,3}", words) and "".join(self.held[-1:])[-1:].isdigit():
            self.held.append(words.replace("−", "-").replace("–", "-").translate(RAISED).replace("-", "⁻"))
            return True
        if re.fullmatch(r"[a-g]", words):
            self.held.append(words.translate(_NOTES_RAISED))
            return True
        if not _MARK.fullmatch(words):
            return False
        self.held.append(words if "[" in words else _RANGE.sub("", words).translate(RAISED))
        return True

    def _link(self, node: LexborNode) -> bool:
        words = one_line(node.text())
        address = (node.attributes.get("href") or "").strip()
        if (
            not words
            or not address.startswith(("https://", "http://"))
            or len(address) > 400
            or re.search(r"[\s()\[\]]", address)
        ):
            return False
        if (
            words in address
            or "[" in words.strip("[]")
            or any(child.tag in BLOCKS for child in _children(node))
        ):
            return False
        self.held.append(f"{words}({address})" if words.startswith("[") else f"[{words}]({address})")
        return True

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in self.around:
            self.around[tag] -= 1
        if tag in HEADINGS:
            self._flush(HEADINGS[tag])
        elif tag in {"td", "th"}:
            self.held.append(" | ")
        elif tag == "tr":
            self._end_row()
        elif tag in BLOCKS:
            self._flush()
        if tag in {"ul", "ol"} and self.lists:
            self.lists.pop()
            self.sign = ""
        elif tag == "li":
            self.sign = ""

    def _end_row(self) -> None:
        words = self._taken()
        if words.strip("| "):
            self.sheet.add(words)
            if self.head:
                self.sheet.add("|" + "---|" * max(1, words.count("|") - 1))

    def _flush(self, level: int = 0) -> None:
        if self.row and not level:
            self.held.append(" ")  # a block within a cell; the row is put together once, at its end
            return
        words = self._taken()
        if words:
            self.sheet.add(
                words, level=level, sign=self.sign, indent=max(0, len(self.lists) - 1) if self.sign else 0
            )
            self.sign = ""

    def _taken(self) -> str:
        """What is held, on one line; nothing is held any more."""
        words = one_line("".join(self.held))
        self.held, self.row = [], False
        return words


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _shown(node: LexborNode) -> bool:
    """Whether a reader sees the element and it is more than a menu."""
    tag = node.tag or ""
    if tag in _UNSEEN or tag.startswith("-"):
        return False
    marks = node.attributes
    if "hidden" in marks or marks.get("aria-hidden") == "true" or unseen_style(node, frozenset()):
        return False
    if tag in {"body", "main", "article", "html"}:
        return True
    return not _MENU.search(f"{marks.get('class') or ''} {marks.get('id') or ''}"[:500])


# --- DOCX

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")


def _of_docx(data: bytes, name: str) -> _Sheet:
    guard_package(data, name)
    sheet = _Sheet()
    try:
        word = docx.Document(io.BytesIO(data))
        _Word(sheet, word).read(word)
        for number, words in _notes(data):
            sheet.add(f"[^{number}]: {words}")
    except DAMAGE as error:
        raise damaged(name) from error
    return sheet


class _Word:
    """Writes the paragraphs and tables of a Word file on a sheet."""

    def __init__(self, sheet: _Sheet, word: WordDocument) -> None:
        self.sheet = sheet
        self.styles = {str(style.style_id): str(style.name) for style in word.styles}
        self.looks = Looks()
        self.lists, self.formats = _numbering(word)
        self.counts: dict[tuple[str, int], int] = {}

    def read(self, word: WordDocument) -> None:
        """Write the whole body."""
        for block in word.iter_inner_content():
            if isinstance(block, Table):
                for place, row in enumerate(block._tbl.tr_lst):
                    cells = [one_line(_words(cell, self.looks)) for cell in row.tc_lst]
                    self.sheet.add(f"| {' | '.join(cells)} |" if any(cells) else "")
                    if not place and any(cells):
                        self.sheet.add("|" + "---|" * len(cells))
            else:
                self._paragraph(block)

    def _paragraph(self, paragraph: Paragraph) -> None:
        words = one_line(_words(paragraph._p, self.looks))
        style = self.styles.get(str(paragraph._p.style), "")
        level = HEADING.match(style)
        if style == "Title" or level:
            self.sheet.add(words, level=int(level[1]) if level else 1)
            return
        depth, sign = self._listed(paragraph, style) if words else (0, "")
        self.sheet.add(words, sign=sign, indent=depth)

    def _listed(self, paragraph: Paragraph, style: str) -> tuple[int, str]:
        """How deep an item stands and what it is marked with; no mark for what is no item."""
        properties = paragraph._p.find(f"{_W}pPr/{_W}numPr")
        name = _value(properties, "numId") if properties is not None else ""
        depth = int(_value(properties, "ilvl") or 0) if properties is not None else 0
        kind = self.formats.get((self.lists.get(name, ""), depth), "") if name and name != "0" else ""
        if not kind and style.startswith("List"):
            kind, name = ("decimal" if "Number" in style else "bullet"), style
            depth = int(style[-1]) - 1 if style[-1:].isdigit() else 0
        if not kind:
            return 0, ""
        if kind == "bullet":
            return depth, "•"
        self.counts[name, depth] = self.counts.get((name, depth), 0) + 1
        return depth, f"{self.counts[name, depth]}."


def _value(element: etree._Element | None, name: str) -> str:
    child = element.find(f"{_W}{name}") if element is not None else None
    return str(child.get(f"{_W}val") or "") if child is not None else ""


def _numbering(word: WordDocument) -> tuple[dict[str, str], dict[tuple[str, int], str]]:
    """The format of each list of a Word file, by name; whether the items of each have bullets or numbers, by
    format and depth. Kept apart, as many lists may share a format of many depths."""
    try:
        root = word.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}, {}
    formats = {
        (str(abstract.get(f"{_W}abstractNumId")), int(level.get(f"{_W}ilvl") or 0)): _value(level, "numFmt")
        for abstract in root.iter(f"{_W}abstractNum")
        for level in abstract.iter(f"{_W}lvl")
    }
    lists = {
        str(number.get(f"{_W}numId")): _value(number, "abstractNumId") for number in root.iter(f"{_W}num")
    }
    return lists, formats


def _words(element: etree._Element, looks: Looks) -> str:
    """The words of a paragraph or cell as shown, with raised digits and the numbers of notes as markers."""
    pieces: list[str] = []
    for node in element.iter():
        if node.tag == f"{_W}t":
            look = looks.of(node)
            pieces.append("" if look.hidden else _raised(node.text or "") if look.raised else node.text or "")
        elif node.tag in {f"{_W}footnoteReference", f"{_W}endnoteReference"}:
            pieces.append(f"[^{'e' if 'endnote' in node.tag else ''}{node.get(f'{_W}id')}]")
        elif node.tag == f"{_W}noBreakHyphen":
            pieces.append("-")
        elif node.tag in {f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}p"}:
            pieces.append(" ")
    return "".join(pieces)


def _raised(words: str) -> str:
    """Raised words as marks stand in a text, where they are marks."""
    if re.fullmatch(r"[\d,–\-\s]{1,40}", words) and words.strip():
        return _RANGE.sub("", words).translate(RAISED)
    return words.translate(_NOTES_RAISED) if re.fullmatch(r"[a-g]", words) else words


def _notes(data: bytes) -> Iterator[tuple[str, str]]:
    """The foot and end notes of a Word file, with their numbers."""
    try:
        package = ZipFile(io.BytesIO(data))
    except BadZipFile:
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    looks = Looks()
    for part in _NOTES:
        if part not in package.namelist():
            continue
        kind = "e" if "endnotes" in part else ""
        root = etree.fromstring(package.read(part), parser)
        for note in root.iter(f"{_W}footnote", f"{_W}endnote"):
            if note.get(f"{_W}type") is None and (words := one_line(_words(note, looks))):
                yield f"{kind}{note.get(f'{_W}id')}", words
