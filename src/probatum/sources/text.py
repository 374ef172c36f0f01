"""Reads plain text: paragraphs between blank lines, headings where they are plain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import PurePosixPath
from typing import BinaryIO

from probatum.records.passage import Role, TextKind
from probatum.sources.decoding import decoded, whole
from probatum.sources.meta import Stated, source_of
from probatum.sources.parts import Parts, fit, lists_references, one_line, plain_heading, role_of_heading
from probatum.sources.reader import Read, Refused

_BLANK = re.compile(r"\n[ \t]*\n")
_UNDERLINE = re.compile(r"[=\-~^*]{3,}")
_BULLET = re.compile(r"[ \t]*(?:[-*•–]|\d{1,2}[.)])[ \t]+\S")
_LONGEST_TITLE = 300


def read_text(stream: BinaryIO, *, origin: str) -> Iterator[Read | Refused]:
    """Read a plain text: one work, titled by its first line where that stands alone, else by the file's name.

    Yields one :class:`Read` with a part for each paragraph (its lines joined) and each item of a list,
    without the reference list; an empty file is a :class:`Refused`. Raises :class:`BrokenInput` for what is
    no text and :class:`HostileInput` for a file that is too long.
    """
    text = fit(decoded(whole(stream, origin=origin), origin=origin))
    first, second = next(_blocks(text), ""), next(islice(_blocks(text), 1, None), "")
    if not first:
        yield Refused(place="file", reason="no words in it", fix="give a file with a text")
        return
    title = _title(first) if second else ""
    parts = Parts(origin)
    section, role = "", None
    for block in islice(_blocks(text), 1 if title else 0, None):
        if heading := _heading(block):
            section, role = plain_heading(heading), role_of_heading(heading)
        elif not lists_references(section):
            _add(parts, block, section, role)
    source = source_of(Stated(title=title or name_of(origin), text=text[:2000]), ())
    yield Read(source=source, document=parts.document(TextKind.FULL_TEXT), reader="text", place="file")


def _blocks(text: str) -> Iterator[str]:
    """The stretches between blank lines that have words in them."""
    start = 0
    for blank in chain(_BLANK.finditer(text), (None,)):
        block = text[start : blank.start() if blank else len(text)].strip("\n")
        start = blank.end() if blank else start
        if block.strip():
            yield block


def name_of(origin: str) -> str:
    """The file's name, as a title of last resort: without its folder and ending, with spaces."""
    stem = PurePosixPath(origin.replace("\\", "/").rpartition("!")[2]).stem
    return one_line(re.sub(r"[_\-+]+", " ", stem))


def _title(block: str) -> str:
    lines = [line for line in block.split("\n") if not _UNDERLINE.fullmatch(line.strip())]
    text = one_line(" ".join(lines))
    short = len(lines) <= 3 and len(text) <= _LONGEST_TITLE and not text.endswith((".", ",", ";"))
    return text if short and role_of_heading(text) is None else ""


def _heading(block: str) -> str:
    """The block, where it is a heading: one short line, underlined, in capitals, or named as sections are."""
    lines = block.split("\n")
    line = one_line(lines[0])
    if not line or len(line) > 100 or line.endswith((".", ",", ";")):
        return ""
    if len(lines) == 2 and _UNDERLINE.fullmatch(lines[1].strip()):
        return line
    named = role_of_heading(line) is not None and len(line.split()) <= 6
    return line if len(lines) == 1 and (named or (line.isupper() and len(line) > 3)) else ""


def _add(parts: Parts, block: str, section: str, role: Role | None) -> None:
    paragraph: list[str] = []
    for line in block.split("\n"):
        if _BULLET.match(line) and paragraph:
            parts.add(one_line(" ".join(paragraph)), section=section, role=role)
            paragraph = []
        paragraph.append(line)
    parts.add(one_line(" ".join(paragraph)), section=section, role=role)
