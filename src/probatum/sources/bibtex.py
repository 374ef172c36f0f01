"""Reads BibTeX. An entry is cut out first, then read by ``pybtex``: a bad one is one entry refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from pybtex.database import Entry, Person
from pybtex.database.input.bibtex import Parser
from pybtex.exceptions import PybtexError

from probatum.records.identity import date_of, doi_of, language_of, ncts_of, pmcid_of, pmid_of
from probatum.records.source import Author, Identifiers, Source
from probatum.sources.abstracts import abstract_of
from probatum.sources.encodings import TextLines
from probatum.sources.latex import from_latex
from probatum.sources.markup import plain
from probatum.sources.reader import Read, Refused
from probatum.sources.titles import plain_title

#: No entry has more characters than this.
LONGEST_ENTRY = 2_000_000
#: All ``@string`` definitions of a file together have no more characters than this.
LONGEST_STRINGS = 200_000
_AGAIN = "correct the entry and read the file again"
_ENTRY = re.compile(r"\s{0,8}@\s*([A-Za-z]{2,30})\s*[{(]\s*([^\s,{}()=]{0,200})")
_TYPES = {
    "article": "Journal Article", "inproceedings": "Congress", "conference": "Congress",
    "phdthesis": "Academic Dissertation",
    "mastersthesis": "Academic Dissertation", "thesis": "Academic Dissertation",
    "techreport": "Technical Report", "report": "Technical Report", "unpublished": "Preprint",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Raw:
    """The lines of one entry."""

    line: int
    kind: str
    key: str
    text: str
    problem: str = ""


def read_bibtex(stream: BinaryIO, *, origin: str) -> Iterator[Read | Refused]:
    """Read the entries of a BibTeX file; ``@string`` definitions hold for all entries after them.

    Yields a :class:`Read` for each entry, placed by its key and first line; one that is damaged, too long, or
    has neither a title nor an identifier is a :class:`Refused`. LaTeX in its fields becomes plain text. What
    an entry would take over from another by ``crossref`` is not taken over. ``origin`` is not needed.
    """
    del origin
    lines = TextLines(stream)
    macros = Parser()
    defined = 0
    for raw in _entries(lines):
        if raw.kind in {"comment", "preamble"}:
            continue
        place = f"entry {raw.key}, line {raw.line}{lines.remark}"
        defined += len(raw.text) if raw.kind == "string" else 0
        problem = raw.problem or ("too many definitions" if defined > LONGEST_STRINGS else "")
        if problem:
            yield Refused(place=place, reason=problem, fix=_AGAIN)
            continue
        try:
            parser = macros if raw.kind == "string" else Parser(macros=macros.macros)
            found = parser.parse_string(raw.text).entries.values() if raw.text else ()
            reads = [_read(entry, place) for entry in found]
        except (PybtexError, ValueError, IndexError, KeyError, RecursionError) as error:
            yield Refused(place=place, reason=f"not a BibTeX entry ({plain(str(error))[:200]})", fix=_AGAIN)
            continue
        yield from reads


def _entries(lines: TextLines) -> Iterator[_Raw]:
    held: list[str] = []
    kind = key = ""
    first = size = 0
    for number, given in lines:
        line = given if given is not None else " " * (LONGEST_ENTRY + 1)
        match = _ENTRY.match(line)
        if given is None and not held:
            yield _Raw(number, "", "?", "", f"longer than {LONGEST_ENTRY} characters")
        if match:
            if held:
                yield _raw(first, kind, key, held, size)
            held, size, first, kind, key = [], 0, number, match[1].lower(), match[2]
        if match or held:
            size += len(line)
            held.append(line if size <= LONGEST_ENTRY else "")
    if held:
        yield _raw(first, kind, key, held, size)


def _raw(first: int, kind: str, key: str, held: list[str], size: int) -> _Raw:
    if size > LONGEST_ENTRY:
        return _Raw(first, kind, key, "", f"longer than {LONGEST_ENTRY} characters")
    return _Raw(first, kind, key, "\n".join(held))


def _read(entry: Any, place: str) -> Read | Refused:
    if not isinstance(entry, Entry):
        return Refused(place=place, reason="no entry", fix=_AGAIN)
    fields = {str(name).lower(): plain(from_latex(str(value))) for name, value in entry.fields.items()}
    source = _source(entry, fields)
    if not source.title and not source.identifiers:
        return Refused(place=place, reason="neither a title nor an identifier", fix=_AGAIN)
    document = abstract_of(fields.get("abstract", ""))
    return Read(source=source, document=document, reader="bibtex", place=place)


def _source(entry: Any, fields: dict[str, str]) -> Source:
    def first(*names: str) -> str:
        return next((fields[name] for name in names if fields.get(name)), "")

    kind = str(entry.type).lower()
    general = _TYPES.get(kind)
    keywords = re.split(r"[;,]", first("keywords", "keyword"))
    return Source(
        identifiers=_identifiers(fields),
        title=plain_title(first("title")) or None,
        authors=tuple(found for person in entry.persons.get("author", ()) if (found := _author(person))),
        journal=first("journal", "journaltitle", "shortjournal", "booktitle") or None,
        volume=first("volume") or None,
        issue=first("number", "issue") or None,
        pages=first("pages").replace("–", "-") or None,
        published=date_of(first("date")) or date_of(f"{first('year')} {first('month')}"),
        publication_types=(general,) if general else (),
        keywords=tuple(dict.fromkeys(word.strip() for word in keywords if word.strip())),
        issuer=first("institution", "organization") or None,
        language=language_of(first("langid", "language")),
        url=next((url for url in [first("url")] if url.startswith(("http://", "https://"))), None),
    )


def _identifiers(fields: dict[str, str]) -> Identifiers:
    eprint = fields.get("eprint", "")
    pubmed = eprint if fields.get("eprinttype", "").lower() in {"pubmed", "pmid"} else ""
    isbn = fields.get("isbn", "").split(" ")[0]
    wos = fields.get("unique-id", "")
    url = fields.get("url", "")
    other = {("isbn", isbn)} if isbn else set()
    other |= {("wos", re.sub(r"^(?:ISI|WOS):", "", wos))} if re.match(r"(?:ISI|WOS):", wos) else set()
    return Identifiers(
        pmid=pmid_of(fields.get("pmid") or pubmed),
        pmcid=pmcid_of(fields.get("pmcid") or fields.get("pmc")),
        doi=doi_of(fields.get("doi")) or (doi_of(url) if "doi.org/" in url else None),
        nct=ncts_of(fields.get("note")),
        other=tuple(sorted(other)),
    )


def _author(person: Person) -> Author | None:
    """A person; a name that is in braces as a whole is a group's."""
    last = " ".join(person.prelast_names + person.last_names)
    given = " ".join(person.first_names + person.middle_names)
    if not given and last.startswith("{") and last.endswith("}"):
        return Author(collective=plain(from_latex(last)))
    family = plain(from_latex(last))
    if family == "others" or not family:
        return None
    return Author(family=family, given=plain(from_latex(given)))
