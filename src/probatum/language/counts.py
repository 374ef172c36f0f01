"""Whole numbers of people and events, as a text prints them."""

from __future__ import annotations

import re

#: Nobody counts more people, or more events, than this; a longer number is no count, whoever wrote it.
MOST = 10**11


def count_in(printed: str) -> int | None:
    """The whole number that ``printed`` shows, whatever parts its digits; None for none, and beyond ``MOST``.

    >>> count_in("1,105"), count_in("12 000"), count_in("some"), count_in("9" * 5_000)
    (1105, 12000, None, None)
    """
    digits = re.sub(r"\D", "", printed)
    return int(digits) if digits and len(digits) <= len(str(MOST)) else None
