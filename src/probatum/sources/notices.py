"""Reads lists of retractions: the CSV of Retraction Watch (Crossref), and plain lists of retracted PMIDs."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

import orjson

from probatum.records.identity import doi_of, iso, pmid_of
from probatum.records.source import Author, Identifiers, Link, LinkKind, Source
from probatum.sources.corpus import json_lines
from probatum.sources.encodings import TextLines
from probatum.sources.markup import plain
from probatum.sources.names import author
from probatum.sources.reader import Read, Refused

#: What ``RetractionNature`` says of the original; a reinstatement takes nothing away.
_NATURES = {
    "retraction": (LinkKind.RETRACTION_OF, "Retraction of Publication"),
    "expression of concern": (LinkKind.CONCERN_FOR, "Expression of Concern"),
    "correction": (LinkKind.ERRATUM_FOR, "Published Erratum"),
    "reinstatement": (LinkKind.OTHER, "Comment"),
}
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\b")
_FIX = "take the file again from its publisher"
_LONGEST_LIST = 100_000


def read_notices(stream: BinaryIO, *, origin: str) -> Iterator[Read | Refused]:
    """Read notices in the column form of Retraction Watch: one row, one notice about one work.

    Yields a :class:`Read` for each notice (a work of its own, with a link to what it retracts, doubts or
    corrects), placed by its ``Record ID``; a row that names no identifier of the original, or no known
    nature, is a :class:`Refused`. ``origin`` is not needed.
    """
    del origin
    lines = TextLines(stream)
    rows = csv.DictReader("(too long)\n" if line is None else f"{line}\n" for _, line in lines)
    number = 1
    while True:
        number += 1
        place = f"row {number}{lines.remark}"
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Refused(place=place, reason=f"not a row of a table ({error})", fix=_FIX)
            continue
        yield _read({key: value for key, value in row.items() if isinstance(value, str)}, place)


def _read(row: Mapping[str, str], place: str) -> Read | Refused:
    record = plain(row.get("Record ID", ""))
    place = f"record {record}" if record else place
    nature = _NATURES.get(plain(row.get("RetractionNature", "")).casefold())
    original = Identifiers(
        pmid=pmid_of(row.get("OriginalPaperPubMedID")), doi=doi_of(row.get("OriginalPaperDOI"))
    )
    if nature is None:
        return Refused(place=place, reason="no known nature of the notice", fix=_FIX)
    if not original:
        return Refused(place=place, reason="no identifier of the original", fix=_FIX)
    kind, publication_type = nature
    title, journal = plain(row.get("Title", "")), plain(row.get("Journal", ""))
    cited = ". ".join(
        part for part in (title, journal, _date(row.get("OriginalPaperDate", "")) or "") if part
    )
    source = Source(
        identifiers=_own(row, original, record),
        title=f"{publication_type}: {title}" if title else None,
        authors=_authors(row.get("Author", "")),
        journal=journal or None,
        published=_date(row.get("RetractionDate", "")),
        publication_types=(publication_type,),
        links=(Link(kind=kind, target=original, citation=cited),),
    )
    return Read(source=source, document=None, reader="corpus", place=place)


def _own(row: Mapping[str, str], original: Identifiers, record: str) -> Identifiers:
    """The notice's own identifiers. (Where a publisher gives it the original's, they are the original's.)"""
    pmid, doi = pmid_of(row.get("RetractionPubMedID")), doi_of(row.get("RetractionDOI"))
    return Identifiers(
        pmid=pmid if pmid != original.pmid else None,
        doi=doi if doi != original.doi else None,
        other=(("retraction-watch", record),) if record else (),
    )


def _authors(names: str) -> tuple[Author, ...]:
    return tuple(found for name in names[:_LONGEST_LIST].split(";") if (found := author(plain(name))))


def _date(text: str) -> str | None:
    """``7/12/2023 0:00`` (month first) as ISO 8601."""
    match = _AMERICAN.match(text.strip())
    return iso(int(match[3]), int(match[1]), int(match[2])) if match else None


def read_retracted(stream: BinaryIO, *, origin: str) -> Iterator[Read | Refused]:
    """Read a list of retracted works in JSON Lines: ``pmid``, and ``title`` where it is known.

    Yields a :class:`Read` for each, with the publication type ``Retracted Publication``; a line without a
    PMID is a :class:`Refused`. ``origin`` is not needed.
    """
    del origin
    for number, line in json_lines(stream):
        try:
            row = orjson.loads(line or b"")
        except orjson.JSONDecodeError:
            row = None
        pmid = pmid_of(str(row.get("pmid"))) if isinstance(row, dict) else None
        if pmid is None or not isinstance(row, dict):
            yield Refused(place=f"line {number}", reason="no PMID in it", fix=_FIX)
            continue
        title = row.get("title")
        source = Source(
            identifiers=Identifiers(pmid=pmid),
            title=plain(title).rstrip(".") or None if isinstance(title, str) else None,
            publication_types=("Retracted Publication",),
        )
        yield Read(source=source, document=None, reader="corpus", place=f"line {number}")
