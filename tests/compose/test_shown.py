"""What a selector is shown: the question in the words of the text, the sentence with what it leaves out."""

from __future__ import annotations

from dataclasses import replace

from probatum.compose.relevance import Candidate, candidates
from probatum.compose.shown import LONGEST, shown
from probatum.records.evidence import Found
from probatum.records.passage import TextKind
from probatum.records.question import Concept, Pico
from tests.compose.library import found, question

SGLT2 = Concept(text="SGLT2 inhibitors", preferred="SGLT2 inhibitor", synonyms=("canagliflozin",))


def last(one: Found) -> Candidate:
    return candidates([one])[-1]


def test_a_class_is_asked_about_under_the_name_of_its_member_in_the_text() -> None:
    asked = replace(question("Do SGLT2 inhibitors protect?"), pico=Pico(intervention=(SGLT2,)))
    read, _ = shown(asked, last(found("Canagliflozin lowered the risk of dialysis.", title="")))
    assert read == "Do canagliflozin protect?"


def test_a_concept_that_stands_in_the_text_is_asked_about_as_it_was() -> None:
    asked = replace(question("Do SGLT2 inhibitors protect?"), pico=Pico(intervention=(SGLT2,)))
    read, _ = shown(asked, last(found("SGLT2 inhibitors and canagliflozin lowered the risk.", title="")))
    assert read == "Do SGLT2 inhibitors protect?"


def test_a_sentence_stands_under_its_title_between_its_neighbours() -> None:
    text = "We followed 105 adults. Relapse was common. Most relapses fell in the taper. Nobody died."
    one = found(text, title="Relapse in myositis.")
    middle = next(c for c in candidates([one]) if c.sentence.text.startswith("Relapse"))
    assert shown(question("Can myositis relapse?"), middle)[1] == (
        "Relapse in myositis. We followed 105 adults. Relapse was common. Most relapses fell in the taper."
    )


def test_a_sentence_stands_alone_where_its_neighbours_are_long() -> None:
    text = f"We followed {'many ' * LONGEST}adults. Relapse was common. Nobody died."
    middle = next(c for c in candidates([found(text, title="")]) if c.sentence.text.startswith("Relapse"))
    assert shown(question("Can myositis relapse?"), middle)[1] == "Relapse was common."


def test_a_fact_of_a_note_stands_alone_under_whom_its_work_studied() -> None:
    one = found("Relapse was seen in 65 of 105. Two died.", title="A cohort", kind=TextKind.NOTE)
    one = replace(one, source=replace(one.source, population="Adults with myositis"))
    assert shown(question("Can myositis relapse?"), last(one))[1] == (
        "A cohort. Adults with myositis. Two died."
    )
