"""What programs are told of an article is no more than its status supports."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.records.article import Status
from probatum.render.contract import ArticleForm, Reviewed, article_document
from probatum.render.jsonld import REVIEWED, in_page, json_ld
from tests.render.myositis import revision

REVIEW = Reviewed(at="2026-02-03T10:00:00Z", by=("A. Reviewer",))


def form_of(status: Status, audience: str = "clinician") -> ArticleForm:
    """The article as it stands with a status, its dates and names filled whatever the status."""
    form = article_document(revision(), status, REVIEW)
    form["audience"] = audience
    return form


@pytest.mark.parametrize("status", list(Status))
def test_who_reviewed_it_is_told_only_of_what_stands_reviewed(status: Status) -> None:
    told = json_ld(form_of(status), status)
    review = {name: told[name] for name in ("lastReviewed", "reviewedBy") if name in told}
    if status in REVIEWED:
        assert review == {
            "lastReviewed": "2026-02-03",
            "reviewedBy": [{"@type": "Person", "name": "A. Reviewer"}],
        }
    else:
        assert review == {}
    assert "Reviewer" not in json.dumps(json_ld(form_of(Status.UNREVIEWED), Status.UNREVIEWED))


def test_words_for_another_audience_are_not_called_reviewed() -> None:
    told = json_ld(form_of(Status.PUBLISHED, "patient"), Status.PUBLISHED)
    assert ("lastReviewed" in told, told["audience"]["audienceType"]) == (False, "Patient")


def test_what_is_told() -> None:
    told = json_ld(form_of(Status.UNREVIEWED), Status.UNREVIEWED, "https://a.org")
    made = revision()
    assert told["@type"] == "MedicalWebPage"
    assert told["url"] == f"https://a.org/articles/{made.article}/revisions/{made.hash}"
    assert (told["creativeWorkStatus"], told["version"]) == ("Unreviewed", made.hash)
    assert told["description"].startswith("No person has reviewed this answer.")
    assert told["usageInfo"]["text"].startswith("For health professionals.")
    assert [one["name"] for one in told["citation"]] == [one.title for one in made.references]
    assert told["citation"][1]["creativeWorkStatus"] == "Concern"
    assert "ClaimReview" not in json.dumps(told)


@given(st.text(max_size=80))
def test_no_words_end_the_script_that_they_stand_in(words: str) -> None:
    written = in_page({"name": words, "end": "</script><!--"})
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == {"name": words, "end": "</script><!--"}
