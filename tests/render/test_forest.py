"""A forest plot shows every estimate in its place, in order, and can be heard as well as seen."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probatum.records.effect import Measure
from probatum.records.picture import Panel, Pooled, Weight
from probatum.render.drawn import NARROW, WIDE
from probatum.render.forest import drawn, figures_of, geometry, svg
from probatum.render.forest_text import forest_text
from probatum.render.scale import percent_scale, ratio_scale
from tests.render.plots import effect, panel, panels, shown

SVG = "{http://www.w3.org/2000/svg}"
THREE = panel(
    shown(effect(0.5, 0.29, 0.86, p=0.013), 3, "Zorbimab"),
    shown(effect(1.13, 1.0, 1.27), 3, "High titre"),
    shown(effect(1.69), 4, "Histology"),
)
POOLED = Pooled(
    estimate=0.8, low=0.6, high=1.1, level=95, i2=25.4, tau2=0.0123, studies=3, method="random effects",
    prediction=(0.3, 2.1), weights=(Weight(marker=3, percent=60), Weight(marker=4, percent=40)),
)  # fmt: skip


@given(panels(), st.sampled_from((WIDE, NARROW)))
@settings(max_examples=150, deadline=None)
def test_every_mark_is_within_the_frame_and_rows_keep_their_order(one: Panel, width: float) -> None:
    laid = geometry(one, width)
    assert len(laid.rows) == len(one.rows)
    for row in laid.rows:
        mark = row.mark
        ends = [x for x in (mark.low, mark.x, mark.high) if x is not None]
        assert ends == sorted(ends)
        assert all(laid.scale.left - 1e-6 <= x <= laid.scale.right + 1e-6 <= width for x in ends)
        assert row.top < mark.y < row.bottom <= laid.axis <= laid.height
    assert all(above.bottom == below.top for above, below in pairwise(laid.rows))


@given(panels(), st.sampled_from((WIDE, NARROW)))
@settings(max_examples=60, deadline=None)
def test_whatever_the_words_the_picture_is_one_well_formed_image_with_a_name(
    one: Panel, width: float
) -> None:
    made = ElementTree.fromstring(svg(one, "p", width))
    assert (made.tag, made.get("role")) == (f"{SVG}svg", "img")
    named, told = made.get("aria-labelledby"), made.get("aria-describedby")
    assert [made[0].tag, made[0].get("id"), made[1].tag, made[1].get("id")] == [
        f"{SVG}title", named, f"{SVG}desc", told,
    ]  # fmt: skip
    assert (made[0].text or "").startswith("Forest plot. ")
    outside = [name for part in made.iter() for name in part.attrib if name in ("href", "src", "style")]
    assert outside == []


@given(st.floats(0.002, 500.0), st.floats(0.002, 500.0))
def test_a_ratio_and_its_inverse_stand_alike_on_both_sides_of_no_effect(value: float, other: float) -> None:
    scale = ratio_scale([value], [other], 0.0, 200.0)
    assert scale.at(1.0) == pytest.approx(100.0)
    assert scale.at(value) - 100 == pytest.approx(100 - scale.at(1 / value), abs=1e-6)
    assert scale.holds(value)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=5))
def test_an_axis_of_percentages_holds_all_and_has_few_ticks(values: list[float]) -> None:
    scale = percent_scale(values, 0.0, 100.0)
    assert all(scale.holds(value) for value in values)
    assert 2 <= len(scale.ticks) <= 6
    assert scale.high <= 100


def test_an_interval_that_leaves_the_axis_ends_in_an_arrow() -> None:
    row = geometry(panel(shown(effect(4.0, 1.6, 73.6)))).rows[0]
    assert (row.mark.leaves_low, row.mark.leaves_high) == (False, True)
    assert row.mark.high == 530.0


def test_an_estimate_without_an_interval_is_an_open_mark_and_says_so() -> None:
    assert figures_of(effect(1.69)) == ("1.69", "interval not given")
    made = svg(panel(shown(effect(1.69))), "p")
    assert made.count('class="pic-open"') == 1
    assert made.count('class="pic-mark"') == 0
    assert "HR 1.69, interval not given, reference 1" in made


def test_the_whole_of_a_small_picture() -> None:
    bare = replace(shown(effect(0.5, 0.25, 1.0), 3, "Zorbimab"), population="", work="", design="")
    assert svg(panel(bare), "p", NARROW).replace("><", ">\n<").split("\n") == SMALL.strip().split("\n")


#: One row without anything below it: names, axis and its ticks, line of no effect, words, whiskers, square.
SMALL = """
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 280 159" width="280" height="159" role="img" aria-labelledby="p-title" aria-describedby="p-desc" font-family="Liberation Sans, Helvetica Neue, Helvetica, Arial, sans-serif" class="picture">
<title id="p-title">Forest plot. Hazard ratios: relapse</title>
<desc id="p-desc">Zorbimab: HR 0.5, 0.25 to 1 (95% CI), reference 3; no effect at 1.</desc>
<line x1="14" y1="107" x2="266" y2="107" class="pic-null-line" stroke="#555c63" stroke-width="1"/>
<line x1="14" y1="107" x2="14" y2="111" class="pic-null-line" stroke="#555c63" stroke-width="1"/>
<text x="14" y="124" class="pic-quiet" fill="#555c63" font-size="11.5" text-anchor="middle">0.25</text>
<line x1="77" y1="107" x2="77" y2="111" class="pic-null-line" stroke="#555c63" stroke-width="1"/>
<text x="77" y="124" class="pic-quiet" fill="#555c63" font-size="11.5" text-anchor="middle">0.5</text>
<line x1="140" y1="107" x2="140" y2="111" class="pic-null-line" stroke="#555c63" stroke-width="1"/>
<text x="140" y="124" class="pic-quiet" fill="#555c63" font-size="11.5" text-anchor="middle">1</text>
<line x1="203" y1="107" x2="203" y2="111" class="pic-null-line" stroke="#555c63" stroke-width="1"/>
<text x="203" y="124" class="pic-quiet" fill="#555c63" font-size="11.5" text-anchor="middle">2</text>
<line x1="266" y1="107" x2="266" y2="111" class="pic-null-line" stroke="#555c63" stroke-width="1"/>
<text x="266" y="124" class="pic-quiet" fill="#555c63" font-size="11.5" text-anchor="middle">4</text>
<line x1="140" y1="72" x2="140" y2="92" class="pic-null-line" stroke="#555c63" stroke-width="1" stroke-dasharray="3 3"/>
<text x="14" y="141" class="pic-quiet" fill="#555c63" font-size="11.5">← lower</text>
<text x="266" y="141" class="pic-quiet" fill="#555c63" font-size="11.5" text-anchor="end">higher →</text>
<text x="140" y="155" class="pic-quiet" fill="#555c63" font-size="11.5" text-anchor="middle">Hazard ratio, log scale</text>
<g class="pic-row">
<title>Zorbimab: HR 0.5, 0.25 to 1 (95% CI), reference 3</title>
<text x="0" y="30" class="pic-ink" fill="#1c2024" font-size="13" font-weight="600">Zorbimab</text>
<text x="0" y="45" class="pic-quiet" fill="#555c63" font-size="11.5">[3]</text>
<text x="0" y="65" class="pic-ink" fill="#1c2024" font-size="13">0.5 (0.25 to 1)</text>
<line x1="14" y1="82" x2="140" y2="82" class="pic-ink-line" stroke="#1c2024" stroke-width="1.6"/>
<line x1="14" y1="78.5" x2="14" y2="85.5" class="pic-ink-line" stroke="#1c2024" stroke-width="1.6"/>
<line x1="140" y1="78.5" x2="140" y2="85.5" class="pic-ink-line" stroke="#1c2024" stroke-width="1.6"/>
<rect x="72.5" y="77.5" width="9" height="9" class="pic-mark" fill="#0f5257"/>
</g>
</svg>
"""  # noqa: E501


def test_nothing_in_a_source_can_leave_its_place() -> None:
    hostile = '"><script>alert(1)</script><a href="x" onload=\'y\'>\x00\u202e'
    made = svg(panel(shown(effect(0.5, 0.2, 0.9), 1, hostile), outcome=hostile), "p")
    ElementTree.fromstring(made)
    assert "<script" not in made
    assert "\u202e" not in made
    assert "\x00" not in made


def test_a_pooled_estimate_is_a_diamond_with_its_heterogeneity() -> None:
    made = drawn(replace(THREE, pooled=POOLED, why_not=""), "forest-1")
    assert made.wide.count('Z"') == 1
    assert [cell.text for cell in made.rows[-1]] == [
        "All 3 studies together", "relapse", "", "HR 0.80", "0.60 to 1.10 (95% CI)", "",
        "computed here: Random effects; I² 25%, τ² 0.012; a further study is expected between 0.30 and 2.10 "
        "(95% prediction interval).",
    ]  # fmt: skip


def test_the_table_behind_says_what_the_picture_shows() -> None:
    made = drawn(THREE, "forest-1")
    assert (made.id, made.title, len(made.rows)) == ("forest-1", "Hazard ratios: relapse", 3)
    assert [cell.text for cell in made.rows[0]] == [
        "Zorbimab", "relapse", "90 adults", "HR 0.5", "0.29 to 0.86 (95% CI)", "P = 0.013",
        "Ash AB 2020, cohort [3]",
    ]  # fmt: skip
    assert made.rows[0][-1].href == "#ref-3"
    assert made.notes[0] == "No pooled estimate: so."


def test_trials_alone_need_no_word_on_associations() -> None:
    trial = panel(shown(effect(0.5, 0.3, 0.9), design="randomised trial"))
    assert drawn(trial, "p").notes == ("No pooled estimate: so.",)


def test_in_letters() -> None:
    assert forest_text(THREE, 38) == [
        "Hazard ratios: relapse",
        "Zorbimab: 0.5 (0.29 to 0.86), P = 0.013 [3]",
        "    ├──────■──────┤ ┊",
        "High titre: 1.13 (1 to 1.27) [3]",
        "                    ├■─┤",
        "Histology: 1.69, interval not given [4]",
        "                    ┊     ○",
        "  ┬────────┬────────┬───────┬────────┬",
        "  0.25    0.5       1       2        4",
        "Hazard ratio, log scale; below 1 lower, above 1 higher",
    ]


@given(panels(), st.integers(20, 120))
@settings(max_examples=60, deadline=None)
def test_in_letters_no_drawn_line_is_too_wide(one: Panel, width: int) -> None:
    lines = forest_text(one, width)
    drawn_lines = [line for line in lines if line.startswith("  ") and set("■○┬") & set(line)]
    assert max(len(line) for line in drawn_lines) <= width


def test_differences_stand_on_a_linear_axis_with_nought() -> None:
    laid = geometry(panel(shown(effect(-2.0, -3.5, -0.5, measure=Measure.MD))))
    assert (laid.scale.log, laid.scale.null, laid.scale.ticks) == (False, 0.0, (-4.0, -3.0, -2.0, -1.0, 0.0))
