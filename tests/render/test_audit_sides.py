"""Statement and passage side by side: nothing is lost, and what is marked is what was pointed to."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from probatum.render.audit_contract import SpanForm
from probatum.render.audit_sides import Piece, pieces, shifted, window

PLACES = st.integers(-5, 60)
SPANS = st.lists(st.builds(lambda start, end: SpanForm(start=start, end=end), PLACES, PLACES), max_size=6)


def test_what_differs_is_marked_and_what_is_quoted_is_told() -> None:
    assert pieces("HR 0.30 it was", [{"start": 3, "end": 7}], (0, 10)) == (
        Piece("HR ", marked=False, quoted=True),
        Piece("0.30", marked=True, quoted=True),
        Piece(" it", marked=False, quoted=True),
        Piece(" was", marked=False, quoted=False),
    )


@given(st.text(max_size=50), SPANS, st.tuples(st.integers(0, 60), st.integers(0, 60)))
def test_pieces_are_the_text_whatever_is_marked(
    text: str, marks: list[SpanForm], quote: tuple[int, int]
) -> None:
    found = pieces(text, marks, quote)
    assert "".join(piece.text for piece in found) == text
    at = 0
    for piece in found:
        assert piece.text
        for place in range(at, at + len(piece.text)):
            assert piece.marked == any(one["start"] <= place < one["end"] for one in marks)
        at += len(piece.text)


@given(st.text(alphabet="ab ", min_size=1, max_size=2_000), st.data())
def test_the_window_holds_the_quote_and_stays_within_the_passage(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first, last = window(text, (start, end), [])
    assert 0 <= first <= start
    assert end <= last <= len(text)


def test_a_mark_near_the_quote_is_drawn_into_view_and_one_far_away_is_not() -> None:
    text = "word " * 2_000
    near, far = SpanForm(start=1_000, end=1_004), SpanForm(start=9_000, end=9_004)
    first, last = window(text, (0, 4), [near, far])
    assert first == 0
    assert 1_004 < last < 2_000


def test_spans_are_counted_from_further_on() -> None:
    assert shifted([{"start": 5, "end": 9}], 4) == [{"start": 1, "end": 5}]
