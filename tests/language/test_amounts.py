"""Two quantities say the same, or do not, whatever they are printed in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.language.amounts import Fit, comparable, fit, share_of, slip
from probatum.language.numbers import quantities


def fits(said: str, there: str) -> Fit:
    (one,), (other,) = quantities(said), quantities(there)
    return fit(one, other)


@pytest.mark.parametrize(
    ("said", "there", "expected"),
    [
        ("0.5 g", "500 mg", Fit.SAME),
        ("500 µg", "0.5 mg", Fit.SAME),
        ("14 days", "2 weeks", Fit.SAME),
        ("3 months", "12 weeks", Fit.ALLOWED),
        ("12 months", "1 year", Fit.SAME),
        ("6 months", "6 weeks", Fit.OTHER),
        ("1,326 patients", "1326 patients", Fit.SAME),
        ("30 million patients", "30,000,000 patients", Fit.SAME),
        ("62%", "65 of 105", Fit.ALLOWED),
        ("65 of 105", "62%", Fit.ALLOWED),
        ("52%", "65 of 105", Fit.OTHER),
        ("one in five", "20%", Fit.SAME),
        ("62%", "61.9%", Fit.ROUNDED),
        ("about 62%", "61.9%", Fit.ALLOWED),
        ("about 60%", "61.9%", Fit.ALLOWED),
        ("about 70%", "61.9%", Fit.OTHER),
        ("about two thirds", "62%", Fit.ALLOWED),
        ("two thirds", "62%", Fit.ROUNDED),
        ("a third", "32.6%", Fit.ALLOWED),
        ("about half", "62%", Fit.OTHER),
        ("more than half", "62%", Fit.ALLOWED),
        ("more than 60%", "62%", Fit.ALLOWED),
        ("more than 60%", "52%", Fit.OTHER),
        ("less than 60%", "5%", Fit.OTHER),
        ("P < 0.05", "P = 0.013", Fit.ALLOWED),
        ("P < 0.05", "P < 0.001", Fit.ALLOWED),
        ("P < 0.2", "P = 0.013", Fit.OTHER),
        ("P < 0.05", "P = 0.052", Fit.OTHER),
        ("P = 0.013", "P < 0.05", Fit.OTHER),
        ("P > 0.05", "P = 0.13", Fit.ALLOWED),
        ("0.5 mg/kg", "0.5-1 mg/kg", Fit.BOUND),
        ("up to 1 mg/kg", "0.5-1 mg/kg", Fit.ALLOWED),
        ("0.5-1 mg/kg", "0.5-1 mg/kg", Fit.SAME),
        ("0.5-2 mg/kg", "0.5-1 mg/kg", Fit.OTHER),
        ("95% CI 0.29-0.86".partition("CI")[2], "0.29 to 0.86", Fit.SAME),
        ("halved", "HR 0.50", Fit.SAME),
        ("halved", "HR 0.80", Fit.OTHER),
        ("doubled", "OR 2.1", Fit.ALLOWED),
        ("50%", "HR 0.50", Fit.SAME),
        ("HR 1.20", "HR 0.80", Fit.OTHER),
        ("3 of 19", "3 of 16", Fit.OTHER),
        ("3%", "3 of 16", Fit.OTHER),
        ("62%", "62‰", Fit.OTHER),
        ("−1.2 kg", "1.2 kg", Fit.OTHER),
        ("5 mmol/l", "5 mg/dl", Fit.APART),
        ("62%", "62 years", Fit.APART),
    ],
)
def test_how_one_fits_the_other(said: str, there: str, expected: Fit) -> None:
    assert fits(said, there) is expected


@pytest.mark.parametrize(
    ("said", "there", "expected"),
    [
        ("94.1%", "9.41%", 1.0),
        ("26%", "62%", 1.0),
        ("5 mg", "5 g", 1.0),
        ("612 patients", "618 patients", 0.5),
        ("31%", "62%", 0.0),
    ],
)
def test_what_a_slip_makes_of_a_number(said: str, there: str, expected: float) -> None:
    (one,), (other,) = quantities(said), quantities(there)
    assert slip(one, other) == expected


def test_a_share_is_a_percentage() -> None:
    (one,) = quantities("65 of 105")
    assert round(share_of(one), 1) == 61.9


_TEXTS = st.sampled_from(
    ["62%", "about 62%", "65 of 105", "HR 0.5", "doubled", "5 mg", "0.005 g", "2 weeks", "P < 0.05", "3-5 mg"]
)


@given(_TEXTS, _TEXTS)
def test_a_thing_fits_itself_and_what_cannot_be_compared_does_not(said: str, there: str) -> None:
    (one,), (other,) = quantities(said), quantities(there)
    assert fit(one, one) is Fit.SAME
    if not comparable(one, other) and one.kind is other.kind:
        assert fit(one, other) is Fit.APART
