"""An article for search engines and other programs: JSON-LD in the words of schema.org.

It says nothing that the status does not support: who reviewed it and when is told of what stands approved or
published, as clinicians read it, and of nothing else. What one audience is given in other words was not what
the board read. Nothing here rates our own claims (schema.org's ClaimReview is for those of others).
"""

from __future__ import annotations

from typing import Any

import orjson

from probatum.records.article import Status
from probatum.render.audiences import derived
from probatum.render.contract import ArticleForm, ReferenceForm
from probatum.render.csl import RETRACTED
from probatum.render.status import caution, status_label

#: Of these may be said that it was reviewed.
REVIEWED = frozenset({Status.APPROVED, Status.PUBLISHED, Status.CORRECTED})
_AUDIENCES = {
    "patient": "Patient",
    "clinician": "Clinician",
    "specialist": "Clinician",
    "student": "MedicalResearcher",
    "policy": "Policy maker",
}


def json_ld(form: ArticleForm, status: Status, site: str = "") -> dict[str, Any]:
    """The article as a ``MedicalWebPage`` (schema.org). ``site`` is where it is served; in a file empty."""
    address = f"{site}/articles/{form['article']}/revisions/{form['revision']['hash']}" if site else ""
    warned = caution(status, form["kind"], form["again"], answered=form["answered"])
    page = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "@id": address,
        "url": address,
        "name": form["question"]["text"],
        "inLanguage": "en",
        "audience": {"@type": "MedicalAudience", "audienceType": _AUDIENCES.get(form["audience"], "")},
        "creativeWorkStatus": status_label(status),
        "version": form["revision"]["hash"],
        "disambiguatingDescription": derived(form),
        "dateCreated": form["revision"]["created_at"],
        "dateModified": form["dates"]["edited"],
        "abstract": " ".join(claim["text"] for claim in form["lead"]),
        "description": f"{warned.title} {warned.text}" if warned else "",
        "usageInfo": {"@type": "CreativeWork", "text": form["disclaimer"]},
        "citation": [_citation(reference) for reference in form["references"]],
        **_review(form, status),
    }
    return _told(page)


def _review(form: ArticleForm, status: Status) -> dict[str, Any]:
    """Who reviewed it, and when: of what stands reviewed, in the words that were reviewed."""
    if status not in REVIEWED or not form["dates"]["reviewed"] or form["audience"] != "clinician":
        return {}
    people = [{"@type": "Person", "name": name} for name in form["reviewers"]]
    return {"lastReviewed": form["dates"]["reviewed"][:10], "reviewedBy": people}


def _citation(reference: ReferenceForm) -> dict[str, Any]:
    retracted = reference["standing"] == "retracted"
    title = reference["title"]
    marked = retracted and not title.upper().startswith("RETRACTED")
    found = {"DOI": reference["doi"], "PMID": reference["pmid"], "PMCID": reference["pmcid"]}
    return _told(
        {
            "@type": "MedicalScholarlyArticle" if reference["journal"] else "CreativeWork",
            "name": f"{RETRACTED if marked else ''}{title}",
            "author": [{"@type": "Person", "name": name} for name in reference["authors"]],
            "isPartOf": {"@type": "Periodical", "name": reference["journal"]} if reference["journal"] else "",
            "publisher": {"@type": "Organization", "name": reference["issuer"]}
            if reference["issuer"]
            else "",
            "datePublished": str(reference["year"] or ""),
            "creativeWorkStatus": ""
            if reference["standing"] == "current"
            else reference["standing"].capitalize(),
            "identifier": [
                {"@type": "PropertyValue", "propertyID": name, "value": value}
                for name, value in found.items()
                if value
            ],
            "sameAs": [link["url"] for link in reference["links"]],
        }
    )


def _told(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value}


def in_page(said: dict[str, Any]) -> str:
    """JSON as it may stand in the ``script`` of a page: nothing in it ends the element (HTML, 4.12.1)."""
    text = orjson.dumps(said).decode()
    for sign, code in (
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        text = text.replace(sign, code)
    return text
