"""After failures one waits before the next try, longer each time, and so do many who try at once."""

from __future__ import annotations

import pyotp
import pytest
from argon2 import PasswordHasher

from probatum.actions.clock import moment
from probatum.actions.people import passwords
from probatum.actions.people.attempts import (
    FREE_OF_ACCOUNT,
    FREE_OF_ADDRESS,
    LONGEST,
    wait_after,
)
from probatum.actions.people.second_factor import enrol, propose
from probatum.actions.people.sign_in import give_code, sign_in
from probatum.errors import SignInFailed, TooOften
from probatum.workspace import Workspace
from tests.actions.people.conftest import GOOD, Somebody

#: A moment to begin with (seconds since 1970).
BEGIN = 1_800_000_000


@pytest.mark.parametrize("free", [FREE_OF_ACCOUNT, FREE_OF_ADDRESS])
def test_the_wait_doubles_after_the_free_failures_and_has_a_limit(free: int) -> None:
    waits = [wait_after(failures, free) for failures in range(200)]
    assert waits[:free] == [0] * free
    assert waits[free : free + 4] == [2, 4, 8, 16]
    assert (waits == sorted(waits), max(waits)) == (True, LONGEST)


def test_a_day_of_guessing_is_under_a_hundred_and_ten_tries() -> None:
    """NIST SP 800-63B, 5.2.2: no more than a hundred in a row; here about as many in a day."""
    now, tries = 0, 0
    while now < 24 * 3600:
        tries += 1
        now += wait_after(tries, FREE_OF_ACCOUNT)
    assert tries < 110


def test_whether_there_is_an_account_is_told_neither_by_words_nor_by_what_is_counted(
    house: Workspace, somebody: Somebody
) -> None:
    held = somebody()
    said = []
    for email in (held.email, "nobody@example.org"):
        for _ in range(FREE_OF_ACCOUNT + 1):
            with pytest.raises((SignInFailed, TooOften)) as refused:
                sign_in(house, email, "another password", at=moment(BEGIN))
            said.append((type(refused.value), str(refused.value)))
    assert said[: FREE_OF_ACCOUNT + 1] == said[FREE_OF_ACCOUNT + 1 :]
    assert [event.kind for event in house.store.events(f"account:{held.id}")] == [
        "account: sign-in failed too often"
    ]


def test_an_address_waits_too_however_many_accounts_it_tries(house: Workspace, somebody: Somebody) -> None:
    for number in range(FREE_OF_ADDRESS):
        with pytest.raises(SignInFailed):
            sign_in(house, f"{number}@example.org", "x", address="192.0.2.1", at=moment(BEGIN))
    with pytest.raises(TooOften):
        sign_in(house, "new@example.org", "x", address="192.0.2.1", at=moment(BEGIN))
    with pytest.raises(SignInFailed):
        sign_in(house, "new@example.org", "x", address="192.0.2.2", at=moment(BEGIN))


def test_a_password_that_is_right_does_not_set_back_the_tries_at_the_code(
    house: Workspace, somebody: Somebody
) -> None:
    """Whoever stole a password cannot guess codes by signing in again between the guesses."""
    account = somebody()
    secret = propose(account).secret
    enrol(house, account, secret, pyotp.TOTP(secret).at(BEGIN), at=moment(BEGIN))
    for _ in range(FREE_OF_ACCOUNT):
        pending = sign_in(house, account.email, GOOD, at=moment(BEGIN + 60)).session
        with pytest.raises(SignInFailed):
            give_code(house, pending, "000000", at=moment(BEGIN + 60))
    with pytest.raises(TooOften):
        sign_in(house, account.email, GOOD, at=moment(BEGIN + 60))


def test_a_hash_that_costs_too_little_is_made_anew_when_somebody_signs_in(
    house: Workspace, somebody: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = somebody()
    before = house.accounts.credentials(account.id).password
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    sign_in(house, account.email, GOOD, at=moment(BEGIN))
    after = house.accounts.credentials(account.id).password
    assert before is not None
    assert after is not None
    assert ("m=8,t=1" in before, "m=16,t=2" in after) == (True, True)
    sign_in(house, account.email, GOOD, at=moment(BEGIN))
    assert house.accounts.credentials(account.id).password == after
