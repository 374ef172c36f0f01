"""What is said of an article that people wrote: what it is, and how strong and how sure its issuer is."""

from __future__ import annotations

from probatum.language.interface import ENGLISH, N_, Spoken
from probatum.records.house import Kind
from probatum.render.contract import ArticleForm, ClaimForm, GradeForm


def what_it_is(form: ArticleForm, said: Spoken = ENGLISH) -> str:
    """One sentence that says what an article of its kind is, and is not; empty for an answer."""
    guideline = form["guideline"]
    if guideline is not None:
        told = N_(
            "What {issuer} recommends in “{title}” ({version}). This is a summary, written here, and not the "
            "guideline."
        )
        return said(told).format(
            issuer=guideline["issuer"], title=guideline["title"], version=guideline["version"]
        )
    if form["kind"] == Kind.OVERVIEW:
        return said.plural(
            "What {number} work held here says of the topic. This is an overview, written here.",
            "What {number} works held here say of the topic. This is an overview, written here.",
            len(form["references"]),
        )
    return ""


def grade_words(claim: ClaimForm, kind: str, said: Spoken = ENGLISH) -> str:
    """Strength and certainty of a recommendation in its issuer's words; empty outside a summary."""
    if kind != Kind.SUMMARY:
        return ""
    return said(N_("Strength: {strength}. Certainty: {certainty}.")).format(
        strength=_words(claim["strength"], said), certainty=_words(claim["certainty"], said)
    )


def _words(grade: GradeForm | None, said: Spoken) -> str:
    if grade is None:
        return said(N_("the issuer gives none"))
    legend = f" ({grade['legend'].rstrip('.')})" if grade["legend"] else ""
    return f"“{grade['words']}”{legend}"
