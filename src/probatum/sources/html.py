"""Reads web pages: what is shown as text, under its headings; the work as the page's metadata state it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from selectolax.lexbor import LexborHTMLParser, LexborNode

from probatum.errors import HostileInput
from probatum.records.passage import TextKind
from probatum.sources.decoding import decoded, whole
from probatum.sources.html_meta import stated_of
from probatum.sources.meta import source_of
from probatum.sources.parts import Parts, fit, one_line, plain_heading, role_of_path
from probatum.sources.reader import Read, Refused
from probatum.sources.text import name_of

#: A page longer than this many bytes, or nested deeper, was not made to be read.
LONGEST_FILE = 5 * 1024 * 1024
DEEPEST = 3_000

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
#: Elements that close themselves, or each other, however often they are opened.
_SHALLOW = frozenset(
    {"p", "li", "td", "th", "tr", "dt", "dd", "option", "thead", "tbody", "tfoot", "br", "hr", "img", "input",
     "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr", "param", "path", "circle",
     "rect", "line", "use"}
)  # fmt: skip
UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "head", "iframe", "object", "embed", "svg", "math", "canvas",
     "audio", "video", "form", "button", "select", "textarea", "input", "nav", "footer", "aside", "dialog",
     "map"}
)  # fmt: skip
BLOCKS = frozenset(
    {"address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
     "fieldset", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main",
     "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul"}
)  # fmt: skip
HEADINGS = {f"h{level}": level for level in range(1, 7)}
HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?![.\d])"
)
_BOILERPLATE = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|nav|navbar|navigation|menu|sidebar|footer|breadcrumbs?|share|sharing|"
    r"social|related|recommended|comments?|advert(?:isement)?s?|ads?|banner|newsletter|subscribe|login|search|"
    r"toolbar|skip(?:-link)?|references|reflist|ref-list|bibliography|sr-only|visually-hidden|popup|modal)(?:$|[\s_-])",
    re.IGNORECASE,
)
_REFERENCES = re.compile(r"(?:references|bibliography|literature cited|further reading)", re.IGNORECASE)
_MARK = re.compile(r"[\s\[(]*\d{1,3}[a-z]?(?:\s*[,;–-]\s*\d{1,3})*[\])\s]*|[*†‡§¶#]+")


def read_html(stream: BinaryIO, *, origin: str) -> Iterator[Read | Refused]:
    """Read a web page: one work.

    Yields one :class:`Read`: a part for each paragraph, item and row of a table that is shown, under its path
    of headings, without scripts, hidden text, navigation, forms and the reference list; the work from
    Highwire (``citation_*``), Dublin Core, PRISM and Open Graph tags and from JSON-LD, else the page's title.
    The document is ``FULL_TEXT`` where the page names the journal it is from, else ``PAGE``. A page without
    words is a :class:`Refused`. Nothing is fetched and nothing runs.

    Raises :class:`BrokenInput` for what is no text and :class:`HostileInput` for a page too long or deep.
    """
    data = whole(stream, origin=origin, limit=LONGEST_FILE)
    text = fit(decoded(data, origin=origin, declared=declared(data)))
    guard(text, origin)
    tree = LexborHTMLParser(text)
    parts = Parts(origin)
    body = tree.body
    if body is not None:
        _Page(parts).read(main_part(tree, body))
    if not parts:
        yield Refused(
            place="file", reason="no words are shown on this page", fix="save the page as it is shown"
        )
        return
    stated, authors = stated_of(tree)
    source = source_of(stated, authors)
    kind = TextKind.FULL_TEXT if stated.journal else TextKind.PAGE
    document = parts.document(kind, language=stated.language or None)
    yield Read(
        source=replace(source, title=source.title or name_of(origin)),
        document=document,
        reader="html",
        place="file",
    )


def declared(data: bytes) -> str:
    """The encoding that the page names in its head."""
    match = re.search(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,40})", data[:4096], re.IGNORECASE)
    return match[1].decode("ascii") if match else ""


def guard(text: str, origin: str) -> None:
    """Refuse a page nested so deep that taking it apart would take forever."""
    depth = 0
    for tag in _TAG.finditer(text):
        if tag[2].lower() in _SHALLOW:
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > DEEPEST:
            raise HostileInput(
                f"elements nested more than {DEEPEST} deep", origin=origin, fix="save the page as text"
            )


def main_part(tree: LexborHTMLParser, body: LexborNode) -> LexborNode:
    """The part of the page that is the article: an ``article`` or ``main`` with most of its words."""
    total = len(body.text())
    candidates = tree.css("article, main, [role=main]")
    best = max(candidates, key=lambda node: len(node.text()), default=body)
    return best if best is body or len(best.text()) > 0.4 * total else body


class _Page:
    """Walks over what is shown and writes each block as a part."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.path: list[tuple[int, str]] = []
        self.held: list[str] = []
        self.listed = 0  # the level of the heading of a reference list, while under it

    def read(self, root: LexborNode) -> None:
        """Write everything below ``root``; no recursion, as pages nest as deep as they like."""
        stack: list[tuple[LexborNode, bool]] = [(root, False)]
        while stack:
            node, leaving = stack.pop()
            if leaving:
                self._leave(node)
                continue
            if node.is_text_node:
                self.held.append(node.text_content or "")
                continue
            if node is not root and not _shown(node):
                continue
            self._enter(node)
            stack.append((node, True))
            children = []
            child = node.child
            while child is not None:
                children.append((child, False))
                child = child.next
            stack.extend(reversed(children))

    def _enter(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in BLOCKS:
            self._flush()
        elif tag == "br":
            self.held.append(" ")
        elif tag in {"td", "th"}:
            self.held.append(" | " if "".join(self.held).strip() else " ")
        elif tag == "sup" and _is_power(node, "".join(self.held[-1:])):
            self.held.append("^")

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in HEADINGS:
            self._head(HEADINGS[tag], self._taken())
        elif tag in BLOCKS:
            self._flush()

    def _head(self, level: int, text: str) -> None:
        name = plain_heading(text)
        if not name:
            return
        self.path = [(depth, other) for depth, other in self.path if depth < level]
        if not self.listed or level <= self.listed:
            self.listed = level if _REFERENCES.fullmatch(name) else 0
        if level > 1:  # the heading of the first level is the title of the page
            self.path.append((level, name))

    def _taken(self) -> str:
        text = one_line("".join(self.held))
        self.held = []
        return text

    def _flush(self) -> None:
        text = self._taken()
        if text and not self.listed:
            names = [name for _, name in self.path]
            self.parts.add(text, section=" › ".join(names), role=role_of_path(names))


def _shown(node: LexborNode) -> bool:
    """Whether a reader sees the element and it belongs to the text."""
    tag = node.tag or ""
    if tag in UNSEEN or tag.startswith("-"):
        return False
    marks = node.attributes
    if (
        "hidden" in marks
        or marks.get("aria-hidden") == "true"
        or HIDDEN_STYLE.search(marks.get("style") or "")
    ):
        return False
    if tag == "sup" and node.css_first("a") is not None and _MARK.fullmatch(node.text()):
        return False
    if tag in {"body", "main", "article", "html"}:
        return True
    return not _BOILERPLATE.search(f"{marks.get('class') or ''} {marks.get('id') or ''}"[:500])


def _is_power(node: LexborNode, before: str) -> bool:
    return before[-1:].isdigit() and bool(re.fullmatch(r"\s*[-−–+]?\d+\s*", node.text()))
