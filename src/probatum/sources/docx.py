"""Reads Word files (DOCX, ECMA-376): headings as sections, tables as rows, properties as metadata."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from probatum.errors import BrokenInput, EncryptedInput, HostileInput
from probatum.language.interface import N_, filled
from probatum.records.passage import TextKind
from probatum.records.source import Author
from probatum.sources.decoding import whole
from probatum.sources.meta import Stated, source_of
from probatum.sources.parts import Parts, lists_references, one_line, plain_heading, role_of_path
from probatum.sources.reader import Read, Refused
from probatum.sources.text import name_of

#: Limits on one file: its bytes, the bytes in it, and how often it may be smaller packed.
LONGEST_FILE = 128 * 1024 * 1024
MOST_UNPACKED = 256 * 1024 * 1024
LONGEST_XML = 16 * 1024 * 1024
MOST_RATIO = 200
MOST_MEMBERS = 10_000

#: What zipfile, zlib, lxml and python-docx raise for a damaged package.
DAMAGE = (
    OpcError, zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, AttributeError, EOFError, IndexError,
    KeyError, NotImplementedError, OSError, TypeError, ValueError,
)  # fmt: skip
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Half points: type of a point or less.
_NO_SIZE = frozenset({"0", "1", "2"})
HEADING = re.compile(r"(?:heading|überschrift|titre|título|titolo|kop)\s?(\d)", re.IGNORECASE)


def read_docx(stream: BinaryIO, *, origin: str) -> Iterator[Read | Refused]:
    """Read a Word file: one work.

    Yields one :class:`Read`: a part for each paragraph and each row of a table (cells joined by a stroke)
    under its path of headings, without deleted and hidden words and the reference list; title, authors,
    keywords and language from the properties, else the paragraph in the style ``Title``. A file without
    words is a :class:`Refused`.

    Raises :class:`EncryptedInput`, :class:`BrokenInput`, and :class:`HostileInput` for an archive that is, or
    unpacks, too large.
    """
    data = whole(stream, origin=origin, limit=LONGEST_FILE)
    if data.startswith(OLE):
        raise EncryptedInput(
            N_("protected by a password, or in the old .doc format"),
            origin=origin,
            fix=N_("save it as .docx without a password"),
        )
    guard(data, origin)
    parts = Parts(origin)
    try:
        word = docx.Document(io.BytesIO(data))
        title = _Body(parts).read(word)
        properties = word.core_properties
    except DAMAGE as error:
        raise damaged(origin) from error
    if not parts:
        yield Refused(place="file", reason="no words in it", fix="give a file with a text")
        return
    stated = Stated(
        title=one_line(properties.title) or title or name_of(origin),
        doi=one_line(properties.identifier) or _head(parts),
        keywords=tuple(filter(None, map(one_line, re.split(r"[;,]", properties.keywords or "")))),
        language=one_line(properties.language).lower(),
    )
    names = filter(None, map(one_line, re.split(r"[;,]", properties.author or "")))
    document = parts.document(TextKind.FULL_TEXT, language=stated.language or None)
    yield Read(
        source=source_of(stated, tuple(_author(name) for name in names if name != "python-docx")),
        document=document,
        reader="docx",
        place="file",
    )


def guard(data: bytes, origin: str) -> None:
    """Refuse an archive that would unpack to more than any text needs."""
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except DAMAGE as error:
        raise damaged(origin) from error
    unpacked = sum(member.file_size for member in members)
    text = max(
        (member.file_size for member in members if member.filename.endswith((".xml", ".rels"))), default=0
    )
    ratio = unpacked > MOST_RATIO * max(1, len(data)) and unpacked > 1024 * 1024
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or text > LONGEST_XML or ratio:
        raise HostileInput(
            filled("unpacks to {bytes} bytes in {files} files", bytes=unpacked, files=len(members)),
            origin=origin,
            fix=N_("leave it out"),
        )
    if any(member.flag_bits & 1 for member in members):
        raise EncryptedInput(N_("protected by a password"), origin=origin, fix=N_("save it without one"))


def damaged(origin: str) -> BrokenInput:
    return BrokenInput(N_("not a Word file, or a damaged one"), origin=origin, fix=N_("save it again"))


def _head(parts: Parts) -> str:
    """A DOI among the first words, where it is named as one."""
    match = re.search(r"doi[:.\s/org]*(10\.\d{4,9}/\S+)", parts.head(2000), re.IGNORECASE)
    return match[1] if match else ""


def _author(name: str) -> Author:
    given, _, family = name.rpartition(" ")
    return Author(family=family, given=given) if given else Author(collective=family)


class _Body:
    """Writes the paragraphs and tables of a Word file into parts, under their headings."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.path: list[tuple[int, str]] = []
        self.title = ""
        self.styles: dict[str, str] = {}
        self.looks = Looks()

    def read(self, word: WordDocument) -> str:
        """Write the whole body; gives the paragraph in the style ``Title``."""
        self.styles = {str(style.style_id): str(style.name) for style in word.styles}
        for block in word.iter_inner_content():
            if isinstance(block, Table):
                for row in block._tbl.tr_lst:
                    cells = [one_line(_words(cell, self.looks)) for cell in row.tc_lst]
                    self._add(" | ".join(cells) if any(cells) else "")
            else:
                self._paragraph(block)
        return self.title

    def _paragraph(self, paragraph: Paragraph) -> None:
        text = one_line(_words(paragraph._p, self.looks))
        style = self.styles.get(str(paragraph._p.style), "")
        level = HEADING.match(style)
        if level and text:
            self.path = [(depth, name) for depth, name in self.path if depth < int(level[1])]
            self.path.append((int(level[1]), plain_heading(text)))
        elif style == "Title" and not self.title:
            self.title = text
        else:
            self._add(text)

    def _add(self, text: str) -> None:
        names = [name for _, name in self.path]
        if any(map(lists_references, names)):
            return
        self.parts.add(text, section=" › ".join(names), role=role_of_path(names))


