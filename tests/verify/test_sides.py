"""Whose each of two figures is."""

from __future__ import annotations

import pytest

from probatum.language.content import keys
from probatum.language.numbers import quantities
from probatum.verify.sides import side


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("Nausea: 44% of those given semaglutide and 17% of those given placebo.", 1),
        ("Nausea: 17% of those given placebo and 44% of those given semaglutide.", -1),
        ("With semaglutide 44%, with placebo 17%.", 1),
        ("With placebo 17%, with semaglutide 44%.", -1),
        ("Nausea was 44% and 17%.", 0),
    ],
)
def test_whose_the_first_figure_is(text: str, whose: int) -> None:
    first, second = quantities(text)
    assert side(keys("semaglutide"), keys("placebo"), text, first, second) == whose
    assert side(keys("placebo"), keys("semaglutide"), text, first, second) == -whose
