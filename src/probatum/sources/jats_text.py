"""The text of an article in JATS: its abstract, sections, tables and captions, in the order of reading."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from probatum.records.passage import Role
from probatum.sources.parts import Parts, one_line, plain_heading, role_of_heading

#: Elements with nothing to read in them, or nothing that belongs to the text of the work.
_SILENT: Final = frozenset(
    {
        "ref-list", "supplementary-material", "media", "graphic", "inline-graphic", "tex-math", "object-id",
        "table-wrap-foot", "alt-text", "long-desc", "label", "fn", "fn-group", "ack", "bio", "sub-article",
        "response", "processing-meta", "private-char", "permissions", "attrib", "floats-group", "sec-meta",
    }
)  # fmt: skip
#: Elements inside a paragraph that stand for themselves.
_BLOCKS: Final = frozenset(
    {"list", "def-list", "table-wrap", "table-wrap-group", "fig", "fig-group", "boxed-text", "disp-quote",
     "p", "statement", "verse-group", "speech", "disp-formula-group", "array", "sec", "app"}
)  # fmt: skip
#: Cross-references that are marks, not words.
_MARKS: Final = frozenset({"bibr", "fn", "table-fn", "aff", "corresp", "author-notes", "other"})
_SPACED: Final = frozenset({"break", "disp-formula", "td", "th", "title", "p", "named-content", "mtd", "mtr"})
#: Abstracts that only advertise the article, or repeat it in a picture.
_NOT_READ: Final = frozenset(
    {"graphical", "teaser", "toc", "web-summary", "ascii", "video", "graphical-abstract"}
)

_MARK = "\ue000"
# Each text matches these in one way only, and takes time as it is long: a space that either of two parts may
# take doubles the ways with each mark. They are for texts whose white space is single spaces.
_MARK_LIST = rf"{_MARK}(?: ?(?:[,;–-] ?)?{_MARK})*"
_BRACKETED = re.compile(rf" ?[\[(] ?{_MARK_LIST} ?[\])]")
_BARE = re.compile(rf" ?{_MARK_LIST}")
# What is taken once is not given back (the pluses), so that white space is not shared out in every way.
_MARKER = re.compile(r"[\s\[(]*+(?:\d++[a-z]?|[*†‡§¶#]++|[a-z])(?:\s*+[,;–-]\s*+\d*+)*+[\])\s]*+")
_LEAD = re.compile(r"[^\W\d_][^.:]{2,60}:?")


def local(element: etree._Element) -> str:
    """The element's name without its namespace; empty for a comment, instruction or entity."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def words(element: etree._Element | None) -> str:
    """All that is to be read in an element, on one line, without reference marks."""
    return _tidied("".join(_inline(element))) if element is not None else ""


def _tidied(text: str) -> str:
    """On one line, with the marks of references taken out, brackets and all."""
    if _MARK in text:
        text = _BARE.sub("", _BRACKETED.sub("", one_line(text)))
    return one_line(text)


def _inline(element: etree._Element, *, blocks: bool = True) -> Iterator[str]:
    """The pieces of text within an element; with ``blocks`` false, without the blocks that stand in it."""
    yield element.text or ""
    before = element.text or ""
    for child in element:
        piece = "".join(_child(child, before, blocks=blocks))
        yield piece
        yield child.tail or ""
        before = child.tail or piece or before


def _child(child: etree._Element, before: str, *, blocks: bool) -> Iterator[str]:
    name = local(child)
    if not name:
        yield _entity(child)
    elif name == "xref" and _is_mark(child):
        yield _MARK
    elif name in {"sup", "msup"} and before[-1:].isdigit() and _is_power(child):
        yield "^"
        yield from _inline(child)
    elif name in _SILENT or (name in _BLOCKS and not blocks):
        yield " "
    else:
        spaced = name in _SPACED or name in _BLOCKS
        yield " " if spaced else ""
        yield from _inline(child)
        yield " " if spaced else ""


def _entity(node: etree._Element) -> str:
    """The character that a named entity of the JATS tables stands for; nothing for one of the file's own."""
    if isinstance(node, etree._Entity):
        character = html.unescape(f"&{node.name};")
        return "" if character.startswith("&") else character
    return ""


def _is_mark(xref: etree._Element) -> bool:
    """Whether a cross-reference is a number or sign that points elsewhere, and not words of the sentence."""
    return xref.get("ref-type", "bibr") in _MARKS and bool(_MARKER.fullmatch("".join(_plain(xref))))


def _is_power(sup: etree._Element) -> bool:
    return bool(re.fullmatch(r"\s*[-−–+]?\d+\s*", "".join(_plain(sup))))


def _plain(element: etree._Element) -> Iterator[str]:
    for text in element.itertext():
        yield str(text)


