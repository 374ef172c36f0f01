"""What a file without a bibliographic record says of the work in it: in its metadata and its first words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from probatum.records.identity import date_of, doi_of, ncts_of, pmcid_of, pmid_of
from probatum.records.source import Author, Identifiers, Source
from probatum.sources.parts import one_line

#: Only so many characters of a text are searched for identifiers: they stand at its head.
HEAD = 20_000

_DOI = re.compile(r"(?:\bdoi\b[:\s.]*(?:org/)?|doi\.org/)\s*(10\.\d{4,9}/[^\s<>\"]+)", re.IGNORECASE)
_PMID = re.compile(r"\bPMID:?\s*(\d{5,9})\b", re.IGNORECASE)
_PMCID = re.compile(r"\b(PMC\d{4,9})\b")
_LICENCE = re.compile(r"(?:https?://)?creativecommons\.org/[\w./-]*\w/?", re.IGNORECASE)
_CITED = re.compile(
    r"(?P<journal>[A-Z][\w&.,: -]{3,80}?)\s\((?P<year>(?:19|20)\d\d)\)\s(?P<volume>\d{1,4})"
    r"(?:\((?P<issue>[\w ]{1,12})\))?:\s?(?P<pages>[\w.–-]{1,20})"
)
_RIGHTS = re.compile(r"(?:©|copyright|\(c\)|published(?: online)?:?)\D{0,30}((?:19|20)\d\d)\b", re.IGNORECASE)
_PACKET, _PACKET_END = b"<x:xmpmeta", b"</x:xmpmeta>"
#: No packet of metadata is longer than this many bytes.
_LONGEST_PACKET = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What was stated about a work, and the first words of its text, in which more may stand."""

    title: str = ""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    text: str = ""
    authors: tuple[str, ...] = ()
    journal: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    published: str = ""
    keywords: tuple[str, ...] = ()
    issuer: str = ""
    language: str = ""
    licence: str = ""
    url: str = ""


def source_of(stated: Stated, authors: tuple[Author, ...]) -> Source:
    """The work, from what is stated; identifiers, licence, year and journal else from the first words.

    Of identifiers that stand only in the text, the first is taken that is named as one (``doi:``, ``PMID``).
    """
    head = stated.text[:HEAD]
    cited = _CITED.search(head)
    if cited and (not stated.journal or stated.journal.lower() in cited["journal"].lower()):
        stated = replace(
            stated,
            journal=stated.journal or cited["journal"].strip(" ,."),
            volume=stated.volume or cited["volume"],
            issue=stated.issue or cited["issue"] or "",
            pages=stated.pages or cited["pages"].strip(".-–"),
        )
    return Source(
        identifiers=_identifiers(stated, head),
        title=one_line(stated.title) or None,
        authors=authors,
        journal=one_line(stated.journal) or None,
        volume=one_line(stated.volume) or None,
        issue=one_line(stated.issue) or None,
        pages=one_line(stated.pages) or None,
        published=date_of(stated.published) or (cited["year"] if cited else None) or _first(_RIGHTS, head),
        keywords=stated.keywords,
        issuer=one_line(stated.issuer) or None,
        language=stated.language or None,
        licence=stated.licence or _licence(head),
        url=stated.url or None,
    )


def _identifiers(stated: Stated, head: str) -> Identifiers:
    return Identifiers(
        pmid=pmid_of(stated.pmid or _first(_PMID, head) or ""),
        pmcid=pmcid_of(stated.pmcid or _first(_PMCID, head) or ""),
        doi=doi_of(stated.doi or _first(_DOI, head) or ""),
        nct=ncts_of(stated.title),
    )


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return match[1] if match else None


def _licence(text: str) -> str | None:
    match = _LICENCE.search(text)
    return match[0] if match else None


def xmp_of(data: bytes) -> Stated:
    """What the XMP packet of a file says of the work (ISO 16684-1; Dublin Core, PRISM); else nothing."""
    packet = _packet(data)
    if not packet:
        return Stated()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(packet, parser)
    except etree.XMLSyntaxError:
        return Stated()
    if root is None:
        return Stated()
    return Stated(
        title=_xmp(root, "title"),
        doi=_xmp(root, "doi"),
        authors=tuple(name for name in _every(root, "creator") if name),
        journal=_xmp(root, "publicationName"),
        volume=_xmp(root, "volume"),
        issue=_xmp(root, "number"),
        pages="-".join(filter(None, (_xmp(root, "startingPage"), _xmp(root, "endingPage")))),
        published=_xmp(root, "coverDate") or _xmp(root, "publicationDate"),
        language=_xmp(root, "language").lower()[:2],
        licence=_xmp(root, "WebStatement"),
    )


def _packet(data: bytes) -> bytes:
    """The first packet that has both its ends; looked for from its end, so that no byte is read twice."""
    before, end = 0, data.find(_PACKET_END)
    while end >= 0:
        start = data.find(_PACKET, max(before, end - _LONGEST_PACKET), end)
        before = end + len(_PACKET_END)
        if start >= 0:
            return data[start:before]
        end = data.find(_PACKET_END, before)
    return b""


def _xmp(root: etree._Element, name: str) -> str:
    return next((value for value in _every(root, name) if value), "")


def _every(root: etree._Element, name: str) -> list[str]:
    """The values of a property: of its list items where it has some, else its own text."""
    values = []
    for node in root.iter(f"{{*}}{name}"):
        items = list(node.iter("{*}li"))
        values += [one_line("".join(map(str, item.itertext()))) for item in items or [node]]
    return values
