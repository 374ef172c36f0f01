"""Audits in hand: begun, followed, found for an hour, then forgotten; never too many."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from probatum.errors import AuditsFull, AuditStopped, BrokenInput, NotHeld
from probatum.render.audit_contract import AuditForm
from probatum.web.audits import AT_A_TIME, KEPT, LONGEST, MOST_KEPT, MOST_WAITING, Audits, Make, Underway
from tests.render.audited import form


@dataclass
class Clock:
    """A clock that a test moves on."""

    at: float = 0.0

    def __call__(self) -> float:
        return self.at


@dataclass
class Desk:
    """The audits in hand, with the clock that they go by."""

    clock: Clock = field(default_factory=Clock)
    audits: Audits = field(init=False)

    def __post_init__(self) -> None:
        self.audits = Audits(now=self.clock)


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.audits.close()


def at_once(reached: Callable[[int, int], None]) -> AuditForm:
    reached(7, 7)
    return form()


def test_an_audit_is_made_and_found_by_its_id(desk: Desk) -> None:
    begun = desk.audits.begin(at_once, name="a.txt")
    assert begun.await_end(30)
    found = desk.audits.find(begun.id)
    assert (found.name, found.form, found.fault, found.done, found.of) == ("a.txt", form(), None, 7, 7)
    assert len(begun.id) >= 22


def test_what_went_wrong_is_kept_to_be_told(desk: Desk) -> None:
    fault = BrokenInput("no words in it", origin="a.txt", fix="paste a text")

    def broken(_: Callable[[int, int], None]) -> AuditForm:
        raise fault

    begun = desk.audits.begin(broken, name="a.txt")
    assert begun.await_end(30)
    assert (begun.form, begun.fault) == (None, fault)


def test_it_is_forgotten_an_hour_after_it_was_last_looked_at(desk: Desk) -> None:
    begun = desk.audits.begin(at_once, name="a.txt")
    begun.await_end(30)
    desk.clock.at = KEPT - 1
    desk.audits.find(begun.id)
    desk.clock.at = 2 * KEPT - 2
    desk.audits.find(begun.id)
    desk.clock.at = 4 * KEPT
    with pytest.raises(NotHeld, match="forgotten an hour after"):
        desk.audits.find(begun.id)


def test_it_is_forgotten_at_once_where_its_reader_says_so(desk: Desk) -> None:
    begun = desk.audits.begin(at_once, name="a.txt")
    desk.audits.forget(begun.id)
    desk.audits.forget(begun.id)
    with pytest.raises(NotHeld):
        desk.audits.find(begun.id)


def test_one_that_is_forgotten_stops(desk: Desk) -> None:
    started, go_on = threading.Event(), threading.Event()

    def slow(reached: Callable[[int, int], None]) -> AuditForm:
        started.set()
        go_on.wait(30)
        reached(1, 2)
        return form()

    begun = desk.audits.begin(slow, name="a.txt")
    started.wait(30)
    desk.audits.forget(begun.id)
    go_on.set()
    assert begun.await_end(30)
    assert begun.form is None
    assert isinstance(begun.fault, AuditStopped)


def test_one_that_takes_too_long_stops(desk: Desk) -> None:
    def endless(reached: Callable[[int, int], None]) -> AuditForm:
        desk.clock.at = LONGEST + 1
        reached(1, 2)
        return form()

    begun = desk.audits.begin(endless, name="a.txt")
    assert begun.await_end(30)
    assert "longer than 30 minutes" in str(begun.fault)


def test_no_more_than_so_many_wait(desk: Desk) -> None:
    go_on = threading.Event()

    def slow(_: Callable[[int, int], None]) -> AuditForm:
        go_on.wait(30)
        return form()

    begun = [desk.audits.begin(slow, name="a.txt") for _ in range(MOST_WAITING)]
    with pytest.raises(AuditsFull):
        desk.audits.begin(slow, name="a.txt")
    go_on.set()
    assert all(one.await_end(30) for one in begun)
    desk.audits.begin(at_once, name="a.txt")


def begun_and_held_up(desk: Desk, count: int, go_on: threading.Event) -> list[Underway]:
    """Audits that run, or wait in line, until ``go_on``."""

    def slow(reached: Callable[[int, int], None]) -> AuditForm:
        go_on.wait(30)
        reached(1, 2)
        return form()

    return [desk.audits.begin(slow, name="a.txt") for _ in range(count)]


class Text:
    """A text that was brought, of which can be seen whether anything still holds it."""

    def make(self, _: Callable[[int, int], None]) -> AuditForm:
        raise AssertionError("what was forgotten in line is never begun")


def test_one_that_is_forgotten_in_line_is_over_and_its_text_is_gone(desk: Desk) -> None:
    go_on = threading.Event()
    running = begun_and_held_up(desk, AT_A_TIME, go_on)
    text = Text()
    held = weakref.ref(text)
    waiting = desk.audits.begin(text.make, name="b.txt")
    del text
    desk.audits.forget(waiting.id)
    assert waiting.await_end(0)
    assert isinstance(waiting.fault, AuditStopped)
    assert held() is None
    go_on.set()
    assert all(one.await_end(30) for one in running)


def test_one_that_waited_for_more_than_an_hour_is_over_and_says_so(desk: Desk) -> None:
    go_on = threading.Event()
    *_, waiting = begun_and_held_up(desk, AT_A_TIME + 1, go_on)
    desk.clock.at = KEPT + 1
    desk.audits.begin(at_once, name="b.txt")
    assert waiting.await_end(0)
    waiting.future.result()
    assert isinstance(waiting.fault, AuditStopped)
    go_on.set()


def test_whoever_forgets_what_runs_makes_no_room_until_it_stops(desk: Desk) -> None:
    go_on = threading.Event()
    running = begun_and_held_up(desk, AT_A_TIME, go_on)
    for one in running:
        desk.audits.forget(one.id)
    waiting = begun_and_held_up(desk, MOST_WAITING - AT_A_TIME, go_on)
    with pytest.raises(AuditsFull):
        desk.audits.begin(at_once, name="b.txt")
    desk.audits.forget(waiting[0].id)
    last = desk.audits.begin(at_once, name="b.txt")  # what waited has left its place
    go_on.set()
    assert last.await_end(30)
    assert last.form == form()


def test_they_are_made_in_the_order_in_which_they_came(desk: Desk) -> None:
    go_on, made = threading.Event(), list[int]()
    begun_and_held_up(desk, AT_A_TIME - 1, go_on)  # so that one hand makes all the others
    first = threading.Event()

    def numbered(number: int) -> Make:
        def making(_: Callable[[int, int], None]) -> AuditForm:
            first.wait(30)
            made.append(number)
            return form()

        return making

    begun = [desk.audits.begin(numbered(number), name="a.txt") for number in range(4)]
    desk.audits.forget(begun[2].id)
    first.set()
    assert all(one.await_end(30) for one in begun)
    assert made == [0, 1, 3]
    go_on.set()


def test_what_was_not_foreseen_is_raised_where_it_is_waited_for_and_the_next_goes_on(desk: Desk) -> None:
    def broken(_: Callable[[int, int], None]) -> AuditForm:
        raise RuntimeError("unforeseen")

    begun = [desk.audits.begin(broken, name="a.txt") for _ in range(MOST_WAITING)]
    assert all(one.await_end(30) for one in begun)
    with pytest.raises(RuntimeError, match="unforeseen"):
        begun[-1].future.result()
    assert desk.audits.begin(at_once, name="b.txt").await_end(30)


def test_no_more_than_so_many_are_kept(desk: Desk) -> None:
    ids = []
    for number in range(MOST_KEPT + 3):
        desk.clock.at = float(number)
        begun = desk.audits.begin(at_once, name="a.txt")
        begun.await_end(30)
        ids.append(begun.id)
    desk.audits.find(ids[-1])
    with pytest.raises(NotHeld):
        desk.audits.find(ids[0])
