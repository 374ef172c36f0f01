"""Putting a document together, part by part, with its text made fit for keeping before it is kept."""

from __future__ import annotations

import re
from collections.abc import Sequence

from probatum.errors import HostileInput
from probatum.language.interface import N_, filled
from probatum.language.lookalikes import undisguised
from probatum.records.passage import Document, Part, Role, TextKind

#: No work is longer than this many characters (a 3,000-page book has about ten million).
LONGEST_TEXT = 20_000_000
#: Nor has one more paragraphs and rows than this.
MOST_PARTS = 200_000
#: A heading longer than this many characters is a paragraph in bold.
LONGEST_HEADING = 200

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Control characters, byte order marks, surrogates, and the marks that turn the direction of writing around
# (a quote must read as it is stored).
_UNFIT = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff\u202a-\u202e\u2066-\u2069]"
)
_SOFT = ("\xad", "\u200b", "\u2060")
_NUMBERING = re.compile(r"^(?:(?:section\s+)?(?:\d+(?:\.\d+)*|[IVX]+|[A-H])[.):]?\s+)(?=\S)", re.IGNORECASE)

_OUTCOMES = re.compile(r"\b(?:outcomes?|endpoints?) (?:measures?|measurements?|assessment)", re.IGNORECASE)


def _patterns(*rows: tuple[Role, str]) -> tuple[tuple[Role, re.Pattern[str]], ...]:
    return tuple((role, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for role, words in rows)


#: Words that say the role of a section wherever they stand in its heading.
_HEADINGS = _patterns(
    (Role.BACKGROUND, r"background|introduction|intro"),
    (Role.OBJECTIVE, r"objectives?|aims?|purpose"),
    (Role.METHODS, r"methods?|methodology|materials"),
    (Role.RESULTS, r"results?"),
    (Role.CONCLUSIONS, r"conclusions?|concluding remarks"),
    (
        Role.OTHER,
        r"funding|trial registration|registration number|acknowledge?ments?|competing interests?|"
        r"conflicts? of interest|disclosures?|abbreviations|supplementary|ethics approval|data availability|"
        r"author contributions?|references|bibliography|author information|footnotes|pre-publication history",
    ),
)
#: Words that say it only as the label of a section of an abstract (NLM's categories of structured abstracts).
_LABELS = _patterns(
    (Role.BACKGROUND, r"context|rationale|importance|what is known"),
    (Role.OBJECTIVE, r"goals?|hypothes[ie]s|question"),
    (
        Role.METHODS,
        r"design|settings?|participants|patients|subjects|interventions?|exposures?|measures?|measurements?|"
        r"statistical|procedures?|data sources?|data extraction|data collection|study selection|"
        r"search strategy|eligibility|inclusion criteria|randomi[sz]ation|sample size|protocol",
    ),
    (Role.RESULTS, r"findings|outcomes?"),
    (Role.CONCLUSIONS, r"interpretations?|implications?"),
    (Role.OTHER, r"registration|ethics"),
)
_REFERENCES = re.compile(
    r"(?:cited )?references(?: cited)?|bibliography|literature(?: cited)?|reference list|works cited|"
    r"further reading",
    re.IGNORECASE,
)
_MIXED = re.compile(r"\bdiscussion\b", re.IGNORECASE)


def fit(text: str) -> str:
    """``text`` as it may be kept: ``\\n`` at every line end; no control or direction mark, no soft hyphen,
    nothing else that is not seen, and Latin letters where others stand in for them."""
    if text.isascii() and text.isprintable():
        return text
    text = _UNFIT.sub("", _LINE_ENDS.sub("\n", text))
    for soft in _SOFT:  # three searches are far quicker than one translation
        text = text.replace(soft, "")
    return undisguised(text)


def lists_references(heading: str) -> bool:
    """Whether a section with this heading is a list of other works: what it says is said of them, not here.

    >>> lists_references("7. References")
    True
    """
    return bool(_REFERENCES.fullmatch(plain_heading(heading)))


def one_line(text: str | None) -> str:
    """``text`` fit for keeping, with every run of white space as one space."""
    return " ".join(fit(text).split()) if text else ""


def role_of_heading(heading: str, *, label: bool = False) -> Role | None:
    """What a section is for, where its heading says one thing; None for ``Methods and findings``.

    ``label``: it heads a section of an abstract, where also ``Setting`` or ``Interpretation`` says it.

    >>> role_of_heading("2. Patients and methods")
    <Role.METHODS: 'methods'>
    """
    if len(heading) > LONGEST_HEADING or _MIXED.search(heading):
        return None
    if label and _OUTCOMES.search(heading):
        return Role.METHODS
    patterns = _HEADINGS + _LABELS if label else _HEADINGS
    roles = {role for role, words in patterns if words.search(heading)}
    return roles.pop() if len(roles) == 1 else None


def role_of_path(headings: Sequence[str]) -> Role | None:
    """What a section is for by its headings, outermost first: the first that says it."""
    return next((role for heading in headings if (role := role_of_heading(heading))), None)


def plain_heading(heading: str) -> str:
    """A heading on one line, without its number and its closing colon."""
    return _NUMBERING.sub("", one_line(heading)).rstrip(" :.")[:LONGEST_HEADING]


class Parts:
    """Collects the parts of one document in the order of reading; ``origin`` is for messages."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self._lines: list[str] = []
        self._parts: list[Part] = []
        self._length = 0

    def __bool__(self) -> bool:
        return bool(self._parts)

    def add(self, text: str, *, section: str = "", page: int | None = None, role: Role | None = None) -> None:
        """Add one part on a line of its own; a part without words is passed over.

        Raises :class:`HostileInput` where the document grows beyond ``LONGEST_TEXT`` characters or
        ``MOST_PARTS`` parts.
        """
        line = text.strip()
        if not line:
            return
        start = self._length + 1 if self._parts else 0
        if start + len(line) > LONGEST_TEXT:
            raise HostileInput(
                filled("more than {most} characters of text", most=LONGEST_TEXT),
                origin=self.origin,
                fix=N_("split the file"),
            )
        if len(self._parts) >= MOST_PARTS:
            raise HostileInput(
                filled("more than {most} paragraphs", most=MOST_PARTS),
                origin=self.origin,
                fix=N_("split the file"),
            )
        self._lines.append(line)
        self._length = start + len(line)
        self._parts.append(Part(start=start, end=self._length, section=section, page=page, role=role))

    @property
    def count(self) -> int:
        """How many parts there are."""
        return len(self._parts)

    def head(self, length: int) -> str:
        """The first ``length`` characters of the text so far."""
        text = ""
        for line in self._lines:
            if len(text) >= length:
                break
            text += line[:length] + "\n"
        return text[:length]

    def document(self, kind: TextKind, *, language: str | None = None) -> Document | None:
        """The document, or None where no part has words."""
        if not self._parts:
            return None
        return Document(text="\n".join(self._lines), kind=kind, parts=tuple(self._parts), language=language)
