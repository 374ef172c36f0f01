"""Random lives of an article: nothing illegal comes of any, and each replays to where it ended."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.board import ARTICLE, SEQUENCE, Life, lives, opened, paper
from probatum.errors import WorkspaceForeign
from probatum.records.article import Status
from probatum.review.board import Board
from probatum.review.decisions import RULES

#: Decisions of the test; the long run of 10,000 is ``python -m evals board``.
DECISIONS = 3_000


def test_no_random_life_reaches_an_illegal_state_or_counts_an_approval_that_does_not_count() -> None:
    figures = lives(DECISIONS, seed=7)
    assert (figures["wrong"], figures["first_wrong"]) == (0, [])
    taken = figures["taken_by_act"]
    assert isinstance(taken, dict)
    assert taken["approve"] > 0
    assert taken["publish"] > 0


def test_lives_kept_in_both_stores_are_replayed_from_each_to_the_same_status(
    postgres_url: str, tmp_path: Path
) -> None:
    stores = [opened(named, tmp_path) for named in ("sqlite", postgres_url)]
    figures = lives(2 * SEQUENCE, 7, stores)
    assert (figures["wrong"], figures["first_wrong"], figures["agree"]) == (0, [], True)
    told = figures["stores"]
    assert isinstance(told, list)
    assert [(one["store"].split()[0], one["events"], one["ends_as_it_should"]) for one in told] == [
        ("SQLite", 2 * SEQUENCE, True),
        ("PostgreSQL", 2 * SEQUENCE, True),
    ]
    trails = [list(store.trail()) for store in stores]
    assert trails[0] == trails[1]
    assert {event.subject for _, event in trails[0]} == {f"{ARTICLE[:-8]}{n:08}" for n in (0, SEQUENCE)}
    for store in stores:
        store.close()
    with pytest.raises(WorkspaceForeign, match="name an empty store"):
        opened(postgres_url, tmp_path)


@settings(max_examples=25)
@given(st.randoms(use_true_random=False), st.integers(min_value=1, max_value=SEQUENCE))
def test_a_life_replays_to_the_same_board(rng: random.Random, steps: int) -> None:
    life = Life(rng)
    for _ in range(steps):
        life.step()
    assert life.wrong + life.replayed() == []


def test_nothing_is_open_to_what_is_retired() -> None:
    assert [act for act, rule in RULES.items() if Status.RETIRED in rule.states] == []


def test_a_revision_of_which_nothing_was_decided_is_unreviewed() -> None:
    assert {Board().of(name).status for name in paper().revisions} == {Status.UNREVIEWED}
