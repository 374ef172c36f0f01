"""Reads web pages: what is shown as text, under its headings; the work as the page's metadata state it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from selectolax.lexbor import LexborHTMLParser, LexborNode

from probatum.errors import HostileInput
from probatum.language.interface import N_, filled
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
#: Elements that hold nothing.
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
                  "source", "track", "wbr"})  # fmt: skip
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
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*(?:0|1px|1pt)(?![.\d])|"
    r"opacity\s*:\s*0(?![.\d]*[1-9])|(?<![\w-])color\s*:\s*transparent|"
    r"(?:text-indent|left|top|right|margin-left)\s*:\s*-\d{3,}|clip(?:-path)?\s*:\s*(?:rect\(\s*0|"
    r"inset\(\s*50%)|"
    r"(?<![\w-])(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|$)",
    re.IGNORECASE,
)
#: White letters; they are seen only on a ground of another colour.
_WHITE = re.compile(
    r"(?<![\w-])color\s*:\s*(?:white|#fff(?:fff)?|rgba?\(\s*255\s*,\s*255\s*,\s*255)"
    r"(?![\da-f])",
    re.IGNORECASE,
)
_GROUND = re.compile(
    r"background(?:-color|-image)?\s*:(?!\s*(?:white|#fff(?:fff)?\b|none|transparent|inherit|rgba?\(\s*255\s*,\s*255))",
    re.IGNORECASE,
)
#: So many elements around one are asked for a ground.
_AROUND = 40
_SHEET_RULE = re.compile(r"([^{}]{1,300})\{([^{}]{1,2000})\}")
_SELECTOR = re.compile(r"\s*[a-z]*([.#][\w-]{1,80})\s*", re.IGNORECASE)
_BOILERPLATE = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|nav|navbar|navigation|menu|sidebar|footer|breadcrumbs?|share|sharing|"
    r"social|related|recommended|comments?|advert(?:isement)?s?|ads?|banner|newsletter|subscribe|login|search|"
    r"toolbar|skip(?:-link)?|references|reflist|ref-list|bibliography|sr-only|visually-hidden|popup|modal)(?:$|[\s_-])",
    re.IGNORECASE,
)
_REFERENCES = re.compile(r"(?:references|bibliography|literature cited|further reading)", re.IGNORECASE)
_MARK = re.compile(r"[\s\[(]*\d{1,3}[a-z]?(?:\s*[,;–-]\s*\d{1,3})*[\])\s]*|[*†‡§¶#]+")
#: So many raised signs around another are read whole, to tell what each is; the words of all that may stand
#: in one another would be read once for each.
_MOST_AROUND = 3


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
        _Page(parts, hidden_names(tree)).read(main_part(tree, body))
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
                filled("elements nested more than {most} deep", most=DEEPEST),
                origin=origin,
                fix=N_("save the page as text"),
            )


def main_part(tree: LexborHTMLParser, body: LexborNode) -> LexborNode:
    """The part of the page that is the article: an ``article`` or ``main`` with most of its words."""
    candidates = tree.css("article, main, [role=main]")
    if not candidates:
        return body
    sizes = [(len(node.text()), node) for node in _outermost(body, {node.mem_id for node in candidates})]
    size, best = max(sizes, key=lambda one: one[0], default=(0, body))
    return best if size > 0.4 * len(body.text()) else body


def _outermost(body: LexborNode, wanted: set[int]) -> Iterator[LexborNode]:
    """The wanted elements in the order of the page; none that is within another, whose words it shares."""
    stack = [body]
    while stack:
        node = stack.pop()
        if node.mem_id in wanted:
            yield node
            continue
        children = []
        child = node.child
        while child is not None:
            children.append(child)
            child = child.next
        stack.extend(reversed(children))


def hidden_names(tree: LexborHTMLParser) -> frozenset[str]:
    """The classes (``.name``) and ids (``#name``) that a style sheet of the page hides, each by itself."""
    sheets = "\n".join(node.text() for node in tree.css("style"))[:LONGEST_FILE]
    return frozenset(
        name[1]
        for rule in _SHEET_RULE.finditer(sheets)
        if HIDDEN_STYLE.search(rule[2])
        for selector in rule[1].split(",")
        if (name := _SELECTOR.fullmatch(selector))
    )


def unseen_style(node: LexborNode, hidden: frozenset[str]) -> bool:
    """Whether the element's own style, its class or its id keeps its words from being seen."""
    marks = node.attributes
    style = marks.get("style") or ""
    if style and (HIDDEN_STYLE.search(style) or (_WHITE.search(style) and not _on_ground(node))):
        return True
    if not hidden:
        return False
    names = {f".{name}" for name in (marks.get("class") or "").split()} | {f"#{marks.get('id') or ''}"}
    return bool(names & hidden)


def hides(tag: str) -> bool:
    """Whether one opening tag, as it is written, hides what is in its element."""
    node = LexborHTMLParser(f"<body>{tag}").body
    child = node.child if node is not None else None
    if child is None:
        return False
    marks = child.attributes or {}
    return (
        (child.tag or "") in UNSEEN
        or "hidden" in marks
        or marks.get("aria-hidden") == "true"
        or unseen_style(child, frozenset())
    )


def _on_ground(node: LexborNode | None) -> bool:
    """Whether the element or one around it names a ground that is not white."""
    for _ in range(_AROUND):
        if node is None:
            break
        marks = node.attributes or {}
        if _GROUND.search(marks.get("style") or "") or marks.get("bgcolor"):
            return True
        node = node.parent
    return False


class _Page:
    """Walks over what is shown and writes each block as a part. ``hidden`` as of :func:`hidden_names`."""

    def __init__(self, parts: Parts, hidden: frozenset[str] = frozenset()) -> None:
        self.parts = parts
        self.hidden = hidden
        self.path: list[tuple[int, str]] = []
        self.held: list[str] = []
        self.around = 0  # how many raised signs are open
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
            if node is not root and not self._reads(node):
                continue
            self._enter(node)
            stack.append((node, True))
            children = []
            child = node.child
            while child is not None:
                children.append((child, False))
                child = child.next
            stack.extend(reversed(children))

    def _reads(self, node: LexborNode) -> bool:
        """Whether the element is shown and more than the mark of a reference."""
        if not _shown(node) or unseen_style(node, self.hidden):
            return False
        return not (node.tag == "sup" and self.around < _MOST_AROUND and _is_mark(node))

    def _enter(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in BLOCKS:
            self._flush()
        elif tag == "br":
            self.held.append(" ")
        elif tag in {"td", "th"}:
            self._cell()
        elif tag == "sup":
            if self.around < _MOST_AROUND and _is_power(node, "".join(self.held[-1:])):
                self.held.append("^")
            self.around += 1

    def _cell(self) -> None:
        """Part the cell that begins from the one before. Only what is new since that one is looked at."""
        if any(piece.strip() for piece in reversed(self.held)):
            self.held.append(" | ")
        else:
            self.held = [" "]

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in HEADINGS:
            self._head(HEADINGS[tag], self._taken())
        elif tag in BLOCKS:
            self._flush()
        elif tag == "sup":
            self.around -= 1

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
    if "hidden" in marks or marks.get("aria-hidden") == "true":
        return False
    if tag in {"body", "main", "article", "html"}:
        return True
    return not _BOILERPLATE.search(f"{marks.get('class') or ''} {marks.get('id') or ''}"[:500])


def _is_mark(node: LexborNode) -> bool:
    return node.css_first("a") is not None and _MARK.fullmatch(node.text()) is not None


def _is_power(node: LexborNode, before: str) -> bool:
    return before[-1:].isdigit() and bool(re.fullmatch(r"\s*[-−–+]?\d+\s*", node.text()))
