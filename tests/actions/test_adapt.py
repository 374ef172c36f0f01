"""Adapt: one revision for five audiences; what fails a check is not shown, and the facts stay the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from probatum.actions import adapt as adapting
from probatum.actions.adapt import Bench, adapt, context_of, explained, found_for
from probatum.actions.ask import SHOWN, ask, verdicts_on
from probatum.actions.starter import ensure_starter
from probatum.compose.audience import ALL
from probatum.language.models import NoEntailer
from probatum.records.adapted import PieceKind
from probatum.records.article import Audience, Revision
from probatum.records.claim import Claim
from probatum.render.audiences import for_readers
from probatum.render.contract import article_document
from probatum.workspace import Workspace, checks_with, open_workspace
from tests.render.myositis import revision as invented

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@pytest.fixture(scope="module")
def ws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace with the starter library."""
    opened = open_workspace(tmp_path_factory.mktemp("adapt") / "ws")
    ensure_starter(opened)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def founding(ws: Workspace) -> Revision:
    """The answer to the founding question."""
    return ask(ws, "Can inflammatory myositis relapse?", by="a test")


def test_for_patients_the_grade_is_nine_at_most_and_every_number_stands(
    ws: Workspace, founding: Revision
) -> None:
    view = adapt(ws, founding, Audience.PATIENT)
    assert view.before.fkgl is not None
    assert view.after.fkgl is not None
    assert view.before.fkgl > 15
    assert view.after.fkgl <= 9
    for one in view.claims:
        assert NUMBER.findall(one.said) == NUMBER.findall(one.original)


def test_without_any_model_the_grade_is_nine_at_most_too(ws: Workspace, founding: Revision) -> None:
    bare = replace(ws, entailer=NoEntailer(), checks=checks_with(None))
    view = adapt(bare, founding, Audience.PATIENT)
    assert view.after.fkgl is not None
    assert view.after.fkgl <= 9
    assert view.fell_back == 0


def test_the_view_has_every_statement_once_under_its_own_id(ws: Workspace, founding: Revision) -> None:
    for audience in Audience:
        view = adapt(ws, founding, audience)
        assert [one.claim for one in view.claims] == list(
            dict.fromkeys(claim.id for claim in founding.claims)
        )
        assert {one.claim: one.original for one in view.claims} == {
            claim.id: claim.text for claim in founding.claims
        }


def test_what_is_shown_has_a_verdict_no_worse_than_the_original(ws: Workspace, founding: Revision) -> None:
    view = adapt(ws, founding, Audience.PATIENT)
    cited = {claim.id: claim.citations for claim in founding.claims}
    turned = [
        Claim(text=one.said.removeprefix("Yes. "), citations=cited[one.claim])
        for one in view.claims
        if one.said != one.original
    ]
    assert len(turned) > 0.9 * len(view.claims)
    verdicts = verdicts_on(ws, ws.entailer, turned, {}, found_for(ws, founding.claims))
    assert {verdict.outcome for verdict in verdicts.values()} <= SHOWN


@pytest.mark.parametrize("audience", [Audience.CLINICIAN, Audience.SPECIALIST, Audience.POLICY])
def test_others_read_the_clinicians_words(ws: Workspace, founding: Revision, audience: Audience) -> None:
    view = adapt(ws, founding, audience)
    assert [one.text for one in view.claims] == [one.original for one in view.claims]
    assert view.after == view.before
    assert view.words == ()


def test_students_read_the_clinicians_statement_with_abbreviations_written_out(
    ws: Workspace, founding: Revision
) -> None:
    view = adapt(ws, founding, Audience.STUDENT)
    assert [one.said for one in view.claims] == [one.original for one in view.claims]
    assert " (idiopathic inflammatory myopathy)" in [
        piece.text for one in view.claims for piece in one.pieces if piece.kind is PieceKind.GLOSS
    ]
    told = {word.term: word.meaning for word in view.words}
    assert told["CK"] == "creatine kinase: a blood test for muscle damage"


def test_who_was_studied_and_the_definitions_stand_as_the_work_has_them(
    ws: Workspace, founding: Revision
) -> None:
    view = adapt(ws, founding, Audience.SPECIALIST)
    assert [one.marker for one in view.studied] == [one.marker for one in founding.references]
    defined = [pair for one in view.studied for pair in one.definitions]
    assert defined
    for text, passage in defined:
        (held,) = ws.store.passages([passage])
        assert text in held.text


def test_the_same_view_is_made_once(ws: Workspace, founding: Revision) -> None:
    assert adapt(ws, founding, Audience.PATIENT) is adapt(ws, founding, Audience.PATIENT)
    for number in range(adapting.REMEMBERED + 1):
        adapt(ws, replace(founding, lead=(), sections=(), made_by=str(number)), Audience.CLINICIAN)
    again = adapt(ws, founding, Audience.PATIENT)
    assert again == adapt(ws, founding, Audience.PATIENT)


def test_a_wording_that_the_checks_do_not_bear_out_is_not_shown(ws: Workspace, founding: Revision) -> None:
    claim = next(one for one in founding.claims if "HR 0.50" in one.text)
    other = next(one for one in founding.claims if "HR 0.50" not in one.text and "HR" in one.text)
    # The statement cites what does not bear it out: whatever its words, it cannot be shown in others.
    astray = Claim(text=claim.text, citations=other.citations[:1])
    bench = Bench(ws=ws, answer="", verdicts={}, context=context_of(founding), found=found_for(ws, [astray]))
    (one,) = explained(bench, [astray], Audience.PATIENT, ALL)
    assert (one.said, bool(one.fell_back)) == (claim.text, True)


def test_where_a_cited_passage_is_gone_the_originals_stand_and_say_so(ws: Workspace) -> None:
    elsewhere = invented()  # of works that this workspace does not hold
    view = adapt(ws, elsewhere, Audience.PATIENT)
    assert [one.text for one in view.claims] == [one.original for one in view.claims]
    assert {one.fell_back for one in view.claims} == {
        "A passage that is cited is no longer held, so that no other wording can be checked against it."
    }
    assert adapt(ws, elsewhere, Audience.SPECIALIST).studied == ()


def test_a_gap_has_a_view_with_nothing_in_it(ws: Workspace) -> None:
    revision = ask(ws, "Does zanthofibrate cure narcolepsia?", by="a test")
    view = adapt(ws, revision, Audience.PATIENT)
    assert (view.claims, view.after.fkgl, view.words) == ((), None, ())
    assert [block.name for block in view.first] == ["urgent"]


def test_the_words_explained_are_those_that_the_page_shows(ws: Workspace, founding: Revision) -> None:
    listed = {word.term for word in adapt(ws, founding, Audience.PATIENT).words}
    assert {"steroid", "linked with", "relapse", "HR"} <= listed


def test_where_nothing_answers_a_patient_is_given_no_command(ws: Workspace) -> None:
    unanswered = ask(ws, "Is hydroxychloroquine useful in dermatomyositis skin disease?", by="a test")
    form = article_document(unanswered)
    assert form["gap"] is not None
    told = for_readers(form, adapt(ws, unanswered, Audience.PATIENT))["gap"]
    assert told is not None
    assert "probatum ingest" in form["gap"]["advice"]
    assert "probatum" not in told["advice"]
    assert told["advice"].startswith("Ask again in other words, or ask a doctor")
