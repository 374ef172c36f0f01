"""Percentages beside counts: the forms in which a sentence and a table give them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.language.claims import read_pasted
from probatum.verify.structure.arithmetic import arithmetic


def _messages(text: str) -> list[str]:
    pasted = read_pasted(text)
    found = list(arithmetic(pasted))
    assert all(0 <= span.start < span.end <= len(text) for one in found for span in one.spans)
    return [one.message for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "Of 60 patients, {} ({}%) had a flare.",
        "Of the 60 patients enrolled, {} ({}%) had a flare.",
        "Among 60 patients with gout, {} patients ({}%) had a flare.",
        "A flare was seen in {} of the 60 patients ({}%).",
        "A flare was seen in {} patients of 60 ({}%).",
        "A flare was seen in {} out of 60 participants – {}% – in all.",
        "A flare was seen in {}/60 patients, i.e. {}%.",
        "A flare was seen in {}/60 (= {}%).",
        "{1}% ({0} of 60) had a flare.",
        "{1}% of patients ({0}/60) had a flare.",
        "{1}% [n = {0}/60] had a flare.",
        "{} ({}%) of 60 patients had a flare.",
        "| Outcome | Drug (N=60), n (%) |\n|---|---|\n| Flare | {} ({}) |\n",
        "|  | Drug (N = 60) |\n|---|---|\n| Flare, n (%) | {} ({}) |\n",
        "## Flares (N=60)\n\nHere.\n\n| Event | n (%) |\n|---|---|\n| Flare | {} ({}) |\n",
        "| Event | n/N (%) |\n|---|---|\n| Flare | {}/60 ({}) |\n",
    ],
)
def test_each_form_is_worked_out(text: str) -> None:
    assert _messages(text.format(12, 25)) == ["12 of 60 is 20.0%, not 25%."]
    assert _messages(text.format(12, 20)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Of 60 patients, 40 were women and 15 (38%) smoked.",
        "Of 60 patients, 12 (25%) in the drug arm had a flare.",
        "Of 60 patients, 12 (24%) had a flare; 50 were followed.",
        "In 2019, 12 (25%) had a flare.",
        "It was seen in 2 of 3 trials, 50% of which were small.",
        "The score was 45 of 60, or 12% better than before.",
        "At 2 of 4 sites, 25% of patients left.",
        "The dose was cut in 2 of 3 steps: 50% at week 1.",
        "Scores rose from 12 of 60 to 20 of 60 (an increase of 67%).",
        "| Measure | Drug (n=60) |\n|---|---|\n| Age, mean (SD) | 63 (8) |\n",
        "| Measure | Drug (n=200) |\n|---|---|\n| Women, n (%) | 50 (50) |\n| Gout, n (%) | 20 (20) |\n",
        "| Measure | Drug (n=200) |\n|---|---|\n| Women, n (%) | 90 (50) |\n| Gout, n (%) | 20 (10) |\n",
        "| Measure | Drug (n=60) | Placebo (n=58) |\n|---|---|---|\n| Gout | 12 (25) | 9 (10) | 3 (1) |\n",
    ],
)
def test_percentages_of_others_are_left_alone(text: str) -> None:
    assert _messages(text) == []


@given(st.integers(1, 4_000), st.integers(1, 4_000), st.integers(0, 2))
def test_a_percentage_that_is_rounded_is_always_right(part: int, whole: int, digits: int) -> None:
    part, whole = min(part, whole), max(part, whole)
    share = f"{100 * part / whole:.{digits}f}"
    assert _messages(f"A flare was seen in {part} of {whole} patients ({share}%).") == []
    assert _messages(f"| Event | Drug (N={whole}) |\n|---|---|\n| Flare | {part} ({share}%) |\n") == []
