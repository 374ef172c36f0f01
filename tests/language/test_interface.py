"""What an error says can be said in another language, part by part; in English it stays what it was."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.errors import BrokenInput, InputError, NotHeld
from probatum.language.interface import ENGLISH, Spoken, filled, sentence_of, worded

LOUD = Spoken(message=str.upper)


@given(st.text(), st.text(), st.text(), st.text())
def test_in_english_an_input_is_told_of_as_it_says_itself(
    problem: str, origin: str, place: str, fix: str
) -> None:
    error = InputError(problem, origin=origin, place=place, fix=fix)
    assert sentence_of(error) == ENGLISH(sentence_of(error)) == str(error)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (BrokenInput("no words in it"), "NO WORDS IN IT"),
        (BrokenInput("no words in it", fix="paste it"), "NO WORDS IN IT; PASTE IT"),
        (BrokenInput("no words", origin="{a}.txt", place="line 1"), "{a}.txt, line 1: NO WORDS"),
        (BrokenInput("a { brace", origin="a.txt", fix="close it }"), "a.txt: A { BRACE; CLOSE IT }"),
        (NotHeld("nothing is held"), "NOTHING IS HELD"),
    ],
)
def test_what_is_wrong_and_the_fix_are_said_in_the_language_and_the_file_is_not(
    error: InputError | NotHeld, said: str
) -> None:
    """The frame of the sentence is translated, too; here it has no letters but the names to be filled in."""

    def upper(message: str) -> str:
        return message if message in ("{where}: {problem}", "{problem}; {fix}") else message.upper()

    assert Spoken(message=upper)(sentence_of(error)) == said


def test_what_was_filled_in_stays_in_the_language() -> None:
    error = BrokenInput(filled("more than {most} pages", most=7), origin="a.pdf", fix="split the file")
    told = Spoken(message=lambda words: words.replace("more than", "plus de").replace("split", "coupez"))
    assert told(sentence_of(error)) == "a.pdf: plus de 7 pages; coupez the file"


def test_a_message_can_be_handed_to_another_process() -> None:
    message = filled("{one}!", one=worded("a"))
    kept = pickle.loads(pickle.dumps(message))
    assert (kept, LOUD.message(kept.message), kept.values) == ("a!", "{ONE}!", {"one": "a"})
