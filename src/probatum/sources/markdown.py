"""Reads Markdown (CommonMark with tables): headings as sections, ``key: value`` lines at the head."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from markdown_it import MarkdownIt
from markdown_it.token import Token

from probatum.errors import HostileInput
from probatum.records.passage import TextKind
from probatum.records.source import Author
from probatum.sources.decoding import decoded, whole
from probatum.sources.html import VOID, hides
from probatum.sources.meta import Stated, source_of
from probatum.sources.parts import Parts, fit, lists_references, one_line, plain_heading, role_of_path
from probatum.sources.reader import Read, Refused
from probatum.sources.text import name_of

#: A Markdown file longer than this many bytes is not one text.
LONGEST_FILE = 2 * 1024 * 1024
#: Nor is one of more lines, or with a longer paragraph: taking those apart takes too long.
MOST_LINES = 100_000
LONGEST_PARAGRAPH = 200_000

_FRONT = re.compile(r"---[ \t]*\n(?P<lines>.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_PAIR = re.compile(r"(?P<key>[A-Za-z][\w -]{0,40}):[ \t]+(?P<value>\S.*)")
_ITEM = re.compile(r"[ \t]+-[ \t]+(?P<value>\S.*)|-[ \t]+(?P<flush>\S.*)")


def read_markdown(stream: BinaryIO, *, origin: str) -> Iterator[Read | Refused]:
    """Read a Markdown text: one work.

    Yields one :class:`Read`: a part for each paragraph, item and row under its path of headings, without
    code, HTML and the reference list; what the lines between ``---`` at the head state (title, author, date,
    doi, pmid, journal, url, licence, keywords), else the first heading as title. A file without words is a
    :class:`Refused`. Raises :class:`BrokenInput` for what is no text and :class:`HostileInput` for a file
    that is too long.
    """
    text = fit(decoded(whole(stream, origin=origin, limit=LONGEST_FILE), origin=origin))
    _guard(text, origin)
    front = _FRONT.match(text)
    stated = _stated(front["lines"]) if front else {}
    body = text[front.end() :] if front else text
    parts = Parts(origin)
    first = _Body(parts).read(MarkdownIt("commonmark").enable("table").parse(body))
    if not parts:
        yield Refused(place="file", reason="no words in it", fix="give a file with a text")
        return
    known = Stated(
        title=_one(stated, "title") or first or name_of(origin),
        doi=_one(stated, "doi"),
        pmid=_one(stated, "pmid"),
        pmcid=_one(stated, "pmcid"),
        journal=_one(stated, "journal"),
        published=_one(stated, "date", "published", "year"),
        keywords=tuple(stated.get("keywords") or stated.get("tags") or ()),
        issuer=_one(stated, "issuer", "publisher", "organisation", "organization"),
        language=_one(stated, "language", "lang").lower(),
        licence=_one(stated, "licence", "license"),
        url=_address(_one(stated, "url", "source")),
        text=body[:2000],
    )
    authors = tuple(_author(name) for name in (stated.get("author") or stated.get("authors") or ()))
    document = parts.document(TextKind.FULL_TEXT, language=known.language or None)
    yield Read(source=source_of(known, authors), document=document, reader="markdown", place="file")


def _guard(text: str, origin: str) -> None:
    """Refuse a text on which the parser would spend minutes."""
    longest = max(map(len, text.split("\n\n")))
    if text.count("\n") > MOST_LINES or longest > LONGEST_PARAGRAPH:
        raise HostileInput(
            f"more than {MOST_LINES} lines, or more than {LONGEST_PARAGRAPH} characters in a paragraph",
            origin=origin,
            fix="split the file",
        )


def _stated(lines: str) -> dict[str, list[str]]:
    """``key: value`` lines, and lists below a key; anything else of YAML is passed over."""
    stated: dict[str, list[str]] = {}
    key = ""
    for line in lines.split("\n"):
        if pair := _PAIR.fullmatch(line):
            key = pair["key"].lower()
            stated[key] = _values(pair["value"])
        elif item := _ITEM.fullmatch(line):
            stated.setdefault(key, []).extend(_values(item["value"] or item["flush"]))
        else:
            key = line.rstrip(": \t").lower()
    return stated


def _values(text: str) -> list[str]:
    listed = text.strip()
    if listed.startswith("[") and listed.endswith("]"):
        return [value for part in listed[1:-1].split(",") if (value := part.strip(" \"'"))]
    return [listed.strip("\"'")]


def _one(stated: dict[str, list[str]], *keys: str) -> str:
    return next((one_line(stated[key][0]) for key in keys if stated.get(key)), "")


def _address(url: str) -> str:
    return url if url.startswith(("https://", "http://")) else ""


def _author(name: str) -> Author:
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma:
        return Author(family=family, given=given)
    given, _, family = name.strip().rpartition(" ")
    return Author(family=family, given=given) if given else Author(collective=family)


class _Body:
    """Writes the tokens of a Markdown text into parts, under their headings."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.path: list[tuple[int, str]] = []
        self.title = ""

    def read(self, tokens: Sequence[Token]) -> str:
        """Write all tokens; gives the first heading of the first level."""
        cells: list[str] | None = None
        for number, token in enumerate(tokens):
            if token.type == "tr_open":
                cells = []
            elif token.type == "tr_close" and cells is not None:
                self._add(" | ".join(cells) if any(cells) else "")
                cells = None
            elif token.type == "inline":
                text = one_line(_inline(token.children or ()))
                opened = tokens[number - 1]
                if opened.type == "heading_open":
                    self._head(int(opened.tag[1:]), text)
                elif cells is not None:
                    cells.append(text)
                else:
                    self._add(text)
        return self.title

    def _head(self, level: int, text: str) -> None:
        if level == 1 and not self.title and not self.parts:
            self.title = text
            return
        self.path = [(depth, name) for depth, name in self.path if depth < level]
        self.path.append((level, plain_heading(text)))

    def _add(self, text: str) -> None:
        names = [name for _, name in self.path]
        if any(map(lists_references, names)):
            return
        self.parts.add(text, section=" › ".join(names), role=role_of_path(names))


_OPENED = re.compile(r"<([a-z][a-z0-9]*)\b[^>]*>", re.IGNORECASE)
_CLOSED = re.compile(r"</([a-z][a-z0-9]*)\s*>", re.IGNORECASE)


def _inline(tokens: Sequence[Token]) -> str:
    """The words of a line: links by their words; pictures, HTML and what HTML hides left out."""
    pieces = []
    unseen: list[str] = []  # the elements that are open within one that is hidden, and itself
    for token in tokens:
        if token.type == "html_inline":
            unseen = _within_unseen(unseen, token.content)
        elif unseen:
            continue
        elif token.type in {"text", "code_inline"}:
            pieces.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            pieces.append(" ")
    return "".join(pieces)


def _within_unseen(unseen: list[str], tag: str) -> list[str]:
    """The open elements after ``tag``, from the first that hides what is in it; none outside of one."""
    if closed := _CLOSED.fullmatch(tag):
        name = closed[1].lower()
        return unseen[: len(unseen) - unseen[::-1].index(name) - 1] if name in unseen else unseen
    opened = _OPENED.fullmatch(tag)
    if opened is None or tag.endswith("/>") or opened[1].lower() in VOID:
        return unseen
    if unseen or hides(tag):
        return [*unseen, opened[1].lower()]
    return unseen
