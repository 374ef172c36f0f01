"""Conversations rest in every kind of store alike, and are there for their owner alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from probatum.errors import ThreadFull
from probatum.records.source import Design
from probatum.records.thread import Carried, FollowKind, Narrowing, Thread, Topic, Turn
from probatum.store.sql import SqlStore
from probatum.store.threads import Threads

TURN = Turn(
    asked="Can inflammatory myositis relapse?",
    question="Can inflammatory myositis relapse?",
    kind=FollowKind.WHOLE,
    topic=Topic(condition="inflammatory myositis", outcome="relapse"),
    article="a",
    revision="r",
    at="2026-01-01T00:00:00Z",
)
NEXT = replace(
    TURN,
    asked="only trials \x00 since 2020",
    kind=FollowKind.FILTER,
    narrowing=Narrowing(since=2020, designs=(Design.TRIAL,)),
    carried=(Carried(part="condition", words="inflammatory myositis", turn=1),),
)
THREAD = Thread(id="t-1", owner="reader:ab", made=TURN.at, turns=(TURN,))
MINE, OTHERS = ("account:p-1", "reader:ab"), ("account:p-2",)


@pytest.fixture
def threads(any_store: SqlStore) -> Threads:
    held = Threads(any_store.database)
    held.keep(THREAD, at=100, most=2)
    return held


def test_a_conversation_is_there_for_its_owner_and_for_nobody_else(threads: Threads) -> None:
    assert threads.read("t-1", MINE) == THREAD
    assert threads.of(MINE) == (THREAD,)
    assert (threads.read("t-1", OTHERS), threads.read("t-1", ()), threads.of(()), threads.of(OTHERS)) == (
        None, None, (), (),
    )  # fmt: skip
    assert threads.add("t-1", OTHERS, NEXT, at=110, most=9) is None
    assert not threads.delete("t-1", OTHERS)
    assert threads.delete_all(OTHERS) == 0
    assert threads.read("t-\ud800", MINE) is None
    assert threads.read("t-1", MINE) == THREAD


def test_a_question_is_added_once_however_often_it_is_sent(threads: Threads) -> None:
    longer = replace(THREAD, turns=(TURN, NEXT))
    assert threads.add("t-1", MINE, NEXT, at=110, most=9, after=1) == longer
    assert threads.add("t-1", MINE, NEXT, at=120, most=9, after=1) == longer
    assert threads.add("t-1", MINE, TURN, at=130, most=9, after=1) == replace(
        THREAD, turns=(TURN, NEXT, TURN)
    )


def test_the_one_used_last_comes_first(threads: Threads) -> None:
    other = replace(THREAD, id="t-2", owner="account:p-1")
    threads.keep(other, at=105, most=2)
    assert [one.id for one in threads.of(MINE)] == ["t-2", "t-1"]
    threads.add("t-1", MINE, NEXT, at=110, most=9)
    assert [one.id for one in threads.of(MINE)] == ["t-1", "t-2"]


def test_no_more_are_kept_than_may_be(threads: Threads) -> None:
    threads.keep(replace(THREAD, id="t-2"), at=100, most=2)
    with pytest.raises(ThreadFull):
        threads.keep(replace(THREAD, id="t-3"), at=100, most=2)
    with pytest.raises(ThreadFull):
        threads.add("t-1", MINE, NEXT, at=110, most=1)
    assert [one.id for one in threads.of(MINE)] == ["t-1", "t-2"]


def test_what_is_deleted_is_gone(threads: Threads) -> None:
    threads.keep(replace(THREAD, id="t-2"), at=100, most=9)
    assert threads.delete("t-1", MINE)
    assert (threads.read("t-1", MINE), threads.delete("t-1", MINE)) == (None, False)
    assert (threads.delete_all(MINE), threads.of(MINE)) == (1, ())


def test_only_what_belongs_to_no_account_is_forgotten(threads: Threads) -> None:
    threads.keep(replace(THREAD, id="t-2", owner="account:p-1"), at=100, most=9)
    threads.keep(replace(THREAD, id="t-3", owner="reader:ab"), at=200, most=9)
    assert threads.forget(used_before=150) == 1
    assert [one.id for one in threads.of(MINE)] == ["t-3", "t-2"]
