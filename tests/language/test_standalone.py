"""Follow-ups become questions that stand alone: what they name is put in, what they leave out is carried."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.errors import QuestionEmpty, QuestionTooLong
from probatum.language.pico import LONGEST_QUESTION
from probatum.language.standalone import (
    asked_of,
    is_whole,
    of_other_people,
    of_other_treatment,
    resolve,
    resolve_each,
)
from probatum.language.vocabulary import Vocabulary
from probatum.records.source import Design
from probatum.records.thread import Carried, FollowKind, Narrowing, Resolved, Topic, Turn

VOCABULARY = Vocabulary.shipped()
MYOSITIS = "Can inflammatory myositis relapse?"
GCA = "Does tocilizumab reduce relapse in giant cell arteritis?"
AF = "Is apixaban safer than warfarin in atrial fibrillation?"
TRIALS = (Design.RANDOMISED_TRIAL, Design.TRIAL)


def held(*asked: str, mentioned: tuple[str, ...] = ()) -> Resolved:
    """What the last of these questions comes to after the others."""
    turns: list[Turn] = []
    for said in asked:
        made = resolve(said, turns, VOCABULARY, year=2025, mentioned=mentioned)
        if made.text:
            turns.append(
                Turn(
                    asked=said, question=made.text, kind=made.kind, topic=made.topic,
                    narrowing=made.narrowing, carried=made.carried, article="a", revision="r", at="",
                )
            )  # fmt: skip
    return made


@pytest.mark.parametrize(
    ("asked", "text", "kind"),
    [
        ((MYOSITIS, "what about in children?"), "Can inflammatory myositis relapse in children?",
         "other people"),
        ((MYOSITIS, "why?"), "Why can inflammatory myositis relapse?", "another side of it"),
        ((AF, "and for older people?"),
         "Is apixaban safer than warfarin for older people with atrial fibrillation?", "other people"),
        ((AF, "what about rivaroxaban instead?"),
         "Is rivaroxaban safer than warfarin in atrial fibrillation?", "another treatment or test"),
        ((AF, "is it the same in men?"),
         "Is apixaban safer than warfarin in men with atrial fibrillation?", "other people"),
        ((GCA, "and the dose?"), "What dose of tocilizumab is used in giant cell arteritis?",
         "another side of it"),
        ((GCA, "how long does it last?"), "How long does tocilizumab last in giant cell arteritis?",
         "a question that points back"),
        ((GCA, "is that safe in pregnancy?"),
         "Is tocilizumab safe in pregnant women with giant cell arteritis?", "a question that points back"),
        ((GCA, "compared with sarilumab?"),
         "Does tocilizumab reduce relapse compared with sarilumab in giant cell arteritis?",
         "a comparison"),
        ((GCA, "and in polymyalgia rheumatica?"),
         "Does tocilizumab reduce relapse in polymyalgia rheumatica?",
         "another condition"),
        ((GCA, "what did the guidelines say?"),
         "What do guidelines recommend on tocilizumab in giant cell arteritis?", "another side of it"),
        ((GCA, "what about bleeding?"),
         "What is the effect of tocilizumab on bleeding in giant cell arteritis?", "another outcome"),
        (("How long is prednisolone given in giant cell arteritis?", "how often?"),
         "How often is prednisolone given in giant cell arteritis?", "another side of it"),
    ],
)  # fmt: skip
def test_a_follow_up_stands_alone(asked: tuple[str, ...], text: str, kind: str) -> None:
    made = held(*asked)
    assert (made.text, made.kind.value) == (text, kind)


def test_what_is_carried_over_says_from_which_turn() -> None:
    made = held(GCA, "what about sarilumab?", "in polymyalgia rheumatica?", "and the dose?")
    assert made == Resolved(
        asked="and the dose?",
        text="What dose of sarilumab is used in polymyalgia rheumatica?",
        kind=FollowKind.FACET,
        topic=Topic(condition="polymyalgia rheumatica", intervention="sarilumab"),
        carried=(
            Carried(part="condition", words="polymyalgia rheumatica", turn=3),
            Carried(part="treatment", words="sarilumab", turn=2),
        ),
    )


@pytest.mark.parametrize(
    ("said", "narrowing"),
    [
        ("show me only trials since 2020", Narrowing(since=2020, designs=TRIALS)),
        ("newer than 2018", Narrowing(since=2019)),
        ("only studies of the last five years", Narrowing(since=2020)),
        ("from 2020 to 2015", Narrowing(since=2015, until=2020)),
        ("only guidelines", Narrowing(designs=(Design.GUIDELINE, Design.CONSENSUS))),
    ],
)
def test_a_limit_to_the_evidence_is_beside_the_question(said: str, narrowing: Narrowing) -> None:
    made = held(GCA, said)
    assert (made.text, made.kind, made.narrowing) == (GCA, FollowKind.FILTER, narrowing)


def test_a_limit_is_carried_on_and_taken_back() -> None:
    then = held(GCA, "only trials since 2015", "and the dose?")
    assert then.narrowing == Narrowing(since=2015, designs=TRIALS)
    assert then.carried[-1] == Carried(part="evidence", words="trials since 2015", turn=2)
    assert held(GCA, "only trials since 2015", "show everything again").narrowing == Narrowing()
    assert held(GCA, "only trials since 2015", "all years please").narrowing == Narrowing(designs=TRIALS)
    assert held(GCA, "only trials since 2015", AF).narrowing == Narrowing()


@pytest.mark.parametrize(
    "text",
    [
        AF,
        "How common is dysphagia in inclusion body myositis?",
        "Which receptor does erenumab bind to?",
        "Does canagliflozin increase amputation?",
        "Is it safe to give methotrexate to people with psoriasis?",
        "What is a zinc finger?",
        "Fingolimod is a selective antagonist of which receptor?",
    ],
)
def test_a_whole_question_is_left_alone(text: str) -> None:
    made = held(GCA, "in children?", text)
    assert (made.text, made.kind, made.carried) == (text, FollowKind.WHOLE, ())


def test_a_new_subject_leaves_the_old_one_behind() -> None:
    assert held(GCA, AF, "and the dose?").text == "What dose of apixaban is used in atrial fibrillation?"
    made = held(
        "How is inflammatory myositis treated?",
        "How common is stroke in atrial fibrillation?",
        "and the dose?",
    )
    assert (made.text, made.kind) == ("", FollowKind.UNCLEAR)


def test_what_cannot_be_completed_offers_what_it_may_mean() -> None:
    made = held(MYOSITIS, "and the dose?", mentioned=("prednisolone", "methotrexate"))
    assert made == Resolved(
        asked="and the dose?",
        text="",
        kind=FollowKind.UNCLEAR,
        topic=Topic(condition="inflammatory myositis", outcome="relapse"),
        reason="No treatment has been named in this conversation. Say which one is meant.",
        choices=(
            "What dose of prednisolone is used in inflammatory myositis?",
            "What dose of methotrexate is used in inflammatory myositis?",
        ),
    )
    assert held(AF, "which one?").reason == "It is not clear which one is meant. Name it."


def test_the_first_question_is_taken_as_it_stands() -> None:
    assert held("and the dose?") == Resolved(
        asked="and the dose?", text="and the dose?", kind=FollowKind.WHOLE, topic=Topic()
    )


def test_what_is_offered_next_is_made_of_the_same_forms() -> None:
    topic = Topic(condition="giant cell arteritis", intervention="tocilizumab", outcome="relapse")
    assert asked_of("dose", topic) == "What dose of tocilizumab is used in giant cell arteritis?"
    assert asked_of("dose", Topic(condition="gout")) == ""
    assert (
        of_other_people(GCA, topic, "in women")
        == "Does tocilizumab reduce relapse in women with giant cell arteritis?"
    )
    assert (
        of_other_treatment(GCA, topic, "sarilumab")
        == "Does sarilumab reduce relapse in giant cell arteritis?"
    )
    there = Topic(condition="inflammatory myositis", people="in children")
    assert of_other_people("Can inflammatory myositis relapse in children?", there, "") == MYOSITIS


def test_an_empty_and_a_too_long_follow_up_are_refused() -> None:
    with pytest.raises(QuestionEmpty):
        held(GCA, " ?! ")
    with pytest.raises(QuestionTooLong):
        held(GCA, "why " * LONGEST_QUESTION)


@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_whatever_is_typed_is_resolved_or_said_to_be_unclear(said: list[str]) -> None:
    """No text raises anything but that it is empty; what is not clear has a reason, else a question."""
    try:
        made = held(GCA, *said)
    except QuestionEmpty:
        return
    assert made.reason if not made.text else not made.reason
    assert not any(one.turn > len(said) for one in made.carried)


@given(st.text(max_size=80))
def test_the_same_words_are_resolved_the_same(said: str) -> None:
    turns: list[Turn] = []
    try:
        assert is_whole(said, VOCABULARY) == is_whole(said, VOCABULARY)
        assert resolve(said, turns, VOCABULARY, year=2025) == resolve(said, turns, VOCABULARY, year=2025)
    except QuestionEmpty:
        return


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (("How is inflammatory myositis treated?", "and lupus?"), "How is lupus treated?"),
        ((GCA, "polymyalgia rheumatica?"), "Does tocilizumab reduce relapse in polymyalgia rheumatica?"),
        ((GCA, "takayasu's?"), "Does tocilizumab reduce relapse in takayasu's?"),
        (("Does apixaban reduce stroke in atrial fibrillation?", "and obesity?"),
         "Does apixaban reduce stroke in people with obesity and atrial fibrillation?"),
        (("Does apixaban reduce stroke in atrial fibrillation?", "what about men?"),
         "Does apixaban reduce stroke in men with atrial fibrillation?"),
        (("Does apixaban reduce stroke in atrial fibrillation?", "and diabetics?"),
         "Does apixaban reduce stroke in people with diabetes and atrial fibrillation?"),
        (("Does apixaban reduce stroke in atrial fibrillation?", "folks on dialysis?"),
         "Does apixaban reduce stroke in folks on dialysis with atrial fibrillation?"),
    ],
)  # fmt: skip
def test_others_named_without_in_take_their_place(asked: tuple[str, ...], text: str) -> None:
    assert held(*asked).text == text


@pytest.mark.parametrize(
    "said",
    ["ok", "hmm, and that?", "tell me", "tell me more", "and?", "really?", "thanks", "are you sure?", "what?",
     "go on", "if so?", "how many?", "and the numbers?", "banana?"],
)  # fmt: skip
def test_what_asks_for_nothing_is_asked_back(said: str) -> None:
    for first in (
        "How is inflammatory myositis treated?",
        "Does apixaban reduce stroke in atrial fibrillation?",
    ):
        made = held(first, said)
        assert (made.text, made.kind) == ("", FollowKind.UNCLEAR)
        assert made.choices


def test_what_only_a_treatment_can_be_is_not_said_of_a_disease() -> None:
    made = held("How is inflammatory myositis treated?", "is it safe?", mentioned=("methotrexate",))
    assert (made.text, made.choices) == ("", ("Is methotrexate safe in inflammatory myositis?",))
    made = held(
        "Does apixaban reduce stroke in atrial fibrillation?", "is it better?", mentioned=("warfarin",)
    )
    assert (made.text, made.choices) == ("", ("Is apixaban better than warfarin in atrial fibrillation?",))


def test_what_is_used_for_it_and_what_it_is_are_asked_of_the_one_thing_named() -> None:
    first = "How common is relapse in giant cell arteritis?"
    asked = held(first, "which tests are used for it?").text
    assert asked == "Which tests are used for giant cell arteritis?"
    assert held("How is gout treated?", "what is it?").text == "What is gout?"


def each(first: str, said: str) -> list[str]:
    """The questions of a follow-up with several."""
    topic = resolve(first, (), VOCABULARY, year=2025)
    turn = Turn(
        asked=first, question=first, kind=topic.kind, topic=topic.topic, article="a", revision="r", at=""
    )
    return [one.text for one in resolve_each(said, (turn,), VOCABULARY, year=2025)]


@pytest.mark.parametrize(
    ("said", "texts"),
    [
        ("and in children? what dose?",
         ["Does tocilizumab reduce relapse in children with giant cell arteritis?",
          "What dose of tocilizumab is used in children with giant cell arteritis?"]),
        ("what dose and for how long?",
         ["What dose of tocilizumab is used in giant cell arteritis?",
          "How long is tocilizumab given in giant cell arteritis?"]),
        ("is it safe in pregnancy and does it work?",
         ["Is tocilizumab safe in pregnant women with giant cell arteritis?",
          "Does tocilizumab work in pregnant women with giant cell arteritis?"]),
        ("how common is gout and how is it treated?", ["How common is gout?", "How is gout treated?"]),
        ("really? what dose?", ["What dose of tocilizumab is used in giant cell arteritis?"]),
        ("in men and women?",
         ["Does tocilizumab reduce relapse in men and women with giant cell arteritis?"]),
        ("why?", ["Why does tocilizumab reduce relapse in giant cell arteritis?"]),
    ],
)  # fmt: skip
def test_several_follow_ups_are_each_read_after_the_one_before(said: str, texts: list[str]) -> None:
    assert each(GCA, said) == texts


def test_where_one_of_several_is_not_clear_nothing_is_answered_and_the_rest_is_offered() -> None:
    topic = resolve(GCA, (), VOCABULARY, year=2025)
    turn = Turn(asked=GCA, question=GCA, kind=topic.kind, topic=topic.topic, article="a", revision="r", at="")
    (made,) = resolve_each("what dose? and which one?", (turn,), VOCABULARY, year=2025)
    assert made.text == ""
    assert made.reason.startswith("“which one”")
    assert made.choices[0] == "What dose of tocilizumab is used in giant cell arteritis?"


@given(st.text(max_size=120))
def test_any_text_of_several_is_read(said: str) -> None:
    try:
        made = each(GCA, said)
    except QuestionEmpty:
        return
    assert made
