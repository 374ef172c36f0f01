"""What the statement calls new rests on a work that is not old."""

from __future__ import annotations

from dataclasses import replace

import pytest

from probatum.records.verdict import Outcome
from probatum.verify.check import Cited
from probatum.verify.currency import currency
from tests.verify.cited import cite


def dated(year: str | None, source: str) -> Cited:
    one = cite("Zinc shortened colds.", source=source)
    return replace(one, source=replace(one.source, published=year))


@pytest.mark.parametrize(
    ("statement", "years", "expected"),
    [
        ("Recent studies favour zinc.", ["2004", "2020-05"], [Outcome.PARTLY]),
        ("Recent studies favour zinc.", ["2015", "2020-05"], []),
        ("Recent studies favour zinc.", ["2004"], []),
        ("Recent studies up to 2023 favour zinc.", ["2004"], [Outcome.PARTLY]),
        ("Recent studies favour zinc.", [None], []),
        ("Studies favour zinc.", ["2004", "2020"], []),
        ("Patients with recent fractures took zinc.", ["2004", "2020"], []),
    ],
)
def test_old_works_for_what_is_called_new(
    statement: str, years: list[str | None], expected: list[Outcome]
) -> None:
    cited = [dated(year, f"pmid:{number}") for number, year in enumerate(years)]
    assert [one.outcome for one in currency(statement, cited)] == expected
