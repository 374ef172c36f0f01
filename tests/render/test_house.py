"""What is said of an article that people wrote, in every form alike."""

from __future__ import annotations

from dataclasses import replace

import pytest

from probatum.records.article import Status
from probatum.records.claim import Citation
from probatum.records.house import Grade, Graded, Guideline, Kind
from probatum.render.contract import Reviewed, article_document
from probatum.render.house import grade_words, what_it_is
from probatum.render.markdown import to_markdown
from probatum.render.references import type_label
from probatum.render.status import caution
from tests.render.myositis import revision

OF = Guideline(source="g", title="Guideline on myositis", issuer="Invented College", version="2021")


def words(quote: str) -> Citation:
    return Citation(source="g", passage="g:0-99", quote=quote, start=0, end=len(quote))


def test_a_summary_says_of_whom_it_is_and_that_it_is_no_guideline() -> None:
    form = article_document(replace(revision(), kind=Kind.SUMMARY, guideline=OF))
    assert what_it_is(form) == (
        "What Invented College recommends in “Guideline on myositis” (2021). "
        "This is a summary, written here, and not the guideline."
    )
    assert what_it_is(article_document(revision())) == ""
    assert "This is an overview" in what_it_is(article_document(replace(revision(), kind=Kind.OVERVIEW)))


def test_grades_are_the_issuers_words_with_its_own_legend() -> None:
    legend = words("Class I means that everybody agrees.")
    graded = Graded(claim=revision().claims[0].id, strength=Grade(words=words("Class I"), legend=legend))
    made = replace(revision(), kind=Kind.SUMMARY, guideline=OF, grades=(graded,))
    form = article_document(made)
    said = "Strength: “Class I” (Class I means that everybody agrees). Certainty: the issuer gives none."
    assert grade_words(form["lead"][0], form["kind"]) == said
    assert grade_words(form["lead"][0], Kind.ANSWER) == ""
    assert said in to_markdown(made, Status.UNREVIEWED)


@pytest.mark.parametrize(
    ("type_", "label"), [("house summary", "House summary"), ("house overview", "House overview")]
)
def test_a_reference_to_our_own_article_bears_its_own_name(type_: str, label: str) -> None:
    assert type_label(replace(revision().references[0], type=type_)) == label


def test_the_banner_names_the_kind_and_says_why_it_is_due() -> None:
    unread = caution(Status.UNREVIEWED, Kind.SUMMARY)
    assert unread is not None
    assert unread.title == "No person has reviewed this practice summary."
    assert "written by people" in unread.text
    assert caution(Status.PUBLISHED, Kind.SUMMARY) is None
    due = caution(Status.PUBLISHED, Kind.SUMMARY, "A newer version is held.")
    assert due is not None
    assert (due.title, due.grave) == ("This practice summary is under review again.", True)
    form = article_document(revision(), Status.PUBLISHED, Reviewed(again="A newer version is held."))
    assert form["again"] == "A newer version is held."
