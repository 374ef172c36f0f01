"""The public form of an article: every key, and nothing that the record does not say."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import orjson
import pytest
from pydantic import TypeAdapter

from probatum.records.article import Revision, Status
from probatum.render.contract import ArticleForm, Reviewed, article_document
from tests.render.myositis import gap_revision, revision

KEYS = {
    "article": {
        "schema", "article", "revision", "status", "answered", "answer", "question", "audience", "lead",
        "sections", "references", "effects", "conflicts", "certainty", "gap", "searched", "dates", "verdicts",
        "withheld", "held_back", "disclaimer", "made_by", "reviewers", "kind", "title", "guideline",
        "again", "overdue", "drafts", "reading", "reader",
    },
    "revision": {"hash", "parent", "created_at"},
    "question": {"text", "kind", "clinical_type", "pico"},
    "claim": {
        "id", "text", "verdict", "checks", "findings", "citations", "strength", "certainty", "signed_off",
        "original", "fell_back", "pieces",
    },
    "finding": {"check", "outcome", "said", "found", "reason", "dismissed"},
    "held_back": {"id", "text", "verdict", "reasons", "checks", "findings", "citations"},
    "citation": {"marker", "source", "passage", "quote", "start", "end"},
    "section": {"heading", "facet", "claims", "note"},
    "reference": {
        "marker", "source", "type", "of", "label", "title", "authors", "journal", "year", "doi", "pmid",
        "pmcid", "url", "links", "issuer", "standing", "citation", "passages", "cited_by",
    },
    "effect": {
        "measure", "estimate", "low", "high", "level", "p", "p_relation", "n", "events", "arms", "outcome",
        "adjusted", "significant", "printed", "summary", "marker", "source", "passage", "start", "end",
        "text",
    },
    "conflict": {"about", "kind", "sides", "explanation", "differences"},
    "side": {
        "claim", "effect", "marker", "source", "passage", "population", "definition", "denominator",
        "follow_up", "title", "outcome", "n", "design", "year", "adjusted", "stance",
    },
    "certainty": {"outcome", "rating", "reasons", "sources", "domains", "computed"},
    "gap": {"searched", "nearest", "reason", "advice"},
    "searched": {"query", "passages_considered", "index", "at", "works", "left_out", "only"},
    "dates": {"searched", "edited", "reviewed", "next_review"},
}  # fmt: skip


def things(form: ArticleForm) -> list[tuple[str, Any]]:
    """Every object of a document, with the kind of thing that it is."""
    claims = form["lead"] + [claim for section in form["sections"] for claim in section["claims"]]
    sides = [side for conflict in form["conflicts"] for side in conflict["sides"]]
    found: list[tuple[str, Any]] = [("article", form)]
    found += [(name, form[name]) for name in ("revision", "question", "searched", "dates")]  # type: ignore[literal-required]
    found += [("claim", claim) for claim in claims]
    found += [("finding", finding) for claim in claims for finding in claim["findings"]]
    found += [("citation", citation) for claim in claims for citation in claim["citations"]]
    found += [("held_back", one) for one in form["held_back"]]
    found += [("section", section) for section in form["sections"]]
    found += [("reference", reference) for reference in form["references"]]
    found += [("effect", effect) for effect in form["effects"]]
    found += [("effect", side["effect"]) for side in sides if side["effect"]]
    found += [("conflict", conflict) for conflict in form["conflicts"]]
    found += [("side", side) for side in sides]
    found += [("certainty", row) for row in form["certainty"]]
    found += [("gap", form["gap"])] if form["gap"] else []
    return found


def test_every_object_has_exactly_the_keys_of_the_contract() -> None:
    seen = things(article_document(revision())) + things(article_document(gap_revision()))
    assert {kind for kind, _ in seen} == set(KEYS)
    assert [(kind, set(thing)) for kind, thing in seen] == [(kind, KEYS[kind]) for kind, _ in seen]


@pytest.mark.parametrize("made", [revision(), gap_revision()])
def test_a_document_fits_its_own_description(made: Revision) -> None:
    form = article_document(made)
    assert TypeAdapter(ArticleForm).validate_python(form) == form
    assert orjson.loads(orjson.dumps(form)) == form


def test_the_same_revision_gives_the_same_bytes() -> None:
    assert orjson.dumps(article_document(revision())) == orjson.dumps(article_document(revision()))


def test_every_marker_resolves_to_a_reference_and_back() -> None:
    form = article_document(revision())
    by_marker = {reference["marker"]: reference for reference in form["references"]}
    claims = form["lead"] + [claim for section in form["sections"] for claim in section["claims"]]
    for claim in claims:
        for citation in claim["citations"]:
            reference = by_marker[citation["marker"]]
            assert citation["passage"] in reference["passages"]
            assert citation["source"] == reference["source"]
            assert claim["id"] in reference["cited_by"]
    cited = [claim for reference in form["references"] for claim in reference["cited_by"]]
    assert sorted(set(cited)) == sorted(claim["id"] for claim in claims)


def test_a_gap_is_not_an_answer() -> None:
    form = article_document(gap_revision())
    assert form["answered"] is False
    assert form["gap"] == {
        "searched": "Does zanthofibrate cure narcolepsy?",
        "nearest": ["A trial of an invented drug"],
        "reason": "Nothing held speaks of “zanthofibrate”.",
        "advice": "Ingest sources on the subject (probatum ingest), or ask again in other words.",
    }
    assert article_document(revision())["gap"] is None


def test_status_and_dates_come_from_outside_the_revision() -> None:
    form = article_document(revision(), Status.APPROVED, Reviewed(at="2026-02-01T00:00:00Z"))
    assert form["status"] == "approved"
    assert form["dates"] == {
        "searched": "2026-01-02T03:04:05Z",
        "edited": "2026-01-02T03:04:05Z",
        "reviewed": "2026-02-01T00:00:00Z",
        "next_review": None,
    }
    assert article_document(revision())["status"] == "unreviewed"
    assert form["revision"]["hash"] == article_document(revision())["revision"]["hash"]


def test_verdicts_are_counted_best_first() -> None:
    assert list(article_document(revision())["verdicts"].items()) == [("supported", 2), ("partly", 1)]


def test_a_claim_without_a_verdict_is_not_called_supported() -> None:
    form = article_document(replace(revision(), verdicts=()))
    assert form["lead"][0]["verdict"] == "not_checkable"


def test_an_effect_keeps_the_digits_of_its_passage() -> None:
    effects = article_document(revision())["effects"]
    assert [effect["printed"] for effect in effects] == [
        {"estimate": "65 of 105 (62%)", "interval": "", "p": ""},
        {"estimate": "HR 0.50", "interval": "0.29 to 0.86 (95% CI)", "p": "P = 0.013"},
        {"estimate": "HR 1.13", "interval": "1.00 to 1.27 (95% CI)", "p": "P = 0.052"},
    ]
    assert [effect["significant"] for effect in effects] == [None, True, False]


def test_a_house_note_is_never_typed_as_the_work_it_summarises() -> None:
    cohort, note = article_document(revision())["references"]
    assert (cohort["type"], cohort["label"]) == ("cohort", "Cohort study")
    assert (note["type"], note["of"], note["label"]) == (
        "house note",
        "randomised trial",
        "House note on a randomised trial",
    )
