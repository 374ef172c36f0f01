"""The suite on abstention reads no sentence twice, and what it reads stays what the selector says."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from evals.abstention import Remembering


class Counting:
    """A selector that notes what it is given to read."""

    name = "counting"

    def __init__(self) -> None:
        self.given: list[tuple[str, str]] = []

    def answers(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        self.given += pairs
        return [len(question) / (1 + len(text)) for question, text in pairs]


@given(st.lists(st.lists(st.tuples(st.text(max_size=3), st.text(max_size=3)))))
def test_each_pair_is_read_once_and_told_as_it_was_read(asked: list[list[tuple[str, str]]]) -> None:
    counting = Counting()
    remembering = Remembering(counting)
    told = [remembering.answers(pairs) for pairs in asked]
    assert told == [Counting().answers(pairs) for pairs in asked]
    assert counting.given == list(dict.fromkeys(pair for pairs in asked for pair in pairs))
    assert remembering.name == "counting"
