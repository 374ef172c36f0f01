"""Reads house notes: summaries of sources in our own words, one JSON object a line.

A note names a work (``id``, ``title``, ``authors``, ``journal``, ``issuer``, ``year``, ``volume_pages``,
``doi``, ``pmid``, ``pmcid``, ``nct``, ``url``, ``publication_type``, ``tags``, ``population``) and says what
it found (``summary`` and ``key_facts``: each a ``statement``, the ``figures`` as printed, and a ``locator``).
``text_seen`` says how much of the work was read. Where a copy was read (``retrieved_from``, ``also_seen_at``)
is never kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO
from urllib.parse import urlsplit

import orjson

from probatum.records.passage import Document, Part, Role, TextKind
from probatum.records.source import Author, Identifiers, Source, Standing
from probatum.sources.figures import with_figures
from probatum.sources.reader import Read, Refused

#: A line longer than this many bytes is refused: no note is that long.
LONGEST_LINE = 1_000_000

#: Where publishers, societies, regulators and authors' own institutions keep the record itself. An address
#: at which a copy was read is kept only where its host is one of these: a copy may move or differ.
DEPENDABLE_HOSTS = frozenset(
    {
        "acrabstracts.org", "ard.bmj.com", "bestpractice.bmj.com", "canjhealthtechnol.ca", "cjgim.ca",
        "clinicaltrials.gov", "dailymed.nlm.nih.gov", "doi.org", "dspace.library.uu.nl", "ijem.in",
        "iris.hunimed.eu", "iris.ucl.ac.uk", "jamanetwork.com", "pmc.ncbi.nlm.nih.gov",
        "pubmed.ncbi.nlm.nih.gov", "rheumatology.org.uk", "scholarlycommons.henryford.com",
        "www.ecrjournal.com", "www.indianjrheumatol.com", "www.radcliffecardiology.com",
    }
)  # fmt: skip

_NEXT_LINE = "read the file again after correcting that line"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+")
_VOLUME = re.compile(r"(?P<volume>\d+)?(?:\s?\((?P<issue>[^()]+)\))?(?::(?P<pages>\S.*))?")
_NCT = re.compile(r"\bNCT\d{8}\b")
_LOCATED = (
    (Role.METHODS, re.compile(r"\bmethods?\b")),
    (Role.RESULTS, re.compile(r"\b(?:results?|findings)\b")),
    (Role.CONCLUSIONS, re.compile(r"\bconclusions?\b")),
    (Role.BACKGROUND, re.compile(r"\b(?:background|introduction)\b")),
)


class _NotANote(ValueError):
    """One line does not hold a note; the message says why."""


def read_notes(stream: BinaryIO, *, origin: str) -> Iterator[Read | Refused]:
    """Read house notes from ``stream``, one JSON object a line, UTF-8; a blank line is passed over.

    Yields a :class:`Read` for each note: the work it summarises, marked ``house``, and a document of kind
    ``NOTE`` with one line for the summary, one for each key fact, one for the population and one for what was
    read. A line that is not a note is a :class:`Refused` (``origin`` is not needed: the place is the line).
    """
    del origin
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        place = f"line {number}"
        if len(line) > LONGEST_LINE:
            _skip_line(stream, line)
            yield Refused(place=place, reason=f"longer than {LONGEST_LINE} bytes", fix="write a shorter note")
        elif line.strip():
            yield _read_line(line, place)


def _skip_line(stream: BinaryIO, line: bytes) -> None:
    """Pass over the rest of a line that is too long, holding no more than one piece of it."""
    while line and not line.endswith(b"\n"):
        line = stream.readline(LONGEST_LINE)


def _read_line(line: bytes, place: str) -> Read | Refused:
    try:
        note = orjson.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        return Refused(place=place, reason=f"not JSON ({error})", fix=_NEXT_LINE)
    try:
        return read_note(note, place)
    except _NotANote as error:
        return Refused(place=place, reason=str(error), fix=_NEXT_LINE)


def read_note(note: object, place: str) -> Read:
    """One note, as JSON gives it, as a :class:`Read`. Raises ``ValueError`` that says what is missing."""
    if not isinstance(note, dict):
        raise _NotANote("not a JSON object")
    if not _text(note, "id"):
        raise _NotANote('no "id"')
    if not _text(note, "summary") and not _facts(note):
        raise _NotANote('neither a "summary" nor "key_facts"')
    return Read(source=_source(note), document=_document(note), reader="note", place=place)


def _source(note: Mapping[str, Any]) -> Source:
    where = _VOLUME.fullmatch(_text(note, "volume_pages"))
    kind = _text(note, "publication_type")
    tags = tuple(tag for tag in map(_clean, _list(note, "tags")) if tag)
    return Source(
        identifiers=_identifiers(note),
        title=_text(note, "title") or None,
        authors=tuple(_author(name) for name in map(_clean, _list(note, "authors")) if name),
        journal=_text(note, "journal") or None,
        volume=where["volume"] if where else None,
        issue=where["issue"] if where else None,
        pages=where["pages"] if where else (_text(note, "volume_pages") or None),
        published=_year(note),
        publication_types=(kind,) if kind else (),
        keywords=tags,
        issuer=_text(note, "issuer") or None,
        population=_text(note, "population") or None,
        language=_text(note, "language") or None,
        url=_address(note),
        standing=Standing.SUPERSEDED if "superseded" in tags else Standing.CURRENT,
        house=True,
    )


def _identifiers(note: Mapping[str, Any]) -> Identifiers:
    pmid = re.sub(r"\D", "", _text(note, "pmid"))
    pmcid = re.sub(r"\D", "", _text(note, "pmcid"))
    doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", _text(note, "doi").lower())
    return Identifiers(
        pmid=pmid or None,
        pmcid=f"PMC{pmcid}" if pmcid else None,
        doi=doi if doi.startswith("10.") else None,
        nct=tuple(sorted(set(_NCT.findall(_text(note, "nct").upper())))),
        other=(("note", _text(note, "id")),),
    )


def _author(name: str) -> Author:
    """``Kim MS`` is a person; whatever does not end in initials is taken as it stands."""
    family, _, given = name.rpartition(" ")
    if family and given.isupper() and given.isalpha() and len(given) <= 4:
        return Author(family=family, given=given)
    return Author(collective=name)


def _year(note: Mapping[str, Any]) -> str | None:
    year = note.get("year")
    return str(year) if isinstance(year, int) and 1000 <= year <= 9999 else None


def _address(note: Mapping[str, Any]) -> str | None:
    """The stated address, unless it is where a copy was read and the host keeps no record of its own."""
    url = _text(note, "url")
    copies = {_text(note, "retrieved_from"), *map(_clean, _list(note, "also_seen_at"))}
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return None
    return url if url not in copies or parts.hostname in DEPENDABLE_HOSTS else None


def _document(note: Mapping[str, Any]) -> Document:
    lines: list[tuple[str, str, Role | None]] = [("Summary", _text(note, "summary"), None)]
    population = _text(note, "population")
    for statement, figures, locator in _facts(note):
        section = f"Key facts › {locator}" if locator else "Key facts"
        lines.append((section, with_figures(statement, figures, population=population), role_of(locator)))
    lines.append(("Population", _sentence(population), None))
    lines.append(("What was read", _text(note, "text_seen"), None))
    text, parts = "", []
    for section, line, role in lines:
        if line:
            start = len(text) + 1 if text else 0
            text = f"{text}\n{line}" if text else line
            parts.append(Part(start=start, end=len(text), section=section, role=role))
    return Document(
        text=text, kind=TextKind.NOTE, parts=tuple(parts), language=_text(note, "language") or "en"
    )


def role_of(locator: str) -> Role | None:
    """What the named place of a paper is for, where its name says one thing: ``abstract, results``."""
    roles = [role for role, words in _LOCATED if words.search(locator.lower())]
    return roles[0] if len(roles) == 1 else None


def _facts(note: Mapping[str, Any]) -> list[tuple[str, list[str], str]]:
    """Statement, figures and locator of each key fact that states something."""
    facts = [fact for fact in _list(note, "key_facts") if isinstance(fact, dict)]
    rows = [
        (
            _text(fact, "statement"),
            [_clean(figure) for figure in _list(fact, "figures")],
            _text(fact, "locator"),
        )
        for fact in facts
    ]
    return [row for row in rows if row[0]]


def _sentence(text: str) -> str:
    """The text with a final point, where it has none."""
    return text if not text or text[-1] in ".!?" else f"{text}."


def _list(note: Mapping[str, Any], key: str) -> list[Any]:
    value = note.get(key)
    return value if isinstance(value, list) else []


def _text(note: Mapping[str, Any], key: str) -> str:
    return _clean(note.get(key))


def _clean(value: object) -> str:
    """A string on one line, without control characters; a whole number in digits; else nothing."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return " ".join(_CONTROL.sub(" ", value).split()) if isinstance(value, str) else ""
