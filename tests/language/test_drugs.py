"""Medicines go under one name each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.language.drugs import classes_of, drug_mentions, drugs_named, look_alikes, members


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Humira and adalimumab", ["adalimumab", "adalimumab"]),
        ("MTX with IVIG", ["methotrexate", "IVIG"]),
        ("beta-blockers, beta blocker", ["beta-blocker", "beta-blocker"]),
        ("SGLT2 inhibitors", ["SGLT2 inhibitor"]),
        ("in April 2020, work of art", []),
        ("foogliflozin", ["foogliflozin"]),
        ("", []),
    ],
)
def test_names_are_read(text: str, names: list[str]) -> None:
    assert [one.name for one in drug_mentions(text)] == names


def test_classes_and_members_agree() -> None:
    assert "anticoagulant" in classes_of("apixaban")
    assert {"apixaban", "warfarin", "heparin"} <= set(members("anticoagulant"))
    assert classes_of("foogliflozin") == {"SGLT2 inhibitor", "glucose-lowering drug"}
    assert classes_of("water") == frozenset()
    assert look_alikes("hydralazine") == {"hydroxyzine"}


def test_a_name_within_another_name_is_not_sure() -> None:
    assert [one.sure for one in drug_mentions("methicillin-resistant staphylococci")] == [False]


@given(st.text(max_size=300))
def test_any_text_is_read_and_every_span_lies_in_it(text: str) -> None:
    assert all(0 <= one.start < one.end <= len(text) for one in drug_mentions(text))
    assert drugs_named(text) == frozenset(one.name for one in drug_mentions(text))
