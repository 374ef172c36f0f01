"""What answers keeps to the dose, the people and the stop that the question names."""

from __future__ import annotations

import pytest

from probatum.compose.limits import kept_to
from probatum.compose.relevance import candidates
from probatum.language.limits import limits_of
from probatum.records.passage import TextKind
from tests.compose.library import found


def keeps(question: str, text: str, title: str = "A drug in kidney disease") -> tuple[bool, bool]:
    """Whether the sentence may vote, and whether it may lead."""
    held = found(text, title=title)
    (one, *_) = candidates([held])
    kept = kept_to(limits_of(question), [held])
    return kept.votes(one), kept.leads(one)


@pytest.mark.parametrize(
    ("question", "text", "kept"),
    [
        ("Does 15 mg work?", "Remission was 46% on 15 mg and 29% on placebo.", (True, True)),
        ("Does 7.5 mg work?", "Remission was 46% on 15 mg and 29% on placebo.", (False, False)),
        ("Does 7.5 mg work?", "Remission was 46% on the drug and 29% on placebo.", (False, True)),
        ("Does 7.5 mg work?", "Remission was 46% on 15 mg, 41% on 7.5 mg.", (True, True)),
        ("Does it work in people without diabetes?", "Type 2 diabetes: HR 0.71.", (False, False)),
        ("Does it work in people without diabetes?", "HR 0.71 with or without diabetes.", (True, True)),
        ("Does it work in people without diabetes?", "HR 0.71 against placebo here.", (False, True)),
        ("Does stopping it lead to relapse?", "Of those who stopped, 46% relapsed.", (True, True)),
        ("Does stopping it lead to relapse?", "Of those on treatment 24% relapsed.", (False, False)),
        ("Does it work?", "Of those on 15 mg of treatment 24% relapsed.", (True, True)),
    ],
)
def test_another_dose_other_people_and_those_who_go_on_do_not_answer(
    question: str, text: str, kept: tuple[bool, bool]
) -> None:
    assert keeps(question, text) == kept


def test_a_fact_of_a_note_is_of_the_one_dose_that_its_note_names() -> None:
    said = found("It cut deaths at 10 mg daily.", kind=TextKind.NOTE, section="Summary")
    fact = found("Death HR 0.69 (0.53-0.88).", kind=TextKind.NOTE, section="Key facts")
    kept = kept_to(limits_of("Does 10 mg reduce death?"), [said, fact])
    other = kept_to(limits_of("Does 5 mg reduce death?"), [said, fact])
    (one,) = candidates([fact])
    assert (kept.votes(one), other.votes(one)) == (True, False)


def test_of_several_doses_the_part_on_the_one_asked_about_is_read() -> None:
    kept = kept_to(limits_of("Does 7.5 mg work?"), [])
    assert kept.part("46% on 15 mg, 41% on 7.5 mg (not superior).") == "41% on 7.5 mg (not superior)."
