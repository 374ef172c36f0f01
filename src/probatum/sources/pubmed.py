"""Reads PubMed and MEDLINE XML: articles, book articles, citation sets; files of any size.

Each record is cut out of the stream and parsed by itself (``sources/elements.py``). What is read of it
follows NLM's "MEDLINE/PubMed Data Element (Field) Descriptions" and the PubMed DTD of 2024.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import BinaryIO

from lxml import etree

from probatum.records.identity import date_of, doi_of, iso, language_of, ncts_of, pmcid_of
from probatum.records.passage import Document
from probatum.records.source import Author, Identifiers, Link, MeshHeading, Source
from probatum.sources.abstracts import abstract, line_of
from probatum.sources.elements import elements
from probatum.sources.links import BY_REF_TYPE, link
from probatum.sources.reader import Read, Refused
from probatum.sources.titles import plain_title

RECORDS = ("PubmedArticle", "PubmedBookArticle", "MedlineCitation")
#: Registers of trials, as ``DataBankName`` spells them. (Other data banks hold sequences and structures.)
_REGISTERS = frozenset(
    {"ANZCTR", "ChiCTR", "CRiS", "CTRI", "DRKS", "EudraCT", "IRCT", "ISRCTN", "JapicCTI", "JMACCT", "JPRN",
     "NTR", "PACTR", "ReBec", "REPEC", "RPCEC", "SLCTR", "TCTR", "UMIN CTR", "UMIN-CTR"}
)  # fmt: skip
_MONTHS = {name: number for number, name in enumerate(
    ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), 1)}  # fmt: skip
_POWER = re.compile(r"\s*[-−–+]?\d+\s*")
# Long, and nothing of it is kept: the work's own references, and when the record passed through which hands.
_NOT_READ = ((b"<ReferenceList", b"</ReferenceList>"), (b"<History>", b"</History>"))
#: Names that come again and again (headings, types, journals, families) are brought to one line once.
_name = lru_cache(maxsize=65536)(line_of)
_AGAIN = "fetch the record again from PubMed"


def read_pubmed(stream: BinaryIO, *, origin: str) -> Iterator[Read | Refused]:
    """Read ``PubmedArticle``, ``PubmedBookArticle`` and bare ``MedlineCitation`` records, in order.

    Yields a :class:`Read` for each, with its abstract where it has one, placed by its PMID (``PMID 123``);
    a record that is damaged, or has neither a PMID nor a title, is a :class:`Refused`. Entities are not
    expanded, nothing is fetched, one record is held at a time. Raises :class:`BrokenInput` where the
    declared encoding does not serve.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    for cut in elements(stream, RECORDS, origin=origin):
        if cut.problem:
            yield Refused(place=f"byte {cut.place}", reason=cut.problem, fix=_AGAIN)
            continue
        try:
            root = etree.fromstring(_pruned(cut.data), parser)
        except etree.XMLSyntaxError as error:
            yield Refused(place=_place(cut.data, cut.place), reason=f"not XML ({error.msg})", fix=_AGAIN)
            continue
        yield _read(root, cut.place)


def _pruned(data: bytes) -> bytes:
    """The record without what is not read, which would cost a fifth of the time of parsing."""
    for opening, closing in _NOT_READ:
        start = data.find(opening)
        if start >= 0 and (end := data.rfind(closing)) > start:
            data = data[:start] + data[end + len(closing) :]
    return data


def _place(data: bytes, position: int) -> str:
    match = re.search(rb"<PMID[^>]{0,40}>\s*(\d{1,9})\s*<", data[:5000])
    return f"PMID {match[1].decode()}" if match else f"byte {position}"


def _read(root: etree._Element, position: int) -> Read | Refused:
    record = _Record()
    record.walk(root)
    if record.pmid is None and not record.title:
        return Refused(place=f"byte {position}", reason="neither a PMID nor a title", fix=_AGAIN)
    place = f"PMID {record.pmid}" if record.pmid else f"byte {position}"
    return Read(source=record.source(), document=record.document(), reader="pubmed", place=place)


