"""When two descriptions are of one work, and what they say together. Pure.

Identifiers are brought to one form, a work is known by its *keys*, and several readings of one work are
merged field by field. Whether the work still stands is read from the work itself (publication types, links,
title) and from notices about it (a retraction names what it retracts).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from probatum.records.canonical import canonical
from probatum.records.source import (
    READER_ORDER,
    DesignBasis,
    Identifiers,
    Link,
    LinkKind,
    MeshHeading,
    Source,
    Standing,
)

#: Schemes in ``Identifiers.other`` that name one work and no other. (An ISBN names a book, not its chapters.)
KEYED = frozenset(
    {
        "note",
        "corpus",
        "nbk",
        "sha",
        "doi",
        "pmid",
        "pmcid",
        "wos",
        "scopus",
        "retraction-watch",
        "house",
        "source",
    }
)

#: From how good to how bad; of several statements the worst holds.
SEVERITY = (
    Standing.CURRENT,
    Standing.CORRECTED,
    Standing.REVIEWED_AGAIN,
    Standing.SUPERSEDED,
    Standing.CONCERN,
    Standing.SUSPENDED,
    Standing.WITHDRAWN,
    Standing.RETRACTED,
)

_PMID = re.compile(
    r"(?:pmid:?\s*|.*pubmed[^\d]*)?0*([1-9]\d{0,8})(?:[/\s].*|\.0)?", re.IGNORECASE | re.DOTALL
)
_PMCID = re.compile(r"(?:.*\b)?PMC\s?0*([1-9]\d{0,9})(?:\.\d+)?\b.*", re.IGNORECASE | re.DOTALL)
_DOI = re.compile(r"(10\.\d{4,9}(?:/|%2F)[^\s<>\"]+)", re.IGNORECASE)
#: A field with a DOI and nothing else may have angle brackets in it (``…<1661::AID-SIM968>3.0.CO;2-2``).
_DOI_WHOLE = re.compile(
    r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:?\s*)?(10\.\d{4,9}(?:/|%2F)[^\s\"]+)", re.IGNORECASE
)
_ESCAPED = (("%2f", "/"), ("%28", "("), ("%29", ")"), ("%3c", "<"), ("%3e", ">"), ("%3a", ":"), ("%3b", ";"))
_OPENS = {")": "(", "]": "[", "}": "{"}
_NCT = re.compile(r"\bNCT0*\d{8}\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d|21\d\d)(?!\d)")
_ISO_DATE = re.compile(r"(\d{4})(?:[-/. ](\d{1,2}))?(?:[-/. ](\d{1,2}))?(?!\d)")
_WORDY_MONTH = re.compile(
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:[\s-]+(\d{1,2})(?!\d))?", re.IGNORECASE
)
_DAY_BEFORE = re.compile(r"(?<!\d)(\d{1,2})\.?(?:st|nd|rd|th)?[\s-]+$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TAG = re.compile(r"([a-z]{2,3})((?:[-_][a-z0-9]{2,8})*)", re.IGNORECASE)
#: MEDLINE writes ISO 639-2/B; a few of its codes are older still (scr, scc).
_LANGUAGES = {
    "eng": "en", "fre": "fr", "fra": "fr", "ger": "de", "deu": "de", "spa": "es", "ita": "it", "por": "pt",
    "rus": "ru", "jpn": "ja", "chi": "zh", "zho": "zh", "dut": "nl", "nld": "nl", "pol": "pl", "swe": "sv",
    "dan": "da", "nor": "no", "fin": "fi", "cze": "cs", "ces": "cs", "hun": "hu", "tur": "tr", "kor": "ko",
    "gre": "el", "ell": "el", "heb": "he", "ara": "ar", "per": "fa", "fas": "fa", "ukr": "uk", "bul": "bg",
    "rum": "ro", "ron": "ro", "srp": "sr", "scc": "sr", "hrv": "hr", "scr": "hr", "slo": "sk", "slk": "sk",
    "slv": "sl", "cat": "ca", "afr": "af", "ice": "is", "isl": "is", "est": "et", "lav": "lv", "lit": "lt",
    "geo": "ka", "kat": "ka", "arm": "hy", "hye": "hy", "alb": "sq", "sqi": "sq", "mac": "mk", "mkd": "mk",
    "may": "ms", "msa": "ms", "tha": "th", "vie": "vi", "ind": "id", "hin": "hi", "baq": "eu", "wel": "cy",
    "bos": "bs", "glg": "gl", "gle": "ga", "epo": "eo", "lat": "la", "mul": "mul", "und": "und",
}  # fmt: skip
_SUBTAG_CASE = {2: str.upper, 4: str.title}  # region and script (RFC 5646, section 2.1.1)
_LANGUAGE_NAMES = {
    "english": "en", "french": "fr", "german": "de", "spanish": "es", "italian": "it", "portuguese": "pt",
    "russian": "ru", "japanese": "ja", "chinese": "zh", "dutch": "nl", "polish": "pl", "swedish": "sv",
    "danish": "da", "norwegian": "no", "finnish": "fi", "czech": "cs", "hungarian": "hu", "turkish": "tr",
    "korean": "ko", "greek": "el", "hebrew": "he", "arabic": "ar", "persian": "fa", "croatian": "hr",
    "français": "fr", "deutsch": "de", "español": "es", "italiano": "it",
}  # fmt: skip

_GONE = re.compile(r"^[\[\s]*retracted(?:\s+(?:article|paper|publication))?\s*[\]:：.—–-]", re.IGNORECASE)
_WITHDRAWN = re.compile(r"^[\[\s]*withdrawn(?:\s+article)?\s*[\]:：]", re.IGNORECASE)
_PREFIX = re.compile(
    r"^[\[\s]*(?:retracted|withdrawn)(?:\s+(?:article|paper|publication))?\s*[\]:：.—–-]+", re.IGNORECASE
)
#: A title shorter than this many letters and digits is shared by many works ("Reply", "Editorial").
_TELLING_TITLE = 16

_BY_LINK = {
    LinkKind.RETRACTION_IN: Standing.RETRACTED,
    LinkKind.CONCERN_IN: Standing.CONCERN,
    LinkKind.UPDATE_IN: Standing.SUPERSEDED,
    LinkKind.ERRATUM_IN: Standing.CORRECTED,
}
_OF_TARGET = {
    LinkKind.RETRACTION_OF: Standing.RETRACTED,
    LinkKind.CONCERN_FOR: Standing.CONCERN,
    LinkKind.UPDATE_OF: Standing.SUPERSEDED,
    LinkKind.ERRATUM_FOR: Standing.CORRECTED,
}


def pmid_of(text: str | None) -> str | None:
    """The PMID in ``text`` (``123``, ``PMID: 123``, a PubMed address) as plain digits; None without one."""
    match = _PMID.fullmatch(text.strip()) if text and len(text) < 500 else None
    return match[1] if match else None


def pmcid_of(text: str | None) -> str | None:
    """The PMCID in ``text`` (``PMC123``, ``pmc123.2``, an address) as ``PMC123``; None without one."""
    match = _PMCID.fullmatch(text) if text and len(text) < 500 else None
    return f"PMC{match[1]}" if match else None


def doi_of(text: str | None) -> str | None:
    """The first DOI in ``text`` (bare, ``doi:…`` or a resolver's address), lower case; None without one.

    Percent escapes of the characters that resolvers escape are undone; a point, comma or unmatched bracket
    at the end belongs to the sentence around it.
    """
    if not text:
        return None
    written = text[:2000].strip()
    match = _DOI_WHOLE.fullmatch(written) or _DOI.search(written)
    if match is None:
        return None
    doi = match[1].lower()
    for escape, character in _ESCAPED:
        doi = doi.replace(escape, character)
    doi = doi.rstrip(".,;:'\u2019\u201d")
    while doi[-1] in ")]}" and doi.count(doi[-1]) > doi.count(_OPENS[doi[-1]]):
        doi = doi[:-1].rstrip(".,;:")
    return doi if _DOI_WHOLE.fullmatch(doi) else None


def ncts_of(text: str | None) -> tuple[str, ...]:
    """Every ClinicalTrials.gov number in ``text``, upper case, sorted."""
    return tuple(sorted({match.upper() for match in _NCT.findall(text)})) if text else ()


def date_of(text: str | None) -> str | None:
    """The (first) date in ``text`` as ISO 8601 in the precision known: ``2024``, ``2024-05``, ``2024-05-17``.

    Reads ISO and slashed dates (RIS: ``2024/05/17/``), MEDLINE dates (``2024 May 17``, ``1998 Dec-1999 Jan``,
    ``2000 Spring``) and written-out ones (``17 May 2024``). A month or day that cannot be is left out; None
    where no year between 1500 and 2199 is named.
    """
    if not text:
        return None
    text = text[:100].strip()
    year = _YEAR.search(text)
    if year is None:
        return None
    match = _ISO_DATE.match(text, year.start())
    if match and match[2]:
        return iso(int(match[1]), int(match[2]), int(match[3] or 0))
    month = _WORDY_MONTH.search(text)
    if month is None:
        return year[1]
    before = _DAY_BEFORE.search(text[: month.start()])
    day = int(month[2] or (before[1] if before else 0))
    return iso(int(year[1]), _MONTHS.index(month[1].lower()[:3]) + 1, day)


def iso(year: int, month: int = 0, day: int = 0) -> str:
    """An ISO 8601 date in the precision known; a month outside 1-12 or a day outside 1-31 is left out."""
    if not 1 <= month <= 12:
        return f"{year:04d}"
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= day <= 31 else f"{year:04d}-{month:02d}"


def language_of(text: str | None) -> str | None:
    """A BCP 47 tag for a language as records name it (``eng``, ``English``, ``en_US``); None for no such."""
    if not text:
        return None
    word = text.strip().casefold()
    known = _LANGUAGES.get(word) or _LANGUAGE_NAMES.get(word)
    if known:
        return known
    match = _TAG.fullmatch(word)
    if match is None:
        return None
    rest = match[2].replace("_", "-")
    subtags = [_LANGUAGES.get(match[1], match[1])]
    subtags += [_SUBTAG_CASE.get(len(part), str.lower)(part) for part in rest.split("-") if part]
    return "-".join(subtags)


def folded(text: str) -> str:
    """The letters and digits of ``text`` alone, without case, accents or compatibility forms.

    Folding and decomposing each twice, as the Unicode Standard defines a caseless match (section 3.13, D146).
    """
    plain = text
    for _ in range(1 if text.isascii() else 2):
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", plain).casefold())
    return "".join(character for character in plain if character.isalnum())


def title_key(source: Source) -> str | None:
    """``title:`` and 20 hexadecimal digits over title, first author's family name and year.

    None unless all three are known and the title is long enough to tell works apart.
    """
    if not source.title or not source.authors or not source.published:
        return None
    title = folded(_PREFIX.sub("", source.title))
    first = source.authors[0]
    author = folded(first.family or first.collective)
    if len(title) < _TELLING_TITLE or not author:
        return None
    digest = hashlib.sha256(f"{title}|{author}|{source.year}".encode())
    return f"title:{digest.hexdigest()[:20]}"


def identifier_keys(identifiers: Identifiers) -> tuple[str, ...]:
    """The keys that identifiers alone give, strongest first: PMID, DOI, PMCID, then :data:`KEYED` others."""
    found = (("pmid", identifiers.pmid), ("doi", identifiers.doi), ("pmcid", identifiers.pmcid))
    named = [f"{scheme}:{value}" for scheme, value in found if value]
    named += [f"{scheme}:{value}" for scheme, value in identifiers.other if scheme in KEYED]
    return tuple(dict.fromkeys(named))


def keys(source: Source) -> tuple[str, ...]:
    """Every name under which the work can be met again, strongest first.

    ``pmid:…``, ``doi:…``, ``pmcid:…``, then ``note:…``, ``corpus:…`` and the like, then ``title:…``
    (title + first author + year). Empty where the record names nothing that tells it from another.
    """
    by_title = title_key(source)
    return identifier_keys(source.identifiers) + ((by_title,) if by_title else ())


def distinct(one: Source, other: Source) -> bool:
    """Whether two works are surely two, whatever key they share: each has a PMID, and they differ; or, where
    at most one has a PMID, each has a DOI and they differ (a letter and its reply, parts of a series)."""
    first, second = one.identifiers, other.identifiers
    if first.pmid and second.pmid:
        return first.pmid != second.pmid
    if first.doi and second.doi:
        known = {f"doi:{first.doi}"} | {key for key in identifier_keys(first) if key.startswith("doi:")}
        return f"doi:{second.doi}" not in known and not set(identifier_keys(second)) & known
    return False


def worst(standings: Iterable[Standing]) -> Standing:
    """The gravest of several standings; current where there is none."""
    return max(standings, key=SEVERITY.index, default=Standing.CURRENT)


def own_standing(source: Source) -> Standing:
    """The standing that the record itself gives: its publication types, links, title, and what it states."""
    seen = [source.standing]
    seen += [_BY_LINK[link.kind] for link in source.links if link.kind in _BY_LINK]
    if any(kind.casefold() == "retracted publication" for kind in source.publication_types):
        seen.append(Standing.RETRACTED)
    if source.title and _GONE.match(source.title):
        seen.append(Standing.RETRACTED)
    if source.title and _WITHDRAWN.match(source.title):
        # The Cochrane Library withdraws a review that is out of date; elsewhere it means retracted.
        cochrane = "cochrane" in (source.journal or "").casefold()
        seen.append(Standing.SUPERSEDED if cochrane else Standing.RETRACTED)
    return worst(seen)


def judged_by(notice: Source) -> tuple[tuple[str, Standing], ...]:
    """What ``notice`` does to other works: pairs of a key (:func:`identifier_keys`) and a standing.

    A retraction retracts, an expression of concern raises concern, an update supersedes, an erratum corrects
    its target. Empty for a work that is no notice. Sorted.
    """
    return tuple(
        sorted(
            {
                (key, _OF_TARGET[link.kind])
                for link in notice.links
                if link.kind in _OF_TARGET
                for key in identifier_keys(link.target)
            }
        )
    )


def standing_after(source: Source, notices: Iterable[Source]) -> Standing:
    """The standing of ``source`` once ``notices`` held beside it have been heard."""
    names = set(identifier_keys(source.identifiers))
    heard = [standing for notice in notices for key, standing in judged_by(notice) if key in names]
    return worst([own_standing(source), *heard])


def merged(readings: Sequence[tuple[str, Source]]) -> Source:
    """What several readings of one work say together. ``readings`` pairs a reader with what it read.

    Readings are heard in :data:`READER_ORDER`; of two by one reader the fuller first (then by their bytes),
    so the order in which they came does not matter. Field by field:

    * title, authors, journal, volume, issue, pages, MeSH, issuer, population, language, licence, address:
      the first reading that has it;
    * date: the first that has it, or a later one that is more precise and agrees;
    * PMID, DOI, PMCID: the first that has one; another value is kept under ``other``. NCT and other: all;
    * publication types: all, but a note's only where no record states any. Keywords and links: all;
    * design: the one with the best basis (publication type, then stated, then text);
    * standing: the worst that any reading states or that their types, links and titles together give;
    * house: only if every reading is a note.

    Raises ``ValueError`` for no readings.
    """
    if not readings:
        raise ValueError("nothing to merge: give at least one reading")
    ranked = sorted(readings, key=_rank) if len(readings) > 1 else list(readings)
    sources = [source for _, source in ranked]
    records = [source for reader, source in ranked if reader != "note"]
    together = Source(
        id=_first(sources, lambda source: source.id) or "",
        identifiers=_identifiers([source.identifiers for source in sources]),
        title=_first(sources, lambda source: source.title),
        authors=_first(sources, lambda source: source.authors) or (),
        journal=_first(sources, lambda source: source.journal),
        volume=_first(sources, lambda source: source.volume),
        issue=_first(sources, lambda source: source.issue),
        pages=_first(sources, lambda source: source.pages),
        published=_published(sources),
        publication_types=_types(records) or _types(sources),
        mesh=_first(sources, _mesh) or (),
        keywords=_all(sources, lambda source: source.keywords),
        issuer=_first(sources, lambda source: source.issuer),
        population=_first(sources, lambda source: source.population),
        language=_first(sources, lambda source: source.language),
        licence=_first(sources, lambda source: source.licence),
        url=_first(sources, lambda source: source.url),
        links=_links(sources),
        standing=worst(source.standing for source in sources),
        house=not records,
    )
    designed = min(sources, key=lambda source: _BASIS.index(source.design_basis))
    together = replace(together, design=designed.design, design_basis=designed.design_basis)
    titled = worst(own_standing(source) for source in sources)
    return replace(together, standing=worst([own_standing(together), titled]))


_BASIS = (DesignBasis.PUBLICATION_TYPE, DesignBasis.STATED, DesignBasis.TEXT, DesignBasis.NONE)


def _rank(reading: tuple[str, Source]) -> tuple[int, int, bytes]:
    reader, source = reading
    order = READER_ORDER.index(reader) if reader in READER_ORDER else len(READER_ORDER)
    written = canonical(source)
    return order, -len(written), written


_T = TypeVar("_T")


def _first(sources: Sequence[Source], field: Callable[[Source], _T]) -> _T | None:
    return next((value for source in sources if (value := field(source))), None)


def _all(sources: Sequence[Source], field: Callable[[Source], Iterable[str]]) -> tuple[str, ...]:
    """Every value once, as first written, however its case differs later."""
    return tuple(
        {
            value.casefold(): value for source in reversed(sources) for value in reversed([*field(source)])
        }.values()
    )[::-1]


def _types(sources: Sequence[Source]) -> tuple[str, ...]:
    return _all(sources, lambda source: source.publication_types)


def _mesh(source: Source) -> tuple[MeshHeading, ...]:
    return source.mesh


def _published(sources: Sequence[Source]) -> str | None:
    best = _first(sources, lambda source: source.published)
    if best is None:
        return None
    agreeing = (
        source.published for source in sources if source.published and source.published.startswith(best)
    )
    return max(agreeing, key=len)


def _identifiers(several: Sequence[Identifiers]) -> Identifiers:
    other = {pair for one in several for pair in one.other}
    chosen: dict[str, str | None] = {}
    for scheme in ("pmid", "pmcid", "doi"):
        values = [value for one in several if (value := getattr(one, scheme))]
        chosen[scheme] = values[0] if values else None
        other |= {(scheme, value) for value in values[1:] if value != values[0]}
    return Identifiers(
        pmid=chosen["pmid"],
        pmcid=chosen["pmcid"],
        doi=chosen["doi"],
        nct=tuple(sorted({nct for one in several for nct in one.nct})),
        other=tuple(sorted(other)),
    )


def _links(sources: Sequence[Source]) -> tuple[Link, ...]:
    """Every link once: two that amend in the same way and name the same target are one."""
    found: dict[tuple[LinkKind, str], Link] = {}
    for link in (link for source in sources for link in source.links):
        target = next(iter(identifier_keys(link.target)), "") or folded(link.citation)
        found.setdefault((link.kind, target), link)
    return tuple(found.values())
