"""Whose each figure of a row is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.language.owners import named, owned, worded


def read(text: str) -> list[tuple[str, list[str]]]:
    return [(one.figure.text, sorted(one.mine)) for one in owned(text)]


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        (
            "Relapse occurred in 12% of those on placebo and 7% of those on rituximab.",
            [("12%", ["the control arm"]), ("7%", ["rituximab"])],
        ),
        (
            "With placebo, relapse was seen in 12%; with rituximab, in 7%.",
            [("12%", ["the control arm"]), ("7%", ["rituximab"])],
        ),
        (
            "Failure: 19 of 70 (27%) in the cefixime group as compared to 1 of 88 (1%) with gatifloxacin.",
            [
                ("19 of 70", ["cefixime"]),
                ("1 of 88", ["gatifloxacin"]),
                ("27%", ["cefixime"]),
                ("1%", ["gatifloxacin"]),
            ],
        ),
        (
            "The share positive for RSV, parainfluenza and adenovirus averaged 9%, 3% and 2%, respectively.",
            [("9%", ["rsv"]), ("3%", ["parainfluenza"]), ("2%", ["adenovirus"])],
        ),
        (
            "Hypotension was reported in 12% and 8% of the dapagliflozin and placebo groups, respectively.",
            [("12%", ["dapagliflozin"]), ("8%", ["the control arm"])],
        ),
        (
            "Finerenone reduced kidney failure compared with placebo (17.8% vs. 21.1%; P=0.001).",
            [("17.8%", ["finerenone"]), ("21.1%", ["the control arm"])],
        ),
        (
            "Resistance to NS5A and NS5B inhibitors was present in 8% and 19.2%, respectively.",
            [("8%", ["ns5a"]), ("19.2%", ["ns5b"])],
        ),
        ("Response was 45% with 25 mg and 30% with 10 mg.", [("45%", ["25 mg"]), ("30%", ["10 mg"])]),
        ("At week 12, 20% and at week 52, 35% had relapsed.", [("20%", ["12 week"]), ("35%", ["52 week"])]),
        (
            "Survival was 12.1 months after surgery and 8.4 months after radiotherapy.",
            [("12.1 months", ["~surgery"]), ("8.4 months", ["radiotherapi"])],
        ),
        ("Of the patients, 26.5% were women and 73.5% men.", [("26.5%", ["women"]), ("73.5%", ["men"])]),
    ],
)  # fmt: skip
def test_a_row_of_figures_beside_a_row_of_names_is_read(
    text: str, whose: list[tuple[str, list[str]]]
) -> None:
    assert read(text) == whose


@pytest.mark.parametrize(
    "text",
    [
        "Compared with placebo, finerenone reduced the outcome (17.8% vs 21.1%).",  # which is first?
        "Systolic pressure fell from 152 mmHg to 140 mmHg with amlodipine and placebo.",
        "It was 12% of adults and children, 8% of infants.",
        "Relapse occurred in 12% with rituximab.",
        "A voltage above 30 mm was diagnostic, and one below 30 mm was seen in amyloidosis.",
        "The rates were 12% and 8%.",
        "",
    ],
)
def test_what_is_not_plain_is_not_read(text: str) -> None:
    assert read(text) == []


@given(
    st.lists(
        st.sampled_from(["rituximab", "placebo", "azathioprine", "tocilizumab"]), min_size=2, unique=True
    ),
    st.data(),
)
def test_figures_and_names_in_one_order_belong_together(names: list[str], data: st.DataObject) -> None:
    figures = data.draw(
        st.lists(st.integers(2, 98), min_size=len(names), max_size=len(names), unique=True), label="figures"
    )
    after = " and ".join(f"{figure}% with {name}" for figure, name in zip(figures, names, strict=True))
    listed = ", ".join(names[:-1]) + f" and {names[-1]}"
    shares = ", ".join(f"{figure}%" for figure in figures[:-1]) + f" and {figures[-1]}%"
    whose = [
        (f"{f}%", "the control arm" if n == "placebo" else n) for f, n in zip(figures, names, strict=True)
    ]
    for text in (f"Relapse occurred in {after}.", f"Relapse with {listed} was {shares}, respectively."):
        assert read(text) == [(figure, [name]) for figure, name in whose]


@given(st.text(max_size=200))
def test_any_text_is_read_and_no_key_is_of_two_figures(text: str) -> None:
    for one in owned(text):
        assert text[one.figure.start : one.figure.end] == one.figure.text
        assert one.mine
        assert all(keys.isdisjoint(one.mine) for _, keys in one.others)
    starts = [name.start for name in named(text)]
    assert starts == sorted(starts)


def test_a_name_is_told_in_the_words_of_the_text() -> None:
    text = "Survival was 8.4 months after radiotherapy with Actemra."
    assert worded(text, {"radiotherapi", "tocilizumab"}) == "radiotherapy and tocilizumab"
