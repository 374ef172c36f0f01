"""Ask: the whole line, from a library to a revision that the store holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from probatum.actions.ask import HOUSE_NOTE, article_name, ask, references_of
from probatum.actions.starter import ensure_starter
from probatum.errors import QuestionEmpty, QuestionTooLong
from probatum.records.article import Audience, Revision
from probatum.records.claim import Citation, Claim
from probatum.records.verdict import Outcome
from probatum.workspace import Workspace, open_workspace
from tests.compose.library import found

FOUNDING = "Can inflammatory myositis relapse?"


@pytest.fixture(scope="module")
def ws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace with the starter library."""
    opened = open_workspace(tmp_path_factory.mktemp("ask") / "ws")
    ensure_starter(opened)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def founding(ws: Workspace) -> Revision:
    """The answer to the founding question."""
    return ask(ws, FOUNDING, by="a test")


def claims(revision: Revision, facet: str) -> list[str]:
    return [claim.text for one in revision.sections if one.facet == facet for claim in one.claims]


def said(revision: Revision) -> str:
    return " ".join(claim.text for claim in revision.claims)


def test_every_quote_is_verbatim_in_its_passage(ws: Workspace, founding: Revision) -> None:
    for claim in founding.claims:
        for citation in claim.citations:
            (passage,) = ws.store.passages([citation.passage])
            assert passage.text[citation.start : citation.end] == citation.quote


def test_every_citation_resolves_to_one_reference(founding: Revision) -> None:
    markers = [passage for reference in founding.references for passage in reference.passages]
    cited = {citation.passage for claim in founding.claims for citation in claim.citations}
    assert sorted(markers) == sorted(cited)
    assert [reference.marker for reference in founding.references] == list(
        range(1, len(founding.references) + 1)
    )


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Does upadacitinib 15 mg achieve remission in giant cell arteritis?", "yes"),
        ("Does upadacitinib 7.5 mg achieve remission in giant cell arteritis?", "unsettled"),
        ("Does dabigatran 150 mg reduce stroke compared with warfarin?", "yes"),
        ("Does dabigatran 110 mg reduce stroke compared with warfarin?", "unsettled"),
        ("Does apixaban increase bleeding compared with aspirin?", "unsettled"),
        ("Does apixaban lower mortality versus warfarin?", "yes"),
        ("Do DOACs reduce haemorrhagic stroke?", "yes"),
        ("Does empagliflozin prevent stroke?", "unsettled"),
        ("Does stopping tocilizumab lead to relapse?", "together"),
        (
            "Does empagliflozin reduce hospitalisation for heart failure in chronic kidney disease?",
            "unsettled",
        ),
        ("Does semaglutide reduce cardiovascular death?", "yes"),
        ("Does dabigatran cause indigestion?", "yes"),
    ],
)
def test_yes_and_no_are_said_of_just_what_is_asked(ws: Workspace, question: str, word: str) -> None:
    assert ask(ws, question, by="a test").answer == word


def test_what_was_studied_in_diabetes_does_not_answer_for_those_without(ws: Workspace) -> None:
    gap = ask(ws, "Does semaglutide slow kidney disease in people without diabetes?").gap
    assert gap is not None
    assert gap.reason == (
        "What is held tells of people with “diabetes”, and what holds for them need not hold for people "
        "without."
    )


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What is the dose of apixaban in an 82 year old weighing 55 kg?", "2.5 mg twice daily"),
        ("How often should albuminuria be monitored in type 2 diabetes?", "at least yearly"),
        ("When should apixaban be stopped?", "if stopped for reasons other than bleeding"),
        ("How often does giant cell arteritis relapse after stopping tocilizumab?", "37 of 81 (46%)"),
    ],
)
def test_what_is_held_under_another_name_is_found(ws: Workspace, question: str, said: str) -> None:
    assert said in ask(ws, question).lead[0].text


