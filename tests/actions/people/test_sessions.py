"""How long somebody stays signed in, and what ends it."""

from __future__ import annotations

import pytest

from probatum.actions.clock import moment, seconds
from probatum.actions.people.roles import change_password, close, erase, reopen
from probatum.actions.people.second_factor import enrol, propose
from probatum.actions.people.sessions import PENDING, end, session_of, sign_out, sign_out_elsewhere, sweep
from probatum.actions.people.sign_in import Entry, enter, renew, sign_in
from probatum.errors import SignInFailed
from probatum.records.account import Account
from probatum.workspace import Workspace
from tests.actions.people.conftest import GOOD, NOON, Somebody

HOUR = 3600


def later(after: float) -> str:
    """So many seconds after noon."""
    return moment(seconds(NOON) + int(after))


def holds(ws: Workspace, entry: Entry, after: float) -> bool:
    """Whether the browser is signed in so many seconds after noon."""
    found = session_of(ws, entry.secret, at=later(after))
    return found is not None and found[0].id == entry.account.id


def test_a_session_that_is_used_ends_after_its_hours_to_the_second(
    house: Workspace, somebody: Somebody
) -> None:
    entry = enter(house, somebody(), at=NOON)
    whole = house.settings.access.hours * HOUR
    used = [holds(house, entry, after) for after in range(0, whole, 1800)]
    assert all(used)
    assert holds(house, entry, whole - 1)
    assert not holds(house, entry, whole)


def test_a_session_that_is_not_used_ends_after_the_idle_minutes(house: Workspace, somebody: Somebody) -> None:
    entry = enter(house, somebody(), at=NOON)
    idle = house.settings.access.idle * 60
    assert not holds(house, entry, idle)  # reading it too late does not bring it back
    assert holds(house, entry, idle - 1)
    assert holds(house, entry, 2 * idle - 2)


def test_that_it_is_used_is_noted_once_a_minute_at_most(house: Workspace, somebody: Somebody) -> None:
    entry = enter(house, somebody(), at=NOON)
    seen = []
    for after in (0, 59, 60, 100, 120):
        assert holds(house, entry, after)
        (session,) = house.accounts.sessions(entry.account.id)
        seen.append(session.seen - seconds(NOON))
    assert seen == [0, 0, 60, 60, 120]


def test_half_a_sign_in_waits_ten_minutes_for_its_second_half(house: Workspace, somebody: Somebody) -> None:
    entry = enter(house, somebody(), at=NOON, whole=False)
    assert holds(house, entry, PENDING - 1)
    assert not holds(house, entry, PENDING)


def test_a_session_made_anew_has_another_secret_and_the_same_end(
    house: Workspace, somebody: Somebody
) -> None:
    account = somebody()
    entry = enter(house, account, at=NOON)
    anew = renew(house, account, entry.session, at=later(1800))
    assert not holds(house, entry, 1801)
    assert (anew.session.made, anew.session.whole) == (entry.session.made, True)
    assert anew.session.csrf != entry.session.csrf
    whole = house.settings.access.hours * HOUR
    assert all(holds(house, anew, after) for after in range(1801, whole, 1800))
    assert holds(house, anew, whole - 1)
    assert not holds(house, anew, whole)


def test_what_a_browser_does_not_hold_is_nobodys(house: Workspace, somebody: Somebody) -> None:
    entry = enter(house, somebody(), at=NOON)
    for said in ("", entry.session.key, entry.secret[:-1], entry.secret + " ", "\ud800"):
        assert session_of(house, said, at=NOON) is None


def test_a_closed_account_is_signed_out_and_stays_so_when_it_is_opened_again(
    house: Workspace, somebody: Somebody
) -> None:
    account = somebody()
    entry = enter(house, account, at=NOON)
    closed = close(house, account, by="test", at=NOON)
    assert not holds(house, entry, 1)
    with pytest.raises(SignInFailed):
        sign_in(house, account.email, GOOD, at=later(1))
    reopen(house, closed, by="test", at=later(2))
    assert not holds(house, entry, 3)
    assert holds(house, sign_in(house, account.email, GOOD, at=later(3)), 4)


def test_an_erased_account_cannot_sign_in_any_more(house: Workspace, somebody: Somebody) -> None:
    account = somebody()
    erased = erase(house, account, by="test", at=NOON)
    assert reopen(house, erased, by="test", at=NOON).email == f"-{account.id}"
    for email in (account.email, erased.email):
        with pytest.raises(SignInFailed):
            sign_in(house, email, GOOD, at=later(1))


def test_signing_out_ends_this_session_or_all_others(house: Workspace, somebody: Somebody) -> None:
    account, other = somebody(), somebody()
    here, there, third = (enter(house, account, at=NOON) for _ in range(3))
    elses = enter(house, other, at=NOON)
    sign_out(house, third.session)
    assert [holds(house, one, 1) for one in (here, there, third, elses)] == [True, True, False, True]
    sign_out_elsewhere(house, here.session)
    assert [holds(house, one, 1) for one in (here, there, third, elses)] == [True, False, False, True]
    end(house, here.secret)
    end(house, "nothing that is held")
    assert [holds(house, one, 1) for one in (here, there, third, elses)] == [False, False, False, True]


def test_a_new_password_ends_the_other_sessions_and_needs_the_old_one(
    house: Workspace, somebody: Somebody
) -> None:
    account = somebody()
    here, there = (enter(house, account, at=NOON) for _ in range(2))
    new = "nine loud robins march off"
    with pytest.raises(SignInFailed):
        change_password(house, account, here.session, old="wrong", new=new, at=NOON)
    assert holds(house, there, 1)
    change_password(house, account, here.session, old=GOOD, new=new, at=NOON)
    assert (holds(house, here, 1), holds(house, there, 1)) == (True, False)
    with pytest.raises(SignInFailed):
        sign_in(house, account.email, GOOD, at=later(1))
    assert sign_in(house, account.email, new, at=later(1)).session.whole


def test_the_name_of_a_browser_is_kept_short_and_harmless(house: Workspace, somebody: Somebody) -> None:
    entry = enter(house, somebody(), agent="Fire\x00fox\x1b[31m\n" + "x" * 500, at=NOON)
    (session,) = house.accounts.sessions(entry.account.id)
    assert session.agent == "Firefox[31m" + "x" * 109


def test_what_is_over_is_swept_away_and_nothing_else(house: Workspace, somebody: Somebody) -> None:
    account = somebody()
    day = 24 * HOUR
    enter(house, account, at=NOON)
    fresh = enter(house, account, at=later(day - 60))
    sweep(house, at=later(day))
    assert house.accounts.sessions(account.id) == (fresh.session,)


def test_where_a_second_factor_is_enrolled_the_password_opens_half(
    house: Workspace, somebody: Somebody
) -> None:
    account: Account = somebody()
    offered = propose(account)
    enrol(house, account, offered.secret, _code(offered.secret), at=NOON)
    assert not sign_in(house, account.email, GOOD, at=later(60)).session.whole


def _code(secret: str) -> str:
    import pyotp

    return pyotp.TOTP(secret).at(seconds(NOON))
