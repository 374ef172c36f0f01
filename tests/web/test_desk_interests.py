"""The disclosure form: what was typed comes back, what is whole is disclosed, what is not is told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from probatum.records.review import Disclosure, Interest
from probatum.web.desk_interests import disclosed, interest_rows

_WORDS = st.text(alphabet="abc de", min_size=1, max_size=12).map(lambda text: " ".join(text.split()) or "a")
_DISCLOSURES = st.lists(
    st.builds(
        Disclosure,
        interest=st.sampled_from(Interest),
        entity=_WORDS,
        relation=_WORDS,
        subjects=st.lists(_WORDS, max_size=2).map(tuple),
        start=st.integers(1990, 2020),
        end=st.one_of(st.none(), st.integers(2020, 2030)),
    ),
    min_size=1,
    max_size=4,
)


@given(_DISCLOSURES)
def test_what_is_laid_out_is_read_back(held: list[Disclosure]) -> None:
    fields = {
        f"{name}-{item.number}-{n}": getattr(row, name)
        for item in interest_rows(held)
        for n, row in enumerate(item.rows)
        for name in ("entity", "relation", "subjects", "start", "end")
    }
    read = disclosed(fields)
    order = list(Interest)
    assert (read.fault, read.disclosures) == (
        "",
        tuple(sorted(held, key=lambda one: order.index(one.interest))),
    )


def test_the_form_has_the_thirteen_items() -> None:
    assert [item.interest for item in interest_rows(())] == list(Interest)
    assert len(Interest) == 13


def test_nothing_is_disclosed_by_silence() -> None:
    assert disclosed({}).fault.startswith("state your interests")
    assert disclosed({"none": "yes"}).fault == ""
    assert disclosed({"none": "yes", "entity-1-0": "Maker", "start-1-0": "2024"}).fault.startswith("you say")


def test_what_is_not_whole_is_told_where_it_is() -> None:
    read = disclosed({"entity-4-0": "Maker", "start-4-0": "then", "entity-5-1": "Other", "start-5-1": "2024"})
    assert read.fault == "an interest is not complete; see below which"
    assert [row.fault for row in read.items[3].rows] == ["Say from which year, as 2024."]
    assert [one.entity for one in read.disclosures] == ["Other"]


def test_another_row_can_be_asked_for() -> None:
    read = disclosed({"entity-4-0": "Maker", "start-4-0": "2024", "more": "4"})
    assert [row.entity for row in read.items[3].rows] == ["Maker", ""]
