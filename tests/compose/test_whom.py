"""A question on children, or on pregnancy, is answered by what was studied there or not at all."""

from __future__ import annotations

from dataclasses import replace

from probatum.compose.whom import about_them, of_them
from probatum.language.pico import read_question
from probatum.language.vocabulary import Vocabulary
from probatum.records.article import Draft
from probatum.records.claim import Citation, Claim
from probatum.records.evidence import Found
from probatum.records.passage import Passage, TextKind
from probatum.records.question import Question
from probatum.records.source import Source

_VOCABULARY = Vocabulary.shipped()


def asked(text: str) -> Question:
    return read_question(text, _VOCABULARY)


def found(text: str, number: int) -> Found:
    passage = Passage(
        id=f"d{number}:0-{len(text)}",
        source=f"s{number}",
        document=f"d{number}",
        kind=TextKind.ABSTRACT,
        section="",
        start=0,
        end=len(text),
        text=text,
    )
    return Found(source=Source(id=f"s{number}", title=f"Work {number}"), passage=passage, score=1.0)


def claim(one: Found) -> Claim:
    text = one.passage.text
    cited = Citation(source=one.source.id, passage=one.passage.id, quote=text, start=0, end=len(text))
    return Claim(text=text, citations=(cited,))


ADULTS = found("Relapse occurred in 65 of 105 adults.", 1)
CHILDREN = found("Of 84 children with juvenile dermatomyositis 3% had a polyphasic course.", 2)
CHILD = asked("Can inflammatory myositis relapse in children?")


def test_what_speaks_of_children_answers_and_nothing_else() -> None:
    assert of_them(CHILD, (ADULTS, CHILDREN)) == (CHILDREN,)
    assert of_them(asked("Can inflammatory myositis relapse?"), (ADULTS, CHILDREN)) == (ADULTS, CHILDREN)


def test_a_bottom_line_on_others_is_no_answer() -> None:
    draft = Draft(lead=(claim(ADULTS), claim(CHILDREN)), answer="yes")
    assert about_them(CHILD, draft, (ADULTS, CHILDREN)) == replace(draft, lead=(claim(CHILDREN),), answer="")
    alone = about_them(CHILD, replace(draft, lead=(claim(ADULTS),)), (ADULTS,))
    assert alone.lead == ()
    assert alone.gap is not None
    assert alone.gap.reason == (
        "Nothing held that answers speaks of children. What is held is about others, and what holds for them "
        "need not hold here."
    )
    assert alone.gap.nearest == (ADULTS.source.label,)


def test_a_question_that_names_nobody_is_left_as_it_is() -> None:
    draft = Draft(lead=(claim(ADULTS),), answer="yes")
    assert about_them(asked("Can inflammatory myositis relapse in adults?"), draft, (ADULTS,)) == draft
