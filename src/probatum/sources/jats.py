"""Reads articles in JATS (ANSI/NISO Z39.96) and its NLM predecessors: the XML of PMC and of publishers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from lxml import etree

from probatum.errors import BrokenInput, HostileInput, InputError
from probatum.records.passage import TextKind
from probatum.records.source import Author, Identifiers, Link, LinkKind, Source
from probatum.sources.jats_text import add_abstracts, add_body, local, words
from probatum.sources.parts import Parts, one_line
from probatum.sources.reader import Read, Refused

#: No article has more than this many bytes of XML; the tree of one is held in memory.
LONGEST_ARTICLE = 12 * 1024 * 1024
_CHUNK = 64 * 1024
_XLINK = "{http://www.w3.org/1999/xlink}href"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

#: The publication type (MeSH) that an ``article-type`` states.
_TYPES = {
    "abstract": "Meeting Abstract",
    "article-commentary": "Comment",
    "case-report": "Case Reports",
    "correction": "Published Erratum",
    "editorial": "Editorial",
    "expression-of-concern": "Expression of Concern",
    "guideline": "Guideline",
    "letter": "Letter",
    "meeting-report": "Congress",
    "news": "News",
    "protocol": "Clinical Trial Protocol",
    "retraction": "Retraction of Publication",
    "review-article": "Review",
    "systematic-review": "Systematic Review",
}
#: What a ``related-article-type`` says of the two works.
_LINKS = {
    "addended-article": LinkKind.UPDATE_OF,
    "commentary": LinkKind.COMMENT_IN,
    "commentary-article": LinkKind.COMMENT_ON,
    "concern-forward": LinkKind.CONCERN_IN,
    "corrected-article": LinkKind.ERRATUM_FOR,
    "correction": LinkKind.ERRATUM_IN,
    "correction-forward": LinkKind.ERRATUM_IN,
    "expression-of-concern": LinkKind.CONCERN_IN,
    "letter": LinkKind.COMMENT_IN,
    "object-of-concern": LinkKind.CONCERN_FOR,
    "republished-article": LinkKind.REPUBLISHED_FROM,
    "retracted-article": LinkKind.RETRACTION_OF,
    "retraction": LinkKind.RETRACTION_IN,
    "retraction-forward": LinkKind.RETRACTION_IN,
    "update": LinkKind.UPDATE_IN,
    "updated-article": LinkKind.UPDATE_OF,
}
#: Of several dates, the one of the issue is the one that is cited.
_DATES = ("ppub", "collection", "epub-ppub", "pub", "epub", "preprint")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_CREATIVE_COMMONS = re.compile(r"https?://creativecommons\.org/[\w./-]*\w/?")
_NCT = re.compile(r"\bNCT\d{8}\b")


def read_jats(stream: BinaryIO, *, origin: str) -> Iterator[Read | Refused]:
    """Read the articles of a JATS file: one ``article``, or any number in a set, one held at a time.

    Yields a :class:`Read` for each article: the work as its front matter states it, and a document with the
    abstract, body, tables and captions (``FULL_TEXT``; ``ABSTRACT`` where there is no body). The reference
    list is not text of the work. An article without a title and without text is a :class:`Refused`. Entities
    of the file's own are not expanded and nothing is fetched.

    Raises :class:`BrokenInput` where the XML is not well formed and :class:`HostileInput` for an article of
    more than ``LONGEST_ARTICLE`` bytes.
    """
    number = 0
    for article in _articles(stream, origin):
        number += 1
        yield _read(article, f"article {number}", origin)
    if number == 0:
        yield Refused(place="file", reason="no article in it", fix="give a JATS file with an article element")


def _articles(stream: BinaryIO, origin: str) -> Iterator[etree._Element]:
    """Each article as it ends; what lies before it is let go."""
    parser = etree.XMLPullParser(
        events=("end",),
        tag="{*}article",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    pending = 0
    while chunk := stream.read(_CHUNK):
        pending += len(chunk)
        damage = _fed(parser, chunk)
        for _, article in parser.read_events():
            if isinstance(article, etree._Element):
                yield article
                pending = 0
                _let_go(article)
        if damage is not None:
            raise _refusal(damage, origin) from damage
        if pending > LONGEST_ARTICLE:
            raise HostileInput(
                f"more than {LONGEST_ARTICLE} bytes without the end of an article",
                origin=origin,
                fix="split the file",
            )
    try:
        parser.close()
    except etree.XMLSyntaxError as damage:
        raise _refusal(damage, origin) from damage


def _fed(parser: etree.XMLPullParser, chunk: bytes) -> etree.XMLSyntaxError | None:
    """Feed the parser; gives the damage, so that what ended before it is still read."""
    try:
        parser.feed(chunk)
    except etree.XMLSyntaxError as damage:
        return damage
    return None


def _refusal(damage: etree.XMLSyntaxError, origin: str) -> InputError:
    """What to tell the reader of a file that the parser gave up."""
    place = f"line {damage.lineno or 1}"
    if "amplification" in damage.msg:
        return HostileInput(
            "entities that expand without end", origin=origin, place=place, fix="leave it out"
        )
    problem = f"not well-formed XML ({one_line(damage.msg)[:200]})"
    return BrokenInput(problem, origin=origin, place=place, fix="fetch the file again or repair that line")


def _let_go(article: etree._Element) -> None:
    """Free an article and whatever stood before it."""
    parent = article.getparent()
    article.clear()
    while parent is not None and article.getprevious() is not None:
        del parent[0]


def _read(article: etree._Element, place: str, origin: str) -> Read | Refused:
    front = _first(article, "front")
    meta = _first(front, "article-meta") if front is not None else _first(article, "article-meta")
    if meta is None:
        return Refused(
            place=place, reason="no article-meta in it", fix="give the article with its front matter"
        )
    parts = Parts(origin)
    add_abstracts(parts, meta)
    held = bool(parts)
    before = parts.count
    add_body(parts, article)
    kind = TextKind.FULL_TEXT if parts.count > before or not held else TextKind.ABSTRACT
    language = (article.get(_LANG) or "").strip().lower() or None
    source = _source(article, front, meta, language)
    if not source.title and not parts:
        return Refused(place=place, reason="neither a title nor a text", fix="give the whole article")
    ids = source.identifiers
    name = ids.pmcid or (f"PMID {ids.pmid}" if ids.pmid else ids.doi)
    document = parts.document(kind, language=language)
    return Read(source=source, document=document, reader="jats", place=f"{place}, {name}" if name else place)


def _source(
    article: etree._Element, front: etree._Element | None, meta: etree._Element, language: str | None
) -> Source:
    return Source(
        identifiers=_identifiers(meta),
        title=_title(meta) or None,
        authors=tuple(_authors(meta)),
        journal=_journal(front),
        volume=_said(meta, "volume"),
        issue=_said(meta, "issue"),
        pages=_pages(meta),
        published=_published(meta),
        publication_types=_types(article, meta),
        keywords=_keywords(meta),
        language=language,
        licence=_licence(meta),
        links=tuple(_links(meta)),
    )


def _first(element: etree._Element, *names: str) -> etree._Element | None:
    """The first child of that name, then of it the first child of the next; whatever the namespace."""
    found: etree._Element | None = element
    for name in names:
        found = next((child for child in found if local(child) == name), None) if found is not None else None
    return found


def _all(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (child for child in element if local(child) == name)


def _said(element: etree._Element, *names: str) -> str | None:
    return words(_first(element, *names)) or None


def _identifiers(meta: etree._Element) -> Identifiers:
    stated = [(node.get("pub-id-type") or "", words(node)) for node in _all(meta, "article-id")]
    known = {kind: value for kind, value in reversed(stated) if value}
    pmcid = re.sub(r"\D", "", known.get("pmcid") or known.get("pmc") or known.get("pmcaid") or "")
    pmid = re.sub(r"\D", "", known.get("pmid", ""))
    doi = _DOI.search(known.get("doi", ""))
    other = sorted(
        {
            (kind, value)
            for kind, value in stated
            if value and kind not in {"pmid", "pmc", "pmcid", "pmcaid", "doi"}
        }
    )
    registered = {number for node in _registrations(meta) for number in _NCT.findall(words(node))}
    return Identifiers(
        pmid=pmid or None,
        pmcid=f"PMC{pmcid}" if pmcid else None,
        doi=doi[0].lower() if doi else None,
        nct=tuple(sorted(registered)),
        other=tuple(other),
    )


def _registrations(meta: etree._Element) -> Iterator[etree._Element]:
    """Where the front matter states the registration of the trial itself."""
    for name in ("abstract", "notes", "custom-meta-group", "article-id", "related-object", "author-notes"):
        yield from _all(meta, name)


def _title(meta: etree._Element) -> str:
    group = _first(meta, "title-group")
    if group is None:
        return ""
    title, subtitle = words(_first(group, "article-title")), words(_first(group, "subtitle"))
    return f"{title}: {subtitle}" if title and subtitle else title


def _authors(meta: etree._Element) -> Iterator[Author]:
    for group in _all(meta, "contrib-group"):
        for contrib in _all(group, "contrib"):
            if contrib.get("contrib-type", "author") == "author" and (author := _author(contrib)):
                yield author


def _author(contrib: etree._Element) -> Author | None:
    name = _first(contrib, "name")
    name = _first(contrib, "name-alternatives", "name") if name is None else name
    if name is not None:
        family = " ".join(filter(None, (_said(name, "surname"), _said(name, "suffix"))))
        return Author(family=family, given=_said(name, "given-names") or "") if family else None
    collective = _collab(contrib) or _said(contrib, "string-name") or _said(contrib, "on-behalf-of")
    return Author(collective=collective) if collective else None


def _collab(contrib: etree._Element) -> str:
    """The name of a group, without the list of its members."""
    collab = _first(contrib, "collab")
    collab = _first(contrib, "collab-alternatives", "collab") if collab is None else collab
    if collab is None:
        return ""
    for members in list(_all(collab, "contrib-group")):
        collab.remove(members)
    return words(collab)


def _journal(front: etree._Element | None) -> str | None:
    meta = _first(front, "journal-meta") if front is not None else None
    if meta is None:
        return None
    named = _said(meta, "journal-title-group", "journal-title") or _said(meta, "journal-title")
    return named or _said(meta, "journal-id")


def _pages(meta: etree._Element) -> str | None:
    first, last = _said(meta, "fpage"), _said(meta, "lpage")
    if first:
        return f"{first}-{last}" if last and last != first else first
    return _said(meta, "elocation-id")


def _published(meta: etree._Element) -> str | None:
    """The date of the issue, else of first publication; as precise as any date of the same year allows."""
    dates = [
        (node.get("pub-type") or node.get("date-type") or "", _date(node)) for node in _all(meta, "pub-date")
    ]
    ordered = sorted(
        ((_DATES.index(kind), date) for kind, date in dates if date and kind in _DATES),
        key=lambda pair: pair[0],
    )
    if not ordered:
        return next((date for _, date in dates if date), None)
    year = ordered[0][1][:4]
    return max((date for _, date in ordered if date.startswith(year)), key=len)


def _date(node: etree._Element) -> str | None:
    """An ISO 8601 date of the precision stated."""
    year = re.fullmatch(r"\d{4}", words(_first(node, "year")))
    month = _month(words(_first(node, "month")))
    day = words(_first(node, "day"))
    if not year or not month:
        return year[0] if year else None
    exact = re.fullmatch(r"\d{1,2}", day) is not None and 1 <= int(day) <= 31
    return f"{year[0]}-{month:02}-{int(day):02}" if exact else f"{year[0]}-{month:02}"


def _month(text: str) -> int | None:
    number = int(text) if re.fullmatch(r"\d{1,2}", text) else 0
    if text[:3].lower() in _MONTHS:
        number = _MONTHS.index(text[:3].lower()) + 1
    return number if 1 <= number <= 12 else None


def _types(article: etree._Element, meta: etree._Element) -> tuple[str, ...]:
    """The MeSH publication type of the article, then the headings under which the journal printed it."""
    stated = _TYPES.get(article.get("article-type") or "", "Journal Article")
    headings: list[str] = []
    categories = _first(meta, "article-categories")
    for group in _all(categories, "subj-group") if categories is not None else ():
        if group.get("subj-group-type", "heading") in {"heading", "display-channel", "article-type"}:
            headings += [words(subject) for subject in _all(group, "subject")]
    return tuple(dict.fromkeys(word for word in (stated, *headings) if word))


def _keywords(meta: etree._Element) -> tuple[str, ...]:
    found = [words(kwd) for group in _all(meta, "kwd-group") for kwd in group.iter("{*}kwd")]
    return tuple(dict.fromkeys(word for word in found if word))


def _licence(meta: etree._Element) -> str | None:
    """The address of the licence where one is stated, else its words (at most 300 characters)."""
    licences = [node for node in meta.iter("{*}license") if local(node) == "license"]
    for node in licences:
        for address in _addresses(node):
            if "creativecommons" in address or "license" in address or "licence" in address:
                return address
    text = next((words(node) for node in licences if words(node)), "")
    if stated := _CREATIVE_COMMONS.search(text):
        return stated[0]
    return text[:300] or next((kind for node in licences if (kind := node.get("license-type"))), None)


def _addresses(node: etree._Element) -> Iterable[str]:
    for inner in node.iter():
        if local(inner) == "license_ref":
            yield words(inner)
        for name, value in inner.attrib.items():
            if str(name).rpartition("}")[2] in {"href", "resource"}:
                yield str(value).strip()


def _links(meta: etree._Element) -> Iterator[Link]:
    for node in _all(meta, "related-article"):
        kind = _LINKS.get(node.get("related-article-type") or "", LinkKind.OTHER)
        target = _target(node.get("ext-link-type") or "", (node.get(_XLINK) or "").strip())
        citation = words(node)
        if target or citation:
            yield Link(kind=kind, target=target, citation=citation)


def _target(kind: str, address: str) -> Identifiers:
    doi = _DOI.search(address)
    digits = re.fullmatch(r"(?:PMC)?(\d+)", address)
    if doi:
        return Identifiers(doi=doi[0].lower())
    if digits and kind in {"pmc", "pmcid"}:
        return Identifiers(pmcid=f"PMC{digits[1]}")
    if digits and kind in {"pmid", "pubmed"}:
        return Identifiers(pmid=digits[1])
    return Identifiers()
