"""A follow-up is counted as right only where all that it must say, and nothing it must not, is there."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from evals.followup import LATER, OURS, Expected, Tally, _built, _written, faults, figures, run
from probatum.records.source import Design
from probatum.records.thread import FollowKind, Narrowing, Resolved


def resolved(text: str, narrowing: Narrowing = Narrowing()) -> Resolved:  # noqa: B008 - a frozen record
    return Resolved(asked="and in children?", text=text, kind=FollowKind.POPULATION, narrowing=narrowing)


def test_a_follow_up_is_held_against_all_that_it_must_say() -> None:
    wanted = Expected(
        asked="and in children?",
        kinds=("population",),
        has=(("gout", "podagra"), ("children",)),
        absent=("men",),
    )
    assert faults(wanted, resolved("Can podagra relapse in children?")) == []
    assert faults(wanted, resolved("Can it relapse in men?")) == [
        "lacks gout/podagra",
        "lacks children",
        "has men",
    ]
    assert faults(wanted, resolved("")) == ["unclear"]


def test_the_evidence_wanted_must_be_that_and_no_other() -> None:
    wanted = Expected(
        asked="trials", kinds=("filter",), since=(2020,), designs=frozenset({"randomised trial"})
    )
    right = Narrowing(since=2020, designs=(Design.RANDOMISED_TRIAL,))
    assert faults(wanted, resolved("Can gout relapse?", right)) == []
    assert faults(wanted, resolved("Can gout relapse?")) == ["since", "designs"]


def test_what_is_whole_must_be_left_alone_and_what_is_not_clear_be_said() -> None:
    alone = Expected(asked="Can gout relapse?", kinds=("alone",))
    assert faults(alone, resolved("Can gout relapse?")) == []
    assert faults(alone, resolved("Can gout relapse in children?")) == ["not left alone"]
    assert faults(Expected(asked="which?", kinds=("unclear",)), resolved("Which gout?")) == [
        "not said to be unclear"
    ]


def test_our_conversations_are_sixty_of_five_turns_half_of_them_held_out() -> None:
    talks = list(_written(OURS))
    assert len(talks) == 60
    assert {len(talk) for _, talk in talks} == {5}
    assert [half for half, _ in talks] == ["tuned", "held out"] * 30


def test_the_later_conversations_are_of_the_kinds_that_were_weak() -> None:
    talks = list(_written(LATER))
    assert [half for half, _ in talks] == ["later"] * 8
    kinds = {one.kinds[0] for _, talk in talks for one in talk[1:]}
    assert kinds == {"condition", "population", "unclear"}


def test_questions_that_share_a_document_become_a_conversation(tmp_path: Path) -> None:
    rows = [
        {"question": "Is erenumab effective for migraine?", "pmids": ["1"]},
        {"question": "What is the mechanism of action of erenumab in cluster headache?", "pmids": ["1", "2"]},
        {"question": "Which gene is mutated in cystic fibrosis?", "pmids": ["2"]},
        {"question": "Is gout hereditary?", "pmids": ["9"]},
    ]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    ((_, talk),) = _built(file)
    assert [(one.asked, one.kinds) for one in talk] == [
        ("Is erenumab effective for migraine?", ("alone",)),
        ("What is the mechanism of action of it in cluster headache?", ("pronoun",)),
        ("Which gene is mutated in cystic fibrosis?", ("alone",)),
    ]


@pytest.mark.slow
def test_the_suite_runs_on_our_conversations() -> None:
    found = run(argparse.Namespace(corpus=None, questions=None, conversations=OURS, limit=2))
    assert found["conversations"] == 2
    assert found["follow_ups"] == 8
    turns = found["turns"]
    assert isinstance(turns, dict)
    assert {turn["shown_and_bad"] for turn in turns.values()} == {0}


def test_without_any_conversation_there_are_no_figures_to_divide() -> None:
    assert figures(Tally(), 0)["right"] == {}
