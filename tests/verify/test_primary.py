"""An article of this house is never all that a statement rests on while the work behind it is held."""

from __future__ import annotations

from dataclasses import replace

from probatum.records.source import Design, Identifiers, Link, LinkKind, Standing
from probatum.records.verdict import Outcome
from probatum.verify.check import Cited
from probatum.verify.circularity import circularity
from probatum.verify.primary import primary
from probatum.verify.standing import standing
from tests.verify.cited import cite

SAID = "Zinc is advised in adults."


def house(*works: str, design: Design = Design.HOUSE_SUMMARY, **changes: object) -> Cited:
    """A citation of an article of this house that rests on ``works``."""
    one = cite(SAID, title="Treating colds", source="house:f00", design=design)
    links = tuple(
        Link(kind=LinkKind.RESTS_ON, target=Identifiers(other=(("source", name),)), citation=name)
        for name in works
    )
    return replace(one, source=replace(one.source, links=links, **changes))  # type: ignore[arg-type]


def test_a_summary_alone_bears_a_statement_out_in_part_and_the_work_is_named() -> None:
    (finding,) = primary(SAID, [house("Guideline on colds")])
    assert (finding.outcome, finding.reason) == (
        Outcome.PARTLY,
        "All that is cited is an article of this house (Treating colds); "
        "the work that it rests on is held (Guideline on colds): cite it.",
    )


def test_of_many_works_three_are_named_and_the_rest_counted() -> None:
    (finding,) = primary(SAID, [house("A", "B", "C", "D", "E", design=Design.HOUSE_OVERVIEW)])
    assert finding.reason.endswith("the works that it rests on are held (A; B; C and 2 more): cite them.")


def test_beside_the_work_itself_it_may_be_cited() -> None:
    assert list(primary(SAID, [house("G"), cite(SAID, design=Design.GUIDELINE)])) == []
    assert list(primary(SAID, [cite(SAID, design=Design.GUIDELINE)])) == []
    assert list(primary(SAID, [])) == []


def test_it_is_never_given_for_a_guideline_whatever_it_is_called() -> None:
    named = house("G")
    named = replace(named, source=replace(named.source, title="Guideline on the common cold"))
    assert [one.outcome for one in circularity("Guidelines recommend zinc.", [named])] == [Outcome.PARTLY]


def test_what_the_board_took_back_supports_nothing() -> None:
    found = {
        held: [one.outcome for one in standing(SAID, [house("G", standing=held)])]
        for held in (Standing.SUSPENDED, Standing.WITHDRAWN, Standing.REVIEWED_AGAIN)
    }
    assert found == {
        Standing.SUSPENDED: [Outcome.CONTRADICTED],
        Standing.WITHDRAWN: [Outcome.CONTRADICTED],
        Standing.REVIEWED_AGAIN: [Outcome.PARTLY],
    }