def _flat(element: etree._Element) -> str:
    """All the text in an element; without its markup, but a power stays one: ``10<sup>9</sup>`` is 10^9."""
    if len(element) == 0:
        return element.text or ""
    for child in element.iter("sup"):
        before = child.getprevious()
        words = element.text if before is None else before.tail
        if (
            child.getparent() is element
            and (words or "")[-1:].isdigit()
            and _POWER.fullmatch(child.text or "")
        ):
            child.text = f"^{(child.text or '').strip()}"
    return "".join(map(str, element.itertext()))


class _Record:
    """What has been read of one record so far. One method an element, called by its name."""

    __slots__ = (
        "abstract", "article_date", "authors", "copyright", "doi", "iso_journal", "issue",
        "journal", "keywords", "language", "links", "mesh", "ncts", "other", "other_abstract", "pages",
        "pmcid", "pmid", "published", "title", "types", "vernacular", "volume",
    )  # fmt: skip

    def __init__(self) -> None:
        self.pmid: str | None = None
        self.pmcid: str | None = None
        self.doi: str | None = None
        self.title = self.vernacular = ""
        self.journal = self.iso_journal = ""
        self.volume: str | None = None
        self.issue: str | None = None
        self.pages: str | None = None
        self.published: str | None = None
        self.article_date: str | None = None
        self.language: str | None = None
        self.copyright = ""
        self.authors: list[Author] = []
        self.types: list[str] = []
        self.keywords: list[str] = []
        self.mesh: list[MeshHeading] = []
        self.links: list[Link] = []
        self.ncts: list[str] = []
        self.other: list[tuple[str, str]] = []
        self.abstract: list[tuple[str, str, str]] = []
        self.other_abstract: dict[str, list[tuple[str, str, str]]] = {}

    def walk(self, element: etree._Element) -> None:
        """Read the children of ``element``, each by its name; unknown ones are passed over."""
        for child in element:
            read = _BY_NAME.get(child.tag)
            if read is not None:
                read(self, child)

    def read_pmid(self, element: etree._Element) -> None:
        text = (element.text or "").strip()
        if self.pmid is None and text.isdigit() and text.isascii():
            self.pmid = text.lstrip("0") or None

    def read_title(self, element: etree._Element) -> None:
        self.title = line_of(_flat(element))

    def read_vernacular(self, element: etree._Element) -> None:
        self.vernacular = line_of(_flat(element))

    def read_book(self, element: etree._Element) -> None:
        for child in element:
            if child.tag == "BookTitle":
                self.journal = line_of(_flat(child))
            elif child.tag == "PubDate":
                self.published = _date(child)
            elif child.tag == "Isbn" and child.text:
                self.other.append(("isbn", child.text.strip()))
            elif child.tag == "AuthorList" and not self.authors:
                self.read_authors(child)

    def read_journal(self, element: etree._Element) -> None:
        for child in element:
            if child.tag == "JournalIssue":
                self.read_issue(child)
            elif child.tag == "Title":
                self.journal = _name(child.text or "")
            elif child.tag == "ISOAbbreviation":
                self.iso_journal = _name(child.text or "")

    def read_issue(self, element: etree._Element) -> None:
        for child in element:
            if child.tag == "Volume":
                self.volume = _name(child.text or "") or None
            elif child.tag == "Issue":
                self.issue = _name(child.text or "") or None
            elif child.tag == "PubDate":
                self.published = _date(child)

    def read_journal_info(self, element: etree._Element) -> None:
        for child in element:
            if child.tag == "MedlineTA" and child.text:
                self.iso_journal = self.iso_journal or line_of(child.text)

    def read_pages(self, element: etree._Element) -> None:
        found = {child.tag: _name(child.text or "") for child in element}
        span = "-".join(page for page in (found.get("StartPage"), found.get("EndPage")) if page)
        self.pages = found.get("MedlinePgn") or span or None

    def read_location(self, element: etree._Element) -> None:
        if element.get("EIdType") == "doi" and element.get("ValidYN") != "N" and self.doi is None:
            self.doi = doi_of(element.text)

    def read_ids(self, element: etree._Element) -> None:
        for child in element:
            kind = child.get("IdType")
            if kind == "doi" and self.doi is None:
                self.doi = doi_of(child.text)
            elif kind == "pmc" and self.pmcid is None:
                self.pmcid = pmcid_of(child.text)
            elif kind == "bookaccession" and child.text:
                self.other.append(("nbk", child.text.strip()))

    def read_other_id(self, element: etree._Element) -> None:
        if element.get("Source") == "NLM" and self.pmcid is None:
            self.pmcid = pmcid_of(element.text)

    def read_abstract(self, element: etree._Element) -> None:
        self.abstract += self.sections(element)

    def read_other_abstract(self, element: etree._Element) -> None:
        language = language_of(element.get("Language")) or "en"
        self.other_abstract.setdefault(language, []).extend(self.sections(element))

    def sections(self, element: etree._Element) -> Iterator[tuple[str, str, str]]:
        for child in element:
            if child.tag == "AbstractText":
                yield child.get("Label", ""), child.get("NlmCategory", ""), _flat(child)
            elif child.tag == "CopyrightInformation":
                self.copyright = line_of(child.text or "")

    def read_authors(self, element: etree._Element) -> None:
        if element.get("Type") == "editors":
            return
        for child in element:
            author = _author(child) if child.get("ValidYN") != "N" else None
            if author is not None:
                self.authors.append(author)

    def read_language(self, element: etree._Element) -> None:
        self.language = self.language or language_of(element.text)

    def read_types(self, element: etree._Element) -> None:
        self.types += [_name(child.text) for child in element if child.text]

    def read_type(self, element: etree._Element) -> None:
        if element.text:
            self.types.append(_name(element.text))

    def read_article_date(self, element: etree._Element) -> None:
        self.article_date = _date(element)

    def read_banks(self, element: etree._Element) -> None:
        for bank in element:
            name = (bank.findtext("DataBankName") or "").strip()
            numbers = [line_of(number.text or "") for number in bank.iter("AccessionNumber")]
            if name == "ClinicalTrials.gov":
                self.ncts += ncts_of(" ".join(numbers))
            elif name in _REGISTERS:
                self.other += [("trial", number) for number in numbers if number]

    def read_keywords(self, element: etree._Element) -> None:
        self.keywords += [word for child in element if (word := line_of(_flat(child)))]

    def read_mesh(self, element: etree._Element) -> None:
        descriptor = ui = ""
        major = False
        qualifiers: list[str] = []
        for child in element.iter("DescriptorName", "QualifierName"):
            if child.tag == "DescriptorName":
                if descriptor:
                    self.mesh.append(_heading(descriptor, ui, major, tuple(qualifiers)))
                descriptor, ui = _name(child.text or ""), child.get("UI", "")
                major, qualifiers = False, []
            elif child.text:
                qualifiers.append(_name(child.text))
            major = major or child.get("MajorTopicYN") == "Y"
        if descriptor:
            self.mesh.append(_heading(descriptor, ui, major, tuple(qualifiers)))

    def read_links(self, element: etree._Element) -> None:
        for child in element:
            kind = BY_REF_TYPE.get(child.get("RefType", ""))
            if kind is not None:
                citation = line_of(child.findtext("RefSource") or "")
                self.links.append(link(kind, citation, child.findtext("PMID")))

    def document(self) -> Document | None:
        """The abstract; where there is none, one in another version or language, English first."""
        if self.abstract:
            # PubMed's own abstracts are in English, whatever the language of the work.
            return abstract(self.abstract, language="en")
        for language in sorted(self.other_abstract, key=lambda tag: (tag != "en", tag)):
            return abstract(self.other_abstract[language], language=language)
        return None

    def source(self) -> Source:
        """The work."""
        guideline = any("guideline" in kind.lower() for kind in self.types)
        groups = [author.collective for author in self.authors if author.collective] if guideline else []
        return Source(
            identifiers=Identifiers(
                pmid=self.pmid, pmcid=self.pmcid, doi=self.doi,
                nct=tuple(sorted(set(self.ncts))), other=tuple(sorted(set(self.other))),
            ),
            title=plain_title(self.title) or self.vernacular or None,
            authors=tuple(self.authors),
            journal=self.iso_journal or self.journal or None,
            volume=self.volume,
            issue=self.issue,
            pages=self.pages,
            published=self.date(),
            publication_types=tuple(dict.fromkeys(self.types)),
            mesh=tuple(self.mesh),
            keywords=tuple(dict.fromkeys(self.keywords)),
            issuer=groups[0] if groups else None,
            language=self.language,
            licence=self.copyright if re.search(r"creative commons|\bCC[ -]", self.copyright, re.I) else None,
            links=tuple(self.links),
        )  # fmt: skip

    def date(self) -> str | None:
        """The date of the issue, or that of the article on line where it agrees and says more."""
        best = self.published or self.article_date
        online = self.article_date
        return online if best and online and online.startswith(best) else best


