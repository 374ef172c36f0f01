"""Each of several figures has its own time."""

from __future__ import annotations

import pytest

from probatum.language.times import time_after


@pytest.mark.parametrize(
    ("text", "figure", "time"),
    [
        ("Survival was 77% (95% CI 66-85) at 5 and 62% at 10 years.", "77%", "at 5 years"),
        ("Survival was 77% at 5 and 62% at 10 years.", "62%", "at 10 years"),
        ("Survival was 77% in all.", "77%", ""),
        ("Survival at 5 years was 77%.", "77%", ""),
    ],
)
def test_the_time_behind_a_figure_is_read(text: str, figure: str, time: str) -> None:
    assert time_after(text, text.index(figure) + len(figure)) == time
