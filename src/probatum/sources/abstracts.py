"""The abstract of a bibliographic record: its sections, set apart by the record or by headings in line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from probatum.language.lookalikes import disguised
from probatum.records.passage import Document, Part, Role, TextKind
from probatum.sources.parts import one_line, role_of_heading

#: NLM's categories of the sections of structured abstracts (Ripple et al., J Med Libr Assoc 2011).
_CATEGORIES = {
    "BACKGROUND": Role.BACKGROUND,
    "OBJECTIVE": Role.OBJECTIVE,
    "METHODS": Role.METHODS,
    "RESULTS": Role.RESULTS,
    "CONCLUSIONS": Role.CONCLUSIONS,
}
#: Labels that say that there is no label.
_NO_LABEL = frozenset({"", "UNLABELLED", "UNLABELED", "ABSTRACT"})
# A heading in the line: in capitals, or one with a role; after the start or the end of a sentence.
_HEADING = re.compile(r"(?:^|(?<=[.!?;,)\]%]\s))([A-Z][A-Za-z/&,'() -]{2,70}?)\s?:\s+(?=\S)")
_WORDS_OF_HEADING = 8


def abstract(
    sections: Iterable[tuple[str, str, str]],
    *,
    language: str | None = None,
    kind: TextKind = TextKind.ABSTRACT,
) -> Document | None:
    """An abstract of ``(label, NLM category, text)`` sections, each on a line of its own, without its label.

    Each becomes a part with the section ``Abstract › Methods`` (``Abstract`` without a label) and the role
    that its label, else its category, states. The text is brought to one line a section. None without words.
    """
    lines: list[str] = []
    parts: list[Part] = []
    start = 0
    for label, category, text in sections:
        line = line_of(text)
        if line:
            section, role = named(label, category)
            parts.append(Part(start=start, end=start + len(line), section=section, role=role))
            lines.append(line)
            start += len(line) + 1
    if not lines:
        return None
    return Document(text="\n".join(lines), kind=kind, parts=tuple(parts), language=language)


def abstract_of(text: str, *, language: str | None = None) -> Document | None:
    """An abstract given as one text; headings in its line (``METHODS: …``) set its sections apart."""
    return abstract(((label, "", words) for label, words in labelled(one_line(text))), language=language)


def line_of(text: str) -> str:
    """``text`` fit for keeping, on one line, as ``one_line`` makes it, and quicker for most texts.

    All that ``one_line`` leaves out (controls, marks of direction, soft hyphens) is not printable, or changes
    is disguised.
    """
    if text.isprintable() and "  " not in text and not disguised(text):
        return text.strip()
    line = " ".join(text.split())
    return line if line.isprintable() and not disguised(line) else one_line(text)


@lru_cache(maxsize=4096)
def named(label: str, category: str = "") -> tuple[str, Role | None]:
    """The section and the role that a label and NLM's category give."""
    label = one_line(label).rstrip(" :.")
    if label.upper() in _NO_LABEL:
        return "Abstract", _CATEGORIES.get(category)
    section = f"Abstract › {label.capitalize() if label.isupper() else label}"
    role = role_of_heading(label, label=True)
    # "Methods and findings" has no one role, whatever its category says.
    joined = re.search(r"\band\b|[&/]", label, re.IGNORECASE)
    return section, role or (None if joined else _CATEGORIES.get(category))


def labelled(text: str) -> list[tuple[str, str]]:
    """The sections of an abstract whose headings stand in line, as ``(label, text)``; one, if it has none.

    A heading counts where the text begins with one and there are two or more. Nothing but the headings and
    the white space around them is left out.
    """
    found = [match for match in _HEADING.finditer(text) if _is_heading(match[1])]
    if len(found) < 2 or found[0].start() != 0:
        return [("", text)]
    return list(_cut(text, found))


def _cut(text: str, found: list[re.Match[str]]) -> Iterator[tuple[str, str]]:
    ends = [match.start() for match in found[1:]] + [len(text)]
    for match, end in zip(found, ends, strict=True):
        yield match[1], text[match.end() : end].strip()


def _is_heading(words: str) -> bool:
    if words.count(" ") >= _WORDS_OF_HEADING:
        return False
    if words.isupper():
        return sum(map(str.isalpha, words)) >= 4
    return role_of_heading(words, label=True) is not None and words.count(" ") <= 3
