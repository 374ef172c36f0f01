"""Reads RIS and the tagged form of Web of Science, as reference managers and databases export them.

A record is cut out first and then read by ``rispy``, so that a bad one is one record refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

import rispy
from rispy.parser import ParseError, RisParser, WokParser

from probatum.records.identity import date_of, doi_of, language_of, ncts_of, pmcid_of, pmid_of
from probatum.records.source import Author, Identifiers, Source
from probatum.sources.abstracts import abstract_of
from probatum.sources.encodings import TextLines
from probatum.sources.markup import plain
from probatum.sources.names import author
from probatum.sources.reader import Read, Refused
from probatum.sources.titles import plain_title

#: No record has more characters than this.
LONGEST_RECORD = 8_000_000
_AGAIN = "export the record again"
_START = re.compile(r"\s{0,3}TY  ?-(?:\s|$)")
_END = re.compile(r"\s{0,3}ER  ?-")
_WOS_START = re.compile(r"PT [A-Z]\s*$")
_WOS_END = re.compile(r"ER\s*$")
_TAG = re.compile(r"\s{0,3}([A-Z][A-Z0-9])  ?-(?: |$)")
#: The publication type (MeSH) that the type of a record states.
_TYPES = {
    "ABST": "Meeting Abstract", "BLOG": "Blog", "CASE": "Legal Case", "CONF": "Congress",
    "CPAPER": "Congress",
    "NEWS": "News", "NEWSPAPER": "News", "RPRT": "Technical Report", "THES": "Academic Dissertation",
    "INPR": "Journal Article",
    "EJOUR": "Journal Article", "JOUR": "Journal Article", "UNPB": "Preprint", "PAT": "Patent",
}  # fmt: skip
#: What databases write into the field for the kind of work.
_KINDS = {
    "article": "Journal Article", "review": "Review", "letter": "Letter", "editorial": "Editorial",
    "editorial material": "Editorial", "erratum": "Published Erratum",
    "correction": "Published Erratum", "conference paper": "Congress", "proceedings paper": "Congress",
    "meeting abstract": "Meeting Abstract", "retracted": "Retracted Publication",
    "retracted publication": "Retracted Publication", "retraction": "Retraction of Publication",
    "short survey": "Review", "clinical trial": "Clinical Trial", "meta-analysis": "Meta-Analysis",
    "systematic review": "Systematic Review", "randomized controlled trial": "Randomized Controlled Trial",
    "practice guideline": "Practice Guideline", "guideline": "Guideline", "case report": "Case Reports",
    "case reports": "Case Reports",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Raw:
    """The lines of one record, and of which of the two forms they are."""

    line: int
    text: str
    wos: bool
    problem: str = ""


def read_ris(stream: BinaryIO, *, origin: str) -> Iterator[Read | Refused]:
    """Read the records of a RIS file, or of the tagged form of Web of Science.

    Yields a :class:`Read` for each, placed by its number and first line; one without a title and without an
    identifier, or too long, is a :class:`Refused`; one that is not closed ends where the next begins.
    Mark-up in its fields (``<i>``, ``&amp;``) is taken out. ``origin`` is not needed.
    """
    del origin
    lines = TextLines(stream)
    for number, raw in enumerate(_records(lines), start=1):
        place = f"record {number}, line {raw.line}{lines.remark}"
        try:
            found = _read(raw, place) if not raw.problem else None
        except (ParseError, KeyError, TypeError, ValueError, AttributeError) as error:
            yield Refused(
                place=place,
                reason=f"not a {'Web of Science' if raw.wos else 'RIS'} record ({error})",
                fix=_AGAIN,
            )
            continue
        yield found or Refused(
            place=place, reason=raw.problem or "neither a title nor an identifier", fix=_AGAIN
        )


def _records(lines: TextLines) -> Iterator[_Raw]:
    held: list[str] = []
    first = size = 0
    wos = False
    for number, given in lines:
        line = given if given is not None else " " * (LONGEST_RECORD + 1)
        starts_wos = bool(_WOS_START.match(line)) and (wos or not held)
        if _START.match(line) or starts_wos:
            if held:
                yield _raw(first, held, size, wos=wos)
            held, first, size, wos = [], number, 0, starts_wos
        elif not held:
            continue
        ended = (_WOS_END if wos else _END).match(line)
        size += len(line)
        if not ended and size <= LONGEST_RECORD:
            held.append(line)
        if ended:
            yield _raw(first, held, size, wos=wos)
            held = []
    if held:
        yield _raw(first, held, size, wos=wos)


def _raw(first: int, held: list[str], size: int, *, wos: bool) -> _Raw:
    if size > LONGEST_RECORD:
        return _Raw(first, "", wos, f"longer than {LONGEST_RECORD} characters")
    if wos:
        return _Raw(first, "\n".join([*held, "ER"]), wos)
    # A line that is blank, or indented, or spaced otherwise than the form asks for, is put right.
    tidy = [f"{match[1]}  - {line[match.end() :]}" if (match := _TAG.match(line)) else line for line in held]
    return _Raw(first, "\n".join([*(line for line in tidy if line.strip()), "ER  - "]), wos)


def _read(raw: _Raw, place: str) -> Read | None:
    parsed = rispy.loads(raw.text, implementation=WokParser if raw.wos else RisParser)
    if not parsed:
        return None
    source = _of_wos(parsed[0]) if raw.wos else _of_ris(parsed[0])
    if not source.title and not source.identifiers:
        return None
    text = _first(parsed[0], "abstract", "notes_abstract")
    return Read(source=source, document=abstract_of(text, language=None), reader="ris", place=place)


def _all(record: Mapping[str, Any], *names: str) -> list[str]:
    """The values of these fields, each as a plain line."""
    found: list[str] = []
    for name in names:
        value = record.get(name)
        values = value if isinstance(value, list) else [value]
        found += [line for one in values if isinstance(one, str) and (line := plain(one))]
    return found


def _first(record: Mapping[str, Any], *names: str) -> str:
    return next((found[0] for name in names if (found := _all(record, name))), "")


def _joined(record: Mapping[str, Any], name: str) -> str:
    return " ".join(_all(record, name))


def _people(names: list[str]) -> tuple[Author, ...]:
    return tuple(found for name in names if (found := author(name)) is not None)


def _of_ris(record: Mapping[str, Any]) -> Source:
    kinds = [_first(record, "type_of_work"), _first(record, "note")]
    start, end = _first(record, "start_page"), _first(record, "end_page")
    pages = start if not end or end == start or "-" in start else f"{start}-{end}"
    return Source(
        identifiers=_ris_identifiers(record),
        title=plain_title(_first(record, "title", "primary_title", "short_title")) or None,
        authors=_people(_all(record, "first_authors", "authors")),
        journal=_first(
            record,
            "secondary_title",
            "alternate_title3",
            "journal_name",
            "alternate_title2",
            "alternate_title1",
        )
        or None,
        volume=_first(record, "volume") or None,
        issue=_first(record, "number") or None,
        pages=pages or None,
        published=_published(record),
        publication_types=_types(_first(record, "type_of_reference"), kinds),
        keywords=tuple(dict.fromkeys(word.lstrip("*") for word in _all(record, "keywords"))),
        language=language_of(_first(record, "language")),
        url=next((url for url in _all(record, "urls") if re.match(r"https?://\S+$", url)), None),
    )


def _types(kind: str, stated: list[str]) -> tuple[str, ...]:
    types = [_KINDS[word.casefold()] for word in stated if word.casefold() in _KINDS]
    general = _TYPES.get(kind.upper())
    return tuple(dict.fromkeys(types + ([general] if general else [])))


def _published(record: Mapping[str, Any]) -> str | None:
    year = date_of(_first(record, "year", "publication_year"))
    dated = date_of(_first(record, "date"))
    return dated if dated and (year is None or dated.startswith(year)) else year


def _ris_identifiers(record: Mapping[str, Any]) -> Identifiers:
    number = _first(record, "accession_number")
    database = f"{_first(record, 'name_of_database')} {_first(record, 'database_provider')}".casefold()
    links = _all(record, "urls", "file_attachments2")
    notes = _all(record, "notes", "custom1", "custom2", "custom7")
    pmid = None
    if number.isdecimal() and ("nlm" in database or "pubmed" in database or "medline" in database):
        pmid = pmid_of(number)
    pmid = pmid or next((pmid_of(url) for url in links if "pubmed" in url), None)
    pmid = pmid or next(
        (match[1] for note in notes if (match := re.search(r"\bPMID:?\s*(\d{1,9})\b", note))), None
    )
    other = {("wos", number.removeprefix("WOS:"))} if number.startswith("WOS:") else set()
    other |= {("scopus", match[0]) for url in links if (match := re.search(r"2-s2\.0-\d+", url))}
    doi = doi_of(_first(record, "doi")) or next((doi_of(url) for url in links if "doi.org/" in url), None)
    return Identifiers(
        pmid=pmid,
        pmcid=pmcid_of(_first(record, "custom2")),
        doi=doi,
        nct=ncts_of(" ".join(notes)),
        other=tuple(sorted(other)),
    )


def _of_wos(record: Mapping[str, Any]) -> Source:
    full = _all(record, "author_full_name")
    start, end = _first(record, "beginning_page"), _first(record, "ending_page")
    number = _first(record, "accession_number").removeprefix("WOS:")
    month = _first(record, "publication_date")
    year = _first(record, "publication_year")
    return Source(
        identifiers=Identifiers(
            pmid=pmid_of(_first(record, "pubmed_id")),
            doi=doi_of(_first(record, "doi")),
            other=(("wos", number),) if number else (),
        ),
        title=plain_title(_joined(record, "document_title")) or None,
        authors=_people(full or _all(record, "authors"))
        + tuple(Author(collective=name) for name in _all(record, "group_authors")),
        journal=_first(record, "iso_source_abbreviation", "publication_name") or None,
        volume=_first(record, "volume") or None,
        issue=_first(record, "issue") or None,
        pages=(f"{start}-{end}" if end and end != start else start)
        or _first(record, "article_number")
        or None,
        published=date_of(f"{year} {month}") or date_of(year),
        publication_types=_types(
            "JOUR" if _first(record, "publication_type") == "J" else "",
            _joined(record, "document_type").split("; "),
        ),
        keywords=tuple(
            dict.fromkeys(
                word.strip() for word in _joined(record, "author_keywords").split(";") if word.strip()
            )
        ),
        language=language_of(_first(record, "language")),
    )
