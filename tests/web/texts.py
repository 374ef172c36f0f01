"""The interface's texts: the catalogue that the sources give, and words of templates that are not in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import redirect_stderr
from enum import Enum
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import write_po
from jinja2 import Environment, nodes
from jinja2.ext import extract_from_ast

from probatum import errors
from probatum.web.translation import ALSO_SHOWN, SHOWN
from probatum.web.view import templates

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "src/probatum/web/templates"
#: An article as a file is made by a room, of a template of its own.
FILE = ROOT / "src/probatum/render/article_file.html"
POT = ROOT / "src/probatum/web/locale/probatum.pot"

#: What is filled into the texts is data, and these are names, codes and units: the same in every language.
NAMES = re.compile(
    r"Probatum|GitHub|UTC|PubMed Central|PubMed|\bDOI\b|\bPMID\b|\bJSON\b|\bkB\b|Markdown|\bPDF\b|\bHTML\b|"
    r"\bAtom\b|\bAPI\b|MeSH|\bRIS\b|BibTeX|CSL-JSON"
)
_WORD = re.compile(r"[A-Za-z]{2,}")
_ATTRIBUTE = re.compile(r"\b[\w-]+=\"[^\"]*\"")

#: By which calls words are marked in Python: one message, or one for one and one for several.
MARKS: dict[str, tuple[int, ...] | None] = {"N_": None, "filled": None, "plural": (1, 2)}

#: Errors that no page shows, or that say in which file and where, in English.
_NOT_SHOWN = (errors.InputError, errors.SettingsError)

#: What an error says is in the catalogue by being said, in the rooms whose errors a page shows.
SAYING = ("actions", "review", "store", "web")
ERRORS = {
    name: None
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.ProbatumError) and not issubclass(kind, _NOT_SHOWN)
}

#: Stands for whatever is filled in.
FILLED = "\N{OBJECT REPLACEMENT CHARACTER}"

#: Attributes that are names of values and not prose.
_CODES = frozenset({'placeholder="en"'})

#: Attributes that are read by people.
_READ = ("aria-label", "title", "placeholder", "alt", "aria-description", "aria-roledescription")

#: Elements whose content is for machines, or is typed as it stands.
_NOT_PROSE = {"code", "kbd", "script", "style", "svg", "defs"}


# --- the catalogue ----------------------------------------------------------------------------------------


def catalogue() -> bytes:
    """The catalogue of all texts that the sources mark, sorted, as a gettext template without dates."""
    made = Catalog(project="Probatum", version="", fuzzy=False)
    for name, message in sorted(_messages(), key=lambda one: (one[0], str(one[1]))):
        made.add(message, locations=[(name, 0)])
    made.header_comment = (
        "# The texts of Probatum's interface. The template of this file is made by scripts/catalogue."
    )
    return written(made)


def written(made: Catalog) -> bytes:
    """A catalogue as a file, without what differs from one run, or one release of Babel, to the next."""
    out = BytesIO()
    write_po(out, made, width=0, sort_output=True, include_lineno=False)
    head, entries = out.getvalue().split(b"\n\n", 1)
    passing = (b'"POT-Creation-Date', b'"Generated-By', b'"PO-Revision-Date: YEAR')
    kept = [line for line in head.splitlines() if not line.startswith(passing)]
    return b"\n".join([*kept, b"", entries.strip(), b""])


def _messages() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    environment = templates().env
    for path in [*sorted(TEMPLATES.iterdir()), FILE]:
        for message in of_template(environment, path):
            yield _named(path), message
    yield from _in_python()
    for words in ALSO_SHOWN:
        yield "probatum/web/translation.py", words
    for kind in SHOWN:
        for value in kind:
            if str(value.value):
                yield f"{_module(kind)}", str(value.value)


def _in_python() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    for path in sorted((ROOT / "src/probatum").rglob("*.py")):
        room = path.relative_to(ROOT / "src/probatum").parts[0]
        keywords = MARKS | (ERRORS if room in SAYING else {})
        with redirect_stderr(StringIO()):  # it warns of what is filled in
            found = list(extract("python", BytesIO(path.read_bytes()), keywords=keywords))
        yield from ((_named(path), message) for _, message, _, _ in found)


def _named(path: Path) -> str:
    return path.relative_to(ROOT / "src").as_posix()


def _module(kind: type[Enum]) -> str:
    return kind.__module__.replace(".", "/") + ".py"


def of_template(environment: Environment, path: Path) -> Iterator[str | tuple[str, ...]]:
    """The messages of a template: what is in ``_()`` and ``{% trans %}``, and the nouns that are counted."""
    tree = environment.parse(path.read_text("utf-8"))
    for _, _, message in extract_from_ast(tree):
        parts = [part for part in (message if isinstance(message, tuple) else (message,)) if part]
        if parts:
            yield parts[0] if len(parts) == 1 else tuple(parts)
    for used in tree.find_all(nodes.Filter):
        if used.name == "counted":
            words = [argument.as_const() for argument in used.args]
            yield (words[0], words[1] if len(words) > 1 else f"{words[0]}s")


# --- words outside of it ----------------------------------------------------------------------------------


def outside(environment: Environment, path: Path) -> list[str]:
    """The words of a template that a reader sees and no translator would: each as it stands there."""
    tree = environment.parse(path.read_text("utf-8"))
    page = _Page()
    page.feed("".join(_written(tree)))
    page.close()
    return [*page.found, *_in_expressions(tree)]


def _written(tree: nodes.Template) -> Iterator[str]:
    """What the template itself writes, in order; a sign stands for whatever is filled in."""
    for output in tree.find_all(nodes.Output):
        for part in output.nodes:
            yield part.data if isinstance(part, nodes.TemplateData) else FILLED


class _Page(HTMLParser):
    """Gathers words between tags and in the attributes that are read out or shown."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.within: list[str] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        read = [f'{name}="{value}"' for name, value in attrs if name in _READ and _words(value or "")]
        self.found += [one for one in read if one not in _CODES]
        if tag in _NOT_PROSE:
            self.within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.within and self.within[-1] == tag:
            self.within.pop()

    def handle_data(self, data: str) -> None:
        prose = _ATTRIBUTE.sub("", data)  # a macro may make one
        if not self.within and _words(prose):
            self.found.append(" ".join(prose.replace(FILLED, " ").split()))


