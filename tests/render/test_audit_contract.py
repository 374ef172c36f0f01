"""The public form of an audit holds what the contract says, and can be read by itself."""

from __future__ import annotations

from dataclasses import replace

import orjson
from pydantic import TypeAdapter

from probatum.records.audit import Audit, Pasted
from probatum.render.audit_contract import AuditForm, audit_document, in_doubt
from tests.render.audited import TEXT, audit, form, gathered
from tests.render.myositis import COHORT, NOTED, abstract_passage


def test_the_keys_of_the_contract() -> None:
    made = TypeAdapter(AuditForm).validate_python(form())
    assert made["schema"] == "probatum/audit@1"
    assert set(made["claims"][0]) >= {
        "text", "start", "end", "section", "markers", "verdict", "reasons", "findings", "evidence",
    }  # fmt: skip
    assert set(made["structure"][0]) >= {"check", "message", "spans"}
    assert made["summary"] == {
        "supported": 1, "partly": 1, "overstated": 1, "contradicted": 1, "not_found": 1, "not_checkable": 2,
    }  # fmt: skip
    assert orjson.loads(orjson.dumps(made)) == made


def test_every_offset_can_be_resolved_within_the_document() -> None:
    made = form()
    held = {(one["source"], one["id"]): one["text"] for one in made["passages"]}
    for claim in made["claims"]:
        assert made["text"][claim["start"] : claim["end"]].startswith(claim["text"][:10])
        for evidence in claim["evidence"]:
            passage = held[evidence["source"], evidence["passage"]]
            assert passage[evidence["start"] : evidence["end"]] == evidence["quote"]
        for finding in claim["findings"]:
            said = [claim["text"][span["start"] : span["end"]] for span in finding["said_at"]]
            assert said == [finding["said"]]


def test_works_are_named_once_with_what_a_reader_must_know() -> None:
    assert [(one["id"], one["label"], one["design"], one["standing"]) for one in form()["sources"]] == [
        (COHORT.id, COHORT.title, "cohort", "current"),
        (NOTED.id, NOTED.title, "randomised trial", "concern"),
    ]


def test_a_work_that_is_not_held_any_more_leaves_its_quote() -> None:
    found = gathered()
    made = audit_document(audit(), {}, {})
    assert (made["sources"], made["passages"]) == ([], [])
    assert made["claims"] == audit_document(audit(), found.works, found.passages)["claims"]


def test_an_address_that_is_no_web_address_is_no_link() -> None:
    odd = replace(NOTED, identifiers=type(NOTED.identifiers)(), url="javascript:alert(1)")
    made = audit_document(audit(), {NOTED.id: odd}, {})
    assert [one["url"] for one in made["sources"]] == [None]


def test_doubt_is_a_grave_claim_or_a_fault_of_form() -> None:
    whole = audit()
    nothing = Audit(pasted=Pasted(text=TEXT), claims=(), structure=())
    assert in_doubt(audit_document(whole, {}, {}))
    assert not in_doubt(audit_document(nothing, {}, {}))
    assert in_doubt(audit_document(replace(nothing, structure=whole.structure), {}, {}))
    mild = tuple(one for one in whole.claims if one.verdict.outcome.value in ("supported", "partly"))
    assert not in_doubt(audit_document(replace(nothing, claims=mild), {}, {}))
    grave = tuple(one for one in whole.claims if one.verdict.outcome.value == "not_found")
    assert in_doubt(audit_document(replace(nothing, claims=grave), {}, {}))


def test_the_passage_is_given_whole() -> None:
    assert abstract_passage().text in [one["text"] for one in form()["passages"]]