def add_abstracts(parts: Parts, meta: etree._Element) -> None:
    """Add the abstracts of an article, the main one first, each section with its role."""
    abstracts = [child for child in meta if local(child) == "abstract"]
    abstracts.sort(key=lambda abstract: bool(abstract.get("abstract-type")))
    for number, abstract in enumerate(abstracts):
        kind = (abstract.get("abstract-type") or "").lower()
        if kind in _NOT_READ:
            continue
        name = "Abstract" if number == 0 else _named(abstract, kind)
        _Text(parts).section(abstract, (name,), None, titled=False)


def _named(abstract: etree._Element, kind: str) -> str:
    title = next((child for child in abstract if local(child) == "title"), None)
    return plain_heading(words(title)) or plain_heading(kind.replace("-", " ")).capitalize() or "Summary"


def add_body(parts: Parts, article: etree._Element) -> None:
    """Add the body, the tables and figures kept apart from it, and the appendices."""
    text = _Text(parts)
    for child in article:
        name = local(child)
        if name in {"body", "floats-group"}:
            text.section(child, (), None, titled=False)
        elif name == "back":
            for group in child.iter("app"):
                text.section(group, (), None)


class _Text:
    """Writes elements into parts, with the path of headings and the role under which they stand."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts

    def section(
        self, element: etree._Element, path: tuple[str, ...], role: Role | None, *, titled: bool = True
    ) -> None:
        """A section with all that is in it."""
        heading = next((child for child in element if local(child) == "title"), None)
        if titled and heading is not None and (name := plain_heading(words(heading))):
            path = (*path, name)
        role = role or _role(element, words(heading), label=path[:1] == ("Abstract",))
        for child in element:
            if child is not heading:
                self.block(child, path, role)

    def block(self, element: etree._Element, path: tuple[str, ...], role: Role | None) -> None:
        """One element of a section."""
        name = local(element)
        if name in {"sec", "app", "boxed-text"}:
            self.section(element, path, role)
        elif name in {"table-wrap", "fig"}:
            self.float(element, path, role)
        elif name in {"list", "def-list"}:
            self.list(element, path, role)
        elif name == "p":
            self.paragraph(element, path, role)
        elif name in _BLOCKS:
            for child in element:
                self.block(child, path, role)
        elif name and name not in _SILENT:
            self.parts.add(words(element), section=" › ".join(path), role=role)

    def paragraph(self, element: etree._Element, path: tuple[str, ...], role: Role | None) -> None:
        """A paragraph, then the lists, tables and figures that stand in it."""
        text = _tidied("".join(_inline(element, blocks=False)))
        lead = _lead(element) if path == ("Abstract",) and role is None else ""
        if lead and (said := role_of_heading(lead, label=True)):
            self.parts.add(text, section=f"Abstract › {plain_heading(lead)}", role=said)
        else:
            self.parts.add(text, section=" › ".join(path), role=role)
        for child in element:
            if local(child) in _BLOCKS:
                self.block(child, path, role)

    def list(self, element: etree._Element, path: tuple[str, ...], role: Role | None) -> None:
        """Each item of a list as a part; a definition as ``term: definition``."""
        for item in element:
            name = local(item)
            if name == "def-item":
                term, *rest = [words(child) for child in item if local(child) in {"term", "def"}] or [""]
                self.parts.add(
                    f"{term}: {' '.join(rest)}" if rest else term, section=" › ".join(path), role=role
                )
            elif name == "list-item":
                for child in item:
                    self.block(child, path, role)

    def float(self, element: etree._Element, path: tuple[str, ...], role: Role | None) -> None:
        """A table or figure: its caption, its rows (cells joined by a stroke), its notes."""
        label = plain_heading(words(next(element.iterchildren("label"), None)))
        section = " › ".join((*path, label or ("Table" if local(element) == "table-wrap" else "Figure")))
        caption = words(next(element.iterchildren("caption"), None))
        self.parts.add(f"{label}. {caption}" if label and caption else caption, section=section, role=role)
        for row in element.iter("tr"):
            cells = [words(cell) for cell in row if local(cell) in {"td", "th"}]
            self.parts.add(" | ".join(cells) if any(cells) else "", section=section, role=role)
        for foot in element.iterchildren("table-wrap-foot"):
            notes = [words(note) for note in foot if local(note)]
            self.parts.add(" ".join(note for note in notes if note), section=section, role=role)


def _role(element: etree._Element, heading: str, *, label: bool) -> Role | None:
    """The role that the type of a section states, else its heading."""
    stated = (element.get("sec-type") or "").replace("|", " ")
    return role_of_heading(stated, label=True) or role_of_heading(heading, label=label)


def _lead(paragraph: etree._Element) -> str:
    """The words in bold or italics with which a paragraph of an abstract opens, as a heading."""
    if len(paragraph) == 0 or (paragraph.text or "").strip():
        return ""
    first = paragraph[0]
    text = words(first) if local(first) in {"bold", "italic", "underline", "sc"} else ""
    after = (first.tail or "").lstrip()
    return text if _LEAD.fullmatch(text) and (text.endswith(":") or after.startswith(":")) else ""
