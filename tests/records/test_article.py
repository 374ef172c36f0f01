"""A revision has for ever the hash under which it was kept, and its kind is part of it."""

from __future__ import annotations

from dataclasses import replace

import orjson

from probatum.records.article import Audience, LeftOut, Revision, Searched
from probatum.records.canonical import written
from probatum.records.claim import Citation
from probatum.records.decode import from_plain
from probatum.records.evidence import Domain, Judgement
from probatum.records.house import Grade, Graded, Guideline, Kind
from tests.render.myositis import gap_revision, revision


def test_what_was_kept_before_kinds_were_known_has_its_old_hash() -> None:
    assert (revision().hash, gap_revision().hash) == (
        "9af757ae53d365f1ee12d1382f3c6d38685f335ad5ea2546895448e7681bf451",
        "38613379c75cc7a15f42ccd6dac29930c13f5ecdc28c570ac2a74ce56ca2ac5d",
    )


def test_a_body_without_the_later_fields_is_read_as_an_answer_with_the_same_hash() -> None:
    body = written(revision())
    for name in ("kind", "title", "guideline", "grades"):
        del body[name]
    assert from_plain(Revision, body) == revision()


def test_kind_title_guideline_and_grades_are_within_the_hash() -> None:
    words = Citation(source="s", passage="d:0-9", quote="strong", start=0, end=6)
    graded = (Graded(claim="c", strength=Grade(words=words)),)
    of = Guideline(source="s", title="G", issuer="I", version="2021")
    changed = (
        replace(revision(), kind=Kind.SUMMARY),
        replace(revision(), title="T"),
        replace(revision(), guideline=of),
        replace(revision(), grades=graded),
    )
    assert len({revision().hash, *(one.hash for one in changed)}) == 5
    assert [from_plain(Revision, orjson.loads(orjson.dumps(one))) for one in changed] == list(changed)


def test_domains_and_what_was_left_out_are_within_the_hash_only_where_they_were_recorded() -> None:
    made = revision()
    (rated,) = made.certainty
    domain = Domain(name="imprecision", judgement=Judgement.NONE_SEEN, reason="800 people in all.")
    left = LeftOut(reason="retracted", works=1)
    changed = (
        replace(made, certainty=(replace(rated, domains=(domain,)),)),
        replace(made, searched=replace(made.searched, works=3)),
        replace(made, searched=replace(made.searched, works=3, left_out=(left,))),
    )
    assert len({made.hash, *(one.hash for one in changed)}) == 4
    assert [from_plain(Revision, orjson.loads(orjson.dumps(one))) for one in changed] == list(changed)
    later = replace(changed[2], searched=replace(changed[2].searched, at="2027-01-01T00:00:00Z"))
    assert later.hash == changed[2].hash


def test_an_empty_revision_says_nothing_and_names_when_and_by_whom_it_was_made() -> None:
    asked = revision().question
    made = Revision.empty("does-it", asked, index="i", made_by="nobody", at="2026-01-02T03:04:05Z")
    assert (made.claims, made.references, made.verdicts, made.withheld) == ((), (), (), 0)
    assert made.searched == Searched(query="", passages_considered=0, index="i", at="2026-01-02T03:04:05Z")
    assert (made.article, made.question, made.audience, made.kind) == (
        "does-it",
        asked,
        Audience.CLINICIAN,
        Kind.ANSWER,
    )
    assert (made.created_at, made.made_by, made.parent) == ("2026-01-02T03:04:05Z", "nobody", None)