def _words(element: etree._Element, looks: Looks) -> str:
    """The words of a paragraph or cell as shown: inserted words stand, deleted and hidden ones do not."""
    pieces = []
    for node in element.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}p", f"{_W}noBreakHyphen"):
        if node.tag == f"{_W}t":
            pieces.append("" if looks.of(node).hidden else node.text or "")
        else:
            pieces.append("-" if node.tag == f"{_W}noBreakHyphen" else " ")
    return "".join(pieces)


@dataclass(frozen=True, slots=True)
class Look:
    """How the words of a run look: whether nobody sees them, and whether they are raised."""

    hidden: bool = False
    raised: bool = False


class Looks:
    """How the words of one Word file look. A run, paragraph, cell or table is asked once, however much stands
    in it: each question looks through all its children."""

    def __init__(self) -> None:
        self._runs: dict[etree._Element, Look] = {}
        self._grounds: dict[etree._Element, bool] = {}

    def of(self, node: etree._Element) -> Look:
        """How the words of ``node`` look, as its run says."""
        run = node.getparent()
        if run is None:
            return Look()
        if run not in self._runs:
            self._runs[run] = self._look(run)
        return self._runs[run]

    def _look(self, run: etree._Element) -> Look:
        marks = run.find(f"{_W}rPr")
        if marks is None:
            return Look()
        white = _value(marks, "color").upper() == "FFFFFF"
        return Look(
            hidden=_unseen(marks) or (white and not self._on_ground(run)),
            raised=_value(marks, "vertAlign") == "superscript",
        )

    def _on_ground(self, run: etree._Element) -> bool:
        """Whether the run, its paragraph, its cell or its table has a ground that may not be white."""
        return any(
            self._has_ground(element)
            for element in (run, *run.iterancestors(f"{_W}p", f"{_W}tc", f"{_W}tbl"))
        )

    def _has_ground(self, element: etree._Element) -> bool:
        if element not in self._grounds:
            found = (element.find(f"{_W}{name}") for name in ("rPr", "pPr", "tcPr", "tblPr"))
            self._grounds[element] = any(marks is not None and _grounded(marks) for marks in found)
        return self._grounds[element]


def _unseen(marks: etree._Element) -> bool:
    """Whether the marks of a run hide it by themselves: as hidden words, or next to no size."""
    mark = marks.find(f"{_W}vanish")
    if mark is not None and mark.get(f"{_W}val") not in {"0", "false"}:
        return True
    return _value(marks, "sz") in _NO_SIZE


def _grounded(marks: etree._Element) -> bool:
    if marks.find(f"{_W}highlight") is not None or marks.find(f"{_W}tblStyle") is not None:
        return True
    shade = marks.find(f"{_W}shd")
    return shade is not None and shade.get(f"{_W}fill", "auto").upper() not in {"AUTO", "FFFFFF"}


def _value(marks: etree._Element, name: str) -> str:
    mark = marks.find(f"{_W}{name}")
    return str(mark.get(f"{_W}val", "")) if mark is not None else ""
