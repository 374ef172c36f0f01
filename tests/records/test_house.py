"""What a house article is as a source, and which works stand behind a span of it."""

from __future__ import annotations

from dataclasses import replace

from probatum.records.house import Primary, is_house, primaries, revision_of
from probatum.records.source import Design, Identifiers, Link, LinkKind, Source


def behind(name: str, *spans: str) -> Link:
    other = (*(("at", span) for span in spans), ("source", name))
    return Link(kind=LinkKind.RESTS_ON, target=Identifiers(other=other), citation=f"Work {name}")


OVERVIEW = Source(
    identifiers=Identifiers(other=(("article", "a"), ("house", "f00"))),
    design=Design.HOUSE_OVERVIEW,
    links=(behind("one", "0-10", "20-30"), behind("two", "11-19")),
)


def test_the_works_behind_a_span_are_those_of_its_statements() -> None:
    one, two = Primary(source="one", label="Work one"), Primary(source="two", label="Work two")
    assert primaries(OVERVIEW, 2, 5) == (one,)
    assert primaries(OVERVIEW, 12, 14) == (two,)
    assert primaries(OVERVIEW, 5, 12) == (one, two)


def test_where_no_work_is_known_for_a_span_all_are_meant() -> None:
    assert [found.source for found in primaries(OVERVIEW, 40, 50)] == ["one", "two"]


def test_only_articles_of_this_house_have_works_behind_them() -> None:
    other = replace(OVERVIEW, design=Design.GUIDELINE)
    assert (is_house(OVERVIEW), revision_of(OVERVIEW)) == (True, ("a", "f00"))
    assert (is_house(other), revision_of(other), primaries(other, 0, 9)) == (False, None, ())
