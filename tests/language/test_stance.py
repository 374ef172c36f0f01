"""For and against doing a thing."""

from __future__ import annotations

import pytest

from probatum.language.stance import stance


@pytest.mark.parametrize(
    "text",
    [
        "Ibuprofen should be avoided in dehydration.",
        "Ibuprofen should not be used in dehydration.",
        "Ibuprofen is contraindicated in dehydration.",
        "The society recommends against ibuprofen in dehydration.",
        "Do not take ibuprofen in dehydration.",
        "Ibuprofen is no longer recommended in dehydration.",
        "Ibuprofen would not be recommended in dehydration.",
        "The panel suggests not giving ibuprofen in dehydration.",
        "In dehydration, avoid ibuprofen.",
    ],
)
def test_a_warning_is_against(text: str) -> None:
    assert stance(text) == -1


@pytest.mark.parametrize(
    "text",
    [
        "Ibuprofen is recommended in gout.",
        "The society recommends ibuprofen in gout.",
        "Ibuprofen should be taken with food.",
        "Ibuprofen can safely be used in gout.",
        "Ibuprofen is not contraindicated in gout.",
        "Ibuprofen is considered the treatment of choice in gout.",
        "The society recommended ibuprofen in gout.",
        "People with gout should receive ibuprofen.",
    ],
)
def test_advice_is_for(text: str) -> None:
    assert stance(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Ibuprofen relieved pain.",
        "People who avoid ibuprofen had less pain.",
        "Ibuprofen was compared with first-line treatment of gout.",
        "The use of ibuprofen should be taken into account.",
        "The recommended dose of ibuprofen is 400 mg.",
        "Ibuprofen should not be started without a blood count.",
        "Ibuprofen is recommended in gout and should be avoided in ulcer.",
        "",
    ],
)
def test_neither_or_both_is_no_stance(text: str) -> None:
    assert stance(text) == 0
