"""Quantities are read as printed; digits of names are no quantities; spans are exact."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.language.numbers import Quantity, QuantityKind, Relation, number_value, quantities

_PIECES = st.sampled_from(
    [
        *(
            "65",
            " of ",
            "105",
            " patients",
            "%",
            " (",
            ")",
            "95% CI ",
            "0.29",
            "-",
            "–",
            "0·86",
            "P",
            "=",
            "<",
            ".013",
        ),
        *(
            " two thirds",
            " half",
            "-life",
            " IL-6",
            " SGLT2",
            "1,234",
            " to ",
            "±",
            "mg",
            "/kg",
            "/day",
            " years",
        ),
        *(
            " type ",
            "2",
            "×",
            "10",
            "^",
            " per ",
            "1000",
            ";",
            ",",
            " HR ",
            "[",
            "]",
            "n=",
            "−",
            " aged ",
            " one",
            "\n",
        ),
    ]
)


@given(st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=60).map("".join)))
def test_spans_are_exact_ordered_and_disjoint(text: str) -> None:
    found = quantities(text)
    assert all(text[one.start : one.end] == one.text and one.text == one.text.strip() != "" for one in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    for one in found:
        if one.low is not None and one.high is not None:
            assert one.low <= one.high
            assert one.value == one.low
        if one.kind is QuantityKind.OF_TOTAL:
            assert one.total is not None
            assert 0 <= one.value <= one.total
        if one.kind is QuantityKind.P_VALUE:
            assert 0 <= one.value <= 1


@given(st.integers(0, 10**12), st.sampled_from([",", "\u2009", "\u202f"]))
def test_thousands_are_read_with_any_separator(value: int, separator: str) -> None:
    assert number_value(f"{value:,}".replace(",", separator)) == value


@given(st.decimals(0, 9999, places=3), st.sampled_from([".", "·"]))
def test_decimals_are_read_with_point_and_middle_dot(value: object, point: str) -> None:
    assert number_value(str(value).replace(".", point)) == float(str(value))


def brief(one: Quantity) -> tuple[object, ...]:
    bounds = () if one.low is None else ((one.low, one.high),)
    whole = () if one.total is None else (one.total,)
    relation = () if one.relation is Relation.EQUAL else (one.relation.value,)
    return (one.text, one.value, one.unit, one.kind.value, *bounds, *whole, *relation)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "65 of 105 patients (62%)",
            [("65 of 105", 65, "patient", "count of a total", 105), ("62%", 62, "%", "percent")],
        ),
        ("65 (62%) of 105 patients", [("65 (62%) of 105", 65, "patient", "count of a total", 105)]),
        ("in 65/105 (61·9%)", [("65/105", 65, "", "count of a total", 105), ("61·9%", 61.9, "%", "percent")]),
        (
            "HR 0·50 [95% CI 0·29–0·86]; p=0·013",
            [
                ("0·50", 0.5, "HR", "ratio"),
                ("95%", 95, "%", "confidence level"),
                ("0·29–0·86", 0.29, "", "confidence interval", (0.29, 0.86)),
                ("0·013", 0.013, "p", "p value"),
            ],
        ),
        (
            "adjusted hazard ratio, 1.13; 95% CI, 1.00 to 1.27; P = .052",
            [
                ("1.13", 1.13, "HR", "ratio"),
                ("95%", 95, "%", "confidence level"),
                ("1.00 to 1.27", 1, "", "confidence interval", (1, 1.27)),
                (".052", 0.052, "p", "p value"),
            ],
        ),
        (
            "mean difference −1.2 kg (95% CI -2.3 to -0.1)",
            [
                ("−1.2 kg", -1.2, "kg", "measurement"),
                ("95%", 95, "%", "confidence level"),
                ("-2.3 to -0.1", -2.3, "", "confidence interval", (-2.3, -0.1)),
            ],
        ),
        (
            "HR 0.50, 95% CI 0.29-0.86",
            [
                ("0.50", 0.5, "HR", "ratio"),
                ("95%", 95, "%", "confidence level"),
                ("0.29-0.86", 0.29, "", "confidence interval", (0.29, 0.86)),
            ],
        ),
        (
            "RR 0.80 (95% CI 0.70, 0.92)",
            [
                ("0.80", 0.8, "RR", "ratio"),
                ("95%", 95, "%", "confidence level"),
                ("0.70, 0.92", 0.7, "", "confidence interval", (0.7, 0.92)),
            ],
        ),
        ("P<0.001", [("0.001", 0.001, "p", "p value", "<")]),
        ("P for trend = 0.03", [("0.03", 0.03, "p", "p value")]),
        ("P < 10(-8)", [("10(-8)", 1e-8, "p", "p value", "<")]),
        ("2.3 × 10^-5", [("2.3 × 10^-5", 2.3e-5, "", "number")]),
        ("1,234 participants", [("1,234", 1234, "participant", "count")]),
        ("105 newly diagnosed adult patients", [("105", 105, "patient", "count")]),
        ("n = 30", [("30", 30, "", "count")]),
        ("seventeen relapses", [("seventeen", 17, "relapse", "count")]),
        ("thirty-two women", [("thirty-two", 32, "woman", "count")]),
        ("one of the drugs, no one, the one", []),
        ("one in five patients", [("one in five", 1, "patient", "count of a total", 5)]),
        ("about two-thirds", [("two-thirds", 200 / 3, "%", "percent", "about")]),
        ("half of them; a half-life", [("half", 50, "%", "percent")]),
        ("0.5 mg/kg/day", [("0.5 mg/kg/day", 0.5, "mg/kg/day", "dose")]),
        ("prednisone 20 mg daily", [("20 mg daily", 20, "mg/day", "dose")]),
        ("5 mg twice daily", [("5 mg twice daily", 5, "mg twice/day", "dose")]),
        ("5.2 mmol/L", [("5.2 mmol/L", 5.2, "mmol/l", "measurement")]),
        ("eGFR <30 mL/min/1.73 m2", [("30 mL/min/1.73 m2", 30, "ml/minute/1.73 m²", "measurement", "<")]),
        ("30 kg/m2", [("30 kg/m2", 30, "kg/m²", "measurement")]),
        ("120/80 mmHg", [("120", 120, "mmHg", "measurement"), ("80 mmHg", 80, "mmHg", "measurement")]),
        ("a 12-week trial", [("12-week", 12, "week", "duration")]),
        ("at least 2 years", [("2 years", 2, "year", "duration", "≥")]),
        ("up to 12 weeks", [("12 weeks", 12, "week", "duration", "≤")]),
        ("3 to 99 months", [("3 to 99 months", 3, "month", "duration", (3, 99))]),
        ("aged 18-65 years", [("18-65 years", 18, "year", "age", (18, 65))]),
        ("a 62-year-old man", [("62-year", 62, "year", "age")]),
        ("18 years of age or older", [("18 years", 18, "year", "age", "≥")]),
        (
            "mean age 62.3 ± 11.2 years",
            [("62.3", 62.3, "year", "age"), ("11.2 years", 11.2, "year", "spread")],
        ),
        ("between 2000 and 2017", [("2000", 2000, "", "year"), ("2017", 2017, "", "year")]),
        ("2003–2005", [("2003–2005", 2003, "", "year", (2003, 2005))]),
        ("2010 patients", [("2010", 2010, "patient", "count")]),
        (
            "32, 44 and 47% relapsed",
            [("32", 32, "%", "percent"), ("44", 44, "%", "percent"), ("47%", 47, "%", "percent")],
        ),
        ("12 vs 8%", [("12", 12, "%", "percent"), ("8%", 8, "%", "percent")]),
        ("a 2:1 ratio", [("2:1", 2, ":", "ratio", 1)]),
        (
            "3.5 per 1000 person-years",
            [("3.5 per 1000 person-years", 3.5, "per 1000 person-year", "measurement")],
        ),
        ("median 15 (IQR 12-30)", [("15", 15, "", "number"), ("12-30", 12, "", "range", (12, 30))]),
        ("0,5%", [("0,5%", 0.5, "%", "percent")]),
    ],
)
def test_quantities_of_papers(text: str, expected: list[tuple[object, ...]]) -> None:
    assert [brief(one) for one in quantities(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        *(
            "IL-6 and IL6",
            "SGLT2 inhibitors",
            "COVID-19",
            "CD4+ cells",
            "HbA1c",
            "vitamin B12",
            "factor Xa",
            "5-HT",
        ),
        *(
            "14-3-3 protein",
            "type 2 diabetes",
            "grade 3 or 4 events",
            "phase III",
            "Figure 1",
            "Table 2",
            "TIF1-γ",
        ),
        *("anti-Jo-1", "NCT01234567", "doi:10.1007/s10067-024-07120-1", "as shown before [12,13]", "25(OH)D"),
        *(
            "https://example.org/2024/12",
            "HLA-B27",
            "CHA2DS2-VASc",
            "chromosome 17",
            "PM2.5",
            "ω-3",
            "H1N1",
            "p53",
        ),
    ],
)
def test_digits_of_names_are_no_quantities(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "1" * 100_000,
        "1,111" * 20_000,
        "1-" * 40_000,
        "p=" * 30_000 + "0.05",
        "9" * 400 + "e-9999",
        "10^-" + "9" * 300,
        "5 ± " * 20_000,
        "one " * 30_000,
    ],
)
def test_hostile_text_is_read_in_bounds(text: str) -> None:
    assert len(quantities(text)) <= len(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("At week 12, 20% had relapsed.", [("week 12", 12.0, "week"), ("20%", 20.0, "%")]),
        ("By weeks 24 and 52 they had.", [("weeks 24", 24.0, "week"), ("52", 52.0, "week")]),
        ("Day 28 mortality.", [("Day 28", 28.0, "day")]),
        ("At month 3 patients were seen.", [("month 3", 3.0, "month")]),
        ("In the year 12 people died.", [("12", 12.0, "person")]),
        ("In the year 2010.", [("2010", 2010.0, "")]),
        ("Each year 12 die.", [("12", 12.0, "")]),
    ],
)
def test_a_point_in_time_is_told_from_what_is_counted(text: str, found: list[tuple[str, float, str]]) -> None:
    assert [(one.text, one.value, one.unit) for one in quantities(text)] == found
