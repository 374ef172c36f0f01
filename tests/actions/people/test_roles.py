"""What an administrator may do to an account, and what is never lost by it."""

from __future__ import annotations

import pytest

from probatum.actions.clock import moment, seconds
from probatum.actions.people.attempts import FREE_OF_ACCOUNT
from probatum.actions.people.invite import invite
from probatum.actions.people.join import join
from probatum.actions.people.roles import (
    account_named,
    change_password,
    change_roles,
    close,
    confirm,
    erase,
    rename,
    reopen,
)
from probatum.actions.people.sign_in import enter, sign_in
from probatum.errors import AccountTaken, NotAllowed, NotHeld, ReasonMissing, SignInFailed, TooOften
from probatum.records.account import Account
from probatum.records.review import Role
from probatum.workspace import Workspace
from tests.actions.people.conftest import GOOD, NOON, Somebody


def told(ws: Workspace, account: Account) -> list[tuple[str, str, dict[str, str]]]:
    """What the trail has of an account."""
    events = ws.store.events(f"account:{account.id}")
    return [(event.kind.removeprefix("account: "), event.by, dict(event.detail)) for event in events]


def test_the_last_administrator_keeps_the_role_and_the_account(house: Workspace, somebody: Somebody) -> None:
    first, second = somebody(Role.ADMINISTRATOR), somebody(Role.ADMINISTRATOR, Role.EDITOR)
    closed = close(house, second, by="test", at=NOON)
    for refused in (
        lambda: close(house, first, by="test", at=NOON),
        lambda: erase(house, first, by="test", at=NOON),
        lambda: change_roles(house, first, roles=[Role.EDITOR], specialties=[], by="test", at=NOON),
    ):
        with pytest.raises(NotAllowed, match="is the only administrator; make another one first"):
            refused()
    assert house.accounts.account(first.id) == first
    reopen(house, closed, by="test", at=NOON)
    done = change_roles(house, first, roles=[Role.READER], specialties=["x"], by="test", at=NOON)
    assert (done.roles, done.specialties) == ((Role.READER,), ("x",))


def test_roles_are_given_in_their_order_and_nobody_is_without(house: Workspace, somebody: Somebody) -> None:
    account = somebody()
    chosen = [Role.EDITOR, Role.AUTHOR, Role.EDITOR]
    changed = change_roles(
        house, account, roles=chosen, specialties=["Neurology", " neurology", ""], by="m", at=NOON
    )
    assert (changed.roles, changed.specialties) == ((Role.AUTHOR, Role.EDITOR), ("neurology",))
    bare = change_roles(house, changed, roles=[], specialties=[], by="m", at=NOON)
    assert (bare.roles, bare.specialties) == ((Role.READER,), ())
    change_roles(house, bare, roles=[Role.READER], specialties=[], by="m", at=NOON)  # as it was: no event
    assert told(house, account) == [
        ("roles changed", "m", {"roles": "author, editor", "specialties": "neurology"}),
        ("roles changed", "m", {"roles": "reader"}),
    ]


def test_what_is_erased_is_gone_from_the_store_and_the_name_stays(house: Workspace) -> None:
    link = invite(house, by="m", at=NOON).secret
    account = join(house, link, email="gone.soon@example.org", name="G. Soon", password=GOOD, at=NOON)
    erased = erase(house, account, by="m", at=NOON)
    assert (erased.name, erased.email, erased.active) == ("G. Soon", f"-{account.id}", False)
    assert house.accounts.by_email("gone.soon@example.org") is None
    assert house.accounts.credentials(account.id).password is None
    assert [kind for kind, _, _ in told(house, account)] == ["joined", "closed", "address erased"]
    assert "gone.soon" not in repr(list(house.store.events()))


def test_somebody_is_renamed_and_takes_nobody_elses_address(house: Workspace, somebody: Somebody) -> None:
    account, other = somebody(), somebody()
    with pytest.raises(AccountTaken):
        rename(house, account, name=account.name, email=other.email.upper(), password=GOOD, at=NOON)
    for name, email in (("", account.email), ("x" * 121, account.email), ("A", "no address")):
        with pytest.raises(ReasonMissing):
            rename(house, account, name=name, email=email, at=NOON)
    assert house.accounts.account(account.id) == account
    changed = rename(house, account, name=" A.\tByron\u202e", email=account.email.upper(), at=NOON)
    assert (changed.name, changed.email) == ("A. Byron", account.email)
    with pytest.raises(SignInFailed):
        rename(house, changed, name="A. Byron", email="ab@example.org", password="wrong", at=NOON)
    moved = rename(house, changed, name="A. Byron", email=" AB@Example.org", password=GOOD, at=NOON)
    assert moved.email == "ab@example.org"
    assert told(house, account) == [("renamed", account.id, {"name": "A. Byron"})]


def test_guessing_the_password_at_an_open_desk_has_to_wait_as_at_the_door(
    house: Workspace, somebody: Somebody
) -> None:
    account = somebody()
    for _ in range(FREE_OF_ACCOUNT):
        with pytest.raises(SignInFailed):
            confirm(house, account, "wrong", at=NOON)
    for at_the_desk in (
        lambda: confirm(house, account, GOOD, at=NOON),
        lambda: sign_in(house, account.email, GOOD, at=NOON),
    ):
        with pytest.raises(TooOften):
            at_the_desk()
    confirm(house, account, GOOD, at=moment(seconds(NOON) + 60))


def test_who_has_no_password_is_asked_for_none_and_cannot_make_one(
    house: Workspace, somebody: Somebody
) -> None:
    account = somebody(password=None)
    entry = enter(house, account, at=NOON)
    confirm(house, account, "", at=NOON)
    with pytest.raises(NotAllowed):
        change_password(house, account, entry.session, old="", new=GOOD, at=NOON)
    assert house.accounts.credentials(account.id).password is None


def test_an_account_is_found_by_id_or_address(house: Workspace, somebody: Somebody) -> None:
    account = somebody()
    assert account_named(house, account.id) == account
    assert account_named(house, account.email.upper()) == account
    for name in ("", "nobody", "\ud800"):
        with pytest.raises(NotHeld):
            account_named(house, name)
