"""Who is said to say it, says it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from probatum.records.source import Author, Design
from probatum.records.verdict import Finding, Outcome, Span
from probatum.verify.attribution import attribution
from tests.verify.cited import cite

PASSAGE = "Zinc shortened colds by one day in 200 adults."


def outcomes(statement: str, passage: str = PASSAGE, design: Design = Design.UNKNOWN) -> list[Outcome]:
    return [one.outcome for one in attribution(statement, [cite(passage, design=design)])]


def test_a_body_that_is_not_in_the_source_is_named() -> None:
    statement = "According to the Mayo Clinic, zinc shortens colds."
    assert list(attribution(statement, [cite(PASSAGE)])) == [
        Finding(
            check="attribution",
            outcome=Outcome.NOT_FOUND,
            said="According to the Mayo Clinic",
            reason="The Mayo Clinic is not named in what is cited.",
            said_at=(Span(start=0, end=28),),
        )
    ]


@pytest.mark.parametrize(
    ("statement", "passage", "expected"),
    [
        ("The WHO recommends zinc.", PASSAGE, [Outcome.NOT_FOUND]),
        ("The WHO recommends zinc.", "The WHO counted 200 colds.", [Outcome.OVERSTATED]),
        ("The WHO recommends zinc.", "The World Health Organization recommends zinc.", []),
        ("The FDA approved zinc.", "Zinc was approved by the Food and Drug Administration.", []),
        ("Current guidelines recommend zinc.", PASSAGE, [Outcome.NOT_FOUND]),
        ("Current guidelines recommend zinc.", "The guideline advises zinc.", []),
        ("Colds who last are rare; it is nice.", PASSAGE, []),
        ("", PASSAGE, []),
    ],
)
def test_bodies_and_guidelines(statement: str, passage: str, expected: list[Outcome]) -> None:
    assert outcomes(statement, passage) == expected


def test_a_guideline_recommends_by_what_it_is() -> None:
    assert outcomes("Current guidelines recommend zinc.", design=Design.GUIDELINE) == []


def test_an_author_is_looked_for_only_where_authors_are_held() -> None:
    cited = cite(PASSAGE)
    statement = "Miller et al. showed that zinc shortens colds."
    assert list(attribution(statement, [cited])) == []
    named = replace(cited, source=replace(cited.source, authors=(Author(family="Okafor"),)))
    assert [one.outcome for one in attribution(statement, [named])] == [Outcome.NOT_FOUND]
    own = replace(cited, source=replace(cited.source, authors=(Author(family="Miller"),)))
    assert list(attribution(statement, [own])) == []
