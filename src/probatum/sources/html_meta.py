"""What a web page states of the work it shows: Highwire, Dublin Core, PRISM, Open Graph, JSON-LD."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import orjson
from selectolax.lexbor import LexborHTMLParser

from probatum.records.source import Author
from probatum.sources.meta import Stated
from probatum.sources.parts import one_line

#: JSON-LD longer than this many characters, or more objects than this, are not looked at.
LONGEST_JSON = 500_000
MOST_OBJECTS = 2_000

_WORKS = frozenset(
    {
        "ScholarlyArticle",
        "MedicalScholarlyArticle",
        "Article",
        "NewsArticle",
        "MedicalWebPage",
        "WebPage",
        "Report",
    }
)
_BEST = ("ScholarlyArticle", "MedicalScholarlyArticle")
_DOI = re.compile(r"10\.\d{4,9}/\S+")


def stated_of(tree: LexborHTMLParser) -> tuple[Stated, tuple[Author, ...]]:
    """What the page states of its work, the tags made for bibliographies first, and the authors in order."""
    tags = _tags(tree)
    work = _work(tree)
    names = [*tags.get("citation_author", ()), *tags.get("citation_authors", ())]
    names = [name for entry in names for name in entry.split(";")]
    names = (
        names or tags.get("dc.creator", []) or tags.get("dcterms.creator", []) or _names(work.get("author"))
    )
    stated = Stated(
        title=_one(tags, "citation_title", "dc.title", "dcterms.title", "prism.title")
        or _text(work.get("headline"))
        or _one(tags, "og:title")
        or _heading(tree),
        doi=_doi(tags, work, tree),
        pmid=_one(tags, "citation_pmid"),
        pmcid=_one(tags, "citation_pmcid"),
        journal=_one(tags, "citation_journal_title", "prism.publicationname", "citation_journal_abbrev"),
        volume=_one(tags, "citation_volume", "prism.volume"),
        issue=_one(tags, "citation_issue", "prism.number"),
        pages=_pages(tags),
        published=_one(
            tags, "citation_publication_date", "citation_date", "citation_online_date",
            "prism.publicationdate", "dc.date", "dcterms.issued", "article:published_time",
        )
        or _text(work.get("datePublished")),
        keywords=_keywords(tags),
        issuer=_one(tags, "citation_technical_report_institution", "dc.publisher")
        or _text(_named(work.get("publisher"))),
        language=_language(tags, tree),
        licence=_link(tree, "license")
        or _address(_text(work.get("license")))
        or _address(_one(tags, "dc.rights")),
        url=_link(tree, "canonical") or _address(_one(tags, "citation_public_url", "og:url")),
    )  # fmt: skip
    return stated, tuple(_author(name) for name in map(one_line, names) if name)


def _tags(tree: LexborHTMLParser) -> dict[str, list[str]]:
    tags: dict[str, list[str]] = {}
    for node in tree.css("meta"):
        name = (node.attributes.get("name") or node.attributes.get("property") or "").strip().lower()
        content = one_line(node.attributes.get("content"))
        if name and content:
            tags.setdefault(name, []).append(content[:2000])
    return tags


def _one(tags: dict[str, list[str]], *names: str) -> str:
    return next((tags[name][0] for name in names if tags.get(name)), "")


def _work(tree: LexborHTMLParser) -> dict[str, Any]:
    """The object of the JSON-LD that describes the work."""
    found = [thing for thing in _things(tree) if _kind(thing) & _WORKS]
    found.sort(key=lambda thing: not _kind(thing) & set(_BEST))
    return found[0] if found else {}


def _things(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    for node in tree.css('script[type="application/ld+json"]'):
        try:
            stack = [orjson.loads((node.text() or "")[:LONGEST_JSON])]
        except orjson.JSONDecodeError:
            continue
        seen = 0
        while stack and seen < MOST_OBJECTS:
            thing = stack.pop(0)
            seen += 1
            if isinstance(thing, list):
                stack += thing[:MOST_OBJECTS]
            elif isinstance(thing, dict):
                yield thing
                stack += [thing[key] for key in ("@graph", "mainEntity", "hasPart") if key in thing]


def _kind(thing: dict[str, Any]) -> set[str]:
    kind = thing.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return {name for name in kinds if isinstance(name, str)}


def _text(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return one_line(value) if isinstance(value, str) else ""


def _named(value: object) -> object:
    if isinstance(value, list):
        value = value[0] if value else None
    return value.get("name") if isinstance(value, dict) else value


def _names(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [name for item in values if (name := _text(_named(item)))]


def _doi(tags: dict[str, list[str]], work: dict[str, Any], tree: LexborHTMLParser) -> str:
    """The DOI that the page states as its own."""
    stated = [
        *tags.get("citation_doi", ()), *tags.get("prism.doi", ()), *tags.get("bepress_citation_doi", ()),
        *tags.get("dc.identifier", ()), *_names(work.get("identifier")), _text(work.get("@id")),
        _link(tree, "canonical"),
    ]  # fmt: skip
    return next((value for value in stated if _DOI.search(value)), "")


def _pages(tags: dict[str, list[str]]) -> str:
    first = _one(tags, "citation_firstpage", "prism.startingpage")
    last = _one(tags, "citation_lastpage", "prism.endingpage")
    return f"{first}-{last}" if first and last and last != first else first


def _keywords(tags: dict[str, list[str]]) -> tuple[str, ...]:
    stated = tags.get("citation_keywords") or tags.get("keywords") or []
    words = [one_line(word) for entry in stated for word in re.split(r"[;,]", entry)]
    return tuple(dict.fromkeys(word for word in words if word))[:50]


def _language(tags: dict[str, list[str]], tree: LexborHTMLParser) -> str:
    stated = _one(tags, "citation_language", "dc.language")
    root = tree.root.attributes.get("lang") if tree.root is not None else ""
    tag = re.match(r"[a-z]{2,3}(?:-[a-z]{2})?", (root or stated or "").strip().lower())
    return tag[0] if tag else ""


def _link(tree: LexborHTMLParser, relation: str) -> str:
    node = tree.css_first(f'link[rel="{relation}"], a[rel="{relation}"]')
    return _address((node.attributes.get("href") or "").strip()) if node is not None else ""


def _address(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url[:2000] if parts.scheme in {"http", "https"} and parts.hostname else ""


def _heading(tree: LexborHTMLParser) -> str:
    """The only heading of the first level, else the title of the page."""
    headings = [text for node in tree.css("h1") if (text := one_line(node.text()))]
    title = tree.css_first("title")
    return headings[0] if len(headings) == 1 else one_line(title.text() if title is not None else "")


def _author(name: str) -> Author:
    """``Kim, Min Su`` or ``Min Su Kim``."""
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma and given:
        return Author(family=family, given=given)
    given, _, family = family.rpartition(" ")
    return Author(family=family, given=given) if given else Author(collective=family)