def _date(element: etree._Element) -> str | None:
    """The date in ``Year``, ``Month``, ``Day`` or ``MedlineDate`` elements."""
    year = month = day = 0
    for child in element:
        text = (child.text or "").strip()
        if child.tag == "MedlineDate":
            return date_of(text)
        number = int(text) if text.isdecimal() and text.isascii() and len(text) <= 4 else 0
        if child.tag == "Year":
            year = number
        elif child.tag == "Month":
            month = number or _MONTHS.get(text[:3].capitalize(), 0)
        elif child.tag == "Day":
            day = number
    return iso(year, month, day) if 1500 <= year < 2200 else None


def _author(element: etree._Element) -> Author | None:
    """A person or a group. (The DTD gives the order: last name, fore name, initials, and then addresses.)"""
    family = ""
    for child in element:
        tag = child.tag
        if tag == "LastName":
            family = _name(child.text or "")
        elif tag in {"ForeName", "Initials"} and family and child.text:
            return Author(family=family, given=_name(child.text))
        elif tag == "CollectiveName":
            collective = line_of(_flat(child))
            return Author(collective=collective) if collective else None
    return Author(family=family) if family else None


@lru_cache(maxsize=65536)
def _heading(descriptor: str, ui: str, major: bool, qualifiers: tuple[str, ...]) -> MeshHeading:
    return MeshHeading(descriptor=descriptor, ui=ui, major=major, qualifiers=qualifiers)


_walk = _Record.walk
_BY_NAME: dict[object, Callable[[_Record, etree._Element], None]] = {
    "MedlineCitation": _walk,
    "PubmedData": _walk,
    "BookDocument": _walk,
    "PubmedBookData": _walk,
    "Article": _walk,
    "PMID": _Record.read_pmid,
    "ArticleTitle": _Record.read_title,
    "VernacularTitle": _Record.read_vernacular,
    "Book": _Record.read_book,
    "Journal": _Record.read_journal,
    "MedlineJournalInfo": _Record.read_journal_info,
    "Pagination": _Record.read_pages,
    "ELocationID": _Record.read_location,
    "ArticleIdList": _Record.read_ids,
    "OtherID": _Record.read_other_id,
    "Abstract": _Record.read_abstract,
    "OtherAbstract": _Record.read_other_abstract,
    "AuthorList": _Record.read_authors,
    "Language": _Record.read_language,
    "PublicationTypeList": _Record.read_types,
    "PublicationType": _Record.read_type,
    "ArticleDate": _Record.read_article_date,
    "DataBankList": _Record.read_banks,
    "KeywordList": _Record.read_keywords,
    "MeshHeadingList": _Record.read_mesh,
    "CommentsCorrectionsList": _Record.read_links,
}
