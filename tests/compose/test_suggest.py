"""What is offered to be asked next comes from the answer itself, and says why."""

from __future__ import annotations

from dataclasses import replace

from probatum.compose.suggest import MOST, Suggestion, suggestions
from probatum.language.topic import topic_of
from probatum.language.vocabulary import Vocabulary
from probatum.records.article import Gap, Section
from probatum.records.thread import Narrowing, Topic
from tests.render.myositis import revision

MADE = revision()
TOPIC = topic_of(MADE.question, Vocabulary.shipped())


def test_a_section_without_statements_is_asked_for_alone() -> None:
    empty = Section(heading="What to monitor", facet="monitoring", claims=(), note="Nothing.")
    offered = suggestions(replace(MADE, sections=(empty,), conflicts=(), held_back=()), TOPIC)
    assert offered[0] == Suggestion(
        text=f"How should {TOPIC.condition} be monitored?",
        why="Nothing was found for “What to monitor”; ask for it alone.",
    )


def test_a_gap_on_some_people_offers_the_question_of_all() -> None:
    gap = replace(
        MADE,
        question=replace(MADE.question, text="Can inflammatory myositis relapse in children?"),
        gap=Gap(searched="", reason="Nothing."), lead=(), sections=(), references=(), conflicts=(),
        held_back=(),
    )  # fmt: skip
    assert suggestions(gap, Topic(condition="inflammatory myositis", people="in children")) == (
        Suggestion(
            text="Can inflammatory myositis relapse?",
            why="Nothing held answers for them; this asks of people in general.",
        ),
    )


def test_a_narrowed_answer_offers_all_the_evidence() -> None:
    offered = suggestions(MADE, TOPIC, Narrowing(since=2020))
    assert (
        Suggestion(text="Show all the evidence again", why="Only works since 2020 were searched.") in offered
    )


def test_no_more_are_offered_than_can_be_read_and_none_twice() -> None:
    offered = suggestions(MADE, TOPIC)
    assert len({one.text for one in offered}) == len(offered) <= MOST
    assert (
        suggestions(replace(MADE, sections=(), conflicts=(), held_back=(), references=(), lead=()), Topic())
        == ()
    )
