"""The sentences that a statement is compared with: the nearest ones, in their places."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from probatum.verify.facing import MOST, facing, nearest
from tests.verify.cited import cite

TEXT = (
    "We followed 80 adults with dermatomyositis. Relapse occurred in 31 of 80 adults. "
    "Interstitial lung disease was found in 12. No patient died."
)


def test_the_nearest_sentence_comes_first() -> None:
    faces = facing(
        "In adults with dermatomyositis relapse occurred in 31 of 80.", [cite(TEXT, "No patient died.")]
    )
    assert faces[0].text == "Relapse occurred in 31 of 80 adults."


def test_a_quoted_sentence_faces_the_statement_whatever_it_shares() -> None:
    faces = facing("Relapse is frequent.", [cite(TEXT, "No patient died.")])
    assert "No patient died." in [face.text for face in faces]


def test_numbers_tell_which_of_two_alike_is_meant() -> None:
    text = "Relapse occurred in 31 of 80 adults. Relapse occurred in 5 of 60 children."
    place = nearest("Relapse occurred in 5 of 60.", cite(text).passage)
    assert text[place.start : place.end] == "Relapse occurred in 5 of 60 children."


def test_nothing_near_faces_nothing_but_the_quote() -> None:
    assert [face.text for face in facing("Aspirin prevents stroke.", [cite(TEXT, "No patient died.")])] == [
        "No patient died."
    ]


@given(statement=st.text(max_size=120), text=st.text(min_size=1, max_size=400).filter(str.strip))
def test_each_sentence_is_a_stretch_of_its_passage(statement: str, text: str) -> None:
    faces = facing(statement, [cite(text)])
    assert len(faces) <= MOST
    for face in faces:
        assert face.text == face.cited.passage.text[face.start : face.end]
        assert 0.0 <= face.shared <= 1.0
