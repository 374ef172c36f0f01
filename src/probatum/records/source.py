"""A source: one published (or house) work, whatever number of files described it to us."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Design(StrEnum):
    """How the study was made; the words are those of MeSH publication types and of GRADE."""

    GUIDELINE = "guideline"
    CONSENSUS = "consensus"
    META_ANALYSIS = "meta-analysis"
    SYSTEMATIC_REVIEW = "systematic review"
    RANDOMISED_TRIAL = "randomised trial"
    TRIAL = "non-randomised trial"
    COHORT = "cohort"
    CASE_CONTROL = "case-control"
    CROSS_SECTIONAL = "cross-sectional"
    DIAGNOSTIC = "diagnostic accuracy"
    CASE_SERIES = "case series"
    CASE_REPORT = "case report"
    REVIEW = "narrative review"
    LABEL = "drug label"
    ABSTRACT = "conference abstract"
    EDITORIAL = "editorial or letter"
    ANIMAL = "animal study"
    LABORATORY = "laboratory study"
    HOUSE_SUMMARY = "house summary"  # our own practice summary of one guideline: never a guideline
    HOUSE_OVERVIEW = "house overview"  # our own topic overview over several works
    NOTICE = "notice"  # a retraction, erratum or expression of concern: about another work
    UNKNOWN = "not stated"


class DesignBasis(StrEnum):
    """With what the design was read."""

    PUBLICATION_TYPE = "publication type"
    TEXT = "text"
    STATED = "stated by the record"
    NONE = "nothing"


class Standing(StrEnum):
    """Whether the work still stands. The last three are of this house's own articles alone: they are computed
    from the trail of the article and stand in no record."""

    CURRENT = "current"
    CORRECTED = "corrected"
    CONCERN = "concern"
    SUPERSEDED = "superseded"
    RETRACTED = "retracted"
    REVIEWED_AGAIN = "under review again"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"


class LinkKind(StrEnum):
    """How one work amends or comments on another (PubMed ``CommentsCorrections/@RefType``)."""

    COMMENT_IN = "comment in"
    COMMENT_ON = "comment on"
    ERRATUM_IN = "erratum in"
    ERRATUM_FOR = "erratum for"
    CONCERN_IN = "expression of concern in"
    CONCERN_FOR = "expression of concern for"
    RETRACTION_IN = "retraction in"
    RETRACTION_OF = "retraction of"
    UPDATE_IN = "update in"
    UPDATE_OF = "update of"
    REPUBLISHED_IN = "republished in"
    REPUBLISHED_FROM = "republished from"
    SUMMARY_FOR_PATIENTS_IN = "summary for patients in"
    SUMMARISES = "summarises"
    RESTS_ON = "rests on"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifiers:
    """The identifiers under which a work is known.

    ``pmid`` digits; ``pmcid`` as ``PMC123``; ``doi`` lower case without a resolver; ``nct`` the trial
    registrations; ``other`` pairs of scheme and value (``("isbn", "…")``, ``("note", "myo-001")``).
    """

    pmid: str | None = None
    pmcid: str | None = None
    doi: str | None = None
    nct: tuple[str, ...] = ()
    other: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.pmid or self.pmcid or self.doi or self.nct or self.other)


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """One author: a person (``family``, ``given`` or initials) or a group (``collective``)."""

    family: str = ""
    given: str = ""
    collective: str = ""

    @property
    def name(self) -> str:
        """The name in the Vancouver manner: ``Kim MS`` (initials without points)."""
        if self.collective:
            return self.collective
        words = self.given.replace(".", " ").replace("-", " ").split()
        already = len(words) == 1 and words[0].isupper() and len(words[0]) <= 4
        initials = words[0] if already else "".join(word[0].upper() for word in words)
        return f"{self.family} {initials}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeshHeading:
    """One MeSH heading as the indexer gave it."""

    descriptor: str
    ui: str = ""
    major: bool = False
    qualifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A pointer from this work to another that amends it, comments on it, or is amended by it."""

    kind: LinkKind
    target: Identifiers = Identifiers()
    citation: str = ""


#: Which description of a work is believed first where two disagree on a field, best first.
READER_ORDER = ("pubmed", "jats", "medline", "csl", "ris", "bibtex", "corpus", "pdf", "html", "docx",
                "markdown", "text", "note", "house")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One work. ``id`` is given by the store when the work is first met and never changes.

    ``published`` is an ISO 8601 date of the precision known (``2024``, ``2024-05``, ``2024-05-17``);
    ``language`` a BCP 47 tag; ``population`` is filled where a record states it apart (our notes do);
    ``house`` is true where all that is held of the work is our own summary.
    """

    id: str = ""
    identifiers: Identifiers = Identifiers()
    title: str | None = None
    authors: tuple[Author, ...] = ()
    journal: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    published: str | None = None
    publication_types: tuple[str, ...] = ()
    mesh: tuple[MeshHeading, ...] = ()
    keywords: tuple[str, ...] = ()
    design: Design = Design.UNKNOWN
    design_basis: DesignBasis = DesignBasis.NONE
    issuer: str | None = None
    population: str | None = None
    language: str | None = None
    licence: str | None = None
    url: str | None = None
    links: tuple[Link, ...] = ()
    standing: Standing = Standing.CURRENT
    house: bool = False

    @property
    def year(self) -> int | None:
        """The year of publication, where it is known."""
        return int(self.published[:4]) if self.published else None

    @property
    def best_url(self) -> str | None:
        """Where a reader can find the work: DOI, PubMed, PubMed Central, else the stated address."""
        ids = self.identifiers
        if ids.doi:
            return f"https://doi.org/{ids.doi}"
        if ids.pmid:
            return f"https://pubmed.ncbi.nlm.nih.gov/{ids.pmid}/"
        if ids.pmcid:
            return f"https://pmc.ncbi.nlm.nih.gov/articles/{ids.pmcid}/"
        return self.url

    @property
    def label(self) -> str:
        """What to call the work in one line, also where its title is not known."""
        if self.title:
            return self.title
        where = " ".join(str(part) for part in (self.journal, self.year) if part)
        ids = self.identifiers
        known = f"PMID {ids.pmid}" if ids.pmid else (ids.doi or ids.pmcid or self.id)
        return f"{where}, {known} (title not held)" if where else f"{known} (title not held)"
