"""Numbers as somebody typed or sent them: in a form, in a header. What is none is no fault of the server."""

from __future__ import annotations

#: No place in a text, no section and no turn has a number of more digits; ``int`` refuses one of thousands.
MOST_DIGITS = 9


def number_in(typed: str, *, digits: int = MOST_DIGITS) -> int | None:
    """The number, from 0, that ``typed`` holds in at most so many ``digits``; None where it holds none.

    >>> number_in("12"), number_in("-1"), number_in(""), number_in("1" * 5_000)
    (12, None, None, None)
    """
    return int(typed) if typed.isdecimal() and len(typed) <= digits else None
