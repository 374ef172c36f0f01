"""What is said of an article that people wrote: what it is, and how strong and how sure its issuer is."""

from __future__ import annotations

from probatum.records.house import Kind
from probatum.render.contract import ArticleForm, ClaimForm, GradeForm


def what_it_is(form: ArticleForm) -> str:
    """One sentence that says what an article of its kind is, and is not; empty for an answer."""
    guideline = form["guideline"]
    if guideline is not None:
        return (
            f"What {guideline['issuer']} recommends in “{guideline['title']}” ({guideline['version']}). "
            "This is a summary, written here, and not the guideline."
        )
    if form["kind"] == Kind.OVERVIEW:
        works = len(form["references"])
        told = f"{works} work{'' if works == 1 else 's'} held here say{'s' if works == 1 else ''}"
        return f"What {told} of the topic. This is an overview, written here."
    return ""


def grade_words(claim: ClaimForm, kind: str) -> str:
    """Strength and certainty of a recommendation in its issuer's words; empty outside a summary."""
    if kind != Kind.SUMMARY:
        return ""
    return f"Strength: {_words(claim['strength'])}. Certainty: {_words(claim['certainty'])}."


def _words(grade: GradeForm | None) -> str:
    if grade is None:
        return "the issuer gives none"
    legend = f" ({grade['legend'].rstrip('.')})" if grade["legend"] else ""
    return f"“{grade['words']}”{legend}"