def test_a_note_is_never_typed_as_what_it_summarises(founding: Revision) -> None:
    assert {reference.type for reference in founding.references} == {HOUSE_NOTE}
    assert "guideline" in {reference.of for reference in founding.references}


def test_the_founding_question_is_answered(founding: Revision) -> None:
    assert founding.answer == "yes"
    assert "65 of 105" in said(founding)
    assert len({c.source for claim in founding.lead for c in claim.citations}) > 1


def test_the_founding_figures_stand_with_their_intervals(founding: Revision) -> None:
    assert "HR 0.50, 95% CI 0.29-0.86" in " ".join(claims(founding, "protection"))
    assert "HR 1.69, 95% CI 1.01-2.83" in " ".join(claims(founding, "risk"))


def test_an_association_does_not_become_a_cause(founding: Revision) -> None:
    (protective,) = [text for text in claims(founding, "protection") if "HR 0.50" in text]
    assert "was associated with fewer relapses" in protective


def test_what_is_not_significant_after_adjustment_is_said_to_be_so(founding: Revision) -> None:
    for text in (claim.text for claim in founding.claims if "ANA" in claim.text):
        assert "not statistically significant" in text


@pytest.mark.parametrize("facet", ["timing", "monitoring", "treatment", "outlook"])
def test_the_founding_page_has_its_sections(founding: Revision, facet: str) -> None:
    assert claims(founding, facet)


def test_the_taper_is_told_as_a_time_of_relapse(founding: Revision) -> None:
    assert "taper" in " ".join(claims(founding, "timing"))


def test_every_claim_shown_is_supported(founding: Revision) -> None:
    verdicts = dict(founding.verdicts)
    outcomes = {verdicts[claim.id].outcome for claim in founding.claims}
    assert outcomes <= {Outcome.SUPPORTED, Outcome.PARTLY}


@pytest.mark.parametrize(
    ("question", "answer", "figure"),
    [
        ("Is apixaban safer than warfarin in atrial fibrillation?", "yes", "HR 0.69"),
        ("Do SGLT2 inhibitors slow CKD progression in type 2 diabetes?", "yes", "HR 0.70"),
        ("Does tocilizumab reduce relapse in giant cell arteritis?", "yes", "36 of 149 (24%)"),
    ],
)
def test_the_other_starter_topics_are_answered(
    ws: Workspace, question: str, answer: str, figure: str
) -> None:
    revision = ask(ws, question)
    assert revision.answer == answer
    assert figure in said(revision)


@pytest.mark.parametrize(
    "question",
    [
        "Is warfarin safer than apixaban in atrial fibrillation?",
        "Is aspirin as effective as apixaban in atrial fibrillation?",
    ],
)
def test_a_comparison_put_the_other_way_round_is_not_answered_yes(ws: Workspace, question: str) -> None:
    assert ask(ws, question).answer != "yes"


@pytest.mark.parametrize(
    "question",
    [
        "Does finerenone reduce kidney failure in type 2 diabetes?",
        "Does metformin prevent stroke in atrial fibrillation?",
        "Should anticoagulation be stopped after ablation?",
    ],
)
def test_what_another_medicine_does_and_what_leaves_half_the_question_out_answers_nothing(
    ws: Workspace, question: str
) -> None:
    revision = ask(ws, question)
    assert (revision.answer, revision.lead) == ("", ())
    assert revision.gap is not None


@pytest.mark.parametrize(
    ("question", "facet", "said_first"),
    [
        ("What is the starting dose of prednisone in giant cell arteritis?", "dose", "40-60 mg/day"),
        ("How is polymyalgia rheumatica treated?", "recommendations", "Guideline of the European League"),
        ("What predicts relapse of myositis?", "risk", "relapsed more than DM"),
    ],
)
def test_the_first_section_and_the_first_statement_are_of_what_is_asked(
    ws: Workspace, question: str, facet: str, said_first: str
) -> None:
    revision = ask(ws, question)
    assert revision.sections[0].facet == facet
    assert said_first in revision.lead[0].text


