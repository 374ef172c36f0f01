"""The summary of findings shows each domain as judged, and invents neither a judgement nor a risk."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.appraise.plotted import plotted
from probatum.records.effect import Effect, Measure
from probatum.records.evidence import Computed, Domain, JudgedBy, Judgement, Rating
from probatum.records.picture import Plotted
from probatum.render.contract import article_document
from probatum.render.markdown import to_markdown
from probatum.render.summary_of_findings import (
    Told,
    absolute,
    corresponding,
    evidence,
    rated_by,
    reads_as,
    summary,
)
from tests.render.myositis import revision
from tests.render.plots import effect, shown


def test_an_outcome_with_its_figures_and_domains() -> None:
    made = revision()
    judged = Domain(name="imprecision", judgement=Judgement.SERIOUS, reason="Lowered for imprecision: few.")
    made = replace(made, certainty=(replace(made.certainty[0], domains=(judged,)),))
    (row,) = summary(made, plotted(made))
    assert (row.outcome, row.works, row.people, row.rating, row.domains, row.more) == (
        "relapse", 1, "105", "low", (judged,), 0,
    )  # fmt: skip
    assert row.effects == (
        Told(words="Relapse: 65 of 105 (62%)", marker=1),
        Told(words="Immunosuppressants: HR 0.50, 0.29 to 0.86 (95% CI), P = 0.013, adjusted", marker=1),
        Told(words="Relapse: HR 1.13, 1.00 to 1.27 (95% CI), P = 0.052", marker=1),
    )


def test_what_the_board_judged_stands_beside_what_the_program_had_made_of_it() -> None:
    board = JudgedBy(
        by="eva", name="Eva", at="2026-02-03T04:05:06Z", computed=Judgement.SERIOUS, why="105 people in all."
    )
    judged = Domain(name="imprecision", judgement=Judgement.NONE_SEEN, reason="It is enough.", board=board)
    computed = Computed(start=Rating.LOW, rating=Rating.VERY_LOW, reasons=("Starts at low: one source.",))
    rated = replace(revision().certainty[0], domains=(judged,), computed=computed)
    made = replace(revision(), certainty=(rated,))
    (row,) = summary(made, plotted(made))
    assert (row.rating, row.computed, row.domains) == ("low", "very low", (judged,))
    form = article_document(made)
    assert form["certainty"][0]["computed"] == {
        "start": "low", "rating": "very low", "reasons": ["Starts at low: one source."],
    }  # fmt: skip
    assert form["certainty"][0]["domains"][0]["board"] == {
        "by": "Eva", "at": "2026-02-03T04:05:06Z", "computed": "serious concern", "why": "105 people in all.",
    }  # fmt: skip
    assert rated_by(form["certainty"]) == (
        "Rated after GRADE from its domains, some of them judged for the board by Eva; the others were "
        "judged by a program and no person has confirmed them."
    )
    assert rated_by(article_document(revision())["certainty"]).startswith("Rated by a program")
    assert rated_by(form["certainty"]) in " ".join(to_markdown(made).split())


def test_what_an_old_revision_did_not_record_is_not_assessed() -> None:
    (row,) = summary(revision(), plotted(revision()))
    assert [(one.name, one.judgement) for one in row.domains] == [
        (name, Judgement.NOT_ASSESSED)
        for name in ("risk of bias", "inconsistency", "indirectness", "imprecision", "publication bias")
    ]


def test_the_evidence_table_has_every_figure_by_its_sentence_with_how_it_reads() -> None:
    rows = evidence(plotted(revision()))
    assert [(row.statement, [(one.of, one.estimate, one.reads) for one in row.figures]) for row in rows] == [
        ("Relapse occurred in 65 of 105 patients (62%).", [("", "65 of 105 (62%)", "")]),
        (
            "Immunosuppressants were associated with fewer relapses (HR 0.50, 95% CI 0.29-0.86, P = 0.013).",
            [("Immunosuppressants", "HR 0.50", "excludes no effect")],
        ),
        # Its sentence is not cited: what it is of is said beside it.
        ("HR 1.13, 95% CI 1.00-1.27, P = 0.052", [("relapse", "HR 1.13", "includes no effect")]),
    ]
    assert reads_as(effect(0.5, p=0.2)) == "p not below 0.05"


def test_figures_of_one_sentence_stand_in_one_row() -> None:
    first = shown(effect(95.0, measure=Measure.PROPORTION))
    second = replace(first, effect=replace(first.effect, estimate=86.0, start=20, end=23))
    (row,) = evidence(Plotted(every=(first, second)))
    assert (len(row.figures), row.start, row.end) == (2, first.effect.start, 23)


RATIO = effect(0.5, 0.25, 0.8, measure=Measure.RR, arms=("zorbimab", "placebo"))
RISK = effect(20.0, measure=Measure.PROPORTION, arms=("placebo",))


def test_an_absolute_effect_needs_the_risk_in_the_same_passage() -> None:
    assert absolute([shown(RATIO), shown(RISK)]) == (
        Told(
            words="zorbimab: about 100 per 1,000 instead of 200 with placebo (50 to 160; computed here)",
            marker=1,
        ),
    )
    elsewhere: tuple[Effect, ...] = (
        replace(RISK, passage="other:0-9"),
        replace(RISK, arms=("flumifen",)),
        replace(RISK, arms=()),
    )
    assert [absolute([shown(RATIO), shown(one)]) for one in elsewhere] == [(), (), ()]
    assert absolute([shown(RATIO)]) == ()
    assert absolute([shown(RATIO), shown(RISK), shown(replace(RISK, estimate=30.0))]) == ()


@given(st.sampled_from((Measure.RR, Measure.OR, Measure.HR)), st.floats(0.01, 50.0), st.floats(0.0, 1.0))
def test_a_corresponding_risk_is_a_risk_and_no_effect_leaves_it_as_it_was(
    measure: Measure, ratio: float, baseline: float
) -> None:
    assert 0 <= corresponding(measure, ratio, baseline) <= 1
    assert corresponding(measure, 1.0, baseline) == pytest.approx(baseline)
