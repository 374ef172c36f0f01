"""Another wording is let through only where it says the same: every change of a fact is refused, by name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.compose.audience import ALL, Change, Seen, reworded
from probatum.records.adapted import Piece, PieceKind
from probatum.verify.invariance import invariance

ORIGINAL = (
    "Cohort study (105 adults with IIM, one Korean centre): after adjustment, prednisolone 5 mg daily "
    "for 6 weeks "
    "may be associated with fewer relapses in women, and was not significant for death (HR 0.50, 95% CI "
    "0.29-0.86)."
)
WORDED = (
    "Cohort study. Who was studied: 105 adults with IIM. Where: one Korean centre. After adjustment, "
    "prednisolone "
    "5 mg daily for 6 weeks may be linked with fewer relapses in women, and was not significant for "
    "death. In "
    "figures: HR 0.50. 95% CI 0.29-0.86."
)


def seen(text: str, original: str = ORIGINAL) -> list[str]:
    """The names of what is found in ``text`` as another wording of ``original``."""
    return [finding.check for finding in invariance(original, (Piece(text=text),), "myositis")]


def test_cut_plain_and_framed_it_says_the_same() -> None:
    assert seen(WORDED) == []
    assert seen(ORIGINAL) == []


@pytest.mark.parametrize(
    ("was", "now", "checks"),
    [
        ("0.50", "0.05", ["numbers", "wording"]),
        ("105", "150", ["numbers", "wording"]),
        ("0.29-0.86", "0.29-1.86", ["numbers", "wording"]),
        ("5 mg", "5 g", ["units", "wording"]),
        ("6 weeks", "6 months", ["units", "wording"]),
        ("was not significant", "was significant", ["negation", "wording"]),
        ("may be linked", "is linked", ["hedging", "wording"]),
        ("fewer", "more", ["direction", "wording"]),
        ("prednisolone", "methotrexate", ["drugs", "wording"]),
        ("women", "men", ["population", "wording"]),
        ("adults", "children", ["population", "wording"]),
        (" for death", "", ["warnings", "wording"]),
        ("linked with", "a cause of", ["wording"]),
        ("Korean", "Japanese", ["wording"]),
        ("HR", "RR", ["wording"]),
        (" Where: one Korean centre.", "", ["wording"]),
        ("After adjustment", "Before adjustment", ["wording"]),
    ],
)
def test_a_changed_fact_is_refused(was: str, now: str, checks: list[str]) -> None:
    assert was in WORDED
    found = seen(WORDED.replace(was, now, 1))
    assert [check for check in checks if check not in found] == []


def test_a_name_is_not_to_be_put_plainly() -> None:
    original = "Guideline of the American Heart Association: ask."
    assert seen("Guideline of the American Heart Link: ask.", original) == ["wording"]


def test_the_order_is_part_of_what_is_said() -> None:
    original = "Apixaban bled less than warfarin."
    assert seen("Warfarin bled less than apixaban.", original) == ["wording"]


def test_a_finding_says_what_is_left_out_and_what_has_come() -> None:
    (numbers, _) = invariance("Seen in 62%.", (Piece(text="Seen in 26%."),))
    assert (numbers.said, numbers.found) == ("26", "62")
    assert numbers.reason == ("The other wording leaves out “62” and has “26”, which the original has not.")


def gloss(text: str, of: str) -> Piece:
    return Piece(text=text, kind=PieceKind.GLOSS, of=of)


@pytest.mark.parametrize(
    ("text", "of"),
    [
        (" (a deadly disease)", "remission"),
        (" (the illness comes back)", "remission"),
        (" (a time with little or no sign of the disease)", ""),
        (" (a time with little or no sign of the disease)", "relapse"),
        (" or 70 of 100", "remission"),
    ],
)
def test_an_explanation_that_is_not_the_houses_own_is_refused(text: str, of: str) -> None:
    found = invariance(
        "Remission was seen.", (Piece(text="Remission"), gloss(text, of), Piece(text=" was seen."))
    )
    assert [finding.check for finding in found] == ["gloss"]


def test_the_houses_own_explanation_stands_after_its_word() -> None:
    told = gloss(" (a time with little or no sign of the disease)", "Remission")
    assert invariance("Remission was seen.", (Piece(text="Remission"), told, Piece(text=" was seen."))) == ()


@given(
    st.text(alphabet=st.sampled_from("abc Relapse IIM 62%(),;:.-HRCI0159"), max_size=160),
    st.sampled_from([Change(0), Change.STUDY, Change.CUT, Change.PLAIN, ALL]),
)
def test_whatever_is_done_to_a_sentence_by_the_house_says_the_same(text: str, change: Change) -> None:
    assert invariance(text, reworded(text, change, seen=Seen())) == ()


@given(
    st.integers(min_value=0, max_value=400), st.sampled_from(["not ", "7 ", "men ", "always ", "warfarin "])
)
def test_whatever_word_comes_in_is_refused(place: int, word: str) -> None:
    at = WORDED.find(" ", place % (len(WORDED) - 20)) + 1
    assert seen(WORDED[:at] + word + WORDED[at:]) != []
