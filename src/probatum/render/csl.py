"""The references of an article as CSL items (citation-style-language/schema 1.0): every form is made of them.

A work that does not stand as it was says so in its title where it was retracted, so that no program and no
style can leave it out, and in its note in any case.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from probatum.language.interface import ENGLISH, N_, Spoken
from probatum.records.article import Reference, Status
from probatum.records.source import Author, Design, Source
from probatum.render.audiences import derived
from probatum.render.contract import ArticleForm
from probatum.render.references import HOUSE_NOTE, standing_words

#: What is put before the title of a retracted work, as PubMed and publishers put it.
RETRACTED = "RETRACTED: "

_INITIALS = re.compile(r"[A-Z]{1,4}")
#: Numbers that a reader of references takes for the work's own.
_NUMBER_OF_ANOTHER = re.compile(r"\b(NCT|PMID|PMC|doi)(?=:?\s*\d)", re.IGNORECASE)
_REPORTS = frozenset({Design.GUIDELINE.value, Design.CONSENSUS.value})


def provenance(form: ArticleForm, said: Spoken = ENGLISH) -> str:
    """Of which article and revision something was taken, where that stood, and what it is not: one line."""
    dates = form["dates"]
    dated = N_("Last edited {edited}, evidence searched {searched}, reviewed {reviewed}")
    undated = N_("Last edited {edited}, evidence searched {searched}, not reviewed")
    told = [
        said(N_("Cited in “{question}”, Probatum, revision {revision}")).format(
            question=form["question"]["text"], revision=form["revision"]["hash"]
        ),
        derived(form, said).rstrip("."),
        said(N_("Status: {status}")).format(status=said(Status(form["status"]).value)),
        said(dated if dates["reviewed"] else undated).format(
            edited=dates["edited"][:10],
            searched=dates["searched"][:10],
            reviewed=(dates["reviewed"] or "")[:10],
        ),
        said(form["disclaimer"]).rstrip("."),
    ]
    return _NUMBER_OF_ANOTHER.sub(r"\1 no.", ". ".join(" ".join(one.split()) for one in told if one) + ".")


def csl_items(
    references: Sequence[Reference], sources: Mapping[str, Source], told: str, said: Spoken = ENGLISH
) -> list[dict[str, Any]]:
    """One CSL item for each reference, in their order; ``id`` is ``ref`` and its marker. Pure.

    ``sources`` are the works as they are held now, by the id in the reference; what they lack, or a work that
    is no longer held, is filled from the reference. ``told`` goes into the note of each.
    """
    return [_item(reference, sources.get(reference.source), told, said) for reference in references]


def _item(reference: Reference, source: Source | None, told: str, said: Spoken) -> dict[str, Any]:
    standing = standing_of(reference, source)
    title = " ".join((reference.title or (source.title if source else "") or "").split())
    retracted = standing == "retracted" and not title.upper().startswith("RETRACTED")
    journal = reference.journal or (source.journal if source else None)
    item = {
        "id": f"ref{reference.marker}",
        "type": "report" if not journal and _kind(reference) in _REPORTS else "article-journal",
        "title": f"{RETRACTED if retracted else ''}{title}",
        "author": _authors(reference, source),
        "container-title": journal,
        "publisher": None if journal else reference.issuer or (source.issuer if source else None),
        "issued": _issued(source.published if source else None, reference.year),
        "DOI": reference.doi,
        "PMID": reference.pmid,
        "PMCID": reference.pmcid,
        "URL": reference.url if (reference.url or "").startswith(("https://", "http://")) else None,
        "status": said(standing_words(standing)),
        "note": _note(reference, standing, told, said),
    }
    if source is not None:
        item |= {"volume": source.volume, "issue": source.issue, "page": source.pages}
        item["language"] = source.language
    return {name: value for name, value in item.items() if value}


def standing_of(reference: Reference, source: Source | None) -> str:
    """How the work stands: as it does now, else, where it stands well now or is not held, as it was cited."""
    now = source.standing.value if source else "current"
    return now if now != "current" else reference.standing


def _kind(reference: Reference) -> str:
    return reference.of if reference.type == HOUSE_NOTE else reference.type


def _note(reference: Reference, standing: str, told: str, said: Spoken) -> str:
    amended = said(standing_words(standing))
    parts = [f"{amended}." if amended else ""]
    if reference.type == HOUSE_NOTE:
        parts.append(said(N_("Cited through a house note on the work, not through the work itself.")))
    return " ".join(part for part in (*parts, told) if part)


def _authors(reference: Reference, source: Source | None) -> list[dict[str, str]]:
    if source is not None and source.authors:
        return [_author(one) for one in source.authors]
    return [_named(name) for name in reference.authors]


def _author(author: Author) -> dict[str, str]:
    if author.collective or not author.given:
        return {"literal": author.collective or author.family}
    return {"family": author.family, "given": author.given}


def _named(name: str) -> dict[str, str]:
    """``Kim MS`` as family and given name; any other name as it is."""
    family, _, initials = name.rpartition(" ")
    if family and _INITIALS.fullmatch(initials):
        return {"family": family, "given": initials}
    return {"literal": name}


def _issued(published: str | None, year: int | None) -> dict[str, Any] | None:
    parts = [int(part) for part in (published or str(year or "")).split("-") if part.isdecimal()]
    return {"date-parts": [parts[:3]]} if parts else None
