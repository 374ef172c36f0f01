"""The reference list for people: what a work is, and where it can be found.

The order of a line follows the Vancouver style (ICMJE Recommendations, Patrias and Wendling, "Citing
Medicine", NLM): authors, title, journal, year, identifiers.
"""

from __future__ import annotations

from probatum.language.interface import N_, Gettext, english
from probatum.records.article import Reference
from probatum.records.source import Design

#: Vancouver lists six authors and then "et al."
MOST_AUTHORS = 6

HOUSE_NOTE = "house note"

_NAMES = {
    Design.EDITORIAL.value: N_("editorial or letter"),
    Design.UNKNOWN.value: N_("work of unstated design"),
    Design.COHORT.value: N_("cohort study"),
    Design.CASE_CONTROL.value: N_("case-control study"),
    Design.CROSS_SECTIONAL.value: N_("cross-sectional study"),
    Design.DIAGNOSTIC.value: N_("diagnostic accuracy study"),
    Design.NOTICE.value: N_("retraction or correction notice"),
}

_STANDING_WORDS = {
    "corrected": N_("Corrected since it was published"),
    "concern": N_("Under an expression of concern"),
    "superseded": N_("Replaced by a newer version"),
    "retracted": N_("Retracted"),
    "under review again": N_("Under review again"),
    "suspended": N_("Suspended"),
    "withdrawn": N_("Withdrawn"),
}


def design_name(design: str) -> str:
    """The name of a study design in a sentence: ``cohort study``."""
    return _NAMES.get(design, design)


def with_article(noun: str) -> str:
    """``a cohort study``, ``an animal study``."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def type_label(reference: Reference) -> str:
    """What is cited: ``Cohort study``, or ``House note on a cohort study``.

    A note of ours never bears the name of the work that it summarises.
    """
    return label_of(reference.type, reference.of)


def label_of(cited: str, of: str, said: Gettext = english) -> str:
    """The same from what is cited and, for a note, the design of its work; in the language of ``said``."""
    if cited == HOUSE_NOTE and of:
        return said(N_("House note on {work}")).format(work=said(with_article(design_name(of))))
    name = said(N_("house note") if cited == HOUSE_NOTE else design_name(cited))
    return name[:1].upper() + name[1:]


def standing_words(standing: str) -> str:
    """What a reader must know of a work that does not stand as it was; empty for one that does."""
    return _STANDING_WORDS.get(standing, "")


def authors_line(authors: tuple[str, ...]) -> str:
    """``Kim MS, Lee J, et al``: at most six names."""
    shown = authors[:MOST_AUTHORS]
    return ", ".join((*shown, "et al") if len(authors) > MOST_AUTHORS else shown)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def journal_line(journal: str | None, year: int | None) -> str:
    """``Clin Rheumatol 2024``, or what is known of it."""
    return " ".join(str(part) for part in (journal, year) if part)


def vancouver(reference: Reference) -> str:
    """One plain line: authors, title, journal, year, PMID, DOI. Nothing that is not known is made up."""
    parts = [authors_line(reference.authors), reference.title]
    parts.append(journal_line(reference.journal or reference.issuer, reference.year))
    parts.append(f"PMID {reference.pmid}" if reference.pmid else "")
    parts.append(f"doi:{reference.doi}" if reference.doi else "")
    return " ".join(_sentence(part) for part in parts if part)


def links(reference: Reference) -> tuple[tuple[str, str], ...]:
    """Every place where the work can be found, as (what it is called, address); DOI, PubMed, PMC, other."""
    found = []
    if reference.doi:
        found.append((f"doi:{reference.doi}", f"https://doi.org/{reference.doi}"))
    if reference.pmid:
        found.append((f"PMID {reference.pmid}", f"https://pubmed.ncbi.nlm.nih.gov/{reference.pmid}/"))
    if reference.pmcid:
        found.append((reference.pmcid, f"https://pmc.ncbi.nlm.nih.gov/articles/{reference.pmcid}/"))
    if reference.url and not found and reference.url.startswith(("https://", "http://")):
        found.append((reference.url.split("/")[2], reference.url))
    return tuple(found)
