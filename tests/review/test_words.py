"""Two texts in one reading: nothing is lost of either."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from probatum.records.house import Kind
from probatum.review.policy import NeededFor, Policy, Specialist
from probatum.review.policy_words import told
from probatum.review.words import word_marks

TEXTS = st.lists(st.sampled_from(("a", "b", "relapse", "62%", "(62%).", "\n\n")), max_size=12).map(" ".join)


@given(TEXTS, TEXTS)
def test_what_was_kept_and_removed_is_the_old_text_and_what_was_kept_and_added_the_new(
    old: str, new: str
) -> None:
    pieces = word_marks(old, new)
    before = " ".join(piece.text for piece in pieces if piece.change != "added")
    after = " ".join(piece.text for piece in pieces if piece.change != "removed")
    assert (before.split(), after.split()) == (old.split(), new.split())


@given(TEXTS)
def test_of_the_same_text_nothing_changed(text: str) -> None:
    assert {piece.change for piece in word_marks(text, text)} <= {"kept"}


def test_a_text_too_long_to_compare_is_shown_as_changed_as_a_whole() -> None:
    old, new = "a " * 3_000, "b " * 3_000
    assert [(piece.change, piece.text) for piece in word_marks(old, new)] == [
        ("removed", old),
        ("added", new),
    ]


def test_each_rule_is_told_in_words() -> None:
    policy = Policy(
        quorum=2,
        four_eyes=False,
        interest_years=0,
        review_months=6,
        conflicting=(),
        needed=(),
        specialists=(Specialist(topic="tacrolimus", specialty="nephrology"),),
        kinds=(NeededFor(kind=Kind.OVERVIEW, approvals=3),),
    )
    assert told(policy) == (
        "An article needs two approvals by reviewers who may judge it.",
        "A topic overview needs three approvals.",
        "An article that speaks of tacrolimus needs an approval from nephrology.",
        "The editor who decides may be one of those who recommended.",
        "No interest that is disclosed keeps anybody from judging an article.",
        "An article is due for review again six months after its approval.",
    )