def _words(text: str) -> bool:
    return bool(_WORD.search(NAMES.sub("", text)))


#: In these the strings are names of things in a program, not words for a reader.
_MACHINE = (
    nodes.Compare,
    nodes.Extends,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Import,
    nodes.Include,
    nodes.Test,
)

#: Filters that say or shape what they are given.
_SAYING = {"counted", "format", "join", "replace", "selectattr", "translated"}
_LIKE_PROSE = re.compile(r"^[A-Z][a-z]|[a-z] [a-z]")


def _in_expressions(tree: nodes.Node) -> Iterator[str]:
    """Strings in expressions that read as words for people and are not marked."""
    for child in tree.iter_child_nodes():
        if isinstance(child, _MACHINE) or _marked(child):
            continue
        if isinstance(child, nodes.Const) and isinstance(child.value, str):
            if _LIKE_PROSE.search(NAMES.sub("", child.value)):
                yield repr(child.value)
            continue
        yield from _in_expressions(child)


def unwritten(environment: Environment, path: Path) -> list[int]:
    """The lines where ``_()`` is given something that is not written out there: it would not be escaped."""
    calls = environment.parse(path.read_text("utf-8")).find_all(nodes.Call)
    return [
        call.lineno
        for call in calls
        if isinstance(call.node, nodes.Name)
        and call.node.name in {"_", "gettext"}
        and not (call.args and isinstance(call.args[0], nodes.Const))
    ]


def _marked(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name):
        return node.node.name in {"_", "gettext", "ngettext"}
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr):
        return node.node.attr == "may"  # the name of a permission
    return isinstance(node, nodes.Filter) and node.name in _SAYING
