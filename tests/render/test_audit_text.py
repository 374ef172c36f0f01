"""The text as it stood: every word in its order, each claim and each fault in its place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from probatum.render.audit_contract import AuditForm
from probatum.render.audit_text import Line, Place, Stretch, lines
from tests.render.audited import TEXT, form


def words(found: tuple[Line, ...]) -> str:
    return "\n".join("".join(stretch.text for stretch in line.stretches) for line in found)


def without_space(text: str) -> str:
    return "".join(text.split())


def test_nothing_is_lost_but_empty_lines_and_indentation() -> None:
    assert words(lines(form())) == "\n".join(line.strip() for line in TEXT.splitlines() if line.strip())


def test_lines_are_headings_items_and_paragraphs() -> None:
    assert [(line.kind, line.level) for line in lines(form())] == [
        ("heading", 0), ("text", 0), ("text", 0), ("item", 0), ("item", 1), ("item", 0), ("text", 0),
        ("heading", 0), ("item", 0), ("item", 0),
    ]  # fmt: skip


def test_claims_and_faults_are_told_where_they_stand() -> None:
    (line,) = [line for line in lines(form()) if "Zanthofibrate" in words((line,))]
    assert line.stretches == (
        Stretch("• "),
        Stretch("Zanthofibrate prevents every relapse ", claim=6, opens=True),
        Stretch("[3]", claim=6, faulty=True, places=(Place(1, 1),)),
        Stretch(".", claim=6, closes=True),
    )


def test_a_claim_that_runs_over_a_line_end_is_one() -> None:
    (line,) = [line for line in lines(form()) if "Doubling" in words((line,))]
    assert [stretch.claim for stretch in line.stretches] == [2, 0, 3, 3, 3]


def _form(text: str, claims: list[tuple[int, int]], faults: list[tuple[int, int]]) -> AuditForm:
    whole = form()
    first = whole["claims"][0]
    return {
        **whole,
        "text": text,
        "headings": [],
        "claims": [
            {**first, "number": number, "start": start, "end": end}
            for number, (start, end) in enumerate(claims, start=1)
        ],
        "structure": [
            {**whole["structure"][0], "spans": [{"start": start, "end": end}]} for start, end in faults
        ],
    }


PLACES = st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=6)


@given(st.text(alphabet="ab1. \n\t-•*", max_size=70), PLACES, PLACES)
def test_any_text_with_any_claims_is_told_once(
    text: str, claims: list[tuple[int, int]], faults: list[tuple[int, int]]
) -> None:
    """Claims that overlap, faults outside of the text: what is shown is the text, and each claim once."""
    found = lines(_form(text, claims, faults))
    assert without_space(words(found)) == without_space(text)
    told = [stretch for line in found for stretch in line.stretches]
    opened = [stretch.claim for stretch in told if stretch.opens]
    assert opened == [stretch.claim for stretch in told if stretch.closes]
    assert len(opened) == len(set(opened))
    assert {stretch.claim for stretch in told if stretch.claim} == set(opened)
    places = [place for stretch in told for place in stretch.places]
    assert len(places) == len(set(places))
