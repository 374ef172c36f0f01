"""Each reference is a mark in its year and lane; none covers another."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from probatum.records.article import Reference
from probatum.render.timeline import RADIUS, drawn, lanes, placed, svg
from tests.render.myositis import references

SVG = "{http://www.w3.org/2000/svg}"


def test_lanes_follow_the_order_of_designs_and_marks_lead_to_their_references() -> None:
    assert [(design, [one.marker for one in of]) for design, of in lanes(references())] == [
        ("randomised trial", [2]),
        ("cohort", [1]),
    ]
    made = ElementTree.fromstring(svg(references(), "t"))
    links = [(one.get("href"), one.get("aria-label")) for one in made.iter(f"{SVG}a")]
    assert (made.get("role"), links) == (
        "group",
        [
            ("#ref-2", "Reference 2: A trial of an invented drug (2019, house note)"),
            ("#ref-1", 'Reference 1: Relapse in <b>invented</b> myositis & its "predictors" (2024)'),
        ],
    )


def test_standing_alone_it_is_an_image_without_links() -> None:
    made = ElementTree.fromstring(svg(references(), "t", linked=False))
    assert (made.get("role"), list(made.iter(f"{SVG}a"))) == ("img", [])


def test_without_years_there_is_no_timeline_and_those_without_one_are_counted() -> None:
    cohort, note = references()
    assert drawn([replace(cohort, year=None)], "t") is None
    made = drawn([replace(cohort, year=None), note], "t")
    assert made is not None
    assert made.notes == (
        "A dashed ring: only our own note on the work is held.",
        "1 of 2 references have no year and are not drawn.",
    )
    assert [[cell.text for cell in row] for row in made.rows] == [
        ["2019", "Randomised trial", "A trial of an invented drug [2]"]
    ]


@given(st.lists(st.integers(1950, 2026), min_size=1, max_size=25))
def test_no_mark_covers_another(years: list[int]) -> None:
    of = [
        Reference(marker=place, source="s", type="cohort", year=year)
        for place, year in enumerate(sorted(years), start=1)
    ]
    marks = placed(of, 20.0, 260.0, min(years), max(years))
    assert all(20.0 <= x <= 260.0 for _, x, _ in marks)
    close = [
        (one, two)
        for one, two in combinations(marks, 2)
        if one[2] == two[2] and abs(one[1] - two[1]) < 2 * RADIUS
    ]
    assert close == []
