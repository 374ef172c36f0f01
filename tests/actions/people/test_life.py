"""The life of an account that signs in and out, mistypes, waits and is closed, in whatever order."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from probatum.actions.clock import moment
from probatum.actions.people.attempts import FORGOTTEN, FREE_OF_ACCOUNT, wait_after
from probatum.actions.people.roles import close, reopen
from probatum.actions.people.sessions import session_of, sign_out, sign_out_elsewhere, sweep
from probatum.actions.people.sign_in import Entry, renew, sign_in
from probatum.errors import SignInFailed, TooOften
from probatum.records.account import Account
from probatum.settings import Access
from probatum.workspace import Workspace
from tests.actions.people.conftest import GOOD, Somebody

BEGIN = 1_800_000_000


@dataclass
class Held:
    """A session as the model has it."""

    entry: Entry
    made: int
    seen: int


class Life(RuleBasedStateMachine):
    """One account, a clock, right and wrong passwords, several browsers."""

    def __init__(self, ws: Workspace, account: Account) -> None:
        super().__init__()
        self.ws, self.account = ws, account
        self.now, self.failures, self.last = BEGIN, 0, 0
        self.held: list[Held] = []
        self.active = True

    @rule(by=st.sampled_from([1, 2, 7, 40, 70, 900, 1_700, 1_799, 1_800, 3_600, FORGOTTEN + 1]))
    def later(self, by: int) -> None:
        """Time passes."""
        self.now += by

    @rule(right=st.booleans())
    def try_to_sign_in(self, right: bool) -> None:
        """By password, with the right one or not."""
        if self.last < self.now - FORGOTTEN:
            self.failures = 0
        early = self.failures and self.now < self.last + wait_after(self.failures, FREE_OF_ACCOUNT)
        at, password = moment(self.now), GOOD if right else "no"
        if early:
            with pytest.raises(TooOften):
                sign_in(self.ws, self.account.email, password, at=at)
        elif right and self.active:
            self.held.append(Held(sign_in(self.ws, self.account.email, password, at=at), self.now, self.now))
            self.failures = 0
        else:
            with pytest.raises(SignInFailed):
                sign_in(self.ws, self.account.email, password, at=at)
            self.failures, self.last = self.failures + 1, self.now

    @precondition(lambda self: self.held)
    @rule(which=st.integers(0, 9), rest=st.booleans())
    def leave(self, which: int, rest: bool) -> None:
        """Sign out here, or everywhere else."""
        one = self.held[which % len(self.held)]
        if rest:
            sign_out_elsewhere(self.ws, one.entry.session)
            self.held = [one]
        else:
            sign_out(self.ws, one.entry.session)
            self.held.remove(one)

    @precondition(lambda self: self.held)
    @rule(which=st.integers(0, 9))
    def make_anew(self, which: int) -> None:
        """The session gets another secret, and no longer life."""
        one = self.held[which % len(self.held)]
        if self._open(one):
            old, one.entry = one.entry, renew(self.ws, self.account, one.entry.session, at=moment(self.now))
            one.seen = self.now
            assert session_of(self.ws, old.secret, at=moment(self.now)) is None

    @rule()
    def shut_or_open(self) -> None:
        """The account is closed, and is signed out everywhere; or opened again."""
        at = moment(self.now)
        self.account = (close if self.active else reopen)(self.ws, self.account, by="test", at=at)
        self.active = not self.active
        if not self.active:
            self.held = []

    @rule()
    def clean_up(self) -> None:
        """What is over is removed; nothing else."""
        sweep(self.ws, at=moment(self.now))

    def _open(self, one: Held) -> bool:
        access = self.ws.settings.access
        return self.now - one.made < access.hours * 3600 and self.now - one.seen < access.idle * 60

    @invariant()
    def every_session_opens_as_long_as_it_may(self) -> None:
        """Each secret that was handed out, and no other."""
        for one in [*self.held]:
            expected = self._open(one)
            found = session_of(self.ws, one.entry.secret, at=moment(self.now))
            assert (found is not None) == expected
            if found is None:
                self.held.remove(one)
            elif self.now - one.seen >= 60:  # that it was used is noted once a minute
                one.seen = self.now


def test_whatever_happens_a_session_opens_as_long_as_it_may_and_no_longer(
    house: Workspace, somebody: Somebody
) -> None:
    # Short enough that the end of a session in use is reached too.
    short = house.settings.model_copy(update={"access": Access(hours=1, idle=30)})
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        lambda: Life(replace(house, settings=short), somebody()),
        settings=settings(max_examples=25, stateful_step_count=25),
    )
