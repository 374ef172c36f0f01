"""Rows that are not what they are filed under are named, on every store."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import update

from probatum.store.sql import SqlStore
from probatum.store.tables import events, revisions
from tests.store.samples import event, revision

MADE = revision("Can it relapse?")


@pytest.fixture
def store(any_store: SqlStore) -> SqlStore:
    """A store with one revision, and two events."""
    any_store.put(MADE, event(MADE.hash))
    any_store.append([event("another")])
    return any_store


def test_what_is_as_it_was_kept_is_not_named(store: SqlStore) -> None:
    assert store.damaged() == []


def first(body: bytes) -> Any:
    """The change that gives the first event another body."""
    return update(events).where(events.c.number == 1).values(body=body)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda: update(events).where(events.c.number == 2).values(subject="elsewhere"),
         "event 2 (drafted): it is filed under another subject than its own"),
        (lambda: first(b"{"), "event 1: it cannot be read"),
        (lambda: first(b"{}"), "event 1: it cannot be read"),
        (lambda: first(b"\xff"), "event 1: it cannot be read"),
        (lambda: update(revisions).values(article="elsewhere"),
         f"revision {MADE.hash}: it is filed under another article than its own"),
        (lambda: update(revisions).values(hash="ab"),
         "revision ab: its content was changed, or its hash"),
        (lambda: update(revisions).values(body=b"[]"), f"revision {MADE.hash}: it cannot be read"),
    ],
)  # fmt: skip
def test_a_row_that_was_changed_is_named(store: SqlStore, change: Callable[[], Any], said: str) -> None:
    with store.database.writing() as connection:
        connection.execute(change())
    assert store.damaged() == [said]
