"""Reads the MEDLINE display format (``.nbib``, PubMed text): fields under tags of up to four letters.

The reader is our own. The ``nbib`` library (0.3.2) drops the links between works (``CIN``, ``EIN``, ``RIN``,
``UIN`` …) and the collective authors, keeps one value of a tag that may repeat, and ends the whole file at
the first line or date that it does not know. Tags after NLM, "MEDLINE/PubMed Data Element Descriptions".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from probatum.records.identity import date_of, doi_of, iso, language_of, ncts_of, pmcid_of, pmid_of
from probatum.records.source import Author, Identifiers, Link, MeshHeading, Source
from probatum.sources.abstracts import abstract_of, line_of
from probatum.sources.encodings import TextLines
from probatum.sources.links import BY_MEDLINE_TAG, link
from probatum.sources.names import author
from probatum.sources.reader import Read, Refused
from probatum.sources.titles import plain_title

#: No record has more characters than this.
LONGEST_RECORD = 8_000_000
_TAG = re.compile(r"([A-Z][A-Z0-9 ]{1,3})- ?(.*)")
_AGAIN = "export the record again"
_LINKED_PMID = re.compile(r"PMID:\s*(\d{1,9})")
_OTHER_REGISTERS = re.compile(r"(?:ISRCTN|EudraCT|ANZCTR|ChiCTR|DRKS|UMIN CTR|JPRN|CTRI|NTR)/(\S+)")
_Field = tuple[str, str]


class Fields:
    """The fields of one record in their order."""

    def __init__(self, fields: Iterable[_Field]) -> None:
        self.ordered = list(fields)

    def all(self, *tags: str) -> list[str]:
        """The values of these tags, in the order of the record."""
        return [value for tag, value in self.ordered if tag in tags and value]

    def first(self, *tags: str) -> str:
        """The first value of the first of these tags that has one."""
        return next((found[0] for tag in tags if (found := self.all(tag))), "")


def read_medline(stream: BinaryIO, *, origin: str) -> Iterator[Read | Refused]:
    """Read records in the MEDLINE display format; a blank line or the next ``PMID-`` ends a record.

    Yields a :class:`Read` for each, placed by its number and PMID; one that is too long, or has neither a
    PMID nor a title, is a :class:`Refused`. ``origin`` is not needed.
    """
    del origin
    lines = TextLines(stream)
    for number, record in enumerate(_records(lines), start=1):
        place = f"record {number}{lines.remark}"
        if record is None:
            yield Refused(place=place, reason=f"longer than {LONGEST_RECORD} characters", fix=_AGAIN)
            continue
        fields = Fields(record)
        pmid = pmid_of(fields.first("PMID"))
        if not pmid and not fields.first("TI", "BTI"):
            yield Refused(place=place, reason="neither a PMID nor a title", fix=_AGAIN)
            continue
        document = abstract_of(fields.first("AB"), language="en") or abstract_of(fields.first("OAB"))
        place = f"record {number}, PMID {pmid}{lines.remark}" if pmid else place
        yield Read(source=_source(fields, pmid), document=document, reader="medline", place=place)


def _records(lines: TextLines) -> Iterator[list[_Field] | None]:
    """The fields of each record; None for one that is too long."""
    held: list[list[str]] = []
    size = 0
    for _, line in lines:
        size += len(line) if line is not None else LONGEST_RECORD + 1
        match = _TAG.match(line or "")
        blank = line is not None and not line.strip()
        if blank or (match and match[1] == "PMID" and _has_pmid(held)):
            if held or size > LONGEST_RECORD:
                yield _joined(held) if size <= LONGEST_RECORD else None
            held, size = [], 0
        if size > LONGEST_RECORD:
            held = held[:1]
        elif match:
            held.append([match[1].strip(), match[2].strip()])
        elif held and line and line.startswith(" "):
            held[-1].append(line.strip())
    if held or size > LONGEST_RECORD:
        yield _joined(held) if size <= LONGEST_RECORD else None


def _has_pmid(held: list[list[str]]) -> bool:
    return any(field[0] == "PMID" for field in held)


def _joined(held: list[list[str]]) -> list[_Field]:
    return [(tag, line_of(" ".join(pieces))) for tag, *pieces in held]


def _source(fields: Fields, pmid: str | None) -> Source:
    types = tuple(dict.fromkeys(fields.all("PT")))
    groups = fields.all("CN") if any("guideline" in kind.lower() for kind in types) else []
    return Source(
        identifiers=_identifiers(fields, pmid),
        title=plain_title(fields.first("TI", "BTI")) or fields.first("TT") or None,
        authors=tuple(_authors(fields)),
        journal=fields.first("TA", "JT", "BTI") or None,
        volume=fields.first("VI") or None,
        issue=fields.first("IP") or None,
        pages=fields.first("PG") or None,
        published=_published(fields),
        publication_types=types,
        mesh=tuple(map(_heading, fields.all("MH"))),
        keywords=tuple(dict.fromkeys(word.lstrip("*") for word in fields.all("OT"))),
        issuer=groups[0] if groups else None,
        language=language_of(fields.first("LA")),
        links=tuple(_links(fields)),
    )


def _identifiers(fields: Fields, pmid: str | None) -> Identifiers:
    dois = [value for value in fields.all("LID", "AID", "SO") if value.endswith("[doi]")]
    numbers = fields.all("SI")
    registered = {("trial", match[1]) for value in numbers if (match := _OTHER_REGISTERS.match(value))}
    books = {("isbn", value.split(" ")[0]) for value in fields.all("ISBN")}
    return Identifiers(
        pmid=pmid,
        pmcid=pmcid_of(fields.first("PMC")),
        doi=next(filter(None, map(doi_of, dois)), None),
        nct=ncts_of(" ".join(numbers)),
        other=tuple(sorted(registered | books)),
    )


def _authors(fields: Fields) -> Iterator[Author]:
    """Persons by the full name (``FAU``) where it is given, else the short one; groups in their place."""
    full = False
    for tag, value in fields.ordered:
        if tag == "CN" and value:
            yield Author(collective=value)
        elif tag == "FAU" or (tag == "AU" and not full):
            found = author(value)
            if found is not None:
                yield found
        full = tag == "FAU"


def _published(fields: Fields) -> str | None:
    """The date of the issue, or that of the article on line where it agrees and says more."""
    issue = date_of(fields.first("DP"))
    digits = fields.first("DEP")
    online = None
    if re.fullmatch(r"(?:1[5-9]|20|21)\d{6}", digits):
        online = iso(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    best = issue or online
    return online if best and online and online.startswith(best) else best


def _heading(value: str) -> MeshHeading:
    """``*Lung Neoplasms/drug therapy/*mortality``: a star marks what is major."""
    descriptor, *qualifiers = value.split("/")
    return MeshHeading(
        descriptor=descriptor.lstrip("*"),
        major="*" in value,
        qualifiers=tuple(qualifier.lstrip("*") for qualifier in qualifiers),
    )


def _links(fields: Fields) -> Iterator[Link]:
    for tag, value in fields.ordered:
        kind = BY_MEDLINE_TAG.get(tag)
        if kind is not None and value:
            found = _LINKED_PMID.search(value)
            citation = value[: found.start()].rstrip(" .") if found else value.removesuffix(" PMID:")
            yield link(kind, citation, found[1] if found else None)
