"""A decision goes into an event and comes back whole."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.records.review import (
    Act,
    Comment,
    Decision,
    Disclosure,
    Interest,
    Person,
    Recommendation,
    Role,
    is_decision,
)

_WORDS = st.text(max_size=20)
_YEARS = st.integers(1900, 2100)
_PEOPLE = st.builds(
    Person,
    id=_WORDS,
    name=_WORDS,
    roles=st.lists(st.sampled_from(Role)).map(tuple),
    specialties=st.lists(_WORDS, max_size=2).map(tuple),
)
_DECISIONS = st.builds(
    Decision,
    act=st.sampled_from(Act),
    article=_WORDS,
    revision=_WORDS,
    by=_PEOPLE,
    at=_WORDS,
    policy=_WORDS,
    reason=_WORDS,
    to=st.none() | _PEOPLE,
    recommendation=st.none() | st.sampled_from(Recommendation),
    comments=st.lists(
        st.builds(Comment, text=_WORDS, claim=_WORDS, start=st.none() | _YEARS, end=st.none() | _YEARS),
        max_size=2,
    ).map(tuple),
    answers=_WORDS,
    disclosures=st.lists(
        st.builds(
            Disclosure,
            interest=st.sampled_from(Interest),
            entity=_WORDS,
            relation=_WORDS,
            subjects=st.lists(_WORDS, max_size=2).map(tuple),
            start=_YEARS,
            end=st.none() | _YEARS,
        ),
        max_size=2,
    ).map(tuple),
)


@given(_DECISIONS)
def test_a_decision_comes_back_whole_from_its_event(decision: Decision) -> None:
    event = decision.event(key="ab", signature="cd")
    assert is_decision(event)
    assert Decision.told(event) == decision


@given(_DECISIONS)
def test_an_event_that_says_otherwise_than_its_decision_is_refused(decision: Decision) -> None:
    event = decision.event()
    for changed in (
        replace(event, by=event.by + "x"),
        replace(event, subject=event.subject + "x"),
        replace(event, at=event.at + "x"),
        replace(event, kind="drafted"),
        replace(event, detail=()),
    ):
        with pytest.raises(ValueError, match="decision"):
            Decision.told(changed)
