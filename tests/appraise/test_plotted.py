"""What can be drawn is read from the revision alone, and figures stand together only where they belong."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.appraise.plotted import plotted, wilson
from probatum.records.claim import Citation, Claim
from probatum.records.effect import Effect, Measure
from probatum.records.passage import Document, Part, TextKind, passage_at
from tests.render.myositis import revision

TEXT = "Adjusted: high titre was not statistically significant (HR 1.13, 95% CI 1.00-1.27)."


def test_the_figures_of_an_article() -> None:
    drawn = plotted(revision())
    (ratios,) = drawn.panels
    assert (ratios.measure, ratios.outcome, ratios.why_not) == (
        Measure.HR,
        "relapse",
        "No pooled estimate: they come from one study, and fewer than 3 are never pooled.",
    )
    assert [(one.effect.estimate, one.factor, one.work, one.design, one.marker) for one in ratios.rows] == [
        (0.5, "Immunosuppressants", "Ash AB et al. 2024", "cohort", 1),
        (1.13, "", "Ash AB et al. 2024", "cohort", 1),
    ]
    assert [(one.shown.effect.text, one.computed) for one in drawn.shares] == [
        ("65 of 105 patients (62%)", True)
    ]
    assert (drawn.more, drawn.undrawn, len(drawn.every)) == (0, (), 3)


def test_whom_a_work_studied_is_taken_from_a_statement_that_quotes_it() -> None:
    (share,) = plotted(revision()).shares
    assert share.shown.population == "105 adults"


def test_an_outcome_that_a_sentence_does_not_name_is_that_of_all_others_of_the_text_and_marked() -> None:
    base = revision()
    document = Document(text=TEXT, kind=TextKind.ABSTRACT, parts=(Part(start=0, end=len(TEXT)),))
    passage = passage_at("pmid:11111111", document, 0, len(TEXT))
    start = TEXT.index("HR")
    unnamed = Effect(
        measure=Measure.HR, estimate=1.13, low=1.0, high=1.27, level=95, outcome="", passage=passage.id,
        source=passage.source, start=start, end=start + 7, text="HR 1.13",
    )  # fmt: skip
    named = replace(unnamed, estimate=2.0, low=1.5, high=3.0, outcome="relapse", passage=f"{document.id}:0-9")
    claim = Claim(text="High titre was not significant.", citations=(Citation.of(passage, 0, len(TEXT)),))
    made = plotted(replace(base, lead=(claim,), effects=(unnamed, named)))
    assert [(one.outcome, one.inferred, one.factor) for one in made.panels[0].rows] == [
        ("relapse", "relapse", "high titre"),
        ("relapse", "", ""),
    ]
    other = replace(named, outcome="death")
    assert [one.inferred for one in plotted(replace(base, effects=(unnamed, named, other))).every] == [
        "",
        "",
        "",
    ]


def test_the_opposite_of_an_outcome_stands_on_no_axis_and_in_no_summary_with_it() -> None:
    halved = revision().effects[1]
    made = plotted(replace(revision(), effects=(halved, replace(halved, outcome="relapse-free survival"))))
    assert [(one.outcome, len(one.rows)) for one in made.panels] == [
        ("relapse", 1),
        ("relapse-free survival", 1),
    ]
    assert [(name, [one.outcome for one in of]) for name, of in made.told] == [("relapse", ["relapse"])]


def test_an_estimate_outside_its_own_interval_is_not_drawn() -> None:
    halved = revision().effects[1]
    wrong = replace(halved, low=0.6)
    made = plotted(replace(revision(), effects=(wrong,)))
    assert (made.panels, [one.effect for one in made.undrawn]) == ((), [wrong])


def test_a_figure_that_a_work_gives_twice_is_drawn_once() -> None:
    halved = revision().effects[1]
    again = replace(halved, start=halved.start + 40, end=halved.end + 40)
    assert len(plotted(replace(revision(), effects=(halved, again))).every) == 1


def test_outcomes_not_asked_about_that_stand_alone_share_a_panel_but_differences_of_means_never_do() -> None:
    halved = revision().effects[1]
    effects = (
        replace(halved, outcome="death"),
        replace(halved, outcome="stroke", estimate=0.6),
        replace(halved, outcome="weight", measure=Measure.MD),
        replace(halved, outcome="glucose", measure=Measure.MD),
        replace(halved, estimate=0.7),
    )
    made = plotted(replace(revision(), effects=effects))
    assert [(one.measure, one.outcome, len(one.rows)) for one in made.panels] == [
        (Measure.HR, "relapse", 1),
        (Measure.MD, "weight", 1),
        (Measure.MD, "glucose", 1),
        (Measure.HR, "", 2),
    ]


@pytest.mark.parametrize(
    ("events", "n", "low", "high"),
    [
        # Newcombe, Stat Med 1998;17:857, table I, method 3.
        (81, 263, 25.53, 36.62),
        (15, 148, 6.24, 16.05),
        (0, 20, 0.0, 16.11),
        (1, 29, 0.61, 17.18),
    ],
)
def test_the_interval_of_a_share_by_wilson(events: int, n: int, low: float, high: float) -> None:
    assert wilson(events, n) == (pytest.approx(low, abs=0.006), pytest.approx(high, abs=0.006))


@given(st.integers(1, 100_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_of_a_share_holds_it_and_stays_within_the_whole(counts: tuple[int, int]) -> None:
    events, n = counts
    low, high = wilson(events, n)
    assert 0 <= low <= 100 * events / n + 1e-9
    assert 100 * events / n - 1e-9 <= high <= 100


def test_what_is_no_part_has_no_interval() -> None:
    with pytest.raises(ValueError, match="3 is no part of 2"):
        wilson(3, 2)
