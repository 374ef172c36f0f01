"""Reads CSL-JSON (citation-style-language/schema 1.0): an array of items, one item, or ``{"items": […]}``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import ijson  # type: ignore[import-untyped]

from probatum.errors import BrokenInput, HostileInput
from probatum.records.identity import date_of, doi_of, iso, language_of, ncts_of, pmcid_of, pmid_of
from probatum.records.source import Author, Identifiers, Source
from probatum.sources.abstracts import abstract_of
from probatum.sources.markup import plain
from probatum.sources.reader import Read, Refused
from probatum.sources.titles import plain_title

#: No item has more bytes than this.
LONGEST_ITEM = 2 * 1024 * 1024
#: No item has more brackets open at once (nor so many that are never closed in its words).
DEEPEST = 2_000
_CHUNK = 64 * 1024
_AGAIN = "export the library again as CSL-JSON"
#: CSL's types for which MeSH has a publication type.
_TYPES = {
    "article-journal": "Journal Article", "article-newspaper": "News", "paper-conference": "Congress",
    "report": "Technical Report", "review": "Review", "thesis": "Academic Dissertation", "dataset": "Dataset",
    "article": "Preprint", "post": "Blog", "post-weblog": "Blog",
}  # fmt: skip
_NOTE_FIELD = re.compile(r"^\s*(PMID|PMCID|DOI)\s*:\s*(\S+)\s*$", re.IGNORECASE | re.MULTILINE)


class _Counted:
    """A stream that stops where one item alone would fill the memory. ``head`` is its beginning."""

    def __init__(self, stream: BinaryIO, origin: str) -> None:
        self._stream = stream
        self._origin = origin
        self.since = 0
        self.open = 0
        self.head = self._pending = stream.read(_CHUNK)

    def read(self, size: int = -1) -> bytes:
        """The next bytes, ``size`` at most. Raises :class:`HostileInput`."""
        if size == 0:
            return b""
        piece, self._pending = self._pending or self._stream.read(_CHUNK), b""
        if 0 < size < len(piece):
            piece, self._pending = piece[:size], piece[size:]
        self.since += len(piece)
        self.open += piece.count(b"[") + piece.count(b"{") - piece.count(b"]") - piece.count(b"}")
        if self.open > DEEPEST:
            raise HostileInput(f"an item nested more than {DEEPEST} deep", origin=self._origin, fix=_AGAIN)
        if self.since > LONGEST_ITEM:
            raise HostileInput(
                f"an item of more than {LONGEST_ITEM} bytes", origin=self._origin, fix="split the file"
            )
        return piece


def read_csl(stream: BinaryIO, *, origin: str) -> Iterator[Read | Refused]:
    """Read the items of a CSL-JSON file, one at a time.

    Yields a :class:`Read` for each, placed by its number and ``id``; an item that is no object, or has
    neither a title nor an identifier, is a :class:`Refused`. Raises :class:`BrokenInput` where the JSON is
    damaged (the items before that are read) and :class:`HostileInput` for an item that is too long.
    """
    counted = _Counted(stream, origin)
    number = 0
    try:
        for item in _items(counted):
            counted.since = counted.open = 0
            number += 1
            yield _read(item, number)
    except (ijson.JSONError, UnicodeDecodeError) as error:
        raise BrokenInput(
            f"not JSON ({error})".replace("\n", " "),
            origin=origin,
            place=f"after item {number}",
            fix=_AGAIN,
        ) from error


def _items(counted: _Counted) -> Iterator[Any]:
    """The items: of the array at the top, of the array ``items`` in it, or the one object at the top."""
    start = counted.head.lstrip(b"\xef\xbb\xbf \t\r\n")
    prefix = "item" if start.startswith(b"[") else "items.item" if b'"items"' in counted.head else ""
    yield from ijson.items(counted, prefix, use_float=True)


def _read(item: Any, number: int) -> Read | Refused:
    place = f"item {number}"
    if not isinstance(item, dict):
        return Refused(place=place, reason="not an object", fix=_AGAIN)
    name = _text(item, "id")
    place = f"{place}, {name[:80]}" if name else place
    source = _source(item)
    if not source.title and not source.identifiers:
        return Refused(place=place, reason="neither a title nor an identifier", fix=_AGAIN)
    document = abstract_of(_text(item, "abstract"))
    return Read(source=source, document=document, reader="csl", place=place)


def _text(item: Mapping[str, Any], *keys: str) -> str:
    """The first of these fields that has a value, on one line; the first of a list (Crossref's way)."""
    for key in keys:
        value = item.get(key)
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, str) and (line := plain(value)):
            return line
    return ""


def _source(item: Mapping[str, Any]) -> Source:
    general = _TYPES.get(_text(item, "type"))
    keywords = re.split(r"[;,]", _text(item, "keyword"))
    licence = item.get("license")
    address = (
        licence[0].get("URL")
        if isinstance(licence, list) and licence and isinstance(licence[0], dict)
        else licence
    )
    return Source(
        identifiers=_identifiers(item),
        title=plain_title(_text(item, "title")) or None,
        authors=_authors(item.get("author")),
        journal=_text(item, "container-title-short", "journalAbbreviation", "container-title") or None,
        volume=_text(item, "volume") or None,
        issue=_text(item, "issue") or None,
        pages=_text(item, "page", "number") or None,
        published=_date(item.get("issued")) or _date(item.get("published")),
        publication_types=(general,) if general else (),
        keywords=tuple(dict.fromkeys(word.strip() for word in keywords if word.strip())),
        issuer=(_text(item, "authority") or _text(item, "publisher") if item.get("type") == "report" else "")
        or None,
        language=language_of(_text(item, "language")),
        licence=plain(address) or None if isinstance(address, str) else None,
        url=next((url for url in [_text(item, "URL")] if url.startswith(("http://", "https://"))), None),
    )


def _identifiers(item: Mapping[str, Any]) -> Identifiers:
    note = item.get("note")
    noted = {key.upper(): value for key, value in _NOTE_FIELD.findall(note if isinstance(note, str) else "")}
    isbn = _text(item, "ISBN").split(" ")[0]
    return Identifiers(
        pmid=pmid_of(_text(item, "PMID") or noted.get("PMID")),
        pmcid=pmcid_of(_text(item, "PMCID") or noted.get("PMCID")),
        doi=doi_of(_text(item, "DOI") or noted.get("DOI")),
        nct=ncts_of(note if isinstance(note, str) else ""),
        other=(("isbn", isbn),) if isbn else (),
    )


def _authors(names: Any) -> tuple[Author, ...]:
    people = [name for name in names if isinstance(name, dict)] if isinstance(names, list) else []
    found = [_author(name) for name in people]
    return tuple(author for author in found if author is not None)


def _author(name: Mapping[str, Any]) -> Author | None:
    literal = _text(name, "literal", "name")
    if literal:
        return Author(collective=literal)
    particle = _text(name, "non-dropping-particle") or _text(name, "dropping-particle")
    family = f"{particle} {_text(name, 'family')}".strip()
    return Author(family=family, given=_text(name, "given")) if family else None


def _date(value: Any) -> str | None:
    """A CSL date: ``date-parts``, else ``literal`` or ``raw``."""
    if not isinstance(value, dict):
        return None
    parts = value.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    numbers = [int(part) for part in first[:3] if str(part).isdecimal() and len(str(part)) <= 4]
    if numbers and 1500 <= numbers[0] < 2200:
        return iso(*numbers)
    return date_of(_text(value, "raw", "literal"))
