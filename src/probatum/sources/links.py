"""How bibliographic databases name the links between works: comments, corrections, retractions, updates."""

from __future__ import annotations

from typing import Final

from probatum.records.identity import doi_of, pmid_of
from probatum.records.source import Identifiers, Link, LinkKind

#: PubMed ``CommentsCorrections/@RefType`` (NLM, PubMed DTD of 2024). A work of which a part was retracted,
#: or that was corrected and published again, counts as corrected; ``Cites`` is no link of this kind.
BY_REF_TYPE: Final = {
    "AssociatedDataset": LinkKind.OTHER,
    "AssociatedPublication": LinkKind.OTHER,
    "CommentIn": LinkKind.COMMENT_IN,
    "CommentOn": LinkKind.COMMENT_ON,
    "CorrectedandRepublishedFrom": LinkKind.ERRATUM_FOR,
    "CorrectedandRepublishedIn": LinkKind.ERRATUM_IN,
    "ErratumFor": LinkKind.ERRATUM_FOR,
    "ErratumIn": LinkKind.ERRATUM_IN,
    "ExpressionOfConcernFor": LinkKind.CONCERN_FOR,
    "ExpressionOfConcernIn": LinkKind.CONCERN_IN,
    "OriginalReportIn": LinkKind.OTHER,
    "PartialRetractionIn": LinkKind.ERRATUM_IN,
    "PartialRetractionOf": LinkKind.ERRATUM_FOR,
    "ReprintIn": LinkKind.REPUBLISHED_IN,
    "ReprintOf": LinkKind.REPUBLISHED_FROM,
    "RepublishedFrom": LinkKind.REPUBLISHED_FROM,
    "RepublishedIn": LinkKind.REPUBLISHED_IN,
    "RetractedandRepublishedFrom": LinkKind.RETRACTION_OF,
    "RetractedandRepublishedIn": LinkKind.RETRACTION_IN,
    "RetractionIn": LinkKind.RETRACTION_IN,
    "RetractionOf": LinkKind.RETRACTION_OF,
    "SummaryForPatientsIn": LinkKind.SUMMARY_FOR_PATIENTS_IN,
    "UpdateIn": LinkKind.UPDATE_IN,
    "UpdateOf": LinkKind.UPDATE_OF,
}

#: The same in the tags of the MEDLINE display format (NLM, "MEDLINE/PubMed Data Element Descriptions").
BY_MEDLINE_TAG: Final = {
    "ASP": LinkKind.OTHER,
    "CIN": LinkKind.COMMENT_IN,
    "CON": LinkKind.COMMENT_ON,
    "CRF": LinkKind.ERRATUM_FOR,
    "CRI": LinkKind.ERRATUM_IN,
    "DDIN": LinkKind.OTHER,
    "ECF": LinkKind.CONCERN_FOR,
    "ECI": LinkKind.CONCERN_IN,
    "EFR": LinkKind.ERRATUM_FOR,
    "EIN": LinkKind.ERRATUM_IN,
    "ORI": LinkKind.OTHER,
    "PRIN": LinkKind.ERRATUM_IN,
    "PROF": LinkKind.ERRATUM_FOR,
    "RIN": LinkKind.RETRACTION_IN,
    "ROF": LinkKind.RETRACTION_OF,
    "RPF": LinkKind.REPUBLISHED_FROM,
    "RPI": LinkKind.REPUBLISHED_IN,
    "RRF": LinkKind.RETRACTION_OF,
    "RRI": LinkKind.RETRACTION_IN,
    "SPIN": LinkKind.SUMMARY_FOR_PATIENTS_IN,
    "UIN": LinkKind.UPDATE_IN,
    "UOF": LinkKind.UPDATE_OF,
}


def link(kind: LinkKind, citation: str, pmid: str | None = None) -> Link:
    """A link of ``kind`` to the work that ``citation`` cites; the DOI is taken from the citation's words."""
    doi = doi_of(citation) if "10." in citation else None
    return Link(kind=kind, target=Identifiers(pmid=pmid_of(pmid), doi=doi), citation=citation)