def test_every_statement_of_the_bottom_line_speaks_of_the_outcome_asked_about(ws: Workspace) -> None:
    revision = ask(ws, "Does dapagliflozin reduce cardiovascular death in heart failure?")
    assert revision.lead
    assert all("death" in claim.text or "CV death" in claim.text for claim in revision.lead)


def test_one_comparison_without_a_difference_is_not_a_no(ws: Workspace) -> None:
    assert ask(ws, "Is rituximab effective in refractory myositis?").answer == "unsettled"


@pytest.mark.parametrize("question", ["Does zanthofibrate cure narcolepsy?", "What is the capital of Peru?"])
def test_what_is_not_held_is_a_gap(ws: Workspace, question: str) -> None:
    revision = ask(ws, question)
    assert (revision.lead, revision.sections, revision.references) == ((), (), ())
    assert revision.gap is not None
    assert revision.gap.searched == question


def test_without_the_starter_library_there_is_nothing_to_answer_from(ws: Workspace) -> None:
    assert ask(ws, FOUNDING, starter=False).gap is not None


def test_asking_twice_gives_one_revision(ws: Workspace, founding: Revision) -> None:
    again = ask(ws, FOUNDING)
    assert (again.hash, again.created_at) == (founding.hash, founding.created_at)


def test_another_library_of_the_same_documents_gives_the_same_bytes(
    tmp_path: Path, founding: Revision
) -> None:
    other = open_workspace(tmp_path / "ws")
    try:
        ensure_starter(other)
        assert ask(other, FOUNDING).hash == founding.hash
    finally:
        other.close()


def test_a_statement_that_fails_its_checks_is_withheld_and_counted(ws: Workspace) -> None:
    forging = replace(ws, composer=_Forger(ws.composer))
    revision = ask(forging, "Can inflammatory myositis flare?")
    assert "66 of 105" not in said(revision)
    assert revision.withheld > 0
    assert revision.answer == ""  # the statement that said yes was withheld, and the word with it


class _Forger:
    """A composer that puts a wrong number into what another wrote."""

    name = "forger"

    def __init__(self, composer: object) -> None:
        self._composer = composer

    def compose(self, *args: object) -> object:
        draft = self._composer.compose(*args)  # type: ignore[attr-defined]
        return replace(draft, lead=tuple(map(_forged, draft.lead)))


def _forged(claim: Claim) -> Claim:
    return replace(
        claim, text=claim.text.replace("65 of 105", "66 of 105").replace("15 patients", "51 patients")
    )


@pytest.mark.parametrize("question", ["", "   ", "\u0000\u200b"])
def test_an_empty_question_is_refused(ws: Workspace, question: str) -> None:
    with pytest.raises(QuestionEmpty):
        ask(ws, question)


def test_a_question_of_20_000_characters_is_refused(ws: Workspace) -> None:
    with pytest.raises(QuestionTooLong):
        ask(ws, "x " * 10_000)


def test_the_same_words_name_the_same_article() -> None:
    name = article_name("Can  inflammatory myositis relapse", Audience.CLINICIAN)
    assert name == article_name(FOUNDING, Audience.CLINICIAN)
    assert name != article_name(FOUNDING, Audience.PATIENT)
    assert name != article_name(FOUNDING, Audience.CLINICIAN, starter=False)


def test_of_two_works_with_the_same_text_each_is_cited_as_itself() -> None:
    text = "Relapse occurred in 65 of 105 patients."
    works = [found(text, source="pmid:1", title="One"), found(text, source="pmid:2", title="Another")]
    claims = [Claim(text=text, citations=(Citation.quoting(one.passage, text),)) for one in works]
    assert works[0].passage.id == works[1].passage.id
    assert [reference.title for reference in references_of(claims, works)] == ["One", "Another"]
